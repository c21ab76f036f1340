"""What did the yearly form on each child in care (OC2) say?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import polars as pl

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.returns import Returns

OC2 = "ssda903_oc2"

FLAGS = (
    "convicted", "health_check", "immunisations", "teeth_check", "health_assessment",
    "substance_misuse", "intervention_received", "intervention_offered",
)  # fmt: skip

YEARLY = pl.Schema(
    {"child": pl.String, "return_year": pl.Int16, "sdq_score": pl.Int32}
    | dict.fromkeys(FLAGS, pl.Boolean)
)
"""The columns of the yearly table. A flag that was left blank is null, which is not "no"."""

YES = "1"


def yearly(engine: Engine, returns: Returns) -> ir.Table:
    """Give one row for each child and return: the last, where a return holds two."""
    if OC2 not in returns.tables:
        return engine.table(pl.DataFrame(schema=YEARLY), "yearly")
    rows = engine.read(returns.tables[OC2])
    along = ibis.window(group_by=["child", "return_year"], order_by=["file", "row"])
    rows = rows.mutate(later=rows.row.lead().over(along))
    rows = rows.filter(rows.later.isnull())
    return rows.select(
        "child",
        "return_year",
        sdq_score=rows.sdq_score.cast("int32"),
        **{flag: rows[flag].cast("string") == YES for flag in FLAGS},
    )
