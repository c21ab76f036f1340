"""On which days can no session be held, and why?

Bank holidays of the nation in which the home stands (package `holidays`, after the Banking and
Financial Dealings Act 1971 and the proclamations and acts that add to it), and the days that a
home has blocked for reasons of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import holidays

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Nation(StrEnum):
    """Whose bank holidays hold."""

    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"


CODES = {
    Nation.ENGLAND: "ENG",
    Nation.WALES: "WLS",
    Nation.SCOTLAND: "SCT",
    Nation.NORTHERN_IRELAND: "NIR",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Blocked:
    """Days on which a home can hold no session, both included, and why.

    Raises
    ------
    InputError
        `deliver.blocked-days-unsound` where the last day is before the first, or no reason is
        given.
    """

    first: date
    last: date
    reason: str

    def __post_init__(self) -> None:
        if self.last < self.first or not self.reason.strip():
            raise InputError(
                "Blocked days end before they begin, or have no reason.",
                code="deliver.blocked-days-unsound",
                fix="Give the first day, the last day, and a few words on why.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class ClosedDays:
    """Which days are closed, and why?

    Examples
    --------
    >>> from datetime import date
    >>> away = Blocked(first=date(2027, 4, 1), last=date(2027, 4, 9), reason="team away day")
    >>> closed = ClosedDays(nation=Nation.ENGLAND, blocked=(away,))
    >>> closed.why(date(2027, 3, 29))
    'bank holiday: Easter Monday'
    >>> closed.why(date(2027, 4, 6))
    'blocked: team away day'
    >>> closed.why(date(2027, 4, 13)) is None
    True
    """

    nation: Nation
    blocked: tuple[Blocked, ...] = ()

    def why(self, day: date) -> str | None:
        """Say why a day is closed; None where it is open."""
        names = bank_holidays(self.nation, [day.year]).get(day)
        if names is not None:
            return f"bank holiday: {names}"
        for blocked in self.blocked:
            if blocked.first <= day <= blocked.last:
                return f"blocked: {blocked.reason.strip()}"
        return None


def bank_holidays(nation: Nation, years: Iterable[int]) -> dict[date, str]:
    """Give the bank holidays of a nation in some years, with their names.

    The days of coming years are those that the rules give; a day that is proclaimed for one
    year only is known once the package knows it. Such a day is blocked by hand until then.

    Examples
    --------
    >>> from datetime import date
    >>> bank_holidays(Nation.SCOTLAND, [2027])[date(2027, 1, 4)]
    'New Year Holiday (observed)'
    """
    found = holidays.country_holidays("GB", subdiv=CODES[nation], years=years)
    return dict(sorted(found.items()))
