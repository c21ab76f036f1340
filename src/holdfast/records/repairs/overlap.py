"""Do two episodes of one child run at once?

A child has one placement and one legal status at a time, so the earlier is cut where the later
starts: a start is entered when something happens, an end often afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES
from holdfast.records.repairs.rows import Bench, Step, goes_on, mended, with_next
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "overlap"


def overlap(bench: Bench, rows: ir.Table) -> Step:
    """Cut an episode at the start of the next."""
    rows = with_next(rows)
    over = (rows.dec > rows.next_start).fill_null(False)
    seen = bench.engine.keep(rows.mutate(over=over, on=goes_on(rows)), "cut")
    cut = seen.filter(seen.over)
    return Step(
        rows=mended(
            bench,
            seen.mutate(
                dec=ibis.ifelse(seen.over, seen.next_start, seen.dec),
                # Where care goes on, the reason given for its end was wrong too.
                rec=ibis.ifelse(seen.over & seen.on, CONTINUES, seen.rec),
            ),
        ),
        trail=(
            trail_of(
                cut,
                rule=NAME,
                action=CHANGED,
                why="the next episode had started",
                column="dec",
                was=cut.dec,
                now=cut.next_start,
            ),
        ),
    )
