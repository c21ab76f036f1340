"""Which pictures does the report have, and what does each one say? From findings to figures.

Titles state what was found in the words that the permitted claim allows: they describe numbers
and name no cause.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.evaluation.report import charts
from holdfast.evaluation.report.journey_picture import Move, Stop, journey_svg
from holdfast.evaluation.report.palette import NARROW, WIDE, Chart, Row, svg
from holdfast.evaluation.report.table import Figure, Table
from holdfast.evaluation.report.wording import (
    NOT_KNOWN,
    children,
    count,
    days,
    interval,
    level,
    middle_day,
    month,
    percent,
    plain,
    points,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from holdfast.evaluation.findings import (
        Curve,
        Findings,
        FittedMonth,
        Incidence,
        Interval,
        Share,
    )

GROUP = {"programme": "Programme", "comparison": "Comparison"}
MOST_ARCS = 10  # more than this cannot be told apart
TOO_LITTLE = "There is too little to draw without showing something about single children."


def figures(findings: Findings) -> dict[str, Figure]:
    """Draw every picture that has to do with children; the money is in `money_figures`."""
    drawn = [journey(findings), drift(findings), balance(findings)]
    entry = findings.outcomes.entry_to_care
    if entry.incidence.curves:
        drawn += [incidence(findings), split(findings)]
    return {figure.id: figure for figure in drawn}


def both(
    rows: Sequence[Row], draw: Callable[[Sequence[Row], int], Chart]
) -> tuple[str | None, str | None]:
    """Draw for a desk and for a phone, or not at all where there is nothing to draw."""
    if not rows:
        return None, None
    return svg(draw(rows, WIDE)), svg(draw(rows, NARROW))


def journey(findings: Findings) -> Figure:
    """Where the programme stands, and how many of the cohort went which way."""
    picture = findings.journey
    place = {stage.stage: at for at, stage in enumerate(picture.stages)}
    after = max((place[name] for name in picture.place_after if name in place), default=0)
    stops = [
        Stop(
            name=stage.label + (" (cohort)" if stage.in_cohort else ""),
            children=children(stage.children),
        )
        for stage in picture.stages
    ]
    stops.insert(
        after + 1, Stop(name=findings.protocol.programme, children="", of_programme=True)
    )

    def at(stage: str) -> int:
        return place[stage] + (1 if place[stage] > after else 0)

    moves = [
        Move(start=at(flow.from_stage), end=at(flow.to_stage), children=flow.children)
        for flow in picture.flows
        if isinstance(flow.children, int) and flow.children > 0
    ]
    moves.sort(key=lambda move: (-move.children, move.start, move.end))
    names = {stage.stage: stage.label for stage in picture.stages}
    before = [names.get(name, name).lower() for name in picture.place_before]
    of = [names.get(name, name).lower() for name in picture.place_after]
    return Figure(
        id="journey",
        title=f"The programme stands between {_list(of)} and {_list(before)}",
        description=(
            "The stages of the children who were meant, in the order of the journey. Arcs are "
            "moves from one stage to the next, the largest only: green down the page, brown "
            "back up it. The table gives them all."
        ),
        wide=journey_svg(stops, moves[:MOST_ARCS], width=WIDE) if picture.stages else None,
        narrow=journey_svg(stops, moves[:MOST_ARCS], width=NARROW) if picture.stages else None,
        missing=TOO_LITTLE,
        table=Table(
            caption="Moves between stages, in children",
            headings=("From", "To", "Children"),
            rows=tuple(
                (names[flow.from_stage], names[flow.to_stage], count(flow.children))
                for flow in picture.flows
            ),
        ),
    )


def drift(findings: Findings) -> Figure:
    """Whether the children reached stayed the children meant."""
    found = findings.drift
    rows = [
        _row("period", middle_day(line.period), line.outside)
        for line in found.months
        if line.outside.value is not None
    ]
    rows += [_row("month", middle_day(line.month), line.share) for line in found.course]
    wide, narrow = both(rows, lambda rows, width: charts.drift(rows, width=width))
    description = (
        f"Points: share of the children served in each {found.period} who were outside the "
        f"stated cohort, with a {level(findings)} interval (Wilson). Periods with too few "
        "children are not drawn."
    )
    if found.course:
        description += (
            " Line: the share month by month, fitted to all children served (logistic "
            f"regression on time), with its {level(findings)} interval."
        )
    return Figure(
        id="drift",
        title=found.words,
        description=description,
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption="Referred, accepted and served, and the share outside the stated cohort",
            headings=(found.period.capitalize(), "Referred", "Accepted", "Served", "Outside"),
            rows=tuple(
                (
                    month(line.period),
                    count(line.referred),
                    count(line.accepted),
                    count(line.served),
                    _share(line.outside.value, line.outside.low, line.outside.high),
                )
                for line in found.months
            ),
        ),
        second=_fitted(found.course) if found.course else None,
    )


def _fitted(course: Sequence[FittedMonth]) -> Table:
    rows = [(month(line.month), line.share) for line in course]
    return Table(
        caption="Share outside the stated cohort, fitted month by month",
        headings=("Month", "Outside"),
        rows=tuple((name, _share(one.value, one.low, one.high)) for name, one in rows),
    )


def _row(kind: str, day: str, share: Share | Interval) -> Row:
    return {
        "kind": kind, "day": day, "share": share.value, "low": share.low, "high": share.high
    }  # fmt: skip


def balance(findings: Findings) -> Figure:
    """How alike the two groups were on day 0."""
    found = findings.comparison
    rows = [
        {
            "covariate": line.covariate,
            "before": line.difference_before,
            "after": line.difference_after,
        }
        for line in findings.balance
    ]
    wide, narrow = both(rows, lambda rows, width: charts.balance(rows, width=width))
    before, after = found.largest_difference_before, found.largest_difference_after
    title = (
        "No differences between the groups could be computed"
        if before is None or after is None
        else f"The largest recorded difference between the groups fell from {abs(before):.2f} "
        f"to {abs(after):.2f} standard deviations"
    )
    return Figure(
        id="balance",
        title=title,
        description=(
            "Each line is something recorded about the children on day 0. The nearer to 0, the "
            "more alike the two groups. The dashed line marks 0.1, above which a difference "
            "deserves attention. Nothing here speaks of what is not recorded."
        ),
        wide=wide,
        narrow=narrow,
        missing="This design has no comparison group to balance.",
        table=Table(
            caption="Means on day 0 and standardised differences",
            headings=(
                "Recorded on day 0",
                "Programme",
                "Comparison before",
                "Comparison after",
                "Difference before",
                "Difference after",
            ),
            rows=tuple(
                (
                    line.covariate,
                    plain(line.programme),
                    plain(line.comparison_before),
                    plain(line.comparison_after),
                    plain(line.difference_before),
                    plain(line.difference_after),
                )
                for line in findings.balance
            ),
        ),
    )


def incidence(findings: Findings) -> Figure:
    """What share had entered care by each day."""
    entry = findings.outcomes.entry_to_care
    shown = entry.incidence
    entries = [curve for curve in shown.curves if curve.cause == "entry_to_care"]
    rows = [row for curve in entries for row in _curve_rows(curve, shown)]
    wide, narrow = both(
        rows,
        lambda rows, width: charts.incidence(
            rows, horizon_days=entry.horizon_days, width=width
        ),
    )
    programme, comparison = entry.risk_programme.value, entry.risk_comparison.value
    title = (
        "How many entered care cannot be shown"
        if programme is None or comparison is None
        else f"After {entry.horizon_days} days {percent(programme)} of the programme's "
        f"children had entered care, and {percent(comparison)} of the comparison's"
    )
    return Figure(
        id="incidence",
        title=title,
        description=(
            "Cumulative incidence of a first entry to care after day 0, allowing for children "
            "who turned 18, died or moved away (Aalen-Johansen), weighted. Shaded: "
            f"{level(findings)} intervals."
        ),
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption="Entered care by day, and children still followed",
            headings=(
                "Day",
                "Programme",
                "Comparison",
                "Difference",
                "Followed, programme",
                "Followed, comparison",
            ),
            rows=_incidence_rows(shown),
        ),
    )


def split(findings: Findings) -> Figure:
    """Which days gained came from later entries, and which from entries that did not come."""
    entry = findings.outcomes.entry_to_care
    horizon = entry.horizon_days
    rows: list[Row] = []
    for cut in entry.slices:
        part = _part(cut.day_programme, cut.day_comparison)
        start = horizon if cut.day_comparison is None else cut.day_comparison
        end = horizon if cut.day_programme is None else cut.day_programme
        if rows and rows[-1]["part"] != part:
            # Carry the new part down to the last slice of the old, so that no gap is drawn.
            rows.append(
                {
                    "level": rows[-1]["level"],
                    "from_days": horizon
                    if cut.day_comparison is None
                    else rows[-1]["from_days"],
                    "to_days": horizon if cut.day_programme is None else rows[-1]["to_days"],
                    "part": part,
                }
            )
        rows.append({"level": cut.quantile, "from_days": start, "to_days": end, "part": part})
    wide, narrow = both(
        rows, lambda rows, width: charts.split(rows, horizon_days=horizon, width=width)
    )
    gained = entry.days_gained.value
    title = (
        "Days out of care gained cannot be shown"
        if gained is None
        else f"{days(gained)} out of care gained for each child within {horizon} days"
    )
    return Figure(
        id="split",
        title=title,
        description=(
            "The area between the two curves, cut into slices at each level. A slice that "
            "ends where the programme's curve reaches that level is an entry that came later; "
            "one that runs to the horizon is an entry that had not come. Slicing pairs "
            "children by rank, so it gives prevention its smallest share."
        ),
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption="Days out of care gained for each child within the horizon",
            headings=("Part", f"Days ({level(findings)} interval)"),
            rows=(
                ("Entries that came later (delay)", interval(entry.days_delayed, days)),
                (
                    "Entries that had not come by the horizon (prevention)",
                    interval(entry.days_prevented, days),
                ),
                ("Together", interval(entry.days_gained, days)),
            ),
        ),
    )


def _curve_rows(curve: Curve, shown: Incidence) -> list[Row]:
    return [
        {"group": GROUP[curve.arm], "days": day, "risk": risk, "low": low, "high": high}
        for day, risk, low, high in zip(
            shown.days, curve.value, curve.low, curve.high, strict=True
        )
    ]


def _incidence_rows(shown: Incidence) -> tuple[tuple[str, ...], ...]:
    entries = {curve.arm: curve for curve in shown.curves if curve.cause == "entry_to_care"}
    at_risk = {
        day: (programme, comparison)
        for day, programme, comparison in zip(
            shown.at_risk.days, shown.at_risk.programme, shown.at_risk.comparison, strict=True
        )
    }
    rows = []
    for at, day in enumerate(shown.days):
        if day not in at_risk:
            continue
        rows.append(
            (
                str(day),
                *(
                    _share(curve.value[at], curve.low[at], curve.high[at])
                    if curve is not None
                    else "not shown"
                    for curve in (entries.get("programme"), entries.get("comparison"))
                ),
                _gap(shown.difference, at),
                *(count(number) for number in at_risk[day]),
            )
        )
    return tuple(rows)


def _gap(difference: Curve, at: int) -> str:
    """Write the difference on one day; a design that only describes has none."""
    if not difference.value:
        return NOT_KNOWN
    low, high = points(difference.low[at]), points(difference.high[at])
    return f"{points(difference.value[at])} ({low} to {high})"


def _part(programme: int | None, comparison: int | None) -> str:
    if comparison is None:
        return "Added entry"
    if programme is None:
        return "No entry by the horizon"
    return "Later entry" if programme >= comparison else "Earlier entry"


def _share(value: float | None, low: float | None, high: float | None) -> str:
    if value is None:
        return NOT_KNOWN if low is None else "not shown"
    if low is None or high is None:
        return percent(value)
    return f"{percent(value)} ({percent(low)} to {percent(high)})"


def _list(names: Sequence[str]) -> str:
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} or {names[-1]}"
