"""Did fewer children enter care, or the same children later?

Days out of care gained are the area between the two curves of cumulative incidence (the
difference in restricted mean time lost: Andersen 2013, doi:10.1002/sim.5903). Sliced across,
by the share of children who have entered, the area has two parts. Up to the lower of the two
risks at the horizon, entries happen in both arms and the slice is how much later they come:
delay. Above it, entries happen in one arm only: prevention within the horizon. The parts add
up exactly.

The split describes days; it does not say which child would have entered when. The verdict
rests on other numbers: see `holdfast.measure.verdict`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from holdfast.measure.few_entries import (
    difference_with_few,
    few,
    ratio_with_few,
    with_few,
)
from holdfast.measure.resampling import estimate
from holdfast.measure.trials import EVENT
from holdfast.measure.verdict import FollowUp, Smallest, Verdict, follow_up_needed, judge

if TYPE_CHECKING:
    from holdfast.kernel.estimates import Estimate
    from holdfast.measure.incidence import CumulativeIncidence
    from holdfast.measure.trials import FloatArray

MOST_LOST = 0.05  # share of draws in which a ratio may be undefined before it is not given


@dataclass(frozen=True, kw_only=True, eq=False)
class DelayOrPrevent:
    """The answer: risks, days, what the days are made of, and the verdict.

    Attributes
    ----------
    risk_programme, risk_comparison, risk_difference, risk_ratio
        Share entering by the horizon. The ratio is None where the comparison arm has no
        entry, or so few that resamples lack one.
    days_gained
        Days before entry, up to the horizon, that a programme child had more than a
        comparison child. Days after a return home are not counted: see
        `holdfast.measure.tally`.
    days_delayed, days_prevented
        Its two parts.
    later_entry
        Among those who entered by the horizon, how many days later programme children did.
        None where an arm has no entries, or so few that resamples lack them.
    verdict, reasons
        By the stated rules, each reason in a sentence.
    follow_up
        What it would take to tell; None unless the verdict is that it cannot be told yet.
    few_entries
        Whether an arm has fewer than ten entries. Intervals here are widened for it; those of
        tallies, and of money built on them, cannot be and are then too narrow.
    days_gained_draws, risk_difference_draws
        One for each resample, joint with those of every tally from the same resamples.
    """

    horizon: int
    risk_programme: Estimate
    risk_comparison: Estimate
    risk_difference: Estimate
    risk_ratio: Estimate | None
    days_gained: Estimate
    days_delayed: Estimate
    days_prevented: Estimate
    later_entry: Estimate | None
    verdict: Verdict
    reasons: tuple[str, ...]
    follow_up: FollowUp | None
    few_entries: bool
    days_gained_draws: FloatArray
    risk_difference_draws: FloatArray


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """Where one horizontal slice, at a share of children, meets the two curves.

    A day is None where that arm's risk at the horizon is below the slice.
    """

    quantile: float
    day_programme: int | None
    day_comparison: int | None


def delay_or_prevent(
    incidence: CumulativeIncidence, *, smallest: Smallest | None = None
) -> DelayOrPrevent:
    """Say whether children entered care less, later, both or neither.

    Parameters
    ----------
    incidence
        Of entry to care, or of any event that is better not had.
    smallest
        The smallest difference that would matter; smaller ones count as none.

    Returns
    -------
    DelayOrPrevent
        `days_delayed` and `days_prevented` add up to `days_gained` exactly. Prevention gets
        the smallest share that the curves allow.
    """
    smallest = Smallest() if smallest is None else smallest
    programme = _Area.of(incidence.programme.curves[EVENT].value)
    comparison = _Area.of(incidence.comparison.curves[EVENT].value)
    programme_draws = _Area.of(incidence.programme.draws)
    comparison_draws = _Area.of(incidence.comparison.draws)
    n, level = incidence.programme.children, incidence.level

    def interval(value: FloatArray, draws: FloatArray) -> Estimate:
        return estimate(float(value), draws, n=n, level=level)

    split = split_days(programme.curve, comparison.curve)
    split_draws = split_days(programme_draws.curve, comparison_draws.curve)
    risk_programme = with_few(
        interval(programme.risk, programme_draws.risk), incidence.programme
    )
    risk_comparison = with_few(
        interval(comparison.risk, comparison_draws.risk), incidence.comparison
    )
    difference_draws = programme_draws.risk - comparison_draws.risk
    risk_difference = difference_with_few(
        interval(programme.risk - comparison.risk, difference_draws),
        risk_programme,
        risk_comparison,
    )
    lost = [
        with_few(
            interval(arm.lost, drawn.lost),
            of,
            each=_each_entry(arm, programme, comparison, incidence.horizon),
        )
        for arm, drawn, of in (
            (programme, programme_draws, incidence.programme),
            (comparison, comparison_draws, incidence.comparison),
        )
    ]
    # Days gained are days lost in the comparison less those in the programme.
    plain = interval(split.gained, split_draws.gained)
    days_gained = difference_with_few(plain, lost[1], lost[0])
    prevented = interval(split.prevented, split_draws.prevented)
    later_entry = _ratio(
        programme.mean_day - comparison.mean_day,
        programme_draws.mean_day - comparison_draws.mean_day,
        n=n,
        level=level,
    )
    verdict, reasons = judge(
        risk_difference=risk_difference,
        days_gained=days_gained,
        later_entry=later_entry,
        smallest=smallest,
    )
    follow_up = None
    if verdict is Verdict.CANNOT_TELL_YET:
        follow_up = follow_up_needed(risk_difference, smallest, incidence)
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = programme.risk / comparison.risk
        ratio_draws = programme_draws.risk / comparison_draws.risk
    return DelayOrPrevent(
        horizon=incidence.horizon,
        risk_programme=risk_programme,
        risk_comparison=risk_comparison,
        risk_difference=risk_difference,
        risk_ratio=ratio_with_few(
            _ratio(ratio, ratio_draws, n=n, level=level), risk_programme, risk_comparison
        ),
        days_gained=days_gained,
        days_delayed=interval(split.delayed, split_draws.delayed),
        # Where intervals are widened it is for entries that one arm has and the other may not.
        days_prevented=replace(
            prevented,
            low=prevented.low - (plain.low - days_gained.low),
            high=prevented.high + (days_gained.high - plain.high),
            method=days_gained.method,
        ),
        later_entry=later_entry,
        verdict=verdict,
        reasons=reasons,
        follow_up=follow_up,
        few_entries=few(incidence.programme) or few(incidence.comparison),
        days_gained_draws=split_draws.gained,
        risk_difference_draws=difference_draws,
    )


@dataclass(frozen=True, kw_only=True, eq=False)
class Split:
    """Days gained and their two parts, for one pair of curves or for each of many draws."""

    gained: FloatArray
    delayed: FloatArray
    prevented: FloatArray


def split_days(programme: FloatArray, comparison: FloatArray) -> Split:
    """Slice the area between two cumulative incidence curves.

    Parameters
    ----------
    programme, comparison
        From day 0 to the horizon along the first axis. An entry on a day loses that day and
        those after it, up to but without the horizon.

    Examples
    --------
    One in two enters on day 1; with the programme one in four does, on day 3 of 4.

    >>> split = split_days(np.array([0, 0, 0, 0.25, 0.25]), np.array([0, 0.5, 0.5, 0.5, 0.5]))
    >>> float(split.gained), float(split.delayed), float(split.prevented)
    (1.25, 0.5, 0.75)
    """
    gained = (comparison - programme)[:-1].sum(axis=0)
    above_programme = np.maximum(comparison[:-1] - programme[-1], 0.0).sum(axis=0)
    above_comparison = np.maximum(programme[:-1] - comparison[-1], 0.0).sum(axis=0)
    prevented = above_programme - above_comparison
    return Split(gained=gained, delayed=gained - prevented, prevented=prevented)


def slices(incidence: CumulativeIncidence, *, step: float = 0.01) -> tuple[Slice, ...]:
    """Give the horizontal slices of the area between the curves, for a picture of the split."""
    programme = incidence.programme.curves[EVENT].value
    comparison = incidence.comparison.curves[EVENT].value
    highest = max(programme[-1], comparison[-1])
    found = []
    for place in range(1, int(highest / step + 1e-9) + 1):
        quantile = round(place * step, 10)
        found.append(
            Slice(
                quantile=quantile,
                day_programme=_first_day(programme, quantile),
                day_comparison=_first_day(comparison, quantile),
            )
        )
    return tuple(found)


def _first_day(curve: FloatArray, quantile: float) -> int | None:
    reached = np.flatnonzero(curve >= quantile - 1e-12)
    return int(reached[0]) if len(reached) else None


@dataclass(frozen=True, kw_only=True, eq=False)
class _Area:
    """What one arm's curve, or that of each draw, comes to at the horizon."""

    curve: FloatArray
    risk: FloatArray
    lost: FloatArray
    """Days after entry, up to the horizon, as a mean over all children."""
    mean_day: FloatArray
    """Mean day of entry among those who entered by the horizon; not a number where none did."""

    @classmethod
    def of(cls, curve: FloatArray) -> _Area:
        risk, lost = curve[-1], curve[:-1].sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            mean_day = (len(curve) - 1) - lost / risk
        return cls(curve=curve, risk=risk, lost=lost, mean_day=mean_day)


def _each_entry(arm: _Area, programme: _Area, comparison: _Area, horizon: int) -> float:
    """Say how many days one entry loses: as the arm, or both, show, or half the horizon."""
    for lost, risk in (
        (arm.lost, arm.risk),
        (programme.lost + comparison.lost, programme.risk + comparison.risk),
    ):
        if risk > 0:
            return float(lost / risk)
    return horizon / 2.0


def _ratio(value: FloatArray, draws: FloatArray, *, n: int, level: float) -> Estimate | None:
    """Estimate what is undefined where an arm has no entries, unless it too often is."""
    defined = np.isfinite(draws)
    if not np.isfinite(value) or np.mean(~defined) > MOST_LOST:
        return None
    return estimate(float(value), draws[defined], n=n, level=level)
