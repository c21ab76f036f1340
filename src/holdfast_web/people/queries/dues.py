"""Which releases wait for this person, and which of theirs can be fetched?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.due import Due, State
from holdfast_web.people.models import Release
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.queries.releases import waiting_for

if TYPE_CHECKING:
    from holdfast_web.people.models import User

MOST = 20


def release_dues(user: User) -> list[Due]:
    """Give decisions to take, files to fetch before they expire, and answers waited for."""
    decide = [
        Due(
            text=f"Decide whether {one.file_name} may leave {one.organisation}",
            href=reverse("release", args=[one.key]),
            when=one.asked_at,
            state=State.DUE,
        )
        for one in waiting_for(user)[:MOST]
    ]
    mine = Release.objects.filter(
        asked_by=user, state__in=(ReleaseState.WAITING, ReleaseState.APPROVED)
    )
    return decide + [
        Due(
            text=f"Download {one.file_name}"
            if one.is_open
            else f"A second person is to decide about {one.file_name}",
            href=reverse("release", args=[one.key]),
            when=one.expires_at if one.is_open else one.asked_at,
            state=State.DUE if one.is_open else State.WAITING,
        )
        for one in mine[:MOST]
        if one.is_open or (one.state == ReleaseState.WAITING)
    ]
