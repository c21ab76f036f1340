"""Did the children reached stay the children meant? The sector says mission creep.

Month by month: who was meant, referred, accepted and served, which share of those served stood
outside the stated cohort on the day they began, why, and in which stage they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from holdfast.change.days import month_label
from holdfast.change.drift_course import FittedShare, course
from holdfast.change.reached import NOT_JUDGED, REASONS, STAGES
from holdfast.change.stages import NO_STAGE
from holdfast.kernel.estimates import wilson

if TYPE_CHECKING:
    from collections.abc import Mapping

MONTHS_OF = {"month": 1, "quarter": 3, "year": 12}
FEWEST_A_PERIOD = 20  # served on average; with fewer, longer periods are shown
FEWEST_OUTSIDE = 8  # on average, and inside: with fewer, most shares would be suppressed
MOST_PERIODS = 24


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftPeriod:
    """One month, quarter or year: numbers of children, before disclosure control.

    `judged` are those served of whom the returns tell whether they were outside the cohort.
    """

    period: str
    meant: int
    referred: int
    accepted: int
    served: int
    judged: int
    outside: int
    stages: Mapping[str, int]


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """The whole course, and the change from its first half to its second.

    `trend` is the share outside among the later half of those judged less that among the
    earlier half, with its interval; None with fewer than two. It says that those served
    changed, not that anyone did wrong: the need itself may have changed. `course` is the share
    month by month as `holdfast.change.drift_course` fits it.
    """

    period: str
    periods: tuple[DriftPeriod, ...]
    served: int
    judged: int
    outside: int
    reasons: Mapping[str, int]
    stages: Mapping[str, int]
    trend: tuple[float, float, float] | None
    course: tuple[FittedShare, ...]
    halves: tuple[tuple[int, int], tuple[int, int]]


def drift(referrals: pl.DataFrame, meant: pl.DataFrame, *, level: float = 0.95) -> Drift:
    """Set those whom the programme reached beside those for whom it was meant.

    Parameters
    ----------
    referrals
        One row a child: `referred` and `day` (day numbers of first referral and enrolment, null
        where there was none), `decision`, and `stage` and `reason` as `reached.standing` gives
        them for `day`.
    meant
        `child` and `month` (number) of every child who could have enrolled in the month.
    """
    served = referrals.filter(pl.col("day").is_not_null()).sort("day", "child")
    gap = pl.col("reason").is_in(list(NOT_JUDGED)).fill_null(value=False)
    served = served.with_columns(
        month=_month("day"),
        judged=~gap,
        outside=pl.col("reason").is_not_null() & ~gap,
    )
    referred = referrals.filter(pl.col("referred").is_not_null())
    referred = referred.with_columns(month=_month("referred"))
    months = pl.concat([served["month"], referred["month"], meant["month"].cast(pl.Int64)])
    judged = served.filter("judged")
    outside = int(judged["outside"].sum())
    numbers = months.to_list()
    length = max(numbers) - min(numbers) + 1 if numbers else 1
    name = period_for(len(served), min(outside, len(judged) - outside), length)
    periods = []
    if len(months):
        step = MONTHS_OF[name]
        for first in range(min(numbers) // step * step, max(numbers) + 1, step):
            within = pl.col("month").is_between(first, first + step - 1)
            sent, seen = referred.filter(within), served.filter(within)
            periods.append(
                DriftPeriod(
                    period=period_label(first, name),
                    meant=meant.filter(within)["child"].n_unique(),
                    referred=len(sent),
                    accepted=int((sent["decision"] == "accepted").sum()),
                    served=len(seen),
                    judged=int(seen["judged"].sum()),
                    outside=int(seen["outside"].sum()),
                    stages=_mix(seen),
                )
            )
    half = len(judged) // 2
    halves = _outside(judged[:half]), _outside(judged[half:])
    return Drift(
        period=name,
        periods=tuple(periods),
        served=len(served),
        judged=len(judged),
        outside=outside,
        reasons=MappingProxyType(
            {reason: int((served["reason"] == reason).sum()) for reason in REASONS}
        ),
        stages=_mix(served),
        trend=difference_of_shares(*halves[1], *halves[0], level=level) if half else None,
        course=course(judged["day"].to_list(), judged["outside"].to_list(), level=level),
        halves=halves,
    )


def difference_of_shares(
    successes: int, n: int, others: int, m: int, *, level: float = 0.95
) -> tuple[float, float, float]:
    """Give one share less another, with an interval that holds for small numbers.

    Newcombe's hybrid of two Wilson intervals (1998, method 10,
    doi:10.1002/(SICI)1097-0258(19980430)17:8<873::AID-SIM779>3.0.CO;2-I).

    Examples
    --------
    The paper's first example, 56/70 less 48/80: 0.2 with interval 0.0524 to 0.3339.

    >>> [round(number, 4) for number in difference_of_shares(56, 70, 48, 80)]
    [0.2, 0.0524, 0.3339]
    """
    low_1, high_1 = wilson(successes, n, level=level)
    low_2, high_2 = wilson(others, m, level=level)
    share_1, share_2 = successes / n, others / m
    difference = share_1 - share_2
    down = sqrt((share_1 - low_1) ** 2 + (high_2 - share_2) ** 2)
    up = sqrt((high_1 - share_1) ** 2 + (share_2 - low_2) ** 2)
    return difference, difference - down, difference + up


def _month(column: str) -> pl.Expr:
    day = pl.from_epoch(pl.col(column).cast(pl.Int32), time_unit="d")
    return (12 * (day.dt.year().cast(pl.Int64) - 1970) + day.dt.month() - 1).cast(pl.Int64)


def period_for(served: int, fewer: int, length: int) -> str:
    """Choose the shortest period with enough children in it to be shown, of so many months.

    `fewer` are those outside or those inside, whichever are fewer: a share can be shown where
    there are none of them at all, or enough.

    Examples
    --------
    >>> [period_for(served, 120, 12) for served in (1200, 100)]
    ['month', 'quarter']
    """
    for name, step in MONTHS_OF.items():
        enough = served * step >= FEWEST_A_PERIOD * length
        enough &= fewer == 0 or fewer * step >= FEWEST_OUTSIDE * length
        if enough and length <= MOST_PERIODS * step:
            return name
    return "year"


def period_label(first: int, name: str) -> str:
    """Write the period that begins with a month number.

    Examples
    --------
    >>> [period_label(672, name) for name in MONTHS_OF]
    ['2026-01', '2026-Q1', '2026']
    """
    if name == "month":
        return month_label(first)
    year = 1970 + first // 12
    return str(year) if name == "year" else f"{year}-Q{first % 12 // 3 + 1}"


def _mix(served: pl.DataFrame) -> Mapping[str, int]:
    return MappingProxyType(
        {stage: int((served["stage"] == stage).sum()) for stage in (*STAGES, NO_STAGE)}
    )


def _outside(served: pl.DataFrame) -> tuple[int, int]:
    return int(served["outside"].sum()), len(served)
