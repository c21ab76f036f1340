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
from holdfast.records.repairs.rows import Bench, goes_on
from holdfast.records.repairs.trail import CHANGED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NAME = "open-never-closed"
WENT_ON = "care went on with the next episode"
CAME_BACK = "the child came back later"
GONE = "no later return holds the child"


def close(bench: Bench, rows: ir.Table) -> ir.Table:
    """Close the episodes whose end was lost, and mark them."""
    lost = rows.dec.isnull() & (
        rows.next_start.notnull() | (rows.return_year < bench.years.latest)
    )
    # A return between the two that leaves the child out says that care had ended.
    unbroken = rows.next_first_year <= ibis.coalesce(
        bench.years.next_after(rows.return_year), bench.years.latest
    )
    rows = rows.mutate(lost=lost, lost_within=lost & goes_on(rows) & unbroken)
    closing = ibis.greatest(bench.years.last_day(rows.return_year), rows.decom)
    sooner = ibis.least(closing, ibis.coalesce(rows.next_start, closing))
    return rows.mutate(
        dec=ibis.cases(
            (~rows.lost, rows.dec), (rows.lost_within, rows.next_start), else_=sooner
        ),
        rec=ibis.cases((rows.lost_within, CONTINUES), else_=rows.rec),
        closed_on=ibis.cases((rows.lost_within, rows.next_start), (rows.lost, sooner)),
    )


def closed(seen: ir.Table) -> ir.Table:
    """Give the trail of the episodes that were closed."""
    rows = seen.filter("lost")
    why = ibis.cases(
        (rows.lost_within, WENT_ON), (rows.next_start.notnull(), CAME_BACK), else_=GONE
    )
    return trail_of(rows, rule=NAME, action=CHANGED, why=why, column="dec", now=rows.closed_on)
