"""How sure can we be of the value, and what would it be worth to know better?

Costs and effects come as joint draws: draw `i` of every quantity is the same resample of the
same children, so a child who is dear and long in care moves both. Nothing is drawn here.
Differences are taken draw by draw and intervals only at the end, never from the intervals of
the parts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import LEVEL
from holdfast.measure.resampling import estimate as estimated

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from holdfast.kernel.estimates import Estimate

    FloatArray = NDArray[np.float64]


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Draws:
    """One quantity: its value on the data as observed, and on each resample of the data.

    Sums and differences are taken draw by draw. Two quantities from different numbers of
    resamples cannot be joint, and are refused.
    """

    value: float
    draws: FloatArray

    @classmethod
    def fixed(cls, value: float, count: int) -> Draws:
        """Give a quantity that does not vary, such as a ledger's total for each child."""
        return cls(value=value, draws=np.full(count, float(value)))

    def __add__(self, other: Draws) -> Draws:
        return self._with(other, np.add)

    def __sub__(self, other: Draws) -> Draws:
        return self._with(other, np.subtract)

    def __mul__(self, factor: float) -> Draws:
        return Draws(value=self.value * factor, draws=self.draws * factor)

    def __neg__(self) -> Draws:
        return self * -1.0

    def _with(self, other: Draws, join: Callable[..., FloatArray]) -> Draws:
        if self.draws.shape != other.draws.shape:
            raise InputError(
                "Two quantities that were not resampled together cannot be joint.",
                code="value.draws-not-joint",
                fix="Take costs and effects from the same resamples.",
            )
        return Draws(
            value=float(join(self.value, other.value)), draws=join(self.draws, other.draws)
        )

    def estimate(self, *, n: int, level: float = LEVEL) -> Estimate:
        """Give the value with its percentile interval; `n` is the number of children."""
        return estimated(self.value, self.draws, n=n, level=level)


@dataclass(frozen=True, kw_only=True, slots=True)
class Acceptability:
    """At one price for a care day, how often does the programme come out ahead?

    `probability` is the share of resamples in which `threshold x days avoided - net cost` is
    above zero. It is not the probability that the programme works.
    """

    threshold: float
    probability: float
    expected_net_benefit: float
    evpi: float


def acceptability_curve(
    *, net_cost: Draws, days_avoided: Draws, thresholds: Sequence[float]
) -> tuple[Acceptability, ...]:
    """Say how often the programme is worth while at each price that might be paid for a day.

    Parameters
    ----------
    net_cost
        Programme cost less the cost avoided, for each child; negative when money is saved.
    days_avoided
        Days in care avoided, for each child; negative when there are more.
    thresholds
        Pounds the authority would pay to avoid one day in care. At 0 the question is whether
        money alone is saved.

    Examples
    --------
    >>> import numpy as np
    >>> cost = Draws(value=50.0, draws=np.array([-10.0, 110.0]))
    >>> days = Draws(value=1.0, draws=np.array([1.0, 1.0]))
    >>> [one.probability for one in acceptability_curve(
    ...     net_cost=cost, days_avoided=days, thresholds=[0, 100, 120])]
    [0.5, 0.5, 1.0]
    """
    curve = []
    for threshold in thresholds:
        benefit = days_avoided * threshold - net_cost
        options = np.column_stack([np.zeros_like(benefit.draws), benefit.draws])
        curve.append(
            Acceptability(
                threshold=float(threshold),
                probability=float(np.mean(benefit.draws > 0)),
                expected_net_benefit=float(np.mean(benefit.draws)),
                evpi=evpi(options),
            )
        )
    return tuple(curve)


def probability_best(net_benefit: FloatArray) -> FloatArray:
    """Say how often each option has the highest net benefit, all options at once.

    Parameters
    ----------
    net_benefit
        One row a draw, one column an option. A tie goes to the option named first.
    """
    options = net_benefit.shape[1]
    best = np.bincount(np.argmax(net_benefit, axis=1), minlength=options)
    return np.asarray(best / len(net_benefit), dtype=np.float64)


def evpi(net_benefit: FloatArray) -> float:
    """Say what certainty about every input would be worth, for each child the decision covers.

    The mean over draws of the best option's net benefit, less the net benefit of the option
    that is best on average (Briggs, Claxton and Sculpher 2006, chapter 7). It is an upper bound
    on what further research of any kind could be worth for one child.

    Examples
    --------
    >>> import numpy as np
    >>> round(evpi(np.array([[9.0, 12.0], [12.0, 10.0]])), 6)
    1.0
    """
    with_certainty = float(np.mean(np.max(net_benefit, axis=1)))
    without = float(np.max(np.mean(net_benefit, axis=0)))
    return with_certainty - without
