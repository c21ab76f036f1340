"""Who are the children: born in which month, of which sex, of which ethnicity?

One row a child. Each thing is taken from the latest return that says it: the SSDA903 before the
CIN census of the same year, and both before Annex A. The whole birth date goes no further than
this: only its month does.
"""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import ibis
import polars as pl

from holdfast.records.spells import CIN, spells

if TYPE_CHECKING:
    from pathlib import Path

    import ibis.expr.types as ir

    from holdfast.records.engine import Engine
    from holdfast.records.repairs import Repaired
    from holdfast.records.returns import Returns

CHILDREN = pl.Schema(
    {
        "child": pl.String,
        "birth_month": pl.Date,
        "sex": pl.String,
        "ethnicity": pl.String,
        "disabled": pl.Boolean,
        "uasc": pl.Boolean,
        "death_date": pl.Date,
    }
)
"""The columns of the table of children."""

NO_DISABILITY = "NONE"
DIED = "E2"
CENSUS = "cin_children"

_TYPES = {
    "born": "date",
    "sex": "string",
    "ethnicity": "string",
    "disabled": "boolean",
    "uasc": "boolean",
    "death_date": "date",
}
_HEADER, _CENSUS, _OTHER = 2, 1, 0
_WORKBOOKS = (
    "annex_a_contacts", "annex_a_early_help", "annex_a_referrals", "annex_a_assessments",
    "annex_a_section47", "annex_a_children_in_need", "annex_a_protection_plans",
    "annex_a_looked_after", "annex_a_care_leavers", "annex_a_adoption",
)  # fmt: skip


def children(engine: Engine, returns: Returns, repaired: Repaired | None) -> ir.Table:
    """Give one row for each child of a header, a census, a workbook or an episode."""
    people = [
        _person(engine.read(parts), table)
        for table, parts in _tables_of_people(returns).items()
    ]
    if repaired is not None:
        # Each kept by itself: else a plan that reads the headers twice would put them aside.
        people += [
            engine.keep(_only_named(repaired, people), "only_named"),
            engine.keep(_died_in_care(repaired), "died_in_care"),
        ]
    if not people:
        return engine.table(pl.DataFrame(schema=CHILDREN), "children")
    said = [name for name in _TYPES if any(name in table.columns for table in people)]
    known = reduce(
        lambda above, below: above.union(below), [_filled(table, said) for table in people]
    )
    one = known.group_by("child").agg(
        **{name: known[name].argmax(known.weight, where=known[name].notnull()) for name in said}
    )
    if "born" in said:
        one = one.mutate(born=ibis.date(one.born.year(), one.born.month(), 1))
    one = _filled(one, list(_TYPES), "child")
    return one.select(
        "child",
        birth_month="born",
        sex="sex",
        ethnicity="ethnicity",
        disabled="disabled",
        uasc=one.uasc.fill_null(False),
        death_date="death_date",
    )


def deaths_out_of_care(engine: Engine, returns: Returns, repaired: Repaired | None) -> ir.Table:
    """Give an event for each death that the CIN census names and the SSDA903 does not."""
    rows = engine.read(returns.tables[CENSUS])
    rows = rows.filter(rows.death_date.notnull())
    told = rows.group_by("child").agg(
        died=rows.death_date.argmax(_weight(rows, 0)), return_year=rows.return_year.max()
    )
    if repaired is not None:
        told = told.anti_join(_died_in_care(repaired), "child")
    return spells(told, "died", start=told.died, end=told.died, source=CIN)


def _tables_of_people(returns: Returns) -> dict[str, tuple[Path, ...]]:
    named = ("ssda903_header", "ssda903_uasc", CENSUS, *_WORKBOOKS)
    return {table: returns.tables[table] for table in named if table in returns.tables}


def _person(rows: ir.Table, table: str) -> ir.Table:
    if table == "ssda903_header":
        return _known(rows, _HEADER, born=rows.dob, sex=rows.sex, ethnicity=rows.ethnic)
    if table == "ssda903_uasc":
        return _known(rows, _OTHER, born=rows.dob, sex=rows.sex, uasc=ibis.literal(True))
    if table == CENSUS:
        return _known(
            rows,
            _CENSUS,
            # A child not yet born has only the day it is expected.
            born=ibis.coalesce(rows.dob, rows.expected_birth_date),
            sex=rows.sex,
            ethnicity=rows.ethnicity,
            disabled=rows.disabilities != NO_DISABILITY,
            death_date=rows.death_date,
        )
    return _known(rows, _OTHER, born=rows.dob, sex=rows.gender, ethnicity=rows.ethnicity)


def _known(rows: ir.Table, rank: int, **says: ir.Value) -> ir.Table:
    return rows.select("child", weight=_weight(rows, rank), **says)


def _weight(rows: ir.Table, rank: int) -> ir.Value:
    """Say which row is the later: by its year, its kind of return, its file, its row."""
    of_file = (rows.return_year.cast("int64") * 10 + rank) * 100_000 + rows.file.cast("int64")
    return of_file * 1_000_000_000 + rows.row


def _died_in_care(repaired: Repaired) -> ir.Table:
    episodes = repaired.episodes
    deaths = episodes.filter(episodes.rec == DIED)
    return deaths.select("child", weight=ibis.literal(0, "int64"), death_date=deaths.dec)


def _only_named(repaired: Repaired, people: list[ir.Table]) -> ir.Table:
    """Find the children who have episodes, and no row that says who they are."""
    named = repaired.episodes.filter("ends_period").select("child")  # each child has one
    for table in people:
        named = named.anti_join(table, "child")
    return named.mutate(weight=ibis.literal(0, "int64"))


def _filled(table: ir.Table, names: list[str], *also: str) -> ir.Table:
    """Give a table all of these columns, blank where it says nothing of them."""
    blank = {name: ibis.null(_TYPES[name]) for name in names if name not in table.columns}
    return table.mutate(**blank).select(*(also or ("child", "weight")), *names)
