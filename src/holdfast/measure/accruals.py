"""What did each child run up on each day, and how much in each part of each row's follow-up?

A running sum of each child answers for every row of the child with two look-ups for each
part. A weight that changes with the days is a factor of the row times one of the child's day;
the second goes in while the sum is run, so that weighted time takes the place of days.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from holdfast.measure.trials import BoolArray, FloatArray, IntArray, Trials
    from holdfast.measure.weights import Latest, Weights

NEVER = 2**40  # a day that does not come


def _none() -> IntArray:
    return np.empty(0, dtype=np.int64)


def _nothing() -> FloatArray:
    return np.empty(0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Accrual:
    """Something that children run up by the day, by the event, or both.

    Child codes are those of the trials; days count from 1 January 1970.

    Attributes
    ----------
    name
        By the glossary, such as `days_in_care`.
    child, start_day, end_day, per_day
        Spans, half-open: so much for each day from `start_day` up to `end_day`. A span still
        open ends where observation does. Spans that overlap both count.
    point_child, point_day, amount
        Amounts that fall on one day.
    """

    name: str
    child: IntArray = field(default_factory=_none)
    start_day: IntArray = field(default_factory=_none)
    end_day: IntArray = field(default_factory=_none)
    per_day: FloatArray = field(default_factory=_nothing)
    point_child: IntArray = field(default_factory=_none)
    point_day: IntArray = field(default_factory=_none)
    amount: FloatArray = field(default_factory=_nothing)

    def __post_init__(self) -> None:
        for name in ("child", "start_day", "end_day", "point_child", "point_day"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.int64))
        for name in ("per_day", "amount"):
            object.__setattr__(self, name, np.asarray(getattr(self, name), dtype=np.float64))
        spans = {len(self.child), len(self.start_day), len(self.end_day), len(self.per_day)}
        points = {len(self.point_child), len(self.point_day), len(self.amount)}
        if (
            len(spans) > 1
            or len(points) > 1
            or (self.end_day < self.start_day).any()
            or not (np.isfinite(self.per_day).all() and np.isfinite(self.amount).all())
        ):
            raise InputError(
                "What is to be tallied cannot be used: its columns differ in length, a span "
                "ends before it starts, or an amount is not finite.",
                code="measure.accrual-not-usable",
                where=self.name,
                fix="Give spans as child, first day, first day no longer and amount a day; "
                "points as child, day and amount.",
            )


@dataclass(frozen=True, kw_only=True, eq=False)
class Clock:
    """How fast weighted time runs for the children of one arm, day by day.

    A comparison row's weight is a factor of the row times one of the child's day. A day
    counts here as much as the second; for the programme arm every day counts once.

    Attributes
    ----------
    begins
        For each child code, the first day that matters; `NEVER` for a child not in the arm.
    ends
        The first day that matters to nobody.
    latest
        The comparison rows, to look up the latest of a child; None for the programme arm.
    day, pace, so_far
        For each of them, its day, how much a day counts from then on, and the weighted time
        before it.
    """

    begins: IntArray
    ends: int
    latest: Latest | None
    day: IntArray
    pace: FloatArray
    so_far: FloatArray

    def at(self, child: IntArray, day: IntArray) -> FloatArray:
        """Give the weighted time passed by a day's start; compare it within a child only."""
        if self.latest is None:
            return day.astype(np.float64)
        place = self.latest.place(child, day)
        passed: FloatArray = self.so_far[place] + self.pace[place] * (day - self.day[place])
        return passed

    def pace_on(self, child: IntArray, day: IntArray) -> FloatArray:
        """Say how much a day of a child counts."""
        if self.latest is None:
            return np.ones(len(day))
        return self.pace[self.latest.place(child, day)]


def clock(trials: Trials, weights: Weights, *, programme: bool) -> Clock:
    """Say how weighted time runs in one arm."""
    arm = np.flatnonzero(trials.programme == programme)
    begins = np.full(int(trials.child.max()) + 1, NEVER, dtype=np.int64)
    np.minimum.at(begins, trials.child[arm], trials.index_day[arm])
    rows = weights.latest.rows
    day = trials.index_day[rows]
    pace = np.exp(weights.hazard_to[rows])
    same = np.diff(trials.child[rows]) == 0
    step = np.where(same, pace[:-1] * np.diff(day), 0.0)
    return Clock(
        begins=begins,
        ends=int(trials.last_day.max()),
        latest=None if programme else weights.latest,
        day=day,
        pace=pace,
        so_far=np.append(0.0, np.cumsum(step))[: len(rows)],
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Run:
    """One accrual as a running sum of each child, which bends or jumps at known days.

    Attributes
    ----------
    keys
        Child and day of each bend as one number, in order.
    time, total, rate
        At each bend: weighted time, what was run up before it, and how fast it goes on.
    """

    keys: IntArray
    time: FloatArray
    total: FloatArray
    rate: FloatArray

    def moves(self, first: IntArray, last: IntArray) -> BoolArray:
        """Say whether anything is run up between two keys of one child."""
        before = np.searchsorted(self.keys, first, side="right") - 1
        after = np.searchsorted(self.keys, last, side="right") - 1
        moves: BoolArray = (before != after) | (self.rate[before] != 0)
        return moves

    def at(self, keys: IntArray, time: FloatArray) -> FloatArray:
        """Give the running sum by the start of a day; compare it within a child only."""
        place = np.searchsorted(self.keys, keys, side="right") - 1
        total: FloatArray = self.total[place] + self.rate[place] * (time - self.time[place])
        return total


def run(accrual: Accrual, time: Clock, span: int) -> Run:
    """Run up one accrual over the days that matter to the children of one arm.

    `span` is above every day, so that child and day make one key.
    """
    spans = np.flatnonzero(_known(accrual.child, time.begins))
    child = accrual.child[spans]
    start = np.maximum(accrual.start_day[spans], time.begins[child])
    end = np.minimum(accrual.end_day[spans], time.ends)
    some = start < end
    child, start, end = child[some], start[some], end[some]
    rate = accrual.per_day[spans[some]]
    points = np.flatnonzero(_known(accrual.point_child, time.begins))
    on_day, whose = accrual.point_day[points], accrual.point_child[points]
    some = (on_day >= time.begins[whose]) & (on_day < time.ends)
    on_day, whose, amount = on_day[some], whose[some], accrual.amount[points[some]]
    children = np.concatenate([child, child, whose])
    days = np.concatenate([start, end, on_day + 1])
    bends = np.concatenate([rate, -rate, np.zeros(len(whose))])
    opens = np.repeat([1, -1, 0], [len(child), len(child), len(whose)])
    jumps = np.zeros(len(days))
    jumps[2 * len(child) :] = amount * time.pace_on(whose, on_day)
    order = np.argsort(children * span + days, kind="stable")
    children, days = children[order], days[order]
    passed = time.at(children, days)
    going = np.cumsum(bends[order])
    # Where no span is open nothing goes on, not even a rounding error.
    going[np.cumsum(opens[order]) == 0] = 0.0
    gained = jumps[order]
    gained[1:] += going[:-1] * np.diff(passed)
    return Run(
        keys=np.append(-1, children * span + days),
        time=np.append(0.0, passed),
        total=np.append(0.0, np.cumsum(gained)),
        rate=np.append(0.0, going),
    )


def _known(child: IntArray, begins: IntArray) -> BoolArray:
    inside = (child >= 0) & (child < len(begins))
    known: BoolArray = inside & (begins[np.where(inside, child, 0)] < NEVER)
    return known
