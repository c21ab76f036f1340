"""Does a later return hold something else in place of an episode?

An authority does not say that it takes an episode back: the next return simply holds another
history. Two rules see it.

- `corrected-start`: an open episode that no later return holds, where a later return brings one
  with the same legal status, placement and provider that starts a few days from it. It must
  start before the earlier return closed, else that return would rightly not have held it.
- `withdrawn`: an episode that no later return holds and that starts inside one which a later
  return does hold.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.records.repairs.rows import Bench, Step
from holdfast.records.repairs.trail import DELETED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

CORRECTED_START = "corrected-start"
WITHDRAWN = "withdrawn"


def corrected_start(bench: Bench, rows: ir.Table) -> Step:
    """Delete an open episode whose start a later return corrected."""
    late = rows.select(
        "child",
        "ls",
        "place",
        late_provider=rows.place_provider,
        late_start=rows.decom,
        late_year=rows.return_year,
    )
    open_row = rows.filter(rows.dec.isnull())
    apart = late.late_start.delta(open_row.decom, unit="day").abs()
    return _without(
        bench,
        rows,
        open_row.semi_join(
            late,
            [
                "child",
                "ls",
                "place",
                open_row.place_provider.identical_to(late.late_provider),
                late.late_year > open_row.return_year,
                late.late_start != open_row.decom,
                late.late_start <= bench.years.last_day(open_row.return_year),
                apart <= bench.limits.corrected_start,
            ],
        ),
        rule=CORRECTED_START,
        why="a later return starts it on another day",
    )


def withdrawn(bench: Bench, rows: ir.Table) -> Step:
    """Delete an episode that starts inside one which a later return holds."""
    around = rows.select(
        "child", around_start=rows.decom, around_end=rows.dec, around_year=rows.return_year
    )
    return _without(
        bench,
        rows,
        rows.semi_join(
            around,
            [
                "child",
                around.around_year > rows.return_year,
                around.around_start < rows.decom,
                around.around_end.isnull() | (around.around_end > rows.decom),
            ],
        ),
        rule=WITHDRAWN,
        why="a later return holds another episode on the day it starts",
    )


def _without(bench: Bench, rows: ir.Table, gone: ir.Table, *, rule: str, why: str) -> Step:
    gone = bench.engine.keep(gone, "gone")
    return Step(
        rows=rows.anti_join(gone.select("file", "row"), ["file", "row"]),
        trail=(trail_of(gone, rule=rule, action=DELETED, why=why),),
    )
