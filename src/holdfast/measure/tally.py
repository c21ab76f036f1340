"""How much of something does a child of each arm run up by the horizon, on average?

Days in care, moves, days in a kind of placement, costs: whatever comes by the day or by the
event and may come again. Where follow-up ends before the horizon the mean is built up part by
part, each from the children still followed (the partitioned estimator of Bang and Tsiatis
2000, doi:10.1093/biomet/87.2.329), with the same weights and resamples as every other result.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import DesignError, InputError
from holdfast.measure.accruals import Accrual, Clock, Run, clock, run
from holdfast.measure.exact_sums import counted, cross
from holdfast.measure.resampling import estimate
from holdfast.measure.weights import passed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.refit import Refit
    from holdfast.measure.resampling import Resamples
    from holdfast.measure.trials import FloatArray, IntArray, Trials
    from holdfast.measure.weights import Weights


CELLS = 8_000_000  # of a rows by accruals by parts table held at a time: 64 MB


@dataclass(frozen=True, kw_only=True, eq=False)
class Tally:
    """The mean for a child of each arm, up to the horizon.

    Attributes
    ----------
    programme, comparison, difference
        The last is programme less comparison.
    programme_draws, comparison_draws
        One for each resample, joint with those of every outcome from the same resamples.
    edges
        The days that part the follow-up.
    programme_parts, comparison_parts
        The mean run up in each part, for a timeline.
    programme_part_draws, comparison_part_draws
        The same for each resample: one row a part.
    """

    name: str
    programme: Estimate
    comparison: Estimate
    difference: Estimate
    programme_draws: FloatArray
    comparison_draws: FloatArray
    edges: IntArray
    programme_parts: FloatArray
    comparison_parts: FloatArray
    programme_part_draws: FloatArray
    comparison_part_draws: FloatArray

    @property
    def difference_draws(self) -> FloatArray:
        """Programme less comparison, for each resample."""
        return self.programme_draws - self.comparison_draws


def interval_edges(horizon: int, *, every: int = 30) -> IntArray:
    """Give the days that part the follow-up: 0, every so many days, and the horizon.

    Examples
    --------
    >>> interval_edges(100, every=30).tolist()
    [0, 30, 60, 90, 100]
    """
    return np.append(np.arange(0, horizon, every), horizon).astype(np.int64)


def tally(
    trials: Trials,
    weights: Weights,
    accruals: Sequence[Accrual],
    *,
    horizon: int,
    resamples: Resamples,
    level: float = 0.95,
    every: int = 30,
    discount: FloatArray | None = None,
) -> tuple[Tally, ...]:
    """Say what a child of each arm runs up by the horizon, for each accrual in turn.

    Parameters
    ----------
    every
        Days in each part of the follow-up: see `interval_edges`.
    discount
        A factor for each part, for present values; none unless given.

    Raises
    ------
    DesignError
        `measure.follow-up-too-short` where nobody of an arm is followed in some part.
    """
    edges = interval_edges(horizon, every=every)
    lengths = np.diff(edges).astype(np.float64)
    if discount is not None and len(discount) != len(lengths):
        raise InputError(
            "The discount factors are not one for each part of the follow-up.",
            code="measure.discount-not-usable",
            fix="Give one factor for each of the parts that `interval_edges` cuts.",
        )
    factors = lengths if discount is None else lengths * discount
    model = resamples.model_of(weights)
    arms = []
    for enrolled, name in ((True, "programme"), (False, "comparison")):
        sums = _Sums.zeros(len(accruals), len(lengths), resamples, model)
        pace = clock(trials, weights, programme=enrolled)
        runs = [run(one, pace, weights.latest.above) for one in accruals]
        together = max(CELLS // sums.value.size, 1)
        for rows in _row_parts(trials, weights, together, programme=enrolled):
            part = _Part.of(trials, weights, rows, edges, pace)
            _add(trials, weights, part, runs, sums, resamples, model)
        if (sums.value[0] <= 0).any():
            raise DesignError(
                f"No child of the {name} arm was followed in some part of the time up to the "
                "horizon.",
                code="measure.follow-up-too-short",
                where=f"horizon of {horizon} days",
                fix="Choose a shorter horizon in the protocol, or wait for the next returns.",
            )
        arms.append(sums)
    children = [
        len(np.unique(trials.child[(trials.programme == arm) & (weights.base > 0)]))
        for arm in (True, False)
    ]
    found = []
    for place, accrual in enumerate(accruals, start=1):
        (programme, programme_parts), (comparison, comparison_parts) = (
            _means(sums, place, factors, model) for sums in arms
        )
        programme_draws, comparison_draws = (
            parts.sum(axis=0) for parts in (programme_parts, comparison_parts)
        )
        found.append(
            Tally(
                name=accrual.name,
                programme=estimate(
                    programme.sum(), programme_draws, n=children[0], level=level
                ),
                comparison=estimate(
                    comparison.sum(), comparison_draws, n=children[1], level=level
                ),
                difference=estimate(
                    programme.sum() - comparison.sum(),
                    programme_draws - comparison_draws,
                    n=children[0],
                    level=level,
                ),
                programme_draws=programme_draws,
                comparison_draws=comparison_draws,
                edges=edges,
                programme_parts=programme,
                comparison_parts=comparison,
                programme_part_draws=programme_parts,
                comparison_part_draws=comparison_parts,
            )
        )
    return tuple(found)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Sums:
    """Weighted sums of one arm: first of days followed, then of each accrual, by part.

    The slopes say how each sum moves with the coefficients of the enrolment model.
    """

    value: FloatArray
    draws: FloatArray
    slopes: FloatArray

    @classmethod
    def zeros(
        cls, accruals: int, parts: int, resamples: Resamples, model: Refit | None
    ) -> _Sums:
        coefficients = 0 if model is None else len(model.moves)
        return cls(
            value=np.zeros((accruals + 1, parts)),
            draws=np.zeros((accruals + 1, parts, resamples.draws)),
            slopes=np.zeros((accruals + 1, parts, coefficients)),
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class _Part:
    """Some rows of one arm, by cluster.

    `keys` and `time` are the child and day, and the weighted time, at each edge; `factor` is
    what a row's weight has of its own; `middle` the latest comparison row passed half way
    through each part, in which place of `later` it stands.
    """

    rows: IntArray
    keys: IntArray
    time: FloatArray
    factor: FloatArray
    later: IntArray
    middle: IntArray

    @classmethod
    def of(
        cls, trials: Trials, weights: Weights, rows: IntArray, edges: IntArray, pace: Clock
    ) -> _Part:
        followed = trials.follow_up[rows]
        day = trials.index_day[rows, None] + np.minimum(edges, followed[:, None])
        child = np.broadcast_to(trials.child[rows, None], day.shape)
        # The weight moves within a part; its slope is taken at the middle of it.
        half = np.minimum((edges[:-1] + edges[1:]) // 2, np.maximum(followed - 1, 0)[:, None])
        there = np.stack([passed(trials, weights, rows, one) for one in half.T], axis=1)
        met = np.zeros(trials.rows, dtype=bool)
        met[there] = True
        return cls(
            rows=rows,
            keys=child * weights.latest.above + day,
            time=pace.at(child, day),
            factor=weights.base[rows] * np.exp(-weights.hazard_from[rows]),
            later=np.flatnonzero(met),
            middle=(np.cumsum(met) - 1)[there],
        )


def _row_parts(
    trials: Trials, weights: Weights, together: int, *, programme: bool
) -> Iterator[IntArray]:
    """Give the rows of an arm that count for anything, by cluster, some at a time."""
    rows = np.flatnonzero((trials.programme == programme) & (weights.base > 0))
    rows = rows[np.argsort(trials.cluster[rows], kind="stable")]
    for start in range(0, len(rows), together):
        yield rows[start : start + together]


def _add(
    trials: Trials,
    weights: Weights,
    part: _Part,
    runs: list[Run],
    sums: _Sums,
    resamples: Resamples,
    model: Refit | None,
) -> None:
    """Add some rows of one arm to the sums, for the estimate and for every draw."""
    cluster = trials.cluster[part.rows]
    clusters, place = np.unique(cluster, return_inverse=True)
    parts = sums.value.shape[1]
    table = np.zeros((len(clusters), len(sums.value), parts))
    for number, one in enumerate([None, *runs]):
        if one is None:
            moving, running = np.arange(len(part.rows)), part.time
        else:
            moving = np.flatnonzero(one.moves(part.keys[:, 0], part.keys[:, -1]))
            running = one.at(part.keys[moving], part.time[moving])
        if not len(moving):
            continue
        amount = np.diff(running, axis=1) * part.factor[moving, None]
        starts = np.flatnonzero(np.diff(place[moving], prepend=-1))
        table[place[moving][starts], number] = np.add.reduceat(amount, starts, axis=0)
        if model is not None:
            cell = part.middle[moving] + np.arange(parts) * len(part.later)
            gone = np.zeros(parts * len(part.later))
            gone += np.bincount(cell.ravel(), weights=amount.ravel(), minlength=len(gone))
            sums.slopes[number] += cross(amount, model.own[part.rows[moving]])
            sums.slopes[number] += cross(gone.reshape(parts, -1).T, model.later[part.later])
    flat = table.reshape(len(clusters), -1)
    sums.value[...] += table.sum(axis=0)
    sums.draws[...] += counted(flat, resamples.times(clusters)).reshape(sums.draws.shape)


def _means(
    sums: _Sums, place: int, factors: FloatArray, model: Refit | None
) -> tuple[FloatArray, FloatArray]:
    """Give the mean run up in each part, and the same for each draw."""
    days, total = sums.value[0], sums.value[place]
    rate = total / days
    days_draws = sums.draws[0]
    # A draw may hold nobody who was followed so far: it keeps the rate of the whole sample.
    draws = np.broadcast_to(rate[:, None], days_draws.shape).copy()
    np.divide(sums.draws[place], days_draws, out=draws, where=days_draws > 0)
    if model is not None:
        slope = (sums.slopes[place] - rate[:, None] * sums.slopes[0]) / days[:, None]
        draws += cross(slope.T, model.moves)
    return rate * factors, draws * factors[:, None]
