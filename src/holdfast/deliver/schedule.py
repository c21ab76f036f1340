"""On which days could a run's sessions be held?

A session is held once a week, at one sitting or at several where shifts demand that half the
team comes on another day. A week in which any sitting would fall on a closed day is skipped
whole, so that both halves of a team hear the same session in the same week, and every proposed
date says which days were skipped for it and why. Sessions for managers are of a kind of their
own; so are spill-over sessions, kept free at the end for what ran over.

It is a proposal: a person looks at it, moves what does not suit, and releases it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import IntEnum, StrEnum
from typing import TYPE_CHECKING

from holdfast.deliver.dose import Dose, settled
from holdfast.deliver.register import length
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.deliver.closed_days import ClosedDays

WEEK = 7
MOST_WEEKS_SKIPPED = 52
"""In a row: a home that is closed for a year is not planning a run."""


class Weekday(IntEnum):
    """Days of the week as `date.weekday` counts them."""

    MONDAY = 0
    TUESDAY = 1
    WEDNESDAY = 2
    THURSDAY = 3
    FRIDAY = 4
    SATURDAY = 5
    SUNDAY = 6


class Kind(StrEnum):
    """What kind of session it is."""

    TEAM = "session"
    MANAGERS = "manager session"
    SPILL_OVER = "spill-over session"


@dataclass(frozen=True, kw_only=True, slots=True)
class Slot:
    """A time of the week.

    Raises
    ------
    InputError
        `deliver.sitting-times` where it does not end after it starts.
    """

    weekday: Weekday
    starts: time
    ends: time

    def __post_init__(self) -> None:
        length(self.starts, self.ends)

    def overlaps(self, other: Slot) -> bool:
        """Say whether nobody could be at both."""
        return (
            self.weekday == other.weekday
            and self.starts < other.ends
            and other.starts < self.ends
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """How many sessions of each kind a run is to have.

    Raises
    ------
    InputError
        `deliver.schedule-numbers` where there would be no session, or fewer than none.
    """

    sessions: int
    manager_sessions: int = 0
    spill_over: int = 0

    def __post_init__(self) -> None:
        if self.sessions < 1 or self.manager_sessions < 0 or self.spill_over < 0:
            raise InputError(
                "A run needs at least one session, and no number of sessions is below zero.",
                code="deliver.schedule-numbers",
                fix="Give the number of sessions, of manager sessions and of spill-over "
                "sessions; 0 where there are none.",
            )

    @classmethod
    def of(cls, dose: Dose) -> Wanted:
        """Take the numbers from a programme's dose.

        Raises
        ------
        InputError
            `deliver.dose-not-settled` where one of them is not known.
        """
        return cls(
            sessions=settled(dose.sessions, "sessions"),
            manager_sessions=settled(dose.manager_sessions, "manager_sessions"),
            spill_over=settled(dose.spill_over, "spill_over"),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Pattern:
    """When in the week sessions are held, from which day on.

    Attributes
    ----------
    first
        No session before this day. The first is on the first slot's weekday on or after it.
    slots
        One for each sitting: two where a session is repeated for the other half of the team.
    manager_slot
        When managers meet; needed where there are sessions for managers.
    manager_weeks
        In the week of which session each session for managers is held, such as (3, 8). None
        spreads them evenly. No programme that we read publishes this, so it is only proposed.

    Raises
    ------
    InputError
        `deliver.schedule-pattern` where there is no slot, or two overlap.
    """

    first: date
    slots: tuple[Slot, ...]
    manager_slot: Slot | None = None
    manager_weeks: tuple[int, ...] | None = None

    def __post_init__(self) -> None:
        every = [*self.slots, *([self.manager_slot] if self.manager_slot else [])]
        pairs = ((a, b) for place, a in enumerate(every) for b in every[place + 1 :])
        if not self.slots or any(a.overlaps(b) for a, b in pairs):
            raise InputError(
                "The times of the week have no sitting, or two that overlap.",
                code="deliver.schedule-pattern",
                fix="Give each sitting its own time of the week, one after the other.",
            )


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Sitting:
    """One day on which a session is held."""

    day: date
    starts: time
    ends: time
    place: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Skipped:
    """A day on which a session would have been held, and why it was not proposed."""

    day: date
    why: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """One session as proposed, numbered from 1 within its kind. A person needs one sitting."""

    kind: Kind
    number: int
    sittings: tuple[Sitting, ...]
    skipped: tuple[Skipped, ...] = ()

    @property
    def name(self) -> str:
        """What people call it: Session 3."""
        return f"{self.kind.capitalize()} {self.number}"


def propose(wanted: Wanted, pattern: Pattern, closed: ClosedDays) -> tuple[Session, ...]:
    """Propose a day for every sitting of every session.

    Returns
    -------
    tuple of Session
        In the order of their days. Numbers follow the calendar within each kind.

    Raises
    ------
    InputError
        `deliver.schedule-no-open-day` where a year of weeks in a row is closed, and
        `deliver.schedule-managers` where managers' sessions have no time of the week or weeks
        that do not fit.

    Examples
    --------
    >>> from datetime import date, time
    >>> from holdfast.deliver.closed_days import ClosedDays, Nation
    >>> mornings = Slot(weekday=Weekday.MONDAY, starts=time(9, 30), ends=time(13, 0))
    >>> first, second = propose(
    ...     Wanted(sessions=2),
    ...     Pattern(first=date(2027, 3, 22), slots=(mornings,)),
    ...     ClosedDays(nation=Nation.ENGLAND),
    ... )
    >>> str(second.sittings[0].day), [one.why for one in second.skipped]
    ('2027-04-05', ['bank holiday: Easter Monday'])
    """
    manager_slots, weeks = _managers(wanted, pattern)
    proposed: list[Session] = []
    starts: list[date] = []
    (start,) = _days(pattern.slots[:1], pattern.first)
    for place in range(wanted.sessions + wanted.spill_over):
        spilt = place >= wanted.sessions
        session, start = _next(
            pattern.slots,
            start,
            closed,
            kind=Kind.SPILL_OVER if spilt else Kind.TEAM,
            number=place + 1 - (wanted.sessions if spilt else 0),
        )
        starts.append(start)
        start += timedelta(days=WEEK)
        proposed.append(session)
    earliest = pattern.first
    for number, week in enumerate(weeks, 1):
        day, *_ = _days(manager_slots, max(starts[week - 1], earliest))
        session, day = _next(manager_slots, day, closed, kind=Kind.MANAGERS, number=number)
        earliest = day + timedelta(days=1)
        proposed.append(session)
    return tuple(sorted(proposed, key=lambda session: session.sittings[0]))


def spread(managers: int, sessions: int) -> tuple[int, ...]:
    """Give the sessions in whose weeks managers meet: in the middle of equal parts of a run.

    Examples
    --------
    >>> spread(2, 10)
    (3, 8)
    """
    return tuple(
        -(-(2 * place - 1) * sessions // (2 * managers)) for place in range(1, managers + 1)
    )


def _managers(wanted: Wanted, pattern: Pattern) -> tuple[tuple[Slot, ...], tuple[int, ...]]:
    """Give when in the week managers meet, and in the week of which sessions."""
    slots = (pattern.manager_slot,) if pattern.manager_slot is not None else ()
    weeks = pattern.manager_weeks
    if weeks is None:
        weeks = spread(wanted.manager_sessions, wanted.sessions)
    fits = (
        len(weeks) == wanted.manager_sessions
        and list(weeks) == sorted(weeks)
        and all(1 <= week <= wanted.sessions for week in weeks)
    )
    if not fits or (weeks and not slots):
        raise InputError(
            "Sessions for managers have no time of the week, or weeks that do not fit the run.",
            code="deliver.schedule-managers",
            fix="Give a time of the week for managers, and for each of their sessions the "
            "number of the session in whose week it is held, in order.",
        )
    return slots, weeks


def _days(slots: Iterable[Slot], first: date) -> list[date]:
    """Give the days of slots in the seven days from `first`, counted from the first slot."""
    days: list[date] = []
    for slot in slots:
        since = days[0] if days else first
        days.append(since + timedelta(days=(slot.weekday - since.weekday()) % WEEK))
    return days


def _next(
    slots: tuple[Slot, ...], start: date, closed: ClosedDays, *, kind: Kind, number: int
) -> tuple[Session, date]:
    """Give the session in the first week from `start` that is open, and where that begins."""
    skipped: list[Skipped] = []
    for _ in range(MOST_WEEKS_SKIPPED + 1):
        days = _days(slots, start)
        shut = [
            Skipped(day=day, why=why)
            for day in sorted(set(days))
            if (why := closed.why(day)) is not None
        ]
        if not shut:
            sittings = sorted(
                Sitting(day=day, starts=slot.starts, ends=slot.ends)
                for day, slot in zip(days, slots, strict=True)
            )
            session = Session(
                kind=kind, number=number, sittings=tuple(sittings), skipped=tuple(skipped)
            )
            return session, days[0]
        skipped += shut
        start += timedelta(days=WEEK)
    raise InputError(
        "No open day was found within a year.",
        code="deliver.schedule-no-open-day",
        fix="Look at the home's blocked days: one of them may have the wrong year.",
    )
