"""How does each invented child's life depend on the seed and on nothing else?

A random number here is a hash of the seed, the child's own number, what is being decided and
the month: there is no stream to be read in order. So a child's life is the same however many
others are made, in whatever pieces, and can be lived again with one thing changed.

The mixing function is splitmix64: Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195.
"""

from __future__ import annotations

import zlib
from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Keys = NDArray[np.uint64]
    Floats = NDArray[np.float64]
    Ints = NDArray[np.int64]

GOLDEN = 0x9E3779B97F4A7C15
FULL = 0xFFFFFFFFFFFFFFFF
MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
MIX_2 = np.uint64(0x94D049BB133111EB)
TO_UNIT = 2.0**-53


def keys(seed: int, numbers: Ints) -> Keys:
    """Give each child the key that all its random numbers come from."""
    start = np.uint64((seed * GOLDEN + 0x632BE59BD9B4E019) & FULL)
    return _mix(_mix(numbers.astype(np.uint64) * np.uint64(GOLDEN)) ^ start)


def sub_keys(parents: Keys, what: str, numbers: Ints | int) -> Keys:
    """Give each of many things of a child (a stay, a placement, a copy) a key of its own."""
    count = np.asarray(numbers, dtype=np.int64).astype(np.uint64)
    return _mix((parents ^ _salt(what)) + count * np.uint64(GOLDEN))


def uniform(of: Keys, what: str, turn: Ints | int = 0) -> Floats:
    """Draw a number from 0 up to 1 for each key: the same key, word and turn, the same number.

    Examples
    --------
    >>> first = uniform(keys(1, np.arange(3)), "age")
    >>> bool((first == uniform(keys(1, np.arange(3)), "age")).all())
    True
    >>> bool((first == uniform(keys(1, np.arange(3)), "sex")).any())
    False
    """
    if isinstance(turn, int):
        salt = np.uint64((int(_salt(what)) + turn * GOLDEN) & FULL)
        mixed = _mix(of ^ salt)
    else:
        mixed = _mix(of ^ (_salt(what) + turn.astype(np.uint64) * np.uint64(GOLDEN)))
    shifted: Floats = (mixed >> np.uint64(11)).astype(np.float64)
    return shifted * TO_UNIT


def exponential(of: Keys, what: str, turn: Ints | int = 0) -> Floats:
    """Draw from the exponential distribution with mean 1."""
    drawn: Floats = -np.log1p(-uniform(of, what, turn))
    return drawn


def normal(of: Keys, what: str, turn: Ints | int = 0) -> Floats:
    """Draw from the standard normal distribution."""
    drawn: Floats = ndtri(uniform(of, what, turn) + TO_UNIT / 2)
    return drawn


def chosen(of: Keys, what: str, shares: Sequence[float], turn: Ints | int = 0) -> Ints:
    """Choose one of several by their shares: the place of the chosen one in the list."""
    return placed(uniform(of, what, turn), shares)


def placed(drawn: Floats, shares: Sequence[float]) -> Ints:
    """Say in which share of a whole a number from 0 up to 1 falls."""
    edges = np.cumsum(np.asarray(shares, dtype=np.float64))[:-1]
    return np.searchsorted(edges, drawn, side="right").astype(np.int64)


@cache
def _salt(what: str) -> np.uint64:
    word = what.encode()
    low, high = zlib.crc32(word), zlib.crc32(word[::-1] + b".")
    return np.uint64((((high << 32) | low) * GOLDEN) & FULL)


def _mix(state: Keys) -> Keys:
    state = (state ^ (state >> np.uint64(30))) * MIX_1
    state = (state ^ (state >> np.uint64(27))) * MIX_2
    mixed: Keys = state ^ (state >> np.uint64(31))
    return mixed
