"""Is a day missing between two episodes that both say care went on?

X1 says that the next episode starts the same day. Where it starts later, and its own reason
says that care went on, the gap is bridged if it is short. Where it is long, where the child
started to be looked after anew (S), or where nothing follows, X1 cannot be true: it is set
aside, the reason is not known, and the child is shown out of care in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES
from holdfast.records.repairs.rows import Bench, goes_on
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "gap-under-x1"
UNTRUE = "x1-without-next"


def bridge(bench: Bench, rows: ir.Table) -> ir.Table:
    """Bridge a short gap under X1, set X1 aside where it cannot be true, and mark both."""
    gap = rows.next_start.delta(rows.dec, unit="day")
    apart = (rows.rec == CONTINUES) & (rows.next_start.isnull() | (gap > 0))
    short = apart & goes_on(rows) & (gap <= bench.limits.gap_under_x1)
    rows = rows.mutate(
        apart=apart.fill_null(False), short=short.fill_null(False), unbridged=rows.dec
    )
    return rows.mutate(
        dec=ibis.ifelse(rows.short, rows.next_start, rows.dec),
        rec=ibis.ifelse(rows.apart & ~rows.short, ibis.null("string"), rows.rec),
    )


def were_bridged(seen: ir.Table) -> ir.Table:
    """Give the trail of the gaps that were bridged."""
    rows = seen.filter("short")
    return trail_of(
        rows,
        rule=NAME,
        action=CHANGED,
        why="both episodes say that care went on",
        column="dec",
        was=rows.unbridged,
        now=rows.next_start,
    )


def were_untrue(seen: ir.Table) -> ir.Table:
    """Give the trail of each X1 that was set aside."""
    return trail_of(
        seen.filter(seen.apart & ~seen.short),
        rule=UNTRUE,
        action=CHANGED,
        why="no episode goes on from it",
        column="rec",
        was=ibis.literal(CONTINUES),
    )
