"""What do the returns of one kind hold, all years together?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.records.repairs.versions import latest
from holdfast.records.return_years import ReturnYears
from holdfast.records.spells import CIN

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.returns import Returns


def years_of(returns: Returns, kind: str) -> ReturnYears:
    """Give the years of one kind of return, and the days on which they close.

    A CIN census closes on the reference date that it names.
    """
    closes: Mapping[int, date] = returns.reference_dates if kind == CIN else {}
    return ReturnYears(tuple(sorted(returns.years[kind])), closes)


class KindOfReturn:
    """The tables of one kind of return, and the trail of what was mended in them."""

    def __init__(self, engine: Engine, returns: Returns, kind: str) -> None:
        self.engine = engine
        self.years = years_of(returns, kind)
        self.trail: list[ir.Table] = []
        self._tables = returns.tables

    def has(self, table: str) -> bool:
        """Say whether a table was returned."""
        return table in self._tables

    def latest(
        self,
        table: str,
        *,
        key: tuple[str, ...],
        says: tuple[str, ...] = (),
        also: tuple[str, ...] = (),
        end: str | None = None,
        never_lasted: str | None = None,
        left_care: ir.Table | None = None,
    ) -> ir.Table:
        """Give the latest version of each thing; see `holdfast.records.repairs.versions`."""
        found = latest(
            self.engine,
            self.engine.read(self._tables[table]),
            self.years,
            table=table,
            key=key,
            says=says,
            also=also,
            end=end,
            never_lasted=never_lasted,
            left_care=left_care,
        )
        self.trail.extend(found.trail)
        return self.engine.keep(found.rows, table)
