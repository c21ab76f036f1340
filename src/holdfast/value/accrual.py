"""Cost lines as arrays: what accrues by the day, and what falls on one day.

The border between tables and estimators. `holdfast.value.timeline` gives lines; these arrays
are what `holdfast.measure` averages over children and a horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.measure.accruals import Accrual

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import NDArray

    IntArray = NDArray[np.int64]
    FloatArray = NDArray[np.float64]

__all__ = ["LINES", "UNPRICED", "Accrual", "accruals", "accrued", "unpriced_days"]

LINES = ("child", "process", "start", "end", "per_day", "amount", "once")
UNPRICED = ("child", "what", "start", "end")


def accruals(
    lines: pl.DataFrame, *, children: Sequence[str], names: Iterable[str]
) -> tuple[Accrual, ...]:
    """Group cost lines by category, as arrays.

    Parameters
    ----------
    lines
        The columns `LINES`, in any order of rows.
    children
        Pseudonyms in the order of their codes: code 0 is the first. Lines of children who are
        not among them are not part of the comparison and are let go.
    names
        The categories wanted, in order, such as `PriceList.categories`. One without lines is
        left out.
    """
    codes = pl.DataFrame(
        {"child": pl.Series(children, dtype=pl.String)}, schema_overrides={"child": pl.String}
    ).with_row_index("code")
    coded = (
        lines.select(LINES)
        .join(codes, on="child", how="inner")
        .with_columns(pl.col("start", "end").cast(pl.Int32).cast(pl.Int64))
        .sort("code", "start", "end", "per_day", "amount")
    )
    groups = {str(key[0]): part for key, part in coded.group_by("process", maintain_order=True)}
    return tuple(_accrual(name, groups[name]) for name in names if name in groups)


def unpriced_days(unpriced: pl.DataFrame, *, children: Sequence[str]) -> tuple[Accrual, ...]:
    """Group what has no price, a day counting one: how many days, and of what.

    A process without a price has no length; each of its occurrences counts one.
    """
    point = pl.col("start") == pl.col("end")
    lines = unpriced.select(
        "child",
        "start",
        "end",
        process="what",
        per_day=pl.when(point).then(0.0).otherwise(1.0),
        amount=pl.when(point).then(1.0).otherwise(0.0),
        once=point,
    )
    return accruals(lines, children=children, names=sorted(lines["process"].unique()))


def accrued(accrual: Accrual, *, child: IntArray, start: IntArray, end: IntArray) -> FloatArray:
    """Say what accrued to each child from one day up to another, which is left out.

    `accrual` is one that `accruals` gave: sorted by child.

    Parameters
    ----------
    child, start, end
        One entry for each answer wanted; a child may be asked about more than once.
    """
    spans = _pairs(accrual.child, child)
    points = _pairs(accrual.point_child, child)
    return _sum(
        len(child),
        spans.asked,
        accrual.per_day[spans.held]
        * np.maximum(
            np.minimum(accrual.end_day[spans.held], end[spans.asked])
            - np.maximum(accrual.start_day[spans.held], start[spans.asked]),
            0,
        ),
    ) + _sum(
        len(child),
        points.asked,
        accrual.amount[points.held]
        * (accrual.point_day[points.held] >= start[points.asked])
        * (accrual.point_day[points.held] < end[points.asked]),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Pairs:
    """Which entry asked goes with which entry held."""

    asked: IntArray
    held: IntArray


def _pairs(holds: IntArray, asks: IntArray) -> _Pairs:
    """Pair each child asked about with that child's entries among `holds`, which are sorted."""
    first, last = np.searchsorted(holds, asks, "left"), np.searchsorted(holds, asks, "right")
    many = last - first
    asked = np.repeat(np.arange(len(asks)), many)
    within = np.arange(len(asked)) - np.repeat(np.cumsum(many) - many, many)
    return _Pairs(asked=asked, held=np.repeat(first, many) + within)


def _sum(length: int, where: IntArray, what: FloatArray) -> FloatArray:
    return np.bincount(where, weights=what, minlength=length).astype(np.float64)


def _accrual(name: str, lines: pl.DataFrame) -> Accrual:
    spans, points = lines.filter(~pl.col("once")), lines.filter("once")
    return Accrual(
        name=name,
        child=_whole(spans["code"]),
        start_day=_whole(spans["start"]),
        end_day=_whole(spans["end"]),
        per_day=spans["per_day"].to_numpy(),
        point_child=_whole(points["code"]),
        point_day=_whole(points["start"]),
        amount=points["amount"].to_numpy(),
    )


def _whole(column: pl.Series) -> IntArray:
    return column.cast(pl.Int64).to_numpy()
