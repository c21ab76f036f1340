"""By when must each step after a restraint be done, and was it?

Regulation 35(3) of the Children's Homes (England) Regulations 2015 (S.I. 2015/541), as made: a
record within 24 hours of the use of a measure of control, discipline or restraint; within 48
hours somebody authorised has spoken to whoever used it and signed the record; within 5 days
the record says that they have spoken to the child. Read at
http://www.legislation.gov.uk/uksi/2015/541/regulation/35/made/data.html. Whether it was
amended since was not checked, and pages say so. Paragraph (4) leaves out what is planned or
routine in a child's education, health and care plan.

Hours run on through nights, weekends and bank holidays. Days are counted from the day after
and end at midnight, as time within so many days of an event usually is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from datetime import tzinfo

REGULATION = "Regulation 35(3), Children's Homes (England) Regulations 2015 (S.I. 2015/541)"
STANDING = "as made in 2015; later amendments are to be confirmed"
SOURCE = "http://www.legislation.gov.uk/uksi/2015/541/regulation/35/made/data.html"


class Step(StrEnum):
    """What must be done after a restraint, in order."""

    RECORDED = "recorded"
    DEBRIEFED = "user of the measure spoken to and record signed"
    CHILD_SPOKEN_TO = "child spoken to"


HOURS = {Step.RECORDED: 24, Step.DEBRIEFED: 48}
DAYS_TO_SPEAK = 5


class State(StrEnum):
    """How a step stands."""

    DUE = "due"
    DONE = "done"
    DONE_LATE = "done late"
    LATE = "late"


@dataclass(frozen=True, kw_only=True, slots=True)
class Times:
    """When a measure was used, and when each step was done; None where it is not."""

    used: datetime
    recorded: datetime | None = None
    debriefed: datetime | None = None
    child_spoken_to: datetime | None = None

    def __post_init__(self) -> None:
        given = (self.used, self.recorded, self.debriefed, self.child_spoken_to)
        if any(moment is not None and moment.tzinfo is None for moment in given):
            raise InputError(
                "A time was given without its time zone.",
                code="deliver.time-without-zone",
                fix="Give times with a zone, so that 24 hours are 24 hours when clocks change.",
            )
        if any(moment is not None and moment < self.used for moment in given):
            raise InputError(
                "A step after a restraint was done before the restraint.",
                code="deliver.step-before-restraint",
                fix="Check both times.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class DueStep:
    """One step: by when, when it was done, and how that stands."""

    step: Step
    due: datetime
    done: datetime | None
    state: State


def due_steps(times: Times, *, now: datetime, zone: tzinfo) -> tuple[DueStep, ...]:
    """Say by when each step is due and how it stands.

    Parameters
    ----------
    times
        With time zones.
    now
        With its time zone.
    zone
        Where the home is: its midnight ends the fifth day.

    Examples
    --------
    >>> from datetime import UTC
    >>> used = datetime(2026, 3, 6, 21, 40, tzinfo=UTC)
    >>> [f"{one.due:%d %B %H:%M}" for one in due_steps(Times(used=used), now=used, zone=UTC)]
    ['07 March 21:40', '08 March 21:40', '12 March 00:00']
    """
    done = {
        Step.RECORDED: times.recorded,
        Step.DEBRIEFED: times.debriefed,
        Step.CHILD_SPOKEN_TO: times.child_spoken_to,
    }
    return tuple(
        DueStep(step=step, due=due, done=done[step], state=_state(due, done[step], now))
        for step, due in ((step, _due(times.used, step, zone)) for step in Step)
    )


def _due(used: datetime, step: Step, zone: tzinfo) -> datetime:
    if step in HOURS:
        # Added to a moment in UTC, so that an hour is an hour on the night clocks change.
        seconds = used.timestamp() + timedelta(hours=HOURS[step]).total_seconds()
        return datetime.fromtimestamp(seconds, tz=zone)
    day = used.astimezone(zone).date() + timedelta(days=DAYS_TO_SPEAK + 1)
    return datetime.combine(day, time(), tzinfo=zone)


def _state(due: datetime, done: datetime | None, now: datetime) -> State:
    if done is None:
        return State.LATE if now > due else State.DUE
    return State.DONE if done <= due else State.DONE_LATE
