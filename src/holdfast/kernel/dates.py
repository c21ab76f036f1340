"""Which year does a day belong to, and how old is a child on it?

A collection year runs from 1 April to 31 March and is named by its end, as DfE names its
returns: the return of 2024 holds 1 April 2023 to 31 March 2024. A financial year has the same
days and is written by both its ends: 2023-24.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from holdfast.kernel.errors import InputError

DAYS_PER_YEAR = 365.25
APRIL = 4
MARCH = 3
DECEMBER = 12


def collection_year(day: date) -> int:
    """Say which collection year a day falls in.

    Examples
    --------
    >>> collection_year(date(2023, 4, 1)), collection_year(date(2024, 3, 31))
    (2024, 2024)
    """
    return day.year + (day.month >= APRIL)


def year_start(year: int) -> date:
    """Give the first day of a collection year.

    Examples
    --------
    >>> year_start(2024)
    datetime.date(2023, 4, 1)
    """
    return date(year - 1, APRIL, 1)


def year_end(year: int) -> date:
    """Give the last day of a collection year, which belongs to it.

    Examples
    --------
    >>> year_end(2024)
    datetime.date(2024, 3, 31)
    """
    return date(year, MARCH, 31)


@dataclass(frozen=True, order=True, slots=True)
class FinancialYear:
    """A year from 1 April to 31 March, as money is counted in."""

    end: int

    @classmethod
    def parse(cls, label: str) -> FinancialYear:
        """Read a label such as 2023-24, 2023/24 or 2023-2024.

        Raises
        ------
        InputError
            `kernel.financial-year-unreadable`, also where the two halves do not follow each
            other, since 2023-25 is more often a slip than a wish.

        Examples
        --------
        >>> FinancialYear.parse("2023/24")
        FinancialYear(end=2024)
        """
        found = re.fullmatch(r"(\d{4})[-/–](\d{2}|\d{4})", label.strip())
        if found is None or int(found[2]) not in {int(found[1]) + 1, (int(found[1]) + 1) % 100}:
            raise InputError(
                "A financial year is not written as two years that follow each other.",
                code="kernel.financial-year-unreadable",
                fix="Write it as 2023-24.",
            )
        return cls(int(found[1]) + 1)

    @property
    def first_day(self) -> date:
        """1 April."""
        return year_start(self.end)

    @property
    def last_day(self) -> date:
        """31 March."""
        return year_end(self.end)

    def __str__(self) -> str:
        return f"{self.end - 1}-{self.end % 100:02d}"


def month_starts(from_day: date, to_day: date) -> tuple[date, ...]:
    """Give the first of each month from one day to another, the second not included.

    Examples
    --------
    >>> [str(day) for day in month_starts(date(2023, 11, 2), date(2024, 2, 1))]
    ['2023-12-01', '2024-01-01']
    """
    day = from_day if from_day.day == 1 else _next_month(from_day)
    starts = []
    while day < to_day:
        starts.append(day)
        day = _next_month(day)
    return tuple(starts)


def whole_years(birth: date, on: date) -> int:
    """Say how old someone is on a day, in whole years.

    Someone born on 29 February has the birthday on 1 March where there is no 29 February.

    Examples
    --------
    >>> whole_years(date(2008, 2, 29), date(2026, 2, 28))
    17
    """
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def months_later(day: date, months: int) -> date:
    """Give the same day of the month some months later, or the last day where there is none.

    Examples
    --------
    >>> str(months_later(date(2026, 1, 31), 1)), str(months_later(date(2026, 3, 31), -13))
    ('2026-02-28', '2025-02-28')
    """
    year, month = divmod(12 * day.year + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return min(first + timedelta(days=day.day - 1), _next_month(first) - timedelta(days=1))


def _next_month(day: date) -> date:
    if day.month == DECEMBER:
        return date(day.year + 1, 1, 1)
    return date(day.year, day.month + 1, 1)
