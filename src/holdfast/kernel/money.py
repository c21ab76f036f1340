"""How much, in the prices of which year?

An amount without its price year is not money here: two amounts add up only in the prices of one
year, and `uprate` moves an amount to another year by a named deflator of the library.
"""

from __future__ import annotations

import re
from collections.abc import Iterable  # noqa: TC003  (a signature that readers look up)
from dataclasses import dataclass
from math import isfinite
from typing import Protocol

from holdfast.kernel.dates import FinancialYear
from holdfast.kernel.errors import InputError


class Deflator(Protocol):
    """What `uprate` needs of a price index; `holdfast.library.deflator` gives one."""

    def factor(self, from_year: str, to_year: str) -> float:
        """By how much prices grew from one year to another."""
        ...


def price_year(label: str) -> str:
    """Check a price year and write it in the one way that we do.

    A financial year (2023-24) or, for values published so, a calendar year (2019).

    Examples
    --------
    >>> price_year("2013/14")
    '2013-14'
    """
    label = label.strip()
    if re.fullmatch(r"\d{4}", label):
        return label
    return str(FinancialYear.parse(label))


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in pounds, in the prices of one year.

    Examples
    --------
    >>> week = Money(700.0, "2013-14")
    >>> str(52 * week)
    '£36,400 (2013-14 prices)'
    """

    amount: float
    price_year: str

    def __post_init__(self) -> None:
        if not isfinite(self.amount):
            raise InputError(
                "An amount of money must be a number.",
                code="kernel.money-not-a-number",
                fix="Leave out an amount that is not known; do not give one that is infinite.",
            )
        object.__setattr__(self, "price_year", price_year(self.price_year))

    def __add__(self, other: Money) -> Money:
        self._same_prices(other)
        return Money(self.amount + other.amount, self.price_year)

    def __sub__(self, other: Money) -> Money:
        self._same_prices(other)
        return Money(self.amount - other.amount, self.price_year)

    def __mul__(self, times: float) -> Money:
        return Money(self.amount * times, self.price_year)

    __rmul__ = __mul__

    def __truediv__(self, by: float) -> Money:
        return Money(self.amount / by, self.price_year)

    def __neg__(self) -> Money:
        return Money(-self.amount, self.price_year)

    def __lt__(self, other: Money) -> bool:
        self._same_prices(other)
        return self.amount < other.amount

    def __le__(self, other: Money) -> bool:
        self._same_prices(other)
        return self.amount <= other.amount

    def pounds(self, *, pence: bool = False) -> str:
        """Write the amount alone, to the pound or to the penny.

        Examples
        --------
        >>> Money(-59.154, "2023-24").pounds(pence=True)
        '-£59.15'
        """
        text = f"{abs(self.amount):,.{2 if pence else 0}f}"
        negative = self.amount < 0 and any(digit not in "0.," for digit in text)
        return f"{'-' if negative else ''}£{text}"

    def __str__(self) -> str:
        return f"{self.pounds()} ({self.price_year} prices)"

    def _same_prices(self, other: Money) -> None:
        if not isinstance(other, Money) or other.price_year != self.price_year:
            raise InputError(
                "Two amounts in the prices of different years cannot be put together.",
                code="kernel.price-years-differ",
                fix="Uprate both to one price year with a named deflator first.",
            )


def total(amounts: Iterable[Money], *, in_prices_of: str) -> Money:
    """Add amounts up; none at all come to zero pounds in the prices named.

    Examples
    --------
    >>> str(total([Money(186, "2013-14"), Money(271, "2013-14")], in_prices_of="2013-14"))
    '£457 (2013-14 prices)'
    """
    result = Money(0.0, in_prices_of)
    for amount in amounts:
        result = result + amount
    return result


def uprate(money: Money, to: str, deflator: Deflator) -> Money:
    """Say what an amount is worth in the prices of another year.

    Parameters
    ----------
    money
        An amount in its own prices.
    to
        The price year wanted.
    deflator
        A price index of the library. It refuses a year that it does not cover.

    Notes
    -----
    This changes the unit, not the time: it is no forecast, and no discounting.
    """
    year = price_year(to)
    return Money(money.amount * deflator.factor(money.price_year, year), year)
