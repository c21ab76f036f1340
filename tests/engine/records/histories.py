"""True histories of care, the returns an honest authority would make of them, and faults.

A history is a list of periods of care, each a list of episodes that follow each other. A return
holds every episode that touched its year, open if it was still open when the return closed.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

T = TypeVar("T")

FIRST, LAST = 2020, 2023
YEARS = tuple(range(FIRST, LAST + 1))
CLOSE = date(LAST, 3, 31)

PLACES = ("U4", "U6", "K2", "R3", "Z1")
PROVIDERS = ("PR1", "PR4", None)
STATUSES = ("C1", "C2", "V2", "E1")
REASONS_TO_GO_ON = ("P", "L", "T", "U", "B")
EXITS = ("E4A", "E8", "E13", "E45", "E3")
CHANGES = ("CARPL", "CREQB", None)


@dataclass(frozen=True)
class Episode:
    """One true episode; `period` counts the child's periods of care."""

    period: int
    start: date
    end: date
    rne: str
    ls: str
    place: str
    provider: str | None
    rec: str
    reason: str | None


Row = dict[str, Any]


def touches(one: Episode, year: int) -> bool:
    """Say whether the return of a year holds an episode."""
    return one.start <= date(year, 3, 31) and one.end >= date(year - 1, 4, 1)


def seen(history: Iterable[Episode]) -> list[Episode]:
    """Give the episodes that any return holds."""
    return [one for one in history if any(touches(one, year) for year in YEARS)]


def row_of(one: Episode, year: int) -> Row:
    """Give an episode as the return of a year holds it."""
    still_open = one.end > date(year, 3, 31)
    return {
        "return_year": year,
        "decom": one.start,
        "rne": one.rne,
        "ls": one.ls,
        "place": one.place,
        "place_provider": one.provider,
        "dec": None if still_open else one.end,
        "rec": None if still_open else one.rec,
        "reason_place_change": None if still_open else one.reason,
    }


def returned(history: Iterable[Episode]) -> list[Row]:
    """Give all that an honest authority returns of a child."""
    return [row_of(one, year) for year in YEARS for one in history if touches(one, year)]


def days_in_care(history: Iterable[Episode]) -> set[date]:
    """Give each day in care that the returns can know of."""
    days: set[date] = set()
    for one in seen(history):
        last = min(one.end, CLOSE + timedelta(days=1))
        days.update(one.start + timedelta(days=n) for n in range((last - one.start).days))
    return days


Pick = Callable[[int, int], int]
"""Gives a number between two, both included: drawn by hypothesis, or by a seed."""


def one_of(pick: Pick, values: Sequence[T]) -> T:
    """Pick one of some values."""
    return values[pick(0, len(values) - 1)]


def history_of(pick: Pick) -> list[Episode]:
    """Make the history of one child: up to three periods, each of up to five episodes."""
    day = date(2018, 1, 1) + timedelta(days=pick(0, 1500))
    history: list[Episode] = []
    for period in range(pick(1, 3)):
        ls, place = one_of(pick, STATUSES), one_of(pick, PLACES)
        provider = one_of(pick, PROVIDERS)
        episodes = pick(1, 5)
        for number in range(episodes):
            rne = "S" if number == 0 else one_of(pick, REASONS_TO_GO_ON)
            if rne in {"L", "U", "B"}:
                ls = STATUSES[(STATUSES.index(ls) + pick(1, 3)) % len(STATUSES)]
            if rne in {"P", "B", "T", "U"}:
                place = one_of(pick, PLACES)
            if rne in {"P", "B"}:
                provider = one_of(pick, PROVIDERS)
            last = number == episodes - 1
            end = day + timedelta(days=pick(1, 500))
            history.append(
                Episode(
                    period=period,
                    start=day,
                    end=end,
                    rne=rne,
                    ls=ls,
                    place=place,
                    provider=provider,
                    rec=one_of(pick, EXITS) if last else "X1",
                    reason=None if last else one_of(pick, CHANGES),
                )
            )
            day = end
        day += timedelta(days=pick(1, 700))
    return history


Fault = Callable[[list[Row], Pick], list[Row]]
"""What can go wrong with the rows of one child."""


def _place(rows: list[Row], pick: Pick, wanted: Callable[[Row], bool]) -> int | None:
    places = [place for place, row in enumerate(rows) if wanted(row)]
    return one_of(pick, places) if places else None


