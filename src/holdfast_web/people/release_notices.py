"""Who is told of a release? Those who may be its second person, and then whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.models import User
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import ROLES
from holdfast_web.people.scope import above

if TYPE_CHECKING:
    from holdfast_web.people.models import Release


def tell_that_it_waits(release: Release) -> int:
    """Tell those who may decide that a release waits for one of them; give how many."""
    return tell(
        NoticeKind.RELEASE_WAITS,
        to=_second_people(release),
        subject="a release waits for a second person",
        text=f"{release.asked_by} asks for a release in {release.organisation}.",
        href=reverse("release", args=[release.key]),
    )


def tell_that_it_is_decided(release: Release) -> int:
    """Tell whoever asked for a release how it was decided; give how many."""
    decided = ReleaseState(release.state).label.lower()
    return tell(
        NoticeKind.RELEASE_DECIDED,
        to=[release.asked_by],
        subject=f"your release was {decided}",
        text=f"The release that you asked for in {release.organisation} was {decided}.",
        href=reverse("release", args=[release.key]),
    )


def _second_people(release: Release) -> list[User]:
    may = [
        name for name, role in ROLES.items() if Permission.APPROVE_RELEASE in role.permissions
    ]
    return list(
        User.objects.filter(
            memberships__organisation__in=above(release.organisation),
            memberships__role__in=may,
            is_active=True,
        )
        .exclude(pk=release.asked_by_id)
        .distinct()
    )
