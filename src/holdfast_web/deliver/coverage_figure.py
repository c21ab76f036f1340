"""How is coverage drawn? The course from session to session, and what is to come."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING

import altair as alt

from holdfast.deliver.coverage import Team
from holdfast.evaluation.report.palette import (
    COMPARISON,
    DELAY,
    NARROW,
    PROGRAMME,
    WIDE,
    data,
    svg,
)
from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.deliver.coverage_shown import TEAMS, interval, share
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.deliver.coverage import Coverage
    from holdfast.deliver.projection import Projected
    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast.kernel.estimates import Rate

BROAD = 400
SCALE = alt.Scale(domain=list(TEAMS.values()), range=[DELAY, COMPARISON, PROGRAMME])
SHAPES = alt.Scale(domain=list(TEAMS.values()), range=["diamond", "square", "circle"])
SIZES = alt.Scale(domain=list(TEAMS.values()), range=[260, 90, 22])
MISSING = "Nobody is counted, so there is nothing to draw."


def course_figure(found: Coverage) -> Figure:
    """Draw which share of each team received each session."""
    rows = [
        {"session": one.session, "team": TEAMS[team], "share": rate.value}
        for one in sorted(found.sessions, key=lambda one: one.session)
        for team, of in one.shares.items()
        if (rate := of.heads) is not None
    ]
    return Figure(
        id="coverage-course",
        title=_finding(found),
        description=(
            "For each session, the share of people who received it by now: there, or by a "
            "catch-up that counts."
        ),
        wide=_drawn("course", rows, WIDE),
        narrow=_drawn("course", rows, NARROW),
        missing=MISSING,
        table=Table(
            caption="Who received each session, by head",
            headings=("Session", "Day", *TEAMS.values()),
            rows=tuple(
                (
                    f"Session {one.session}", written_day(one.day),
                    *(share(one.shares[team].heads) for team in Team),
                )
                for one in sorted(found.sessions, key=lambda one: one.session)
            ),
        ),
    )  # fmt: skip


def ahead_figure(now: Rate, projected: Sequence[Projected]) -> Figure:
    """Draw how coverage falls if nobody else is trained, with its interval."""
    rows = [{"months": 0, "share": now.value, "low": now.value, "high": now.value}]
    rows += [
        {
            "months": one.months, "share": one.heads.value, "low": one.heads.low,
            "high": one.heads.high,
        }
        for one in projected
    ]  # fmt: skip
    last = projected[-1]
    return Figure(
        id="coverage-ahead",
        title=(
            f"If nobody else is trained, {last.heads.value:.0%} will have had it in "
            f"{last.months} months, against {now.value:.0%} today"
        ),
        description=(
            "What is expected (line), and between which shares it would lie in 95 of 100 such "
            "homes (band). Everybody who leaves is replaced by somebody new."
        ),
        wide=_drawn("ahead", rows, WIDE),
        narrow=_drawn("ahead", rows, NARROW),
        table=Table(
            caption="The team that had every session, if nobody else is trained",
            headings=("When", "Day", "By head", "By contracted hours"),
            rows=tuple(
                (
                    f"In {one.months} months", written_day(one.day), interval(one.heads),
                    interval(one.hours) if one.hours is not None else "No hours known",
                )
                for one in projected
            ),
        ),
    )  # fmt: skip


def _finding(found: Coverage) -> str:
    """Say which session fewest of today's team have, and how many have them all."""
    whole = found.shares[Team.TODAY].whole.heads
    if whole is None:
        return "Nobody is counted on the team today"
    said = (
        f"{whole.numerator:.0f} of {whole.denominator:.0f} on the team today had every session"
    )
    rates = {
        one.session: rate.value
        for one in found.sessions
        if (rate := one.shares[Team.TODAY].heads) is not None
    }
    lowest = min(rates.values())
    fewest = [number for number, value in sorted(rates.items()) if value == lowest]
    if len(fewest) == len(rates) or lowest == 1:
        return said
    *first, last = (str(number) for number in fewest)
    which = f"sessions {', '.join(first)} and {last}" if first else f"session {last}"
    return f"{said}; fewest have {which}"


def _drawn(which: str, rows: Sequence[Row], width: int) -> str | None:
    return _svg(which, json.dumps(list(rows)), width) if rows else None


@lru_cache(maxsize=256)
def _svg(which: str, rows: str, width: int) -> str:
    """Draw once what many ask for: a picture is the same for everybody who may see it."""
    return svg({"course": _course, "ahead": _ahead}[which](json.loads(rows), width))


def _course(rows: Sequence[Row], width: int) -> Chart:
    """Points of three shapes joined by lines. Rows: session, team, share."""
    sessions = sorted({int(row["session"]) for row in rows})
    legend = alt.Legend(symbolSize=90, columns=3 if width > BROAD else 1, orient="top")
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "session:Q",
            title="Session",
            scale=alt.Scale(domain=[sessions[0] - 0.3, sessions[-1] + 0.3], nice=False),
            axis=alt.Axis(values=sessions, format="d", grid=False, labelOverlap="greedy"),
        ),
        y=alt.Y(
            "share:Q",
            title="Received it (%)",
            scale=alt.Scale(domain=[0, 1]),
            axis=alt.Axis(format="%", tickCount=5),
        ),
        color=alt.Color("team:N", scale=SCALE, legend=legend),
    )
    # Where the teams agree, each point is still to be seen around or within the others.
    points = base.mark_point(filled=False, strokeWidth=2, opacity=1).encode(
        shape=alt.Shape("team:N", scale=SHAPES, legend=legend),
        size=alt.Size("team:N", scale=SIZES, legend=None),
    )
    chart: Chart = (base.mark_line(strokeWidth=1.5) + points).properties(
        width=width - 70, height=220
    )
    return chart


def _ahead(rows: Sequence[Row], width: int) -> Chart:
    """A falling line in its band. Rows: months, share, low, high."""
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "months:Q",
            title="Months from today",
            scale=alt.Scale(domain=[0, 12], nice=False),
            axis=alt.Axis(values=[0, 3, 6, 9, 12], grid=False),
        )
    )
    low = alt.Y(
        "low:Q",
        title="Had every session (%)",
        scale=alt.Scale(domain=[0, 1]),
        axis=alt.Axis(format="%", tickCount=5),
    )
    band = base.mark_area(opacity=0.16, color=PROGRAMME).encode(y=low, y2="high:Q")
    line = base.mark_line(color=PROGRAMME, point=alt.OverlayMarkDef(color=PROGRAMME)).encode(
        y="share:Q"
    )
    chart: Chart = (band + line).properties(width=width - 70, height=200)
    return chart
