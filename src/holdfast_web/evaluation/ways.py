"""Which ways into evaluations does a person have?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User


def ways(user: User | AnonymousUser) -> list[tuple[str, str]]:
    """Offer evaluations to whoever may read findings or write protocols somewhere."""
    if organisations(user, Permission.SEE_FINDINGS):
        return [("Evaluations", reverse("evaluations"))]
    return []
