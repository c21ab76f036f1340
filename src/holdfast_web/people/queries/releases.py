"""Which releases may a person see, and which wait for them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from holdfast_web.people.models import Release
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from holdfast_web.people.models import User


def releases_of(user: User) -> QuerySet[Release]:
    """Give the releases of the organisations where a person may ask or approve."""
    places = organisations(user, Permission.ASK_RELEASE) | organisations(
        user, Permission.APPROVE_RELEASE
    )
    return Release.objects.filter(organisation_id__in=places).select_related(
        "organisation", "asked_by", "decided_by"
    )


def releases_in_state(releases: QuerySet[Release], state: str = "") -> QuerySet[Release]:
    """Narrow releases to those in a state as the clock has it: an approval may have expired."""
    over = Q(state=ReleaseState.APPROVED, expires_at__lte=timezone.now())
    if state == ReleaseState.EXPIRED:
        return releases.filter(over | Q(state=state))
    if state == ReleaseState.APPROVED:
        return releases.filter(state=state).exclude(over)
    return releases.filter(state=state) if state else releases


def waiting_for(user: User) -> QuerySet[Release]:
    """Give the releases that wait for this person as a second person."""
    places = organisations(user, Permission.APPROVE_RELEASE)
    return (
        Release.objects.filter(organisation_id__in=places, state=ReleaseState.WAITING)
        .exclude(asked_by=user)
        .select_related("organisation", "asked_by")
    )


def release_by_key(user: User, key: UUID) -> Release:
    """Give one release that a person may see, or a page not found."""
    return get_object_or_404(releases_of(user), key=key)
