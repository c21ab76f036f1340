"""What is true of the invented delivery, known because it was made?

For each measure of the months: what the training multiplies it by, and the mean difference that
it made over the months in which it had its effect, in what was expected. For the service: from
which month on it drifted, and the share from outside that each month aimed at.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.home_months import treated_from
from holdfast.synthetic.delivery.service import months, outside_share

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.synthetic.delivery.northmere import InventedDelivery
    from holdfast.synthetic.delivery.settings import DeliverySettings


@dataclass(frozen=True, kw_only=True, slots=True)
class TrueEffect:
    """What the training does to one measure.

    `difference` is the mean over the months of trained homes from the one in which the effect
    begins: what was expected with the training less what would have been. `without` is the mean
    of the latter.
    """

    measure: str
    ratio: float
    difference: float
    without: float


@dataclass(frozen=True, kw_only=True, slots=True)
class DeliveryTruth:
    """All that is known to be true of the homes. `begins` is by the number of the home."""

    begins: Mapping[int, date]
    effects: tuple[TrueEffect, ...]
    treated_months: int


@dataclass(frozen=True, kw_only=True, slots=True)
class ServiceTruth:
    """All that is known to be true of the service: the shares are those aimed at."""

    drift_from: date
    outside: Mapping[date, float]


def delivery_truth(made: InventedDelivery) -> DeliveryTruth:
    """Say what is true of the homes that were made."""
    settings = made.settings
    rates = settings.rates.home_months
    ratios = {name: one.ratio for name, one in rates.counts.items()}
    ratios["staff_sickness_days"] = rates.sickness_ratio
    treated = [one for one in made.months if one.treated]
    many = max(len(treated), 1)
    return DeliveryTruth(
        begins=MappingProxyType(
            {
                home.number: begins
                for home in made.homes
                for begins in [treated_from(settings, home)]
                if begins is not None and settings.effect
            }
        ),
        effects=tuple(
            TrueEffect(
                measure=name,
                ratio=ratio if settings.effect else 1.0,
                difference=sum(o.expected[name] - o.expected_without[name] for o in treated)
                / many,
                without=sum(one.expected_without[name] for one in treated) / many,
            )
            for name, ratio in ratios.items()
        ),
        treated_months=len(treated),
    )


def service_truth(settings: DeliverySettings) -> ServiceTruth:
    """Say what is true of the service's referrals."""
    rates, all_months = settings.rates.service, months(settings)
    return ServiceTruth(
        drift_from=all_months[rates.drift_from_month - 1],
        outside=MappingProxyType(
            {month: outside_share(rates, at) for at, month in enumerate(all_months, 1)}
        ),
    )
