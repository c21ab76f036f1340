"""What is a pound spent some days after the index date worth on the index date?

By a named vintage of the library, over fractional years. Costs are in the prices of one year
already; discounting is for time preference alone and is done once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.dates import DAYS_PER_YEAR
from holdfast.library.discounting import DiscountSchedule, discount_schedule

if TYPE_CHECKING:
    from numpy.typing import NDArray

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True)
class Discounting:
    """A discount schedule, under the name by which the analysis chose it."""

    name: str
    schedule: DiscountSchedule

    def factor(self, years: float) -> float:
        """Give the factor at a number of years, parts of a year included.

        Examples
        --------
        >>> round(discounting("green-book-2022").factor(1), 6)
        0.966184
        """
        return self.schedule.factor(years)

    def at_days(self, days: NDArray[np.int64]) -> FloatArray:
        """Give the factor at each number of days after the index date.

        Examples
        --------
        >>> discounting("green-book-2022").at_days(np.array([0, 0])).tolist()
        [1.0, 1.0]
        """
        known = np.unique(days)
        factors = np.array([self.factor(float(day) / DAYS_PER_YEAR) for day in known])
        return np.asarray(factors[np.searchsorted(known, days)], dtype=np.float64)

    def each_day(self, horizon: int) -> FloatArray:
        """Give the factor of every day from 0 up to the horizon, which is left out.

        What accrues on a day is discounted from the start of that day, so day 0 counts in full.
        """
        return self.at_days(np.arange(horizon))

    def each_part(self, edges: NDArray[np.int64]) -> FloatArray:
        """Give the mean factor of the days of each part, for `holdfast.measure.tally`.

        Parameters
        ----------
        edges
            The days that part the follow-up, from `holdfast.measure.tally.interval_edges`.

        Examples
        --------
        >>> discounting("green-book-2022").each_part(np.array([0, 1, 366])).round(4).tolist()
        [1.0, 0.983]
        """
        days = self.each_day(int(edges[-1]))
        return np.add.reduceat(days, edges[:-1]) / np.diff(edges)


def discounting(name: str) -> Discounting:
    """Read a vintage by name, such as `green-book-2022`; there is no default."""
    return Discounting(name=name, schedule=discount_schedule(name))
