"""What share has had the event by each day, when another event can make it impossible?

The estimator of Aalen and Johansen (1978), https://www.jstor.org/stable/4615704, for one
event among competing ones, on a daily grid. Treating a competing event as if the child were
merely no longer followed would give a share too high: that of a world in which nobody dies or
turns 18.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.measure.trials import BoolArray, FloatArray, IntArray


def aalen_johansen(
    at_risk: FloatArray, events: Mapping[int, FloatArray]
) -> dict[int, FloatArray]:
    """Give the cumulative incidence of each kind of event, day by day.

    Parameters
    ----------
    at_risk
        Weight at risk on each day along the first axis; further axes are as many separate
        samples, such as resamples.
    events
        For each kind of event, the weight that had it that day, of the same shape.

    Returns
    -------
    dict
        For each kind, the share that has had it by the end of each day. Where nobody is at
        risk the curve goes on level, which is not to say that nothing would have happened.
    """
    total = sum(events.values(), start=np.zeros_like(at_risk))
    # Sums in another order can leave those at risk a rounding error below those with events.
    among = np.maximum(at_risk, total)
    one_over = np.divide(1.0, among, out=np.zeros_like(among), where=among > 0)
    free = np.ones_like(among)
    np.cumprod((1.0 - total * one_over)[:-1], axis=0, out=free[1:])
    free *= one_over
    return {kind: np.cumsum(free * weight, axis=0) for kind, weight in events.items()}


def weighted_incidence(
    days: IntArray, kind: IntArray, weight: FloatArray | None = None
) -> dict[int, FloatArray]:
    """Give the cumulative incidence of each kind for one sample of durations.

    Parameters
    ----------
    days
        Day of the event or, where `kind` is 0, the last day on which the child was followed.
        Events come before ends of follow-up on the same day.
    kind
        0 no event, 1 the event, 2 and above competing events.
    weight
        How much each counts; once, unless given.

    Returns
    -------
    dict
        For each kind from 1 on, an array from day 0 to the last day.

    Examples
    --------
    >>> shares = weighted_incidence(np.array([1, 2, 2, 3]), np.array([1, 2, 1, 0]))
    >>> [round(float(share), 6) for share in shares[1]]
    [0.0, 0.25, 0.5, 0.5]
    """
    if len(days) == 0 or (days < 0).any():
        raise InputError(
            "Durations must be given, in whole days from 0 on.",
            code="measure.durations-not-usable",
            fix="Count days from the index day, which is day 0.",
        )
    counts = np.ones(len(days)) if weight is None else np.asarray(weight, dtype=np.float64)
    length = int(days.max()) + 1

    def by_day(those: BoolArray) -> FloatArray:
        sums = np.bincount(days[those], weights=counts[those], minlength=length)
        return sums.astype(np.float64)

    at_risk = np.cumsum(by_day(kind >= 0)[::-1])[::-1]
    events = {int(one): by_day(kind == one) for one in np.unique(kind) if one > 0}
    return aalen_johansen(at_risk, events)
