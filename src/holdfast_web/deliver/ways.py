"""Which ways into delivery does a person have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User

from holdfast_web.deliver.queries.services import OPEN_TO as SERVICES_OPEN_TO
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

WAYS: list[tuple[str, str, Permission | tuple[Permission, ...] | None]] = [
    ("Programmes", "deliver:programmes", None),
    ("Sites", "deliver:sites", Permission.SEE_DELIVERY),
    ("Homes", "deliver:homes", Permission.SEE_DELIVERY),
    ("Facilitators", "deliver:facilitators", Permission.SEE_STAFF),
    ("Runs", "deliver:runs", Permission.SEE_DELIVERY),
    ("Registers", "deliver:registers", Permission.SEE_STAFF),
    ("Coverage", "deliver:coverage", Permission.SEE_DELIVERY),
    ("Fidelity", "deliver:fidelity", Permission.SEE_FIDELITY),
    ("Homes by month", "deliver:home_months", Permission.SEE_HOME_MONTHS),
    ("Services", "deliver:services", SERVICES_OPEN_TO),
    ("Across sites", "deliver:national", Permission.SEE_NATIONAL),
    ("What sites changed", "deliver:exchange", Permission.SEE_DELIVERY),
]
"""What each area offers: a text, the name of its address, and the permission that opens it.

Of several permissions any one opens it; None opens it to everyone who is signed in. They stand
in the order in which they are listed.
"""


def ways(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Offer the parts of delivery that a person may see somewhere."""
    if not user.is_authenticated:
        return []
    return [
        (text, reverse(name))
        for text, name, permission in WAYS
        if permission is None or _may(user, permission)
    ]


def _may(user: User, permission: Permission | tuple[Permission, ...]) -> bool:
    several = permission if isinstance(permission, tuple) else (permission,)
    return any(organisations(user, one) for one in several)
