"""Typed, checked, pseudonymous Parquet that every engine reads alike."""

from datetime import date

import duckdb
import polars as pl
import pytest
from tests.engine.records.made_returns import LAYOUT, SECRET

from holdfast.records import staging as staging_module
from holdfast.records.batch import FAULT_SCHEMA, ROW, Batch
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.refusals import Refusals
from holdfast.records.staging import Staging

NAMES = ("a.csv", "b.csv")


@pytest.fixture
def refusals() -> Refusals:
    return Refusals()


@pytest.fixture
def staging(tmp_path, refusals) -> Staging:
    return Staging(
        tmp_path / "stage", pseudonyms=Pseudonyms(SECRET), names=NAMES, refusals=refusals
    )


def batch(table: str = "ssda903_missing", /, **columns: list[str | None]) -> Batch:
    frame = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    return Batch(table, frame.with_row_index(ROW, 2).cast({ROW: pl.Int64}))


PERIOD = {"child": ["A1"], "missing": ["M"], "mis_start": ["01/07/2020"]}


def staged(staging: Staging, table: str = "ssda903_missing") -> pl.DataFrame:
    return pl.concat(pl.read_parquet(part) for part in staging.parts()[table])


def test_rows_are_typed_and_under_a_pseudonym(staging):
    staging.add(batch(**PERIOD), file=1, year=2021)
    staging.settle(1, 2021)

    frame = staged(staging)
    assert frame.rows(named=True) == [
        {
            "child": Pseudonyms(SECRET).of("A1"),
            "dob": None,
            "missing": "M",
            "mis_start": date(2020, 7, 1),
            "mis_end": None,
            "return_year": 2021,
            "file": 1,
            "row": 2,
        }
    ]
    assert dict(frame.schema) == {
        "child": pl.String,
        "dob": pl.Date,
        "missing": pl.String,
        "mis_start": pl.Date,
        "mis_end": pl.Date,
        "return_year": pl.Int16,
        "file": pl.Int16,
        "row": pl.Int64,
    }


def test_every_reference_becomes_a_pseudonym(staging):
    staging.add(
        batch("ssda903_sw_episodes", child=["A1"], sw_id=["SW1"], sw_decom=["01/07/2020"]),
        file=0,
        year=2021,
    )
    staging.settle(0, 2021)

    row = staged(staging, "ssda903_sw_episodes").row(0, named=True)
    assert row["sw_id"] == Pseudonyms(SECRET).of("SW1")


def test_duckdb_reads_plain_types(staging):
    staging.add(batch(**PERIOD), file=0, year=2021)
    staging.settle(0, 2021)

    (part,) = staging.parts()["ssda903_missing"]
    found = duckdb.read_parquet(str(part))
    assert dict(zip(found.columns, map(str, found.types), strict=True)) == {
        "child": "VARCHAR",
        "dob": "DATE",
        "missing": "VARCHAR",
        "mis_start": "DATE",
        "mis_end": "DATE",
        "return_year": "SMALLINT",
        "file": "SMALLINT",
        "row": "BIGINT",
    }


def test_a_part_is_one_file_and_parts_stand_in_order_of_file(staging):
    for file in (1, 0):
        staging.add(batch(**PERIOD), file=file, year=2021)
        staging.settle(file, 2021)

    parts = staging.parts()
    assert list(parts) == ["ssda903_missing"]
    assert [part.name for part in parts["ssda903_missing"]] == [
        "00000-0000.parquet",
        "00001-0000.parquet",
    ]
    assert staging.rows() == {"ssda903_missing": 2}


def test_rows_are_written_as_soon_as_there_are_enough(staging, monkeypatch):
    monkeypatch.setattr(staging_module, "ROWS_A_PART", 2)
    for _ in range(5):
        staging.add(batch(**PERIOD), file=0, year=2021)

    assert len(staging.parts()["ssda903_missing"]) == 2
    staging.settle(0, 2021)
    parts = staging.parts()["ssda903_missing"]
    assert [len(pl.read_parquet(part)) for part in parts] == [2, 2, 1]


def test_parts_under_another_year_are_rewritten(staging, monkeypatch):
    monkeypatch.setattr(staging_module, "ROWS_A_PART", 1)
    staging.add(batch(**PERIOD), file=0, year=2020)
    before = staged(staging)

    staging.settle(0, 2021)

    assert before["return_year"].to_list() == [2020]
    assert staged(staging).equals(before.with_columns(return_year=pl.lit(2021, pl.Int16)))


def test_tables_of_an_earlier_run_are_removed(tmp_path, refusals, staging):
    staging.add(batch(**PERIOD), file=0, year=2021)
    staging.settle(0, 2021)
    kept = tmp_path / "stage" / "ssda903_missing" / "notes.txt"
    kept.write_text("mine", encoding="utf-8")

    Staging(tmp_path / "stage", pseudonyms=Pseudonyms(SECRET), names=(), refusals=refusals)

    assert list((tmp_path / "stage").rglob("*.parquet")) == []
    assert kept.exists()


