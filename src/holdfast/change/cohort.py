"""Who was meant? The children who, on some day, were where the protocol says.

A child is eligible on a day when, on that day, the child is in one of the stated stages, of the
stated ages, has one of the stated needs if any are stated, is not looked after and is alive.
What happens on a later day changes none of this.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import ibis

from holdfast.change.days import OPEN_DAY, day_number
from holdfast.kernel.errors import DesignError
from holdfast.library.stages import stages as library_stages

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    import ibis.expr.types as ir
    import polars as pl

    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys


@dataclass(frozen=True, kw_only=True, slots=True)
class CohortRule:
    """Who is meant: in any of the stages, of these ages and needs, on a day between two dates.

    Ages are whole years, both included; the dates are both included. No needs means any need.
    """

    stages: tuple[str, ...]
    youngest: int
    oldest: int
    needs: tuple[str, ...]
    first_day: date
    last_day: date


@dataclass(frozen=True, kw_only=True, eq=False)
class Meant:
    """The children meant, and how many were left out at each step.

    Attributes
    ----------
    spans
        `child`, `start`, `end` as day numbers: days alive in a stage, of age, with a need,
        within the dates. Days in care are still in them; see `care`.
    care
        `child`, `start`, `end` of those children's periods of care.
    counts
        Children left after each step, in order: `children`, `in_stage`, `of_age`,
        `with_need`, `meant`.
    """

    spans: pl.DataFrame
    care: pl.DataFrame
    counts: Mapping[str, int]


def observed_days(journeys: Journeys, rule: CohortRule) -> tuple[int, int]:
    """Between which days can eligibility and entry to care both be seen? Half-open.

    Raises
    ------
    DesignError
        `change.returns-not-enough`: there is no SSDA903, so entry to care cannot be seen, or
        no return that holds the cohort's stages, or the returns do not overlap.
    """
    needed = {"ssda903"}
    for stage in rule.stages:
        needed |= {
            kind for kind in library_stages()[stage].returns if kind in journeys.observed
        } or set(library_stages()[stage].returns[:1])
    missing = sorted(needed - set(journeys.observed))
    if missing:
        raise DesignError(
            "The returns cannot answer the question: a kind of return is not there.",
            code="change.returns-not-enough",
            where=", ".join(missing),
            fix="Add these returns, or name stages that the returns hold.",
        )
    first = max(day_number(journeys.observed[kind][0]) for kind in needed)
    end = min(day_number(journeys.observed[kind][1]) + 1 for kind in needed)
    if end <= first:
        raise DesignError(
            "The returns cover no day in common, so no child can be followed.",
            code="change.returns-not-enough",
            where=", ".join(sorted(needed)),
            fix="Give SSDA903 and CIN census returns of the same years.",
        )
    return first, end


def meant(
    engine: Engine, journeys: Journeys, rule: CohortRule, *, from_day: int, to_day: int
) -> Meant:
    """Find the children meant between two days (half-open), and count who is left out.

    Parameters
    ----------
    from_day, to_day
        Usually the rule's dates, no wider than the returns.
    """
    in_stage = _clipped(day_spells(journeys, rule.stages), from_day, to_day)
    children = journeys.children
    known = children.filter(children.birth_month.notnull()).select(
        "child",
        "birth_month",
        died=children.death_date.epoch_days().cast("int64").fill_null(OPEN_DAY),
    )
    with_birth = in_stage.join(known, "child")
    of_age = _between(
        with_birth,
        _anniversary(with_birth.birth_month, rule.youngest),
        ibis.least(
            _anniversary(with_birth.birth_month, rule.oldest + 1).cast("int64"), with_birth.died
        ),
    )
    with_need = of_age
    if rule.needs:
        needs = day_spells(journeys, ("child_in_need",), details=rule.needs)
        needs = needs.select("child", need_start="start", need_end="end")
        both = of_age.join(needs, "child")
        with_need = _between(both, both.need_start, both.need_end)
    spans = engine.keep(with_need.distinct(), "change_meant")
    periods = day_spells(journeys, ("looked_after",)).select("child", "start", "end")
    care = engine.keep(periods.semi_join(spans.select("child"), "child"), "change_care")
    free = _free(spans, care)
    counts = {
        "children": _number(engine, journeys.children),
        "in_stage": _number(engine, in_stage),
        "of_age": _number(engine, of_age),
        "with_need": _number(engine, spans),
        "meant": _number(engine, free),
    }
    return Meant(
        spans=engine.frame(spans.order_by("child", "start", "end")),
        care=engine.frame(care.order_by("child", "start", "end")),
        counts=MappingProxyType(counts),
    )


def day_spells(
    journeys: Journeys, names: tuple[str, ...], *, details: tuple[str, ...] = ()
) -> ir.Table:
    """Give spells of some stages with day numbers: `child`, `stage`, `detail`, `start`, `end`.

    A spell still open when last seen ends on `OPEN_DAY`.
    """
    spells = journeys.spells
    chosen = spells.filter(spells.stage.isin(names))
    if details:
        chosen = chosen.filter(chosen.detail.isin(details))
    return chosen.select(
        "child",
        "stage",
        "detail",
        start=chosen.start.epoch_days().cast("int64"),
        end=chosen.end.epoch_days().cast("int64").fill_null(OPEN_DAY),
    )


def _clipped(spells: ir.Table, from_day: int, to_day: int) -> ir.Table:
    return _between(spells, ibis.literal(from_day), ibis.literal(to_day))


def _between(spans: ir.Table, first: ir.Value, end: ir.Value) -> ir.Table:
    """Cut spans to the days from `first` up to `end`; those with none left are dropped."""
    cut = spans.select(
        "child",
        start=ibis.greatest(spans.start, first).cast("int64"),
        end=ibis.least(spans.end, end).cast("int64"),
    )
    return cut.filter(cut.start < cut.end)


def _anniversary(birth_month: ir.Value, years: int) -> ir.Value:
    return ibis.date(birth_month.year() + years, birth_month.month(), 1).epoch_days()


def _free(spans: ir.Table, care: ir.Table) -> ir.Table:
    """Give the spans with a day on which the child was not in care.

    Periods of care of one child do not overlap, so their days may be added up.
    """
    cuts = care.select("child", care_start="start", care_end="end")
    joined = spans.left_join(
        cuts,
        [
            spans.child == cuts.child,
            cuts.care_start < spans.end,
            cuts.care_end > spans.start,
        ],
    ).select("child", "start", "end", "care_start", "care_end")
    # `least` passes over a null, so a span that meets no care must be told apart first.
    shared = ibis.least(joined.end, joined.care_end) - ibis.greatest(
        joined.start, joined.care_start
    )
    covered = joined.mutate(days=ibis.ifelse(joined.care_start.isnull(), 0, shared))
    left = covered.group_by("child", "start", "end").agg(days=covered.days.sum())
    return left.filter(left.days < left.end - left.start)


def _number(engine: Engine, table: ir.Table) -> int:
    counted = table.agg(children=table.child.nunique())
    return int(engine.frame(counted)["children"][0])
