"""Which rows did a repair touch, and what did it do to them?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import polars as pl

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.engine import Engine

TRAIL = pl.Schema(
    {
        "rule": pl.String,
        "table": pl.String,
        "child": pl.String,
        "file": pl.Int16,
        "row": pl.Int64,
        "return_year": pl.Int16,
        "column": pl.String,
        "was": pl.String,
        "now": pl.String,
        "action": pl.String,
        "why": pl.String,
    }
)
"""One row of the trail is one thing done to one row of a return.

`was` and `now` are the value of `column` before and after; both are null where a row was
deleted. The trail goes to `repairs.csv` and is kept as the children's records are; it is no
message.
"""

CHANGED = "changed"
DELETED = "deleted"
MERGED = "merged"

EPISODES = "ssda903_episodes"


def trail_of(
    rows: ir.Table,
    *,
    rule: ir.Value | str,
    action: str,
    why: ir.Value | str,
    table: str = EPISODES,
    column: str | None = None,
    was: ir.Value | None = None,
    now: ir.Value | None = None,
) -> ir.Table:
    """Write down what one rule did to each of these rows."""
    return rows.select(
        rule=_text(rule),
        table=_text(table),
        child=rows.child,
        file=rows.file.cast("int16"),
        row=rows.row.cast("int64"),
        return_year=rows.return_year.cast("int16"),
        column=_text(column),
        was=_text(was),
        now=_text(now),
        action=_text(action),
        why=_text(why),
    )


def no_trail(engine: Engine) -> ir.Table:
    """Give the trail of returns with nothing to mend."""
    return engine.table(pl.DataFrame(schema=TRAIL), "trail")


def _text(value: ir.Value | str | None) -> ir.Value:
    if value is None:
        return ibis.null("string")
    return ibis.literal(value) if isinstance(value, str) else value.cast("string")
