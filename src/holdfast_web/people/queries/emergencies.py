"""Which emergency access was taken, where somebody watches?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast_web.people.models import Emergency
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.people.models import User


def emergencies_seen_by(user: User) -> QuerySet[Emergency]:
    """Give one's own, and those of the organisations whose trail a person watches."""
    watched = organisations(user, Permission.SEE_AUDIT_TRAIL)
    return Emergency.objects.filter(
        Q(user=user) | Q(organisation_id__in=watched)
    ).select_related("user", "organisation")
