"""What happened in each home in each month, and what would have without the training?

Counts are drawn from what is expected for the young people who live there; homes differ, months
differ for all homes alike, and the training multiplies some of what is expected from the month
after that of the first session on. The same lot decides with the training and without, so that
the truth is known month by month. In homes for four or five the counts are small.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, log
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.deliver.home_month import HomeMonth
from holdfast.synthetic.delivery.settings import later, month_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.synthetic.delivery.homes import InventedHome
    from holdfast.synthetic.delivery.settings import DeliverySettings
    from holdfast.synthetic.delivery.staff import InventedStaff

YOUNG_PEOPLE = (
    "planned_moves", "unplanned_moves", "missing_overnight", "police_offences",
    "temporary_exclusions", "permanent_exclusions",
)  # fmt: skip
"""Measures that count young people, of whom there are no more than live there."""
AT_SCHOOL = ("temporary_exclusions", "permanent_exclusions")
HOLIDAYS = {8: 0.0, 7: 0.7, 9: 0.85, 10: 0.8, 12: 0.7, 4: 0.55, 5: 0.8, 2: 0.8}
"""Share of a month of term that a month with holidays has."""
SHIFTS_A_MONTH = 17  # of somebody who works full time
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedHomeMonth:
    """One record, with what was truly expected with the training and without it."""

    home: InventedHome
    record: HomeMonth
    treated: bool
    expected: Mapping[str, float]
    expected_without: Mapping[str, float]


def treated_from(settings: DeliverySettings, home: InventedHome) -> date | None:
    """Give the first month in which the training has its effect in a home."""
    if home.first_session is None:
        return None
    after = settings.rates.home_months.effect_after_months
    return later(month_of(home.first_session), after)


def home_months(
    settings: DeliverySettings, home: InventedHome, team: tuple[InventedStaff, ...]
) -> tuple[InventedHomeMonth, ...]:
    """Make the whole months of one home, oldest first."""
    return tuple(_month(settings, home, team, month) for month in settings.months)


def residents(settings: DeliverySettings, home: InventedHome, month: date) -> int:
    """Say how many young people lived in a home in a month: never nobody."""
    lots = settings.lots.of("residents", home.number, month.toordinal())
    empty = lots.binomial(home.places - 1, 1 - settings.rates.home_months.occupancy, "empty")
    return home.places - empty


def expected(
    settings: DeliverySettings, home: InventedHome, month: date, name: str, *, trained: bool
) -> float:
    """Give how often something is expected in a home's month, with the training or without."""
    rates = settings.rates.home_months
    one = rates.counts[name]
    spread = rates.spread_homes * _normal(settings, "home", home.number, name)
    season = rates.spread_months * _normal(settings, "month", month.toordinal(), name)
    middle = (rates.spread_homes**2 + rates.spread_months**2) / 2
    people = residents(settings, home, month)
    ratio = one.ratio if trained else 1.0
    return one.rate * people * exp(spread + season - middle) * ratio


