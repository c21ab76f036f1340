"""How long does a period of care last, and how does it end?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.people import NEVER

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints, Keys

NO_WAY_OUT = 0
HOME, GUARDIANSHIP, ARRANGEMENTS, ADOPTION, OTHER, ADULT, EXIT_DIED, EXIT_MOVED = range(1, 9)
WAYS = ("home", "guardianship", "arrangements", "adoption", "other", "adult")
UNDER_5, UNDER_10 = 5, 10
MOST_DAYS = 7000


class Stays:
    """The library's rates of leaving care, ready to draw from."""

    def __init__(self, rates: Authority) -> None:
        stays = rates.stays
        self._shares = [
            [shares.get(way, 0.0) for way in WAYS]
            for shares in (stays.exits_under_5, stays.exits_5_to_9, stays.exits_10_up)
        ]
        self._home_short = stays.home_short
        self._lengths = np.array(
            [stays.home_long, stays.guardianship, stays.arrangements, stays.adoption,
             stays.other]
        )  # fmt: skip

    def drawn(self, key: Keys, age: Floats, day: Ints) -> tuple[Ints, Ints]:
        """Draw the way out and the days in care of children who enter on a day.

        A stay to adulthood has no length of its own: it ends on the eighteenth birthday.
        """
        way = self._way(key, age, day)
        return way, self._days(key, way, day, shorter=True)

    def remaining(self, key: Keys, age: Floats, since: Ints, today: int) -> tuple[Ints, Ints]:
        """Draw the way out and the day of leaving of children already in care today."""
        way = self._way(key, age, since)
        whole = self._days(key, way, since, shorter=False)
        further = self._days(key, way, since + 1, shorter=False)
        least = np.where(way == ADOPTION, since + whole, today + 1)
        return way, np.maximum(today + np.maximum(further // 2, 1), least)

    def _way(self, key: Keys, age: Floats, day: Ints) -> Ints:
        drawn = dice.uniform(key, "way out of care", day)
        ways = [dice.placed(drawn, shares) for shares in self._shares]
        chosen = np.where(age < UNDER_5, ways[0], np.where(age < UNDER_10, ways[1], ways[2]))
        return chosen + HOME

    def _days(self, key: Keys, way: Ints, day: Ints, *, shorter: bool) -> Ints:
        lasting = np.minimum(way, OTHER) - HOME
        least, mean = self._lengths[lasting, 0], self._lengths[lasting, 1]
        if shorter:
            share, short_least, short_mean = self._home_short
            short = (way == HOME) & (dice.uniform(key, "a short stay", day) < share)
            least = np.where(short, short_least, least)
            mean = np.where(short, short_mean, mean)
        days = least + dice.exponential(key, "days in care", day) * mean
        whole = np.minimum(days, MOST_DAYS).astype(np.int64)
        return np.where(way == ADULT, NEVER // 2, whole)
