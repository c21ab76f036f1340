"""How do findings look in Excel? A sheet a table, and a first one that says what they are."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from holdfast.evaluation.findings_json import plain
from holdfast.evaluation.tables import tables

if TYPE_CHECKING:
    from holdfast.evaluation.findings import Findings
    from holdfast.evaluation.tables import Table

EPOCH = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
WIDEST, NARROWEST = 60, 10
LONGEST_NAME = 31  # of a sheet, in Excel


def workbook(findings: Findings) -> bytes:
    """Make the workbook: every table of the findings, as in the folder `tables`.

    The same findings give the same bytes: the file carries no date of its making.
    """
    stream = BytesIO()
    # Text is text: a title that begins with = is no formula, one with :// no link.
    book = xlsxwriter.Workbook(
        stream,
        {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False},
    )
    made = tables(findings)
    book.set_properties({"title": findings.protocol.title, "created": EPOCH})
    _first(book, findings, made)
    for table in made:
        _sheet(book, table)
    book.close()
    return stream.getvalue()


def _first(book: Any, findings: Findings, made: tuple[Table, ...]) -> None:
    sheet = book.add_worksheet("About")
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    lines: list[tuple[str, str]] = [
        ("Title", findings.protocol.title),
        ("Question", findings.protocol.question),
        ("Design", findings.protocol.design),
        ("Permitted claim", findings.permitted_claim),
        ("What may be said", findings.claim.words),
        *(("What may not be said", reason) for reason in findings.claim.reasons),
        *(("In short", paragraph) for paragraph in findings.summary),
        *(("What cannot be said", line) for line in findings.cannot_say),
        ("Disclosure control", findings.disclosure),
        ("Protocol SHA-256", findings.protocol.sha256),
        *((f"SHA-256 of {file.name}", file.sha256) for file in findings.inputs),
        ("Holdfast", findings.holdfast),
        ("Sheets", ", ".join(table.name for table in made)),
    ]
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 100)
    for row, (name, words) in enumerate(lines):
        sheet.write_string(row, 0, name, bold)
        sheet.write_string(row, 1, words, wrapped)


def _sheet(book: Any, table: Table) -> None:
    sheet = book.add_worksheet(table.name[:LONGEST_NAME])
    heading = book.add_format({"bold": True, "bottom": 1})
    rows = [[plain(value) for value in row] for row in table.rows]
    for column, name in enumerate(table.headings):
        longest = max((len(str(row[column])) for row in rows), default=0)
        sheet.set_column(column, column, min(WIDEST, max(NARROWEST, len(name), longest) + 2))
        sheet.write_string(0, column, name, heading)
    sheet.freeze_panes(1, 1)
    for at, row in enumerate(rows, start=1):
        for column, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_string(at, column, "yes" if value else "no")
            elif value is not None:
                sheet.write(at, column, value)
