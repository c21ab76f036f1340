"""How soon would a drift be seen, and how often is one seen that is not there?

A rule that never speaks is worth nothing, and one that always does is worse. This plays a
service through many times, month by month, by chance alone, first at the share agreed and then
at a share to which it may drift, and counts when the rule speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.change.drift_limits import Rule
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from holdfast.change.drift_limits import Limit

TIMES = 2000
BEFORE = 12  # months at the limit's own share, so that every window is full of them


@dataclass(frozen=True, kw_only=True, slots=True)
class Ability:
    """What a rule can and cannot see in a service of one size.

    Attributes
    ----------
    each_month
        Children judged in a month, on average.
    drifted_to
        The share outside after the drift.
    false_alarms
        The share of months in which the rule speaks although nothing has drifted.
    seen
        The share of services that drifted and were told of it within so many months, the first
        after one month.
    months, times
        How long, and how often, it was played through.
    """

    each_month: float
    drifted_to: float
    false_alarms: float
    seen: tuple[float, ...]
    months: int
    times: int

    def within(self, share: float) -> int | None:
        """Give the months within which this share would be told of the drift; None if longer.

        Examples
        --------
        >>> Ability(each_month=8, drifted_to=0.4, false_alarms=0.0, seen=(0.3, 0.6, 0.9),
        ...         months=3, times=100).within(0.5)
        2
        """
        return next((n for n, told in enumerate(self.seen, start=1) if told >= share), None)


def ability(
    limit: Limit,
    *,
    each_month: float,
    drifted_to: float,
    seed: int,
    rule: Rule | None = None,
    months: int = 24,
    times: int = TIMES,
) -> Ability:
    """Play a service through and count false alarms, and months until a drift is seen.

    Parameters
    ----------
    each_month
        Children judged in a month, on average; they come by chance (Poisson).
    drifted_to
        The share outside from one month to the next and ever after.
    seed
        The same seed gives the same answer.

    Notes
    -----
    Months are looked at once they are over. Looking after each child speaks sooner, and falsely
    about twice as often.
    """
    if not (each_month > 0 and 0 <= drifted_to <= 1 and months > 0 and times > 0):
        raise InputError(
            "What a watch can see cannot be worked out for this service.",
            code="change.drift-ability-unsound",
            fix="Give children a month above zero, a share from 0 to 1, and months above zero.",
        )
    rule, rng = rule or Rule(), np.random.default_rng(seed)
    steady = _spoken(limit, rule, np.full(months, limit.share), each_month, times, rng)
    drifted = _spoken(limit, rule, np.full(months, drifted_to), each_month, times, rng)
    told = np.maximum.accumulate(drifted, axis=1).mean(axis=0)
    return Ability(
        each_month=each_month,
        drifted_to=drifted_to,
        false_alarms=float(steady.mean()),
        seen=tuple(float(share) for share in told),
        months=months,
        times=times,
    )


def _spoken(
    limit: Limit,
    rule: Rule,
    shares: np.ndarray,
    each_month: float,
    times: int,
    rng: np.random.Generator,
) -> np.ndarray:
    """Say of each service and month after the first twelve whether the rule speaks."""
    whole = np.concatenate([np.full(BEFORE, limit.share), shares])
    judged = rng.poisson(each_month, (times, len(whole)))
    outside = rng.binomial(judged, whole)
    of, out = (np.pad(np.cumsum(one, axis=1), ((0, 0), (1, 0))) for one in (judged, outside))
    spoken = np.zeros((times, len(shares)), dtype=bool)
    known: dict[int, int] = {}
    for month in range(len(shares)):
        end = BEFORE + month + 1
        for window in rule.windows:
            start = max(end - window, 0)
            n, x = of[:, end] - of[:, start], out[:, end] - out[:, start]
            numbers, where = np.unique(n, return_inverse=True)
            for number in map(int, numbers):
                if number not in known:
                    known[number] = rule.most(number, limit)
            most = np.array([known[int(number)] for number in numbers])
            spoken[:, month] |= x > most[where]
    return spoken
