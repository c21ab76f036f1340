"""Who cared for the child, and when did that change?

A placement is consecutive episodes with the same carer. Episodes that differ only in legal
status are one placement, and so are those where the kind of placement changes and the carer
does not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES
from holdfast.records.spells import SSDA903, spells

if TYPE_CHECKING:
    import ibis.expr.types as ir

LEGAL_STATUS_ONLY = "L"


def placements(episodes: ir.Table) -> ir.Table:
    """Give one spell for each placement of a period of care.

    Its kind and provider are those it had last. Why it ended is the reason of the change of
    placement, or the reason that care ceased.
    """
    rows = episodes.filter(is_placement(episodes))
    why = ibis.ifelse(rows.ends_period, rows.rec.nullif(CONTINUES), rows.reason_place_change)
    return spells(
        rows,
        "placement",
        start=rows.placement_start,
        end=rows.dec,
        source=SSDA903,
        detail=rows.place,
        end_reason=ibis.ifelse(rows.dec.isnull(), ibis.null("string"), why),
        provider=rows.place_provider,
    )


def moves(episodes: ir.Table) -> ir.Table:
    """Give an event for each placement of a period of care but its first."""
    rows = episodes.filter(is_move(episodes))
    return spells(
        rows,
        "move",
        start=rows.next_start,
        end=rows.next_start,
        source=SSDA903,
        detail=rows.next_place,
        end_reason=rows.reason_place_change,
    )


def is_legal_status_split(episodes: ir.Table) -> ir.Value:
    """Say of an episode whether it was merged into a placement since only its status is new."""
    merged = (
        ~episodes.short_break
        & (episodes.rne == LEGAL_STATUS_ONLY)
        & (episodes.placement_start < episodes.decom)
    )
    return merged.fill_null(False)


def is_placement(episodes: ir.Table) -> ir.Value:
    """Say of an episode whether a placement ends with it, or is open in it."""
    return ~episodes.short_break & episodes.ends_placement


def is_move(episodes: ir.Table) -> ir.Value:
    """Say of an episode whether the child moved from it to another placement."""
    return is_placement(episodes) & ~episodes.ends_period
