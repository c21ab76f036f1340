"""Did the child start to be looked after on a day on which care had not stopped?

Where an episode ended with X1 and the next starts that very day with S, care went on: there was
no day between on which it could have stopped. S is set aside.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES, STARTED
from holdfast.records.repairs.rows import Bench, Step, mended
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "start-within-care"


def start_within_care(bench: Bench, rows: ir.Table) -> Step:
    """Set S aside where the child was in care until that very day, with X1."""
    along = ibis.window(group_by="child", order_by="decom")
    rows = rows.mutate(before_end=rows.dec.lag().over(along), before=rows.rec.lag().over(along))
    within = (
        (rows.rne == STARTED) & (rows.before == CONTINUES) & (rows.before_end == rows.decom)
    ).fill_null(False)
    seen = bench.engine.keep(rows.mutate(within=within), "starts")
    odd = seen.filter("within")
    return Step(
        rows=mended(
            bench, seen.mutate(rne=ibis.ifelse(seen.within, ibis.null("string"), seen.rne))
        ),
        trail=(
            trail_of(
                odd,
                rule=NAME,
                action=CHANGED,
                why="the child was in care until that day",
                column="rne",
                was=odd.rne,
            ),
        ),
    )
