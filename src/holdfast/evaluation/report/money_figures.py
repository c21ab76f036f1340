"""Which pictures show the money? Cost by month, what was saved and spent, what it is worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.evaluation.report import charts
from holdfast.evaluation.report.figures import GROUP, TOO_LITTLE, both
from holdfast.evaluation.report.table import Figure, Table
from holdfast.evaluation.report.wording import interval, level, percent, pounds

if TYPE_CHECKING:
    from holdfast.evaluation.findings import Findings
    from holdfast.evaluation.report.palette import Row


DAYS_IN_A_MONTH = 30  # months of follow-up are of this length; the last may be shorter


def money_figures(findings: Findings) -> dict[str, Figure]:
    """Draw the pictures of cost and value."""
    drawn = (cost_timeline(findings), net_value(findings), acceptability(findings))
    return {figure.id: figure for figure in drawn}


def cost_timeline(findings: Findings) -> Figure:
    """What the authority spent on a child in each month since day 0."""
    costs = findings.costs
    rows: list[Row] = [
        {
            "group": GROUP[arm],
            "month": line.month,
            "pounds": of.value,
            "low": of.low,
            "high": of.high,
        }
        for line in costs.timeline
        if line.month <= costs.horizon_days // DAYS_IN_A_MONTH
        for arm, of in (("programme", line.programme), ("comparison", line.comparison))
        if of.value is not None
    ]
    wide, narrow = both(rows, lambda rows, width: charts.cost_timeline(rows, width=width))
    a, b = costs.per_child_programme.value, costs.per_child_comparison.value
    title = (
        "What was spent on a child cannot be compared"
        if a is None or b is None
        else f"Within {costs.horizon_days} days {pounds(a)} was spent on a child in the "
        f"programme, and {pounds(b)} on a child in the comparison, before the programme's "
        "own cost"
    )
    return Figure(
        id="cost-timeline",
        title=title,
        description=(
            "Mean cost to the authority of each child's placements, care processes and work "
            f"with children in need, by month since day 0, in {costs.price_year} prices, with "
            f"{level(findings)} intervals. The cost of the programme itself is not in this "
            "picture. A shorter last month is in the table alone."
        ),
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption=f"Cost for each child in each month, {costs.price_year} prices",
            headings=("Month since day 0", "Programme", "Comparison"),
            rows=tuple(
                (
                    str(line.month),
                    interval(line.programme, pounds),
                    interval(line.comparison, pounds),
                )
                for line in costs.timeline
            ),
        ),
    )


def net_value(findings: Findings) -> Figure:
    """What was saved, what the programme cost, and what is left."""
    value = findings.value
    gross, net, spent = value.gross_saving, value.net_saving, value.programme_cost_per_child
    rows: list[Row] = []
    if gross.value is not None and net.value is not None and spent is not None:
        rows = [
            _bar("Care and casework avoided", 0, gross.value, "saved", gross.low, gross.high),
            _bar(
                "Cost of the programme", gross.value, gross.value - spent, "spent", None, None
            ),
            _bar("Net saving", 0, net.value, "net", net.low, net.high),
        ]
    wide, narrow = both(rows, lambda rows, width: charts.net_value(rows, width=width))
    if net.value is None:
        title = "A net saving cannot be worked out"
    elif net.low is not None and net.high is not None and net.low < 0 < net.high:
        title = (
            f"The net saving is {interval(net, pounds)} for each child: "
            "the interval includes a loss and a saving"
        )
    else:
        word = "saving" if net.value > 0 else "saving (a loss)"
        title = f"The net {word} is {interval(net, pounds)} for each child served"
    return Figure(
        id="net-value",
        title=title,
        description=(
            "To the authority, within the horizon, discounted by "
            f"{value.discount}, in {value.price_year} prices. Lines: {level(findings)} "
            "intervals."
        ),
        wide=wide,
        narrow=narrow,
        missing="This design does not permit a claim about savings.",
        table=Table(
            caption=f"Value for each child served, {value.price_year} prices",
            headings=("Item", f"Amount ({level(findings)} interval)"),
            rows=(
                ("Cost of care and casework avoided", interval(gross, pounds)),
                (
                    "Cost of the programme",
                    "not known" if spent is None else pounds(spent),
                ),
                ("Net saving", interval(net, pounds)),
                (
                    "Chance of a net saving",
                    "not known"
                    if value.probability_of_saving is None
                    else percent(value.probability_of_saving),
                ),
                ("Cost of each care day avoided", value.cost_per_care_day_words),
            ),
        ),
    )


def acceptability(findings: Findings) -> Figure:
    """How likely the programme is worth it, by what a day out of care is worth."""
    points = findings.value.acceptability
    rows: list[Row] = [
        {"pounds_per_day": point.pay_per_care_day, "probability": point.probability}
        for point in points
    ]
    wide, narrow = both(rows, lambda rows, width: charts.acceptability(rows, width=width))
    at_nothing = next((row["probability"] for row in rows if row["pounds_per_day"] == 0), None)
    title = (
        "How likely it is that the programme is worth its cost"
        if at_nothing is None
        else f"On money alone, the chance that the programme pays for itself is "
        f"{percent(at_nothing)}"
    )
    return Figure(
        id="acceptability",
        title=title,
        description=(
            "Share of the bootstrap's draws in which the programme is worth its cost, if the "
            "authority values a day out of care at so many pounds beyond what it saves."
        ),
        wide=wide,
        narrow=narrow,
        missing="This design does not permit a claim about value.",
        table=Table(
            caption="Chance that the programme is worth its cost",
            headings=("Worth of a day out of care", "Chance"),
            rows=tuple(
                (pounds(point.pay_per_care_day), percent(point.probability)) for point in points
            ),
        ),
    )


def _bar(
    part: str, start: float, end: float, kind: str, low: float | None, high: float | None
) -> Row:
    return {
        "part": part,
        "from_pounds": start,
        "to_pounds": end,
        "kind": kind,
        "low": low,
        "high": high,
    }
