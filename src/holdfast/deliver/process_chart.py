"""Is this month anything but the usual ups and downs of this home?

A process behaviour chart of single values and their moving ranges (XmR). From the months of a
baseline come a centre line and limits: the mean, give or take 2.66 mean moving ranges, and
3.267 mean moving ranges for the ranges themselves (D. J. Wheeler, *Understanding Variation*,
1993, page 60; the constants are 3 / 1.128 and D4 for ranges of two). The baseline ends before
the training starts and limits are not worked out again through it: a change would hide itself.

Where fewer than two a month are counted, no limits are drawn. Simulation says why: the chance
of a false alarm in a year rises steeply below that (docs/explanation/process_charts.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from holdfast.deliver.home_series import Point

TO_LIMITS = 2.66
TO_UPPER_RANGE = 3.267
TO_SIGMA = 1.128
FEWEST_MONTHS = 12
MOST_MONTHS = 24
FEWEST_A_MONTH = 2.0
RUN, TREND, ZONE, ZONE_OF = 8, 6, 2, 3
TWO_SIGMA = 2.0


class Rule(StrEnum):
    """What makes a signal, in words for the page."""

    POINT = "one month beyond a limit"
    TWO_OF_THREE = "two of three months in a row far out on one side"
    RUN = "eight months in a row on one side of the centre line"
    TREND = "six months in a row each higher, or each lower, than the last"
    RANGE = "a jump from one month to the next beyond the limit for jumps"


class Side(StrEnum):
    """On which side of the centre line, or which way."""

    ABOVE = "above"
    BELOW = "below"


class WhyTooFew(StrEnum):
    """Why no limits can be drawn."""

    MONTHS = "too few months"
    COUNTS = "too few in a month"
    NO_CHANGE = "the number never changed"


@dataclass(frozen=True, kw_only=True, slots=True)
class Signal:
    """One rule that fired, over the months from `first` to `last`.

    `in_baseline` says that it lies in the months from which the limits came: the home was not
    steady then, and the limits are to be read with care.
    """

    rule: Rule
    side: Side | None
    first: date
    last: date
    in_baseline: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TooFewToTell:
    """Nothing can be said of single months, and why.

    `months` are those of the baseline that have a number, `mean` is how many were counted in
    one of them, and `fewest_months` and `fewest` are what a chart needs.
    """

    why: WhyTooFew
    points: tuple[Point, ...]
    months: int
    mean: float | None
    fewest_months: int = FEWEST_MONTHS
    fewest: float = FEWEST_A_MONTH


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessChart:
    """The points with their limits and what fired.

    `lower` is None where the limit would be below nought, `upper` where it would be above
    `highest`: no number there would be a signal. `ranges` has the jump from the month before,
    None where either is missing. A chart says that something changed, never what changed it.
    """

    points: tuple[Point, ...]
    ranges: tuple[float | None, ...]
    baseline_first: date
    baseline_last: date
    months: int
    centre: float
    lower: float | None
    upper: float | None
    upper_range: float
    sigma: float
    trainings: tuple[date, ...]
    signals: tuple[Signal, ...]

    @property
    def steady_baseline(self) -> bool:
        """Whether no rule fired in the baseline itself."""
        return not any(signal.in_baseline for signal in self.signals)


def process_chart(
    points: Sequence[Point], *, trainings: Sequence[date] = (), highest: float | None = None
) -> ProcessChart | TooFewToTell:
    """Draw limits from the months before, and say which rules fire.

    Parameters
    ----------
    points
        One a month, in order, with None where a month is missing.
    trainings
        The first days of trainings. The baseline is every month before the month of the first;
        without any, the first twenty-four months that have a number.
    highest
        The largest value that there can be: 100 for a share.

    Returns
    -------
    ProcessChart or TooFewToTell
        The latter with fewer than twelve months in the baseline, with fewer than two counted a
        month on average, or where nothing ever changed.

    Raises
    ------
    InputError
        `deliver.months-out-of-order`.
    """
    if any(second.month <= first.month for first, second in pairwise(points)):
        raise InputError(
            "The months of a chart are not in order, or one is there twice.",
            code="deliver.months-out-of-order",
            fix="Give one point a month, from the first to the last.",
        )
    starts = tuple(sorted(trainings))
    baseline = _baseline(points, starts)
    given = [point for point in baseline if point.value is not None]
    counts = [point.count for point in given if point.count is not None]
    mean = sum(counts) / len(counts) if counts else None
    ranges = _ranges(points)
    jumps = [jump for jump in ranges[: len(baseline)] if jump is not None]
    why = None
    if len(given) < FEWEST_MONTHS or not jumps:
        why = WhyTooFew.MONTHS
    elif mean is None or mean < FEWEST_A_MONTH:
        why = WhyTooFew.COUNTS
    elif not any(jumps):
        why = WhyTooFew.NO_CHANGE
    if why is not None:
        return TooFewToTell(why=why, points=tuple(points), months=len(given), mean=mean)
    centre = sum(point.value for point in given if point.value is not None) / len(given)
    jump = sum(jumps) / len(jumps)
    lower, upper = centre - TO_LIMITS * jump, centre + TO_LIMITS * jump
    limits = _Limits(
        centre=centre,
        lower=lower if lower > 0 else None,
        upper=upper if highest is None or upper < highest else None,
        upper_range=TO_UPPER_RANGE * jump,
        sigma=jump / TO_SIGMA,
    )
    return ProcessChart(
        points=tuple(points),
        ranges=ranges,
        baseline_first=given[0].month,
        baseline_last=given[-1].month,
        months=len(given),
        centre=limits.centre,
        lower=limits.lower,
        upper=limits.upper,
        upper_range=limits.upper_range,
        sigma=limits.sigma,
        trainings=starts,
        signals=_signals(points, ranges, limits, baseline_last=given[-1].month),
    )


@dataclass(frozen=True, kw_only=True, slots=True)
class _Limits:
    centre: float
    lower: float | None
    upper: float | None
    upper_range: float
    sigma: float


def _baseline(points: Sequence[Point], starts: tuple[date, ...]) -> Sequence[Point]:
    if starts:
        return [point for point in points if point.month < starts[0].replace(day=1)]
    seen = 0
    for place, point in enumerate(points):
        seen += point.value is not None
        if seen == MOST_MONTHS:
            return points[: place + 1]
    return points


def _ranges(points: Sequence[Point]) -> tuple[float | None, ...]:
    found: list[float | None] = [None] if points else []
    for before, now in pairwise(points):
        missing = before.value is None or now.value is None
        found.append(None if missing else abs((now.value or 0.0) - (before.value or 0.0)))
    return tuple(found)


def _signals(
    points: Sequence[Point],
    ranges: Sequence[float | None],
    limits: _Limits,
    *,
    baseline_last: date,
) -> tuple[Signal, ...]:
    """Try each rule; a stretch of months that fires together is one signal.

    One point and two of three beyond two sigma are zone tests of Western Electric's
    *Statistical Quality Control Handbook* (1956), eight on one side too; six in order is test 3
    of Nelson (1984), doi:10.1080/00224065.1984.11978921. A month without a number, or one
    exactly on the centre line, ends a run.
    """
    values = [point.value for point in points]
    found: list[tuple[Rule, Side | None, int, int]] = []
    for side, sign in ((Side.ABOVE, 1.0), (Side.BELOW, -1.0)):
        limit = limits.upper if side is Side.ABOVE else limits.lower
        away = [None if value is None else sign * (value - limits.centre) for value in values]
        far = _far(away, TWO_SIGMA * limits.sigma)
        if limit is not None:
            out = _far(away, abs(limit - limits.centre))
            found += [(Rule.POINT, side, at, at) for at, beyond in enumerate(out) if beyond]
        found += [
            (Rule.TWO_OF_THREE, side, first, last)
            for first, last in _joined(_windows(away, far))
        ]
        on_side = _far(away, 0.0)
        found += [
            (Rule.RUN, side, first, last)
            for first, last in _stretches(on_side)
            if last - first + 1 >= RUN
        ]
        rising = [
            before is not None and now is not None and now > before
            for before, now in pairwise([None, *away])
        ]
        found += [
            (Rule.TREND, side, first - 1, last)
            for first, last in _stretches(rising)
            if last - first + 2 >= TREND
        ]
    found += [
        (Rule.RANGE, None, at - 1, at)
        for at, jump in enumerate(ranges)
        if jump is not None and jump > limits.upper_range
    ]
    order = list(Rule)
    return tuple(
        Signal(
            rule=rule,
            side=side,
            first=points[first].month,
            last=points[last].month,
            in_baseline=points[last].month <= baseline_last,
        )
        for rule, side, first, last in sorted(
            found, key=lambda one: (one[2], one[3], order.index(one[0]))
        )
    )


def _far(away: Sequence[float | None], how_far: float) -> list[bool]:
    return [value is not None and value > how_far for value in away]


def _windows(away: Sequence[float | None], far: Sequence[bool]) -> list[tuple[int, int]]:
    """Give, for each three months in a row with two far out, the first and last that are."""
    found = []
    for start in range(len(away) - ZONE_OF + 1):
        window = range(start, start + ZONE_OF)
        out = [at for at in window if far[at]]
        if len(out) >= ZONE and all(away[at] is not None for at in window):
            found.append((out[0], out[-1]))
    return found


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Put spans together that touch."""
    found: list[tuple[int, int]] = []
    for first, last in spans:
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def _stretches(holds: Sequence[bool]) -> list[tuple[int, int]]:
    """Give the first and last place of each unbroken stretch for which something holds."""
    found, first = [], None
    for at, held in enumerate((*holds, False)):
        if held and first is None:
            first = at
        elif not held and first is not None:
            found.append((first, at - 1))
            first = None
    return found
