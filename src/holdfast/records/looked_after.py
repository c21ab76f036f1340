"""When was the child in care, how often, by what right, and where did they go from it?

From linked episodes (`holdfast.records.links`): periods of care, short breaks, episodes, legal
statuses, interim care orders, and the stage that follows care.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.library.stages import UNKNOWN_EXIT, exits
from holdfast.records.links import CONTINUES
from holdfast.records.spells import SSDA903, spells

if TYPE_CHECKING:
    import ibis.expr.types as ir

INTERIM_CARE_ORDER = "C1"
DIED = "died"


def looked_after(episodes: ir.Table) -> ir.Table:
    """Give one spell for each period of care.

    A period that was open when the records begin starts with the earliest episode known, which
    may have started before the first return: the child was then in care already.
    """
    ends = episodes.filter(is_period(episodes))
    opening = episodes.filter(
        ~episodes.short_break & (episodes.decom == episodes.period_start)
    ).select("child", "period_start", opening_status="ls")
    periods = ends.join(opening, ["child", "period_start"])
    return _care(
        periods,
        "looked_after",
        start=periods.period_start,
        end=periods.dec,
        detail=periods.opening_status,
        end_reason=_exit_reason(periods),
    )


def after_care(episodes: ir.Table) -> ir.Table:
    """Give the stage that followed each period of care, until the child came back if ever."""
    left = episodes.filter(is_period(episodes) & episodes.dec.notnull())
    reason = _exit_reason(left)
    stage = stage_after(reason)
    return _care(
        left,
        stage,
        start=left.dec,
        end=ibis.ifelse(stage == DIED, left.dec, left.next_start),
        detail=reason,
    )


def short_breaks(episodes: ir.Table) -> ir.Table:
    """Give the stays under a series of short breaks, which are no period of care."""
    rows = episodes.filter(episodes.short_break)
    return _care(
        rows,
        "short_break",
        start=rows.decom,
        end=rows.dec,
        detail=rows.ls,
        end_reason=rows.rec,
        provider=rows.place_provider,
    )


def episode(episodes: ir.Table) -> ir.Table:
    """Give every episode as it stands, short breaks too."""
    return _care(
        episodes,
        "episode",
        start=episodes.decom,
        end=episodes.dec,
        detail=episodes.ls.fill_null("") + "/" + episodes.place.fill_null(""),
        end_reason=episodes.rec,
        provider=episodes.place_provider,
    )


def legal_status(episodes: ir.Table) -> ir.Table:
    """Give the stays under one legal status, within a period of care."""
    rows = episodes.filter(is_status(episodes))
    return _care(rows, "legal_status", start=rows.status_start, end=rows.dec, detail=rows.ls)


def proceedings(episodes: ir.Table) -> ir.Table:
    """Give the stays under an interim care order: the court has the case."""
    rows = episodes.filter(is_interim_order(episodes))
    return _care(rows, "proceedings", start=rows.status_start, end=rows.dec)


def is_period(episodes: ir.Table) -> ir.Value:
    """Say of an episode whether a period of care ends with it, or is open in it."""
    return ~episodes.short_break & episodes.ends_period


def is_status(episodes: ir.Table) -> ir.Value:
    """Say of an episode whether a legal status ends with it, or is open in it."""
    return ~episodes.short_break & episodes.ends_status


def is_interim_order(episodes: ir.Table) -> ir.Value:
    """Say of an episode whether an interim care order ends with it, or is open in it."""
    return is_status(episodes) & (episodes.ls == INTERIM_CARE_ORDER)


def stage_after(reason: ir.Value) -> ir.Value:
    """Give the stage to which a reason for ceasing leads."""
    return ibis.cases(
        *((reason == code, stage) for code, stage in sorted(exits().items())),
        else_=UNKNOWN_EXIT,
    )


def _exit_reason(rows: ir.Table) -> ir.Value:
    return rows.rec.nullif(CONTINUES)


def _care(rows: ir.Table, stage: ir.Value | str, **columns: ir.Value) -> ir.Table:
    return spells(rows, stage, source=SSDA903, **columns)
