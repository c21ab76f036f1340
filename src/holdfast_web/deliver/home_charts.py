"""What is in each picture of homes' months? Rows in, an Altair chart of one width out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.evaluation.report.palette import COMPARISON, INK, PROGRAMME, QUIET, Chart, data

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.evaluation.report.palette import Row

BROAD = 400
USUAL, SIGNAL = "Usual", "Part of a signal"
CENTRE, LIMIT = "Centre line", "Limit"


def process(
    rows: Sequence[Row],
    lines: Sequence[Row],
    trainings: Sequence[Row],
    *,
    unit: str,
    width: int,
) -> Chart:
    """Months as points joined by a line, centre line, limits, and the training marked.

    Rows: month (ISO), value (None where missing), kind. Lines: kind, name, value. Trainings:
    start, end (ISO).
    """
    x = alt.X(
        "month:T", title=None,
        axis=alt.Axis(
            format="%b %Y", grid=False, labelOverlap="greedy", labelSeparation=12,
            tickCount=6 if width > BROAD else 3,
        ),
    )  # fmt: skip
    y = alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=5), scale=alt.Scale(zero=True))
    parts = []
    if trainings:
        band = alt.Chart(data(trainings)).mark_rect(color=PROGRAMME, opacity=0.13)
        parts.append(band.encode(x=alt.X("start:T"), x2="end:T"))
        word = alt.Chart(data(trainings[:1])).mark_text(
            align="left", baseline="bottom", dx=2, dy=-2, color=PROGRAMME
        )
        parts.append(word.encode(x="start:T", y=alt.value(0), text=alt.value("Training")))
    named = []
    for line in lines:
        limit = line["kind"] == LIMIT
        at = alt.Chart(data([line])).encode(y="value:Q")
        parts.append(
            at.mark_rule(
                strokeWidth=1.5,
                color=COMPARISON if limit else INK,
                strokeDash=[6, 4] if limit else [1, 0],
            )
        )
        named.append(at.encode(x=alt.value("width"), text="name:N"))
    base = alt.Chart(data(rows)).encode(x=x, y=y)
    parts.append(base.mark_line(strokeWidth=1.5, color=QUIET))
    kinds = [USUAL, SIGNAL]
    legend = alt.Legend() if lines else None
    point = base.transform_filter("datum.value !== null").mark_point(
        filled=True, opacity=1, size=60
    )
    parts.append(
        point.encode(
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=[PROGRAMME, COMPARISON]),
                legend=legend,
            ),
            shape=alt.Shape(
                "kind:N",
                scale=alt.Scale(domain=kinds, range=["circle", "diamond"]),
                legend=legend,
            ),
        )
    )
    for word in named:  # over the points, with white around the letters
        letters = alt.MarkDef("text", align="right", baseline="bottom", dy=-3, fontSize=11)
        around = letters.copy()
        around.stroke, around.strokeWidth = "white", 4
        parts += [word.properties(mark=around), word.properties(mark=letters)]
    chart: Chart = alt.layer(*parts).properties(width=width - 70, height=260)
    return chart


def steps(rows: Sequence[Row], *, unit: str, width: int) -> Chart:
    """Months before and after trainings began: a point each, and where chance would put it.

    Rows: step (label), place (order), value, low, high.
    """
    order = [row["step"] for row in rows]
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "step:N", title="Months from the start of the training", sort=order,
            axis=alt.Axis(
                labelAngle=0 if width > BROAD else -90, labelLimit=120, labelFontSize=10,
                labelOverlap=False,
            ),
        )
    )  # fmt: skip
    band = base.mark_bar(opacity=0.16, color=QUIET).encode(
        y=alt.Y("low:Q", title=unit, axis=alt.Axis(tickCount=5)), y2="high:Q"
    )
    nought = alt.Chart(data([{"value": 0}])).mark_rule(color=INK).encode(y="value:Q")
    point = base.mark_point(filled=True, size=80, color=PROGRAMME, opacity=1).encode(
        y="value:Q"
    )
    chart: Chart = (band + nought + point).properties(width=width - 75, height=260)
    return chart
