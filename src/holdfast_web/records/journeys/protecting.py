"""Which of the counts of one page may be shown? All of them bound together, once.

Everything on a page that adds up is given to disclosure control together: who was in a stage
and who was not, months and their total, kinds of placement, numbers of moves. What this
protects between pages, and what it does not, is in docs/explanation/journey_pages.md.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.kernel.disclosure import SUPPRESSED, Disclosure, Shown
from holdfast_web.records.journeys.counting import CARE
from holdfast_web.records.journeys.stay_lengths import Length, length

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from holdfast_web.records.journeys.counting import Counts

RULES = Disclosure()
FEWEST_CHILDREN = 10
"""A selection of fewer children is not shown, nor one that leaves out fewer."""

SHOWN_FOR_MOST = 2 / 3
PERIODS = ("month", "quarter", "year")

Cell = tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ShownCounts:
    """What a page may show."""

    children: Shown
    stages: Mapping[str, Shown]
    flows: Mapping[tuple[str, str], Shown]
    period: str
    entries: Mapping[str, Shown]
    exits: Mapping[str, Shown]
    all_entries: Shown
    all_exits: Shown
    lengths: Mapping[str, Length]
    placements: Mapping[str, Shown]
    placed: Shown
    moves: Mapping[int, Shown]


def too_few(children: int, wider: Sequence[int]) -> bool:
    """Say whether a selection must not be shown: few children in it, or few left out by it.

    `wider` are the children of each selection with one choice fewer. The difference of two
    pages would be a count of those few.
    """
    if 0 < children < FEWEST_CHILDREN:
        return True
    return any(0 < more - children < FEWEST_CHILDREN for more in wider)


def protect(counts: Counts, days: tuple[date, date]) -> ShownCounts:
    """Give the counts of one page as they may be shown."""
    period, entries, exits = _in_periods(counts, days)
    cells: dict[Cell, int] = {("children",): counts.children}
    sums: list[tuple[Cell, list[Cell]]] = []
    for stage, number in counts.stages.items():
        cells[("stage", stage)] = number
        cells[("never", stage)] = counts.children - number
        sums.append((("children",), [("stage", stage), ("never", stage)]))
    _bind(cells, sums, ("entries",), {("entry", when): n for when, n in entries.items()})
    _bind(cells, sums, ("exits",), {("exit", when): n for when, n in exits.items()})
    _bind(cells, sums, ("placed",), {("in", how): n for how, n in counts.placements.items()})
    if counts.moves and CARE in counts.stages:
        moved: dict[Cell, int] = {
            ("moves", str(n)): children for n, children in counts.moves.items()
        }
        cells.update(moved)
        sums.append((("stage", CARE), list(moved)))
    shown = RULES.linked(cells, sums)
    return ShownCounts(
        children=shown["children",],
        stages={stage: shown["stage", stage] for stage in counts.stages},
        flows={
            move: _flow(number, shown["stage", move[0]], shown["stage", move[1]])
            for move, number in counts.flows.items()
        },
        period=period,
        entries={when: shown["entry", when] for when in entries},
        exits={when: shown["exit", when] for when in exits},
        all_entries=shown["entries",],
        all_exits=shown["exits",],
        lengths={stage: length(held, RULES) for stage, held in counts.durations.items()},
        placements={how: shown["in", how] for how in counts.placements},
        placed=shown["placed",],
        moves={n: shown["moves", str(n)] for n in counts.moves if ("moves", str(n)) in shown},
    )


def _bind(
    cells: dict[Cell, int],
    sums: list[tuple[Cell, list[Cell]]],
    total: Cell,
    parts: Mapping[Cell, int],
) -> None:
    cells[total] = sum(parts.values())
    cells |= dict(parts)
    if parts:
        sums.append((total, list(parts)))


def _flow(number: int, start: Shown, end: Shown) -> Shown:
    """Protect a move; nobody moves from or to a stage that is held back."""
    if start is SUPPRESSED or end is SUPPRESSED:
        return SUPPRESSED
    shown = RULES.count(number)
    assert isinstance(shown, int) or shown is SUPPRESSED  # noqa: S101  (never missing)
    return shown


def _in_periods(
    counts: Counts, days: tuple[date, date]
) -> tuple[str, dict[str, int], dict[str, int]]:
    """Count entries and exits by the shortest periods of which most can be shown."""
    months = _months(days)
    for period in PERIODS:
        entries, exits = (
            _gathered(held, months, period) for held in (counts.entries, counts.exits)
        )
        every = [*entries.values(), *exits.values()]
        kept = sum(RULES.count(number) is not SUPPRESSED for number in every)
        if kept >= SHOWN_FOR_MOST * len(every):
            break
    return period, entries, exits


def _gathered(held: Mapping[str, int], months: Sequence[str], period: str) -> dict[str, int]:
    found: defaultdict[str, int] = defaultdict(int)
    for month in months:
        found[_begins(month, period)] += held.get(month, 0)
    return dict(found)


def _begins(month: str, period: str) -> str:
    """Give the first month of the period that a month is in; years begin in April."""
    year, number = int(month[:4]), int(month[5:])
    if period == "quarter":
        number -= (number - 1) % 3
    elif period == "year":
        year, number = (year if number >= 4 else year - 1), 4
    return f"{year}-{number:02}"


def _months(days: tuple[date, date]) -> list[str]:
    first, after = days
    begin, end = first.year * 12 + first.month - 1, after.year * 12 + after.month - 1
    return [f"{at // 12}-{at % 12 + 1:02}" for at in range(begin, end)]
