"""How is coverage drawn? The course from session to session, and what is to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.coverage import Team
from holdfast.evaluation.report.palette import (
    COMPARISON,
    DELAY,
    NARROW,
    PROGRAMME,
    WIDE,
)
from holdfast.evaluation.report.table import Figure, Table
from holdfast_web.deliver.coverage_shown import TEAMS, interval, share
from holdfast_web.deliver.share_svg import Band, Line, shares_svg
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.deliver.coverage import Coverage
    from holdfast.deliver.projection import Projected
    from holdfast.kernel.estimates import Rate

LOOKS = {
    Team.AT_START: (DELAY, "diamond", 6.5),
    Team.ON_THE_DAY: (COMPARISON, "square", 4.5),
    Team.TODAY: (PROGRAMME, "circle", 2.5),
}
"""The colour, mark and size of each team: where they agree, each is still to be seen."""
A_YEAR = (0, 3, 6, 9, 12)
MISSING = "Nobody is counted, so there is nothing to draw."


def course_figure(found: Coverage) -> Figure:
    """Draw which share of each team received each session."""
    ordered = sorted(found.sessions, key=lambda one: one.session)
    lines = []
    for team, name in TEAMS.items():
        colour, mark, size = LOOKS[team]
        points = tuple(
            (one.session, rate.value)
            for one in ordered
            if (rate := one.shares[team].heads) is not None
        )
        if points:
            lines.append(Line(name=name, colour=colour, mark=mark, size=size, points=points))
    wide, narrow = (
        shares_svg(
            lines, places=[one.session for one in ordered], beneath="Session",
            beside="Received it", width=width,
        )
        if lines
        else None
        for width in (WIDE, NARROW)
    )  # fmt: skip
    return Figure(
        id="coverage-course",
        title=_finding(found),
        description=(
            "For each session, the share of people who received it by now: there, or by a "
            "catch-up that counts."
        ),
        wide=wide,
        narrow=narrow,
        missing=MISSING,
        table=Table(
            caption="Who received each session, by head",
            headings=("Session", "Day", *TEAMS.values()),
            rows=tuple(
                (
                    f"Session {one.session}", written_day(one.day),
                    *(share(one.shares[team].heads) for team in Team),
                )
                for one in ordered
            ),
        ),
    )  # fmt: skip


def ahead_figure(now: Rate, projected: Sequence[Projected]) -> Figure:
    """Draw how coverage falls if nobody else is trained, with its interval."""
    line = Line(
        name="Expected", colour=PROGRAMME, mark="circle", size=3,
        points=((0, now.value), *((one.months, one.heads.value) for one in projected)),
    )  # fmt: skip
    band = Band(
        colour=PROGRAMME,
        points=(
            (0, now.value, now.value),
            *((one.months, one.heads.low, one.heads.high) for one in projected),
        ),
    )
    wide, narrow = (
        shares_svg(
            [line], places=A_YEAR, beneath="Months from today", beside="Had every session",
            width=width, band=band,
        )
        for width in (WIDE, NARROW)
    )  # fmt: skip
    last = projected[-1]
    return Figure(
        id="coverage-ahead",
        title=(
            f"If nobody else is trained, {last.heads.value:.0%} will have had it in "
            f"{last.months} months, against {now.value:.0%} today"
        ),
        description=(
            "What is expected (line), and between which shares it would lie in 95 of 100 such "
            "homes (band). Everybody who leaves is replaced by somebody new."
        ),
        wide=wide,
        narrow=narrow,
        table=Table(
            caption="The team that had every session, if nobody else is trained",
            headings=("When", "Day", "By head", "By contracted hours"),
            rows=tuple(
                (
                    f"In {one.months} months", written_day(one.day), interval(one.heads),
                    interval(one.hours) if one.hours is not None else "No hours known",
                )
                for one in projected
            ),
        ),
    )  # fmt: skip


def _finding(found: Coverage) -> str:
    """Say which session fewest of today's team have, and how many have them all."""
    whole = found.shares[Team.TODAY].whole.heads
    if whole is None:
        return "Nobody is counted on the team today"
    said = (
        f"{whole.numerator:.0f} of {whole.denominator:.0f} on the team today had every session"
    )
    rates = {
        one.session: rate.value
        for one in found.sessions
        if (rate := one.shares[Team.TODAY].heads) is not None
    }
    lowest = min(rates.values())
    fewest = [number for number, value in sorted(rates.items()) if value == lowest]
    if len(fewest) == len(rates) or lowest == 1:
        return said
    *first, last = (str(number) for number in fewest)
    which = f"sessions {', '.join(first)} and {last}" if first else f"session {last}"
    return f"{said}; fewest have {which}"
