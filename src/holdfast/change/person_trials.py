"""Which child enters which month's trial, on which day, and until when can they be seen?

From the children meant and the programme's enrolments to the rows of `measure.trials`: one
programme row for each child who enrols while eligible, one comparison row for each child and
month on whose drawn day the child was eligible and not yet enrolled. Nothing that happens after
the index day decides whether a row is here; it only decides how long the row is followed.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.change.days import month_number
from holdfast.change.draw import child_keys, drawn_days

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from holdfast.change.cohort import Meant
    from holdfast.change.days import IntArray

ROWS = pl.Schema(
    {
        "child": pl.String,
        "trial": pl.Int64,
        "index_day": pl.Int64,
        "programme": pl.Boolean,
        "last_day": pl.Int64,
        "left_by_enrolment": pl.Boolean,
        "team": pl.String,
    }
)
"""Columns of the rows, sorted by child, trial, programme."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Followed:
    """How far the returns reach, as day numbers: the last is the first day not observed."""

    first_day: int
    end_day: int


def comparison_rows(
    spans: Meant,
    enrolled: pl.DataFrame,
    *,
    followed: Followed,
    seed: int,
    left_at_enrolment: bool = True,
) -> pl.DataFrame:
    """Give the comparison rows of every month.

    Parameters
    ----------
    spans
        The children meant, with their days and periods of care.
    enrolled
        `child` and `day` of first enrolment, of every child who ever enrolled, in the cohort
        or not: from then on a child is no comparison.
    left_at_enrolment
        Whether a row ends on the day of a later enrolment.
    """
    codes, children = _codes(spans.spans["child"])
    start, end = _ints(spans.spans, "start"), _ints(spans.spans, "end")
    first = month_number(start)
    months = month_number(end - 1) - first + 1
    span = np.repeat(np.arange(len(codes)), months)
    ordinal = np.arange(len(span)) - np.repeat(np.cumsum(months) - months, months)
    month = first[span] + ordinal
    child = codes[span]
    day = drawn_days(child_keys(children, seed=seed)[child], month)
    standing = (start[span] <= day) & (day < end[span])
    child, month, day = child[standing], month[standing], day[standing]
    # Two spans of one child may both hold the drawn day: the child is there once.
    _, once = np.unique(child * (1 << 20) + month, return_index=True)
    child, day = child[once], day[once]
    free = ~_inside(spans.care, children, child, day)
    child, day = child[free], day[free]
    enrolment = _day_of(enrolled, children)[child]
    waiting = day < enrolment
    child, day, enrolment = child[waiting], day[waiting], enrolment[waiting]
    leaves = enrolment < followed.end_day if left_at_enrolment else np.zeros(len(day), bool)
    return _rows(
        child=np.asarray(children, dtype=object)[child],
        index_day=day,
        programme=np.zeros(len(day), dtype=bool),
        last_day=np.where(leaves, enrolment, followed.end_day),
        left_by_enrolment=leaves,
        team=np.full(len(day), None, dtype=object),
        followed=followed,
    )


def arm_rows(arm: pl.DataFrame, *, followed: Followed) -> pl.DataFrame:
    """Give one row for each child of `arm`: `child`, `day`, `programme`, `team`."""
    size = len(arm)
    return _rows(
        child=arm["child"].to_numpy(),
        index_day=_ints(arm, "day"),
        programme=arm["programme"].to_numpy(),
        last_day=np.full(size, followed.end_day, dtype=np.int64),
        left_by_enrolment=np.zeros(size, dtype=bool),
        team=arm["team"].to_numpy(),
        followed=followed,
    )


def stacked(*parts: pl.DataFrame) -> pl.DataFrame:
    """Put the rows of both arms together in the order that `measure` wants.

    Trials are counted from the month of the first row.
    """
    rows = pl.concat(parts)
    return rows.with_columns(pl.col("trial") - pl.col("trial").min()).sort(
        "child", "trial", "programme"
    )


def _rows(
    *,
    child: NDArray[np.object_],
    index_day: IntArray,
    programme: NDArray[np.bool_],
    last_day: IntArray,
    left_by_enrolment: NDArray[np.bool_],
    team: NDArray[np.object_],
    followed: Followed,
) -> pl.DataFrame:
    """Build rows, leaving out those whose day 0 the returns do not see."""
    frame = pl.DataFrame(
        {
            "child": child,
            "trial": month_number(index_day),
            "index_day": index_day,
            "programme": programme,
            "last_day": last_day,
            "left_by_enrolment": left_by_enrolment,
            "team": team,
        },
        schema=ROWS,
    )
    return frame.filter(
        pl.col("index_day").is_between(followed.first_day, followed.end_day - 1)
    )


def _codes(children: pl.Series) -> tuple[IntArray, list[str]]:
    """Number the children in the order of their pseudonyms."""
    names = children.unique().sort()
    codes = names.search_sorted(children).to_numpy().astype(np.int64)
    return codes, names.to_list()


def _ints(frame: pl.DataFrame, name: str) -> IntArray:
    return frame[name].to_numpy().astype(np.int64)


def _day_of(enrolled: pl.DataFrame, children: list[str]) -> IntArray:
    """Give each child's day of enrolment; a day beyond all others where there is none."""
    days = pl.DataFrame({"child": children}, schema={"child": pl.String}).join(
        enrolled.select("child", "day"), on="child", how="left", maintain_order="left"
    )
    return days["day"].fill_null(1 << 40).to_numpy().astype(np.int64)


def _inside(
    spans: pl.DataFrame, children: list[str], child: IntArray, day: IntArray
) -> NDArray[np.bool_]:
    """Say whether each day falls in one of that child's spans, which do not overlap."""
    if not len(spans):
        return np.zeros(len(day), dtype=bool)
    ordered = spans.sort("child", "start")
    owner = pl.Series(children).search_sorted(ordered["child"]).to_numpy().astype(np.int64)
    start, end = _ints(ordered, "start"), _ints(ordered, "end")
    width = 1 << 22  # more than the number of any day
    at = np.searchsorted(owner * width + start, child * width + day, side="right") - 1
    known = at >= 0
    at = np.maximum(at, 0)
    inside: NDArray[np.bool_] = known & (owner[at] == child) & (day < end[at])
    return inside
