"""Lists as CSV and Excel: what a spreadsheet would run stays a text."""

import io
from datetime import date, time

import pytest
from python_calamine import CalamineWorkbook

from holdfast_web.ui.list_files import csv_lines, workbook

HEAD = ("Name", "Started", "Hours", "Here")
ROWS = [("=1+1", date(2025, 3, 4), 37.5, True), ("Staff member 2", None, 0, False)]


def test_a_list_in_csv_holds_no_formula():
    assert "".join(csv_lines(HEAD, ROWS)).splitlines() == [
        "Name,Started,Hours,Here",
        "'=1+1,2025-03-04,37.5,Yes",
        "Staff member 2,,0,No",
    ]


def test_a_list_in_excel_holds_dates_numbers_and_texts():
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook("Who: [is] where?", HEAD, ROWS)))

    assert book.sheet_names == ["Who   is  where"]
    assert book.get_sheet_by_index(0).to_python() == [
        list(HEAD),
        ["=1+1", date(2025, 3, 4), 37.5, "Yes"],
        ["Staff member 2", "", 0.0, "No"],
    ]


@pytest.mark.parametrize("title", ["", "???"])
def test_a_sheet_always_has_a_name(title):
    book = CalamineWorkbook.from_filelike(io.BytesIO(workbook(title, ["At"], [[time(9, 5)]])))

    assert book.sheet_names == ["List"]
    assert book.get_sheet_by_index(0).to_python() == [["At"], ["09:05"]]