def _month(
    settings: DeliverySettings, home: InventedHome, team: tuple[InventedStaff, ...], month: date
) -> InventedHomeMonth:
    rates, begins = settings.rates.home_months, treated_from(settings, home)
    treated = settings.effect and begins is not None and month >= begins
    lots = settings.lots.of("month", home.number, month.toordinal())
    days = monthrange(month.year, month.month)[1]
    people = residents(settings, home, month)
    with_it, without = (_means(settings, home, month, trained=on) for on in (treated, False))
    in_post = sum(one.works_on(month) for one in team)
    values: dict[str, int | None] = {
        name: min(lots.poisson(mean, name), people)
        if name in YOUNG_PEOPLE
        else lots.poisson(mean, name)
        for name, mean in with_it.items()
    }
    sickness = rates.sickness_days * in_post
    with_it["staff_sickness_days"] = sickness * (rates.sickness_ratio if treated else 1.0)
    without["staff_sickness_days"] = sickness
    values["staff_sickness_days"] = lots.poisson(with_it["staff_sickness_days"], "sickness")
    # A night away is an episode too; the rates are of those that were over by night.
    values["missing_episodes"] = _sum(values, "missing_episodes", "missing_overnight")
    for means in (with_it, without):
        for name in YOUNG_PEOPLE:
            means[name] = capped_mean(means[name], people)
        means["missing_episodes"] += means["missing_overnight"]
    values["child_nights"] = people * days - lots.whole((0, days // 3), "moved in or out")
    values |= _school(settings, month, people, lots_of=home.number, treated=treated)
    values |= _staffing(settings, home, team, month)
    return InventedHomeMonth(
        home=home,
        record=HomeMonth(home=home.name, month=month, values=MappingProxyType(values)),
        treated=treated,
        expected=MappingProxyType(with_it),
        expected_without=MappingProxyType(without),
    )


def capped_mean(mean: float, most: int) -> float:
    """Give the mean of a Poisson count that is cut off at a most.

    Examples
    --------
    >>> round(capped_mean(0.5, 1), 4)
    0.3935
    """
    chance, mass, total = exp(-mean), 0.0, 0.0
    for count in range(most):
        mass += chance
        total += count * chance
        chance *= mean / (count + 1)
    return total + most * (1.0 - mass)


def _means(
    settings: DeliverySettings, home: InventedHome, month: date, *, trained: bool
) -> dict[str, float]:
    """Give what is expected in a month, before counts of young people are cut off."""
    school = round(settings.rates.home_months.school_sessions * HOLIDAYS.get(month.month, 1.0))
    return {
        name: expected(settings, home, month, name, trained=trained)
        if school or name not in AT_SCHOOL
        else 0.0
        for name in settings.rates.home_months.counts
    }


def _sum(values: Mapping[str, int | None], *names: str) -> int:
    return sum(values[name] or 0 for name in names)


def _school(
    settings: DeliverySettings, month: date, people: int, *, lots_of: int, treated: bool
) -> dict[str, int | None]:
    rates = settings.rates.home_months
    lots = settings.lots.of("school", lots_of, month.toordinal())
    possible = round(rates.school_sessions * HOLIDAYS.get(month.month, 1.0)) * people
    odds = log(rates.school_attendance / (1 - rates.school_attendance))
    odds += rates.spread_homes * _normal(settings, "home", lots_of, "school")
    odds += rates.school_gain * treated
    attended = lots.binomial(possible, 1 / (1 + exp(-odds)), "attended")
    return {"school_possible": possible, "school_attended": attended}


def _staffing(
    settings: DeliverySettings, home: InventedHome, team: tuple[InventedStaff, ...], month: date
) -> dict[str, int | None]:
    """Count starters and leavers as the staff list has them, and agency shifts."""
    rates, beyond = settings.rates.home_months, later(month, 1)
    last = beyond - ONE_DAY
    starters = sum(month <= one.started <= last for one in team)
    leavers = sum(one.left is not None and month <= one.left - ONE_DAY <= last for one in team)
    shifts = sum(
        SHIFTS_A_MONTH * _days_in(one, month, last) // (last - month + ONE_DAY).days
        for one in team
        if one.post.kind == "agency"
    )
    lots = settings.lots.of("agency", home.number)
    if lots.happens(rates.homes_with_agency, "uses"):
        shifts += lots.poisson(rates.agency_shifts, "shifts", month.toordinal())
    return {"starters": starters, "leavers": leavers, "agency_shifts": shifts}


def _days_in(one: InventedStaff, first: date, last: date) -> int:
    begun = max(one.started, first)
    ended = last if one.left is None else min(one.left - ONE_DAY, last)
    return max((ended - begun).days + 1, 0)


def _normal(settings: DeliverySettings, *names: str | int) -> float:
    return settings.lots.of("spread").normal((0.0, 1.0), *names)
