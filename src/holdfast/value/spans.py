"""On which days was a child in one stage and not in another?

The arithmetic of dated spans, as Ibis expressions that run alike on any engine. Spans are
half-open, `[start, end)`; a null end is a span still open when last seen, and stays so.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import ibis

if TYPE_CHECKING:
    import ibis.expr.types as ir

OPEN = date(9999, 12, 31)  # stands in for a null end while spans are compared


def merged(spells: ir.Table) -> ir.Table:
    """Give each child's spans with no overlap: those that overlap or touch become one.

    Parameters
    ----------
    spells
        At least `child`, `start`, `end`. Spells of no length are left out.

    Returns
    -------
    Table
        `child`, `start`, `end`.
    """
    spans = (
        spells.select("child", "start", end=spells.end.fill_null(ibis.literal(OPEN)))
        .filter(lambda t: t.start < t.end)
        .distinct()
    )
    order = ibis.window(group_by="child", order_by=["start", "end"])
    numbered = spans.mutate(place=ibis.row_number().over(order))
    earlier = ibis.window(group_by="child", order_by="place", preceding=(None, 1))
    reached = numbered.mutate(reached=numbered.end.max().over(earlier))
    begins = reached.mutate(
        begins=(reached.reached.isnull() | (reached.start > reached.reached)).cast("int64")
    )
    so_far = ibis.window(group_by="child", order_by="place", preceding=None, following=0)
    islands = begins.mutate(island=begins.begins.sum().over(so_far))
    joined = islands.group_by("child", "island").agg(
        start=islands.start.min(), end=islands.end.max()
    )
    return joined.select("child", "start", end=joined.end.nullif(ibis.literal(OPEN)))


def without(spells: ir.Table, others: ir.Table) -> ir.Table:
    """Give the days of `spells` that fall outside `others`, child by child, as merged spans.

    Parameters
    ----------
    spells, others
        At least `child`, `start`, `end` each.

    Returns
    -------
    Table
        `child`, `start`, `end`: the spans of the first with the second cut out.
    """
    spans = _closed(merged(spells))
    cuts = _closed(merged(others)).select(
        "child", cut_start=lambda t: t.start, cut_end=lambda t: t.end
    )
    cut = spans.left_join(
        cuts,
        [
            spans.child == cuts.child,
            cuts.cut_start < spans.end,
            cuts.cut_end > spans.start,
        ],
    ).select("child", "start", "end", "cut_start", "cut_end")
    order = ibis.window(group_by=["child", "start"], order_by="cut_start")
    resumed = cut.mutate(resumed=cut.cut_end.lag().over(order))
    before = resumed.filter(resumed.cut_start.notnull()).select(
        "child", start=lambda t: ibis.coalesce(t.resumed, t.start), end=lambda t: t.cut_start
    )
    last = cut.group_by("child", "start", "end").agg(cut_end=cut.cut_end.max())
    after = last.select(
        "child", start=lambda t: ibis.coalesce(t.cut_end, t.start), end=lambda t: t.end
    )
    left = before.union(after).filter(lambda t: t.start < t.end)
    return left.select("child", "start", end=left.end.nullif(ibis.literal(OPEN)))


def _closed(spans: ir.Table) -> ir.Table:
    return spans.mutate(end=spans.end.fill_null(ibis.literal(OPEN)))
