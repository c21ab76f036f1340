"""Which ways into returns does a person have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User


def offers(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Offer the list of returns to whoever may see what was read or the journeys, anywhere."""
    may = (Permission.SEE_RETURNS, Permission.SEE_JOURNEYS)
    if any(organisations(user, one) for one in may):
        return [("Returns", reverse("return_sets"))]
    return []
