"""What did it cost and was it worth it? The part of the findings that is in pounds.

Every amount is in the price year that stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kernel.disclosure import Missing, Suppressed

    Count = int | Suppressed | Missing


@dataclass(frozen=True, kw_only=True, slots=True)
class Interval:
    """An estimate and its interval; a part that cannot be computed or shown is None."""

    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class CostLine:
    """One process of care or of child in need work, per child in the horizon, in pounds."""

    process: str
    label: str
    recurring: bool
    programme: Interval
    comparison: Interval
    difference: Interval
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CostMonth:
    """Mean cost per child in one month of follow-up, by arm, in pounds."""

    month: int
    programme: Interval
    comparison: Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class ProgrammeCost:
    """What the programme cost, from its ledger, in the price year of the analysis."""

    total: float
    recurring: float
    one_off: float
    in_kind: float
    children_served: Count
    per_child: float | None
    by_category: Mapping[str, float]
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Costs:
    """What the children's days cost, in each arm, and what the programme cost."""

    price_year: str
    library: str
    deflator: str
    horizon_days: int
    programme_cost: ProgrammeCost
    per_child_programme: Interval
    per_child_comparison: Interval
    difference: Interval
    lines: tuple[CostLine, ...]
    timeline: tuple[CostMonth, ...]
    not_priced: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptability:
    """The chance that the programme is worth it, at this price for a care day avoided."""

    pay_per_care_day: float
    probability: float


@dataclass(frozen=True, kw_only=True, slots=True)
class DrawBin:
    """Share of the bootstrap's draws of the net saving between two amounts."""

    low: float
    high: float
    share: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Value:
    """Was it worth it to the authority, per child served, within the horizon?"""

    price_year: str
    discount: str
    net_saving: Interval
    gross_saving: Interval
    programme_cost_per_child: float | None
    probability_of_saving: float | None
    care_days_avoided: Interval
    cost_per_care_day_avoided: Interval
    cost_per_care_day_words: str
    break_even_days: float | None
    break_even_share: float | None
    """The share of the effect found at which the programme just pays for itself."""
    acceptability: tuple[Acceptability, ...]
    draws: tuple[DrawBin, ...]
    permitted_claim: str
