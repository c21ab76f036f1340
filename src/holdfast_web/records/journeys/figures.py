"""How are the counts of a page drawn and told? One figure each: a finding, a picture, a table.

Only numbers that have passed disclosure control come here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.evaluation.report.journey_picture import Move, Stop, journey_svg
from holdfast.evaluation.report.palette import NARROW, WIDE, svg
from holdfast.evaluation.report.table import Figure, Table
from holdfast.evaluation.report.wording import children, count
from holdfast.evaluation.secondary import OTHER, PLACEMENTS
from holdfast.kernel.disclosure import Shown, Suppressed
from holdfast.library.stages import stages
from holdfast_web.records.journeys import charts
from holdfast_web.records.journeys.counting import CARE, MOST_MOVES
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from holdfast.evaluation.report.palette import Chart, Row
    from holdfast_web.records.journeys.protecting import ShownCounts

MOST_ARCS = 10  # more than this cannot be told apart
TOO_LITTLE = "There is too little to draw without showing something about single children."
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def figures(shown: ShownCounts, last_day: date) -> list[Figure]:
    """Draw all the figures of a page."""
    return [
        ways(shown),
        comings_and_goings(shown),
        lengths(shown),
        mix(shown, last_day),
        moves(shown),
    ]


def _both(
    rows: Sequence[Row], draw: Callable[[Sequence[Row], int], Chart]
) -> tuple[str | None, str | None]:
    if not rows:
        return None, None
    return svg(draw(rows, WIDE)), svg(draw(rows, NARROW))


def _number(shown: Shown) -> int | None:
    """Give a number to draw; None where it is held back."""
    return None if isinstance(shown, Suppressed) else shown


def ways(shown: ShownCounts) -> Figure:
    """How many children were in each stage, and which way did they go?"""
    names = {name: stage.title for name, stage in stages().items()}
    place = {stage: at for at, stage in enumerate(shown.stages)}
    stops = [Stop(name=names[stage], children=children(n)) for stage, n in shown.stages.items()]
    drawn = [
        Move(start=place[one], end=place[other], children=number)
        for (one, other), held in shown.flows.items()
        if (number := _number(held))
    ]
    drawn.sort(key=lambda move: (-move.children, move.start, move.end))
    into = [
        (number, one)
        for (one, other), held in shown.flows.items()
        if other == CARE and (number := _number(held))
    ]
    title = "How children went from stage to stage"
    if into:
        most, stage = max(into)
        title = (
            f"The most frequent way into care was from {names[stage].lower()}: {children(most)}"
        )
    return Figure(
        id="ways",
        title=title,
        description=(
            "Stages in the order of the journey, and how many children were ever in each. Arcs "
            "are moves from one stage to the next that began, the largest only: green down the "
            "page, brown back up it. A child may make several. The tables give them all."
        ),
        wide=journey_svg(stops, drawn[:MOST_ARCS], width=WIDE) if stops else None,
        narrow=journey_svg(stops, drawn[:MOST_ARCS], width=NARROW) if stops else None,
        missing=TOO_LITTLE,
        table=Table(
            caption="Children in each stage",
            headings=("Stage", "Children"),
            rows=tuple((names[stage], count(n)) for stage, n in shown.stages.items()),
        ),
        second=Table(
            caption="Moves between stages, in children",
            headings=("From", "To", "Children"),
            rows=tuple(
                (names[one], names[other], count(n)) for (one, other), n in shown.flows.items()
            ),
        ),
    )


def comings_and_goings(shown: ShownCounts) -> Figure:
    """How many periods of care began and ended, month by month?"""
    rows = [
        {"kind": kind, "day": f"{when}-01", "children": number}
        for kind, held in (("Entries", shown.entries), ("Exits", shown.exits))
        for when, n in held.items()
        if (number := _number(n)) is not None
    ]
    entries, exits = _number(shown.all_entries), _number(shown.all_exits)
    title = "Entries to care and exits from it"
    if entries is not None and exits is not None and entries + exits:
        told = f"{entries:,} entries and {exits:,} exits"
        if entries == exits:
            title = f"About as many periods of care began as ended: {told}"
        else:
            more, fewer = ("began", "ended") if entries > exits else ("ended", "began")
            title = f"More periods of care {more} than {fewer}: {told}"
    each = {"month": "month", "quarter": "quarter of a year", "year": "year from April"}
    why = (
        ""
        if shown.period == "month"
        else " Months are put together, since most of them alone hold too few to be shown."
    )
    wide, narrow = _both(
        rows if any(row["children"] for row in rows) else [],
        lambda rows, width: charts.comings_and_goings(rows, period=shown.period, width=width),
    )
    return Figure(
        id="entries-and-exits",
        title=title,
        description=(
            f"Periods of care that began and that ended in each {each[shown.period]}. Numbers "
            f"are rounded to 5; gaps are numbers held back.{why}"
        ),
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption=f"Periods of care that began and ended, by {shown.period}",
            headings=(shown.period.capitalize(), "Entries", "Exits"),
            rows=tuple(
                (_when(when, shown.period), count(n), count(shown.exits[when]))
                for when, n in shown.entries.items()
            ),
        ),
    )


def _when(month: str, period: str) -> str:
    year, number = int(month[:4]), int(month[5:])
    if period == "year":
        return f"April {year} to March {year + 1}"
    if period == "quarter":
        return f"{MONTHS[number - 1]} to {MONTHS[number + 1]} {year}"
    return f"{MONTHS[number - 1]} {year}"


def lengths(shown: ShownCounts) -> Figure:
    """How long do children stay in each stage?"""
    names = {name: stage.title for name, stage in stages().items()}
    rows = [
        {"stage": names[stage], "low": of.quarter, "half": of.half, "high": of.three_quarters}
        for stage, of in shown.lengths.items()
        if of.half is not None
    ]
    title = "Time in stages"
    care = shown.lengths.get(CARE)
    if care is not None and care.half is not None:
        title = f"Half of the periods of care had ended after {care.half:,} days"
    elif rows:
        longest = max(rows, key=lambda row: int(row["half"] or 0))
        title = f"The longest stays were in {str(longest['stage']).lower()}"
    wide, narrow = _both(rows, lambda rows, width: charts.lengths(rows, width=width))
    return Figure(
        id="time-in-stages",
        title=title,
        description=(
            "Of the stays that began in these years: the day by which half had ended (point), "
            "and from a quarter to three quarters (line). Stays that were not over count for "
            "as long as they were seen. Nothing is said where fewer than 20 had ended."
        ),
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption="Days until stays ended",
            headings=("Stage", "Stays", "A quarter", "Half", "Three quarters"),
            rows=tuple(
                (
                    names[stage], count(of.stays), _days(of.quarter), _days(of.half),
                    _days(of.three_quarters),
                )
                for stage, of in shown.lengths.items()
            ),
        ),
    )  # fmt: skip


def _days(days: int | None) -> str:
    return "not known" if days is None else f"{days:,}"


def mix(shown: ShownCounts, last_day: date) -> Figure:
    """How are the children placed who are looked after?"""
    words = {group: said for group, (said, _) in PLACEMENTS.items()} | {OTHER[0]: OTHER[1]}
    rows: list[dict[str, str | int]] = [
        {"kind": _first_up(words[group]), "children": number}
        for group, n in shown.placements.items()
        if (number := _number(n))
    ]
    placed = _number(shown.placed)
    title = f"Where children were placed on {written_day(last_day)}"
    if rows and placed:
        most = max(rows, key=lambda row: int(row["children"]))
        kind = str(most["kind"])
        title = (
            f"Of about {placed:,} children placed on {written_day(last_day)}, the most, "
            f"{most['children']:,}, were {kind[0].lower() + kind[1:]}"
        )
    wide, narrow = _both(rows, lambda rows, width: charts.bars(rows, width=width))
    return Figure(
        id="placement-mix",
        title=title,
        description="Children by the kind of their placement on the last day.",
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption=f"Children placed on {written_day(last_day)}",
            headings=("Placement", "Children"),
            rows=(
                *((_first_up(words[group]), count(n)) for group, n in shown.placements.items()),
                ("All", count(shown.placed)),
            ),
        ),
    )


def moves(shown: ShownCounts) -> Figure:
    """How often did children in care move?"""

    def words(number: int) -> str:
        return {0: "None", 1: "One", 2: "Two"}.get(number, "Three or more")

    rows = [
        {"kind": words(n), "children": number}
        for n, held in shown.moves.items()
        if (number := _number(held))
    ]
    title = "How often children in care moved"
    never, often = (
        _number(shown.moves[n]) if n in shown.moves else None for n in (0, MOST_MOVES)
    )
    if never is not None and often is not None:
        title = f"{never:,} children in care did not move, {often:,} moved three times or more"
    wide, narrow = _both(rows, lambda rows, width: charts.bars(rows, width=width))
    return Figure(
        id="moves",
        title=title,
        description=(
            "Children who were looked after, by how many times they moved from one placement "
            "to another in these years. A change of legal status alone is no move."
        ),
        wide=wide,
        narrow=narrow,
        missing=TOO_LITTLE,
        table=Table(
            caption="Children in care, by number of moves",
            headings=("Moves", "Children"),
            rows=tuple((words(n), count(held)) for n, held in shown.moves.items()),
        ),
    )


def _first_up(words: str) -> str:
    return words[0].upper() + words[1:]
