"""Which of Northmere's children could be referred on a day, and who lives in its homes?

The children are those of the returns, so that a referral and a journey are of the same child:
the reference, the month of birth, the need and, as far as the returns go, the stage. After the
last return each is taken to stand where they stood last.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic.frames import identifiers
from holdfast.synthetic.history import room_for, tell
from holdfast.synthetic.people import NEED_ORDER
from holdfast.synthetic.settings import calendar_day, day_number

if TYPE_CHECKING:
    from datetime import date

    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.dice import Ints
    from holdfast.synthetic.people import Bools, People
    from holdfast.synthetic.settings import Settings
    from holdfast.synthetic.spells import Spells

MOST_CHILDREN = 20_000
MONTHS_IN_YEAR = 12
LIVED_IN_A_HOME = 10  # children that a home's records know of
OLD_ENOUGH = 11
GROWN_UP = 18


@dataclass(frozen=True)
class Children:
    """The children of an invented authority, by their place in the list."""

    references: tuple[str, ...]
    people: People
    spells: Spells
    last_day: int

    @classmethod
    def of(cls, settings: Settings, rates: Authority) -> Children:
        """Tell the lives of the authority's children, the first twenty thousand at most."""
        numbers = np.arange(min(settings.children, MOST_CHILDREN), dtype=np.int64)
        told = tell(settings, rates, room_for(settings, rates), numbers)
        return cls(
            references=tuple(identifiers(numbers, settings.children).to_list()),
            people=told.people,
            spells=told.spells,
            last_day=settings.end - 1,
        )

    def ages(self, day: date) -> Ints:
        """Give everybody's age on a day, counted from the first of the month of birth."""
        born = self.people.birth_month.astype("M8[D]").astype("M8[M]").astype(np.int64)
        now = np.int64((day.year - 1970) * MONTHS_IN_YEAR + day.month - 1)
        years: Ints = (now - born) // MONTHS_IN_YEAR
        return years

    def known(self, day: date) -> Bools:
        """Say who had been referred to the authority by a day, and is still in its area."""
        number = min(day_number(day), self.last_day)
        known: Bools = (self.people.referred <= number) & (self.people.leaves > number)
        return known

    def within(self, kind: str, began: str, ended: str, day: date) -> Bools:
        """Say who is in a spell of a kind on a day."""
        number, table = min(day_number(day), self.last_day), getattr(self.spells, kind)
        rows = (table[began] <= number) & (number < table[ended])
        found = np.zeros(len(self.references), dtype=np.bool_)
        found[table["place"][rows]] = True
        return found

    def looked_after(self, day: date) -> Bools:
        """Say who is in care on a day."""
        return self.within("care", "began", "ended", day)

    def open_case(self, day: date) -> Bools:
        """Say who is a child in need on a day, with a plan or without."""
        return self.within("cases", "opened", "closed", day)

    def stages(self, at: int, day: date) -> tuple[str, ...]:
        """Give the stages in which one child stands on a day; none where there is no case."""
        found = {
            "looked_after": self.looked_after(day),
            "child_in_need": self.open_case(day),
            "child_protection_plan": self.within("plans", "began", "ended", day),
            "pre_proceedings": self.within("pre_proceedings", "began", "ended", day),
        }
        return tuple(stage for stage, who in found.items() if who[at])

    def need(self, at: int) -> str:
        """Give one child's primary need."""
        return NEED_ORDER[int(self.people.recorded_need[at])]

    def needs_are(self, codes: tuple[str, ...]) -> Bools:
        """Say whose primary need is one of these."""
        return np.isin(self.people.recorded_need, [NEED_ORDER.index(code) for code in codes])

    def birth_month(self, at: int) -> date:
        """Give the first of the month in which one child was born."""
        return calendar_day(int(self.people.birth_month[at]))


def homes_of(
    children: Children, homes: int, day: date, lots: Lots
) -> tuple[tuple[str, ...], ...]:
    """Say which children's references each home knows: looked after, and old enough for a home.

    Where there are too few of them, others of that age are put in.
    """
    ages = children.ages(day)
    of_age = (ages >= OLD_ENOUGH) & (ages < GROWN_UP)
    cared_for = children.looked_after(day)
    order = sorted(
        np.flatnonzero(of_age).tolist(),
        key=lambda at: (not cared_for[at], lots.uniform("lives in a home", at)),
    )
    return tuple(
        tuple(children.references[at] for at in order[home::homes][:LIVED_IN_A_HOME])
        for home in range(homes)
    )
