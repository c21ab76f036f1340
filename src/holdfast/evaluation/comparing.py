"""Who is compared with whom? From the plan, the journeys and the enrolments to rows of trials.

Each design has its one rule. `monthly-trials`: those who enrolled in a month against those who
could have and had not. `randomised-arms`: the arms as allotted. `period-before`: those who
enrolled beside the children who would have been meant in the time before; it only describes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from holdfast.change.cohort import CohortRule, meant, observed_days
from holdfast.change.days import day_number
from holdfast.change.drift import drift
from holdfast.change.person_trials import Followed, arm_rows, comparison_rows, stacked
from holdfast.change.reached import standing
from holdfast.evaluation.flow import meant_nodes, reached_nodes
from holdfast.kernel.errors import DesignError

if TYPE_CHECKING:
    from holdfast.change.cohort import Meant
    from holdfast.change.drift import Drift
    from holdfast.change.enrolments import Enrolments
    from holdfast.evaluation.flow import Node
    from holdfast.evaluation.protocol import Protocol
    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys


@dataclass(frozen=True, kw_only=True, eq=False)
class Compared:
    """The rows of both arms, and everyone on the way to them.

    Attributes
    ----------
    rows
        The columns of `change.person_trials.ROWS`.
    nodes
        The flow diagram, before disclosure control.
    served
        Children who ever enrolled.
    sharing
        Children among whom the programme's cost is shared: those served or, in a randomised
        design, as many as were offered it, since the outcome is that of the offer.
    """

    rows: pl.DataFrame
    nodes: tuple[Node, ...]
    drift: Drift
    meant: Meant
    followed: Followed
    served: int
    sharing: int


def cohort_rule(protocol: Protocol) -> CohortRule:
    """Give the cohort of a protocol as `change` knows it."""
    cohort = protocol.cohort
    return CohortRule(
        stages=cohort.stages,
        youngest=cohort.ages.from_,
        oldest=cohort.ages.to,
        needs=cohort.needs,
        first_day=cohort.dates.from_,
        last_day=cohort.dates.to,
    )


def compared(
    engine: Engine, journeys: Journeys, enrolments: Enrolments, protocol: Protocol
) -> Compared:
    """Find the rows that the protocol compares.

    Raises
    ------
    DesignError
        `evaluation.dates-not-covered`: no day of the cohort's dates is in the returns;
        `evaluation.nobody-in-programme`: no child began the programme while in the cohort;
        `evaluation.no-comparison`: no child could be compared with them.
    """
    rule = cohort_rule(protocol)
    first, end = observed_days(journeys, rule)
    followed = Followed(first_day=first, end_day=end)
    from_day = max(first, day_number(rule.first_day))
    to_day = min(end, day_number(rule.last_day) + 1)
    if from_day >= to_day:
        raise _refused(
            "The cohort's dates are not covered by the returns.",
            "evaluation.dates-not-covered",
            "Move cohort.dates into the years of the returns, or add returns.",
        )
    found = meant(engine, journeys, rule, from_day=from_day, to_day=to_day)
    referrals = _by_child(enrolments.table, protocol)
    begun = referrals.drop_nulls("day").sort("child")
    began = standing(engine, journeys, begun, rule, followed=(first, end))
    inside = began.filter(pl.col("reason").is_null() & pl.col("in_dates"))
    if protocol.design == "randomised":
        rows = stacked(arm_rows(inside, followed=followed))
    else:
        others = _others(engine, journeys, protocol, rule, found, begun, followed)
        rows = stacked(others, arm_rows(inside, followed=followed))
    _refuse_empty(rows)
    served = referrals.drop_nulls("enrolled_day")
    return Compared(
        rows=rows,
        nodes=(
            *meant_nodes(found, rows, protocol),
            *reached_nodes(referrals, began, protocol),
        ),
        drift=drift(
            _reached(engine, journeys, referrals, began, rule, (first, end)),
            rows.select("child", month=_month("index_day")).unique(),
            level=protocol.bootstrap.level,
        ),
        meant=found,
        followed=followed,
        served=len(served),
        sharing=_sharing(inside, len(served), protocol),
    )


def _by_child(table: pl.DataFrame, protocol: Protocol) -> pl.DataFrame:
    """Keep one line a child: the first enrolment, or else the first referral.

    `day` is day 0: the enrolment, or the randomisation in a randomised design.
    """
    day = "randomised" if protocol.design == "randomised" else "enrolled"
    first = table.sort("child", day, "enrolled", "referred", "row", nulls_last=True)
    first = first.unique("child", keep="first", maintain_order=True)
    dated = first.with_columns(
        pl.col(name).cast(pl.Int32).cast(pl.Int64).alias(name)
        for name in ("referred", "enrolled", "randomised")
    )
    programme = (
        pl.col("arm") == "programme" if day == "randomised" else pl.lit(value=True)
    )  # fmt: skip
    known = pl.col("arm").is_not_null() if day == "randomised" else pl.lit(value=True)
    return dated.select(
        "child",
        "referred",
        "decision",
        "team",
        "arm",
        enrolled_day="enrolled",
        day=pl.when(known).then(day),
        programme=programme,
    )


def _others(
    engine: Engine,
    journeys: Journeys,
    protocol: Protocol,
    rule: CohortRule,
    found: Meant,
    begun: pl.DataFrame,
    followed: Followed,
) -> pl.DataFrame:
    """Give the comparison rows of a design without arms."""
    if protocol.design == "matched-comparison":
        return comparison_rows(found, begun, followed=followed, seed=protocol.seed)
    first = begun["day"].min()
    end = first if isinstance(first, int) else followed.first_day
    start = max(followed.first_day, end - protocol.comparison.before_days)
    if start >= end:
        raise _refused(
            "The returns hold no time before the first enrolment.",
            "evaluation.no-comparison",
            "Add returns of earlier years, or choose a design with a comparison group.",
        )
    earlier = meant(engine, journeys, rule, from_day=start, to_day=end)
    return comparison_rows(
        earlier, begun, followed=followed, seed=protocol.seed, left_at_enrolment=False
    )


def _reached(
    engine: Engine,
    journeys: Journeys,
    referrals: pl.DataFrame,
    began: pl.DataFrame,
    rule: CohortRule,
    followed: tuple[int, int],
) -> pl.DataFrame:
    """Say how every child who enrolled stood on the day, for the watch on drift."""
    stood = began
    if not began["day"].equals(began["enrolled_day"]):  # in a randomised design
        enrolled = referrals.drop_nulls("enrolled_day").select("child", day="enrolled_day")
        stood = standing(engine, journeys, enrolled, rule, followed=followed)
    return referrals.select("child", "referred", "decision").join(
        stood.select("child", "day", "stage", "reason"),
        on="child",
        how="left",
        maintain_order="left",
    )


def _sharing(inside: pl.DataFrame, served: int, protocol: Protocol) -> int:
    """Say among how many children the programme's cost is to be shared."""
    if protocol.design != "randomised":
        return served
    offered = inside.filter("programme")
    taken_up = len(offered.drop_nulls("enrolled_day"))
    return round(served * len(offered) / taken_up) if taken_up else len(offered)


def _month(column: str) -> pl.Expr:
    day = pl.from_epoch(pl.col(column).cast(pl.Int32), time_unit="d")
    return 12 * (day.dt.year().cast(pl.Int64) - 1970) + day.dt.month().cast(pl.Int64) - 1


def _refuse_empty(rows: pl.DataFrame) -> None:
    if not rows["programme"].any():
        raise _refused(
            "No child began the programme while in the cohort.",
            "evaluation.nobody-in-programme",
            "Check that the enrolments use the references of the returns, and the cohort.",
        )
    if rows["programme"].all():
        raise _refused(
            "No child of the cohort could be compared with those of the programme.",
            "evaluation.no-comparison",
            "Widen the cohort or its dates; everyone in it seems to have enrolled.",
        )


def _refused(what: str, code: str, fix: str) -> DesignError:
    return DesignError(what, code=code, where="protocol", fix=fix)
