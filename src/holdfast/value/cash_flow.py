"""What is a row of yearly cash flows worth today, and what rate of return does it make?

Small code of our own over numpy. `npv` counts the first flow as today's, undiscounted. A row
that changes sign more than once may have several internal rates; all are given.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

# A root that is met twice comes out of the root finder as a pair this far apart at most.
NEGLIGIBLE = 1e-6


@dataclass(frozen=True, kw_only=True, slots=True)
class InternalRate:
    """The rates at which a row of cash flows is worth nothing today.

    `value` is the root nearest to zero, or None where there is none. When `roots` has more than
    one the rate alone must not decide anything: use the present value.
    """

    value: float | None
    roots: tuple[float, ...]

    @property
    def unique(self) -> bool:
        """Whether there is exactly one rate."""
        return len(self.roots) == 1


def npv(rate: float, cash_flows: Sequence[float]) -> float:
    """Say what yearly cash flows are worth at the time of the first of them.

    Parameters
    ----------
    rate
        Yearly, as a proportion, above -1. For appraisal with a named Green Book vintage use
        `holdfast.value.discount`, whose rate may decline over time.
    cash_flows
        One a year; the first is not discounted.

    Examples
    --------
    >>> round(npv(0.10, [-100.0, 121.0]), 6)
    10.0
    """
    if not rate > -1:
        raise InputError(
            "A discount rate must be above -1.",
            code="value.rate-out-of-range",
            fix="Give the rate as a proportion: 0.035, not 3.5.",
        )
    years = np.arange(len(cash_flows))
    return float(np.sum(np.asarray(cash_flows, dtype=float) / (1 + rate) ** years))


def irr(cash_flows: Sequence[float]) -> InternalRate:
    """Say at which yearly rate the cash flows are worth nothing today.

    Every real rate above -1 is found, as the positive roots of the polynomial in 1/(1 + rate).

    Examples
    --------
    >>> irr([-100.0, 110.0]).roots
    (0.1,)
    >>> irr([100.0, 110.0]).value is None
    True
    """
    flows = np.trim_zeros(np.asarray(cash_flows, dtype=float), "b")
    if flows.size < 2:
        return InternalRate(value=None, roots=())
    factors = np.roots(flows[::-1])
    real = factors.real[(np.abs(factors.imag) < NEGLIGIBLE) & (factors.real > 0)]
    roots: list[float] = []
    for rate in sorted((1 / real - 1).tolist()):
        if not roots or rate - roots[-1] > NEGLIGIBLE:
            roots.append(round(rate, 10))
    return InternalRate(value=min(roots, key=abs, default=None), roots=tuple(roots))
