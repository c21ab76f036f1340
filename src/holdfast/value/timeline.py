"""What did each child's days and events cost, line by line?

From spells to cost lines, as Ibis expressions that run alike on any engine. A line is a span at
so much a day, or an amount on one day. Where a price is missing no line is made up: the spell
goes to `unpriced`, to be named with its days.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import ibis

from holdfast.library.unit_costs import Basis
from holdfast.value.placement import not_found, with_prices
from holdfast.value.process import DIED, MAINTAIN, PROCESSES, Count, Group, Process
from holdfast.value.spans import OPEN, merged, without

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    import ibis.expr.types as ir

    from holdfast.value.unit_cost import Price, PriceList

SIXTEEN = 16
MOVE = "move"
PLACED = "placement"
SHORT_BREAK = "short_break"
Exemption = Literal["disabled", "uasc"]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class CostTimeline:
    """Every child's cost lines, and what could not be priced.

    Attributes
    ----------
    lines
        `child`, `process` (a name of `PriceList.categories`), `start`, `end` (exclusive; the
        start itself for an amount), `per_day`, `amount`, `once`, `recurring`. Pounds in the
        price year of the price list, not discounted.
    unpriced
        `child`, `what`, `start`, `end`: spells that cost something nobody could price.
    """

    lines: ir.Table
    unpriced: ir.Table


def cost_lines(
    spells: ir.Table,
    children: ir.Table,
    prices: PriceList,
    *,
    until: date,
    no_transition_for: Collection[Exemption] = (),
) -> CostTimeline:
    """Turn spells into cost lines by the rules of `holdfast.value.process`.

    Parameters
    ----------
    spells
        `child`, `stage`, `start`, `end`, `detail`, `end_reason`, `provider`: what
        `holdfast.records.journey` gives. Keep a cohort by filtering them first.
    children
        `child`, `birth_month`, `disabled`, `uasc`.
    prices
        From `holdfast.value.unit_cost.price_list`.
    until
        First day that no return reaches. A spell still open is priced up to it, and nothing is
        supposed about what came after.
    no_transition_for
        Children for whom the transition to leaving care (process 8) is not counted, because
        other services carry it.
    """
    placed = with_prices(_stage(spells, PLACED), prices)
    unknown = placed.filter(placed.basis == Basis.NOT_KNOWN.value)
    short_breaks = _stage(spells, SHORT_BREAK)
    lines = [_placement_lines(placed, prices)]
    unpriced = [
        unknown.select("child", "start", "end", what=_said(unknown)),
        short_breaks.select("child", "start", "end", what=ibis.literal(SHORT_BREAK)),
    ]
    for process in PROCESSES.values():
        if process.count is Count.NOT_SEEN:
            continue
        price = prices.processes.get(process.name)
        found = _found(process, spells, children, placed, no_transition_for)
        if price is not None:
            lines.append(_lines(price, _not_held(process, found, placed, prices)))
        elif process.name != MAINTAIN:
            what = ibis.literal(process.name)
            unpriced.append(found.select("child", "start", "end", what=what))
    return CostTimeline(
        lines=_seen(_stacked(lines), until), unpriced=_seen(_stacked(unpriced), until)
    )


def _placement_lines(placed: ir.Table, prices: PriceList) -> ir.Table:
    """Price the days of every placement that has a price, spell by spell."""
    per_day = [
        (name, price.per_day.amount)
        for name, price in prices.placement_prices.items()
        if price.per_day is not None
    ]
    priced = placed.filter(
        placed.price.notnull(), placed.end.isnull() | (placed.start < placed.end)
    )
    return priced.select(
        "child",
        "start",
        "end",
        process=priced.price,
        per_day=priced.price.cases(*per_day).cast("float64")
        if per_day
        else ibis.null("float64"),
        amount=ibis.literal(0.0),
        once=ibis.literal(False),
        recurring=ibis.literal(True),
    )


def _found(
    process: Process,
    spells: ir.Table,
    children: ir.Table,
    placed: ir.Table,
    no_transition_for: Collection[Exemption],
) -> ir.Table:
    """Find when a process happened: `child`, `start`, `end` (the start itself for a point)."""
    stage = spells.filter(spells.stage == process.stage)
    if process.count is Count.DAYS:
        days = merged(stage)
        return (
            days if process.outside is None else without(days, _stage(spells, process.outside))
        )
    if process.count is Count.END:
        closed = stage.filter(
            stage.end.notnull(), stage.end_reason.isnull() | (stage.end_reason != DIED)
        )
        return _points(closed.select("child", start=closed.end))
    if process.count is Count.SIXTEEN:
        return _sixteen(stage, children, no_transition_for)
    points = _points(stage.select("child", "start"))
    if process.stage == MOVE:
        points = points.anti_join(not_found(placed), ["child", "start"])
    if process.apart:
        order = ibis.window(group_by="child", order_by="start")
        since = points.mutate(before=points.start.lag().over(order))
        days = since.start.delta(since.before, unit="day")
        points = since.filter(since.before.isnull() | (days >= process.apart)).drop("before")
    return points


def _sixteen(
    stage: ir.Table, children: ir.Table, no_transition_for: Collection[Exemption]
) -> ir.Table:
    """Find the first day on which each child was looked after at sixteen or over."""
    told = children.filter(children.birth_month.notnull())
    for exempt in sorted(no_transition_for):
        told = told.filter(~told[exempt].fill_null(False))
    birthdays = told.select(
        "child", sixteenth=(told.birth_month + ibis.interval(years=SIXTEEN)).cast("date")
    )
    both = stage.select("child", "start", "end").join(birthdays, "child")
    old_enough = both.filter(both.end.isnull() | (both.sixteenth < both.end))
    first = old_enough.group_by("child").agg(
        start=ibis.greatest(old_enough.start, old_enough.sixteenth).min()
    )
    return _points(first)


def _not_held(
    process: Process, found: ir.Table, placed: ir.Table, prices: PriceList
) -> ir.Table:
    """Leave out what happened in a placement whose price holds this process already."""
    holding = [
        name
        for name, price in prices.placement_prices.items()
        if process.name in price.includes
    ]
    if process.group is not Group.LOOKED_AFTER or not holding:
        return found
    held = placed.filter(placed.price.isin(holding))
    if process.count is Count.DAYS:
        return without(found, held)
    cover = merged(held).select("child", since=lambda t: t.start, until=lambda t: t.end)
    return found.anti_join(
        cover,
        [
            found.child == cover.child,
            found.start >= cover.since,
            found.start < cover.until.fill_null(ibis.literal(OPEN)),
        ],
    )


def _lines(price: Price, found: ir.Table) -> ir.Table:
    per_day = price.per_day.amount if price.per_day else 0.0
    amount = price.each.amount if price.each else 0.0
    return found.select(
        "child",
        "start",
        "end",
        process=ibis.literal(price.name),
        per_day=ibis.literal(per_day),
        amount=ibis.literal(amount),
        once=ibis.literal(price.each is not None),
        recurring=ibis.literal(price.recurring),
    )


def _said(unknown: ir.Table) -> ir.StringColumn:
    """Name what could not be priced by its codes."""
    return ibis.literal("placement ").concat(
        unknown.detail.fill_null("of no type"),
        ibis.coalesce(ibis.literal(" from ").concat(unknown.provider), ibis.literal("")),
    )


def _seen(lines: ir.Table, until: date) -> ir.Table:
    """Keep what lies before the end of the returns, and close there what is still open."""
    last = ibis.literal(until)
    return lines.filter(lines.start < last).mutate(
        end=ibis.least(lines.end.fill_null(last), last)
    )


def _stage(spells: ir.Table, stage: str) -> ir.Table:
    return spells.filter(spells.stage == stage)


def _points(days: ir.Table) -> ir.Table:
    """Count each child's day once, as a span of no length."""
    return days.select("child", "start").distinct().mutate(end=lambda t: t.start)


def _stacked(tables: Sequence[ir.Table]) -> ir.Table:
    first = tables[0]
    return ibis.union(first, *[table.select(first.columns) for table in tables[1:]])
