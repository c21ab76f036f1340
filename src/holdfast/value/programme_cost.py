"""What did the programme cost for each child it served?

From its ledger. Each line is taken to be in the prices of the financial year in which it was
paid and brought to one price year. Recurring and one-off costs are kept apart, since a second
year does not pay for setting up again; what was given in kind is kept apart from money spent.

The newest lines of a ledger are often of a year that no price index reaches yet. They are taken
at the prices of the last year that it does reach, which is said; nothing is extrapolated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import polars as pl

from holdfast.kernel.dates import FinancialYear, collection_year
from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money, uprate
from holdfast.kernel.money import price_year as checked_year
from holdfast.value.ledger import RECURRING, ledger_lines

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MONTHS_A_YEAR = 12
LONGEST_WAIT = 5  # years for which the newest lines may lie beyond a price index


class PriceIndex(Protocol):
    """What a ledger needs of a price index; `holdfast.library.deflator` gives one."""

    def covers(self, year: str) -> bool:
        """Say whether the index holds a price year."""
        ...

    def factor(self, from_year: str, to_year: str) -> float:
        """Give by how much prices grew from one year to another."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryCost:
    """What one category of the ledger came to."""

    category: str
    recurring: Money
    one_off: Money
    in_kind: Money

    @property
    def total(self) -> Money:
        """Money spent and in kind together."""
        return self.recurring + self.one_off + self.in_kind


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeCost:
    """What the programme cost, all in one price year.

    Attributes
    ----------
    recurring, one_off
        Money spent, over the whole ledger.
    in_kind
        What was given rather than paid for, recurring or not.
    served
        Children enrolled, who share the cost.
    months
        Calendar months from the first recurring line to the last, both included; 0 where the
        ledger has no recurring line.
    counts_in_kind, optimism_bias
        Whether `per_child` holds what was given in kind, and by what share it is raised.
    by_category
        In order of name.
    lines, left_out
        Ledger lines counted, and those left out as outside the dates asked for.
    taken_at
        The financial years of lines that the price index does not reach, each with the year
        at whose prices they are taken. Where prices rose, this makes the programme look a
        little dearer than it was.
    """

    recurring: Money
    one_off: Money
    in_kind: Money
    served: int
    months: int
    counts_in_kind: bool
    optimism_bias: float
    by_category: tuple[CategoryCost, ...]
    lines: int
    left_out: int
    taken_at: Mapping[str, str]

    @property
    def price_year(self) -> str:
        """The prices that every amount is in."""
        return self.recurring.price_year

    @property
    def total(self) -> Money:
        """Money spent and in kind together."""
        return self.recurring + self.one_off + self.in_kind

    @property
    def counted(self) -> Money:
        """What the value is worked out with: see `counts_in_kind` and `optimism_bias`."""
        spent = self.recurring + self.one_off
        whole = spent + self.in_kind if self.counts_in_kind else spent
        return whole * (1 + self.optimism_bias)

    @property
    def per_child(self) -> Money:
        """What is counted, shared among the children served."""
        return self.counted / self.served

    @property
    def recurring_per_child(self) -> Money:
        """Recurring money spent for each child: what a further year of the same would cost."""
        return self.recurring / self.served

    @property
    def one_off_per_child(self) -> Money:
        """One-off money spent for each child served so far; it falls as more are served."""
        return self.one_off / self.served

    @property
    def in_kind_per_child(self) -> Money:
        """What was given in kind for each child."""
        return self.in_kind / self.served

    @property
    def words(self) -> str:
        """Say it in a sentence, with no number of children in it."""
        given = "counted" if self.counts_in_kind else "not counted"
        raised = (
            f" It is raised by {self.optimism_bias:.0%} for optimism."
            if self.optimism_bias
            else ""
        )
        return (
            f"The programme cost {self.per_child} for each child served: "
            f"{self.recurring_per_child.pounds()} recurring and "
            f"{self.one_off_per_child.pounds()} one-off. A further "
            f"{self.in_kind_per_child.pounds()} was given in kind and is {given}.{raised}"
            + "".join(
                f" What was paid in {year} is taken at {index} prices, the last that the price "
                "index reaches."
                for year, index in self.taken_at.items()
            )
        )


