"""What became of each row's child after its day 0? First events, read from the spells.

One pass over the spells of the children compared gives the first day of every kind of event
after each index day. Which of them competes for which outcome is decided here, by the protocol;
nothing is yet weighted or compared.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import ibis
import numpy as np
import polars as pl

from holdfast.change.days import OPEN_DAY, anniversary
from holdfast.measure.trials import EVENT, NOTHING, Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import ibis.expr.types as ir
    from numpy.typing import NDArray

    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys

    IntArray = NDArray[np.int64]
    BoolArray = NDArray[np.bool_]

NEVER = np.iinfo(np.int64).max
ADULT = 18
OTHER_AUTHORITY = "RC5"  # reason for closure of a CIN referral: moved to another authority
AFTER_CARE_AT_HOME = ("return_home",)

FIRST_DAYS = (
    "entry_to_care", "re_entry", "return_home", "child_protection_plan", "re_referral",
    "transferred", "died", "turned_18",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class FirstDays:
    """The first day after each row's index day on which each kind of event happened.

    Attributes
    ----------
    days
        Kind of event -> one day number a row; `NEVER` where it was not seen.
    on_plan
        True for rows whose child was on a child protection plan on the index day.
    """

    days: Mapping[str, IntArray]
    on_plan: BoolArray


def first_days(engine: Engine, journeys: Journeys, rows: pl.DataFrame) -> FirstDays:
    """Find the first day of each kind of event after each row's index day.

    Parameters
    ----------
    rows
        At least `child` and `index_day`.
    """
    keyed = rows.select("child", pl.col("index_day").alias("day")).with_row_index("row")
    keyed = keyed.with_columns(pl.col("row").cast(pl.Int64))
    asked = engine.table(keyed, "outcome_rows")
    events = _events(journeys)
    met = asked.join(events, [asked.child == events.child, events.last >= asked.day])
    found = engine.frame(met.group_by("row").agg(**_firsts(met)))
    children = journeys.children
    people = engine.frame(
        children.semi_join(asked, "child").select(
            "child",
            died=children.death_date.epoch_days().cast("int64"),
            born=children.birth_month.epoch_days().cast("int64"),
        )
    )
    of = keyed.join(found, on="row", how="left", maintain_order="left").join(
        people, on="child", how="left", maintain_order="left"
    )
    # A death before the index day is a fault of the returns, not something that followed it.
    of = of.with_columns(died=pl.when(pl.col("died") > pl.col("day")).then("died"))
    days = {
        name: of[name].fill_null(NEVER).to_numpy().astype(np.int64)
        for name in FIRST_DAYS
        if name != "turned_18"
    }
    born = of["born"].to_numpy().astype(np.int64)
    days["turned_18"] = anniversary(born, ADULT)
    return FirstDays(days=days, on_plan=of["on_plan"].fill_null(0).to_numpy() > 0)


def outcome(
    firsts: FirstDays,
    name: str,
    competing: Sequence[str],
    *,
    at_risk: BoolArray | None = None,
) -> Outcome:
    """Say which came first for each row: the event, a competing one, or none.

    On one and the same day the event comes before those that compete, and these in the order
    given; kind 2 is the first of them. Days on which nothing happened are the largest number,
    so that whatever ends the follow-up comes before them.
    """
    day = firsts.days[name].copy()
    kind = np.where(day < NEVER, EVENT, NOTHING)
    for number, other in enumerate(competing, start=EVENT + 1):
        earlier = firsts.days[other] < day
        day = np.where(earlier, firsts.days[other], day)
        kind = np.where(earlier, number, kind)
    return Outcome(name=name, event_day=day, event_kind=kind, at_risk=at_risk)


def followed_until(
    rows: pl.DataFrame, firsts: FirstDays, competing: Sequence[str]
) -> tuple[IntArray, BoolArray]:
    """Give each row's first day no longer observed, and whether enrolment ended it.

    A child who moves to another authority can no longer be seen. Where the protocol does not
    count that as a competing event, it ends what is observed.
    """
    last = rows["last_day"].to_numpy().astype(np.int64)
    left = rows["left_by_enrolment"].to_numpy()
    if "transferred" in competing:
        return last, left
    moved = firsts.days["transferred"]
    return np.minimum(last, moved), left & (last <= moved)


def _events(journeys: Journeys) -> ir.Table:
    """Give the spells that hold events, with the end of the period of care before each."""
    spells = journeys.spells
    stages = ("looked_after", "return_home", "child_protection_plan", "referral",
              "child_in_need", "transferred")  # fmt: skip
    chosen = spells.filter(spells.stage.isin(stages))
    chosen = chosen.select(
        "child",
        "stage",
        "end_reason",
        start=chosen.start.epoch_days().cast("int64"),
        end=chosen.end.epoch_days().cast("int64").fill_null(OPEN_DAY),
    )
    order = ibis.window(group_by=["child", "stage"], order_by=["start", "end"])
    return chosen.mutate(
        before=chosen.start.lag().over(order),
        # A plan or a closure can matter by its end although it began before the index day.
        last=ibis.greatest(chosen.start, chosen.end),
    )


def _firsts(met: ir.Table) -> dict[str, ir.Value]:
    """Say how the first day of each kind of event after the index day is found."""
    after = met.start > met.day

    def first(which: ir.BooleanValue, day: ir.Value) -> ir.Value:
        return ibis.ifelse(which, day, ibis.null("int64")).min()

    care = met.stage == "looked_after"
    moved = (met.stage == "child_in_need") & (met.end_reason == OTHER_AUTHORITY)
    plan = met.stage == "child_protection_plan"
    return {
        "entry_to_care": first(care & after, met.start),
        "re_entry": first(care & (met.before > met.day), met.start),
        "return_home": first((met.stage == "return_home") & after, met.start),
        "child_protection_plan": first(plan & after, met.start),
        "re_referral": first((met.stage == "referral") & after, met.start),
        "transferred": ibis.least(
            first(moved & (met.end > met.day), met.end).fill_null(OPEN_DAY),
            first((met.stage == "transferred") & after, met.start).fill_null(OPEN_DAY),
        ).nullif(OPEN_DAY),
        "on_plan": (plan & (met.start <= met.day) & (met.end > met.day)).cast("int64").max(),
    }
