"""Do the returns cover the plan? From the names and first bytes of files; none is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.kernel.dates import year_end, year_start
from holdfast.kernel.errors import InputError
from holdfast.library.stages import stages
from holdfast.records.forms import recognise_form
from holdfast.records.one_return import sort_into_returns
from holdfast.records.returns import LIMITS
from holdfast.records.sources import find_sources

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from holdfast.evaluation.protocol import Protocol

TITLES = {"ssda903": "SSDA903", "cin": "CIN census", "annex_a": "Annex A"}


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """What the returns seem to lack for a plan: `problems` stop it, `notes` do not."""

    problems: tuple[str, ...]
    notes: tuple[str, ...]


def years_by_name(paths: Iterable[Path]) -> Mapping[str, frozenset[int]]:
    """Say which kinds of return there are, and of which years by the names of their files.

    A kind whose names say no year has none here; a file that is no return is passed over.
    """
    found: dict[str, set[int]] = {}
    for path in paths:
        files = []
        for source in find_sources(path, LIMITS).files:
            try:
                with source.open() as stream:
                    files.append((source, recognise_form(stream, source.name)))
            except (InputError, OSError):
                continue
        for one in sort_into_returns(files):
            found.setdefault(one.kind, set())
            if one.label is not None:
                found[one.kind].add(one.label)
    return {kind: frozenset(years) for kind, years in found.items()}


def coverage(protocol: Protocol, years: Mapping[str, frozenset[int]]) -> Coverage:
    """Say whether returns of these years can answer a plan."""
    problems = [
        f"returns: there is no {TITLES[kind]} among them, which the plan needs."
        for kind in sorted(_needed(protocol, years))
        if kind not in years
    ]
    notes: list[str] = []
    for kind, known in sorted(years.items()):
        if known:
            _check_dates(kind, known, protocol, problems, notes)
    return Coverage(problems=tuple(problems), notes=tuple(notes))


def _needed(protocol: Protocol, years: Mapping[str, frozenset[int]]) -> set[str]:
    """Entry to care is in the SSDA903; each stage is in at least one kind of return."""
    needed = {"ssda903"}
    for stage in protocol.cohort.stages:
        holders = stages()[stage].returns
        needed |= {kind for kind in holders if kind in years} or {holders[0]}
    return needed


def _check_dates(
    kind: str,
    years: frozenset[int],
    protocol: Protocol,
    problems: list[str],
    notes: list[str],
) -> None:
    name, dates = TITLES[kind], protocol.cohort.dates
    first, last = year_start(min(years)), year_end(max(years))
    if dates.to < first or dates.from_ > last:
        problems.append(
            f"cohort.dates: by their names the {name} returns cover {_said(first)} to "
            f"{_said(last)}, none of these dates."
        )
        return
    if dates.from_ < first:
        notes.append(
            f"cohort.dates: by their names the {name} returns begin on {_said(first)}; no "
            "child can be found before."
        )
    if kind == "ssda903":
        followed = last - timedelta(days=protocol.outcome.horizon_days)
        if dates.to > followed:
            notes.append(
                f"cohort.dates: a child whose day 0 is after {_said(followed)} cannot be "
                f"followed for {protocol.outcome.horizon_days} days by the {name} returns."
            )
    gaps = sorted(set(range(min(years), max(years))) - years)
    if gaps:
        notes.append(
            f"returns: by their names the {name} of {', '.join(map(str, gaps))} is missing."
        )


def _said(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
