"""How do columns of numbers become columns of a return: dates, codes, references, postcodes?"""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.synthetic.dice import Ints
    from holdfast.synthetic.people import Bools

PREFIX = "999"  # the number of no authority, as in the CIN census
LEAST_DIGITS = 6
DISTRICTS_IN = tuple(f"ZZ{number}" for number in range(1, 10))
DISTRICTS_OUT = tuple(f"ZY{number}" for number in range(1, 10))
LETTERS = "ABDEFGHJLN"  # of those that an inward code may have
NO_DAY = 2**31 - 1


def identifiers(numbers: Ints, children: int) -> pl.Series:
    """Give the authority's own reference of each child: 999 and a number, all digits.

    Examples
    --------
    >>> identifiers(np.array([0, 41]), 2000).to_list()
    ['999000001', '999000042']
    """
    digits = max(LEAST_DIGITS, len(str(children)))
    padded = pl.Series("child", numbers + 1).cast(pl.String).str.zfill(digits)
    return (PREFIX + padded).rename("child")


def dates(days: Ints, *, known: Bools | None = None) -> pl.Series:
    """Give days counted from 1970 as dates; those not known are null."""
    seen = days < NO_DAY if known is None else known & (days < NO_DAY)
    column = pl.Series(np.where(seen, days, 0).astype(np.int32)).cast(pl.Date)
    return column.zip_with(pl.Series(seen), pl.Series([None], dtype=pl.Date))


def coded(places: Ints, codes: Sequence[str], *, known: Bools | None = None) -> pl.Series:
    """Give the code at each place of a list; a blank code, or one not known, is null."""
    lookup = pl.Series([code or None for code in codes], dtype=pl.String)
    column = lookup.gather(pl.Series(places.astype(np.uint32)))
    if known is None:
        return column
    return column.zip_with(pl.Series(known), pl.Series([None], dtype=pl.String))


def flags(yes: Bools) -> pl.Series:
    """Give yes as 1 and no as 0."""
    return coded(yes.astype(np.int64), ("0", "1"))


@cache
def postcodes() -> tuple[str, ...]:
    """Give every invented postcode: first those of Northmere, then those outside it.

    Areas ZZ and ZY are right in form and are nowhere.
    """
    inward = [f"{digit}{one}{two}" for digit, one, two in product(range(10), LETTERS, LETTERS)]
    return tuple(
        f"{district} {code}" for district in DISTRICTS_IN + DISTRICTS_OUT for code in inward
    )


def urns(count: int) -> tuple[str, ...]:
    """Give invented Ofsted references, the first blank."""
    return ("", *(f"SC999{number:03d}" for number in range(1, count)))


def birthday(birth: Ints, age: Ints) -> Ints:
    """Give the day on which each child reaches an age; 29 February becomes 1 March."""
    month = birth.astype("M8[D]").astype("M8[M]")
    within = birth - month.astype("M8[D]").astype(np.int64)
    later = (month + 12 * age).astype("M8[D]").astype(np.int64)
    return later + within
