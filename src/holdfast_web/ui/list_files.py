"""How is a list written as a file, so that a spreadsheet takes texts for texts?

A name that somebody typed may begin like a formula. In CSV such a text gets an apostrophe
before it; in Excel it is written as a text.
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import xlsxwriter
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

FORMULA = ("=", "+", "-", "@", "\t", "\r")
WIDEST, NARROWEST = 60, 10
LONGEST_NAME = 31  # of a sheet, in Excel
NOT_IN_A_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


def plain(value: object) -> object:
    """Give a value as it may stand in CSV."""
    if isinstance(value, str) and value.startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def csv_lines(head: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Give the lines of a CSV file, one by one: a list of any length can be streamed."""
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow([plain(name) for name in head])
    yield held.getvalue()
    for row in rows:
        held.seek(0)
        held.truncate()
        writer.writerow([plain(_said(value)) for value in row])
        yield held.getvalue()


def workbook(title: str, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """Make an Excel workbook of one sheet, a row at a time."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream,
        {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    sheet = book.add_worksheet(title.translate(NOT_IN_A_NAME).strip()[:LONGEST_NAME] or "List")
    bold = book.add_format({"bold": True, "bottom": 1})
    day = book.add_format({"num_format": "d mmm yyyy"})
    for column, name in enumerate(head):
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, len(name) + 2)))
    sheet.freeze_panes(1, 0)
    for column, name in enumerate(head):
        sheet.write_string(0, column, name, bold)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            _write(sheet, at, column, value, day)
    book.close()
    return stream.getvalue()


def _write(sheet: Any, row: int, column: int, value: object, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, bool):
        sheet.write_string(row, column, _said(value))
    elif isinstance(value, date) and not isinstance(value, datetime):
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), day)  # noqa: DTZ001
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value)
    else:
        sheet.write_string(row, column, str(_said(value)))


def _said(value: object) -> object:
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, datetime):
        return f"{timezone.localtime(value):%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return value
