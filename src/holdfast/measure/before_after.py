"""What was it like before, and what after? A description, which claims no effect.

Children are referred when things are at their worst, and would often do better in time with no
programme at all. Nothing here can tell that from the programme's doing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import InputError
from holdfast.measure.exact_sums import counted
from holdfast.measure.permitted_claim import Design, PermittedClaim, permitted_claim
from holdfast.measure.resampling import estimate, resample

if TYPE_CHECKING:
    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.trials import FloatArray, IntArray


@dataclass(frozen=True, kw_only=True, slots=True)
class BeforeAfter:
    """The mean before, the mean after, and the change, for the children seen at both times.

    `left_out` counts children for whom one of the two is missing; they may well be different.
    """

    before: Estimate
    after: Estimate
    change: Estimate
    left_out: int
    claim: PermittedClaim


def before_after(
    before: FloatArray,
    after: FloatArray,
    *,
    seed: int,
    cluster: IntArray | None = None,
    draws: int = 1000,
    level: float = 0.95,
) -> BeforeAfter:
    """Describe a change in the same children; say nothing about why.

    Parameters
    ----------
    before, after
        One value a child, not a number where missing.
    cluster
        What is resampled together, as codes from 0; each child by itself unless given.

    Examples
    --------
    >>> found = before_after(np.arange(8.0), np.arange(8.0) + 2, seed=1)
    >>> found.change.value, found.change.low, str(found.claim.claim)
    (2.0, 2.0, 'describe')
    """
    both = np.isfinite(before) & np.isfinite(after) if len(before) == len(after) else None
    codes = np.arange(len(before)) if cluster is None else np.asarray(cluster)
    if both is None or len(codes) != len(before):
        raise InputError(
            "The values before and after are not of the same children.",
            code="measure.rows-do-not-match",
            fix="Give one value before, one after and one cluster for each child.",
        )
    _, codes = np.unique(codes[both], return_inverse=True)
    clusters = int(codes.max(initial=-1)) + 1
    resamples = resample(clusters, draws=draws, seed=seed)
    values = np.stack([before[both], after[both], after[both] - before[both]])
    sums = np.zeros((clusters, 4))
    for place, one in enumerate([*values, np.ones(len(codes))]):
        sums[:, place] = np.bincount(codes, weights=one, minlength=clusters)
    drawn = counted(sums, resamples.times(slice(None)))
    drawn = drawn[:3] / drawn[3]
    n = int(both.sum())
    first, second, change = (
        estimate(one.mean(), some, n=n, level=level)
        for one, some in zip(values, drawn, strict=True)
    )
    return BeforeAfter(
        before=first,
        after=second,
        change=change,
        left_out=len(before) - n,
        claim=permitted_claim(Design.BEFORE_AFTER),
    )
