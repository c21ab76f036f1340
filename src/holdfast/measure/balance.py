"""How alike are the two arms, before weighting and after, and on how many children?

Standardised mean differences (Austin 2009, doi:10.1002/sim.3697), the effective number of
children (Kish 1965), and how far the modelled chances of enrolling overlap. Balance in what was
recorded says nothing of what was not.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import DesignError
from holdfast.measure.exact_sums import combined, weighted

if TYPE_CHECKING:
    from holdfast.measure.propensity import Dropped, Propensity
    from holdfast.measure.trials import BoolArray, FloatArray, Trials
    from holdfast.measure.weights import Weights

FEWEST_EFFECTIVE = 10.0  # children of each arm, after weighting
LEAST_WITH_COUNTERPART = 0.5  # of programme rows
BINS = 20


@dataclass(frozen=True, kw_only=True, slots=True)
class CovariateBalance:
    """One covariate: its means, and the difference in standard deviations.

    Both differences are divided by the same spread: that before weighting, the mean of the two
    arms' variances, so that weighting cannot seem to help by spreading an arm out.
    """

    name: str
    programme_before: float
    comparison_before: float
    difference_before: float
    programme_after: float
    comparison_after: float
    difference_after: float


@dataclass(frozen=True, kw_only=True, slots=True)
class ArmSize:
    """How much one arm holds.

    `effective_children` is how many children who counted alike would be as informative on the
    index day: the square of the summed weights over the sum of squares, child by child.
    """

    rows: int
    children: int
    effective_children: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OverlapBin:
    """Share of each arm's rows whose modelled chance of enrolling is from `low` to `high`."""

    low: float
    high: float
    programme: float
    comparison: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Overlap:
    """Where the two arms' modelled chances of enrolling lie.

    Attributes
    ----------
    bins
        Equal in width on the log-odds scale; each arm's shares add up to 1.
    with_counterpart
        Share of programme rows whose chance is within the range of the comparison rows'.
    not_compared_programme, not_compared_comparison
        Children left out altogether because no row of theirs has a counterpart.
    """

    bins: tuple[OverlapBin, ...]
    with_counterpart: float
    not_compared_programme: int
    not_compared_comparison: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Balance:
    """The two arms, covariate by covariate; `overlap` is None where nothing was modelled."""

    covariates: tuple[CovariateBalance, ...]
    programme: ArmSize
    comparison: ArmSize
    overlap: Overlap | None
    dropped: tuple[Dropped, ...]

    @property
    def largest_before(self) -> float:
        """The largest standardised difference before weighting, without its sign."""
        return max((abs(one.difference_before) for one in self.covariates), default=0.0)

    @property
    def largest_after(self) -> float:
        """The largest standardised difference after weighting, without its sign."""
        return max((abs(one.difference_after) for one in self.covariates), default=0.0)


def check_balance(trials: Trials, weights: Weights) -> Balance:
    """Say how alike the arms are on the index day, and refuse arms that cannot be compared.

    Raises
    ------
    DesignError
        `measure.no-overlap` where fewer than half of the programme rows have a counterpart, or
        where after weighting an arm is worth fewer than ten children.
    """
    overlap = None
    dropped: tuple[Dropped, ...] = ()
    if weights.propensity is not None:
        overlap = _overlap(trials, weights.propensity)
        dropped = weights.propensity.dropped
    programme, comparison = (
        _size(trials, weights, arm) for arm in (trials.programme, ~trials.programme)
    )
    fewest = min(programme.effective_children, comparison.effective_children)
    if fewest < FEWEST_EFFECTIVE or (
        overlap is not None and overlap.with_counterpart < LEAST_WITH_COUNTERPART
    ):
        raise DesignError(
            "The children who enrolled and those who did not are too unlike to be compared: "
            "too few have a counterpart in the other arm.",
            code="measure.no-overlap",
            fix="Name fewer or broader covariates, or a cohort in which not everyone like "
            "those enrolled was enrolled.",
        )
    return Balance(
        covariates=_covariates(trials, weights),
        programme=programme,
        comparison=comparison,
        overlap=overlap,
        dropped=dropped,
    )


def _covariates(trials: Trials, weights: Weights) -> tuple[CovariateBalance, ...]:
    def means(arm: BoolArray, weight: FloatArray) -> FloatArray:
        total = weighted(weight[arm], trials.covariates[arm])
        return total / float(weight[arm].sum())

    arms = (trials.programme, ~trials.programme)
    each = np.ones(trials.rows)
    before = [means(arm, each) for arm in arms]
    after = [means(arm, weights.base) for arm in arms]
    spread = np.sqrt(sum(trials.covariates[arm].var(axis=0) for arm in arms) / 2.0)
    # Where neither arm varies, a difference is measured against that of all the rows.
    spread = np.where(spread > 0, spread, trials.covariates.std(axis=0))

    def standardised(pair: list[FloatArray]) -> FloatArray:
        gap = pair[0] - pair[1]
        score: FloatArray = np.divide(gap, spread, out=np.zeros_like(gap), where=spread > 0)
        return score

    gap_before, gap_after = standardised(before), standardised(after)
    return tuple(
        CovariateBalance(
            name=name,
            programme_before=float(before[0][column]),
            comparison_before=float(before[1][column]),
            difference_before=float(gap_before[column]),
            programme_after=float(after[0][column]),
            comparison_after=float(after[1][column]),
            difference_after=float(gap_after[column]),
        )
        for column, name in enumerate(trials.names)
    )


def _size(trials: Trials, weights: Weights, arm: BoolArray) -> ArmSize:
    counts = arm & (weights.base > 0)
    weight = np.bincount(trials.child[counts], weights=weights.base[counts])
    return ArmSize(
        rows=int(counts.sum()),
        children=len(np.unique(trials.child[counts])),
        effective_children=float(weight.sum() ** 2 / (weight**2).sum()),
    )


def _overlap(trials: Trials, propensity: Propensity) -> Overlap:
    inside = propensity.inside
    log_odds = combined(propensity.design, propensity.coefficients)
    programme = log_odds[inside & trials.programme]
    comparison = log_odds[inside & ~trials.programme]
    edges = np.linspace(log_odds[inside].min(), log_odds[inside].max(), BINS + 1)
    # So that rounding cannot leave the lowest or highest row out.
    edges[0], edges[-1] = -np.inf, np.inf
    shares = [np.histogram(arm, bins=edges)[0] / len(arm) for arm in (programme, comparison)]
    within = (programme >= comparison.min()) & (programme <= comparison.max())
    limits = 1.0 / (1.0 + np.exp(-edges))
    return Overlap(
        bins=tuple(
            OverlapBin(
                low=float(limits[place]),
                high=float(limits[place + 1]),
                programme=float(shares[0][place]),
                comparison=float(shares[1][place]),
            )
            for place in range(BINS)
        ),
        with_counterpart=float(within.sum() / trials.programme.sum()),
        not_compared_programme=_left_out(trials, inside, trials.programme),
        not_compared_comparison=_left_out(trials, inside, ~trials.programme),
    )


def _left_out(trials: Trials, inside: BoolArray, arm: BoolArray) -> int:
    everyone = np.unique(trials.child[arm])
    return len(np.setdiff1d(everyone, trials.child[arm & inside], assume_unique=False))
