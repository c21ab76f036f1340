"""What does the watch on drift look like? Shares with their intervals, and their limit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import altair as alt

from holdfast.change.drift_watch import Group
from holdfast.evaluation.report.palette import (
    HARM,
    INK,
    NARROW,
    PROGRAMME,
    QUIET,
    WIDE,
    data,
    picture,
)
from holdfast.evaluation.report.table import Figure, Table
from holdfast.kernel.disclosure import Missing, Suppressed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.change.drift_shown import ShownPeriod, ShownWatch
    from holdfast.change.drift_watch import Watch, WatchedMonth
    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast.kernel.estimates import Estimate

BROAD = 400
MONTHS_SHOWN = 24
HELD_BACK = "held back"
WITHIN, BEYOND = "Within its limits", "Beyond its limits"
WORDS: Mapping[Group, str] = {
    Group.REFERRED: "referred",
    Group.ACCEPTED: "accepted",
    Group.SERVED: "who began",
}
"""How children of each group are called in a sentence."""


def chart(rows: Sequence[Row], *, width: int) -> Chart:
    """Share outside the criteria with its interval, month by month, and the control limit.

    Rows: day (ISO), share, low, high, limit (None where there is none), kind (`WITHIN` or
    `BEYOND`). The limit is a step, since it moves with the number of children.
    """
    highest = max((float(row["high"]) for row in rows), default=1.0)
    most = max([highest, *(float(row["limit"]) for row in rows if row["limit"] is not None)])
    base = alt.Chart(data(rows)).encode(
        x=alt.X(
            "day:T",
            title=None,
            axis=alt.Axis(
                format="%b %Y", grid=False, labelOverlap="greedy", labelSeparation=12,
                tickCount=6 if width > BROAD else 3,
            ),
        )
    )  # fmt: skip
    scale = alt.Scale(domain=[0, min(most * 1.1, 1.0)])
    low = alt.Y(
        "low:Q", title="Outside the criteria", scale=scale,
        axis=alt.Axis(format="%", tickCount=5),
    )  # fmt: skip
    interval = base.mark_rule(color=QUIET, strokeWidth=2).encode(y=low, y2="high:Q")
    limit = (
        base.transform_filter("datum.limit !== null")
        .mark_line(interpolate="step", strokeDash=[6, 4], color=INK, strokeWidth=1.5)
        .encode(y=alt.Y("limit:Q", scale=scale))
    )
    kinds = [WITHIN, BEYOND] if any(row["kind"] == BEYOND for row in rows) else [WITHIN]
    point = base.mark_point(filled=True, size=80, opacity=1).encode(
        y=alt.Y("share:Q", scale=scale),
        color=alt.Color("kind:N", scale=alt.Scale(domain=kinds, range=[PROGRAMME, HARM])),
        shape=alt.Shape("kind:N", scale=alt.Scale(domain=kinds, range=["circle", "diamond"])),
    )
    drawn: Chart = (interval + limit + point).properties(width=width - 70, height=240)
    return drawn


def month_by_month(watch: Watch) -> Figure:
    """Draw a group month by month, for those who may see single referrals."""
    months = watch.months[-MONTHS_SHOWN:]
    rows = [
        {
            "day": f"{month.month}-01", "share": month.share.value, "low": month.share.low,
            "high": month.share.high, "limit": month.limit,
            "kind": BEYOND if month.fired else WITHIN,
        }
        for month in months
        if month.share is not None
    ]  # fmt: skip
    limited = any(month.most is not None for month in months)
    return Figure(
        id="drift",
        title=title(watch),
        description=(
            f"Each point is the share of children {WORDS[watch.group]} in a month who stood "
            "outside the criteria, with its 95% interval. "
            + (
                "The broken line is the largest share that chance may bring in that month "
                "alone: it is higher where there were fewer children. A month may also be "
                "beyond its limits together with those before it."
                if limited
                else "No limit is set: see below how one is."
            )
        ),
        wide=picture(chart, rows, width=WIDE) if rows else None,
        narrow=picture(chart, rows, width=NARROW) if rows else None,
        missing="Nobody has been judged by the criteria yet.",
        table=_months_table(watch, months),
    )


def by_periods(watch: Watch, shown: ShownWatch) -> Figure:
    """Draw a group by periods, under disclosure control."""
    rows = [
        {
            "day": _first_day(one.period), "share": one.share.value, "low": one.share.low,
            "high": one.share.high, "limit": None,
            "kind": BEYOND if one.alerts else WITHIN,
        }
        for one in shown.periods
        if one.share is not None
    ]  # fmt: skip
    return Figure(
        id="drift",
        title=title(watch),
        description=(
            f"Each point is the share of children {WORDS[watch.group]} in a {shown.name} who "
            "stood outside the criteria, as far as numbers so small may be shown, with its 95% "
            "interval. Numbers are rounded to 5, and small ones held back."
        ),
        wide=picture(chart, rows, width=WIDE) if rows else None,
        narrow=picture(chart, rows, width=NARROW) if rows else None,
        missing="The numbers are too small to be drawn.",
        table=_periods_table(shown),
    )


def title(watch: Watch) -> str:
    """Say what the watch found in one sentence, without a count."""
    who = f"children {WORDS[watch.group]}"
    if not any(month.judged for month in watch.months):
        return f"No {who} have been judged by the criteria yet"
    if all(month.most is None for month in watch.months):
        return f"How many of the {who} may stand outside the criteria is not limited yet"
    if watch.outside_now:
        return f"More of the {who} stand outside the criteria than its limits allow"
    if watch.alerts:
        last = written_month(watch.alerts[-1].month)
        return f"The {who} left the limits of the service last in {last}"
    return f"No more of the {who} stand outside the criteria than its limits allow"


def written_month(month: str) -> str:
    """Write a month as people do: May 2026."""
    names = (
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    )  # fmt: skip
    return f"{names[int(month[5:]) - 1]} {month[:4]}"


def written_share(share: Estimate | None, missing: str = "") -> str:
    """Write a share with its interval."""
    if share is None:
        return missing
    return f"{share.value:.0%} ({share.low:.0%} to {share.high:.0%})"


def written_count(count: int | Suppressed | Missing) -> str:
    """Write a count as it may be shown."""
    if isinstance(count, Suppressed):
        return HELD_BACK
    return "not known" if isinstance(count, Missing) else f"{count:,}"


def written_windows(month: WatchedMonth) -> str:
    """Say which windows of the rule were left: this month; this month and 2 before."""
    words = []
    for one in month.fired:
        span = "this month" if one.window == 1 else f"{one.window} months to it"
        words.append(f"{one.outside} of {one.judged} in {span}, at most {one.most} by chance")
    return "; ".join(words)


def _months_table(watch: Watch, months: Sequence[WatchedMonth]) -> Table:
    level = any(month.level is not None for month in months)
    return Table(
        caption="Month by month",
        headings=(
            "Month", "Referred", "Accepted", "Began", "Judged", "Outside",
            "Of them by the flexibility", "Share outside", "Most by chance",
            "Mean number of needs", *(("Mean need",) if level else ()), "Beyond its limits",
        ),
        rows=tuple(
            (
                written_month(month.month) + ("" if month.over else ", so far"),
                str(month.referred), str(month.accepted), str(month.served), str(month.judged),
                str(month.outside), str(month.flexible), written_share(month.share, "nobody"),
                "no limit" if month.most is None else str(month.most),
                _mean(month.needs), *((_mean(month.level),) if level else ()),
                written_windows(month),
            )
            for month in reversed(months)
        ),
    )  # fmt: skip


def _mean(mean: Estimate | None) -> str:
    if mean is None:
        return "too few"
    return f"{mean.value:.1f} ({mean.low:.1f} to {mean.high:.1f})"


def _periods_table(shown: ShownWatch) -> Table:
    return Table(
        caption=f"By {shown.name}",
        headings=(
            shown.name.capitalize(), "Meant in a month", "Referred", "Accepted", "Began",
            "Judged", "Outside", "Share outside", "Left its limits",
        ),
        rows=tuple(_period(one) for one in reversed(shown.periods)),
    )  # fmt: skip


def _period(one: ShownPeriod) -> tuple[str, ...]:
    return (
        written_period(one.period),
        *(
            written_count(count)
            for count in (
                one.meant, one.referred, one.accepted, one.served, one.judged, one.outside,
            )
        ),
        written_share(one.share, HELD_BACK),
        {0: "no", 1: "once"}.get(one.alerts, f"{one.alerts} times"),
    )  # fmt: skip


def written_period(period: str) -> str:
    """Write a period as people do: May 2026, January to March 2026, 2026."""
    if "Q" in period:
        year, quarter = period.split("-Q")
        first = ("January", "April", "July", "October")[int(quarter) - 1]
        last = ("March", "June", "September", "December")[int(quarter) - 1]
        return f"{first} to {last} {year}"
    return written_month(period) if "-" in period else period


def _first_day(period: str) -> str:
    if "Q" in period:
        year, quarter = period.split("-Q")
        return f"{year}-{3 * int(quarter) - 2:02}-01"
    return f"{period}-01" if "-" in period else f"{period}-01-01"
