"""How many children, stays and moves does a selection hold? Asked of the Parquet, by DuckDB.

Nothing is loaded whole: what comes into memory are counts, and for time in stages how many
stays lasted how long. None of it has passed disclosure control yet; that is `protecting`.
"""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from holdfast.change.moves import DRAWN
from holdfast.evaluation.secondary import OTHER, PLACEMENTS
from holdfast.library.stages import Shape, stages
from holdfast_web.records.journeys.selection import AGES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from holdfast_web.records.journeys.selection import Selection

LIMITS: dict[str, str | int] = {
    "memory_limit": "1GB",
    "threads": 2,
    "autoinstall_known_extensions": "false",
}
CARE = "looked_after"
MOST_MOVES = 3
"""Children with so many moves or more are counted together."""

Durations = dict[int, tuple[int, int]]
"""How many stays ended, and how many were still open when last seen, by their days."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counts:
    """What there is in a selection, before disclosure control."""

    children: int
    stages: Mapping[str, int]
    flows: Mapping[tuple[str, str], int]
    entries: Mapping[str, int]
    exits: Mapping[str, int]
    durations: Mapping[str, Durations]
    placements: Mapping[str, int]
    moves: Mapping[int, int]


@contextmanager
def opened(folder: Path, selection: Selection, days: tuple[date, date]) -> Iterator[Any]:
    """Open the journeys of a folder, narrowed to a selection, as the view `chosen`."""
    with duckdb.connect(":memory:", config=dict(LIMITS)) as connection:
        connection.execute(f"SET temp_directory = '{_quoted(folder)}/spill'")
        for name in ("journeys", "children"):
            path = f"{_quoted(folder)}/{name}.parquet"
            connection.execute(f"CREATE VIEW {name} AS FROM read_parquet('{path}')")
        first, after = (f"DATE '{day.isoformat()}'" for day in days)
        connection.execute(_chosen(selection, first, after))
        yield connection


def _chosen(selection: Selection, first: str, after: str) -> str:
    """Write the view. Every value in it is from a closed list or a date: nobody's typing."""
    where = [
        f"start < {after}",
        # An event happens on its day; a stay is there until the day it ends.
        f'("end" IS NULL OR "end" > {first} OR ("end" = start AND start >= {first}))',
    ]
    if selection.age:
        _, low, high = AGES[selection.age]
        seen = f"greatest(start, {first})"
        where.append(f"date_sub('month', birth_month, {seen}) // 12 BETWEEN {low} AND {high}")
    need = ""
    if selection.need:
        need = (
            "JOIN (SELECT child, arg_max(detail, start) AS need FROM journeys "
            "WHERE stage = 'child_in_need' AND detail IS NOT NULL GROUP BY child) USING (child)"
        )
        where.append(f"need = '{selection.need}'")
    every = " AND ".join(where)
    return (
        f"CREATE VIEW chosen AS SELECT journeys.*, {first} AS first, {after} AS after "  # noqa: S608
        f"FROM journeys LEFT JOIN children USING (child) {need} WHERE {every}"
    )


def count(folder: Path, selection: Selection, days: tuple[date, date]) -> Counts:
    """Count what a selection holds."""
    with opened(folder, selection, days) as connection:
        ask = connection.execute
        return Counts(
            children=ask("SELECT count(DISTINCT child) FROM chosen").fetchone()[0],
            stages=_stages(connection),
            flows=_flows(connection),
            entries=dict(ask(_by_month("start")).fetchall()),
            exits=dict(ask(_by_month('"end"')).fetchall()),
            durations=_durations(connection),
            placements=_placements(connection),
            moves=_moves(connection),
        )


def count_children(folder: Path, selection: Selection, days: tuple[date, date]) -> int:
    """Count the children of a selection alone."""
    with opened(folder, selection, days) as connection:
        found = connection.execute("SELECT count(DISTINCT child) FROM chosen").fetchone()
        return int(found[0])


