"""What is in each picture? One function a picture: rows in, an Altair chart of one width out.

Rows carry numbers that have passed disclosure control. Titles, descriptions and tables are the
page's: a chart holds only what must be seen.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.evaluation.report.palette import (
    COMPARISON,
    DELAY,
    HARM,
    INK,
    PREVENTION,
    PROGRAMME,
    QUIET,
    Chart,
    Row,
    data,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

GROUPS = alt.Scale(domain=["Programme", "Comparison"], range=[PROGRAMME, COMPARISON])
DASHES = alt.Scale(domain=["Programme", "Comparison"], range=[[1, 0], [7, 4]])
LEGEND = alt.Legend(symbolType="stroke", symbolOpacity=1, symbolSize=260)
PARTS = alt.Scale(
    domain=["Later entry", "No entry by the horizon", "Earlier entry", "Added entry"],
    range=[DELAY, PREVENTION, HARM, "#6d1f1f"],
)
POUNDS = "(datum.value < 0 ? '−' : '') + '£' + format(abs(datum.value), ',.0f')"
IMBALANCE_TO_WATCH = 0.1  # a standardised difference above this is usually called imbalance


def incidence(rows: Sequence[Row], *, horizon_days: int, width: int) -> Chart:
    """Share who have entered care by each day, both groups, with intervals.

    Rows: group, days, risk, low, high.
    """
    ends = [row for row in rows if row["days"] == horizon_days]
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "days:Q",
            title="Days since day 0",
            scale=alt.Scale(domain=[0, horizon_days], nice=False),
            axis=alt.Axis(tickCount=6, grid=False),
        ),
        color=alt.Color("group:N", scale=GROUPS, legend=LEGEND),
    )
    band = base.mark_area(opacity=0.16, interpolate="step-after").encode(
        y=alt.Y("low:Q", title="Entered care (%)", axis=alt.Axis(format="%")), y2="high:Q"
    )
    line = base.mark_line(interpolate="step-after").encode(
        y="risk:Q", strokeDash=alt.StrokeDash("group:N", scale=DASHES, legend=None)
    )
    label = (
        alt.Chart(data(ends))
        .mark_text(align="right", dx=-4, dy=-9, fontSize=13, fontWeight="bold")
        .encode(
            x="days:Q",
            y="risk:Q",
            text=alt.Text("risk:Q", format=".1%"),
            color=alt.Color("group:N", scale=GROUPS),
        )
    )
    chart: Chart = (band + line + label).properties(width=width - 70, height=280)
    return chart


def split(rows: Sequence[Row], *, horizon_days: int, width: int) -> Chart:
    """The days between the two curves, sliced at each level of incidence.

    Rows: level (share who have entered), from_days, to_days, part (see `PARTS`).
    """
    present = list(dict.fromkeys(str(row["part"]) for row in rows))
    scale = alt.Scale(
        domain=[part for part in PARTS.domain if part in present],
        range=[
            colour
            for part, colour in zip(PARTS.domain, PARTS.range, strict=True)
            if part in present
        ],
    )
    chart: Chart = (
        alt.Chart(data(rows))
        .mark_area(orient="horizontal", interpolate="linear", opacity=0.85)
        .encode(
            x=alt.X(
                "from_days:Q",
                title="Days since day 0",
                scale=alt.Scale(domain=[0, horizon_days], nice=False),
                axis=alt.Axis(tickCount=6, grid=False),
            ),
            x2="to_days:Q",
            y=alt.Y("level:Q", title="Entered care (%)", axis=alt.Axis(format="%")),
            color=alt.Color("part:N", scale=scale),
        )
        .properties(width=width - 70, height=240)
    )
    return chart


def drift(rows: Sequence[Row], *, width: int) -> Chart:
    """Share of those served outside the stated cohort, with its interval, over time.

    Rows: kind ("period" for a share as counted, drawn as a point; "month" for one as fitted,
    drawn as a line), day (ISO), share, low, high. Periods too small to show are left out.
    """
    highest = max((float(row["high"]) for row in rows), default=1.0)
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "day:T",
            title=None,
            axis=alt.Axis(
                format="%b %Y",
                tickCount=alt.TimeIntervalStep(interval="month", step=6),
                labelOverlap="greedy",
                grid=False,
            ),
        )
    )
    low = alt.Y(
        "low:Q",
        title="Outside the stated cohort (%)",
        axis=alt.Axis(format="%", tickCount=5),
        scale=alt.Scale(domain=[0, min(highest * 1.1, 1.0)]),
    )
    fitted = base.transform_filter("datum.kind == 'month'")
    counted = base.transform_filter("datum.kind == 'period'")
    band = fitted.mark_area(opacity=0.16, color=PROGRAMME).encode(y=low, y2="high:Q")
    line = fitted.mark_line(color=PROGRAMME).encode(y="share:Q")
    interval = counted.mark_rule(color=QUIET, strokeWidth=2).encode(y=low, y2="high:Q")
    point = counted.mark_point(filled=True, size=55, color=INK, opacity=1).encode(y="share:Q")
    chart: Chart = (band + line + interval + point).properties(width=width - 70, height=230)
    return chart


def balance(rows: Sequence[Row], *, width: int) -> Chart:
    """Standardised differences between the groups on day 0, before and after weighting.

    Rows: covariate, before, after (absolute values).
    """
    long = [
        {"covariate": row["covariate"], "when": when, "difference": abs(row[key])}
        for row in rows
        for when, key in (("Before weighting", "before"), ("After weighting", "after"))
        if row[key] is not None
    ]
    order = [row["covariate"] for row in sorted(rows, key=lambda row: -abs(row["before"] or 0))]
    points = (
        alt.Chart(data(long))
        .mark_point(size=70, filled=True, opacity=1)
        .encode(
            x=alt.X(
                "difference:Q",
                title="Standardised difference",
                axis=alt.Axis(tickCount=5 if width > 400 else 3),
            ),
            y=alt.Y("covariate:N", title=None, sort=order, axis=alt.Axis(grid=True)),
            color=alt.Color(
                "when:N",
                scale=alt.Scale(
                    domain=["Before weighting", "After weighting"],
                    range=[COMPARISON, PROGRAMME],
                ),
            ),
            shape=alt.Shape(
                "when:N",
                scale=alt.Scale(
                    domain=["Before weighting", "After weighting"], range=["diamond", "circle"]
                ),
            ),
        )
    )
    watch = (
        alt.Chart(data([{"at": IMBALANCE_TO_WATCH}]))
        .mark_rule(strokeDash=[4, 4], color=QUIET)
        .encode(x="at:Q")
    )
    chart: Chart = (watch + points).properties(
        width=width - (230 if width > 400 else 150), height=alt.Step(24)
    )
    return chart


def cost_timeline(rows: Sequence[Row], *, width: int) -> Chart:
    """Pounds spent on a child by the authority in each month since day 0, both groups.

    Rows: group, month (months since day 0), pounds, low, high.
    """
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "month:Q", title="Months since day 0", axis=alt.Axis(tickMinStep=3, grid=False)
        ),
        color=alt.Color("group:N", scale=GROUPS, legend=LEGEND),
    )
    band = base.mark_area(opacity=0.16).encode(
        y=alt.Y(
            "low:Q", title="Pounds for each child in the month", axis=alt.Axis(labelExpr=POUNDS)
        ),
        y2="high:Q",
    )
    line = base.mark_line().encode(
        y="pounds:Q", strokeDash=alt.StrokeDash("group:N", scale=DASHES, legend=None)
    )
    chart: Chart = (band + line).properties(width=width - 70, height=250)
    return chart


def net_value(rows: Sequence[Row], *, width: int) -> Chart:
    """What was saved, what was spent and what is left, for each child served.

    Rows: part, from_pounds, to_pounds, pounds, kind (saved, spent, net), low, high.
    """
    kinds = alt.Scale(domain=["saved", "spent", "net"], range=[PROGRAMME, COMPARISON, INK])
    order = [row["part"] for row in rows]
    base = alt.Chart(data(rows)).encode(
        y=alt.Y("part:N", title=None, sort=order, axis=alt.Axis(labelLimit=170))
    )
    bars = base.mark_bar(height={"band": 0.6}).encode(
        x=alt.X(
            "from_pounds:Q",
            title="Pounds for each child served",
            axis=alt.Axis(labelExpr=POUNDS, tickCount=4),
        ),
        x2="to_pounds:Q",
        color=alt.Color("kind:N", scale=kinds, legend=None),
    )
    interval = base.mark_rule(strokeWidth=2, color="black").encode(x="low:Q", x2="high:Q")
    zero = alt.Chart(data([{"at": 0}])).mark_rule(color=QUIET).encode(x="at:Q")
    chart: Chart = (bars + interval + zero).properties(
        width=width - (190 if width > 400 else 140), height=alt.Step(34)
    )
    return chart


def acceptability(rows: Sequence[Row], *, width: int) -> Chart:
    """How likely the programme is worth it, by what a day out of care is worth to the payer.

    Rows: pounds_per_day, probability.
    """
    chart: Chart = (
        alt.Chart(data(rows))
        .mark_line(color=PROGRAMME, point=alt.OverlayMarkDef(color=PROGRAMME, size=45))
        .encode(
            x=alt.X("pounds_per_day:Q", title="Worth of a day out of care (pounds)"),
            y=alt.Y(
                "probability:Q",
                title="Chance that it is worth its cost",
                scale=alt.Scale(domain=[0, 1]),
                axis=alt.Axis(format="%"),
            ),
        )
        .properties(width=width - 70, height=220)
    )
    return chart
