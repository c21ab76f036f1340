"""What does a visitor or a review need to know of a home over one month, or over six?

Counts month by month with what is missing, charts where there are enough, restraints with their
times, who came and left, and how far the team is trained. Each number is the home's own record;
nothing is judged here.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from django.db.models import Q
from django.utils import timezone

from holdfast.deliver.home_measures import MEASURES
from holdfast.deliver.home_month import month_said, months, next_month
from holdfast.deliver.home_series import ways_shown
from holdfast.deliver.process_chart import ProcessChart
from holdfast_web.deliver.home_pictures import finding, process_figure
from holdfast_web.deliver.models import Restraint, RunState, StaffKind, StaffMember
from holdfast_web.deliver.models import Run as ProgrammeRun
from holdfast_web.deliver.queries.home_charts import HomeCharts
from holdfast_web.deliver.queries.home_months import back
from holdfast_web.deliver.queries.restraints import steps_of
from holdfast_web.ui.days import written_day, written_moment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from holdfast.evaluation.report.table import Figure
    from holdfast_web.people.models import Organisation

SIX = 6
BESIDE = 3
"""Months before the one of a visit that stand beside it."""


class Period(StrEnum):
    """What the pack is for."""

    VISIT = "visit"
    REVIEW = "review"


TITLES = {
    Period.VISIT: "For the independent person's monthly visit (regulation 44)",
    Period.REVIEW: "For the review of the quality of care (regulation 45)",
}
REGULATIONS = {
    Period.VISIT: "The Children's Homes (England) Regulations 2015, regulation 44, as made: an "
    "independent person visits at least once a month and may inspect the home's records.",
    Period.REVIEW: "The Children's Homes (England) Regulations 2015, regulation 45: a review "
    "at least every six months. Its wording is to be confirmed: it was not read for this page.",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Part:
    """One table of the pack, or words where there is nothing to put in one."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    nothing: str = "There is nothing."
    numeric: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class HomePack:
    """Everything of a pack, as it is printed."""

    title: str
    home: str
    span: str
    regulation: str
    counts: Part
    charts: tuple[Figure, ...]
    findings: Part
    restraints: Part
    staff: Part
    training: Part
    missing: Part


def home_pack(
    home: Organisation, *, period: Period, month: date, today: date, now: datetime
) -> HomePack:
    """Gather the pack of a home up to a month."""
    first = month if period is Period.VISIT else back(month, SIX - 1)
    charts = HomeCharts(home, today=today, until=month)
    made = {one.name: charts.chart(one.name, ways_shown(one.name)[0]) for one in MEASURES}
    shown_from = back(month, BESIDE) if period is Period.VISIT else first
    columns = months(shown_from, month)
    within = months(first, month)
    held = {one.month: one for one in charts.records}
    figures = tuple(
        process_figure(chart, name, shown=ways_shown(name)[0], training=charts.training)
        for name, chart in made.items()
        if isinstance(chart, ProcessChart)
    )
    return HomePack(
        title=TITLES[period],
        home=home.name,
        span=month_said(month)
        if period is Period.VISIT
        else f"{month_said(first)} to {month_said(month)}",
        regulation=REGULATIONS[period],
        counts=Part(
            title="Counts, month by month",
            head=("Measure", *(month_said(one) for one in columns)),
            numeric=" ".join(str(place + 2) for place, _ in enumerate(columns)),
            rows=tuple(
                (
                    measure.title,
                    *(
                        _number(held[one].value(measure.name)) if one in held else "No record"
                        for one in columns
                    ),
                )
                for measure in MEASURES
            ),
        ),
        charts=figures,
        findings=Part(
            title="Is it more than the usual ups and downs?",
            head=("Measure", "What the chart shows"),
            rows=tuple(
                (
                    measure.title,
                    finding(made[measure.name], measure.name, training=charts.training)
                    .partition(": ")[2]
                    .capitalize(),
                )
                for measure in MEASURES
            ),
        ),
        restraints=_restraints(home, within, now=now),
        staff=_staff(home, first=first, last=month),
        training=_training(home),
        missing=Part(
            title="What is missing",
            head=("Month", "Measures that are missing"),
            rows=tuple(
                (
                    month_said(one),
                    "All: there is no record"
                    if one not in held
                    else ", ".join(
                        measure.title
                        for measure in MEASURES
                        if measure.name in held[one].missing
                    ),
                )
                for one in within
                if one not in held or held[one].missing
            ),
            nothing="Nothing is missing.",
        ),
    )


def _number(number: int | None) -> str:
    return "Missing" if number is None else f"{number:,}"


def _restraints(home: Organisation, within: Sequence[date], *, now: datetime) -> Part:
    first, after = within[0], next_month(within[-1])
    listed = [
        one
        for one in Restraint.objects.filter(
            organisation=home,
            used_at__date__gte=first - timedelta(days=1),
            used_at__date__lt=after + timedelta(days=1),
        ).order_by("used_at")
        if first <= timezone.localtime(one.used_at).date() < after
    ]
    return Part(
        title="Restraints, and when each step after them was done",
        head=("Record", "Used", "Recorded", "Debriefed and signed", "Child spoken to"),
        rows=tuple(
            (
                str(one),
                written_moment(one.used_at),
                *(
                    f"{step.state.capitalize()}"
                    + (f", {written_moment(step.done)}" if step.done is not None else "")
                    for step in steps_of(one, now=now)
                ),
            )
            for one in listed
        ),
        nothing="No restraint is entered in these months.",
    )


def _staff(home: Organisation, *, first: date, last: date) -> Part:
    after = next_month(last)
    staff = StaffMember.objects.filter(
        Q(left__isnull=True) | Q(left__gte=first), organisation=home, started__lt=after
    ).exclude(kind=StaffKind.AGENCY)
    spells = list(staff.values_list("started", "left"))

    def in_post(day: date) -> int:
        return sum(started <= day and (left is None or left > day) for started, left in spells)

    changes = Counter(
        started=sum(first <= started < after for started, _ in spells),
        left=sum(left is not None and first <= left < after for _, left in spells),
    )
    rows = (
        (f"In post on {written_day(first)}", f"{in_post(first):,}"),
        ("Started", f"{changes['started']:,}"),
        ("Left", f"{changes['left']:,}"),
        (
            f"In post on {written_day(after - timedelta(days=1))}",
            f"{in_post(after - timedelta(days=1)):,}",
        ),
    )
    return Part(
        title="Staff by the home's list, without agency staff",
        head=("What", "People"),
        rows=rows if spells else (),
        nothing="No list of staff is kept here.",
    )


def _training(home: Organisation) -> Part:
    runs = (
        ProgrammeRun.objects.filter(organisation=home)
        .exclude(state__in=(RunState.PLANNED, RunState.STOPPED))
        .select_related("summary")
        .order_by("starts")
    )
    rows = []
    for run in runs:
        summary = getattr(run, "summary", None)
        said = "Not known"
        if summary is not None and not summary.problem and summary.today_people:
            said = (
                f"{summary.today_whole} of {summary.today_people} on "
                f"{written_day(summary.as_of)}"
            )
        rows.append((run.title, written_day(run.starts), run.get_state_display(), said))
    return Part(
        title="Training of the whole home",
        head=("Programme", "Began", "State", "Of the team today, received all of it"),
        rows=tuple(rows),
        nothing="No training has begun here.",
    )
