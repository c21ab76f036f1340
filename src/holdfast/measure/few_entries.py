"""What can be said where almost nobody entered?

Resamples of an arm without entries have none either, so the bootstrap would give an interval
of no width: as if the risk were known to be nothing. With fewer than ten entries in an arm,
intervals of risk are widened to hold Wilson's interval for the arm's counts, and that of the
difference to hold Newcombe's, which is built on those (Newcombe 1998,
doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I, method 10).
"""

from __future__ import annotations

from dataclasses import replace
from math import hypot
from typing import TYPE_CHECKING

from holdfast.kernel.estimates import Estimate, wilson
from holdfast.measure.trials import EVENT

if TYPE_CHECKING:
    from holdfast.measure.incidence import ArmIncidence

FEW = 10  # entries in an arm, below which its resamples say too little
WIDENED = ", widened for fewer than ten entries"


def few(arm: ArmIncidence) -> bool:
    """Say whether an arm has too few entries for its resamples to be enough."""
    return arm.events[EVENT] < FEW


def with_few(estimate: Estimate, arm: ArmIncidence, *, each: float = 1.0) -> Estimate:
    """Widen the interval of one arm's risk, or of what it loses by it, if it has few entries.

    `each` is what one entry comes to: 1 for the risk itself, or a number of days.
    """
    if not few(arm):
        return estimate
    low, high = wilson(arm.events[EVENT], arm.complete, level=estimate.level)
    return _wider(estimate, each * low, each * high)


def difference_with_few(
    difference: Estimate, programme: Estimate, comparison: Estimate
) -> Estimate:
    """Widen the interval of programme less comparison, where either arm's was widened."""
    if not _widened(programme, comparison):
        return difference
    below = hypot(programme.value - programme.low, comparison.high - comparison.value)
    above = hypot(programme.high - programme.value, comparison.value - comparison.low)
    return _wider(difference, difference.value - below, difference.value + above)


def ratio_with_few(
    ratio: Estimate | None, programme: Estimate, comparison: Estimate
) -> Estimate | None:
    """Widen the interval of the risk ratio, where either arm's was widened.

    None where the comparison arm's risk may be nothing: a ratio to it could be anything.
    """
    if ratio is None or not _widened(programme, comparison):
        return ratio
    if comparison.low <= 0:
        return None
    return _wider(ratio, programme.low / comparison.high, programme.high / comparison.low)


def _widened(programme: Estimate, comparison: Estimate) -> bool:
    return programme.method.endswith(WIDENED) or comparison.method.endswith(WIDENED)


def _wider(estimate: Estimate, low: float, high: float) -> Estimate:
    return replace(
        estimate,
        low=min(estimate.low, low),
        high=max(estimate.high, high),
        method=estimate.method + WIDENED,
    )