def _stages(connection: Any) -> dict[str, int]:
    rows = connection.execute(
        "SELECT stage, count(DISTINCT child) FROM chosen GROUP BY stage"
    ).fetchall()
    found = dict(rows)
    return {stage: found[stage] for stage in stages() if stage in DRAWN and stage in found}


def _flows(connection: Any) -> dict[tuple[str, str], int]:
    """Count who went from stage to stage, as `holdfast.change.moves` does."""
    order = [stage for stage in stages() if stage in DRAWN]
    places = ", ".join(f"'{stage}'" for stage in order)
    rows = connection.execute(
        f"""
        SELECT stage, later, count(DISTINCT child) FROM (
            SELECT child, stage, lead(stage) OVER (
                PARTITION BY child ORDER BY start, list_position([{places}], stage), "end"
            ) AS later
            FROM chosen WHERE stage IN ({places})
        ) WHERE later IS NOT NULL AND later <> stage GROUP BY stage, later
        """  # noqa: S608  (names of stages are the library's)
    ).fetchall()
    at = {stage: place for place, stage in enumerate(order)}
    return {
        (one, other): number
        for one, other, number in sorted(rows, key=lambda row: (at[row[0]], at[row[1]]))
    }


def _by_month(column: str) -> str:
    return (
        f"SELECT strftime({column}, '%Y-%m'), count(*) FROM chosen WHERE stage = '{CARE}' "  # noqa: S608
        f"AND {column} >= first AND {column} < after GROUP BY 1 ORDER BY 1"
    )


def _durations(connection: Any) -> dict[str, Durations]:
    """Count stays that began in these days, by how long they lasted or had lasted."""
    lasting = [s.name for s in stages().values() if s.shape is Shape.SPELL and s.name in DRAWN]
    names = ", ".join(f"'{name}'" for name in lasting)
    rows = connection.execute(
        f"""
        SELECT stage, date_diff('day', start, coalesce(least("end", after), after)) AS days,
            count(*) FILTER (WHERE "end" < after), count(*) FILTER (
                WHERE "end" IS NULL OR "end" >= after)
        FROM chosen WHERE stage IN ({names}) AND start >= first
        GROUP BY ALL ORDER BY stage, days
        """  # noqa: S608
    ).fetchall()
    found: dict[str, Durations] = {name: {} for name in lasting}
    for stage, days, ended, still in rows:
        found[stage][days] = (ended, still)
    return {stage: held for stage, held in found.items() if held}


def _placements(connection: Any) -> dict[str, int]:
    """Count who was placed how on the last day, by groups of placement codes."""
    rows = connection.execute(
        "SELECT coalesce(detail, ''), count(DISTINCT child) FROM chosen WHERE stage = "
        '\'placement\' AND start < after AND ("end" IS NULL OR "end" >= after) GROUP BY 1'
    ).fetchall()
    group_of = {code: group for group, (_, codes) in PLACEMENTS.items() for code in codes}
    found: Counter[str] = Counter(dict.fromkeys((*PLACEMENTS, OTHER[0]), 0))
    for code, number in rows:
        found[group_of.get(code, OTHER[0])] += number
    return dict(found) if rows else {}


def _moves(connection: Any) -> dict[int, int]:
    """Count the children who were looked after by how often they moved in these days."""
    rows = connection.execute(
        f"""
        SELECT least(coalesce(moves, 0), {MOST_MOVES}), count(*)
        FROM (SELECT DISTINCT child FROM chosen WHERE stage = '{CARE}')
        LEFT JOIN (
            SELECT child, count(*) AS moves FROM chosen WHERE stage = 'move' GROUP BY child
        ) USING (child) GROUP BY 1
        """  # noqa: S608
    ).fetchall()
    return (
        {number: dict(rows).get(number, 0) for number in range(MOST_MOVES + 1)} if rows else {}
    )


def _quoted(folder: Path) -> str:
    return str(folder).replace("'", "''")
