"""What would a programme be worth, from population to public value, before it is measured?

The chain of the public-service cost-benefit guidance (HM Treasury and New Economy, 2014):
people with the need, those engaged, outcomes net of deadweight, cut for optimism, valued,
spread over years and discounted. Two choices on which published models differ have no default
and must be made: how deadweight is meant, and whether the first year is discounted.

A measured effect needs none of this: see `holdfast.value.benefit`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast.value.adjustment import share

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Deadweight(StrEnum):
    """How a figure for what would have happened anyway is meant. The two differ."""

    POINTS = "points of those engaged, taken off the impact"
    SHARE = "share of the outcomes"


class Kind(StrEnum):
    """To whom a benefit comes."""

    FISCAL = "fiscal"
    ECONOMIC = "economic"
    SOCIAL = "social"


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcomes:
    """People along the chain, from those in the area to the outcomes that are believed."""

    affected: float
    engaged: float
    gross: float
    net: float
    corrected: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Reach:
    """Who is reached and what changes for them.

    `deadweight_is` says how `deadweight` is meant and is required: on one set of figures the
    two readings differ by a fifth.
    """

    population: float
    share_with_need: float
    engagement: float
    impact: float
    deadweight: float
    deadweight_is: Deadweight
    attribution_to_others: float = 0.0
    optimism_bias: float = 0.0

    def outcomes(self) -> Outcomes:
        """Follow people along the chain.

        Examples
        --------
        >>> reach = Reach(population=200, share_with_need=0.5, engagement=0.5, impact=0.5,
        ...               deadweight=0.2, deadweight_is=Deadweight.SHARE)
        >>> reach.outcomes().net
        20.0
        >>> reach = Reach(population=200, share_with_need=0.5, engagement=0.5, impact=0.5,
        ...               deadweight=0.2, deadweight_is=Deadweight.POINTS)
        >>> reach.outcomes().net
        15.0
        """
        affected = self.population * share("share with the need", self.share_with_need)
        engaged = affected * share("engagement", self.engagement)
        gross = engaged * share("impact", self.impact)
        deadweight = share("deadweight", self.deadweight)
        if self.deadweight_is is Deadweight.POINTS:
            net = gross - engaged * deadweight
        else:
            net = gross * (1 - deadweight)
        net *= 1 - share("attribution to others", self.attribution_to_others)
        return Outcomes(
            affected=affected,
            engaged=engaged,
            gross=gross,
            net=net,
            corrected=net * (1 - share("optimism bias", self.optimism_bias)),
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Benefit:
    """What one outcome is worth, in pounds of one price year, and to whom."""

    name: str
    unit_value: float
    kind: Kind
    agency_share: float = 1.0
    cashable: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Profile:
    """When benefits come: after `lag` years, for `duration` years, dropping off each year."""

    duration: int
    lag: int = 0
    drop_off: float = 0.0

    def shares(self) -> tuple[float, ...]:
        """Give the share of the first year's benefit that comes in each year from the start.

        Examples
        --------
        >>> Profile(duration=2, lag=1, drop_off=0.25).shares()
        (0.0, 1.0, 0.75)
        """
        keeps = 1 - share("drop-off", self.drop_off)
        return (0.0,) * self.lag + tuple(keeps**year for year in range(self.duration))


@dataclass(frozen=True, kw_only=True, slots=True)
class YearlyCost:
    """What the programme costs in one year, before allowance for optimism."""

    capital: float = 0.0
    revenue: float = 0.0
    in_kind: float = 0.0


@dataclass(frozen=True, kw_only=True, slots=True)
class Appraisal:
    """Present values of the two cases.

    `budget_impact` is benefit less cost to public budgets: above zero is a saving.
    `payback_year` counts from 1 and is None where it is not reached. `cashable` is the part of
    the fiscal benefit that could be taken out of a budget.
    """

    outcomes: Outcomes
    fiscal_by_year: tuple[float, ...]
    public_by_year: tuple[float, ...]
    cost_by_year: tuple[float, ...]
    fiscal_benefit: float
    cashable: float
    budget_cost: float
    public_value: float
    public_cost: float
    payback_year: int | None

    @property
    def budget_impact(self) -> float:
        """Fiscal benefit less cost to budgets, in present value."""
        return self.fiscal_benefit - self.budget_cost

    @property
    def financial_return(self) -> float:
        """Fiscal benefit for each pound of budget."""
        return self.fiscal_benefit / self.budget_cost

    @property
    def net_public_value(self) -> float:
        """Public value less public cost, in present value."""
        return self.public_value - self.public_cost

    @property
    def benefit_cost_ratio(self) -> float:
        """Public value for each pound of public cost."""
        return self.public_value / self.public_cost


def appraise(
    *,
    reach: Reach,
    benefits: Sequence[Benefit],
    profile: Profile,
    costs: Sequence[YearlyCost],
    factor: Callable[[float], float],
    first_year_discounted: bool,
    cost_optimism_bias: float = 0.0,
    in_kind_in_budget: bool = False,
) -> Appraisal:
    """Appraise a programme that has not been measured yet.

    Parameters
    ----------
    reach, benefits, profile
        Outcomes, what each is worth, and when the worth comes.
    costs
        One entry a year from the first.
    factor
        The discount factor at a number of years, from `holdfast.value.discount`.
    first_year_discounted
        False counts the first year at its full worth; True discounts it by one year. Published
        models do either.
    cost_optimism_bias
        Share by which costs are raised.
    in_kind_in_budget
        Whether costs in kind count in the financial case. They always count in the public one.
    """
    outcomes = reach.outcomes()
    shares = profile.shares()
    years = max(len(shares), len(costs))
    factors = [factor(year + int(first_year_discounted)) for year in range(years)]
    shares += (0.0,) * (years - len(shares))
    spent = [*costs, *[YearlyCost()] * (years - len(costs))]
    raised = 1 + cost_optimism_bias
    worth = {
        kind: outcomes.corrected * sum(_to_agency(one) for one in benefits if one.kind is kind)
        for kind in Kind
    }
    cashable = outcomes.corrected * sum(
        _to_agency(one) * share("cashable share", one.cashable)
        for one in benefits
        if one.kind is Kind.FISCAL
    )
    fiscal = [worth[Kind.FISCAL] * part for part in shares]
    public = [sum(worth.values()) * part for part in shares]
    budget_cost = [
        (one.capital + one.revenue + (one.in_kind if in_kind_in_budget else 0.0)) * raised
        for one in spent
    ]
    public_cost = [(one.capital + one.revenue + one.in_kind) * raised for one in spent]
    if sum(budget_cost) <= 0:
        raise InputError(
            "The appraisal has no cost to any budget, so no return can be worked out.",
            code="value.appraisal-without-cost",
            fix="Give the programme's capital and revenue costs, year by year.",
        )
    return Appraisal(
        outcomes=outcomes,
        fiscal_by_year=tuple(fiscal),
        public_by_year=tuple(public),
        cost_by_year=tuple(budget_cost),
        fiscal_benefit=_present(fiscal, factors),
        cashable=_present([cashable * part for part in shares], factors),
        budget_cost=_present(budget_cost, factors),
        public_value=_present(public, factors),
        public_cost=_present(public_cost, factors),
        payback_year=_payback(fiscal, budget_cost),
    )


def _to_agency(benefit: Benefit) -> float:
    return benefit.unit_value * share("agency share", benefit.agency_share)


def _present(amounts: Sequence[float], factors: Sequence[float]) -> float:
    return sum(amount * by for amount, by in zip(amounts, factors, strict=True))


def _payback(benefit: Sequence[float], cost: Sequence[float]) -> int | None:
    gained = spent = 0.0
    for year, (plus, minus) in enumerate(zip(benefit, cost, strict=True), start=1):
        gained, spent = gained + plus, spent + minus
        if gained >= spent:
            return year
    return None