def a_row_is_lost(rows: list[Row], pick: Pick) -> list[Row]:
    """Leave one row out of one return."""
    place = _place(rows, pick, lambda row: True)
    return [row for at, row in enumerate(rows) if at != place]


def the_child_is_lost(rows: list[Row], pick: Pick) -> list[Row]:
    """Leave the child out of one return."""
    years = sorted({row["return_year"] for row in rows})
    year = one_of(pick, years)
    return [row for row in rows if row["return_year"] != year]


def a_row_comes_twice(rows: list[Row], pick: Pick) -> list[Row]:
    """Put one row into its return again."""
    place = _place(rows, pick, lambda row: True)
    return [*rows, dict(rows[place])]


def an_open_episode_has_a_reason(rows: list[Row], pick: Pick) -> list[Row]:
    """Say of an episode that is open why it ended."""
    return _changed(rows, pick, lambda row: row["dec"] is None, rec="E4A")


def an_end_is_lost(rows: list[Row], pick: Pick) -> list[Row]:
    """Leave out the end of an episode from which care went on."""
    return _changed(rows, pick, lambda row: row["rec"] == "X1", dec=None, rec=None)


def an_end_is_late(rows: list[Row], pick: Pick) -> list[Row]:
    """Enter the end of an episode from which care went on some days too late."""
    return _shifted(rows, pick, lambda row: row["rec"] == "X1", "dec", pick(1, 60))


def an_end_is_early(rows: list[Row], pick: Pick) -> list[Row]:
    """Enter the end of an episode from which care went on some days too early."""
    days = pick(1, 31)

    def long_enough(row: Row) -> bool:
        return row["rec"] == "X1" and (row["dec"] - row["decom"]).days > days

    return _shifted(rows, pick, long_enough, "dec", -days)


def a_start_is_corrected(rows: list[Row], pick: Pick) -> list[Row]:
    """Enter a start wrongly in one return, and rightly in the next."""
    days = pick(1, 31) * one_of(pick, (-1, 1))
    starts = {row["decom"] for row in rows}
    again = {(row["decom"], row["return_year"] - 1) for row in rows}

    def can_be_wrong(row: Row) -> bool:
        wrong = row["decom"] + timedelta(days=days)
        return (
            row["dec"] is None
            and (row["decom"], row["return_year"]) in again
            and wrong not in starts
            and wrong <= date(row["return_year"], 3, 31)
        )

    return _shifted(rows, pick, can_be_wrong, "decom", days)


def _changed(
    rows: list[Row], pick: Pick, wanted: Callable[[Row], bool], **values: Any
) -> list[Row]:
    place = _place(rows, pick, wanted)
    return [row | values if at == place else row for at, row in enumerate(rows)]


def _shifted(
    rows: list[Row], pick: Pick, wanted: Callable[[Row], bool], column: str, days: int
) -> list[Row]:
    place = _place(rows, pick, wanted)
    return [
        row | {column: row[column] + timedelta(days=days)} if at == place else row
        for at, row in enumerate(rows)
    ]


LOSSES: tuple[Fault, ...] = (a_row_is_lost, the_child_is_lost)
"""After these some days of care cannot be known."""

SLIPS: tuple[Fault, ...] = (
    a_row_comes_twice,
    an_open_episode_has_a_reason,
    an_end_is_lost,
    an_end_is_late,
    an_end_is_early,
    a_start_is_corrected,
)
"""After these every day of care can still be known."""


def faulty_of(pick: Pick, faults: tuple[Fault, ...]) -> tuple[list[Episode], list[Row]]:
    """Make a history, and its returns with one fault."""
    history = history_of(pick)
    rows = returned(history)
    return history, one_of(pick, faults)(rows, pick) if rows else rows


@st.composite
def histories(draw: st.DrawFn) -> list[Episode]:
    """Draw a history."""
    return history_of(lambda low, high: draw(st.integers(low, high)))


@st.composite
def faulty(draw: st.DrawFn, faults: tuple[Fault, ...]) -> tuple[list[Episode], list[Row]]:
    """Draw a history, and its returns with one fault."""
    return faulty_of(lambda low, high: draw(st.integers(low, high)), faults)


def by_seed(seed: int) -> Pick:
    """Pick by a seed: for what is too slow to try often."""
    return random.Random(seed).randint  # noqa: S311  (a test, not a secret)
