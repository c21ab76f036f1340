"""What is drawn, by name? A lot depends on the seed and on what it decides, and that is all.

As `holdfast.synthetic.dice`, one number at a time: there is no stream to be read in order, so
one more member of staff, or another session, changes no other lot. The mixing function is
splitmix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.
"""

from __future__ import annotations

import zlib
from functools import cache
from math import exp, log1p
from statistics import NormalDist
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    Name = str | int
    Thing = TypeVar("Thing")

GOLDEN = 0x9E3779B97F4A7C15
FULL = 0xFFFFFFFFFFFFFFFF
MIX_1, MIX_2 = 0xBF58476D1CE4E5B9, 0x94D049BB133111EB
TO_UNIT = 2.0**-53
STANDARD = NormalDist()


class Lots:
    """Numbers drawn by name under one seed.

    Examples
    --------
    >>> lots = Lots(1, "home", 3)
    >>> lots.uniform("places") == Lots(1, "home", 3).uniform("places")
    True
    >>> lots.uniform("places") == Lots(1, "home", 4).uniform("places")
    False
    """

    __slots__ = ("_state",)

    def __init__(self, seed: int, *names: Name) -> None:
        self._state = _mixed((seed * GOLDEN + 0x632BE59BD9B4E019) & FULL, names)

    def of(self, *names: Name) -> Lots:
        """Give the lots of a thing of this thing: a session of a run, a day of a person."""
        below = object.__new__(Lots)
        below._state = _mixed(self._state, names)
        return below

    def uniform(self, *names: Name) -> float:
        """Draw a number from 0 up to 1."""
        return (_mixed(self._state, names) >> 11) * TO_UNIT

    def happens(self, share: float, *names: Name) -> bool:
        """Say whether something happens that happens in this share of cases."""
        return self.uniform(*names) < share

    def whole(self, span: tuple[int, int], *names: Name) -> int:
        """Draw a whole number between two, both included."""
        least, most = span
        return least + int(self.uniform(*names) * (most - least + 1))

    def one_of(self, things: Sequence[Thing], *names: Name) -> Thing:
        """Draw one of several, each as likely."""
        return things[int(self.uniform(*names) * len(things))]

    def chosen(self, shares: Mapping[str, float], *names: Name) -> str:
        """Draw one of several by their shares of a whole.

        Where the shares fall short of a whole, what is left falls to the last.
        """
        left = self.uniform(*names)
        for word, share in shares.items():
            left -= share
            if left < 0:
                return word
        return word

    def exponential(self, mean: float, *names: Name) -> float:
        """Draw a wait that is as likely to end at any time."""
        return -mean * log1p(-self.uniform(*names))

    def normal(self, mean_and_spread: tuple[float, float], *names: Name) -> float:
        """Draw from a normal distribution."""
        mean, spread = mean_and_spread
        return mean + spread * STANDARD.inv_cdf(self.uniform(*names) + TO_UNIT / 2)

    def poisson(self, mean: float, *names: Name) -> int:
        """Draw how often something happened that happens so often on average."""
        left, chance, count = self.uniform(*names), exp(-mean), 0
        while left >= chance and chance > 0:
            left -= chance
            count += 1
            chance *= mean / count
        return count

    def binomial(self, tries: int, share: float, *names: Name) -> int:
        """Draw how many of some tries came off, each as likely."""
        return sum(self.happens(share, *names, turn) for turn in range(tries))


def _mixed(state: int, names: tuple[Name, ...]) -> int:
    for name in names:
        salt = name * GOLDEN if isinstance(name, int) else _salt(name)
        state = _mix((state ^ (salt & FULL)) * GOLDEN & FULL)
    return state


@cache
def _salt(word: str) -> int:
    said = word.encode()
    return ((zlib.crc32(said) << 32) | zlib.crc32(said[::-1] + b".")) * GOLDEN & FULL


def _mix(state: int) -> int:
    state = (state ^ (state >> 30)) * MIX_1 & FULL
    state = (state ^ (state >> 27)) * MIX_2 & FULL
    return state ^ (state >> 31)
