"""What do a service's places look like month by month? Who has them, and which are empty."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.evaluation.report.palette import (
    COMPARISON,
    DELAY,
    NARROW,
    PROGRAMME,
    QUIET,
    RULE,
    WIDE,
    data,
    picture,
)
from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.deliver.drift_figure import written_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.deliver.capacity import PlaceDays
    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast_web.deliver.queries.capacity import Capacity

BROAD = 400
KINDS = {
    "Target group": ("target", PROGRAMME),
    "By the flexibility agreed": ("flexible", DELAY),
    "Outside the target group": ("outside", COMPARISON),
    "Cannot be judged": ("not_judged", QUIET),
    "Empty": ("empty", RULE),
}
"""What each part of a bar is called, what it counts, and its colour; the empty ones on top."""


def chart(rows: Sequence[Row], *, kinds: Sequence[str], width: int) -> Chart:
    """Places of each kind on an average day of each month, one on the other.

    Rows: day (ISO), kind, order, places.
    """
    held: Chart = (
        alt.Chart(data(rows))
        .mark_bar(stroke=QUIET, strokeWidth=0.5)
        .encode(
            x=alt.X(
                "yearmonth(day):O",
                title=None,
                axis=alt.Axis(
                    format="%b %Y" if width > BROAD else "%b", labelAngle=-45, grid=False
                ),
            ),
            y=alt.Y("places:Q", title="Places on an average day", axis=alt.Axis(tickCount=5)),
            color=alt.Color(
                "kind:N",
                scale=alt.Scale(domain=list(kinds), range=[KINDS[kind][1] for kind in kinds]),
                legend=alt.Legend(columns=2 if width > BROAD else 1),
            ),
            order=alt.Order("order:Q"),
        )
        .properties(width=width - 70, height=240)
    )
    return held


def figure(capacity: Capacity) -> Figure:
    """Draw a service's places, by who has them where that may be shown."""
    if not capacity.split:
        return _without_split(capacity)
    kinds = [
        kind
        for kind, (name, _) in KINDS.items()
        if any(getattr(month, name) for month in capacity.months)
    ]
    rows = [
        {
            "day": f"{month.month}-15", "kind": kind, "order": order,
            "places": round(getattr(month, KINDS[kind][0]) / month.days, 2),
        }
        for month in capacity.months
        for order, kind in enumerate(kinds)
    ]  # fmt: skip
    drawn = bool(rows)
    return Figure(
        id="places",
        title=_title(capacity),
        description=(
            "Each bar is an average day of a month: places with a child of the target group at "
            "the bottom, then those outside it, and empty places on top."
        ),
        wide=picture(chart, rows, kinds=kinds, width=WIDE) if drawn else None,
        narrow=picture(chart, rows, kinds=kinds, width=NARROW) if drawn else None,
        missing="Nobody has said yet how many places the service has.",
        table=Table(
            caption="Days of places, month by month",
            headings=(
                "Month", "Places", "Target group", "By the flexibility", "Outside",
                "Cannot be judged", "Empty", "Beyond the places", "Target group waited",
                "Waited while others had places", "Waited while a place was empty",
            ),
            rows=tuple(_row(month) for month in reversed(capacity.months)),
        ),
    )  # fmt: skip


def _without_split(capacity: Capacity) -> Figure:
    """Give days with and without a child only: too few children stand behind the rest."""
    whole = capacity.whole
    full = (whole.places - whole.empty) / whole.places if whole.places else 0.0
    return Figure(
        id="places",
        title=f"There was a child in the service's places on {full:.0%} of their days",
        description=(
            "Who had the places is not shown: too few children stand behind some of the "
            "numbers. Whoever may see single referrals sees it."
        ),
        wide=None,
        narrow=None,
        missing="The numbers are too small to be drawn.",
        table=Table(
            caption="Days of places, month by month",
            headings=("Month", "Places", "With a child", "Empty"),
            rows=tuple(
                (
                    written_month(month.month),
                    f"{month.places:,}", f"{month.places - month.empty:,}", f"{month.empty:,}",
                )
                for month in reversed(capacity.months)
            ),
        ),
    )  # fmt: skip


def _title(capacity: Capacity) -> str:
    whole = capacity.whole
    if not whole.places:
        return "How full the service was cannot be told yet"
    taken = (whole.target + whole.flexible) / whole.places
    return (
        f"{taken:.0%} of the days of its places went to those it is meant for, "
        f"{whole.outside / whole.places:.0%} to others, and {whole.empty / whole.places:.0%} "
        "were empty"
    )


def _row(month: PlaceDays) -> tuple[str, ...]:
    return (
        written_month(month.month),
        *(
            f"{count:,}"
            for count in (
                month.places, month.target, month.flexible, month.outside, month.not_judged,
                month.empty, month.over, month.waiting, month.kept_out, month.free_and_waiting,
            )
        ),
    )  # fmt: skip
