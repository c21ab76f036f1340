"""How strong would something unseen have to be, to explain the difference away?

The E-value of VanderWeele and Ding (2017), doi:10.7326/M16-2607: the least risk ratio that an
unmeasured confounder would need with both enrolling and the outcome, over and above the
covariates, to move a risk ratio to 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from holdfast.kernel.estimates import Estimate


@dataclass(frozen=True, kw_only=True, slots=True)
class EValue:
    """The E-value of a risk ratio and of the limit of its interval that is nearer to 1.

    `limit` is 1 where the interval holds 1: nothing unseen is needed to explain that. A large
    E-value does not show that there is no such confounder. Either is None for a ratio of 0,
    which nothing of any strength could explain away.
    """

    value: float | None
    limit: float | None


def e_value(risk_ratio: Estimate) -> EValue:
    """Say how strong an unmeasured confounder would have to be.

    Examples
    --------
    The worked example of the paper: a risk ratio of 3.9 with interval 1.8 to 8.7.

    >>> from holdfast.kernel.estimates import Estimate
    >>> found = e_value(Estimate(value=3.9, low=1.8, high=8.7, n=100, method="published"))
    >>> round(found.value, 2), round(found.limit, 1)
    (7.26, 3.0)
    """
    if risk_ratio.low < 0 or risk_ratio.value < 0:
        raise InputError(
            "A risk ratio cannot be below 0.",
            code="measure.risk-ratio-below-zero",
            fix="Give the ratio of two risks, not their difference or the log of the ratio.",
        )
    if risk_ratio.low <= 1.0 <= risk_ratio.high:
        limit: float | None = 1.0
    elif risk_ratio.low > 1.0:
        limit = needed(risk_ratio.low)
    else:
        limit = needed(risk_ratio.high)
    return EValue(value=needed(risk_ratio.value), limit=limit)


def needed(ratio: float) -> float | None:
    """Give the E-value of one risk ratio: `RR + sqrt(RR (RR - 1))`, of its inverse below 1.

    None for a ratio of 0.

    Examples
    --------
    >>> round(needed(0.8), 2)
    1.81
    """
    if ratio == 0:
        return None
    above = max(ratio, 1.0 / ratio)
    return above + sqrt(above * (above - 1.0))
