"""Sound, locked, broken and hostile workbooks, opened by `holdfast.records.workbook`."""

import io
import json
import runpy
import sys
import zipfile
from datetime import date, datetime, time, timedelta
from types import SimpleNamespace
from typing import ClassVar

import pytest
import xlsxwriter
from python_calamine import PasswordError

from holdfast.kernel.errors import InputError
from holdfast.records import workbook_cells
from holdfast.records.workbook import Sheet, SheetRow, read_workbook

OASIS = "urn:oasis:names:tc:opendocument:xmlns"
ODS_CONTENT = (
    f'<office:document-content xmlns:office="{OASIS}:office:1.0" '
    f'xmlns:table="{OASIS}:table:1.0" xmlns:text="{OASIS}:text:1.0">'
    '<office:body><office:spreadsheet><table:table table:name="List 1"><table:table-row>'
    '<table:table-cell office:value-type="string"><text:p>Gender</text:p></table:table-cell>'
    '<table:table-cell office:value-type="date" office:date-value="2024-03-31"/>'
    '<table:table-cell office:value-type="float" office:value="12"/>'
    "</table:table-row></table:table></office:spreadsheet></office:body>"
    "</office:document-content>"
)


def workbook(**sheets) -> bytes:
    """Make a workbook; each sheet is a list of rows, and None is a blank row."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"default_date_format": "dd/mm/yyyy"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for place, value in enumerate(row or ()):
                    sheet.write(number, place, value)
    return content.getvalue()


def read(content: bytes) -> tuple[Sheet, ...]:
    return read_workbook(io.BytesIO(content), "annex.xlsx")


def zipped(**members: bytes) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, member in members.items():
            packed.writestr(name, member)
    return content.getvalue()


def test_sheets_give_their_rows_as_text_under_their_numbers():
    content = workbook(
        One=[["Lists"], None, ["a", None, 3], [date(2024, 3, 31), True, 2.5]], Two=[]
    )

    assert read(content) == (
        Sheet(
            "One",
            [
                SheetRow(1, ["Lists", None, None]),
                SheetRow(3, ["a", None, "3"]),
                SheetRow(4, ["2024-03-31", "TRUE", "2.5"]),
            ],
        ),
        Sheet("Two", []),
    )


def test_a_merged_cell_has_its_text_once():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        book.add_worksheet("One").merge_range(1, 0, 1, 2, "Child\nUnique   ID")

    assert read(content.getvalue())[0].rows == [SheetRow(2, ["Child Unique ID"])]


def test_an_open_document_is_read_too():
    content = zipped(
        mimetype=b"application/vnd.oasis.opendocument.spreadsheet",
        **{"content.xml": ODS_CONTENT.encode()},
        **{"META-INF/manifest.xml": b"<manifest/>"},
    )

    assert read(content) == (Sheet("List 1", [SheetRow(1, ["Gender", "2024-03-31", "12"])]),)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("", None),
        ("  ", None),
        ("\xa0", None),
        (" a\xa0 b\n", "a b"),
        (123.0, "123"),
        (-5.0, "-5"),
        (0.5, "0.5"),
        (7, "7"),
        (123456789012345.0, "123456789012345"),
        (1234567890123456.0, "1.234568E+15"),
        (True, "TRUE"),
        (False, "FALSE"),
        (date(2024, 3, 31), "2024-03-31"),
        (datetime(2024, 3, 31), "2024-03-31"),  # noqa: DTZ001
        (datetime(2024, 3, 31, 9, 30), "2024-03-31T09:30:00"),  # noqa: DTZ001
        (time(9, 30), "09:30:00"),
        (timedelta(days=1), "1 day, 0:00:00"),
    ],
)
def test_text_of_a_cell(value, text):
    assert workbook_cells.text_of(value) == text


def corner_cells() -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        sheet = book.add_worksheet("One")
        sheet.write(0, 0, "a")
        sheet.write(1_048_575, 16_383, "b")
    return content.getvalue()


def test_a_workbook_that_would_end_the_process_is_refused_and_ends_nothing():
    with pytest.raises(InputError) as caught:
        read(corner_cells())

    assert caught.value.code == "records.workbook-unreadable"


@pytest.mark.parametrize(
    "content",
    [
        b"PK\x03\x04 and nothing more",
        b"\xd0\xcf\x11\xe0" + bytes(2000),
        zipped(**{"[Content_Types].xml": b"<Types/>"}),
        workbook(One=[["a"]])[:-200],
        b"",
    ],
)
def test_what_is_no_workbook_is_refused(content):
    with pytest.raises(InputError) as caught:
        read(content)

    assert caught.value.code == "records.workbook-unreadable"
    assert caught.value.where == "annex.xlsx"


def test_a_workbook_that_takes_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("holdfast.records.workbook.SECONDS", 0.0001)

    with pytest.raises(InputError) as caught:
        read(workbook(One=[["a"]]))

    assert caught.value.code == "records.workbook-unreadable"


class Resource:
    """Stands for the module that limits a process, so that the tests are not limited."""

    RLIMIT_AS = "memory"
    limits: ClassVar[list[tuple]] = []

    @classmethod
    def setrlimit(cls, *limit) -> None:
        cls.limits.append(limit)


def answer_of(content: bytes, monkeypatch, capsys) -> dict[str, object]:
    """Run in this process, and without its limit, what the other process runs."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))
    monkeypatch.setitem(sys.modules, "resource", Resource)
    runpy.run_path(workbook_cells.__file__, run_name="__main__")
    return json.loads(capsys.readouterr().out)


def test_the_other_process_answers_with_the_sheets(monkeypatch, capsys):
    answer = answer_of(workbook(One=[["a"]]), monkeypatch, capsys)

    assert answer == {"sheets": [["One", [[1, ["a"]]]]]}
    assert Resource.limits[-1] == ("memory", (workbook_cells.MEMORY, workbook_cells.MEMORY))


def test_the_other_process_answers_with_what_is_wrong(monkeypatch, capsys):
    assert answer_of(b"nothing", monkeypatch, capsys) == {"fault": "unreadable"}


def test_a_locked_workbook_is_refused_with_a_code_of_its_own(monkeypatch, capsys):
    def locked(_: io.BytesIO) -> None:
        raise PasswordError

    monkeypatch.setattr(
        "python_calamine.CalamineWorkbook", SimpleNamespace(from_filelike=locked)
    )
    answer = answer_of(b"", monkeypatch, capsys)
    monkeypatch.setattr("holdfast.records.workbook._ask", lambda _: answer)

    with pytest.raises(InputError) as caught:
        read(b"")

    assert caught.value.code == "records.workbook-locked"
