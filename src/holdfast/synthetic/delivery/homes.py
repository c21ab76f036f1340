"""Which homes are there, and which of them are trained from when?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING

import holidays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.authority.delivery import Calendar
    from holdfast.synthetic.delivery.settings import DeliverySettings

TREES = (
    "Alder", "Birch", "Cedar", "Damson", "Elm", "Fir", "Gorse", "Hazel", "Ivy", "Juniper",
    "Larch", "Maple", "Oak", "Pine", "Quince", "Rowan", "Spruce", "Teasel", "Willow", "Yew",
)  # fmt: skip
DAYS_OPEN = (700, 4000)  # before the records begin
SATURDAY = 5
LATER_BY = timedelta(days=2)  # the second half of a team meets two days after the first


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedHome:
    """One home. `team` is the number of its posts; `first_session` is None without training."""

    number: int
    name: str
    ofsted_urn: str
    places: int
    team: int
    opened: date
    first_session: date | None

    @property
    def trained(self) -> bool:
        """Whether the programme is delivered here."""
        return self.first_session is not None


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedSitting:
    """One time at which a session of a run is held.

    `kind` is staff, managers or spill-over; `half` is 0 where the whole team is asked to come,
    else 1 or 2.
    """

    home: int
    kind: str
    session: int
    day: date
    starts: time
    ends: time
    half: int = 0

    @property
    def name(self) -> tuple[str | int, ...]:
        """What its lots are drawn under."""
        return (self.home, self.kind, self.session, self.half)


def homes(settings: DeliverySettings) -> tuple[InventedHome, ...]:
    """Make the homes: those with training first."""
    return tuple(
        _home(settings, number, team, trained=trained)
        for number, (team, trained) in enumerate(settings.teams, start=1)
    )


def _home(settings: DeliverySettings, number: int, team: int, *, trained: bool) -> InventedHome:
    lots, rates = settings.lots.of("home", number), settings.rates
    tree, turn = TREES[(number - 1) % len(TREES)], (number - 1) // len(TREES)
    opened = settings.first_day - timedelta(days=lots.whole(DAYS_OPEN, "open"))
    return InventedHome(
        number=number,
        name=f"{settings.place} {tree}{f' {turn + 1}' if turn else ''}",
        ofsted_urn=f"SC{9 - settings.area}99{number:03d}",
        places=lots.whole(rates.teams.places, "places"),
        team=team,
        opened=opened,
        first_session=_begins(settings, number) if trained else None,
    )


def _begins(settings: DeliverySettings, number: int) -> date:
    """Give the day of the first session: on the home's own weekday, and not on a day off."""
    calendar = settings.rates.calendar
    before = calendar.begins_weeks_before[(number - 1) % len(calendar.begins_weeks_before)]
    weekday = calendar.weekdays[(number - 1) % len(calendar.weekdays)]
    day = settings.today - timedelta(weeks=before + settings.weeks_earlier)
    day += timedelta(days=(weekday - day.weekday()) % 7)
    return next(_free_weeks(calendar, day))


def sittings(settings: DeliverySettings, home: InventedHome) -> tuple[InventedSitting, ...]:
    """Plan the run of one home: every sitting in order of its day, held already or not.

    Staff sessions lie on one weekday, week by week; a week with a bank holiday on that day, or
    in which nobody meets, is passed over.
    """
    first = home.first_session
    if first is None:
        return ()
    rates = settings.rates
    calendar, training = rates.calendar, rates.training
    halves = (1, 2) if home.number == calendar.two_sittings_in_home else (0,)
    spill = home.number == calendar.spill_over_in_home
    morning = settings.lots.of("home", home.number).happens(0.5, "morning")
    starts, ends = calendar.morning if morning else calendar.afternoon
    weeks = _free_weeks(calendar, first)
    made = [
        InventedSitting(
            home=home.number, kind="staff", session=session, starts=starts, ends=ends,
            day=_moved(calendar, day, (half - 1) * LATER_BY) if half else day, half=half,
        )
        for session, day in zip(
            range(1, training.staff_sessions + 1), weeks, strict=False
        )
        for half in halves
    ]  # fmt: skip
    if spill:
        made.append(
            InventedSitting(
                home=home.number, kind="spill-over", session=1, day=next(weeks), starts=starts,
                ends=ends,
            )
        )  # fmt: skip
    for session, week in enumerate(calendar.manager_weeks[: training.manager_sessions], 1):
        day = first + timedelta(weeks=week, days=1)
        made.append(
            InventedSitting(
                home=home.number, kind="managers", session=session, starts=starts, ends=ends,
                day=next(_free_weeks(calendar, day)),
            )
        )  # fmt: skip
    return tuple(sorted(made, key=lambda one: (one.day, one.kind, one.session, one.half)))


def is_free(calendar: Calendar, day: date) -> bool:
    """Say whether a half day may be held on a day: no weekend, bank holiday or blocked days.

    Bank holidays of England, from the `holidays` package.
    """
    if day.weekday() >= SATURDAY or day in _bank_holidays(day.year):
        return False
    for month_1, day_1, month_2, day_2 in calendar.blocked_month_days:
        first, last, here = (month_1, day_1), (month_2, day_2), (day.month, day.day)
        if first <= here <= last if first <= last else here >= first or here <= last:
            return False
    return True


@cache
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def _moved(calendar: Calendar, day: date, by: timedelta) -> date:
    moved = day + by
    while not is_free(calendar, moved):
        moved += timedelta(days=1)
    return moved


def _free_weeks(calendar: Calendar, day: date) -> Iterator[date]:
    while True:
        if is_free(calendar, day):
            yield day
        day += timedelta(weeks=1)
