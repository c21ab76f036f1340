"""What do the returns on children in care rest on, and what of it falls in one year?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.dates import year_end, year_start
from holdfast.synthetic.care_tables import (
    Dated,
    deprivations,
    missing_episodes,
    reviews,
    workers,
)
from holdfast.synthetic.episodes import (
    STATUSES,
    Episodes,
    by_child,
    episodes_of,
    short_breaks,
    stays_of,
)
from holdfast.synthetic.frames import coded, dates, identifiers
from holdfast.synthetic.settings import day_number

if TYPE_CHECKING:
    import polars as pl

    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Ints
    from holdfast.synthetic.people import People
    from holdfast.synthetic.placements import Stay
    from holdfast.synthetic.settings import Settings
    from holdfast.synthetic.spells import Spells

SEX_LETTERS_FROM = 2025


@dataclass(frozen=True)
class CareRecords:
    """Everything that the SSDA903 needs of one chunk of children, for all years at once."""

    settings: Settings
    rates: Authority
    people: People
    stays: Stay
    episodes: Episodes
    reviews: Dated
    workers: Dated
    missing: Dated
    deprivations: Dated

    @classmethod
    def of(
        cls, settings: Settings, rates: Authority, people: People, spells: Spells
    ) -> CareRecords:
        """Work out the records of some children from what happened to them."""
        stays = stays_of(rates, people, spells, settings.first_day)
        episodes, placed = episodes_of(rates, people, stays)
        return cls(
            settings=settings,
            rates=rates,
            people=people,
            stays=stays,
            episodes=by_child(episodes, short_breaks(rates, people, spells)),
            reviews=reviews(settings, stays),
            workers=workers(settings, stays),
            missing=missing_episodes(settings, rates, people, stays, placed),
            deprivations=deprivations(settings, stays, placed),
        )

    @cached_property
    def child(self) -> pl.Series:
        """The reference of each child."""
        return identifiers(self.people.child, self.settings.children)


@dataclass(frozen=True)
class CareYear:
    """One collection year of one chunk."""

    records: CareRecords
    year: int

    @cached_property
    def first(self) -> int:
        """1 April."""
        return day_number(year_start(self.year))

    @cached_property
    def last(self) -> int:
        """31 March."""
        return day_number(year_end(self.year))

    @cached_property
    def shown(self) -> Ints:
        """Rows of the episodes that touch the year."""
        episodes = self.records.episodes
        touches = (episodes.decom <= self.last) & (episodes.dec >= self.first)
        return np.flatnonzero(touches)

    @cached_property
    def in_care(self) -> Ints:
        """Children looked after in the year, short breaks apart: their places, in order."""
        episodes = self.records.episodes.take(self.shown)
        return np.unique(episodes.place[episodes.ls != STATUSES.index("V4")])

    def who(self, place: Ints) -> dict[str, pl.Series]:
        """Give the two columns with which nearly every table begins."""
        chosen = self.records.child.gather(place.astype(np.uint32))
        return {"child": chosen, "dob": dates(self.records.people.birth[place])}

    def sex(self, place: Ints) -> pl.Series:
        """Give the sex in the codes of the year."""
        codes = ("M", "F") if self.year >= SEX_LETTERS_FROM else ("1", "2")
        return coded(self.records.people.female[place].astype(np.int64), codes)
