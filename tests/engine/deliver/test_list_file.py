"""What stands in a list that somebody brings?"""

import io
from datetime import date, time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver import list_file
from holdfast.deliver.list_file import RefusedCell, read_list
from holdfast.kernel.errors import InputError
from holdfast.library.list_layout import list_layout

STAFF, ROSTER = list_layout("staff"), list_layout("roster")


def workbook(*sheets):
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        formats = {
            date: book.add_format({"num_format": "dd/mm/yyyy"}),
            time: book.add_format({"num_format": "hh:mm"}),
        }
        for rows in sheets:
            sheet = book.add_worksheet()
            for at, row in enumerate(rows):
                for place, value in enumerate(row):
                    form = formats.get(type(value))
                    if form is None:
                        sheet.write(at, place, value)
                    else:
                        sheet.write_datetime(at, place, value, form)
    return stream.getvalue()


def test_headings_may_be_in_any_order_case_and_spelling():
    content = (
        b"start_date;Employee;Job Title;Favourite colour\n"
        b"01.09.2025;Staff member 1;Manager;blue\n"
    )

    found = read_list(content, "list.csv", STAFF)

    assert [dict(row.values) for row in found.rows] == [
        {"name": "Staff member 1", "post": "Manager", "started": date(2025, 9, 1)}
    ]
    assert (found.unknown, found.refused) == (("Favourite colour",), ())


def test_a_workbook_is_read_with_its_days_and_times():
    content = workbook(
        [["About this file"]],
        [
            ["Roster of the home"],
            [],
            ["Name", "Date", "Start", "Finish", "Planned or worked"],
            ["Staff member 1", date(2026, 1, 5), time(7, 30), time(21, 0), "Worked"],
            ["Staff member 1", "06/01/2026", "9.30 pm", "24:00", None],
        ],
    )

    found = read_list(content, "roster.xlsx", ROSTER)

    assert [(row.number, *row.values.values()) for row in found.rows] == [
        (4, "Staff member 1", date(2026, 1, 5), time(7, 30), time(21, 0), "worked"),
        (5, "Staff member 1", date(2026, 1, 6), time(21, 30), time(0, 0), None),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_list_is_read_in_the_encodings_that_spreadsheets_write(encoding):
    content = "Name,Started\nStaff member é,2025-09-01\n".encode(encoding)

    assert read_list(content, "list.csv", STAFF).rows[0].values["name"] == "Staff member é"


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("Kind", "volunteer", "deliver.list-word-unknown"),
        ("Hours", "full time", "deliver.list-number-unreadable"),
        ("Hours", "169", "deliver.list-number-unreadable"),
        ("Hours", "-1", "deliver.list-number-unreadable"),
        ("Left", "soon", "deliver.list-day-unreadable"),
        ("Left", "31/02/2026", "deliver.list-day-unreadable"),
        ("Left", "01/01/1066", "deliver.list-day-unreadable"),
        ("Post", "x" * 101, "deliver.list-text-too-long"),
    ],
)
def test_a_cell_that_cannot_be_read_refuses_its_row_and_never_says_what_stood_there(
    column, cell, code
):
    content = f"Name,Started,{column}\nA,2025-09-01,{cell}\nB,2025-09-01,\n".encode()

    found = read_list(content, "list.csv", STAFF)

    assert [row.values["name"] for row in found.rows] == ["B"]
    heading = "Contracted hours" if column == "Hours" else column
    assert found.refused == (RefusedCell(row=2, column=heading, code=code),)
    assert found.refused_rows == 1


def test_every_cell_at_fault_in_a_row_is_named():
    found = read_list(b"Name,Started,Kind\n,,volunteer\n", "list.csv", STAFF)

    assert [(cell.column, cell.code) for cell in found.refused] == [
        ("Name", "deliver.list-cell-missing"),
        ("Kind", "deliver.list-word-unknown"),
        ("Started", "deliver.list-cell-missing"),
    ]
    assert found.refused_rows == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [("7:30", time(7, 30)), ("07.30", time(7, 30)), ("7:30 am", time(7, 30)),
     ("12:15 am", time(0, 15)), ("12:15pm", time(12, 15)), ("9.45 p.m.", time(21, 45)),
     ("07:30:00", time(7, 30)), ("24:00", time(0, 0)), ("25:00", None), ("13:00 pm", None),
     ("0:10 am", None), ("7", None), ("07:75", None)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text, expected):
    found = read_list(f"Day,Starts,Ends\n2026-01-05,{text},09:00\n".encode(), "r.csv", ROSTER)

    assert [row.values["starts"] for row in found.rows] == ([expected] if expected else [])
    assert [cell.code for cell in found.refused] == (
        [] if expected else ["deliver.list-time-unreadable"]
    )


def test_hours_may_have_a_comma_for_the_point():
    content = b'Name;Started;Hours\nA;2025-09-01;"37,5"\n'

    assert read_list(content, "list.csv", STAFF).rows[0].values["contracted_hours"] == 37.5


@pytest.mark.parametrize("content", [b"", b"Name,Post\nA,B\n", b"\x00\x01\x02", b'"' * 7])
def test_a_list_without_the_headings_it_needs_is_refused(content):
    with pytest.raises(InputError) as caught:
        read_list(content, "list.csv", STAFF)

    assert caught.value.code == "deliver.list-without-headings"
    assert caught.value.fix == "Give a first row with: Name, Started."


def test_a_cell_longer_than_any_list_has_is_refused_and_not_an_accident():
    content = b"Name,Started\n" + b"x" * 200_000 + b",2025-09-01\n"

    with pytest.raises(InputError) as caught:
        read_list(content, "list.csv", STAFF)

    assert caught.value.code == "deliver.list-without-headings"


def test_a_broken_workbook_is_refused():
    with pytest.raises(InputError) as caught:
        read_list(b"PK\x03\x04 not a workbook", "list.xlsx", STAFF)

    assert caught.value.code == "records.zip-broken"


def test_too_many_bytes_or_rows_are_refused(monkeypatch):
    content = b"Name,Started\n" + b"A,2025-09-01\n" * 3
    for name, most in (("LARGEST", 10), ("MOST_ROWS", 2)):
        with monkeypatch.context() as patch:
            patch.setattr(list_file, name, most)
            with pytest.raises(InputError) as caught:
                read_list(content, "list.csv", STAFF)
        assert caught.value.code == "deliver.list-too-large"


@given(st.binary(max_size=400))
def test_whatever_bytes_come_they_are_read_or_refused(content):
    try:
        found = read_list(b"Name,Started\n" + content, "list.csv", STAFF)
    except InputError:
        return
    assert all(isinstance(row.values["started"], date) for row in found.rows)
