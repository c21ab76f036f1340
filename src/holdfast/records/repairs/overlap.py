"""Do two episodes of one child run at once?

A child has one placement and one legal status at a time, so the earlier is cut where the later
starts: a start is entered when something happens, an end often afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES
from holdfast.records.repairs.rows import goes_on
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "overlap"


def cut(rows: ir.Table) -> ir.Table:
    """Cut an episode at the start of the next, and mark it."""
    rows = rows.mutate(
        over=(rows.dec > rows.next_start).fill_null(False), uncut=rows.dec, on=goes_on(rows)
    )
    return rows.mutate(
        dec=ibis.ifelse(rows.over, rows.next_start, rows.dec),
        # Where care goes on, the reason given for its end was wrong too.
        rec=ibis.ifelse(rows.over & rows.on, CONTINUES, rows.rec),
    )


def were_cut(seen: ir.Table) -> ir.Table:
    """Give the trail of the episodes that were cut."""
    rows = seen.filter("over")
    return trail_of(
        rows,
        rule=NAME,
        action=CHANGED,
        why="the next episode had started",
        column="dec",
        was=rows.uncut,
        now=rows.next_start,
    )
