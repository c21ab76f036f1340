"""What happened to one child, in order? By pseudonym; no name, no postcode, no day of birth."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import duckdb

from holdfast.evaluation.report.palette import NARROW, WIDE, svg
from holdfast.evaluation.report.table import Figure, Table
from holdfast.library.code_list import code_list
from holdfast.library.stages import Shape, stages
from holdfast.records.pseudonym import ALPHABET, LENGTH
from holdfast_web.records import places
from holdfast_web.records.journeys import charts
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast_web.records.models import ReturnSet

WHOLE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
BEGINNING = re.compile(rf"[{ALPHABET}]{{4,{LENGTH}}}")
MOST_FOUND = 20
DETAILS: Mapping[str, str] = {
    "child_in_need": "cin/primary_need", "placement": "ssda903/placement_type",
    "move": "ssda903/placement_type", "legal_status": "ssda903/legal_status",
    "looked_after": "ssda903/legal_status", "short_break": "ssda903/legal_status",
    "referral": "cin/referral_source", "child_protection_plan": "cin/category_of_abuse",
    "review": "ssda903/review_code",
}  # fmt: skip
"""The code list of what a stage's detail holds, where it holds one code."""

LIMITS: dict[str, str | int] = {
    "threads": 1,
    "memory_limit": "512MB",
    "autoinstall_known_extensions": "false",
}

LEFT_OUT = frozenset({"episode"})
"""Told again, more clearly, by legal statuses and placements."""


@dataclass(frozen=True, kw_only=True, slots=True)
class OneChild:
    """One child's journey as it may be read by whoever may see single children."""

    pseudonym: str
    facts: tuple[tuple[str, str], ...]
    figure: Figure


def tidy(typed: str) -> str:
    """Give what was typed as a pseudonym is written: capitals, no blanks or hyphens."""
    return re.sub(r"[\s-]", "", typed).upper()


def found(returns: ReturnSet, beginning: str) -> list[str]:
    """Give the pseudonyms that begin so, at most 20, of at least four letters."""
    if not BEGINNING.fullmatch(beginning):
        return []
    with duckdb.connect(
        ":memory:", config={"threads": 1, "memory_limit": "512MB"}
    ) as connection:
        rows = connection.execute(
            f"SELECT child FROM {_table(returns, 'children')} WHERE starts_with(child, ?) "  # noqa: S608
            f"ORDER BY child LIMIT {MOST_FOUND}",
            [beginning],
        ).fetchall()
    return [child for (child,) in rows]


def one_child(returns: ReturnSet, pseudonym: str) -> OneChild | None:
    """Give one child's journey; None where there is no such child."""
    if not WHOLE.fullmatch(pseudonym):
        return None
    with duckdb.connect(
        ":memory:", config={"threads": 1, "memory_limit": "512MB"}
    ) as connection:
        person = connection.execute(
            f"SELECT birth_month, sex FROM {_table(returns, 'children')} WHERE child = ?",  # noqa: S608
            [pseudonym],
        ).fetchone()
        if person is None:
            return None
        journeys = _table(returns, "journeys")
        spells = connection.execute(
            f'SELECT stage, start, "end", detail, end_reason FROM {journeys} '  # noqa: S608
            "WHERE child = ? ORDER BY start, stage",
            [pseudonym],
        ).fetchall()
    kept = [spell for spell in spells if spell[0] not in LEFT_OUT]
    last = max(date.fromisoformat(span[1]) for span in returns.counted["observed"].values())
    return OneChild(
        pseudonym=pseudonym,
        facts=_facts(person, kept, last),
        figure=_figure(kept, last),
    )


def _table(returns: ReturnSet, name: str) -> str:
    path = str(places.journeys(returns) / f"{name}.parquet").replace("'", "''")
    return f"read_parquet('{path}')"


def _facts(
    person: tuple[Any, ...], spells: Sequence[tuple[Any, ...]], last: date
) -> tuple[tuple[str, str], ...]:
    born, sex = person
    age = "Not recorded"
    if born is not None:
        years = (last.year - born.year) - ((last.month, 1) < (born.month, 1))
        age = f"{years} on {written_day(last)}" if years >= 0 else "Not yet born"
    periods = sum(stage == "looked_after" for stage, *_ in spells)
    days = sum(
        ((end or last) - start).days
        for stage, start, end, *_ in spells
        if stage == "looked_after"
    )
    return (
        ("Age", age),
        ("Sex", {"M": "Male", "F": "Female"}.get(sex or "", "Not recorded")),
        ("Periods of care", f"{periods:,}"),
        ("Days in care", f"{days:,}"),
        ("Placement moves", f"{sum(stage == 'move' for stage, *_ in spells):,}"),
    )


def _figure(spells: Sequence[tuple[Any, ...]], last: date) -> Figure:
    known = stages()
    in_order = sorted(spells, key=lambda spell: (known[spell[0]].order, spell[1]))
    rows = [
        {
            "stage": known[stage].title,
            "start": start.isoformat(),
            "end": (end or last + timedelta(days=1)).isoformat(),
            "point": known[stage].shape is Shape.POINT or end == start,
            "open": "Over" if end is not None else "Not over when last seen",
        }
        for stage, start, end, *_ in in_order
    ]
    first = min((spell[1] for spell in spells), default=last)
    care = sum(stage == "looked_after" for stage, *_ in spells)
    times = {0: "no period", 1: "one period"}.get(care, f"{care} periods")
    title = f"This child had {times} of care that these returns know of"
    both = [
        svg(
            charts.timeline(rows, first=first.isoformat(), last=last.isoformat(), width=width)
        ) if rows else None
        for width in (WIDE, NARROW)
    ]  # fmt: skip
    return Figure(
        id="timeline",
        title=title,
        description=(
            "Each row is a stage: bars are stays, diamonds are events on one day. Bars of the "
            "second colour were not over when the child was last seen. The table has all."
        ),
        wide=both[0],
        narrow=both[1],
        missing="Nothing is recorded of this child but that there is one.",
        table=Table(
            caption="What happened, in order",
            headings=("Stage", "From", "To", "What", "How it ended"),
            rows=tuple(
                (
                    known[stage].title,
                    written_day(start),
                    "" if end == start else written_day(end) if end else "not over",
                    _said(stage, detail),
                    end_reason or "",
                )
                for stage, start, end, detail, end_reason in sorted(
                    spells, key=lambda spell: (spell[1], known[spell[0]].order)
                )
            ),
        ),
    )


def _said(stage: str, detail: str | None) -> str:
    """Say what a detail means where it is a code of a list, with the code."""
    if not detail:
        return ""
    if (name := DETAILS.get(stage)) and detail in code_list(name).codes:
        return f"{code_list(name).meaning(detail)} ({detail})"
    return detail
