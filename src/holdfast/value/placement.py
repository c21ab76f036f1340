"""Which price has each placement, and which changes of placement had to be found?

A temporary placement (hospital, a holiday, seven days elsewhere) does not end the one that it
interrupts: that one is kept and paid for, and going back to it is no new placement to find.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis

from holdfast.library.unit_costs import Basis
from holdfast.value.spans import OPEN

if TYPE_CHECKING:
    from collections.abc import Mapping

    import ibis.expr.types as ir

    from holdfast.value.unit_cost import PriceList


def with_prices(placements: ir.Table, prices: PriceList) -> ir.Table:
    """Say which price each placement has, and on what basis.

    Parameters
    ----------
    placements
        Spells of the stage `placement`: `child`, `start`, `end`, `detail`, `provider`.
    prices
        A rule for the provider goes before one for the type of placement alone.

    Returns
    -------
    Table
        With `basis` (of `holdfast.library.unit_costs.Basis`), `price` (a name of
        `PriceList.placement_prices`, or null), `temporary`, and `settled`: the running number
        of the child's placements, which a temporary one shares with that which it interrupts.
    """
    price = {number: rule.price for number, rule in enumerate(prices.rules)}
    basis = {number: rule.basis.value for number, rule in enumerate(prices.rules)}
    ruled = placements.mutate(rule=_rule_of(placements, prices))
    based = ruled.mutate(
        own=_look_up(ruled.rule, price, "string"), basis=_look_up(ruled.rule, basis, "string")
    ).drop("rule")
    numbered = _numbered(
        based.mutate(temporary=(based.basis == Basis.AS_BEFORE.value).fill_null(False))
    )
    together = ibis.window(group_by=["child", "settled"])
    # Of those with one number only the first can have a price or a basis of its own.
    known = numbered.basis.nullif(Basis.AS_BEFORE.value)
    return numbered.mutate(
        price=numbered.own.max().over(together),
        basis=known.max().over(together).fill_null(Basis.NOT_KNOWN.value),
    ).drop("own")


def not_found(placed: ir.Table) -> ir.Table:
    """Say on which days a change of placement needed no new placement to be found.

    These are moves to a temporary placement, and moves from one back to a placement of the same
    type and provider as before.

    Parameters
    ----------
    placed
        From `with_prices`.

    Returns
    -------
    Table
        `child`, `start`.
    """
    closed = placed.mutate(until=placed.end.fill_null(ibis.literal(OPEN)))
    settled = closed.group_by("child", "settled").agg(
        start=closed.start.min(),
        until=closed.until.max(),
        place=closed.detail.max(where=~closed.temporary),
        provider=closed.provider.max(where=~closed.temporary),
        interrupted=closed.temporary.any(),
    )
    order = ibis.window(group_by="child", order_by="settled")
    before = settled.mutate(
        back=settled.interrupted.lag().over(order),
        place_before=settled.place.lag().over(order),
        provider_before=settled.provider.lag().over(order),
        until_before=settled.until.lag().over(order),
    )
    returned = before.filter(
        before.back,
        before.start == before.until_before,
        before.place == before.place_before,
        before.provider.fill_null("") == before.provider_before.fill_null(""),
    )
    temporary = placed.filter(placed.temporary)
    return returned.select("child", "start").union(temporary.select("child", "start"))


def _rule_of(placements: ir.Table, prices: PriceList) -> ir.IntegerColumn:
    """Number the rule of each placement; null where no rule names its code."""
    exact = {
        f"{place}/{provider}": number
        for number, rule in enumerate(prices.rules)
        for place in rule.places
        for provider in rule.providers
    }
    rest = {
        place: number
        for number, rule in enumerate(prices.rules)
        if not rule.providers
        for place in rule.places
    }
    return ibis.coalesce(
        _look_up(placements.detail.concat("/", placements.provider), exact, "int64"),
        _look_up(placements.detail, rest, "int64"),
    )


def _look_up(
    key: ir.Value, pairs: Mapping[str, int] | Mapping[int, str | None], kind: str
) -> ir.Value:
    known = [(one, other) for one, other in pairs.items() if other is not None]
    return key.cases(*known).cast(kind) if known else ibis.null(kind)


def _numbered(based: ir.Table) -> ir.Table:
    """Number each child's placements, a temporary one with the one that it follows."""
    order = ibis.window(group_by="child", order_by=["start", "end"])
    closed = based.mutate(end=based.end.fill_null(ibis.literal(OPEN)))
    follows = closed.mutate(before=closed.end.lag().over(order))
    apart = (follows.start != follows.before).fill_null(True)
    anew = follows.mutate(anew=(~follows.temporary | apart).cast("int64"))
    so_far = ibis.window(
        group_by="child", order_by=["start", "end"], preceding=None, following=0
    )
    numbered = anew.mutate(settled=anew.anew.sum().over(so_far))
    return numbered.mutate(end=numbered.end.nullif(ibis.literal(OPEN))).drop("before", "anew")
