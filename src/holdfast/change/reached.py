"""Was each child whom the programme reached a child whom it was meant for?

For each child and day (of referral, or of enrolment) the first reason, in a fixed order, why
the child was outside the stated cohort, and the most complex stage in which the child was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import polars as pl

from holdfast.change.days import OPEN_DAY, anniversary, day_number
from holdfast.change.stages import MOST_COMPLEX_FIRST, NO_STAGE

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from holdfast.change.cohort import CohortRule
    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys

STAGES = ("looked_after", *MOST_COMPLEX_FIRST)

REASONS: dict[str, str] = {
    "not_in_returns": "Not in the returns: not known to social care, or not linked",
    "not_followed": "On a day that the returns do not cover",
    "no_birth_month": "No month of birth is recorded",
    "already_in_care": "Already looked after",
    "not_in_stage": "Not in one of the stated stages",
    "not_of_age": "Not of the stated ages",
    "need_not_recorded": "The need is not recorded",
    "without_need": "Without one of the stated needs",
}
"""Why a child was not in the cohort on a day; the first that holds is the one counted."""

NOT_JUDGED = ("not_followed", "no_birth_month", "need_not_recorded")
"""Reasons by which nobody can say whether the child was outside the cohort: gaps, not drift."""

OUTSIDE_DATES = "outside_dates"
OUTSIDE_DATES_LABEL = "Outside the stated dates"


def standing(
    engine: Engine,
    journeys: Journeys,
    days: pl.DataFrame,
    rule: CohortRule,
    *,
    followed: tuple[int, int],
) -> pl.DataFrame:
    """Say how each child stood on a day, against the cohort.

    Parameters
    ----------
    days
        `child` and `day`, with any other columns; all are kept, in their order.
    followed
        First day that the returns cover, and the first that they no longer do.

    Returns
    -------
    DataFrame
        `days` with `stage` (most complex on the day, or "none"), `reason` (a key of `REASONS`,
        null inside the cohort) and `in_dates`.
    """
    keyed = days.with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    asked = engine.table(keyed.select("row", "child", "day"), "change_reached")
    met = _met(journeys, asked, rule)
    children = journeys.children
    known = engine.frame(
        children.semi_join(asked, "child").select(
            "child",
            born=children.birth_month.epoch_days().cast("int64"),
            known=ibis.literal(value=True),
        )
    )
    of = (
        keyed.join(engine.frame(met), on="row", how="left", maintain_order="left")
        .join(known, on="child", how="left", maintain_order="left")
        .with_columns(pl.col("in_stage", "in_need", "need_known", "in_care").fill_null(0) > 0)
    )
    day, born = of["day"].to_numpy(), of["born"].fill_null(0).to_numpy()
    youngest, too_old = anniversary(born, rule.youngest), anniversary(born, rule.oldest + 1)
    of = of.with_columns(
        pl.Series("of_age", (day >= youngest) & (day < too_old)),
        pl.col("rank").replace_strict(
            dict(enumerate(STAGES)), default=NO_STAGE, return_dtype=pl.String
        ).alias("stage"),
    )  # fmt: skip
    reasons = {
        "not_in_returns": pl.col("known").is_null(),
        "not_followed": ~pl.col("day").is_between(followed[0], followed[1] - 1),
        "no_birth_month": pl.col("born").is_null(),
        "already_in_care": pl.col("in_care"),
        "not_in_stage": ~pl.col("in_stage"),
        "not_of_age": ~pl.col("of_age"),
        "need_not_recorded": ~pl.col("in_need") & ~pl.col("need_known"),
        "without_need": ~pl.col("in_need"),
    }
    reason = pl.coalesce(
        *(pl.when(holds).then(pl.lit(name)) for name, holds in reasons.items())
    )
    first, last = day_number(rule.first_day), day_number(rule.last_day)
    return of.select(
        *days.columns,
        "stage",
        reason.alias("reason"),
        pl.col("day").is_between(first, last).alias("in_dates"),
    )


def _met(journeys: Journeys, asked: ir.Table, rule: CohortRule) -> ir.Table:
    """Summarise the spells in which each child was on the day."""
    spells = journeys.spells
    chosen = spells.filter(spells.stage.isin(STAGES)).select(
        "child",
        "stage",
        "detail",
        start=spells.start.epoch_days().cast("int64"),
        end=spells.end.epoch_days().cast("int64").fill_null(OPEN_DAY),
    )
    met = asked.join(
        chosen,
        [asked.child == chosen.child, chosen.start <= asked.day, chosen.end > asked.day],
    )
    rank = met.stage.cases(
        *((stage, place) for place, stage in enumerate(STAGES)),
        else_=len(STAGES),
    )
    need = (
        (met.stage == "child_in_need") & met.detail.isin(rule.needs)
        if rule.needs
        else met.stage.notnull()
    )
    return met.group_by("row").agg(
        rank=rank.cast("int64").min(),
        in_stage=met.stage.isin(rule.stages).cast("int64").max(),
        in_need=need.cast("int64").max(),
        need_known=((met.stage == "child_in_need") & (met.detail.fill_null("N0") != "N0"))
        .cast("int64")
        .max(),
        in_care=(met.stage == "looked_after").cast("int64").max(),
    )
