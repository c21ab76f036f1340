"""How is a site said and drawn: its stages both ways, what it is ready for, what is to last?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.deliver.site import course
from holdfast.evaluation.report.palette import NARROW, PROGRAMME, WIDE, data, picture
from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.deliver.models import Stage
from holdfast_web.deliver.queries.sites import moves_of
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.utils.safestring import SafeString

    from holdfast.deliver.site import FundingNotice, StageSpell
    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast_web.deliver.models import Site

BROAD = 400
COLOURS = {
    Stage.EXPLORATION: "grey", Stage.INSTALLATION: "blue", Stage.INITIAL: "blue",
    Stage.FULL: "green", Stage.SUSTAINED: "green", Stage.ENDED: "grey",
}  # fmt: skip


def stage_tag(site: Site) -> SafeString:
    """Draw the stage of a site as a tag."""
    return ui_tag(site.get_stage_display(), COLOURS[Stage(site.stage)])


def funding_words(notice: FundingNotice | None, ends: date | None) -> str:
    """Say when the funding of a site ends, and how near that is."""
    if ends is None:
        return "Not given"
    if notice is None:
        return written_day(ends)
    left = (
        "ended" if notice.over else f"{notice.days:,} day{'' if notice.days == 1 else 's'} left"
    )
    return f"{written_day(ends)}, {left}"


def course_figure(site: Site, *, today: date) -> Figure:
    """Draw the stages of a site over time, both ways."""
    spells = course(moves_of(site))
    rows = [
        {
            "stage": Stage(spell.stage.value).label,
            "start": spell.since.isoformat(),
            "end": (spell.until or max(today, spell.since)).isoformat(),
        }
        for spell in spells
    ]
    moves = sorted(site.moves.all(), key=lambda move: (move.on, move.pk))
    return Figure(
        id="stages",
        title=_finding(spells),
        description="Each bar is a stay in a stage, from the day it began.",
        wide=picture(_chart, rows, WIDE) if rows else None,
        narrow=picture(_chart, rows, NARROW) if rows else None,
        missing="No stage is written down yet.",
        table=Table(
            caption="Moves between stages",
            headings=("Day", "To", "Why", "By"),
            rows=tuple(
                (
                    written_day(move.on),
                    move.get_after_display(),
                    move.reason or "Not said",
                    str(move.by or "Somebody who has no account now"),
                )
                for move in moves
            ),
        ),
    )


def _finding(spells: Sequence[StageSpell]) -> str:
    if not spells:
        return "No stage is written down yet"
    now = spells[-1]
    said = f"{Stage(now.stage.value).label} since {written_day(now.since)}"
    back = sum(spell.back for spell in spells)
    if back:
        said += f", after going back {'once' if back == 1 else f'{back} times'}"
    return said


def _chart(rows: Sequence[Row], width: int) -> Chart:
    """Bars on a line of time, a row a stage. Rows: stage, start, end (ISO)."""
    labels = [stage.label for stage in Stage]
    there = [label for label in labels if any(row["stage"] == label for row in rows)]
    chart: Chart = (
        alt.Chart(data(rows))
        .mark_bar(color=PROGRAMME, height=12, cornerRadius=2)
        .encode(
            x=alt.X(
                "start:T",
                title=None,
                axis=alt.Axis(
                    format="%b %Y", grid=False, labelOverlap="greedy", labelSeparation=12,
                    tickCount=6 if width > BROAD else 3,
                ),
            ),
            x2="end:T",
            y=alt.Y("stage:N", title=None, sort=there, axis=alt.Axis(labelLimit=150)),
        )
        .properties(width=width - 170, height=alt.Step(26))
    )  # fmt: skip
    return chart
