"""How many staff leave in a year where nobody has a home's own figure?

`library/turnover/`, one YAML file a kind of service. Figures that differ stand side by side,
each with its own source; one of them is named as the one to use, and the entry says why.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from holdfast.library.entry import Entry, Status, Strict, find, load_yaml, names

CHILDRENS_HOMES = "childrens-homes"


class YearlyFigure(Strict):
    """One published share of staff who left in a year."""

    name: Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
    title: Annotated[str, Field(min_length=1)]
    yearly: Annotated[float, Field(gt=0, lt=1)]
    year: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    url: Annotated[str, Field(pattern=r"^https://")]
    status: Status


class SectorTurnover(Entry):
    """Figures of one kind of service, and the name of the one that is used."""

    note: str
    used: str
    figures: Annotated[tuple[YearlyFigure, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _names_one_of_its_figures(self) -> SectorTurnover:
        known = [figure.name for figure in self.figures]
        if len(set(known)) < len(known) or self.used not in known:
            raise ValueError("each figure has a name of its own, and the one used is of them")
        return self

    @property
    def figure(self) -> YearlyFigure:
        """The figure that is used."""
        return next(figure for figure in self.figures if figure.name == self.used)


def turnover_names() -> tuple[str, ...]:
    """For which kinds of service does the library hold turnover? In order of name."""
    return names("turnover", ".yaml")


@cache
def sector_turnover(name: str = CHILDRENS_HOMES) -> SectorTurnover:
    """Read the turnover of a kind of service by name.

    Examples
    --------
    >>> [(figure.yearly, figure.status.value) for figure in sector_turnover().figures]
    [(0.35, 'to be confirmed'), (0.29, 'to be confirmed')]
    """
    return load_yaml(find("turnover", name, ".yaml"), SectorTurnover)
