"""How are a home's months drawn and told? A figure each: a finding, a picture, its tables."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from holdfast.deliver.home_measures import BY_NAME, Better, Exposure
from holdfast.deliver.home_month import month_said, next_month
from holdfast.deliver.home_series import ALL, Shown
from holdfast.deliver.process_chart import (
    MOST_MONTHS,
    ProcessChart,
    Rule,
    Side,
    TooFewToTell,
    WhyTooFew,
)
from holdfast.evaluation.report.palette import NARROW, WIDE, picture
from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.deliver import home_charts

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from holdfast.deliver.home_series import Point
    from holdfast.deliver.process_chart import Signal
    from holdfast.measure.homes import HomesComparison, Step
    from holdfast_web.deliver.queries.home_months import Training

MISSING = "Missing"


def unit_of(measure: str, shown: Shown) -> str:
    """Say what a number of a measure is, as it is shown."""
    one = BY_NAME[measure]
    if shown is Shown.SHARE:
        return f"Per cent of {Exposure.SCHOOL_SESSIONS}"
    if shown is Shown.COUNT or one.exposure is None:
        return f"{one.counts.capitalize()} in the month"
    return f"{one.title} for every {one.per} {one.exposure}"


def said(number: float | None) -> str:
    """Write a number with no more places than it needs."""
    if number is None:
        return MISSING
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.1f}"


def process_figure(
    chart: ProcessChart | TooFewToTell,
    measure: str,
    *,
    shown: Shown,
    training: Training | None,
) -> Figure:
    """Draw a process chart, or the months without limits and why there are none."""
    unit = unit_of(measure, shown)
    marked = _in_a_signal(chart)
    rows = [
        {
            "month": point.month.isoformat(),
            "value": point.value,
            "kind": home_charts.SIGNAL if point.month in marked else home_charts.USUAL,
        }
        for point in chart.points
    ]
    lines = []
    if isinstance(chart, ProcessChart):
        lines = [
            {"kind": kind, "name": f"{name} {said(value)}", "value": value}
            for kind, name, value in (
                (home_charts.CENTRE, "Centre", chart.centre),
                (home_charts.LIMIT, "Lower limit", chart.lower),
                (home_charts.LIMIT, "Upper limit", chart.upper),
            )
            if value is not None
        ]
    bands = []
    if training is not None and chart.points:
        last = next_month(chart.points[-1].month)
        bands = [
            {
                "start": training.starts.isoformat(),
                "end": min(training.ends, last).isoformat(),
            }
        ]  # fmt: skip
    drawn = [point for point in chart.points if point.value is not None]
    wide = narrow = None
    if drawn:
        wide, narrow = (
            picture(home_charts.process, rows, lines, bands, unit=unit, width=width)
            for width in (WIDE, NARROW)
        )
    return Figure(
        id=f"process-{measure.replace('_', '-')}",
        title=finding(chart, measure, training=training),
        description=_description(chart, training),
        wide=wide,
        narrow=narrow,
        missing="No month has a number.",
        table=_months(chart, unit),
        second=_signals(chart),
    )


def finding(
    chart: ProcessChart | TooFewToTell, measure: str, *, training: Training | None
) -> str:
    """Say in a line what a chart shows, and claim nothing about why."""
    title = BY_NAME[measure].title
    if isinstance(chart, TooFewToTell):
        return f"{title}: too few to tell"
    if not chart.signals:
        return f"{title}: only the usual ups and downs"
    if training is None:
        return f"{title}: {_so_many(len(chart.signals))}"
    since = [one for one in chart.signals if one.last >= training.starts.replace(day=1)]
    if not since:
        return f"{title}: no signal since the training began"
    return f"{title}: {_so_many(len(since))} since the training began"


def why_too_few(chart: TooFewToTell) -> str:
    """Say why no limits are drawn."""
    if chart.why is WhyTooFew.MONTHS:
        return (
            f"Limits need {chart.fewest_months} months with a number, one after another as far "
            f"as can be, before anything is judged by them. There are {chart.months}."
        )
    if chart.why is WhyTooFew.COUNTS:
        mean = "not known" if chart.mean is None else f"{chart.mean:.1f}"
        return (
            f"In the months to judge by, the count behind a month is {mean} on average. Below "
            f"{chart.fewest:g}, chance alone would set off an alarm in every other year."
        )
    return "The number was the same in every month, so there are no ups and downs to judge by."


def why_too_few_in_short(chart: TooFewToTell) -> str:
    """Say why no limits are drawn, in a few words for a table."""
    if chart.why is WhyTooFew.MONTHS:
        return f"{chart.months} months to judge by, {chart.fewest_months} are needed"
    if chart.why is WhyTooFew.COUNTS:
        mean = "Not known" if chart.mean is None else f"{chart.mean:.1f}"
        return f"{mean} a month, {chart.fewest:g} are needed"
    return "The number never changed"


def rules_in_short(chart: ProcessChart) -> str:
    """Say which rules fired and how often, in a line; the months stand on the chart's page."""
    times = Counter(signal.rule for signal in chart.signals)
    return (
        "; ".join(
            rule.capitalize() + (f" ({times[rule]} times)" if times[rule] > 1 else "")
            for rule in Rule
            if rule in times
        )
        or "None"
    )


def measured(measure: str, shown: Shown) -> str:
    """Say what is compared or drawn: the measure, and what a number of it is."""
    unit = unit_of(measure, shown)
    title = BY_NAME[measure].title
    return unit if unit.startswith(title) else f"{title}: {unit[0].lower()}{unit[1:]}"


