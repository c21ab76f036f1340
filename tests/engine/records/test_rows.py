"""Which rows can be used, and what is wrong with the others."""

from datetime import date

import polars as pl
from tests.engine.records.made_returns import LAYOUT

from holdfast.library.return_layout import Kind, return_layout
from holdfast.records.batch import ROW
from holdfast.records.cells import code_type, plausible
from holdfast.records.rows import (
    TYPES,
    Rows,
    person_column,
    read_rows,
    staged_columns,
    staged_tables,
)
from holdfast.records.spans import SPANS

EPISODES = LAYOUT["ssda903_episodes"]


def read(table=EPISODES, year=2022, **columns: list[str | None]) -> Rows:
    raw = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return read_rows(raw.with_row_index(ROW, 2).cast({ROW: pl.Int64}), table, year)


def faults(rows: Rows) -> list[tuple[str, str, str, list[int]]]:
    return [(f.column, f.code, f.consequence, f.rows.to_list()) for f in rows.faults]


def test_row_without_a_child_is_refused():
    rows = read(child=["A1", "", None, " "], decom=["01/04/2020"] * 4)

    assert rows.frame[ROW].to_list() == [2]
    assert faults(rows) == [("child", "records.id-blank", "row refused", [3, 4, 5])]


def test_row_without_a_start_is_refused():
    rows = read(child=["A1"] * 3, decom=["01/04/2020", None, "31/02/2020"])

    assert rows.frame[ROW].to_list() == [2]
    assert faults(rows) == [
        ("decom", "records.date-unreadable", "row refused", [4]),
        ("decom", "records.start-blank", "row refused", [3]),
    ]


def test_row_that_ends_before_it_begins_is_refused():
    rows = read(
        child=["A1"] * 4,
        decom=["01/04/2020", "01/04/2020", "01/04/2020", "01/04/2020"],
        dec=["31/03/2020", "01/04/2020", "02/04/2020", None],
    )

    assert rows.frame[ROW].to_list() == [3, 4, 5]
    assert faults(rows) == [("dec", "records.end-before-start", "row refused", [2])]


def test_other_values_are_set_aside_and_the_row_is_kept():
    rows = read(
        child=["A1", "A1"],
        decom=["01/04/2020", "31/02/2020"],
        dec=["01/04/1920", "01/04/1920"],
        place=["K9", "K9"],
    )

    assert rows.frame.select("child", "decom", "dec", "place", ROW).rows() == [
        ("A1", date(2020, 4, 1), None, None, 2)
    ]
    assert faults(rows) == [
        ("decom", "records.date-unreadable", "row refused", [3]),
        ("place", "records.code-unknown", "value set aside", [2]),
        ("dec", "records.date-too-early", "value set aside", [2]),
    ]


def test_columns_that_the_file_does_not_have_come_out_blank():
    rows = read(child=["A1"], decom=["01/04/2020"])

    assert rows.frame.columns == [*EPISODES.columns, ROW]
    assert rows.frame.drop("child", "decom", ROW).rows() == [(None,) * 11]
    assert rows.blank == {}


def test_blank_cells_that_should_not_be_are_counted_on_rows_that_are_kept():
    rows = read(
        child=["A1", "A1", "A1", None],
        decom=["01/04/2020"] * 4,
        place=["U1", None, "K9", None],
        rec=[None] * 4,
    )

    assert rows.blank == {"place": 1}


def test_what_was_mended_and_dated_is_counted():
    rows = read(
        child=["1.0", "2"], decom=["01/04/2020"] * 2, place=["H5", "H5"], ls=["C2", "C2"]
    )

    assert (rows.mended, rows.dated) == ({"child": 1}, {("place", "H5"): 2})


def test_every_kind_is_staged_in_its_type():
    for table in staged_tables().values():
        rows = read(table, **{column.name: [] for column in staged_columns(table)})

        types = {
            c.name: code_type(c) if c.kind is Kind.CODE else TYPES[c.kind]
            for c in staged_columns(table)
        }
        assert dict(rows.frame.schema) == types | {ROW: pl.Int64}
        assert rows.frame.schema == read(table).frame.schema


def test_adopter_is_the_person_of_an_adopters_row():
    tables = return_layout("annex_a").tables

    assert person_column(tables["annex_a_adopters"]) == "adopter"
    assert {person_column(t) for n, t in tables.items() if n != "annex_a_adopters"} == {"child"}


def test_optional_start_does_not_refuse_a_row():
    table = return_layout("annex_a").tables["annex_a_children_in_need"]
    rows = read(
        table,
        child=["A1", "B2"],
        cin_start=[None, "02/01/2022"],
        cin_closure=["01/01/2022", "01/01/2022"],
    )

    assert rows.frame["child"].to_list() == ["A1"]
    assert faults(rows) == [("cin_closure", "records.end-before-start", "row refused", [3])]


def test_every_table_has_a_span_of_its_own_dates():
    assert set(SPANS) == set(staged_tables())
    for name, span in SPANS.items():
        columns = staged_tables()[name].columns
        assert all(columns[c].kind is Kind.DATE for c in (span.start, span.end) if c)
        assert span.end is None or span.start is not None
        assert plausible(span.start or "dob", 2022) == (date(1992, 3, 31), date(2023, 3, 31))