def programme_cost(
    ledger: pl.DataFrame,
    *,
    served: int,
    price_year: str,
    deflator: PriceIndex,
    from_day: date | None = None,
    to_day: date | None = None,
    count_in_kind: bool = False,
    optimism_bias: float = 0.0,
) -> ProgrammeCost:
    """Work out the cost of the programme for each child served.

    Parameters
    ----------
    ledger
        With the columns of `holdfast.value.ledger.COLUMNS`; it is checked again here.
    served
        Children enrolled over the time that the ledger covers.
    price_year, deflator
        The prices wanted, and the index that leads to them.
    from_day, to_day
        Leave out lines paid before the first or on or after the second; they are counted.
    count_in_kind, optimism_bias
        Whether cost in kind counts, and the share by which the whole is raised.

    Raises
    ------
    InputError
        `value.nobody-served` where no child shares the cost, or a fault of the ledger.
    """
    if served < 1:
        raise InputError(
            "No child was served, so the programme has no cost for each child.",
            code="value.nobody-served",
            fix="Check the enrolments: each child served has a date in the column enrolled.",
        )
    every = ledger_lines(ledger)
    lines = every.filter(
        pl.lit(True) if from_day is None else pl.col("date") >= from_day,
        pl.lit(True) if to_day is None else pl.col("date") < to_day,
    )
    years = sorted({collection_year(day) for day in lines["date"]})
    prices = {year: _prices_of(FinancialYear(year), price_year, deflator) for year in years}
    factors = {
        year: uprate(Money(1.0, prices_of), price_year, deflator).amount
        for year, prices_of in prices.items()
    }
    priced = lines.with_columns(
        amount=pl.col("amount")
        * pl.Series([factors[collection_year(day)] for day in lines["date"]], dtype=pl.Float64)
    )
    whole = _split("", priced, price_year)
    return ProgrammeCost(
        recurring=whole.recurring,
        one_off=whole.one_off,
        in_kind=whole.in_kind,
        served=served,
        months=_months(priced),
        counts_in_kind=count_in_kind,
        optimism_bias=optimism_bias,
        by_category=tuple(
            _split(category, priced.filter(pl.col("category") == category), price_year)
            for category in sorted(priced["category"].unique())
        ),
        lines=priced.height,
        left_out=every.height - priced.height,
        taken_at={
            str(FinancialYear(year)): prices_of
            for year, prices_of in prices.items()
            if prices_of != str(FinancialYear(year))
        },
    )


def _prices_of(year: FinancialYear, price_year: str, deflator: PriceIndex) -> str:
    """Say in which prices a line of this year is taken: its own, if the index reaches it."""
    for back in range(LONGEST_WAIT + 1):
        label = str(FinancialYear(year.end - back))
        if deflator.covers(label) or (back == 0 and label == checked_year(price_year)):
            return label
    return str(year)  # the index will refuse it, and say what it covers


def _split(category: str, lines: pl.DataFrame, price_year: str) -> CategoryCost:
    recurring = pl.col("kind") == RECURRING
    in_kind = pl.col("in_kind")

    def come_to(which: pl.Expr) -> Money:
        return Money(float(lines.filter(which)["amount"].sum()), price_year)

    return CategoryCost(
        category=category,
        recurring=come_to(recurring & ~in_kind),
        one_off=come_to(~recurring & ~in_kind),
        in_kind=come_to(in_kind),
    )


def _months(lines: pl.DataFrame) -> int:
    days = lines.filter(pl.col("kind") == RECURRING)["date"]
    if days.is_empty():
        return 0
    numbers: list[int] = [day.year * MONTHS_A_YEAR + day.month for day in days]
    return max(numbers) - min(numbers) + 1
