"""How would the weights move if the enrolment model were fitted anew to each resample?

The weights are estimated, and that is part of what is uncertain. Treating them as known makes
the interval of a difference too wide as a rule (Lunceford and Davidian 2004,
doi:10.1002/sim.1903) and that of one arm too narrow. Fitting the model again to each of a
thousand resamples is slow; one Newton step from the fitted coefficients is the first-order
answer, and it is a matrix product.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from holdfast.measure.exact_sums import counted, cross
from holdfast.measure.weights import grown, passed, running

if TYPE_CHECKING:
    from holdfast.measure.propensity import Propensity
    from holdfast.measure.resampling import Resamples
    from holdfast.measure.trials import FloatArray, IntArray, Trials
    from holdfast.measure.weights import Weights

TOGETHER = 4096  # clusters whose counts are held as numbers at a time


@dataclass(frozen=True, kw_only=True, eq=False)
class Refit:
    """How the coefficients move with each draw, and the weights with the coefficients.

    Attributes
    ----------
    weights
        Those that move.
    moves
        How far each coefficient moves: one row a coefficient, one column a draw.
    own
        For each row, the slope of its log weight that does not change with the days.
    later
        What is added to it while a row is the latest that its child has passed.
    """

    weights: Weights
    moves: FloatArray
    own: FloatArray
    later: FloatArray


def refit(trials: Trials, weights: Weights, resamples: Resamples) -> Refit | None:
    """Say how coefficients and weights move; None where no model was fitted."""
    propensity = weights.propensity
    if propensity is None:
        return None
    chance = np.where(trials.programme, 0.0, propensity.probability)
    # The derivative of the odds, which are the hazard, is the odds times the covariates.
    hazard = propensity.design * (chance / (1.0 - chance))[:, None]
    so_far = running(trials, hazard, weights.latest)
    own = propensity.design * weights.slope[:, None]
    own -= so_far - hazard / 2.0
    moves = _moves(trials, propensity, resamples)
    return Refit(weights=weights, moves=moves, own=own, later=so_far)


def _moves(trials: Trials, propensity: Propensity, resamples: Resamples) -> FloatArray:
    """Take one Newton step for each draw, from the scores of its clusters."""
    left = trials.programme - propensity.probability
    order = np.argsort(trials.cluster, kind="stable")
    cluster = trials.cluster[order]
    starts = np.flatnonzero(np.diff(cluster, prepend=-1))
    scores = np.add.reduceat((propensity.design * left[:, None])[order], starts, axis=0)
    total = np.zeros((len(propensity.coefficients), resamples.draws))
    for first in range(0, len(starts), TOGETHER):
        some = slice(first, first + TOGETHER)
        total += counted(scores[some], resamples.times(cluster[starts[some]]))
    # A resample of fewer clusters holds that much less information.
    return cross(propensity.covariance, total) * (resamples.clusters / resamples.size)


def mean_slope(
    trials: Trials,
    model: Refit,
    rows: IntArray,
    days: IntArray,
    group: IntArray,
    groups: int,
) -> FloatArray:
    """Give the weighted mean slope of the log weight of rows on days, one row a group.

    All rows are of one arm. A group of no weight has slope 0.
    """
    weights = model.weights
    later = passed(trials, weights, rows, days)
    weight = weights.base[rows] * grown(weights, rows, later)
    total = np.bincount(group, weights=weight, minlength=groups)[:, None]
    shape = (groups, trials.rows)
    sums = csr_array((weight, (group, rows)), shape=shape) @ model.own
    sums += csr_array((weight, (group, later)), shape=shape) @ model.later
    slope: FloatArray = np.divide(sums, total, out=np.zeros_like(sums), where=total > 0)
    return slope
