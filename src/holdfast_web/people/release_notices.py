"""Who is told of a release? Those who may be its second person, and then whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import who_may

if TYPE_CHECKING:
    from holdfast_web.people.models import Release


def tell_that_it_waits(release: Release) -> int:
    """Tell those who may decide that a release waits for one of them; give how many."""
    return tell(
        NoticeKind.RELEASE_WAITS,
        to=who_may(Permission.APPROVE_RELEASE, release.organisation).exclude(
            pk=release.asked_by_id
        ),
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
