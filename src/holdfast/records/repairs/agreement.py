"""Whose episodes already agree with each other, from return to return and from day to day?

Nearly all children's do. They need no repair, so they are looked at once and left alone; the
rules, which look many times, run on the others only. A child is taken for clear only where
every rule would leave every row as it is and where both ways of linking give the same answer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import (
    CONTINUES,
    NEW_STATUS,
    REASONS,
    SHORT_BREAKS,
    STARTED,
)

if TYPE_CHECKING:
    import ibis.expr.types as ir


def another_version(linked: ir.Table) -> ir.Value:
    """Say whether the row that follows is the same episode, as a later return holds it."""
    return linked.next_start == linked.decom


def disagrees(linked: ir.Table, *, latest: int) -> ir.Value:
    """Say of a row, linked by its reason, whether it calls for a closer look."""
    known = (
        linked.rne.isin(REASONS)
        & linked.ls.notin(SHORT_BREAKS)
        & (linked.dec.isnull() | (linked.dec >= linked.decom))
    )
    carried_on = (
        linked.dec.isnull()
        & linked.rec.isnull()
        & (linked.next_year > linked.return_year)
        & (linked.next_reason == linked.rne)
        & (linked.next_status == linked.ls)
        & linked.next_place.identical_to(linked.place)
        & linked.next_provider.identical_to(linked.place_provider)
    )
    still_open = (
        linked.next_start.isnull() & linked.rec.isnull() & (linked.return_year == latest)
    )
    went_on = (
        (linked.next_start == linked.dec)
        & (linked.next_reason != STARTED)
        & ibis.ifelse(
            linked.next_reason.isin(NEW_STATUS),
            linked.next_status != linked.ls,
            linked.next_status == linked.ls,
        )
    )
    left = linked.next_start.isnull() | (
        (linked.next_reason == STARTED) & (linked.next_start >= linked.dec)
    )
    agrees = known & ibis.cases(
        (another_version(linked), carried_on),
        (linked.dec.isnull(), still_open),
        (linked.rec == CONTINUES, went_on),
        (linked.rec.notnull(), left),
        else_=False,
    )
    return ~agrees.fill_null(False)
