"""Did the programme save the authority money, and what did it pay for a day in care avoided?

Net saving for each child = what the comparison children cost less what the programme children
cost over the same horizon, less the programme's cost for each child served. The draws of
costs and of days in care are of the same resamples, so uncertainty is carried through jointly.
The ledger's cost for each child is taken as known.

The result is the authority's money within the horizon, nothing else: not what children,
families, schools, courts or the health service gained or lost, nor any cost or saving after the
horizon.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import LEVEL, Estimate, Rate
from holdfast.measure.resampling import METHOD
from holdfast.value.uncertainty import Acceptability, Draws, acceptability_curve

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from holdfast.kernel.money import Money
    from holdfast.measure.tally import Tally
    from holdfast.value.programme_cost import ProgrammeCost


class Answer(StrEnum):
    """What may be said about the price of a care day avoided."""

    RATIO = "a price for each care day avoided"
    DOMINANT = "saves money and avoids care days"
    DOMINATED = "costs more and avoids no care days"
    SAVES_AND_ADDS_DAYS = "saves money, with more days in care"
    NOT_MEANINGFUL = "not meaningful"


WORDS = {
    Answer.RATIO: ("Each care day avoided cost the authority this much, net of what it saved."),
    Answer.DOMINANT: (
        "The programme avoided days in care and saved money: a care day avoided had no price."
    ),
    Answer.DOMINATED: (
        "The programme cost more than it saved and avoided no days in care: there is no "
        "price to give."
    ),
    Answer.SAVES_AND_ADDS_DAYS: (
        "The programme saved money but children spent more days in care, so no care "
        "day was avoided that could have a price."
    ),
    Answer.NOT_MEANINGFUL: (
        "The interval of days avoided includes none at all: a price for each would mislead."
    ),
}


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Arms:
    """One quantity for each child, as it was with the programme and without it."""

    programme: Draws
    comparison: Draws

    @classmethod
    def of(cls, tally: Tally) -> Arms:
        """Take what children of each arm ran up, with its draws, from `holdfast.measure`."""
        return cls(
            programme=Draws(value=tally.programme.value, draws=tally.programme_draws),
            comparison=Draws(value=tally.comparison.value, draws=tally.comparison_draws),
        )

    @property
    def avoided(self) -> Draws:
        """How much less there was with the programme."""
        return self.comparison - self.programme


@dataclass(frozen=True, kw_only=True, slots=True)
class CostPerCareDay:
    """The price of a care day avoided, or the reason why there is none.

    `estimate` is given only for `Answer.RATIO`. A ratio of two uncertain numbers changes its
    meaning with its signs, so none is given where a sign is in doubt.
    """

    answer: Answer
    estimate: Estimate | None

    @property
    def words(self) -> str:
        """The same in a sentence."""
        return WORDS[self.answer]


@dataclass(frozen=True, kw_only=True, slots=True)
class CategoryValue:
    """What one kind of cost came to for each child, in each arm."""

    category: str
    programme: Estimate
    comparison: Estimate
    avoided: Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class BreakEven:
    """How large an effect would just pay for the programme; None where it cannot be said.

    Attributes
    ----------
    programme_cost
        The dearest that the programme could have been, for each child, without a net cost.
        It is the cost avoided, and below zero where costs rose.
    care_days
        Days in care that had to be avoided for each child, at the comparison arm's mean cost
        of a day in care.
    risk_reduction
        Fall in the risk of entry that had to be reached, at the comparison arm's mean cost of
        care for each child who entered.
    share_of_effect
        Programme cost over cost avoided: the share of the saving found that already pays for
        the programme. Above 1 the effect found was too small.
    """

    programme_cost: Estimate
    care_days: float | None
    risk_reduction: float | None
    share_of_effect: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawBin:
    """The share of the resamples whose net saving lies between two amounts."""

    low: float
    high: float
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class NetValue:
    """What the programme was worth to the authority for each child, within the horizon.

    Attributes
    ----------
    price_year, discounting
        The prices, and the named schedule that later amounts were discounted by.
    programme_cost_per_child
        From the ledger, as counted.
    cost_avoided
        Cost without the programme less cost with it, the programme's own cost not included.
    net_saving
        `cost_avoided` less the programme's cost. Below zero the programme cost money.
    probability_of_saving
        Resamples with a net saving, out of all. How sure the data make us; not the chance
        that another place would save.
    """

    price_year: str
    discounting: str
    programme_cost_per_child: Money
    cost_programme: Estimate
    cost_comparison: Estimate
    cost_avoided: Estimate
    net_saving: Estimate
    probability_of_saving: Rate
    care_days_avoided: Estimate
    cost_per_care_day_avoided: CostPerCareDay
    break_even: BreakEven
    categories: tuple[CategoryValue, ...]
    acceptability: tuple[Acceptability, ...]
    draws: tuple[DrawBin, ...]


def net_value(
    *,
    costs: Mapping[str, Arms],
    care_days: Arms,
    programme_cost: ProgrammeCost,
    n: int,
    discounting: str,
    of_care: frozenset[str] = frozenset(),
    entry: Arms | None = None,
    thresholds: Sequence[float] = (),
    level: float = LEVEL,
    bins: int = 30,
) -> NetValue:
    """Work out the net value of the programme to the authority, for each child.

    Parameters
    ----------
    costs
        Mean cost for each child in each arm, by category; discounted already, in the price year
        of `programme_cost`.
    care_days
        Mean days in care for each child in each arm.
    programme_cost
        From `holdfast.value.programme_cost`.
    n
        Children behind the estimates.
    discounting
        Name of the schedule by which `costs` were discounted.
    of_care
        The categories that are costs of being in care; they give the cost of a care day.
    entry
        Risk of entry to care in each arm, for the break-even risk.
    thresholds
        Pounds for a care day avoided at which to say how often the programme is worth while.
    level, bins
        Level of the intervals; number of bins for the picture of the draws.
    """
    if not costs:
        raise InputError(
            "There are no costs to compare.",
            code="value.no-cost-lines",
            fix="Check that the cost library prices what the returns hold.",
        )

    def estimate(draws: Draws) -> Estimate:
        return draws.estimate(n=n, level=level)

    programme = _sum([arms.programme for arms in costs.values()])
    comparison = _sum([arms.comparison for arms in costs.values()])
    avoided = comparison - programme
    paid = programme_cost.per_child
    saving = avoided - Draws.fixed(paid.amount, len(avoided.draws))
    days = care_days.avoided
    return NetValue(
        price_year=programme_cost.price_year,
        discounting=discounting,
        programme_cost_per_child=paid,
        cost_programme=estimate(programme),
        cost_comparison=estimate(comparison),
        cost_avoided=estimate(avoided),
        net_saving=estimate(saving),
        probability_of_saving=Rate(
            numerator=int(np.sum(saving.draws > 0)), denominator=len(saving.draws)
        ),
        care_days_avoided=estimate(days),
        cost_per_care_day_avoided=cost_per_care_day(
            net_cost=-saving, days_avoided=days, n=n, level=level
        ),
        break_even=BreakEven(
            programme_cost=estimate(avoided),
            care_days=_break_even(paid.amount, costs, of_care, care_days),
            risk_reduction=_break_even(paid.amount, costs, of_care, entry),
            share_of_effect=paid.amount / avoided.value if avoided.value > 0 else None,
        ),
        categories=tuple(
            CategoryValue(
                category=category,
                programme=estimate(arms.programme),
                comparison=estimate(arms.comparison),
                avoided=estimate(arms.avoided),
            )
            for category, arms in costs.items()
        ),
        acceptability=acceptability_curve(
            net_cost=-saving, days_avoided=days, thresholds=thresholds
        ),
        draws=_binned(saving.draws, bins),
    )


def cost_per_care_day(
    *, net_cost: Draws, days_avoided: Draws, n: int, level: float = LEVEL
) -> CostPerCareDay:
    """Say what a care day avoided cost, where that can be said without misleading.

    Where money is saved and days avoided the programme is dominant, and the ratio (a negative
    number that grows as fewer days are avoided) is not given; nor where it cost money and
    avoided none. A price is given only if the whole interval of days avoided is above zero. Its
    interval is that of the ratio over the joint resamples, those that avoid no day counted as
    infinitely dear; its lower end may be below zero, a saving for each day.

    Examples
    --------
    >>> import numpy as np
    >>> cost = Draws(value=600.0, draws=np.array([500.0, 600.0, 700.0]))
    >>> days = Draws(value=10.0, draws=np.array([10.0, 10.0, 10.0]))
    >>> cost_per_care_day(net_cost=cost, days_avoided=days, n=40).estimate.value
    60.0
    """
    if days_avoided.value <= 0:
        saves = net_cost.value < 0
        answer = Answer.SAVES_AND_ADDS_DAYS if saves else Answer.DOMINATED
        return CostPerCareDay(answer=answer, estimate=None)
    if net_cost.value <= 0:
        return CostPerCareDay(answer=Answer.DOMINANT, estimate=None)
    if days_avoided.estimate(n=n, level=level).low <= 0:
        return CostPerCareDay(answer=Answer.NOT_MEANINGFUL, estimate=None)
    some = days_avoided.draws > 0
    ratios = np.full(len(some), np.inf)
    np.divide(net_cost.draws, days_avoided.draws, out=ratios, where=some)
    tail = (1 - level) / 2
    # At order statistics: between a finite draw and an infinite one there is nothing.
    low, high = np.quantile(ratios, [tail, 1 - tail], method="inverted_cdf")
    if not np.isfinite(high):
        return CostPerCareDay(answer=Answer.NOT_MEANINGFUL, estimate=None)
    estimate = Estimate(
        value=net_cost.value / days_avoided.value,
        low=float(low),
        high=float(high),
        level=level,
        n=n,
        method=METHOD,
    )
    return CostPerCareDay(answer=Answer.RATIO, estimate=estimate)


def _sum(parts: Sequence[Draws]) -> Draws:
    whole = parts[0]
    for part in parts[1:]:
        whole = whole + part
    return whole


def _break_even(
    paid: float, costs: Mapping[str, Arms], of_care: frozenset[str], per: Arms | None
) -> float | None:
    """Give the effect that pays for itself, at the comparison arm's cost for each unit."""
    care = sum(arms.comparison.value for name, arms in costs.items() if name in of_care)
    if per is None or per.comparison.value <= 0 or care <= 0:
        return None
    return paid * per.comparison.value / care


def _binned(draws: NDArray[np.float64], bins: int) -> tuple[DrawBin, ...]:
    shares, edges = np.histogram(draws, bins=bins)
    return tuple(
        DrawBin(low=float(low), high=float(high), share=float(count) / len(draws))
        for low, high, count in zip(edges[:-1], edges[1:], shares, strict=True)
    )
