"""What would London's pipeline make of these episodes?

The five rules (two of them with a variant) of the episode repair in
SocialFinanceDigitalLabs/liia-tools-pipeline, with the codes of its own that it writes: E99
for a reason that it does not know, LIIAF on an episode that it closed. They are here so that
an authority which shares its data in that form can have the same rows;
`docs/explanation/repairs.md` says why the default rules differ.

The first stage looks at open episodes that are not in the latest return, the second at dates.
In both, the one before and the one after are the neighbours that the child had when the stage
began. Placement postcodes are compared by their outward part, which is all that is staged.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.records.links import CONTINUES
from holdfast.records.repairs.rows import Bench, Step, mended
from holdfast.records.repairs.trail import CHANGED, DELETED, trail_of

if TYPE_CHECKING:
    import ibis.expr.types as ir

NOT_RECORDED = "E99"
CLOSED_BY_RULE = "LIIAF"

PLACED = ("pl_post", "urn")
"""Columns that these rules compare, and ours do not."""

_ALIKE = ("rne", "ls", "place", "place_provider", *PLACED)
_MOVES = ("P", "B", "T", "U")

_DUPLICATE = "london-3"
_REPLACED = "london-3a"
_CEASED = "london-2"
_RETURNED = "london-1a"
_WENT_ON = "london-1"
_OVERLAPS = "london-4"
_GAP = "london-5"

_WHY = {
    _DUPLICATE: "the same as its neighbour but for its start",
    _REPLACED: "the episode before it was returned later",
    _CEASED: "no later episode: closed at 31 March with E99",
    _RETURNED: "the child came back later: closed with E99",
    _WENT_ON: "the child stayed in care: closed where the next starts, with X1",
    _OVERLAPS: "overlaps an episode that was returned later",
    _GAP: "X1, but a gap before an episode that was returned later",
}


def close_or_delete(bench: Bench, rows: ir.Table) -> Step:
    """Apply the first stage: rules 1, 1A, 2, 3 and 3A."""
    along = ibis.window(group_by="child", order_by="decom")
    beside = {
        f"{side}_{column}": value
        for column in ("decom", "return_year", *_ALIKE)
        for side, value in (
            ("next", rows[column].lead().over(along)),
            ("before", rows[column].lag().over(along)),
        )
    }
    rows = rows.mutate(**beside)
    has_next = rows.next_decom.notnull()
    duplicate = (has_next & _alike(rows, "next")) | (
        rows.before_decom.notnull() & _alike(rows, "before")
    )
    rule = ibis.cases(
        (rows.dec.notnull() | (rows.return_year == bench.years.latest), ibis.null("string")),
        (duplicate, _DUPLICATE),
        (rows.before_return_year > rows.return_year, _REPLACED),
        (~has_next, _CEASED),
        (rows.next_rne == "S", _RETURNED),
        else_=_WENT_ON,
    )
    rows = rows.mutate(rule=rule)
    year_end = bench.years.last_day(rows.return_year)
    # DuckDB makes a time of a day less a day, which Ibis does not know.
    eve = (rows.next_decom - ibis.interval(days=1)).cast("timestamp").date()
    seen = bench.engine.keep(
        rows.mutate(
            end=ibis.cases(
                (rows.rule == _WENT_ON, rows.next_decom),
                (rows.rule == _RETURNED, ibis.least(year_end, eve)),
                (rows.rule == _CEASED, year_end),
                else_=rows.dec,
            )
        ),
        "london",
    )
    gone = seen.rule.isin((_DUPLICATE, _REPLACED)).fill_null(False)
    ceased = seen.rule.isin((_CEASED, _RETURNED))
    moved = (seen.rule == _WENT_ON) & seen.next_rne.isin(_MOVES)
    return Step(
        rows=mended(
            bench,
            seen.filter(~gone).mutate(
                dec=seen.end,
                rec=ibis.cases(
                    (seen.rule == _WENT_ON, CONTINUES), (ceased, NOT_RECORDED), else_=seen.rec
                ),
                reason_place_change=ibis.cases(
                    (moved, CLOSED_BY_RULE), else_=seen.reason_place_change
                ),
            ),
        ),
        trail=(
            _trail(seen.filter(gone), action=DELETED),
            _trail(seen.filter(~gone & seen.rule.notnull()), action=CHANGED),
        ),
    )


def meet_the_next(bench: Bench, rows: ir.Table) -> Step:
    """Apply the second stage: rules 4 and 5."""
    along = ibis.window(group_by="child", order_by="decom")
    rows = rows.mutate(
        next_decom=rows.decom.lead().over(along),
        next_return_year=rows.return_year.lead().over(along),
    )
    later = rows.return_year < rows.next_return_year
    rule = ibis.cases(
        (later & (rows.dec > rows.next_decom), _OVERLAPS),
        (later & (rows.dec < rows.next_decom) & (rows.rec == CONTINUES), _GAP),
    )
    seen = bench.engine.keep(
        rows.mutate(rule=rule, end=ibis.ifelse(rule.notnull(), rows.next_decom, rows.dec)),
        "london",
    )
    return Step(
        rows=mended(bench, seen.mutate(dec=seen.end)),
        trail=(_trail(seen.filter(seen.rule.notnull()), action=CHANGED),),
    )


def _alike(rows: ir.Table, side: str) -> ir.Value:
    alike = ibis.literal(True)
    for column in _ALIKE:
        alike &= rows[column].identical_to(rows[f"{side}_{column}"])
    return alike


def _trail(rows: ir.Table, *, action: str) -> ir.Table:
    changed = action == CHANGED
    return trail_of(
        rows,
        rule=rows.rule,
        action=action,
        why=ibis.cases(*((rows.rule == rule, why) for rule, why in _WHY.items())),
        column="dec" if changed else None,
        was=rows.dec if changed else None,
        now=rows.end if changed else None,
    )
