"""Which collection year is this return for?

The year in the name of its folder or file, unless its dates speak against it: some authorities
name a folder by the year in which the return begins. Without a year in the name, the last year
of which the return has dates. A collection year is named by its end: 2021 ended on 31 March
2021.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.dates import year_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import polars as pl

MONTH, DAY = r"(?:0[1-9]|1[0-2])", r"(?:0[1-9]|[12]\d|3[01])"
CENTURY = r"(?:19|20)\d\d"
DATES = (
    re.compile(rf"(?<!\d)({CENTURY})([-_.]?){MONTH}\2{DAY}(?!\d)"),
    re.compile(rf"(?<!\d){DAY}([-_.]?){MONTH}\1({CENTURY})(?!\d)"),
)
SPAN = re.compile(rf"(?<!\d)({CENTURY})(?:[-_/ ]{{0,3}}|[-_ ]?to[-_ ]?)((?:19|20)?\d\d)(?!\d)")
YEAR = re.compile(rf"(?<!\d)({CENTURY})(?!\d)")

FEWEST = 0.05
"""Share of the dates that a year must have to be the return's own: fewer are slips."""

FIRST, LAST = 1900, 2200
YEAR_STARTS = np.array(
    [(year_start(year) - date(1970, 1, 1)).days for year in range(FIRST, LAST)]
)


def year_in_name(name: str) -> int | None:
    """Which collection year does a file's name say? The name of the file, then of its folders.

    Two years that follow each other (2020-21, 2020_2021) are the year they end in. A part of
    the name that says several years says none.

    Examples
    --------
    >>> year_in_name("returns/2020-21/episodes.csv"), year_in_name("episodes_2021.csv")
    (2021, 2021)
    """
    for part in reversed(name.split("/")):
        years = _years(part)
        if len(years) == 1:
            return years.pop()
    return None


def _years(text: str) -> set[int]:
    years = set()
    for pattern in DATES:
        years |= {int(max(found.groups())) for found in pattern.finditer(text)}
        text = pattern.sub(" ", text)
    for found in SPAN.finditer(text):
        if int(found[2]) % 100 == (int(found[1]) + 1) % 100:
            years.add(int(found[1]) + 1)
            text = text.replace(found[0], " ")
    return years | {int(year) for year in YEAR.findall(text)}


def dates_by_year(dates: Iterable[pl.Series]) -> Counter[int]:
    """Count plausible dates by collection year."""
    first, last = int(YEAR_STARTS[0]), int(YEAR_STARTS[-1])
    each_day = np.zeros(last - first, np.int64)
    for column in dates:
        days = column.drop_nulls().to_physical().to_numpy() - first
        within = days[(days >= 0) & (days < len(each_day))]
        each_day += np.bincount(within, minlength=len(each_day))
    each_year = np.add.reduceat(each_day, YEAR_STARTS[:-1] - first)
    return Counter({FIRST + int(at): int(each_year[at]) for at in np.flatnonzero(each_year)})


def year_of_dates(counts: Mapping[int, int]) -> int | None:
    """Which year does a return without a year in its name seem to be for?

    The last year with more than a few of the dates, since a return knows nothing later.
    """
    total = sum(counts.values())
    likely = [year for year, count in counts.items() if count >= FEWEST * total]
    return max(likely, default=None)


def named_by_its_start(counts: Mapping[int, int], label: int) -> bool:
    """Say whether a return labelled with a year is really the one that begins in that year.

    A return for the label's own year has no date after it. One named by its start has: all
    that happened in the year.
    """
    return counts.get(label + 1, 0) > counts.get(label, 0)
