"""Rows of CSV, plain and crooked: both ways of reading agree, and no row goes missing."""

import csv
import io

import polars as pl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.records import csv_rows
from holdfast.records.batch import ROW
from holdfast.records.csv_rows import CrookedRows, crooked_rows, plain_rows
from holdfast.records.headings import Headings
from holdfast.records.text import Lines

HEADINGS = Headings(
    table="ssda903_missing",
    columns={"child": 0, "missing": 2},
    width=3,
    delimiter=",",
    row=1,
    length=0,
    notes=(),
)
CELLS = st.text(st.sampled_from('a" ,\n;1é'), max_size=4)


def crooked(content: bytes, *, cut: bool = False) -> list[CrookedRows]:
    lines = Lines(io.BytesIO(), "a.csv")
    lines.cut = cut
    return list(crooked_rows([content], HEADINGS, 2, lines))


def rows(frame: pl.DataFrame) -> list[tuple[object, ...]]:
    return frame.select(ROW, "child", "missing").rows()


@given(st.lists(st.lists(CELLS, min_size=3, max_size=3)), st.sampled_from(["\n", "\r\n"]))
@example([['a"b', "", ""], ["", "x", '"']], "\n")
def test_what_is_written_as_csv_is_read_again_either_way(table, ending):
    text = io.StringIO()
    csv.writer(text, lineterminator=ending).writerows(table)
    content = text.getvalue().encode()
    kept = [(at, row) for at, row in enumerate(table, start=2) if any(map(str.strip, row))]
    expected = [(at, row[0] or None, row[2] or None) for at, row in kept]

    one_by_one = crooked(content)
    at_once = plain_rows(content, HEADINGS, 2)

    assert [row for some in one_by_one for row in rows(some.frame(HEADINGS))] == expected
    assert sum(some.blank for some in one_by_one) == len(table) - len(kept)
    if at_once is not None:
        assert [r for r in rows(at_once) if r[0] in {at for at, _ in kept}] == expected
        assert len(at_once) == len(table)


@pytest.mark.parametrize(
    "content",
    [
        b"A1,x,M\nB2,,\n",
        b"A1,x,M\r\nB2,,\r\n",
        b'"A1","x","M"\n"B2","",""\n',
        b'A1,"x",M\r\n"B2",,\r\n',
    ],
)
def test_plain_rows_are_read_at_once(content):
    assert rows(plain_rows(content, HEADINGS, 2)) == [(2, "A1", "M"), (3, "B2", None)]


def test_nothing_is_no_rows():
    frame = plain_rows(b"", HEADINGS, 2)

    assert (frame.columns, len(frame)) == (["child", "missing", ROW], 0)


@pytest.mark.parametrize(
    "content",
    [
        b"A1,x\n",
        b"A1,x,M,\n",
        b"A1,x,M\n\nB2,x,M\n",
        b"A1,x,M,extra\nB2,x\n",
        b'"A,1",x,M\n',
        b'"A\n1",x,M\n',
        b'"A""1",x,M\n',
        b'A"1,x,M\n',
        b'A1,x,"M\n',
        b'A1,x,"M" \n',
    ],
)
def test_crooked_rows_are_not_read_at_once(content):
    assert plain_rows(content, HEADINGS, 2) is None


def test_each_crooked_row_is_dealt_with_by_its_number():
    content = b'A1,x,M\n\n,,\nB2\nC3,x,M,extra\nD4,x,M,,\n"E\n5",x,M\n"F6",x,"M,M"\n'

    (found,) = crooked(content)

    assert rows(found.frame(HEADINGS)) == [
        (2, "A1", "M"),
        (5, "B2", None),
        (7, "D4", "M"),
        (8, "E\n5", "M"),
        (9, "F6", "M,M"),
    ]
    assert found.refused == [(6, "records.row-too-long")]
    assert (found.short, found.blank, len(found)) == (1, 2, 8)


@pytest.mark.parametrize(
    ("content", "refused"),
    [
        (b"A1,x,M\nB2,x\n", [(3, "records.row-cut-short")]),
        (b"A1,x\nB2,x,M\n", []),
        (b"A1,x\n\n", []),
    ],
)
def test_last_row_that_was_cut_is_refused(content, refused):
    (found,) = crooked(content, cut=True)

    assert found.refused == refused


def test_rows_come_some_at_a_time(monkeypatch):
    monkeypatch.setattr(csv_rows, "ROWS_AT_ONCE", 2)

    found = crooked(b"A,x,M\nB,x,M\nC,x\nD,x\n", cut=True)

    assert [rows(some.frame(HEADINGS)) for some in found] == [
        [(2, "A", "M"), (3, "B", "M")],
        [(4, "C", None)],
    ]
    assert found[-1].refused == [(5, "records.row-cut-short")]


@pytest.mark.parametrize(
    "content", [b'A1,x,M\nB2,x,"M\n', b'A1,x,M\nB2,"x"y,M\n', b'A1,x,M\n"' + b"B" * 140_000]
)
def test_open_quotation_mark_is_refused_by_its_row(content):
    with pytest.raises(InputError) as caught:
        crooked(content)

    assert (caught.value.code, caught.value.where) == (
        "records.quote-misplaced",
        "a.csv, row 3",
    )
