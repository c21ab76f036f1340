"""Which ways into delivery does a person have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User
    from holdfast_web.people.permissions import Permission

from holdfast_web.people.scope import organisations

WAYS: list[tuple[str, str, Permission | None]] = []
"""What each area offers: a text, the name of its address, and the permission that opens it.

None opens it to everyone who is signed in. They stand in the order in which they are listed.
"""


def ways(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Offer the parts of delivery that a person may see somewhere."""
    if not user.is_authenticated:
        return []
    return [
        (text, reverse(name))
        for text, name, permission in WAYS
        if permission is None or organisations(user, permission)
    ]
