"""Does an episode that has not ended say why it ended?

Then the reason is set aside: the episode was open when the return closed, so the reason cannot
be known from it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.repairs.rows import Bench, Step
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "reason-without-end"


def reason_without_end(bench: Bench, rows: ir.Table) -> Step:
    """Set aside the reason for ceasing of episodes that have no end."""
    del bench  # needs nothing but the row
    odd = rows.dec.isnull() & rows.rec.notnull()
    trail = trail_of(
        rows.filter(odd),
        rule=NAME,
        action=CHANGED,
        why="the episode has no end",
        column="rec",
        was=rows.rec,
    )
    return Step(
        rows=rows.mutate(rec=ibis.ifelse(odd, ibis.null("string"), rows.rec)), trail=(trail,)
    )
