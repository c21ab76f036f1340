"""How are judgements of fit drawn? One figure: the spread of each question, and a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.deliver.fit import HIGHEST, LOWEST, FitPart, fit
from holdfast.evaluation.report.palette import INK, NARROW, PROGRAMME, WIDE, data, picture
from holdfast.evaluation.report.table import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.deliver.fit import Assessment, PartOfFit
    from holdfast.evaluation.report.palette import Chart, Row

BROAD = 400
SCORES = list(range(LOWEST, HIGHEST + 1))


def fit_figure(assessments: list[Assessment]) -> Figure:
    """Draw what everyone who judged holds of each question."""
    parts = fit(assessments)
    rows = [
        {
            "part": part.part.capitalize(),
            "low": part.lowest,
            "high": part.highest,
            "score": score,
            "people": part.scores.count(score),
        }
        for part in parts
        for score in sorted(set(part.scores))
    ]
    return Figure(
        id="fit",
        title=_finding(parts, len(assessments)),
        description=(
            "Each question from 1, not at all, to 5, fully. A dot is a score, and the number "
            "in it is how many gave it. A line joins the lowest and the highest."
        ),
        wide=picture(_chart, rows, WIDE),
        narrow=picture(_chart, rows, NARROW),
        table=Table(
            caption="Scores of everyone who judged",
            headings=("Question", "Lowest", "Middle", "Highest", "People", "Far apart"),
            rows=tuple(
                (
                    part.part.capitalize(),
                    str(part.lowest),
                    f"{part.middle:g}",
                    str(part.highest),
                    str(len(part.scores)),
                    "Yes" if part.far_apart else "No",
                )
                for part in parts
            ),
        ),
    )


def _finding(parts: tuple[PartOfFit, ...], people: int) -> str:
    middles = {part.part: part.middle for part in parts}
    highest = [part for part in FitPart if middles[part] == max(middles.values())]
    lowest = [part for part in FitPart if middles[part] == min(middles.values())]
    apart = [part.part for part in parts if part.far_apart]
    whose = "One person" if people == 1 else f"{people} people"
    if len(highest) == len(FitPart):
        said = f"{whose} judged all six questions alike"
    else:
        said = f"{whose} judged {_listed(highest)} highest and {_listed(lowest)} lowest"
    return f"{said}, and see {_listed(apart)} far apart" if apart else said


def _listed(parts: list[FitPart]) -> str:
    *first, last = parts
    return f"{', '.join(first)} and {last}" if first else str(last)


def _chart(rows: Sequence[Row], width: int) -> Chart:
    """Dots for scores on a line from the lowest to the highest; a row a question."""
    place = alt.Y(
        "part:N", title=None, sort=[part.capitalize() for part in FitPart],
        axis=alt.Axis(labelLimit=110),
    )  # fmt: skip
    base = alt.Chart(data(rows)).encode(y=place)
    once = list({row["part"]: row for row in rows}.values())
    scale = alt.Scale(domain=[LOWEST - 0.4, HIGHEST + 0.4], nice=False)
    axis = alt.Axis(values=SCORES, format="d", grid=True)
    line = alt.Chart(data(once)).mark_rule(strokeWidth=5, color=PROGRAMME, opacity=0.35)
    line = line.encode(
        y=place, x=alt.X("low:Q", title="Score", scale=scale, axis=axis), x2="high:Q"
    )
    dot = base.mark_point(
        filled=True, size=260 if width > BROAD else 220, color=PROGRAMME, opacity=1
    ).encode(x=alt.X("score:Q", scale=scale))
    text = base.mark_text(color="white", fontWeight="bold", stroke=INK, strokeWidth=0).encode(
        x=alt.X("score:Q", scale=scale), text="people:Q"
    )
    chart: Chart = (line + dot + text).properties(width=width - 130, height=alt.Step(34))
    return chart
