"""Is a day missing between two episodes that both say care went on?

X1 says that the next episode starts the same day. Where it starts later, and its own reason
says that care went on, the gap is bridged if it is short. Where it is long, where the child
started to be looked after anew (S), or where nothing follows, X1 cannot be true: it is set
aside, the reason is not known, and the child is shown out of care in between.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES, STARTED
from holdfast.records.repairs.rows import Bench, Step, goes_on, mended, with_next
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "gap-under-x1"
UNTRUE = "x1-without-next"
WITHIN = "start-within-care"


def gap_under_x1(bench: Bench, rows: ir.Table) -> Step:
    """Bridge a short gap under X1, and set X1 aside where it cannot be true."""
    rows = with_next(rows)
    continued = (rows.rec == CONTINUES).fill_null(False)
    gap = rows.next_start.delta(rows.dec, unit="day")
    apart = continued & (rows.next_start.isnull() | (gap > 0))
    short = apart & goes_on(rows) & (gap <= bench.limits.gap_under_x1)
    seen = bench.engine.keep(
        rows.mutate(apart=apart.fill_null(False), short=short.fill_null(False)),
        "gaps",
    )
    bridged = seen.filter(seen.short)
    untrue = seen.filter(seen.apart & ~seen.short)
    return Step(
        rows=mended(
            bench,
            seen.mutate(
                dec=ibis.ifelse(seen.short, seen.next_start, seen.dec),
                rec=ibis.ifelse(seen.apart & ~seen.short, ibis.null("string"), seen.rec),
            ),
        ),
        trail=(
            trail_of(
                bridged,
                rule=NAME,
                action=CHANGED,
                why="both episodes say that care went on",
                column="dec",
                was=bridged.dec,
                now=bridged.next_start,
            ),
            trail_of(
                untrue,
                rule=UNTRUE,
                action=CHANGED,
                why="no episode goes on from it",
                column="rec",
                was=untrue.rec,
            ),
        ),
    )


def start_within_care(bench: Bench, rows: ir.Table) -> Step:
    """Set S aside where the child was in care until that very day, with X1."""
    along = ibis.window(group_by="child", order_by="decom")
    rows = rows.mutate(before_end=rows.dec.lag().over(along), before=rows.rec.lag().over(along))
    within = (
        (rows.rne == STARTED) & (rows.before == CONTINUES) & (rows.before_end == rows.decom)
    ).fill_null(False)
    seen = bench.engine.keep(rows.mutate(within=within), "starts")
    odd = seen.filter(seen.within)
    return Step(
        rows=mended(
            bench, seen.mutate(rne=ibis.ifelse(seen.within, ibis.null("string"), seen.rne))
        ),
        trail=(
            trail_of(
                odd,
                rule=WITHIN,
                action=CHANGED,
                why="the child was in care until that day",
                column="rne",
                was=odd.rne,
            ),
        ),
    )
