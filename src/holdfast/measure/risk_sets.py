"""Who is still at risk on each day, and how much do they count? Sums for every draw at once.

A weight is a step function of the days since the row's index day: it changes when a later
comparison row of the same child is passed. Clusters are taken some at a time, so memory does
not grow with their number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.sparse import csr_array

from holdfast.measure.exact_sums import counted
from holdfast.measure.weights import grown, passed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.measure.resampling import Resamples
    from holdfast.measure.trials import FirstEvents, FloatArray, IntArray, Trials
    from holdfast.measure.weights import Weights

CELLS = 4_000_000  # of a clusters by days table held at a time: 32 MB


@dataclass(frozen=True, kw_only=True, eq=False)
class RiskSets:
    """Weight at risk and weight of each kind of event, by day.

    Days run along the first axis; the columns of the draws are the resamples.
    """

    at_risk: FloatArray
    events: dict[int, FloatArray]
    at_risk_draws: FloatArray
    events_draws: dict[int, FloatArray]


def risk_sets(
    trials: Trials,
    weights: Weights,
    rows: IntArray,
    seen: FirstEvents,
    *,
    kinds: tuple[int, ...],
    horizon: int,
    resamples: Resamples,
) -> RiskSets:
    """Add up, for one arm, who was at risk and what happened on each day up to the horizon.

    Parameters
    ----------
    rows
        Rows of the arm with some weight and some days at risk: all of them comparison rows,
        or none.
    seen
        For every row of the trials, what was seen of the outcome.
    kinds
        Kinds of event to add up.
    """
    days = horizon + 1
    draws = resamples.draws
    at_risk, at_risk_draws = np.zeros(days), np.zeros((days, draws))
    events = {one: np.zeros(days) for one in kinds}
    events_draws = {one: np.zeros((days, draws)) for one in kinds}
    rows = rows[np.argsort(trials.cluster[rows], kind="stable")]
    for part in _parts(trials.cluster[rows], max(CELLS // days, 1)):
        some = rows[part]
        first = int(trials.cluster[some[0]])
        last = int(trials.cluster[some[-1]]) + 1
        counts = resamples.times(slice(first, last))
        stop = np.minimum(seen.until[some], days)
        table = _days_at_risk(trials, weights, some, stop, first, (last - first, days))
        at_risk += table.sum(axis=0)
        at_risk_draws += counted(table, counts)
        for one in kinds:
            these = some[(seen.kind[some] == one) & (seen.day[some] <= horizon)]
            day = seen.day[these]
            weight = weights.base[these]
            weight = weight * grown(weights, these, passed(trials, weights, these, day))
            where = (day, trials.cluster[these] - first)
            happened = csr_array((weight, where), shape=(days, last - first))
            events[one] += happened.sum(axis=1)
            events_draws[one] += happened @ counts
    return RiskSets(
        at_risk=at_risk, events=events, at_risk_draws=at_risk_draws, events_draws=events_draws
    )


def _parts(cluster: IntArray, most: int) -> Iterator[slice]:
    """Cut rows sorted by cluster into slices that span at most so many cluster codes."""
    start = 0
    while start < len(cluster):
        stop = int(np.searchsorted(cluster, cluster[start] + most, side="left"))
        yield slice(start, stop)
        start = stop


def _days_at_risk(
    trials: Trials,
    weights: Weights,
    rows: IntArray,
    stop: IntArray,
    first: int,
    shape: tuple[int, int],
) -> FloatArray:
    """Give the weight at risk, one row a cluster and one column a day."""
    place = trials.cluster[rows] - first
    start = np.zeros(len(rows), dtype=np.int64)
    weight = weights.base[rows]
    if weights.propensity is not None and not trials.programme[rows[0]]:
        piece, start, stop, weight = _pieces(trials, weights, rows, stop)
        place = place[piece]
    columns = shape[1] + 1
    cells = shape[0] * columns
    change = np.zeros(cells)
    change += np.bincount(place * columns + start, weights=weight, minlength=cells)
    change -= np.bincount(place * columns + stop, weights=weight, minlength=cells)
    table: FloatArray = np.cumsum(change.reshape(shape[0], columns), axis=1)[:, :-1]
    return table


def _pieces(
    trials: Trials, weights: Weights, rows: IntArray, stop: IntArray
) -> tuple[IntArray, IntArray, IntArray, FloatArray]:
    """Cut each row's days at risk where its weight changes.

    Returns
    -------
    tuple
        For each piece: which of `rows`, first day, first day no longer, and weight.
    """
    latest = weights.latest
    child, day = trials.child[rows], trials.index_day[rows]
    own = latest.place(child, day)
    count = latest.place(child, day + stop - 1) - own + 1
    piece = np.repeat(np.arange(len(rows)), count)
    ends = np.cumsum(count)
    later = latest.rows[np.arange(ends[-1]) - np.repeat(ends - count - own, count)]
    start = trials.index_day[later] - day[piece]
    finish = np.append(start[1:], 0)
    finish[ends - 1] = stop
    weight = weights.base[rows][piece] * grown(weights, rows[piece], later)
    return piece, start, finish, weight
