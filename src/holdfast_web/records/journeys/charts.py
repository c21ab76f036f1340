"""What is in each picture of the journey pages? Rows in, an Altair chart of one width out."""

from __future__ import annotations

from datetime import date, timedelta
from math import ceil
from typing import TYPE_CHECKING

import altair as alt

from holdfast.evaluation.report.palette import COMPARISON, INK, PROGRAMME, Chart, Row, data

if TYPE_CHECKING:
    from collections.abc import Sequence

KINDS = ["Entries", "Exits"]
BREAK = "|"
LONGEST_LABEL = 20
BROAD = 400
"""Pixels from which a picture is drawn for a desk."""
SHORTEST = 4
"""Pixels of the shortest stay of a timeline, its white edge among them."""


def comings_and_goings(rows: Sequence[Row], *, period: str, width: int) -> Chart:
    """Entries and exits over time: lines with points, or bars where there are few periods.

    Rows: kind, day (ISO), children.
    """
    shape = alt.Shape("kind:N", scale=alt.Scale(domain=KINDS, range=["circle", "diamond"]))
    colour = alt.Color("kind:N", scale=alt.Scale(domain=KINDS, range=[PROGRAMME, COMPARISON]))
    form = "%b %Y" if period != "year" else "%Y"
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "day:T",
            title="Year that begins in April" if period == "year" else None,
            axis=alt.Axis(
                format=form, grid=False, labelOverlap="greedy", labelSeparation=12,
                tickCount=6 if width > BROAD else 3,
            ),
        ),
        y=alt.Y("children:Q", title="Periods of care", axis=alt.Axis(tickCount=5)),
        color=colour,
    )  # fmt: skip
    line = base.mark_line(strokeWidth=1.5, opacity=0.7)
    point = base.mark_point(filled=True, size=42, opacity=1).encode(shape=shape)
    chart: Chart = (line + point).properties(width=width - 70, height=240)
    return chart


def lengths(rows: Sequence[Row], *, width: int) -> Chart:
    """Days until stays ended: a point at half, a line from a quarter to three quarters.

    Rows: stage, low, half, high (None where not known: the line then stops at the half).
    """
    order = [row["stage"] for row in rows]
    held = [{**row, "to": row["high"] or row["half"]} for row in rows]
    base = alt.Chart(data(held)).encode(
        y=alt.Y("stage:N", title=None, sort=order, axis=alt.Axis(labelLimit=150))
    )
    line = base.mark_rule(strokeWidth=5, color=PROGRAMME, opacity=0.45).encode(
        x=alt.X(
            "low:Q",
            title="Days from the beginning of a stay",
            axis=alt.Axis(tickCount=5 if width > BROAD else 3, format=",d"),
        ),
        x2="to:Q",
    )
    point = base.mark_point(filled=True, size=90, color=INK, opacity=1).encode(x="half:Q")
    text = base.mark_text(dy=-13, fontWeight="bold").encode(
        x="half:Q", text=alt.Text("half:Q", format=",d")
    )
    chart: Chart = (line + point + text).properties(
        width=width - (180 if width > BROAD else 170), height=alt.Step(44)
    )
    return chart


def bars(rows: Sequence[Row], *, width: int) -> Chart:
    """Children of each kind, with their number at the end of the bar. Rows: kind, children."""
    held = [{**row, "kind": _in_two_lines(str(row["kind"]))} for row in rows]
    base = alt.Chart(data(held)).encode(
        y=alt.Y(
            "kind:N", title=None, sort=[row["kind"] for row in held],
            axis=alt.Axis(labelLimit=230, labelExpr=f"split(datum.label, '{BREAK}')"),
        ),
        x=alt.X(
            "children:Q", title="Children",
            axis=alt.Axis(tickCount=5 if width > BROAD else 3, format=",d"),
        ),
    )  # fmt: skip
    bar = base.mark_bar(color=PROGRAMME, height={"band": 0.65})
    text = base.mark_text(align="left", dx=5, fontWeight="bold").encode(
        text=alt.Text("children:Q", format=",d")
    )
    chart: Chart = (bar + text).properties(
        width=width - (230 if width > BROAD else 180), height=alt.Step(36)
    )
    return chart


def _in_two_lines(words: str) -> str:
    """Mark where a long label breaks: at the blank nearest to its middle."""
    blanks = [at for at, letter in enumerate(words) if letter == " "]
    if len(words) <= LONGEST_LABEL or not blanks:
        return words
    middle = min(blanks, key=lambda at: abs(at - len(words) // 2))
    return f"{words[:middle]}{BREAK}{words[middle + 1 :]}"


def timeline(rows: Sequence[Row], *, first: str, last: str, width: int) -> Chart:
    """One child's stays as bars along the years, events as points; a row a stage.

    Rows: stage, start, end (ISO), point (whether it is an event), open (not over when last
    seen).
    """
    order = list(dict.fromkeys(str(row["stage"]) for row in rows))
    across = width - (180 if width > BROAD else 165)
    held = _long_enough_to_see(rows, first=first, last=last, across=across)
    base = alt.Chart(data(held)).encode(
        y=alt.Y(
            "stage:N", title=None, sort=order,
            axis=alt.Axis(labelLimit=150, grid=True),
        ),
        x=alt.X(
            "start:T", title=None, scale=alt.Scale(domain=[first, last]),
            axis=alt.Axis(
                format="%Y", tickCount="year", labelOverlap="greedy", labelSeparation=10
            ),
        ),
    )  # fmt: skip
    stay = base.transform_filter("!datum.point").mark_bar(
        height={"band": 0.55}, stroke="white", strokeWidth=1
    )
    stay = stay.encode(
        x2="end:T",
        color=alt.Color(
            "open:N",
            scale=alt.Scale(domain=["Over", "Not over when last seen"],
                            range=[PROGRAMME, COMPARISON]),
        ),
    )  # fmt: skip
    event = base.transform_filter("datum.point").mark_point(
        filled=True, shape="diamond", size=70, color=INK, opacity=1
    )
    chart: Chart = (stay + event).properties(width=across, height=alt.Step(28))
    return chart


def _long_enough_to_see(
    rows: Sequence[Row], *, first: str, last: str, across: int
) -> list[dict[str, object]]:
    """Let no stay be drawn shorter than its white edge: a night missing would not be seen."""
    whole = (date.fromisoformat(last) - date.fromisoformat(first)).days
    least = timedelta(days=ceil(SHORTEST * whole / across))
    return [
        {
            **row,
            "end": max(
                str(row["end"]), (date.fromisoformat(str(row["start"])) + least).isoformat()
            ),
        }
        for row in rows
    ]
