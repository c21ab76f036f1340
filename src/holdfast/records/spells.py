"""What is a spell? A dated stay of one child in one stage, or an event on one day.

Half-open: the day a spell ends is not in it. An event ends on the day it starts. A spell
without an end was still open when the child was last seen.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import ibis
import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable

    import ibis.expr.types as ir

SPELLS = pl.Schema(
    {
        "child": pl.String,
        "stage": pl.String,
        "start": pl.Date,
        "end": pl.Date,
        "detail": pl.String,
        "end_reason": pl.String,
        "provider": pl.String,
        "source": pl.String,
        "return_year": pl.Int16,
    }
)
"""The columns of the table of spells; `docs/reference/journeys.md` says what each holds."""

SSDA903 = "ssda903"
CIN = "cin"
ANNEX_A = "annex_a"


def spells(
    rows: ir.Table,
    stage: ir.Value | str,
    *,
    start: ir.Value,
    end: ir.Value,
    source: str,
    detail: ir.Value | None = None,
    end_reason: ir.Value | None = None,
    provider: ir.Value | None = None,
) -> ir.Table:
    """Make spells of rows, one a row. Rows without a start make none."""

    def text(value: ir.Value | None) -> ir.Value:
        return ibis.null("string") if value is None else value.cast("string")

    return rows.filter(start.notnull()).select(
        "child",
        stage=ibis.literal(stage) if isinstance(stage, str) else stage,
        start=start,
        end=end,
        detail=text(detail),
        end_reason=text(end_reason),
        provider=text(provider),
        source=ibis.literal(source),
        return_year=rows.return_year.cast("int16"),
    )


def together(tables: Iterable[ir.Table]) -> ir.Table:
    """Put tables of spells under each other."""
    return reduce(lambda above, below: above.union(below), tables)


def in_order(table: ir.Table) -> ir.Table:
    """Sort spells by child, start, stage and end, and leave nothing to chance after that."""
    return table.order_by(
        "child", "start", "stage", "end", "detail", "end_reason", "provider", "source",
        "return_year",
    )  # fmt: skip
