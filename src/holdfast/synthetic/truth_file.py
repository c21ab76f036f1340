"""What does `truth.json` say? The true effect, in the words and units of `findings.json`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, SupportsFloat

import numpy as np
import polars as pl

from holdfast.measure.delay_or_prevent import split_days
from holdfast.synthetic.settings import Effect, StudyDesign, calendar_day

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Mapping

    from holdfast.synthetic.settings import Settings
    from holdfast.synthetic.truth import Averages, Truth

PLACES = 6
STEP = 30  # days between points of the curves
ESTIMAND = (
    "Children of the stated cohort who enrolled, on the day they did, over the {horizon} days "
    "after: what is expected with the programme set against what is expected had they not been "
    "enrolled within those days. {weights} Entry is the first day looked after, short breaks "
    "apart, after day 0; turning 18 (from the first of that month), death and a move to "
    "another authority end the risk of it."
)
WEIGHTS = {
    StudyDesign.MATCHED_COMPARISON: (
        "Each child counts with weight 1 - e, where e is the true chance of enrolling in that "
        "month: the population of overlap weights."
    ),
    StudyDesign.RANDOMISED: "Both arms are taken together and each child counts once.",
}
WORDS = {
    Effect.NONE: "The programme changes nothing.",
    Effect.DELAYS: (
        "The programme delays first entries to care, the early ones most; all of them have "
        "happened by the horizon."
    ),
    Effect.PREVENTS: "Of the first entries to care, 45 in 100 do not happen.",
    Effect.BOTH: (
        "Of the first entries to care, 30 in 100 do not happen and the rest come later."
    ),
    Effect.HARMS: (
        "Of those who would not have entered care by the horizon 25 in 100 do, and the others "
        "enter sooner."
    ),
}
VERDICTS = {
    Effect.NONE: "neither",
    Effect.DELAYS: "delayed",
    Effect.PREVENTS: "prevented",
    Effect.BOTH: "both",
    Effect.HARMS: "harmful",
}


def truth_file(
    settings: Settings, truth: Truth, referrals: pl.DataFrame, counts: Mapping[str, int],
    faults: Counter[str], wanted_share: np.ndarray,
) -> dict[str, Any]:  # fmt: skip
    """Give the content of `truth.json`."""
    return {
        "what": "The truth of an invented authority. No child, family or amount here is real.",
        "authority": "Northmere (does not exist)",
        "settings": settings.as_words(),
        "effect": WORDS[settings.effect],
        "estimand": ESTIMAND.format(horizon=settings.horizon, weights=WEIGHTS[settings.design]),
        "verdict": VERDICTS[settings.effect],
        "outcomes": outcomes(settings, truth.weighted),
        "outcomes_equal_weights": outcomes(settings, truth.equal),
        "simulation": {
            "tellings_per_child": truth.tellings,
            "standard_error_of_risks": _round(truth.weighted.standard_error),
        },
        "counts": dict(counts),
        "drift": _drift(settings, referrals, wanted_share),
        "faults": dict(sorted(faults.items())),
    }


def outcomes(settings: Settings, averages: Averages) -> dict[str, Any]:
    """Give the outcomes as the findings name them: programme, comparison and difference."""
    without, with_it = averages.curves
    parts = split_days(with_it, without)
    days = np.unique(np.append(np.arange(0, settings.horizon + 1, STEP), settings.horizon))
    care = averages.care_days
    return {
        "entry_to_care": {
            "horizon_days": settings.horizon,
            "risk_programme": _round(with_it[-1]),
            "risk_comparison": _round(without[-1]),
            "risk_difference": _round(with_it[-1] - without[-1]),
            "days_gained": _round(parts.gained),
            "days_prevented": _round(parts.prevented),
            "days_delayed": _round(parts.delayed),
            "curves": {
                "days": days.tolist(),
                "programme": [_round(value) for value in with_it[days]],
                "comparison": [_round(value) for value in without[days]],
            },
        },
        "days_in_care": {
            "programme": _round(care[1]),
            "comparison": _round(care[0]),
            "difference": _round(care[1] - care[0]),
        },
        "children": {name: _round(value) for name, value in averages.children.items()},
    }


def _drift(
    settings: Settings, referrals: pl.DataFrame, wanted_share: np.ndarray
) -> list[dict[str, Any]]:
    """Count referrals and enrolments from outside the cohort, month by month."""
    outside = ~pl.col("eligible")
    by_month = referrals.group_by("month").agg(
        pl.len().alias("referred"),
        outside.sum().alias("referred_outside"),
        pl.col("took").sum().alias("enrolled"),
        (pl.col("took") & outside).sum().alias("enrolled_outside"),
    )
    found = {row["month"]: row for row in by_month.to_dicts()}
    none = {"referred": 0, "referred_outside": 0, "enrolled": 0, "enrolled_outside": 0}
    months = []
    for at, place in enumerate(settings.programme_months):
        row = {name: found.get(at, none)[name] for name in none}
        label = f"{calendar_day(int(settings.months[place])):%Y-%m}"
        months.append(
            {"month": label, **row, "share_outside_aimed_at": _round(wanted_share[at])}
        )
    return months


def _round(value: SupportsFloat) -> float:
    return round(float(value), PLACES) + 0.0  # + 0.0 turns -0.0 into 0.0
