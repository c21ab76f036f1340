"""Who was there, from when to when, and what if two people wrote it down?

A register has one mark a person. A mark says what was seen: present, late, left early, or
absent with a reason, and the times where they differ from the session's own. What a mark means
for the dose is counted in minutes; a time that nobody wrote down is missing, not zero.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping
    from datetime import date, time

    Person = TypeVar("Person", bound=Hashable)

MINUTES_IN_AN_HOUR = 60


class Presence(StrEnum):
    """What was seen of a person at a sitting."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left early"
    LATE_AND_LEFT_EARLY = "late and left early"
    ABSENT = "absent"


class Reason(StrEnum):
    """Why somebody was not there: a closed list, in the order in which it is shown."""

    NIGHTS = "on nights"
    ON_SHIFT = "on shift in the home"
    ON_SHIFT_ELSEWHERE = "on shift elsewhere"
    OFF_SHIFT = "day off, could not come in"
    ANNUAL_LEAVE = "annual leave"
    SICK = "sick"
    LONG_LEAVE = "maternity or other long leave"
    OTHER_TRAINING = "other training"
    OTHER_SITTING = "comes to the other sitting"
    OTHER = "other"
    NOT_KNOWN = "not known"


class Standing(StrEnum):
    """In what standing somebody is on a register."""

    TEAM = "in the team"
    AGENCY = "agency today"
    VISITOR = "visitor"


@dataclass(frozen=True, kw_only=True, slots=True)
class Mark:
    """What a register says of one person.

    Raises
    ------
    InputError
        `deliver.mark-unsound`: an absence without a reason, a reason or a time that does not
        belong to what was seen, or somebody who left before they arrived.
    """

    presence: Presence
    reason: Reason | None = None
    arrived: time | None = None
    left: time | None = None

    def __post_init__(self) -> None:
        absent = self.presence is Presence.ABSENT
        if absent and self.reason is None:
            raise _unsound("Somebody is absent without a reason.", "Choose why; 'not known' is")
        if not absent and self.reason is not None:
            raise _unsound(
                "Somebody who came has a reason for absence.", "Take it out, which is"
            )
        if absent and (self.arrived or self.left):
            raise _unsound("Somebody who is absent has a time.", "Take the times out, which is")
        if self.arrived and self.left and self.left <= self.arrived:
            raise _unsound(
                "Somebody left before they arrived.", "Write both times in one day, which is"
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """What one person received of one session by being there: what coverage is counted from.

    `minutes` is None where it cannot be told: late or left early without a time. It is 0 for
    those absent. `length` is how long the sitting was, so that a share can be taken.
    """

    person: str
    session: int
    day: date
    minutes: int | None
    length: int


def minutes_between(first: time, last: time) -> int:
    """Give the whole minutes from one time of a day to a later one; below zero if earlier.

    Examples
    --------
    >>> from datetime import time
    >>> minutes_between(time(9, 30), time(13, 0))
    210
    """
    return (last.hour - first.hour) * MINUTES_IN_AN_HOUR + last.minute - first.minute


def minutes_there(mark: Mark, *, starts: time, ends: time) -> int | None:
    """Say how many minutes of a sitting somebody was there.

    Parameters
    ----------
    mark
        What the register says of them.
    starts, ends
        The times of the sitting as it was held. Time before and after it does not count.

    Returns
    -------
    int or None
        0 for those absent. None where the mark says late or left early and no time was written:
        it is not known, and neither the whole sitting nor nothing.

    Raises
    ------
    InputError
        `deliver.sitting-times` where the sitting does not end after it starts.

    Examples
    --------
    >>> from datetime import time
    >>> late = Mark(presence=Presence.LATE, arrived=time(10, 0))
    >>> minutes_there(late, starts=time(9, 30), ends=time(13, 0))
    180
    """
    if minutes_between(starts, ends) <= 0:
        raise InputError(
            "A sitting does not end after it starts.",
            code="deliver.sitting-times",
            fix="Give a time to end that is later in the same day.",
        )
    if mark.presence is Presence.ABSENT:
        return 0
    came_late = mark.presence in {Presence.LATE, Presence.LATE_AND_LEFT_EARLY}
    went_early = mark.presence in {Presence.LEFT_EARLY, Presence.LATE_AND_LEFT_EARLY}
    if (came_late and mark.arrived is None) or (went_early and mark.left is None):
        return None
    first = max(mark.arrived or starts, starts)
    last = min(mark.left or ends, ends)
    return max(minutes_between(first, last), 0)


def _unsound(what: str, fix: str) -> InputError:
    return InputError(what, code="deliver.mark-unsound", fix=f"{fix} always allowed.")
