"""What happened to one child, in order? By pseudonym; no name, no postcode, no day of birth."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import polars as pl

from holdfast.evaluation.report.palette import NARROW, WIDE, picture
from holdfast.evaluation.report.table import Figure, Table
from holdfast.library.code_list import code_list
from holdfast.library.stages import Shape, stages
from holdfast.records.pseudonym import ALPHABET, LENGTH
from holdfast_web.records import places
from holdfast_web.records.journeys import charts
from holdfast_web.records.journeys.kept_pages import PAGES, figure_from, keep, kept
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

EDITION = 2
"""Goes up whenever the page of a child would show something else of the same journey."""

CHILDREN = "children"

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
    rows = (
        _table(returns, "children")
        .select("child")
        .filter(pl.col("child").str.starts_with(beginning))
        .sort("child")
        .head(MOST_FOUND)
        .collect()
    )
    return rows["child"].to_list()


def one_child(returns: ReturnSet, pseudonym: str) -> OneChild | None:
    """Give one child's journey, kept or worked out now; None where there is no such child."""
    if not WHOLE.fullmatch(pseudonym):
        return None
    path = places.kept(returns) / PAGES / CHILDREN / f"{EDITION}_{pseudonym}.json.gz"
    if (held := kept(path)) is not None:
        return OneChild(
            pseudonym=held["pseudonym"],
            facts=tuple((name, value) for name, value in held["facts"]),
            figure=figure_from(held["figure"]),
        )
    child = _worked_out(returns, pseudonym)
    if child is not None:
        keep(path, asdict(child))
    return child


def _worked_out(returns: ReturnSet, pseudonym: str) -> OneChild | None:
    is_it = pl.col("child") == pseudonym
    person = _table(returns, "children").filter(is_it).select("birth_month", "sex").collect()
    if person.is_empty():
        return None
    spells = (
        _table(returns, "journeys")
        .filter(is_it)
        .select("stage", "start", "end", "detail", "end_reason")
        .sort("start", "stage")
        .collect()
    )
    shown = [spell for spell in spells.rows() if spell[0] not in LEFT_OUT]
    last = max(date.fromisoformat(span[1]) for span in returns.counted["observed"].values())
    return OneChild(
        pseudonym=pseudonym,
        facts=_facts(person.row(0), shown, last),
        figure=_figure(shown, last),
    )


def _table(returns: ReturnSet, name: str) -> pl.LazyFrame:
    """Give a table of the journeys, of which only what is asked for is read."""
    return pl.scan_parquet(places.journeys(returns) / f"{name}.parquet")


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
        picture(
            charts.timeline, rows, first=first.isoformat(), last=last.isoformat(), width=width
        ) if rows else None
        for width in (WIDE, NARROW)
    ]  # fmt: skip
    return Figure(
        id="timeline",
        title=title,
        description=(
            "Each row is a stage: bars are stays, diamonds are events on one day. Bars of the "
            "second colour were not over when the child was last seen. Very short stays are "
            "drawn a little longer, to be seen. The table has the days."
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
