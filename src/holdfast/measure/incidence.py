"""What share of each arm has had the event by each day? With intervals and numbers at risk.

The weighted Aalen-Johansen estimator for both arms on a daily grid, with competing events,
and the same for every resample at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import DesignError
from holdfast.measure.aalen_johansen import aalen_johansen
from holdfast.measure.exact_sums import cross
from holdfast.measure.refit import mean_slope
from holdfast.measure.resampling import estimate, limits
from holdfast.measure.risk_sets import RiskSets, risk_sets
from holdfast.measure.trials import EVENT

if TYPE_CHECKING:
    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.refit import Refit
    from holdfast.measure.resampling import Resamples
    from holdfast.measure.trials import FirstEvents, FloatArray, IntArray, Outcome, Trials
    from holdfast.measure.weights import Weights

GRID = 13  # days on which the slope of the weight at risk is worked out, straight between
FEWEST_TO_HORIZON = 5  # children of each arm who could have been followed to the horizon


@dataclass(frozen=True, kw_only=True, eq=False)
class Curve:
    """A share of children from day 0 to the horizon, with pointwise intervals."""

    value: FloatArray
    low: FloatArray
    high: FloatArray


@dataclass(frozen=True, kw_only=True, eq=False)
class ArmIncidence:
    """One arm of the comparison.

    Attributes
    ----------
    children, rows
        Distinct children, and rows of the trials, that count for anything.
    complete
        Distinct children followed to the horizon or to an event of any kind.
    curves
        For each kind of event, 1 the event itself, its cumulative incidence.
    draws
        The event's incidence in every resample: one row a day, one column a draw.
    competing_draws
        For each competing kind, its incidence at the horizon in every resample.
    children_at_risk
        Distinct children still followed and free of every event, by day, unweighted.
    events
        Distinct children seen to have each kind of event by the horizon, unweighted.
    """

    children: int
    rows: int
    complete: int
    curves: dict[int, Curve]
    draws: FloatArray
    competing_draws: dict[int, FloatArray]
    children_at_risk: IntArray
    events: dict[int, int]

    def competing_risk(self, kind: int, *, level: float = 0.95) -> Estimate:
        """Give the share with one kind of competing event by the horizon."""
        return estimate(
            self.curves[kind].value[-1],
            self.competing_draws[kind],
            n=self.children,
            level=level,
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class CumulativeIncidence:
    """Both arms, day by day; `difference` is programme less comparison.

    It compares enrolling with not enrolling up to the horizon, for the children whom the
    weights are about. `enrolling_months` is the number of months from the first enrolment to
    the last; `days_to_complete` those until every programme child has been followed to the
    horizon.
    """

    outcome: str
    horizon: int
    level: float
    programme: ArmIncidence
    comparison: ArmIncidence
    difference: Curve
    enrolling_months: int
    days_to_complete: int


def cumulative_incidence(
    trials: Trials,
    outcome: Outcome,
    weights: Weights,
    *,
    horizon: int,
    resamples: Resamples,
    level: float = 0.95,
) -> CumulativeIncidence:
    """Say what share of each arm had the event by each day up to the horizon.

    Raises
    ------
    DesignError
        `measure.follow-up-too-short` where fewer than five children of an arm were observed
        for as long as the horizon: a curve would have to be made up.
    """
    seen = outcome.first_events(trials)
    kinds = (EVENT, *(int(one) for one in np.unique(seen.kind) if one > EVENT))
    model = resamples.model_of(weights)
    arms = []
    for programme in (True, False):
        rows = np.flatnonzero(
            (trials.programme == programme) & (weights.base > 0) & (seen.until > 0)
        )
        _check_follow_up(trials, rows, horizon, programme=programme)
        sets = risk_sets(
            trials, weights, rows, seen, kinds=kinds, horizon=horizon, resamples=resamples
        )
        if model is not None:
            _refitted(trials, rows, seen, sets, model)
        arms.append(_arm(trials, rows, seen, sets, level=level))
    enrolled = trials.programme & (weights.base > 0)
    months = trials.trial[enrolled]
    value = arms[0].curves[EVENT].value - arms[1].curves[EVENT].value
    low, high = limits(arms[0].draws - arms[1].draws, level=level)
    return CumulativeIncidence(
        outcome=outcome.name,
        horizon=horizon,
        level=level,
        programme=arms[0],
        comparison=arms[1],
        difference=Curve(value=value, low=low, high=high),
        enrolling_months=int(months.max() - months.min()) + 1,
        days_to_complete=max(0, horizon + 1 - int(trials.follow_up[enrolled].min())),
    )


def _check_follow_up(trials: Trials, rows: IntArray, horizon: int, *, programme: bool) -> None:
    followed = np.unique(trials.child[rows[trials.follow_up[rows] > horizon]])
    if len(followed) < FEWEST_TO_HORIZON:
        arm = "programme" if programme else "comparison"
        raise DesignError(
            f"Fewer than {FEWEST_TO_HORIZON} children of the {arm} arm were observed for as "
            "long as the horizon.",
            code="measure.follow-up-too-short",
            where=f"horizon of {horizon} days",
            fix="Choose a shorter horizon in the protocol, or wait for the next returns.",
        )


def _refitted(
    trials: Trials, rows: IntArray, seen: FirstEvents, sets: RiskSets, model: Refit
) -> None:
    """Move the sums of each draw, in place, as its own fit of the model would move them.

    On the log scale, so that they stay above zero.
    """
    horizon = len(sets.at_risk) - 1
    grid = np.unique(np.linspace(0, horizon, GRID).round().astype(np.int64))
    on_grid = np.empty((len(grid), len(model.moves)))
    for place, day in enumerate(grid):
        still = rows[seen.until[rows] > day]
        days = np.full(len(still), day)
        one_group = np.zeros(len(still), dtype=np.int64)
        on_grid[place] = mean_slope(trials, model, still, days, one_group, 1)[0]
    every_day = np.arange(horizon + 1)
    at_risk = np.column_stack([np.interp(every_day, grid, one) for one in on_grid.T])
    sets.at_risk_draws[...] *= np.exp(cross(at_risk.T, model.moves))
    for kind, draws in sets.events_draws.items():
        these = rows[(seen.kind[rows] == kind) & (seen.day[rows] <= horizon)]
        day = seen.day[these]
        happened = mean_slope(trials, model, these, day, day, horizon + 1)
        draws *= np.exp(cross(happened.T, model.moves))


def _arm(
    trials: Trials, rows: IntArray, seen: FirstEvents, sets: RiskSets, *, level: float
) -> ArmIncidence:
    values = aalen_johansen(sets.at_risk, sets.events)
    draws = aalen_johansen(sets.at_risk_draws, sets.events_draws)
    curves = {}
    for kind, value in values.items():
        low, high = limits(draws[kind], level=level)
        curves[kind] = Curve(value=value, low=low, high=high)
    horizon = len(sets.at_risk) - 1
    order = rows[np.argsort(trials.child[rows], kind="stable")]
    starts = np.flatnonzero(np.diff(trials.child[order], prepend=-1))
    longest = np.maximum.reduceat(seen.until[order], starts)
    leaving = np.bincount(np.minimum(longest, horizon + 1), minlength=horizon + 2)
    happened = rows[(seen.kind[rows] > 0) & (seen.day[rows] <= horizon)]
    events = {
        kind: len(np.unique(trials.child[happened[seen.kind[happened] == kind]]))
        for kind in curves
    }
    complete = np.append(happened, rows[seen.until[rows] > horizon])
    return ArmIncidence(
        children=len(starts),
        rows=len(rows),
        complete=len(np.unique(trials.child[complete])),
        curves=curves,
        draws=draws[EVENT],
        competing_draws={kind: one[-1] for kind, one in draws.items() if kind != EVENT},
        children_at_risk=np.cumsum(leaving[::-1])[::-1][1:].astype(np.int64),
        events=events,
    )
