"""Who can sign in with one click? The invented people of the demo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Min

from holdfast_web.people.demo import DOMAIN
from holdfast_web.people.models import Membership

if TYPE_CHECKING:
    from django.db.models import QuerySet


def demo_memberships() -> QuerySet[Membership]:
    """Give one role of each invented person, with who they are and where."""
    theirs = Membership.objects.filter(
        user__email__endswith=f"@{DOMAIN}", user__is_active=True
    ).order_by()
    first = theirs.values("user").annotate(first=Min("pk")).values("first")
    return (
        Membership.objects.filter(pk__in=first)
        .select_related("user", "organisation")
        .order_by("pk")
    )
