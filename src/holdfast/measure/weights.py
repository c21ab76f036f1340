"""How much does each row count, on its index day and as the days go by?

On the index day: overlap weights (Li, Morgan and Zaslavsky 2018,
doi:10.1080/01621459.2016.1260466), inverse-probability weights, or matching weights (Li and
Greene 2013, doi:10.1515/ijb-2012-0030).

Later: a comparison row leaves when its child enrols, and those who leave are not like those
who stay. So at each later month in which the child could have enrolled and did not, the row's
weight is divided by the modelled chance of not having enrolled by then (inverse probability
of censoring: Robins and Finkelstein 2000, doi:10.1111/j.0006-341X.2000.00779.x). The odds of
the enrolment model are the hazard for a month (Hanley and Miettinen 2009,
doi:10.2202/1557-4679.1125), so that chance is the exponential of minus their sum.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from holdfast.measure.propensity import check_arms

if TYPE_CHECKING:
    from holdfast.measure.propensity import Propensity
    from holdfast.measure.trials import FloatArray, IntArray, Trials


class Weighting(StrEnum):
    """Whom the answer is about.

    OVERLAP: children about whose enrolment the records leave doubt; where few of the eligible
    enrol in a month, nearly the children who enrolled. MATCHING: nearly the same, as in pairs
    matched one to one. INVERSE_PROBABILITY: every eligible child-month, also those who would
    hardly ever enrol; seldom the question and often imprecise. NONE: as allocated at random.
    """

    OVERLAP = "overlap"
    INVERSE_PROBABILITY = "inverse-probability"
    MATCHING = "matching"
    NONE = "none"


@dataclass(frozen=True, kw_only=True, eq=False)
class Weights:
    """A weight for each row on its index day, and what multiplies it later.

    Attributes
    ----------
    base
        On the index day; 0 for a row outside the comparison.
    slope
        How the log of `base` moves with the linear predictor of the enrolment model.
    hazard_to
        Hazard of enrolling so far: the running sum of the odds over the child's comparison
        rows, this one included; 0 for programme rows.
    hazard_from
        The same at the row's own day, which falls half way through its own month. While a
        later row of the child is the latest passed, the weight is `base * exp(hazard_to there
        - hazard_from here)`.
    latest
        For looking up which comparison row of a child is the latest on a day.
    """

    kind: Weighting
    propensity: Propensity | None
    base: FloatArray
    slope: FloatArray
    hazard_from: FloatArray
    hazard_to: FloatArray
    latest: Latest


@dataclass(frozen=True, kw_only=True, eq=False)
class Latest:
    """The comparison rows in order of child and day, to be searched by both at once.

    `above` is above every day, so that `child * above + day` is one key in that order.
    """

    rows: IntArray
    keys: IntArray
    above: int

    def place(self, child: IntArray, day: IntArray) -> IntArray:
        """Give the place in `rows` of the last comparison row of a child up to and on a day."""
        place: IntArray = np.searchsorted(self.keys, child * self.above + day, side="right") - 1
        return place


def weigh(
    trials: Trials, propensity: Propensity, *, kind: Weighting = Weighting.OVERLAP
) -> Weights:
    """Weight the arms to be alike on their covariates, and undo censoring by later enrolment.

    Returns
    -------
    Weights
        For whom the answer then holds is said by `Weighting`. No weighting makes the arms
        alike in what was not recorded.
    """
    if kind is Weighting.NONE:
        return unit_weights(trials)
    enrols = propensity.probability
    with np.errstate(divide="ignore", invalid="ignore"):
        if kind is Weighting.OVERLAP:
            base = np.where(trials.programme, 1.0 - enrols, enrols)
            slope = np.where(trials.programme, -enrols, 1.0 - enrols)
        elif kind is Weighting.INVERSE_PROBABILITY:
            base = 1.0 / np.where(trials.programme, enrols, 1.0 - enrols)
            slope = np.where(trials.programme, enrols - 1.0, enrols)
        else:
            own = np.where(trials.programme, enrols, 1.0 - enrols)
            base = np.minimum(enrols, 1.0 - enrols) / own
            sign = np.where(enrols < 0.5, 1.0 - enrols, -enrols)
            slope = sign - np.where(trials.programme, 1.0 - enrols, -enrols)
    # A row outside may come with a chance of exactly 0 or 1; it counts for nothing.
    base = np.where(propensity.inside, base, 0.0)
    slope = np.where(propensity.inside, slope, 0.0)
    latest = _latest(trials)
    chance = np.where(trials.programme, 0.0, enrols)
    hazard = chance / (1.0 - chance)
    so_far = running(trials, hazard, latest)
    return Weights(
        kind=kind,
        propensity=propensity,
        base=base,
        slope=slope,
        hazard_from=so_far - hazard / 2.0,
        hazard_to=so_far,
        latest=latest,
    )


def unit_weights(trials: Trials) -> Weights:
    """Count every row once, as when chance decided who was offered the programme.

    The estimate is then by intention to treat: children stay in the arm to which they were
    allocated, so no comparison row may be censored by a later enrolment.
    """
    check_arms(trials)
    return Weights(
        kind=Weighting.NONE,
        propensity=None,
        base=np.ones(trials.rows),
        slope=np.zeros(trials.rows),
        hazard_from=np.zeros(trials.rows),
        hazard_to=np.zeros(trials.rows),
        latest=_latest(trials),
    )


def _latest(trials: Trials) -> Latest:
    rows = np.flatnonzero(~trials.programme)
    order = np.lexsort((trials.index_day[rows], trials.child[rows]))
    rows = rows[order]
    last = int(max(trials.last_day.max(), trials.index_day.max()))
    above = last + 2
    return Latest(
        rows=rows, keys=trials.child[rows] * above + trials.index_day[rows], above=above
    )


def passed(trials: Trials, weights: Weights, rows: IntArray, days: IntArray) -> IntArray:
    """Say which comparison row of the child is the latest passed, days after each row's own.

    For programme rows, and where weights do not change, the row itself.
    """
    if weights.propensity is None or not len(rows) or trials.programme[rows[0]]:
        return rows
    latest = weights.latest
    later: IntArray = latest.rows[
        latest.place(trials.child[rows], trials.index_day[rows] + days)
    ]
    return later


def grown(weights: Weights, rows: IntArray, later: IntArray) -> FloatArray:
    """Say by what the weight of a row has grown while a later row is the latest passed."""
    growth: FloatArray = np.exp(weights.hazard_to[later] - weights.hazard_from[rows])
    return growth


def running(trials: Trials, each: FloatArray, latest: Latest) -> FloatArray:
    """Sum within each child, in order of day, over comparison rows; 0 for programme rows."""
    rows = latest.rows
    sums = np.cumsum(each[rows], axis=0)
    starts = np.flatnonzero(np.diff(trials.child[rows], prepend=-1))
    before = sums[starts] - each[rows[starts]]
    total = np.zeros_like(each)
    total[rows] = sums - np.repeat(before, np.diff(np.append(starts, len(rows))), axis=0)
    return total
