"""How did a child stand on a day? Read from spells, with nothing from a later day.

Two readings of the same kind: the covariates of a row of a trial, and whether a child whom the
programme reached was where the protocol says, with the reason if not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import ibis
import numpy as np
import polars as pl

from holdfast.change.covariates import FACTOR_GROUPS, NEED_COLUMNS, STAGE_COLUMNS, columns_of
from holdfast.change.days import OPEN_DAY, month_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    import ibis.expr.types as ir
    from numpy.typing import NDArray

    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys

    FloatArray = NDArray[np.float64]

DAYS_PER_YEAR = 365.25
DAYS_PER_MONTH = DAYS_PER_YEAR / 12
MOST = {
    "earlier_referrals": 5,
    "earlier_plans": 3,
    "earlier_enquiries": 5,
    "missing_before": 5,
    "months_since_referral": 36,
}
AGE_BANDS = {
    "age_5_to_9": (5, 10),
    "age_10_to_12": (10, 13),
    "age_13_to_15": (13, 16),
    "age_16_and_17": (16, 18),
}
ETHNICITY = {
    "ethnicity_mixed": ("M",),
    "ethnicity_asian": ("A", "CHNE"),
    "ethnicity_black": ("B",),
    "ethnicity_other": ("OOTH",),
}
"""Beginnings of the census codes; White codes begin with W, the rest are not known."""

FROM_SPELLS = (
    "child_in_need", "assessment", "referral", "child_protection_plan", "section_47",
    "looked_after", "missing", "cin_plan", "pre_proceedings", "proceedings",
)  # fmt: skip


def covariates(
    engine: Engine, journeys: Journeys, rows: pl.DataFrame, names: Sequence[str]
) -> tuple[FloatArray, tuple[str, ...]]:
    """Give what was known of each row's child on its index day.

    Parameters
    ----------
    rows
        At least `child` and `index_day` (days since 1 January 1970).
    names
        Covariates of the vocabulary.

    Returns
    -------
    tuple
        One line a row and one column for each of the names returned.
    """
    columns = columns_of(names)
    keyed = rows.select("child", pl.col("index_day").alias("day")).with_row_index("row")
    keyed = keyed.with_columns(pl.col("row").cast(pl.Int64))
    known = _of_the_child(engine, journeys, keyed)
    known |= _of_the_calendar(keyed)
    if set(columns) - set(known):
        known |= _of_the_journey(engine, journeys, keyed, set(columns))
    if not columns:
        return np.empty((len(rows), 0)), ()
    return np.column_stack([known[column].astype(np.float64) for column in columns]), columns


def _of_the_child(
    engine: Engine, journeys: Journeys, keyed: pl.DataFrame
) -> dict[str, NDArray[np.generic]]:
    """Read what a child is: fixed, whenever it was recorded."""
    children = journeys.children
    asked = engine.table(keyed.select("child").unique().sort("child"), "change_asked")
    table = engine.frame(
        children.semi_join(asked, "child").select(
            "child", "sex", "ethnicity", "disabled", "uasc",
            born=children.birth_month.epoch_days().cast("int64"),
        )
    )  # fmt: skip
    of = keyed.join(table, on="child", how="left", maintain_order="left")
    age = (of["day"] - of["born"]).to_numpy().astype(np.float64) / DAYS_PER_YEAR
    sex, ethnicity = of["sex"].fill_null("U"), of["ethnicity"].fill_null("")
    groups = {
        name: ethnicity.str.contains("^(" + "|".join(starts) + ")").to_numpy()
        for name, starts in ETHNICITY.items()
    }
    white = ethnicity.str.starts_with("W").to_numpy()
    groups["ethnicity_unknown"] = ~(white | np.any(list(groups.values()), axis=0))
    bands = {name: (age >= low) & (age < high) for name, (low, high) in AGE_BANDS.items()}
    return {
        "age": age,
        "age_squared": age**2,
        **bands,
        "female": (sex == "F").to_numpy(),
        "sex_unknown": (sex == "U").to_numpy(),
        **groups,
        "disabled": of["disabled"].fill_null(value=False).to_numpy(),
        "unaccompanied": of["uasc"].fill_null(value=False).to_numpy(),
    }


def _of_the_calendar(keyed: pl.DataFrame) -> dict[str, NDArray[np.generic]]:
    day = keyed["day"].to_numpy().astype(np.int64)
    quarter = month_number(day) % 12 // 3 + 1
    first = day.min() if len(day) else 0
    return {
        **{f"quarter_{number}": quarter == number for number in (2, 3, 4)},
        "calendar_time": (day - first) / DAYS_PER_YEAR,
    }


def _of_the_journey(
    engine: Engine, journeys: Journeys, keyed: pl.DataFrame, wanted: set[str]
) -> dict[str, NDArray[np.generic]]:
    """Read the columns that come from spells begun by the day."""
    spells = _spells_by_day(journeys, wanted)
    rows = engine.table(keyed, "change_rows")
    met = rows.join(spells, [rows.child == spells.child, spells.start <= rows.day])
    found = engine.frame(met.group_by("row").agg(**_summaries(met, wanted)))
    of = keyed.select("row").join(found, on="row", how="left", maintain_order="left")
    known = {
        name: of[name].fill_null(0).to_numpy() for name in of.columns if name != "open_since"
    }
    if "open_since" in of.columns:
        since = of["open_since"].fill_null(-1).to_numpy()
        day = keyed["day"].to_numpy()
        open_before = (since >= 0) & (since < day)
        known["months_since_referral"] = np.where(since >= 0, day - since, 0) / DAYS_PER_MONTH
        if "earlier_referrals" in known:
            known["earlier_referrals"] = np.maximum(known["earlier_referrals"] - open_before, 0)
    return {
        name: np.minimum(values, MOST[name]) if name in MOST else values
        for name, values in known.items()
    }


def _spells_by_day(journeys: Journeys, wanted: set[str]) -> ir.Table:
    """Give the spells that the wanted columns need, with what each assessment found."""
    spells = journeys.spells
    chosen = spells.filter(spells.stage.isin(FROM_SPELLS))
    listed = ibis.literal(";") + chosen.detail.fill_null("") + ";"
    factors = {
        f"factor_{group}": (
            (chosen.stage == "assessment") & listed.re_search(f";({'|'.join(codes)});")
        ).cast("int64")
        for group, codes in FACTOR_GROUPS.items()
        if f"factor_{group}" in wanted
    }
    return chosen.select(
        "child",
        "stage",
        "detail",
        start=chosen.start.epoch_days().cast("int64"),
        end=chosen.end.epoch_days().cast("int64").fill_null(OPEN_DAY),
        **factors,
    )


def _summaries(met: ir.Table, wanted: set[str]) -> dict[str, ir.Value]:
    """Say how each column is made from the spells met by a row."""

    def ever(which: ir.BooleanValue) -> ir.Value:
        return which.cast("int64").max()

    def number(which: ir.BooleanValue) -> ir.Value:
        return which.cast("int64").sum()

    stands, before, over = met.end > met.day, met.start < met.day, met.end <= met.day
    in_need = stands & (met.stage == "child_in_need")
    stated = in_need & met.detail.fill_null("N0").isin((*NEED_COLUMNS, "N1"))
    made: dict[str, ir.Value] = {
        "earlier_referrals": number((met.stage == "referral") & before),
        "earlier_plans": number((met.stage == "child_protection_plan") & over),
        "earlier_enquiries": number((met.stage == "section_47") & before),
        "missing_before": number((met.stage == "missing") & before),
        "looked_after_before": ever((met.stage == "looked_after") & before),
        "need_not_stated": ever(in_need) - ever(stated),
    }
    for stage in STAGE_COLUMNS:
        made[f"stage_{stage}"] = ever((met.stage == stage) & stands)
    for need in NEED_COLUMNS[:-1]:
        made[f"need_{need}"] = ever(in_need & (met.detail == need))
    for group in FACTOR_GROUPS:
        if f"factor_{group}" in wanted:
            made[f"factor_{group}"] = (over.cast("int64") * met[f"factor_{group}"]).max()
    chosen = {name: value for name, value in made.items() if name in wanted}
    if wanted & {"months_since_referral", "earlier_referrals"}:
        chosen["open_since"] = ibis.ifelse(in_need, met.start, ibis.null("int64")).max()
    return chosen
