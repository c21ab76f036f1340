"""Who was there, from when to when?

A register has one mark a person. A mark says what was seen: present, late, left early, or
absent with a reason, and the times where they differ from the session's own. What a mark means
for the dose is counted in minutes; a time that nobody wrote down is missing, not zero.
`holdfast.deliver.register_saves` says what happens where two people write at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from datetime import date, time

MINUTES_IN_AN_HOUR = 60


class Presence(StrEnum):
    """What was seen of a person at a sitting. Who came late may also have left early."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left_early"
    ABSENT = "absent"


class Reason(StrEnum):
    """Why somebody was not there: a closed list, in the order in which it is shown."""

    NIGHTS = "nights"  # worked the night before or after
    ON_SHIFT = "on_shift"  # with young people in the home
    ON_SHIFT_ELSEWHERE = "elsewhere"  # on shift in another home
    OFF_SHIFT = "off_shift"
    ANNUAL_LEAVE = "leave"
    SICK = "sick"
    LONG_LEAVE = "long_leave"  # maternity, suspension, long sickness
    OTHER_TRAINING = "training"
    OTHER_SITTING = "other_sitting"  # comes to another sitting of the session
    NOT_TOLD = "not_told"
    OTHER = "other"
    NOT_KNOWN = "not_known"


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
            raise _unsound(
                "Somebody is absent without a reason.", "Choose why, or that it is not known."
            )
        if not absent and self.reason is not None:
            raise _unsound(
                "Somebody who came has a reason for an absence.",
                "Take the reason out, or mark them absent.",
            )
        if absent and (self.arrived is not None or self.left is not None):
            raise _unsound(
                "Somebody who is absent has a time.",
                "Take the times out, or mark them present, late or left early.",
            )
        if self.arrived is not None and self.left is not None and self.left <= self.arrived:
            raise _unsound(
                "Somebody left before they arrived.",
                "Give a time to leave that is later in the day.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Attendance:
    """What one person received of one session by being there: what coverage is counted from.

    `session` is the number of the session in the programme's order. `minutes` is None where it
    cannot be told: late or left early without a time. It is 0 for those absent. `length` is how
    long the sitting was, so that a share can be taken.
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


def length(starts: time, ends: time) -> int:
    """Say how many minutes a sitting lasts.

    Raises
    ------
    InputError
        `deliver.sitting-times` where it does not end after it starts.
    """
    minutes = minutes_between(starts, ends)
    if minutes <= 0:
        raise InputError(
            "A sitting does not end after it starts.",
            code="deliver.sitting-times",
            fix="Give a time to end that is later in the same day.",
        )
    return minutes


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
    length(starts, ends)
    if mark.presence is Presence.ABSENT:
        return 0
    if mark.presence is Presence.LATE and mark.arrived is None:
        return None
    if mark.presence is Presence.LEFT_EARLY and mark.left is None:
        return None
    first = max(mark.arrived or starts, starts)
    last = min(mark.left or ends, ends)
    return max(minutes_between(first, last), 0)


def attendance(
    mark: Mark, *, person: str, session: int, day: date, starts: time, ends: time
) -> Attendance:
    """Turn a mark at a sitting into what coverage counts."""
    return Attendance(
        person=person,
        session=session,
        day=day,
        minutes=minutes_there(mark, starts=starts, ends=ends),
        length=length(starts, ends),
    )


def _unsound(what: str, fix: str) -> InputError:
    return InputError(what, code="deliver.mark-unsound", fix=fix)
