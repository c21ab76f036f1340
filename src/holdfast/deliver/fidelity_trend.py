"""Is delivery getting closer to what was meant, or drifting from it?

Reviews of one facilitator or site by one kind of rater, in order of their days. With enough of
them a straight line is laid through: the median of the slopes between all pairs, which one odd
review does not turn. With fewer there are points and no line.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from scipy.stats import theilslopes

from holdfast.deliver.fidelity_review import plain_value
from holdfast.kernel.estimates import Estimate
from holdfast.library.fidelity import ScoreKind

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from holdfast.deliver.fidelity_review import Review
    from holdfast.library.fidelity import Rater, Score

FEWEST_FOR_A_LINE = 8
DAYS_A_MONTH = 365.25 / 12
METHOD = "Theil-Sen slope a month, interval of Sen"


@dataclass(frozen=True, kw_only=True, slots=True)
class FidelityTrend:
    """The points, and how much they rise a month where that can be said.

    `missing` counts the reviews that have no such score, or nothing to divide by. `slope` is
    None with fewer than eight points, with all of them on one day, or for scores in groups.
    `line` has its first and last point, to be drawn.
    """

    rater: Rater
    points: tuple[tuple[date, float], ...]
    missing: int
    slope: Estimate | None
    line: tuple[tuple[date, float], ...] = ()


def trend(
    reviews: Iterable[Review], score: Score, *, rater: Rater, level: float = 0.95
) -> FidelityTrend:
    """Follow one score by one kind of rater; reviews by any other are not looked at.

    The slope is that of Theil (1950) and Sen (1968, doi:10.1080/01621459.1968.10480934). Its
    interval supposes that reviews do not hang together, and says nothing of why they changed.
    """
    theirs = sorted(
        (review for review in reviews if review.rater is rater), key=lambda review: review.day
    )
    points = []
    for review in theirs:
        given = review.scores.get(score.code)
        value = None if given is None else plain_value(given, score)
        if value is not None:
            points.append((review.day, value))
    days = {day for day, _ in points}
    slope, line = None, []
    if len(points) >= FEWEST_FOR_A_LINE and len(days) > 1 and score.kind is not ScoreKind.GROUP:
        fitted = theilslopes(
            [value for _, value in points],
            [day.toordinal() / DAYS_A_MONTH for day, _ in points],
            alpha=level,
        )
        slope = Estimate(
            value=float(fitted.slope),
            low=float(fitted.low_slope),
            high=float(fitted.high_slope),
            level=level,
            n=len(points),
            method=METHOD,
        )
        line = [
            (day, float(fitted.intercept + fitted.slope * day.toordinal() / DAYS_A_MONTH))
            for day in (points[0][0], points[-1][0])
        ]
    return FidelityTrend(
        rater=rater,
        points=tuple(points),
        missing=len(theirs) - len(points),
        slope=slope,
        line=tuple(line),
    )
