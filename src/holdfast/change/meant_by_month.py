"""How many children met the criteria on the first day of each month, as far as returns say?

The same rule as `holdfast.change.cohort` on one day, read from journeys that are kept as two
frames. It counts who was meant while a service goes, for months that the returns cover.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from holdfast.change.days import month_label, month_number
from holdfast.kernel.dates import month_starts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.change.cohort import CohortRule

CARE = "looked_after"
NEED = "child_in_need"


def meant_by_month(
    spells: pl.DataFrame, children: pl.DataFrame, rule: CohortRule
) -> Mapping[str, int]:
    """Count the children meant on the first of each month of the rule's dates.

    Parameters
    ----------
    spells
        `child`, `stage`, `detail`, `start` and `end` (null where it is not over).
    children
        `child`, `birth_month` and `death_date`.
    rule
        Stages, ages, needs and dates; no month outside the dates is counted.

    Returns
    -------
    Mapping
        By month, such as "2026-05". A child whose month of birth is not known is not counted.
    """
    stages = {*rule.stages, CARE, *((NEED,) if rule.needs else ())}
    used = spells.filter(pl.col("stage").is_in(stages))
    known = children.drop_nulls("birth_month")
    return {
        _label(day): _on(used, known, rule, day)
        for day in month_starts(rule.first_day, rule.last_day)
    }


def _on(spells: pl.DataFrame, children: pl.DataFrame, rule: CohortRule, day: date) -> int:
    here = spells.filter(
        pl.col("start") <= day, pl.col("end").is_null() | (pl.col("end") > day)
    )
    in_stage = here.filter(pl.col("stage").is_in(rule.stages)).select("child").unique()
    care = here.filter(pl.col("stage") == CARE).select("child").unique()
    # Born on the first of the month: an age is reached on the first day of a month.
    months = 12 * (day.year - pl.col("birth_month").dt.year()) + (
        day.month - pl.col("birth_month").dt.month().cast(pl.Int64)
    )
    of_age = children.filter(
        months.is_between(12 * rule.youngest, 12 * (rule.oldest + 1) - 1),
        pl.col("death_date").is_null() | (pl.col("death_date") > day),
    )
    found = in_stage.join(of_age, "child", how="semi").join(care, "child", how="anti")
    if rule.needs:
        needs = here.filter(pl.col("stage") == NEED, pl.col("detail").is_in(rule.needs))
        found = found.join(needs, "child", how="semi")
    return len(found)


def _label(day: date) -> str:
    number = pl.Series([day]).cast(pl.Date).to_physical().cast(pl.Int64).to_numpy()
    return month_label(int(month_number(number)[0]))
