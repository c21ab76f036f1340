"""What happened in one home in one month?

One record a home a month, with the measures of `holdfast.deliver.home_measures`. One that
nobody filled in is missing, which is not nought: a home without a restraint writes 0, a home
that did not count writes nothing. A home has few children, so each number may be somebody.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

EARLIEST = date(2000, 1, 1)
"""The first month of which a record is taken: an earlier one is a slip."""
MOST = 9_999
MOST_CHILDREN = 60
"""Larger than we take any children's home to be: more is a slip."""
DECEMBER = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeMonth:
    """One home in one month.

    `month` is its first day. `values` has a whole number by name of the measure, or None where
    it is missing; a name that is not there is missing too.
    """

    home: str
    month: date
    values: Mapping[str, int | None]

    def value(self, name: str) -> int | None:
        """Give one number; None where it is missing, which is not nought."""
        return self.values.get(BY_NAME[name].name)

    @property
    def days(self) -> int:
        """The nights of the month."""
        return monthrange(self.month.year, self.month.month)[1]

    @property
    def average_children(self) -> float | None:
        """How many young people lived here on an average night; None where not known."""
        nights = self.value("child_nights")
        return None if nights is None else nights / self.days

    @property
    def missing(self) -> tuple[str, ...]:
        """The measures that are missing, in order."""
        return tuple(one.name for one in MEASURES if self.values.get(one.name) is None)


class Doubt(StrEnum):
    """What is possible and yet likely a slip: whoever enters it is asked to look again."""

    MONTH_NOT_OVER = "The month is not over, so its numbers may still grow."
    MORE_CHILDREN_THAN_PLACES = "More young people lived here than the home has places for."
    OVERNIGHT_WITHOUT_EPISODE = (
        "More young people were missing overnight than there were missing episodes."
    )
    EXCLUDED_WITHOUT_SCHOOL = "Somebody was excluded although no school session was possible."
    ALL_NOUGHT = "Every number is 0. If nobody counted, leave them empty instead."


def check_home_month(
    record: HomeMonth, *, today: date, places: int | None = None
) -> tuple[Doubt, ...]:
    """Refuse what cannot be; say what is likely a slip.

    Raises
    ------
    InputError
        `deliver.month-not-a-month`, `deliver.month-too-early`, `deliver.month-in-future`,
        `deliver.measure-unknown`, `deliver.number-not-whole` for what is below 0, not whole or
        beyond any home, or `deliver.numbers-disagree` where two numbers cannot both be.
    """
    if record.month.day != 1:
        raise InputError(
            "A month was not given by its first day.",
            code="deliver.month-not-a-month",
            fix="Give the month by its first day, such as 2026-03-01.",
        )
    if record.month < EARLIEST:
        raise InputError(
            f"The month is before {month_said(EARLIEST)}.",
            code="deliver.month-too-early",
            where=month_said(record.month),
            fix="Look at the year again: earlier months are not kept.",
        )
    if record.month > today:
        raise InputError(
            "The month has not begun.",
            code="deliver.month-in-future",
            where=month_said(record.month),
            fix="Choose this month or an earlier one.",
        )
    for name, number in record.values.items():
        _check_number(record, name, number)
    attended, possible = record.value("school_attended"), record.value("school_possible")
    if attended is not None and possible is not None and attended > possible:
        raise InputError(
            "More school sessions were attended than were possible.",
            code="deliver.numbers-disagree",
            where=f"{month_said(record.month)}, {BY_NAME['school_attended'].title}",
            fix="Give a number no larger than the sessions possible, or mend those.",
        )
    nights = record.value("child_nights")
    if nights is not None and nights > MOST_CHILDREN * record.days:
        raise InputError(
            f"The nights are more than {MOST_CHILDREN} young people have in a month.",
            code="deliver.numbers-disagree",
            where=f"{month_said(record.month)}, {BY_NAME['child_nights'].title}",
            fix="Add up, over the nights of the month, the young people who lived here.",
        )
    return _doubts(record, today=today, places=places)


def next_month(month: date) -> date:
    """Give the first day of the month after."""
    if month.month == DECEMBER:
        return month.replace(year=month.year + 1, month=1)
    return month.replace(month=month.month + 1)


def months(first: date, last: date) -> tuple[date, ...]:
    """Give the first days of the months from one to another, both included.

    Examples
    --------
    >>> from datetime import date
    >>> [str(month) for month in months(date(2025, 11, 1), date(2026, 1, 1))]
    ['2025-11-01', '2025-12-01', '2026-01-01']
    """
    found, month = [], first
    while month <= last:
        found.append(month)
        month = next_month(month)
    return tuple(found)


def gaps(
    records: Iterable[HomeMonth], *, first: date, last: date
) -> Mapping[date, tuple[str, ...]]:
    """Say what is missing in each month from one to another, for one home.

    A month without a record misses everything. Months with nothing missing are left out.
    """
    known = {record.month: record for record in records}
    everything = tuple(one.name for one in MEASURES)
    missing = {
        month: known[month].missing if month in known else everything
        for month in months(first, last)
    }
    return MappingProxyType({month: names for month, names in missing.items() if names})


def month_said(month: date) -> str:
    """Write a month as people do."""
    return f"{month:%B %Y}"


def _check_number(record: HomeMonth, name: str, number: int | None) -> None:
    if name not in BY_NAME:
        raise InputError(
            "A record of a home's month has a measure that is not on the list.",
            code="deliver.measure-unknown",
            where=f"{month_said(record.month)}, {name}",
            fix=f"The list is: {', '.join(BY_NAME)}.",
        )
    if number is None:
        return
    whole = isinstance(number, int) and not isinstance(number, bool)
    if not whole or not 0 <= number <= MOST:
        raise InputError(
            f"A number of a home's month must be a whole number from 0 to {MOST:,}.",
            code="deliver.number-not-whole",
            where=f"{month_said(record.month)}, {BY_NAME[name].title}",
            fix="Give a whole number. Leave it empty where nobody counted: that is not 0.",
        )


def _doubts(record: HomeMonth, *, today: date, places: int | None) -> tuple[Doubt, ...]:
    found = []
    if next_month(record.month) > today:
        found.append(Doubt.MONTH_NOT_OVER)
    average = record.average_children
    if average is not None and places is not None and average > places:
        found.append(Doubt.MORE_CHILDREN_THAN_PLACES)
    overnight, episodes = record.value("missing_overnight"), record.value("missing_episodes")
    if overnight is not None and episodes is not None and overnight > episodes:
        found.append(Doubt.OVERNIGHT_WITHOUT_EPISODE)
    excluded = (record.value("temporary_exclusions") or 0) + (
        record.value("permanent_exclusions") or 0
    )
    if record.value("school_possible") == 0 and excluded:
        found.append(Doubt.EXCLUDED_WITHOUT_SCHOOL)
    if not record.missing and not any(record.values.values()):
        found.append(Doubt.ALL_NOUGHT)
    return tuple(found)
