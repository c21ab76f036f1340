"""Which day of the month stands for a child? Drawn by the seed, alike on every machine.

A comparison child enters a month's trial on one day of that month, drawn blindly by the seed.
The draw is a hash of the seed, the child and the month, worked out here and not in a database,
so it is the same on every engine, in every order of rows, and whoever else is in the returns.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import numpy as np

from holdfast.change.days import month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from holdfast.change.days import IntArray

_MONTH = np.uint64(
    0x9E3779B97F4A7C15
)  # the odd constant of splitmix64 (Steele and others 2014)
_MIX_1 = np.uint64(0xBF58476D1CE4E5B9)
_MIX_2 = np.uint64(0x94D049BB133111EB)


def child_keys(children: Sequence[str], *, seed: int) -> NDArray[np.uint64]:
    """Give each child a number that only the seed and the pseudonym decide."""
    salt = seed.to_bytes(8, "big")
    digests = (
        hashlib.blake2b(child.encode(), digest_size=8, key=salt).digest() for child in children
    )
    return np.frombuffer(b"".join(digests), dtype=">u8").astype(np.uint64)


def drawn_days(keys: NDArray[np.uint64], months: IntArray) -> IntArray:
    """Draw a day of each month for each child, every day of the month as likely.

    Parameters
    ----------
    keys, months
        One entry for each child and month; months count from January 1970.

    Examples
    --------
    >>> keys = child_keys(["a child"], seed=1)
    >>> int(drawn_days(keys, np.array([0]))[0]) in range(31)
    True
    """
    first = month_start(months)
    length = month_start(months + 1) - first
    with np.errstate(over="ignore"):
        mixed = keys + months.astype(np.uint64) * _MONTH
        mixed = (mixed ^ (mixed >> np.uint64(30))) * _MIX_1
        mixed = (mixed ^ (mixed >> np.uint64(27))) * _MIX_2
        mixed ^= mixed >> np.uint64(31)
    # The top 53 bits as a share of one: with 31 days the bias is below one part in 10^14.
    share = (mixed >> np.uint64(11)).astype(np.float64) / 2.0**53
    days: IntArray = first + np.floor(share * length).astype(np.int64)
    return days
