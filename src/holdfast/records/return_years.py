"""Which collection years were returned, and when does each of them close?"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

import ibis

from holdfast.kernel.dates import year_end

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import ibis.expr.types as ir


@dataclass(frozen=True, slots=True)
class ReturnYears:
    """The collection years of one kind of return, in order.

    A return closes on 31 March, unless `closes` gives another day for its year.
    """

    years: tuple[int, ...]
    closes: Mapping[int, date] = field(default_factory=dict)

    @property
    def latest(self) -> int:
        """The last year there is a return of."""
        return self.years[-1]

    def closing(self, year: int) -> date:
        """Give the day on which the return of a year closes."""
        return self.closes.get(year, year_end(year))

    def last_day(self, year: ir.Value) -> ir.Value:
        """Give the day on which a row's return closes."""
        return ibis.cases(*((year == known, day(self.closing(known))) for known in self.years))

    def next_after(self, year: ir.Value) -> ir.Value:
        """Give the year of the return after a row's, null after the last."""
        pairs = tuple(pairwise(self.years))
        if not pairs:
            return ibis.null("int16")
        return ibis.cases(
            *((year == known, ibis.literal(after, "int16")) for known, after in pairs)
        )


def day(value: date) -> ir.Value:
    """Give a day as an expression."""
    return ibis.literal(value.isoformat()).cast("date")
