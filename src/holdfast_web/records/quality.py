"""What was read, refused and mended, table by table? Worked out once, when it is read."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.records.batch import Note
    from holdfast.records.engine import Engine
    from holdfast.records.journey import Journeys
    from holdfast.records.returns import Returns

MOST_FILES_NAMED = 200
MOST_NOTES_OF_A_KIND = 5


def counts_of(engine: Engine, journeys: Journeys, returns: Returns) -> dict[str, Any]:
    """Give the counts that the quality page shows, as JSON can hold them.

    They are counts of rows and files; what is said of children goes through disclosure control
    where it is shown.
    """
    summary = journeys.summary
    return {
        "children": summary.children,
        "years": {kind: list(years) for kind, years in summary.years.items()},
        "observed": {
            kind: [first.isoformat(), last.isoformat()]
            for kind, (first, last) in journeys.observed.items()
        },
        "read": dict(summary.read),
        "spells": dict(summary.spells),
        "refused": _refused(returns.refusals),
        "files_refused": _files_refused(returns.refusals),
        "repaired": _repaired(engine, journeys),
        "notes": _notes(returns.notes),
        "carried_forward": summary.carried_forward,
        "legal_status_splits": summary.legal_status_splits,
        "in_care_at_the_start": summary.in_care_at_the_start,
        "starts_not_returned": summary.starts_not_returned,
    }


def _refused(refusals: pl.DataFrame) -> list[dict[str, Any]]:
    """Count what was refused of tables, by table, column, code and what became of it."""
    by = ["table", "column", "code", "consequence"]
    counted = refusals.filter(pl.col("table").is_not_null()).group_by(by).len("rows").sort(by)
    return counted.to_dicts()


def _files_refused(refusals: pl.DataFrame) -> list[dict[str, Any]]:
    whole = refusals.filter(pl.col("table").is_null()).select("file", "code", "consequence")
    return whole.unique().sort("file", "code").head(MOST_FILES_NAMED).to_dicts()


def _repaired(engine: Engine, journeys: Journeys) -> list[dict[str, Any]]:
    by = ["table", "rule", "action"]
    trail = journeys.trail
    counted = engine.frame(trail.group_by(by).agg(rows=trail.count()))
    return counted.sort(by).to_dicts()


def _notes(notes: Iterable[Note]) -> list[dict[str, Any]]:
    """Give notes by their code, the first of each kind in full and how many there are."""
    kinds: defaultdict[str, list[Note]] = defaultdict(list)
    for note in notes:
        kinds[note.code].append(note)
    return [
        {
            "code": code,
            "count": len(these),
            "first": [{"where": n.where, "text": n.text} for n in these[:MOST_NOTES_OF_A_KIND]],
        }
        for code, these in sorted(kinds.items())
    ]


def rows_refused(counts: Mapping[str, Any], table: str) -> int:
    """Say how many rows of a table were refused whole."""
    return sum(
        line["rows"]
        for line in counts["refused"]
        if line["table"] == table and line["consequence"] == "row refused"
    )
