"""Who was to work around a session, and who did?

A home must keep the roster that was planned and the one that was worked. Both are made for the
day of each session and the day before it, since whoever woke through the night before cannot
well come. What was planned and what was worked differ where somebody was ill.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.homes import homes

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.synthetic.delivery.homes import InventedSitting
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.settings import DeliverySettings
    from holdfast.synthetic.delivery.staff import InventedStaff

FULL_SHIFT = 7.8  # hours
WEEKS_IN_QUARTER = 13
NIGHTS_IN_ROUND = 8  # four on, four off
DAY = timedelta(days=1)
WEEKEND = 5


class Duty(StrEnum):
    """What somebody is down for on a day."""

    OFFICE = "office hours"
    EARLY = "early"
    LATE = "late"
    NIGHT = "night"
    TRAINING = "training"
    OFF = "off"
    LEAVE = "annual leave"
    LONG_LEAVE = "long leave"
    SICK = "sick"


TIMES = {
    Duty.OFFICE: (time(9), time(17)),
    Duty.EARLY: (time(7, 30), time(15, 30)),
    Duty.LATE: (time(14, 30), time(22, 30)),
    Duty.NIGHT: (time(22), time(8)),
}
"""A night ends on the day after."""


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedShift:
    """One shift of one member of staff, planned or worked."""

    staff: InventedStaff
    duty: Duty
    starts: datetime
    ends: datetime
    worked: bool


class Rosters:
    """Who is down for what, on any day: made when asked, and the same each time."""

    def __init__(self, settings: DeliverySettings) -> None:
        self._lots = settings.lots.of("roster")
        self._rates = settings.rates.attendance
        # Nobody of a team is long away when its training begins.
        self._begins = {
            home.number: _quarter(home.first_session)
            for home in homes(settings)
            if home.first_session is not None
        }

    def planned(self, person: InventedStaff, day: date) -> Duty:
        """Say what somebody was to do on a day, sessions apart."""
        lots, week = self._lots.of(person.home, person.number), day.toordinal() // 7
        if self._is_away(person, lots, _quarter(day)):
            return Duty.LONG_LEAVE
        if lots.happens(self._rates.leave, "leave", week):
            return Duty.LEAVE
        if person.post.shifts == "nights":
            at = (day.toordinal() + lots.whole((0, NIGHTS_IN_ROUND - 1), "round")) % (
                NIGHTS_IN_ROUND
            )
            return Duty.NIGHT if at < NIGHTS_IN_ROUND // 2 else Duty.OFF
        if person.post.manager:
            return Duty.OFFICE if day.weekday() < WEEKEND else Duty.OFF
        many = max(1, round(person.post.hours / FULL_SHIFT))
        days = sorted(range(7), key=lambda one: lots.uniform("day", week, one))
        if day.toordinal() % 7 not in days[:many]:
            return Duty.OFF
        if person.post.shifts == "mixed" and lots.happens(0.2, "at night", week):
            return Duty.NIGHT
        return Duty.EARLY if lots.happens(0.5, "early", day.toordinal()) else Duty.LATE

    def long_absences(
        self, person: InventedStaff, first: date, last: date
    ) -> tuple[tuple[date, date | None], ...]:
        """Give the days between two on which somebody is away for long: whole quarters.

        The second of a pair is the first day back; None while they are still away on the last.
        """
        lots = self._lots.of(person.home, person.number)
        found: list[tuple[date, date | None]] = []
        for quarter in range(_quarter(max(first, person.started)), _quarter(last) + 1):
            begins = max(_begins(quarter), person.started)
            if person.left is not None and begins >= person.left:
                break
            if self._is_away(person, lots, quarter):
                ends = _begins(quarter + 1)
                until = ends if ends <= last else None
                if found and found[-1][1] == begins:
                    found[-1] = (found[-1][0], until)
                else:
                    found.append((begins, until))
        return tuple(found)

    def _is_away(self, person: InventedStaff, lots: Lots, quarter: int) -> bool:
        return quarter != self._begins.get(person.home) and lots.happens(
            self._rates.long_leave, "long leave", quarter
        )

    def is_sick(self, person: InventedStaff, day: date) -> bool:
        """Say whether somebody is ill on a day: it comes by the week."""
        lots = self._lots.of(person.home, person.number)
        return lots.happens(self._rates.sick, "sick", day.toordinal() // 7)

    def worked(self, person: InventedStaff, day: date) -> Duty:
        """Say what somebody did on a day, sessions apart."""
        duty = self.planned(person, day)
        if duty in TIMES and self.is_sick(person, day):
            return Duty.SICK
        return duty

    def at_night(self, person: InventedStaff, day: date) -> bool:
        """Say whether somebody is down for the night before a day, or for the one after it."""
        return Duty.NIGHT in {self.planned(person, day - DAY), self.planned(person, day)}


def shifts(
    rosters: Rosters, sittings: Iterable[InventedSitting], team: Iterable[InventedStaff],
    *, comes: Iterable[tuple[InventedSitting, InventedStaff]],
) -> tuple[InventedShift, ...]:  # fmt: skip
    """Make both rosters of one home, for the days of its sittings and those before them.

    Parameters
    ----------
    sittings
        Those of one home, of staff sessions.
    team
        Everybody who ever worked there.
    comes
        Who was down for which sitting: on the roster they are at training for its time.
    """
    asked = {(one.day, person.number): one for one, person in comes}
    days = {one.day - back * DAY for one in sittings for back in (0, 1)}
    made = []
    for day in sorted(days):
        for person in team:
            if not person.works_on(day):
                continue
            sitting = asked.get((day, person.number))
            for worked in (False, True):
                duty = (rosters.worked if worked else rosters.planned)(person, day)
                if sitting is not None and duty not in {Duty.SICK, Duty.NIGHT}:
                    duty = Duty.TRAINING
                    starts, ends = _at(day, sitting.starts, sitting.ends)
                elif duty in TIMES:
                    starts, ends = _at(day, *TIMES[duty])
                else:
                    continue
                made.append(
                    InventedShift(
                        staff=person, duty=duty, starts=starts, ends=ends, worked=worked
                    )
                )
    return tuple(made)


def _quarter(day: date) -> int:
    return day.toordinal() // 7 // WEEKS_IN_QUARTER


def _begins(quarter: int) -> date:
    return date.fromordinal(quarter * WEEKS_IN_QUARTER * 7)


def _at(day: date, starts: time, ends: time) -> tuple[datetime, datetime]:
    over = DAY if ends <= starts else timedelta(0)
    return datetime.combine(day, starts), datetime.combine(day + over, ends)
