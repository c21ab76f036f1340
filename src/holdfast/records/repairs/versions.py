"""Which return counts, where several hold the same thing?

For every table but the episodes: what has the same child and the same key days is the same
thing, and the latest return counts. What was open and comes back, and what comes back
unchanged in a later return, is how returns work. The rest leaves a trail:

- `duplicate`: twice in one return, all alike;
- `superseded`: different in a later return, or twice in one and not alike;
- `open-never-closed`: open in a return and in no later one: closed at the day that return
  closes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis

from holdfast.records.repairs.open_never_closed import NAME as OPEN_NEVER_CLOSED
from holdfast.records.repairs.same_start import DUPLICATE, SUPERSEDED
from holdfast.records.repairs.trail import CHANGED, DELETED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.return_years import ReturnYears


@dataclass(frozen=True, kw_only=True, slots=True)
class Latest:
    """The latest version of each thing in a table, and the trail of the others."""

    rows: ir.Table
    trail: tuple[ir.Table, ...]


def latest(
    engine: Engine,
    staged: ir.Table,
    years: ReturnYears,
    *,
    table: str,
    key: tuple[str, ...],
    says: tuple[str, ...] = (),
    also: tuple[str, ...] = (),
    end: str | None = None,
    never_lasted: str | None = None,
    left_care: ir.Table | None = None,
) -> Latest:
    """Keep the latest version of each thing, and close what no later return holds.

    Parameters
    ----------
    key
        What makes two rows the same thing: `child`, then the day it started, then the rest.
    says
        What must not change from return to return.
    also
        What may change while a thing is open, so that the latest simply counts.
    end
        The column that says when it ended, if it lasts.
    never_lasted
        The column that says of what never lasted, so that no end of it is lost.
    left_care
        `child` and `left`: the days on which children left care, where what had begun in care
        ended with it and the return need not say so.
    """
    ended = (end,) if end else ()
    rows = staged.select(*key, *says, *also, *ended, "file", "row", "return_year")
    known_end = [rows[end].notnull(), rows[end]] if end else []
    order = [rows.return_year, *known_end, rows.file, rows.row]
    along = ibis.window(group_by=list(key), order_by=order)
    columns = (*says, *ended, "return_year")
    rows = rows.mutate(**{f"later_{name}": rows[name].lead().over(along) for name in columns})
    seen = engine.keep(rows, table)
    dropped = seen.filter(seen.later_return_year.notnull())
    alike = ibis.literal(True)
    for column in says:
        alike &= dropped[column].identical_to(dropped[f"later_{column}"])
    if end:
        same_end = dropped[end].identical_to(dropped[f"later_{end}"])
        later = dropped.later_return_year > dropped.return_year
        carried = alike & later & (same_end | dropped[end].isnull())
        alike &= same_end
    else:
        carried = alike & (dropped.later_return_year > dropped.return_year)
    trail = [
        trail_of(
            dropped.filter(chosen & ~carried),
            rule=rule,
            action=DELETED,
            why=why,
            table=table,
        )
        for chosen, rule, why in (
            (alike, DUPLICATE, "returned again unchanged"),
            (~alike, SUPERSEDED, "returned again with changes"),
        )
    ]
    kept = seen.filter(seen.later_return_year.isnull())
    if end:
        if left_care is not None:
            kept = engine.keep(_ended_with_care(kept, key, end, left_care), table)
        lost = kept[end].isnull() & (kept.return_year < years.latest)
        if never_lasted:
            lost &= ~kept[never_lasted].fill_null(False)
        closing = ibis.greatest(years.last_day(kept.return_year), kept[key[1]])
        closed = kept.filter(lost)
        trail.append(
            trail_of(
                closed,
                rule=OPEN_NEVER_CLOSED,
                action=CHANGED,
                why="no later return holds it",
                table=table,
                column=end,
                now=closing,
            )
        )
        kept = kept.mutate(**{end: ibis.ifelse(lost, closing, kept[end])})
    return Latest(
        rows=kept.select(*key, *says, *also, *ended, "file", "row", "return_year"),
        trail=tuple(trail),
    )


def _ended_with_care(
    rows: ir.Table, key: tuple[str, ...], end: str, left_care: ir.Table
) -> ir.Table:
    """Give what has no end of its own the day on which the child next left care."""
    began = rows[key[1]]
    after = rows.filter(rows[end].isnull()).join(left_care, ["child", left_care.left >= began])
    first = after.group_by(*key).agg(left=after.left.min())
    joined = rows.left_join(first, key)
    return joined.mutate(**{end: ibis.coalesce(joined[end], joined.left)}).select(rows.columns)
