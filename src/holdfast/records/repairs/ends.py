"""Does each episode end where it can have ended, next to the one that follows it?

Three rules look at an episode and the one after it. None of them moves a start, so the one
after stays the same for all three, and is looked up once. Each takes the end as the one
before left it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.records.repairs.gap_under_x1 import bridge, were_bridged, were_untrue
from holdfast.records.repairs.open_never_closed import close, closed
from holdfast.records.repairs.overlap import cut, were_cut
from holdfast.records.repairs.rows import Bench, Step, mended, with_next

if TYPE_CHECKING:
    import ibis.expr.types as ir


def ends(bench: Bench, rows: ir.Table) -> Step:
    """Close what was never closed, cut what overlaps, and bridge what lies apart."""
    seen = bench.engine.keep(bridge(bench, cut(close(bench, with_next(rows)))), "ends")
    return Step(
        rows=mended(bench, seen),
        trail=(closed(seen), were_cut(seen), were_bridged(seen), were_untrue(seen)),
    )
