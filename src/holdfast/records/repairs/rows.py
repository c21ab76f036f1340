"""What does a repair work on, and what does it give back?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import ibis

from holdfast.records.links import EPISODE

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.return_years import ReturnYears

ROW = (*EPISODE, "file", "row", "first_year")
"""A row under repair: an episode, where it stood, and the first return that held it."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Limits:
    """How far apart may two days be and still be taken for one? Each with its reason."""

    corrected_start: int = 31
    """Days between the start of an episode and its corrected start.

    Most corrections are of a few days. A slip of the month in a typed date is up to 31.
    """

    gap_under_x1: int = 31
    """Days between two episodes that both say care went on, to be bridged.

    Again a slip of the month, or one short episode lost between them. When more days are
    missing, nobody can say where the child was.
    """


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """What one rule left of the rows, and the trail of what it did."""

    rows: ir.Table
    trail: tuple[ir.Table, ...] = field(default=())


@dataclass(frozen=True, kw_only=True, slots=True)
class Bench:
    """What every rule has at hand."""

    engine: Engine
    years: ReturnYears
    limits: Limits
    columns: tuple[str, ...] = ROW


Rule: TypeAlias = Callable[[Bench, "ir.Table"], Step]
"""What a repair is: it looks at all the rows and gives back those that it leaves."""


def with_next(rows: ir.Table) -> ir.Table:
    """Set beside each episode what follows it in the child's life."""
    along = ibis.window(group_by="child", order_by="decom")
    return rows.mutate(
        next_start=rows.decom.lead().over(along),
        next_reason=rows.rne.lead().over(along),
        next_first_year=rows.first_year.lead().over(along),
        next_return_year=rows.return_year.lead().over(along),
    )


def goes_on(rows: ir.Table) -> ir.Value:
    """Say whether the next episode tells that care went on: its reason is not S."""
    return rows.next_start.notnull() & ~rows.next_reason.identical_to(ibis.literal("S"))


def mended(bench: Bench, rows: ir.Table) -> ir.Table:
    """Leave out what a rule needed only to decide."""
    return rows.select(*bench.columns)
