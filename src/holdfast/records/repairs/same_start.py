"""Is the same episode reported more than once? A child and a start make one episode.

The latest return is kept, since an authority corrects by returning again. Within one return
the row with an end is kept before one without, and a longer one before a shorter.

- An open episode that comes back in a later return, open or closed, but otherwise alike, is how
  the return works. It is counted as carried forward, and is no repair.
- `duplicate`: any other row that is the same as the one kept after it.
- `superseded`: a row that differs from the one after it in legal status, placement, provider,
  reason, or in an end that it already had.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.repairs.rows import Bench, Step, mended
from holdfast.records.repairs.trail import DELETED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

DUPLICATE = "duplicate"
SUPERSEDED = "superseded"

_SAME_CARE = ("rne", "ls", "place", "place_provider")
_SAME_END = ("dec", "rec", "reason_place_change")


def same_start(bench: Bench, rows: ir.Table) -> Step:
    """Keep one row of each episode: the latest."""
    # No days at all is the weakest of ends, then none, then one that is known.
    rank = ibis.cases((rows.dec.isnull(), 1), (rows.dec > rows.decom, 2), else_=0)
    rows = rows.mutate(rank=rank)
    versions = ibis.window(
        group_by=["child", "decom"],
        order_by=["return_year", "rank", ibis.asc("dec", nulls_first=True), "file", "row"],
    )
    later = {
        f"later_{column}": rows[column].lead().over(versions)
        for column in ("return_year", *_SAME_CARE, *_SAME_END)
    }
    first = rows.return_year.min().over(ibis.window(group_by=["child", "decom"]))
    seen = bench.engine.keep(rows.mutate(**later, first_year=first), "versions")
    alike = _identical(seen, _SAME_CARE)
    carried = alike & seen.dec.isnull() & (seen.later_return_year > seen.return_year)
    again = alike & _identical(seen, _SAME_END)
    dropped = seen.filter(seen.later_return_year.notnull() & ~carried)
    return Step(
        rows=mended(bench, seen.filter(seen.later_return_year.isnull())),
        trail=(
            trail_of(
                dropped.filter(again),
                rule=DUPLICATE,
                action=DELETED,
                why="returned again unchanged",
            ),
            trail_of(
                dropped.filter(~again),
                rule=SUPERSEDED,
                action=DELETED,
                why="returned again with changes",
            ),
        ),
    )


def _identical(rows: ir.Table, columns: tuple[str, ...]) -> ir.Value:
    alike = ibis.literal(True)
    for column in columns:
        alike &= rows[column].identical_to(rows[f"later_{column}"])
    return alike
