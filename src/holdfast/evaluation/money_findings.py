"""What was found of cost and value, as it may be shown? That part of the findings.

A kind of cost that only a few children of an arm ran up is joined with others of its kind, so
that no single child's placement can be read off its mean.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.evaluation.findings_money import (
    Acceptability,
    CostLine,
    CostMonth,
    Costs,
    DrawBin,
    Interval,
    ProgrammeCost,
    Value,
)
from holdfast.evaluation.outcome_findings import UNKNOWN, few_run_up, interval
from holdfast.measure.resampling import limits
from holdfast.value.benefit import Answer

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from holdfast.evaluation.findings import Count
    from holdfast.evaluation.measured import Measured
    from holdfast.evaluation.priced import Priced
    from holdfast.evaluation.protocol import Protocol
    from holdfast.kernel.disclosure import Disclosure
    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.tally import Tally

    FloatArray = NDArray[np.float64]

NO_PRICE = "A description permits no saving: there is nothing to set the cost against."
PRICE = {
    Answer.RATIO: "Net of what was saved, each care day fewer cost the authority this much.",
    Answer.DOMINANT: "Days in care were fewer and money was left over, so there is no price to "
    "give for a care day fewer.",
    Answer.DOMINATED: "More money was spent and days in care were no fewer, so there is no "
    "price to give for a care day fewer.",
    Answer.SAVES_AND_ADDS_DAYS: "Money was left over but days in care were more, so there is "
    "no care day fewer to price.",
    Answer.NOT_MEANINGFUL: "The interval of care days fewer includes none at all: a price for "
    "each would mislead.",
}
"""What may be said of the price of a care day, in words that name no cause."""


@dataclass(frozen=True, kw_only=True, eq=False)
class _Kind:
    """One line of cost before it is written: its mean and draws in each arm."""

    process: str
    label: str
    recurring: bool
    source: str
    value: tuple[float, float]
    draws: tuple[FloatArray, FloatArray]


def costs(
    found: Priced,
    known: Measured,
    protocol: Protocol,
    served: Count,
    rules: Disclosure,
) -> Costs:
    """Give what each arm's days cost, line by line and month by month."""
    claims = protocol.design != "before-after"
    level = protocol.bootstrap.level
    value = found.value
    return Costs(
        price_year=found.prices.price_year,
        library=protocol.costs.library,
        deflator=found.prices.deflator,
        horizon_days=protocol.outcome.horizon_days,
        programme_cost=_programme_cost(found, served),
        per_child_programme=interval(value.cost_programme, least=0.0),
        per_child_comparison=interval(value.cost_comparison, least=0.0),
        difference=_turned(value.cost_avoided) if claims else UNKNOWN,
        lines=tuple(
            _line(kind, level=level, claims=claims) for kind in _kinds(found, known, rules)
        ),
        timeline=_timeline(found.costs.values(), level=level),
        not_priced=_not_priced(found),
    )


def _turned(of: Estimate) -> Interval:
    """Give comparison less programme as programme less comparison."""
    return Interval(value=-of.value, low=-of.high, high=-of.low)


def _programme_cost(found: Priced, served: Count) -> ProgrammeCost:
    paid = found.programme
    return ProgrammeCost(
        total=_about(paid.total.amount),
        recurring=_about(paid.recurring.amount),
        one_off=_about(paid.one_off.amount),
        in_kind=_about(paid.in_kind.amount),
        children_served=served,
        per_child=paid.per_child.amount,
        by_category={one.category: _about(one.total.amount) for one in paid.by_category},
        words=paid.words,
    )


def _about(pounds: float) -> float:
    """Give an amount to two significant digits.

    An exact total over the exact cost for each child would be the exact number of children.
    """
    return float(f"{pounds:.2g}")


def _kinds(found: Priced, known: Measured, rules: Disclosure) -> list[_Kind]:
    """Give each category of cost, joining those that few children ran up."""
    shown: list[_Kind] = []
    joined: dict[bool, list[_Kind]] = {True: [], False: []}
    for name, one in found.costs.items():
        price = found.prices.categories[name]
        kind = _Kind(
            process=name,
            label=price.label,
            recurring=price.recurring,
            source=price.source,
            value=(one.programme.value, one.comparison.value),
            draws=(one.programme_draws, one.comparison_draws),
        )
        few = few_run_up(known, found.accruals[name], rules)
        (joined[price.recurring] if few else shown).append(kind)
    for recurring, kinds in joined.items():
        # One kind joined with nothing is itself: take the smallest of its sort with it.
        alike = [kind for kind in shown if kind.recurring is recurring]
        if len(kinds) == 1 and alike:
            least = min(alike, key=lambda kind: kind.value[0] + kind.value[1])
            shown.remove(least)
            kinds.append(least)
        if kinds:
            shown.append(_joined(kinds, recurring=recurring))
    return shown


