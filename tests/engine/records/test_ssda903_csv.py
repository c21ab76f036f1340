"""One CSV file of a return, from its bytes to its batches."""

import csv
import io
from functools import partial

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.records.made_returns import TABLES, csv_text
from tests.fixtures_elsewhere import shared

from holdfast.kernel.errors import InputError
from holdfast.library.return_layout import plain
from holdfast.records import ssda903_csv
from holdfast.records.batch import ROW, Batch
from holdfast.records.ssda903_csv import read_ssda903_csv
from holdfast.records.text import Lines

PERIODS = csv_text("missing")


def read(content: bytes, name: str = "a.csv"):
    heading, found = read_ssda903_csv(io.BytesIO(content), name)
    items = list(found)
    assert heading is None
    batches = [item for item in items if isinstance(item, Batch)]
    notes = [item for item in items if not isinstance(item, Batch)]
    return pl.concat(batch.frame for batch in batches), batches, notes


@pytest.mark.parametrize("table", sorted(TABLES))
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_form_of_a_table_gives_the_same_rows(table, encoding, delimiter):
    frame, batches, notes = read(csv_text(table, delimiter=delimiter).encode(encoding))

    assert {batch.table for batch in batches} == {f"ssda903_{table}"}
    assert notes == []
    said = frame.drop(ROW).rows(named=True)
    assert [{k: v for k, v in row.items() if v is not None} for row in said] == [
        {plain(k).replace(" ", "_"): v for k, v in row.items() if k != "UPN"}
        for row in TABLES[table]
    ]
    assert frame[ROW].to_list() == list(range(2, 2 + len(TABLES[table])))


def test_upn_never_leaves_the_reader():
    frame, _, _ = read(csv_text("header").encode())

    assert "upn" not in frame.columns


@pytest.mark.parametrize("ending", ["", "\n", "\n\n\n", ",,,,\n,,,,\n"])
def test_what_stands_below_the_table_is_no_row(ending):
    frame, _, _ = read((PERIODS.rstrip() + "\n" + ending).encode())

    assert frame["child"].to_list() == ["B2", "B2"]


def test_blank_rows_are_counted():
    _, _, notes = read((PERIODS + ",,,,\n" * 3).encode())

    assert [(note.code, note.text) for note in notes] == [
        ("records.row-blank", "Blank rows that were left out: 3.")
    ]


def test_rows_without_a_child_are_kept_to_be_refused():
    frame, _, _ = read((PERIODS + ",30/11/2004,M,01/07/2020,\n").encode())

    assert frame["child"].to_list() == ["B2", "B2", None]


@pytest.mark.parametrize("ending", ["", "\r\n", "\n\n"])
def test_headings_alone_are_a_table_without_rows(ending):
    frame, batches, notes = read(f"CHILD,DOB,REVIEW,REVIEW_CODE{ending}".encode())

    assert [batch.table for batch in batches] == ["ssda903_reviews"]
    assert (len(frame), notes) == (0, [])


def test_crooked_rows_are_refused_or_mended_and_the_rest_is_read():
    text = PERIODS + "C3,x\nD4,01/01/2010,M,01/02/2020,,more\n" + '"E5","01/01/2010",M,x,'

    frame, batches, notes = read(text.encode())

    assert frame["child"].to_list() == ["B2", "B2", "C3", "E5"]
    assert batches[-1].faults.rows() == [(5, None, "records.row-too-long", "row refused")]
    assert [note.code for note in notes] == ["records.row-short"]


def test_file_that_was_cut_is_said_to_lack_rows():
    _, batches, notes = read((PERIODS + "C3,01/01/2010,M").encode())

    assert batches[-1].faults["code"].to_list() == ["records.row-cut-short"]
    assert [note.code for note in notes] == ["records.row-cut-short"]


def test_crooked_rows_in_a_later_block_keep_their_numbers(monkeypatch):
    monkeypatch.setattr(ssda903_csv, "Lines", partial(Lines, block=4096))
    rows = [f"C{at},01/01/2010,M,01/07/2020," for at in range(1000)]
    rows[500] = '"C5\n00",01/01/2010,M,01/07/2020,'

    text = "CHILD,DOB,MISSING,MIS_START,MIS_END\n" + "\n".join(rows)

    frame, batches, _ = read(text.encode())

    assert len(batches) > 3
    assert frame[ROW].to_list() == list(range(2, 1002))
    assert frame["child"].to_list()[499:502] == ["C499", "C5\n00", "C501"]


def test_old_code_page_is_said():
    _, _, notes = read("CHILD,DOB,REVIEW,REVIEW_CODE\né1,x,y,z\n".encode("cp1252"))

    assert [note.code for note in notes] == ["records.old-code-page"]


@pytest.mark.parametrize("content", [b"", b"hello\n", b"a,b\n1,2\n"])
def test_file_that_is_no_table_is_refused(content):
    with pytest.raises(InputError) as caught:
        read(content, "notes.txt")

    assert (caught.value.code, caught.value.where) == ("records.unknown-file", "notes.txt")


@settings(max_examples=300)
@given(st.binary(max_size=400), st.booleans())
def test_no_bytes_bring_anything_but_an_answer_or_a_refusal(content, begun):
    content = (b"CHILD,DOB,REVIEW,REVIEW_CODE\n" if begun else b"") + content
    code, rows = "", []
    try:
        rows = read(content)[0][ROW].to_list()
    except InputError as refused:
        code = refused.code
    assert code.startswith("records.") or code == ""
    assert rows == sorted(set(rows))
    assert not rows or rows[0] > 1


@given(st.text(st.sampled_from('A1,"\n\r; '), max_size=60))
def test_every_row_is_read_refused_or_blank(text):
    """Count the rows another way: with the csv module alone."""
    content = "CHILD,DOB,REVIEW,REVIEW_CODE\n" + text
    try:
        rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))[1:]
    except csv.Error:
        with pytest.raises(InputError, match=r"records\.quote-misplaced"):
            read(content.encode())
        return
    frame, batches, _ = read(content.encode())
    not_blank = sum(any(cell.strip() for cell in row) for row in rows)
    read_as_blank = sum(
        not any((cell or "").strip() for cell in row) for row in frame.drop(ROW).rows()
    )
    refused = sum(len(batch.faults) for batch in batches)
    assert len(frame) - read_as_blank + refused == not_blank


def test_shared_tables_are_all_recognised():
    folder = shared("fixtures/ssda903")
    if folder is None:
        return
    for path in sorted(folder.glob("*.csv")):
        frame, _, notes = read(path.read_bytes(), path.name)
        lines = path.read_bytes().rstrip().count(b"\n")
        assert (len(frame), notes) == (lines, []), path.name
