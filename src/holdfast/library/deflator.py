"""By how much did prices grow from one year to another, by a named index?

`library/deflators/`: a CSV of the index by calendar year, and a YAML file that says where it is
from. A year that the index does not cover is refused: prices are never extrapolated.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.dates import FinancialYear
from holdfast.kernel.errors import LibraryError
from holdfast.kernel.money import price_year
from holdfast.library.entry import LIBRARY, Entry, find, load_yaml, names, read_rows

if TYPE_CHECKING:
    from collections.abc import Mapping

COLUMNS = ("year", "index")
QUARTERS_OF_FIRST_YEAR = 0.75  # a financial year lies three quarters in the year it starts in


class DeflatorEntry(Entry):
    """What a price index says about itself."""

    note: str


@dataclass(frozen=True, kw_only=True)
class Deflator:
    """A price index by calendar year."""

    name: str
    about: DeflatorEntry
    index: Mapping[int, float]

    def covers(self, year: str) -> bool:
        """Say whether the index holds a price year, calendar or financial."""
        return all(calendar in self.index for calendar, _ in _parts(price_year(year)))

    def level(self, year: str) -> float:
        """Give the index in a price year.

        A financial year is the mean of the two calendar years that it lies in, weighted by the
        quarters in each; that is our reckoning, not a published figure.
        """
        if not self.covers(year):
            raise LibraryError(
                "The price index does not cover a price year that was asked for.",
                code="library.price-year-not-covered",
                where=f"library/deflators/{self.name}.csv, {price_year(year)}",
                fix=f"It covers {min(self.index)} to {max(self.index)}; use a price year that "
                "lies within, or add the later years from their source.",
            )
        return sum(weight * self.index[part] for part, weight in _parts(price_year(year)))

    def factor(self, from_year: str, to_year: str) -> float:
        """Give what to multiply by to move an amount from one price year to another.

        Examples
        --------
        >>> round(deflator("gdp").factor("2013", "2024"), 4)
        1.3609
        >>> deflator("gdp").factor("2025-26", "2025-26")
        1.0
        """
        if price_year(from_year) == price_year(to_year):
            return 1.0
        return self.level(to_year) / self.level(from_year)


def deflator_names() -> tuple[str, ...]:
    """Which price indices does the library hold? In order of name."""
    return names("deflators", ".yaml")


@cache
def deflator(name: str) -> Deflator:
    """Read a price index by name, such as `gdp`."""
    about = load_yaml(find("deflators", name, ".yaml"), DeflatorEntry)
    rows = read_rows(LIBRARY / "deflators" / f"{name}.csv", COLUMNS)
    index = {int(row["year"]): float(row["index"]) for row in rows}
    return Deflator(name=name, about=about, index=MappingProxyType(index))


def _parts(year: str) -> tuple[tuple[int, float], ...]:
    """Split a price year into calendar years and their weights."""
    if year.isdigit():
        return ((int(year), 1.0),)
    end = FinancialYear.parse(year).end
    return ((end - 1, QUARTERS_OF_FIRST_YEAR), (end, 1 - QUARTERS_OF_FIRST_YEAR))
