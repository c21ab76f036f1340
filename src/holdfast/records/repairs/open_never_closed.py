"""When did an episode end that nobody closed?

An episode without an end is open in the latest return. Anywhere else, and before another
episode of the same child, its end was lost. There are three cases.

- The next episode goes on with care (its RNE is not S), and no return in between leaves the
  child out: the episode ends where the next starts, with X1, which is what X1 means.
- The child came back into care (RNE is S), or a return in between leaves the child out: it ends
  on 31 March of the last return that holds it, or where the next starts if that is sooner.
- The child is in no later return: it ends on 31 March of the last return that holds it.

In the last two the reason is not known, and stays so. The child is not shown in care between
that 31 March and the return to care: the true end lies in between, and no day is claimed that
no return stands for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES
from holdfast.records.repairs.rows import Bench, Step, goes_on, mended, with_next
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "open-never-closed"
WENT_ON = "care went on with the next episode"
CAME_BACK = "the child came back later"
GONE = "no later return holds the child"


def open_never_closed(bench: Bench, rows: ir.Table) -> Step:
    """Close the episodes whose end was lost."""
    rows = with_next(rows)
    lost = rows.dec.isnull() & (
        rows.next_start.notnull() | (rows.return_year < bench.years.latest)
    )
    # A return between the two that leaves the child out says that care had ended.
    unbroken = rows.next_first_year <= ibis.coalesce(
        bench.years.next_after(rows.return_year), bench.years.latest
    )
    went_on = goes_on(rows) & unbroken
    closing = ibis.greatest(bench.years.last_day(rows.return_year), rows.decom)
    sooner = ibis.least(closing, ibis.coalesce(rows.next_start, closing))
    seen = bench.engine.keep(
        rows.mutate(
            lost=lost,
            went_on=went_on,
            end=ibis.cases((~lost, rows.dec), (went_on, rows.next_start), else_=sooner),
        ),
        "closed",
    )
    closed = seen.filter(seen.lost)
    why = ibis.cases(
        (closed.went_on, WENT_ON), (closed.next_start.notnull(), CAME_BACK), else_=GONE
    )
    return Step(
        rows=mended(
            bench,
            seen.mutate(
                dec=seen.end,
                rec=ibis.cases((seen.lost & seen.went_on, CONTINUES), else_=seen.rec),
            ),
        ),
        trail=(
            trail_of(closed, rule=NAME, action=CHANGED, why=why, column="dec", now=closed.end),
        ),
    )
