"""In which state may a release be decided, withdrawn, read or downloaded?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast_web.people.models.release import MOVES, ReleaseState

if TYPE_CHECKING:
    from holdfast_web.people.models import Release


def check_may_move(release: Release, to: ReleaseState) -> None:
    """Refuse a move that the table of states does not know.

    Raises
    ------
    InputError
        Where the release is past it.
    """
    if to not in MOVES[ReleaseState(release.state)]:
        raise InputError(
            f"This release is {release.shown_state.label.lower()} and cannot become "
            f"{to.label.lower()}.",
            code="people.release-state",
            where=release.file_name,
            fix="Ask for a new release.",
        )


def check_is_open(release: Release) -> None:
    """Refuse a download of what is not approved, or no longer.

    Raises
    ------
    InputError
        Where there is nothing to download.
    """
    if not release.is_open:
        raise InputError(
            f"This release is {release.shown_state.label.lower()}: nothing can be downloaded.",
            code="people.release-not-open",
            where=release.file_name,
            fix="Wait for a second person's approval, or ask for a new release.",
        )
