"""How much would the answer move if other children of the same kind had been seen?

The bootstrap by cluster: whole children, or whole teams, are drawn with replacement, so rows
of one child stay together (Efron 1979, doi:10.1214/aos/1176344552; Davison and Hinkley 1997,
doi:10.1017/CBO9780511802843, chapter 3). A draw is a column of counts. A statistic made of
sums over clusters needs one matrix product for all the draws at once, and the same draws
serve every outcome, so that a child who is long in care and dear moves both together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import DesignError, InputError
from holdfast.kernel.estimates import Estimate
from holdfast.measure.refit import Refit, refit

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from holdfast.measure.trials import FloatArray, IntArray, Trials
    from holdfast.measure.weights import Weights

METHOD = "percentile interval of the bootstrap by cluster"
FEWEST_CLUSTERS = 6
FEWEST_DRAWS = 40


@dataclass(frozen=True, kw_only=True, eq=False)
class Resamples:
    """How often each cluster is in each draw: one row a cluster, one column a draw.

    `model` says how the weights would move with each draw; None where they would not.
    """

    counts: NDArray[np.uint16]
    model: Refit | None = None

    @property
    def clusters(self) -> int:
        """Number of clusters drawn from."""
        return int(self.counts.shape[0])

    @property
    def draws(self) -> int:
        """Number of draws."""
        return int(self.counts.shape[1])

    @property
    def size(self) -> int:
        """Number of clusters in each draw."""
        return int(self.counts[:, 0].sum())

    def times(self, clusters: IntArray | slice) -> FloatArray:
        """Give the counts of some clusters as numbers to multiply."""
        return self.counts[clusters].astype(np.float64)

    def model_of(self, weights: Weights) -> Refit | None:
        """Give the model, which must be that of these weights."""
        if self.model is not None and self.model.weights is not weights:
            raise InputError(
                "These resamples were drawn for other weights.",
                code="measure.resamples-of-other-weights",
                fix="Draw with `resample_trials` from the weights that are used.",
            )
        return self.model


def resample(
    clusters: int, *, draws: int = 1000, seed: int, size: int | None = None
) -> Resamples:
    """Draw whole clusters with replacement, `draws` times.

    The same numbers and seed give the same resamples on every machine.

    Parameters
    ----------
    size
        Clusters in each draw; as many as there are, unless given.

    Raises
    ------
    DesignError
        `measure.too-few-clusters`: with fewer than six, resamples repeat each other and their
        spread says little.
    """
    return _draw([np.arange(clusters)], [size or clusters], clusters, draws=draws, seed=seed)


def resample_trials(
    trials: Trials, weights: Weights, *, draws: int = 1000, seed: int
) -> Resamples:
    """Draw whole clusters of the trials, `draws` times, for every outcome and tally alike.

    Where no cluster is in both arms, as when clusters were randomised, each arm is drawn from
    by itself. The enrolment model moves with each draw: see `holdfast.measure.refit`.

    Each draw holds fewer clusters than there are, by as large a share as the coefficients of
    the enrolment model are of the programme's clusters (by one in each arm where there is no
    model). Resamples of full size spread a little less than the estimate does, because they
    forget that the model was fitted to the same children; drawing `n - 1` of `n` is the oldest
    remedy (Rao and Wu 1988, doi:10.1080/01621459.1988.10478591).
    """
    programme = np.unique(trials.cluster[trials.programme])
    comparison = np.unique(trials.cluster[~trials.programme])
    if len(np.intersect1d(programme, comparison)):
        used = 1 if weights.propensity is None else len(weights.propensity.coefficients)
        enrolled = len(np.unique(trials.cluster[trials.programme & (weights.base > 0)]))
        everyone = np.union1d(programme, comparison)
        strata = [everyone]
        sizes = [round(len(everyone) * max(1.0 - used / enrolled, 0.5))]
    else:
        strata = [programme, comparison]
        sizes = [max(len(arm) - 1, 1) for arm in strata]
    drawn = _draw(strata, sizes, trials.clusters, draws=draws, seed=seed)
    return Resamples(counts=drawn.counts, model=refit(trials, weights, drawn))


def _draw(
    strata: list[IntArray], sizes: list[int], clusters: int, *, draws: int, seed: int
) -> Resamples:
    """Draw so many clusters of each stratum, with replacement."""
    if min(len(stratum) for stratum in strata) < FEWEST_CLUSTERS:
        raise DesignError(
            f"There are fewer than {FEWEST_CLUSTERS} clusters to draw from, too few for an "
            "interval.",
            code="measure.too-few-clusters",
            fix="Draw by child, or wait until more teams take part.",
        )
    if draws < FEWEST_DRAWS:
        raise InputError(
            f"Intervals need at least {FEWEST_DRAWS} draws.",
            code="measure.too-few-draws",
            fix="Use 1,000 draws, or 200 for a quick look.",
        )
    rng = np.random.Generator(np.random.PCG64(seed))
    counts = np.zeros((draws, clusters), dtype=np.uint16)
    for draw in range(draws):
        for stratum, size in zip(strata, sizes, strict=True):
            drawn = stratum[rng.integers(0, len(stratum), size)]
            counts[draw] += np.bincount(drawn, minlength=clusters).astype(np.uint16)
    return Resamples(counts=np.ascontiguousarray(counts.T))


def estimate(value: float, draws: FloatArray, *, n: int, level: float = 0.95) -> Estimate:
    """Give a value with the interval between two quantiles of its draws."""
    low, high = limits(draws, level=level)
    return Estimate(
        value=float(value), low=float(low), high=float(high), level=level, n=n, method=METHOD
    )


def limits(draws: FloatArray, *, level: float) -> FloatArray:
    """Give the two quantiles of draws along the last axis that hold the middle share.

    At the places `p (draws + 1)` in order of size, so that with few draws the interval is not
    too narrow on average (Davison and Hinkley 1997, chapter 5).
    """
    tail = (1.0 - level) / 2.0
    between: FloatArray = np.quantile(draws, [tail, 1.0 - tail], axis=-1, method="weibull")
    return between
