"""How is what reviews say written and drawn? In words, tables, and a picture for each score."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt
from django.utils.html import format_html
from django.utils.text import capfirst

from holdfast.deliver.fidelity import WhyNot
from holdfast.deliver.fidelity_review import Counted
from holdfast.evaluation.report.palette import (
    COMPARISON,
    NARROW,
    PROGRAMME,
    QUIET,
    WIDE,
    data,
    svg,
)
from holdfast.evaluation.report.table import Figure, Table
from holdfast.library.fidelity import Rater, ScoreKind, Standing
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.deliver.fidelity import FidelitySummary, RaterSummary, ScoreSummary, Verdict
    from holdfast.deliver.fidelity_review import Given
    from holdfast.deliver.fidelity_trend import FidelityTrend
    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast.library.fidelity import Instrument, Score

BROAD = 400
RATERS = {
    Rater.SELF: "What facilitators say of themselves",
    Rater.PEER: "What other facilitators saw",
    Rater.OBSERVER: "What observers saw",
    Rater.CAREGIVER: "What caregivers say",
}
STANDINGS = {
    Standing.TO_BE_CONFIRMED: " (threshold to be confirmed)",
    Standing.OWN: " (the organisation's own threshold)",
    Standing.CONFIRMED: "",
}


def given_said(given: Given | None, score: Score) -> str:
    """Write one score of one review."""
    if given is None:
        return "Missing"
    if isinstance(given, str):
        return given.capitalize()
    if isinstance(given, Counted):
        return counted_said(given, score)
    return f"{given:g}"


def counted_said(counted: Counted, score: Score) -> str:
    """Write two counts: as a ratio, or as a share with what it is out of."""
    if score.kind is ScoreKind.RATIO:
        if not counted.to:
            return f"{counted.count} to 0"
        return f"{counted.count / counted.to:.1f} to 1 ({counted.count} to {counted.to})"
    share = f"{counted.count / counted.to:.0%}" if counted.to else "None due"
    return f"{share} ({counted.count} of {counted.to})"


def summary_said(found: ScoreSummary, score: Score) -> str:
    """Write one score of several reviews: its value, how many, and how many are missing."""
    if not found.scored:
        return f"Missing in all {found.missing}" if found.missing else "No review"
    if found.groups:
        said = ", ".join(
            f"{name} {share.value:.0%} ({share.value * share.n:.0f})"
            for name, share in found.groups.items()
        )
        said = said.capitalize()
    elif found.pooled is not None:
        said = counted_said(found.pooled, score)
    else:
        said = f"{found.mean:.2f}"
        if found.interval is not None:
            said += f" ({found.interval.low:.2f} to {found.interval.high:.2f})"
    said += f", {found.scored} {'review' if found.scored == 1 else 'reviews'}"
    return f"{said}, {found.missing} missing" if found.missing else said


def verdict_said(verdict: Verdict) -> str:
    """Write a verdict, or why there is none."""
    if verdict.band is not None and verdict.standing is not None:
        return f"{capfirst(verdict.band)}{STANDINGS[verdict.standing]}"
    return f"No verdict: {verdict.why_not or WhyNot.TOO_FEW}"


def tables(
    summaries: Sequence[FidelitySummary], instrument: Instrument, links: Sequence[object]
) -> list[dict[str, object]]:
    """Give a table for each kind of rater, and none over several: they are never put together.

    `links` are what stands in the first column, in the order of the summaries.
    """
    found: list[dict[str, object]] = []
    for rater, title in RATERS.items():
        rows = []
        for summary, link in zip(summaries, links, strict=True):
            one = next((one for one in summary.raters if one.rater is rater), None)
            if one is not None:
                rows.append(_row(link, one, instrument))
        if rows:
            head = ["Of", "Reviews", *(score.title for score in instrument.scores)]
            found.append({"title": title, "head": head, "rows": rows})
    return found


def without_threshold(instrument: Instrument) -> bool:
    """Say whether no score of an instrument has a threshold, so that no verdict is given."""
    return not any(score.thresholds for score in instrument.scores)


def _row(link: object, one: RaterSummary, instrument: Instrument) -> list[object]:
    reviews = f"{one.reviews}"
    if one.set_aside:
        reviews += f", {one.set_aside} set aside: the facilitator chose it"
    row: list[object] = [link, reviews]
    for score, found in zip(instrument.scores, one.scores, strict=True):
        said = summary_said(found, score)
        if score.thresholds:
            row.append(format_html("{}<br>{}", said, verdict_said(found.verdict)))
        else:
            row.append(said)
    return row


def trend_figure(trend: FidelityTrend, score: Score, *, key: str, whose: str) -> Figure:
    """Draw one score by one kind of rater over time, with its line where there are enough."""
    rows = [{"day": day.isoformat(), "value": value} for day, value in trend.points]
    wide = narrow = None
    if rows:
        wide, narrow = (svg(_chart(rows, trend, score, width)) for width in (WIDE, NARROW))
    missing = f" In {trend.missing} the score is missing." if trend.missing else ""
    return Figure(
        id=f"trend-{key}",
        title=_finding(trend, score, whose),
        description=(
            f"{RATERS[trend.rater]}, a point a review.{missing} A line is drawn from eight "
            "reviews on; it says how the score went, and nothing of why."
        ),
        wide=wide,
        narrow=narrow,
        missing="No review has this score.",
        table=Table(
            caption=score.title,
            headings=("Day", score.title),
            rows=tuple((written_day(day), _plain(value, score)) for day, value in trend.points),
        ),
    )


def _plain(value: float, score: Score) -> str:
    if score.kind is ScoreKind.GROUP:
        return score.groups[int(value) - 1].capitalize()
    if score.kind in {ScoreKind.SHARE, ScoreKind.CHECKLIST}:
        return f"{value:.0%}"
    return f"{value:.2f}"


def _finding(trend: FidelityTrend, score: Score, whose: str) -> str:
    count = len(trend.points)
    if trend.slope is None:
        reviews = "one review" if count == 1 else f"{count} reviews"
        return f"{score.title} of {whose}: {reviews}, too few for a line"
    if trend.slope.low <= 0 <= trend.slope.high:
        return f"{score.title} of {whose}: neither rising nor falling as far as can be told"
    way = "rising" if trend.slope.value > 0 else "falling"
    return (
        f"{score.title} of {whose}: {way} by {abs(trend.slope.value):.2f} a month (interval "
        f"{trend.slope.low:+.2f} to {trend.slope.high:+.2f})"
    )


def _chart(rows: Sequence[Row], trend: FidelityTrend, score: Score, width: int) -> Chart:
    shares = score.kind in {ScoreKind.SHARE, ScoreKind.CHECKLIST}
    domain: list[float | None] | None = [0, 1] if shares else None
    if score.low is not None:
        domain = [score.low, score.high]
    if score.kind is ScoreKind.GROUP:
        domain = [0.5, len(score.groups) + 0.5]
    y = alt.Y(
        "value:Q", title=score.title,
        scale=alt.Scale(domain=domain) if domain else alt.Scale(zero=True),
        axis=alt.Axis(
            tickCount=5, format=".0%" if shares else "",
            values=list(range(1, len(score.groups) + 1))
            if score.groups
            else alt.Undefined,
        ),
    )  # fmt: skip
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "day:T", title=None,
            axis=alt.Axis(
                format="%b %Y", grid=False, labelOverlap="greedy", labelSeparation=12,
                tickCount=6 if width > BROAD else 3,
            ),
        ),
        y=y,
    )  # fmt: skip
    parts: list[alt.Chart | alt.LayerChart] = []
    for threshold in score.thresholds:
        if threshold.at_least is not None:
            at = alt.Chart(
                data([{"value": threshold.at_least, "name": capfirst(threshold.band)}])
            ).encode(y="value:Q")
            parts.append(at.mark_rule(strokeDash=[6, 4], strokeWidth=1.5, color=COMPARISON))
            word = at.mark_text(align="right", baseline="bottom", dy=-3, fontSize=11)
            parts.append(word.encode(x=alt.value("width"), text="name:N"))
    parts.append(base.mark_point(filled=True, size=60, color=PROGRAMME, opacity=1))
    if trend.line:
        ends = [{"day": day.isoformat(), "value": value} for day, value in trend.line]
        line = alt.Chart(data(ends)).mark_line(color=QUIET, strokeWidth=1.5)
        parts.append(line.encode(x="day:T", y="value:Q"))
    chart: Chart = alt.layer(*parts).properties(width=width - 75, height=220)
    return chart