def _joined(kinds: list[_Kind], *, recurring: bool) -> _Kind:
    sort = "recurring" if recurring else "one-off"
    return _Kind(
        process=f"other_{sort.replace('-', '_')}",
        label=f"Other {sort} costs, joined because few children had them",
        recurring=recurring,
        source="; ".join(sorted({kind.source for kind in kinds})),
        value=(sum(kind.value[0] for kind in kinds), sum(kind.value[1] for kind in kinds)),
        draws=(
            np.sum([kind.draws[0] for kind in kinds], axis=0),
            np.sum([kind.draws[1] for kind in kinds], axis=0),
        ),
    )


def _line(kind: _Kind, *, level: float, claims: bool) -> CostLine:
    programme, comparison = (
        _of_draws(value, draws, level=level, least=0.0)
        for value, draws in zip(kind.value, kind.draws, strict=True)
    )
    difference = _of_draws(
        kind.value[0] - kind.value[1], kind.draws[0] - kind.draws[1], level=level
    )
    return CostLine(
        process=kind.process,
        label=kind.label,
        recurring=kind.recurring,
        programme=programme,
        comparison=comparison,
        difference=difference if claims else UNKNOWN,
        source=kind.source,
    )


def _of_draws(
    value: float, draws: FloatArray, *, level: float, least: float = -np.inf
) -> Interval:
    low, high = (float(limit) for limit in limits(draws, level=level))
    return Interval(value=max(value, least), low=max(low, least), high=max(high, least))


def _timeline(costs: Iterable[Tally], *, level: float) -> tuple[CostMonth, ...]:
    """Give the mean cost of each month of follow-up, all kinds together."""
    every = list(costs)
    if not every:
        return ()
    arms = [
        _months(
            np.sum([getattr(one, f"{arm}_parts") for one in every], axis=0),
            np.sum([getattr(one, f"{arm}_part_draws") for one in every], axis=0),
            level=level,
        )
        for arm in ("programme", "comparison")
    ]
    return tuple(
        CostMonth(month=month, programme=programme, comparison=comparison)
        for month, (programme, comparison) in enumerate(zip(*arms, strict=True), start=1)
    )


def _months(parts: FloatArray, draws: FloatArray, *, level: float) -> list[Interval]:
    return [
        _of_draws(float(value), of, level=level, least=0.0)
        for value, of in zip(parts, draws, strict=True)
    ]


def _not_priced(found: Priced) -> tuple[str, ...]:
    """Say what no figure of the library prices, and what stands in for another."""
    days = [
        f"{name}: no price; left out of every cost."
        for name, one in found.not_priced.items()
        if one.programme.value > 0 or one.comparison.value > 0
    ]
    return (*days, *found.prices.notes)


def value(found: Priced, protocol: Protocol, claim: str) -> Value:
    """Give the net value to the authority."""
    one = found.value
    paid = one.programme_cost_per_child.amount
    if protocol.design == "before-after":
        return Value(
            price_year=one.price_year,
            discount=one.discounting,
            net_saving=UNKNOWN,
            gross_saving=UNKNOWN,
            programme_cost_per_child=paid,
            probability_of_saving=None,
            care_days_avoided=UNKNOWN,
            cost_per_care_day_avoided=UNKNOWN,
            cost_per_care_day_words=NO_PRICE,
            break_even_days=None,
            break_even_share=None,
            acceptability=(),
            draws=(),
            permitted_claim=claim,
        )
    price = one.cost_per_care_day_avoided
    return Value(
        price_year=one.price_year,
        discount=one.discounting,
        net_saving=interval(one.net_saving),
        gross_saving=interval(one.cost_avoided),
        programme_cost_per_child=paid,
        probability_of_saving=one.probability_of_saving.value,
        care_days_avoided=interval(one.care_days_avoided),
        cost_per_care_day_avoided=interval(price.estimate),
        cost_per_care_day_words=PRICE[price.answer],
        break_even_days=one.break_even.care_days,
        break_even_share=one.break_even.share_of_effect,
        acceptability=tuple(
            Acceptability(pay_per_care_day=point.threshold, probability=point.probability)
            for point in one.acceptability
        ),
        draws=tuple(DrawBin(low=b.low, high=b.high, share=b.share) for b in one.draws),
        permitted_claim=claim,
    )
