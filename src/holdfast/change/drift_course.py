"""How did the share outside the cohort move, where single months are too small to be shown?

One line through all the children served, straight in the log odds of being outside against the
day they began: a logistic regression on time. It borrows from the months around, so it has a
value and an interval for every month, and no month's count can be had from it. It can only
rise, fall or stay; what comes and goes again it does not show.
"""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit

from holdfast.change.days import month_label, month_number, month_start

if TYPE_CHECKING:
    from collections.abc import Sequence

FEWEST_TO_FIT = 10  # outside, and inside: with fewer a line says little, and one child moves it
FEWEST_IN_DOUBT = 1.0  # children about whom the line leaves doubt: below, time tells them apart
MIDDLE = 14  # days from the first of a month
STEPS = 50
TOLERANCE = 1e-10


@dataclass(frozen=True, kw_only=True, slots=True)
class FittedShare:
    """The fitted share outside in the middle of one month, with its interval."""

    month: str
    value: float
    low: float
    high: float


def course(
    days: Sequence[int], outside: Sequence[bool], *, level: float = 0.95
) -> tuple[FittedShare, ...]:
    """Fit the share outside for every month from the first child served to the last.

    Parameters
    ----------
    days
        Day numbers on which children began.
    outside
        Whether each stood outside the stated cohort on that day.
    level
        Of the pointwise interval, which is Wald's on the log odds.

    Returns
    -------
    tuple of FittedShare
        Nothing with fewer than ten children outside or ten inside, or where all began on one
        day, or where time tells the two apart completely.
    """
    began, was_outside = np.asarray(days, np.float64), np.asarray(outside, np.float64)
    fewer = min(was_outside.sum(), len(was_outside) - was_outside.sum())
    if fewer < FEWEST_TO_FIT or began.std() == 0:
        return ()
    middle, spread = began.mean(), began.std()
    design = np.column_stack([np.ones(len(began)), (began - middle) / spread])
    line = np.zeros(2)
    for _ in range(STEPS):
        share = expit(design @ line)
        information = design.T @ (design * (share * (1.0 - share))[:, None])
        score = design.T @ (was_outside - share)
        if information[0, 0] < FEWEST_IN_DOUBT:
            return ()
        if np.abs(score).max() < TOLERANCE * len(began):
            break
        line = line + np.linalg.solve(information, score)
    else:
        return ()
    first, last = month_number(np.array([min(days), max(days)]))
    months = np.arange(first, last + 1)
    at = month_start(months) + MIDDLE
    points = np.column_stack([np.ones(len(at)), (at - middle) / spread])
    covariance = np.linalg.inv(information)
    error = np.sqrt(np.einsum("ij,jk,ik->i", points, covariance, points))
    wide = NormalDist().inv_cdf(0.5 + level / 2.0) * error
    fitted, low, high = (expit(points @ line + shift) for shift in (0.0, -wide, wide))
    return tuple(
        FittedShare(
            month=month_label(int(month)), value=float(v), low=float(lo), high=float(hi)
        )
        for month, v, lo, hi in zip(months, fitted, low, high, strict=True)
    )
