"""What is asked of the invented authority: how large, how long, how hard, and how true?"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Any, Self

import numpy as np

from holdfast.kernel.dates import month_starts, year_end, year_start
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

EPOCH = date(1970, 1, 1)
LAST_YEAR = 2026
YEARS = (3, 12)
LAST_YEARS = (2022, 2027)
LOOK_BACK_MONTHS = 12
LEAST_COHORT_MONTHS = 3
MOST_CHILDREN = 10_000_000
HORIZONS = (90, 1095)
KNOBS = ("selection", "drift", "missing", "dirt")


class Effect(StrEnum):
    """What the programme truly does to the first entry to care after enrolment."""

    NONE = "none"
    DELAYS = "delays"
    PREVENTS = "prevents"
    BOTH = "both"
    HARMS = "harms"


class StudyDesign(StrEnum):
    """How children came to be in the programme."""

    MATCHED_COMPARISON = "matched-comparison"
    RANDOMISED = "randomised"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Everything that decides the files: the same settings give the same bytes.

    Parameters
    ----------
    children
        How many are known to the authority: ever referred or looked after in these years.
    years
        How many collection years of returns; the last ends on 31 March of `last_year`.
    selection
        0: every eligible child is as likely to enrol. 1: need, stage and risk decide.
    drift
        0: every referral meets the cohort. 1: by the end more than half do not.
    missing
        Share of what may be left blank that is: scores, factors, postcodes, needs.
    dirt
        Share of rows that carry each kind of fault; 0 gives rule-clean returns.
    competing
        Multiplies deaths and moves out of the area: 0 leaves only turning 18.
    late_entry
        Share of children already in need or in care when records begin; None keeps the
        library's shares.
    programme_share
        Share of all children who enrol while eligible; None takes the library's.
    horizon
        Days after enrolment over which the programme is judged.
    """

    children: int = 2000
    years: int = 5
    seed: int = 1
    effect: Effect = Effect.PREVENTS
    selection: float = 0.5
    drift: float = 0.0
    missing: float = 0.0
    dirt: float = 0.0
    competing: float = 1.0
    late_entry: float | None = None
    design: StudyDesign = StudyDesign.MATCHED_COMPARISON
    programme_share: float | None = None
    horizon: int = 548
    last_year: int = LAST_YEAR

    def __post_init__(self) -> None:
        for knob in KNOBS:
            self._within(knob, 0, 1)
        self._within("children", 1, MOST_CHILDREN)
        self._within("years", *YEARS)
        self._within("last_year", *LAST_YEARS)
        self._within("horizon", *HORIZONS)
        self._within("competing", 0, 20)
        self._within("seed", 0, 2**32 - 1)
        if self.late_entry is not None:
            self._within("late_entry", 0, 0.9)
        if self.programme_share is not None:
            self._within("programme_share", 0, 0.5)
        if len(self.programme_months) < LEAST_COHORT_MONTHS:
            raise InputError(
                "These years leave no time to enrol children and then follow them for the "
                "whole horizon.",
                code="synthetic.too-short",
                where=f"years={self.years}, horizon={self.horizon}",
                fix="Ask for more years, or a shorter horizon.",
            )

    def _within(self, name: str, low: float, high: float) -> None:
        if not low <= getattr(self, name) <= high:
            raise InputError(
                f"A setting of the invented authority is out of range: {name}.",
                code="synthetic.setting-out-of-range",
                where=f"{name}={getattr(self, name)}",
                fix=f"Give {name} between {low:g} and {high:g}.",
            )

    @property
    def collection_years(self) -> tuple[int, ...]:
        """The years of the returns, oldest first."""
        return tuple(range(self.last_year - self.years + 1, self.last_year + 1))

    @cached_property
    def first_day(self) -> int:
        """The first day of the first return, in days since 1970."""
        return day_number(year_start(self.collection_years[0]))

    @cached_property
    def end(self) -> int:
        """The day after the last day of the last return."""
        return day_number(year_end(self.last_year)) + 1

    @cached_property
    def months(self) -> NDArray[np.int64]:
        """The first day of each month of the returns, and the day after the last."""
        starts = month_starts(calendar_day(self.first_day), calendar_day(self.end))
        return np.array([*map(day_number, starts), self.end], dtype=np.int64)

    @cached_property
    def programme_months(self) -> range:
        """The months, by their place in `months`, in which the programme takes children.

        It begins after a year of returns, and ends so that its last child is followed for the
        whole horizon.
        """
        begun = int(np.searchsorted(self.months, self.end - self.horizon, side="right"))
        return range(LOOK_BACK_MONTHS, max(begun - 1, LOOK_BACK_MONTHS))

    @cached_property
    def cohort_dates(self) -> tuple[date, date]:
        """First and last day on which the programme takes a child."""
        months = self.programme_months
        first, beyond = self.months[months.start], self.months[months.stop]
        return calendar_day(int(first)), calendar_day(int(beyond) - 1)

    @classmethod
    def of_words(cls, words: Mapping[str, Any]) -> Self:
        """Read settings as `as_words` gives them, from the record of an authority.

        Examples
        --------
        >>> Settings.of_words(Settings(seed=3).as_words()) == Settings(seed=3)
        True
        """
        kinds = {"effect": Effect, "design": StudyDesign}
        known: dict[str, Any] = {
            name: kinds[name](word) if name in kinds else word for name, word in words.items()
        }
        return cls(**known)

    def as_words(self) -> dict[str, str | int | float | None]:
        """Give every setting by its name, for the record."""
        return {
            field.name: value.value if isinstance(value, StrEnum) else value
            for field in fields(self)
            for value in [getattr(self, field.name)]
        }


def day_number(day: date) -> int:
    """Count the days from 1 January 1970.

    Examples
    --------
    >>> day_number(date(1970, 1, 2))
    1
    """
    return (day - EPOCH).days


def calendar_day(number: int) -> date:
    """Turn a count of days from 1 January 1970 back into a date."""
    return EPOCH + timedelta(days=number)
