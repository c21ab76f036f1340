"""What is a pound in some years' time worth today, by which edition of the rules?

`library/discounting/`, one YAML file a vintage. There is no default rate in the code: an
analysis names its vintage.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import Annotated

from pydantic import Field, model_validator

from holdfast.kernel.errors import LibraryError
from holdfast.library.entry import Entry, Strict, find, load_yaml, names


class Band(Strict):
    """One rate, and the number of years from now until which it holds."""

    until: Annotated[float, Field(gt=0)] | None  # None: for ever
    rate: Annotated[float, Field(ge=0, lt=1)]


class DiscountSchedule(Entry):
    """A declining schedule of discount rates.

    The factor is cumulative: each band's rate counts only in the years of that band.
    """

    note: str
    bands: Annotated[tuple[Band, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _bands_follow_each_other(self) -> DiscountSchedule:
        for earlier, later in pairwise(self.bands):
            if earlier.until is None or (later.until or earlier.until + 1) <= earlier.until:
                raise ValueError("the bands are not in order of time")
        return self

    def factor(self, years: float) -> float:
        """Give the present value of a pound in so many years, parts of a year included.

        Examples
        --------
        >>> schedule = discount_schedule("green-book-2022")
        >>> [round(schedule.factor(years), 6) for years in (0, 0.5, 1, 30, 31)]
        [1.0, 0.982946, 0.966184, 0.356278, 0.345901]
        """
        if not 0 <= years <= self.horizon:
            raise LibraryError(
                "The discount schedule does not cover a time that was asked for.",
                code="library.discount-not-covered",
                where=self.urn,
                fix="Count years from now on, and use a vintage that reaches as far as you do.",
            )
        result, start = 1.0, 0.0
        for band in self.bands:
            end = years if band.until is None else min(years, band.until)
            result *= (1 + band.rate) ** -(end - start)
            start = end
        return result

    @property
    def horizon(self) -> float:
        """How many years ahead the schedule reaches."""
        last = self.bands[-1].until
        return float("inf") if last is None else last


def discount_schedule_names() -> tuple[str, ...]:
    """Which vintages does the library hold? In order of name."""
    return names("discounting", ".yaml")


@cache
def discount_schedule(name: str) -> DiscountSchedule:
    """Read a vintage of the discount rate by name, such as `green-book-2022`."""
    return load_yaml(find("discounting", name, ".yaml"), DiscountSchedule)
