"""What happened while the child was in care, beside the episodes?

Reviews, times missing or away, deprivations of liberty, and placements for adoption: one
table of the SSDA903 each, and none of them needed. A placement for adoption is returned with
an end only where the decision was reversed; one that led to adoption ends as the child leaves
care.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from holdfast.records.spells import SSDA903, spells

if TYPE_CHECKING:
    from collections.abc import Callable

    import ibis.expr.types as ir

    from holdfast.records.kind_of_return import KindOfReturn
    from holdfast.records.repairs import Repaired


def stay_events(ssda903: KindOfReturn, repaired: Repaired | None) -> list[ir.Table]:
    """Give the spells of whichever of the four tables was returned."""
    left_care = None if repaired is None else _left_care(repaired)
    makers: dict[str, Callable[[KindOfReturn], ir.Table]] = {
        "ssda903_reviews": _reviews,
        "ssda903_missing": _missing,
        "ssda903_dolo": _deprivation_of_liberty,
        "ssda903_placed_adoption": partial(_placed_for_adoption, left_care=left_care),
    }
    return [make(ssda903) for table, make in makers.items() if ssda903.has(table)]


def _left_care(repaired: Repaired) -> ir.Table:
    episodes = repaired.episodes.filter("ends_period")
    return episodes.filter(episodes.dec.notnull()).select("child", left="dec")


def _reviews(ssda903: KindOfReturn) -> ir.Table:
    rows = ssda903.latest("ssda903_reviews", key=("child", "review"), says=("review_code",))
    return spells(
        rows,
        "review",
        start=rows.review,
        end=rows.review,
        source=SSDA903,
        detail=rows.review_code,
    )


def _missing(ssda903: KindOfReturn) -> ir.Table:
    rows = ssda903.latest(
        "ssda903_missing", key=("child", "mis_start"), says=("missing",), end="mis_end"
    )
    return spells(
        rows,
        "missing",
        start=rows.mis_start,
        end=rows.mis_end,
        source=SSDA903,
        detail=rows.missing,
    )


def _deprivation_of_liberty(ssda903: KindOfReturn) -> ir.Table:
    rows = ssda903.latest("ssda903_dolo", key=("child", "dolo_start"), end="dolo_end")
    return spells(
        rows,
        "deprivation_of_liberty",
        start=rows.dolo_start,
        end=rows.dolo_end,
        source=SSDA903,
    )


def _placed_for_adoption(ssda903: KindOfReturn, left_care: ir.Table | None) -> ir.Table:
    rows = ssda903.latest(
        "ssda903_placed_adoption",
        key=("child", "date_placed"),
        also=("reason_placed_ceased",),
        end="date_placed_ceased",
        left_care=left_care,
    )
    return spells(
        rows,
        "placed_for_adoption",
        start=rows.date_placed,
        end=rows.date_placed_ceased,
        source=SSDA903,
        end_reason=rows.reason_placed_ceased,
    )
