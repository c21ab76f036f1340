"""Did months change in trained homes beyond what they did in homes not trained, or not yet?

A staggered difference-in-differences of home-months. What a trained home would have had comes
from untrained months only (`holdfast.measure.home_design`); the interval and the chance come
from dealing the trainings out again (`holdfast.measure.randomisation`), because six and four
homes are too few for any standard error. Whether trained homes were already on another path
before is tested first, and takes the claim away where they were.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.errors import DesignError, InputError
from holdfast.kernel.estimates import Estimate
from holdfast.measure.home_design import NEVER, Baseline, Design
from holdfast.measure.homes_claim import PathBefore, homes_claim
from holdfast.measure.randomisation import chance_range, deal, interval, p_value, ways
from holdfast.measure.two_stage import two_stage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from numpy.typing import NDArray

    from holdfast.deliver.home_series import Point
    from holdfast.measure.permitted_claim import PermittedClaim
    from holdfast.measure.randomisation import Dealings

    Floats = NDArray[np.float64]

FEWEST_BEFORE = 6
FEWEST_AFTER = 3
FEWEST_MONTHS = FEWEST_BEFORE + FEWEST_AFTER
FEWEST_A_SIDE = 2
FEWEST_WAYS = 40
"""So many dealings are needed for one in twenty of them to be two: one on each side."""
MONTHS_A_STEP = 3
FURTHEST = 12
METHOD = (
    "imputation from untrained months; interval by dealing the trainings out again among "
    "the homes"
)


@dataclass(frozen=True, kw_only=True, slots=True)
class HomeSeries:
    """One home's months, and when it was trained: None for a comparison home.

    `trained_to` is the last day of the training; its months count neither as before nor as
    after.
    """

    home: str
    points: tuple[Point, ...]
    trained_from: date | None = None
    trained_to: date | None = None

    def __post_init__(self) -> None:
        begins, ends = self.trained_from, self.trained_to
        sound = ends is None if begins is None else ends is not None and ends >= begins
        if not sound:
            raise InputError(
                "A training does not have a first and a last day in order.",
                code="measure.training-days-unsound",
                where=self.home,
                fix="Give both, or neither for a comparison home.",
            )


class WhyLeftOut(StrEnum):
    """Why a home is in no comparison."""

    BEFORE = "fewer than six months before the training"
    AFTER = "fewer than three months after the training"
    MONTHS = "fewer than nine months"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """Some months before or after trainings started, all trained homes together.

    `first` and `last` count months from the start: 0 is the month in which it started, -1 the
    one before. `low` and `high` are where chance alone would mostly put it.
    """

    first: int
    last: int
    value: float
    low: float
    high: float
    homes: int
    home_months: int


@dataclass(frozen=True, kw_only=True, slots=True)
class HomesComparison:
    """The change, what may be said of it, and all that stands behind it.

    `change.n` is the number of homes. `usual_error` is the error clustered by home: too small
    with so few, here for whoever checks, None where it cannot be had. `before` is the mean of
    the trained homes before, for scale. `dealings` is how often the trainings were dealt out,
    the true dealing among them, and `every` says that there are no more ways. `path` is None
    where it cannot be told.
    """

    change: Estimate
    p_value: float
    usual_error: float | None
    before: float
    steps: tuple[Step, ...]
    path: PathBefore | None
    claim: PermittedClaim
    trained: tuple[str, ...]
    comparison: tuple[str, ...]
    left_out: tuple[tuple[str, WhyLeftOut], ...]
    months: int
    home_months: int
    missing: int
    dealings: int
    every: bool


def compare_homes(
    homes: Iterable[HomeSeries],
    *,
    seed: int,
    drawn_by_lot: bool = False,
    draws: int = 999,
    level: float = 0.95,
) -> HomesComparison:
    """Set trained homes against those not trained, or not yet.

    Parameters
    ----------
    homes
        With points for the same months, in order.
    drawn_by_lot
        Whether lots decided which homes were trained and when.

    Raises
    ------
    DesignError
        `measure.homes-too-few` with fewer than two homes of either kind that have enough
        months, or with fewer than forty ways in which the trainings could have been dealt;
        `measure.homes-no-comparison` where no month after a training has an untrained home
        beside it; `measure.homes-tell-nothing`.
    InputError
        `measure.homes-months-differ`.
    """
    given = tuple(homes)
    kept, left_out = _fit_to_compare(given)
    months = [point.month for point in kept[0].points]
    values = np.array(
        [
            [np.nan if point.value is None else point.value for point in home.points]
            for home in kept
        ]
    )
    design = Design(
        seen=np.isfinite(values),
        starts=np.array([_column(home.trained_from, months) for home in kept]),
        ends=np.array([_column(home.trained_to, months) for home in kept]),
    )
    filled = np.where(design.seen, values, 0.0)
    dealings = _dealings(design, draws=draws, seed=seed)
    found = _Found.of(design, filled, dealings)
    low, high = interval(found.estimates, found.of_one, level=level)
    path = found.path(level=level, homes=len(kept))
    usual = two_stage(Baseline.of(design), filled)
    trained = design.starts < NEVER
    return HomesComparison(
        change=Estimate(
            value=float(found.estimates[0]),
            low=low,
            high=high,
            level=level,
            n=len(kept),
            method=METHOD,
        ),
        p_value=p_value(found.estimates),
        usual_error=None if usual is None else usual.error,
        before=float(values[trained][design.untrained[trained]].mean()),
        steps=found.steps(level=level),
        path=path,
        claim=homes_claim(drawn_by_lot=drawn_by_lot, path=path),
        trained=tuple(home.home for home in kept if home.trained_from),
        comparison=tuple(home.home for home in kept if not home.trained_from),
        left_out=left_out,
        months=len(months),
        home_months=int(design.seen.sum()),
        missing=int((~design.seen).sum()),
        dealings=len(found.estimates),
        every=dealings.every,
    )


def _fit_to_compare(
    homes: Sequence[HomeSeries],
) -> tuple[list[HomeSeries], tuple[tuple[str, WhyLeftOut], ...]]:
    if len({tuple(point.month for point in home.points) for home in homes}) > 1:
        raise InputError(
            "The homes do not have the same months.",
            code="measure.homes-months-differ",
            fix="Give every home a point a month, without a value where it is missing.",
        )
    judged = [(home, _why_left_out(home)) for home in map(_as_seen, homes)]
    kept = [home for home, why in judged if why is None]
    trained = sum(home.trained_from is not None for home in kept)
    if min(trained, len(kept) - trained) < FEWEST_A_SIDE:
        raise DesignError(
            "There are fewer than two trained homes, or fewer than two comparison homes, with "
            "enough months.",
            code="measure.homes-too-few",
            where=f"{trained} trained, {len(kept) - trained} for comparison, "
            f"{len(judged) - len(kept)} left out",
            fix="A trained home needs six months before and three after its training, a "
            "comparison home nine months.",
        )
    return kept, tuple((home.home, why) for home, why in judged if why is not None)


def _why_left_out(home: HomeSeries) -> WhyLeftOut | None:
    known = [point.month for point in home.points if point.value is not None]
    if home.trained_from is None or home.trained_to is None:
        return WhyLeftOut.MONTHS if len(known) < FEWEST_MONTHS else None
    start, end = home.trained_from.replace(day=1), home.trained_to.replace(day=1)
    if sum(month < start for month in known) < FEWEST_BEFORE:
        return WhyLeftOut.BEFORE
    return WhyLeftOut.AFTER if sum(month > end for month in known) < FEWEST_AFTER else None


def _column(day: date | None, months: Sequence[date]) -> int:
    return NEVER if day is None else months.index(day.replace(day=1))


def _as_seen(home: HomeSeries) -> HomeSeries:
    """Take a home whose training starts after the last month for one not trained yet."""
    last = max((point.month for point in home.points), default=None)
    if last is None or home.trained_from is None or home.trained_from.replace(day=1) <= last:
        return home
    return replace(home, trained_from=None, trained_to=None)


def _dealings(design: Design, *, draws: int, seed: int) -> Dealings:
    pairs = np.stack([design.starts, design.ends], axis=1)
    _, kinds = np.unique(pairs, axis=0, return_inverse=True)
    kinds = np.asarray(kinds).reshape(-1)
    if ways(kinds) < FEWEST_WAYS:
        raise DesignError(
            "The homes are too few for chance to be told from anything else.",
            code="measure.homes-too-few",
            where=f"{ways(kinds)} ways in which the trainings could have been dealt",
            fix=f"Wait for more homes, or trainings at more times: {FEWEST_WAYS} are needed.",
        )
    return deal(kinds, draws=draws, seed=seed)


@dataclass(frozen=True, kw_only=True, eq=False)
class _Found:
    """The estimates of every dealing, the true one first."""

    design: Design
    estimates: Floats
    of_one: Floats
    slopes: Floats
    slopes_of_one: Floats
    windows: tuple[tuple[int, int], ...]
    beyond: Floats

    @classmethod
    def of(cls, design: Design, values: Floats, dealings: Dealings) -> _Found:
        windows = tuple(_windows(design))
        one, lead = design.trained.astype(np.float64), Baseline.of(design).lead_time
        rows = list[list[float]]()
        for order in dealings.orders:
            dealt = Baseline.of(design.permuted(order))
            weights = dealt.mean_beyond(dealt.design.after)
            if weights is None:
                if not rows:
                    raise DesignError(
                        "No month after a training has an untrained home beside it.",
                        code="measure.homes-no-comparison",
                        fix="Add homes that were not trained, or trained later.",
                    )
                continue
            slope = dealt.slope_before()
            row = [(weights * values).sum(), (weights * one).sum()]
            row += (
                [np.nan] * 2
                if slope is None
                else [(slope * values).sum(), (slope * lead).sum()]
            )
            for first, last in windows:
                since = dealt.design.since
                step = dealt.mean_beyond((since >= first) & (since <= last))
                row.append(np.nan if step is None else (step * values).sum())
            rows.append(row)
        table = np.array(rows)
        return cls(
            design=design, estimates=table[:, 0], of_one=table[:, 1], slopes=table[:, 2],
            slopes_of_one=table[:, 3], windows=windows, beyond=table[:, 4:],
        )  # fmt: skip

    def path(self, *, level: float, homes: int) -> PathBefore | None:
        told = np.isfinite(self.slopes)
        if not told[0]:
            return None
        slopes, of_one = self.slopes[told], self.slopes_of_one[told]
        low, high = interval(slopes, of_one, level=level)
        slope = Estimate(
            value=float(slopes[0]), low=low, high=high, level=level, n=homes, method=METHOD
        )
        return PathBefore(slope=slope, p_value=p_value(slopes))

    def steps(self, *, level: float) -> tuple[Step, ...]:
        found = []
        for (first, last), column in zip(self.windows, self.beyond.T, strict=True):
            if np.isfinite(column[0]):
                low, high = chance_range(column, level=level)
                where = self.design.seen & (self.design.since >= first)
                where &= self.design.since <= last
                found.append(
                    Step(
                        first=first, last=last, value=float(column[0]), low=low, high=high,
                        homes=int(where.any(axis=1).sum()), home_months=int(where.sum()),
                    )
                )  # fmt: skip
        return tuple(found)


def _windows(design: Design) -> list[tuple[int, int]]:
    """Cut the months around the start in steps of three, the furthest ones open."""
    trained = design.starts < NEVER
    since = design.since[trained]
    first, last = int(since.min()), int(since.max())
    edges = list(range(-FURTHEST, FURTHEST + 1, MONTHS_A_STEP))
    inner = [(edge, edge + MONTHS_A_STEP - 1) for edge in edges[:-1]]
    found = [(first, -FURTHEST - 1), *inner, (FURTHEST, last)]
    return [(max(a, first), min(b, last)) for a, b in found if max(a, first) <= min(b, last)]