def test_faults_are_put_down_by_file_row_table_and_column(staging, refusals):
    fault = (9, "missing", "records.spelling-unknown", "value set aside")
    own = pl.DataFrame([fault], FAULT_SCHEMA, orient="row")
    given = batch(child=["A1", None], missing=["Q", "M"], mis_start=["01/07/2020"] * 2)
    staging.add(Batch(given.table, given.frame, own), file=0, year=2021)

    assert refusals.frame().rows() == [
        ("a.csv", 2, "ssda903_missing", "missing", "records.code-unknown", "value set aside"),
        ("a.csv", 3, "ssda903_missing", "child", "records.id-blank", "row refused"),
        (
            "a.csv",
            9,
            "ssda903_missing",
            "missing",
            "records.spelling-unknown",
            "value set aside",
        ),
    ]


def test_abandoned_file_leaves_nothing_but_its_refusal(staging, refusals, monkeypatch):
    monkeypatch.setattr(staging_module, "ROWS_A_PART", 1)
    for file in (0, 1):
        staging.add(batch(**PERIOD), file=file, year=2021)
    staging.add(batch(child=[None], mis_start=["01/07/2020"]), file=0, year=2021)

    staging.abandon(0, "records.xml-truncated")

    assert refusals.frame().rows() == [
        ("a.csv", None, None, None, "records.xml-truncated", "file refused")
    ]
    assert [part.name for part in staging.parts()["ssda903_missing"]] == ["00001-0000.parquet"]
    assert staging.rows() == {"ssda903_missing": 1}
    assert staging.tables(0) == frozenset()


def test_table_without_rows_is_a_part_without_rows(staging):
    staging.add(batch(**{key: [] for key in PERIOD}), file=0, year=2021)
    staging.settle(0, 2021)

    columns = [*LAYOUT["ssda903_missing"].columns, "return_year", "file", ROW]
    assert staged(staging).columns == columns
    assert staging.tables(0) == {"ssda903_missing"}


def test_dates_of_events_are_counted_by_year(staging):
    staging.add(
        batch(
            child=["A1", "A1"],
            dob=["01/01/2010", "01/01/2010"],
            mis_start=["01/07/2020", "01/07/2021"],
            mis_end=["02/07/2020", None],
        ),
        file=0,
        year=2021,
    )

    assert staging.years(0) == {2021: 2, 2022: 1}


def test_year_that_is_not_known_is_guessed_from_the_first_rows(staging, refusals):
    staging.add(batch(child=["A1"], mis_start=["01/07/1995"]), file=0, year=None)
    staging.add(batch(child=["A1"], mis_start=["01/07/2020"]), file=0, year=None)

    assert refusals.frame().select("row", "column", "code").rows() == [
        (2, "mis_start", "records.date-too-late")
    ]


def test_rows_without_dates_wait_for_their_year(staging, monkeypatch):
    monkeypatch.setattr(staging_module, "ROWS_A_PART", 1)
    staging.add(batch("ssda903_header", child=["A1"], dob=["01/01/2010"]), file=0, year=None)

    staging.settle(0, 2021)

    assert staged(staging, "ssda903_header").select("dob", "return_year").rows() == [
        (date(2010, 1, 1), 2021)
    ]


def test_what_was_noticed_is_said_with_counts(staging):
    staging.add(
        batch(
            "ssda903_episodes",
            child=["1.0", "2.0"],
            decom=["01/07/2020"] * 2,
            place=["K3", None],
            ls=["C2", "C2"],
            rne=["S", "S"],
            cin=["N1", "N1"],
        ),
        file=0,
        year=2021,
    )
    staging.settle(0, 2021)

    assert [(note.code, note.where, note.text) for note in staging.notes(0, 2021)] == [
        (
            "records.point-zero",
            "a.csv, ssda903_episodes, child",
            "Values that had lost their form in a spreadsheet (12.0 for 12): 2.",
        ),
        (
            "records.value-blank",
            "a.csv, ssda903_episodes, place",
            "Rows in which this must not be blank, and is: 1.",
        ),
        (
            "records.code-of-another-year",
            "a.csv, ssda903_episodes, place",
            "Codes kept although no return of 2021 should hold them: 1.",
        ),
    ]
    assert [note.code for note in staging.notes(0, 2025)] == [
        "records.point-zero",
        "records.value-blank",
    ]


def test_a_value_that_the_reader_set_aside_is_not_also_said_to_be_blank(staging):
    rows = batch(
        "ssda903_episodes",
        child=["1", "2"],
        decom=["01/07/2020"] * 2,
        place=[None, None],
        ls=["C2", "C2"],
        rne=["S", "S"],
        cin=["N1", "N1"],
    )
    unknown = [(2, "place", "records.spelling-unknown", "value set aside")]
    faults = pl.DataFrame(unknown, schema=FAULT_SCHEMA, orient="row")

    staging.add(Batch(rows.table, rows.frame, faults), file=0, year=2021)
    staging.settle(0, 2021)

    (note,) = staging.notes(0, 2021)
    assert (note.code, note.text) == (
        "records.value-blank",
        "Rows in which this must not be blank, and is: 1.",
    )