def signed(number: float, places: int = 2) -> str:
    """Write a number with its sign, as print does."""
    return f"{number:+.{places}f}".replace("-", "\N{MINUS SIGN}")


def signal_said(signal: Signal) -> str:
    """Say which rule fired, on which side, and over which months."""
    span = month_said(signal.first)
    if signal.last != signal.first:
        span += f" to {month_said(signal.last)}"
    side = "" if signal.side is None else f", {signal.side} the centre line"
    if signal.side is not None and "higher" in signal.rule:
        side = ", rising" if signal.side is Side.ABOVE else ", falling"
    return f"{signal.rule.capitalize()}{side}: {span}"


def which_way(signal: Signal, measure: str) -> str:
    """Say whether that would be welcome, where one way is."""
    better = BY_NAME[measure].better
    if signal.side is None or better is Better.NEITHER:
        return "Neither"
    fewer = signal.side is Side.BELOW
    return "Welcome" if fewer is (better is Better.FEWER) else "Not welcome"


def _so_many(count: int) -> str:
    return "one signal" if count == 1 else f"{count} signals"


def _in_a_signal(chart: ProcessChart | TooFewToTell) -> set[date]:
    if isinstance(chart, TooFewToTell):
        return set()
    return {
        point.month
        for point in chart.points
        for signal in chart.signals
        if signal.side is not None
        and signal.first <= point.month <= signal.last
        and point.value is not None
    }


def _description(chart: ProcessChart | TooFewToTell, training: Training | None) -> str:
    if isinstance(chart, TooFewToTell):
        return why_too_few(chart)
    months = f"{month_said(chart.baseline_first)} to {month_said(chart.baseline_last)}"
    until = (
        "before the training began"
        if training is not None
        else f"the first {MOST_MONTHS} with a number, or all"
    )
    steady = (
        ""
        if chart.steady_baseline
        else " A rule fired within those months, so the limits are to be read with care."
    )
    return (
        f"A point a month. The limits come from {chart.months} months, {months} ({until}), and "
        f"stay as they are afterwards.{steady} Even where nothing changes, some rule fires in "
        "about one year in three. A signal says that something changed, never what changed it."
    )


def _months(chart: ProcessChart | TooFewToTell, unit: str) -> Table:
    ranges = chart.ranges if isinstance(chart, ProcessChart) else (None,) * len(chart.points)
    exposed = any(point.exposure is not None for point in chart.points)
    headings = ["Month", unit]
    if exposed:
        headings += ["Out of"]
    if isinstance(chart, ProcessChart):
        headings += ["From the month before", "Signals"]
    rows = []
    for point, jump in zip(chart.points, ranges, strict=True):
        row = [month_said(point.month), said(point.value)]
        if exposed:
            row.append(said(point.exposure))
        if isinstance(chart, ProcessChart):
            named = [
                one.rule.capitalize()
                for one in chart.signals
                if one.first <= point.month <= one.last
            ]
            row += ["" if jump is None else said(jump), "; ".join(named)]
        rows.append(tuple(row))
    return Table(caption="Month by month", headings=tuple(headings), rows=tuple(rows))


def _signals(chart: ProcessChart | TooFewToTell) -> Table | None:
    if isinstance(chart, TooFewToTell):
        return None
    lines = [
        ("Centre line", said(chart.centre)),
        (
            "Upper limit",
            "None below the most there can be" if chart.upper is None else said(chart.upper),
        ),
        ("Lower limit", "None above 0" if chart.lower is None else said(chart.lower)),
        ("Limit for jumps", said(chart.upper_range)),
    ]
    return Table(caption="Limits", headings=("Line", "Value"), rows=tuple(lines))


def steps_figure(found: HomesComparison, measure: str, *, shown: Shown) -> Figure:
    """Draw how trained homes stood apart before and after their trainings began."""
    rows = [
        {
            "step": step_said(step), "value": step.value, "low": step.low, "high": step.high,
        }
        for step in found.steps
    ]  # fmt: skip
    wide, narrow = (
        picture(home_charts.steps, rows, unit="Beyond what was to be expected", width=width)
        for width in (WIDE, NARROW)
    )
    beyond = sum(not step.low <= step.value <= step.high for step in found.steps)
    title = (
        "Nowhere do trained homes stand apart by more than chance would mostly give"
        if not beyond
        else f"Trained homes stand apart by more than chance would mostly give in {beyond} of "
        f"{len(found.steps)} stretches of months"
    )
    return Figure(
        id="steps",
        title=title,
        description=(
            f"{measured(measure, shown)}. In trained homes, beyond what untrained months "
            "would lead one to expect, by months from the start of each training: 0 is "
            "the month in which it began. Bars: where chance alone would put 95 in 100 of the "
            "points."
        ),
        wide=wide,
        narrow=narrow,
        table=Table(
            caption="Trained homes beyond what was to be expected",
            headings=("Months from the start", "Difference", "Chance from", "To", "Homes",
                      "Home-months"),
            rows=tuple(
                (
                    step_said(step), signed(step.value), signed(step.low),
                    signed(step.high), str(step.homes), str(step.home_months),
                )
                for step in found.steps
            ),
        ),
    )  # fmt: skip


def step_said(step: Step) -> str:
    """Write some months from the start: -3 to -1."""
    first, last = (str(one).replace("-", "\N{MINUS SIGN}") for one in (step.first, step.last))
    return first if step.first == step.last else f"{first} to {last}"


def highest(shown: Shown) -> float | None:
    """Give the largest value that there can be."""
    return float(ALL) if shown is Shown.SHARE else None


def drawn(points: Sequence[Point]) -> bool:
    """Say whether any month has a number."""
    return any(point.value is not None for point in points)
