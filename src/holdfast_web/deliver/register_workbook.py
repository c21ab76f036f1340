"""How is a register written as a workbook that can be typed into and brought back?

One row a person, with lists to choose from. The first column is hidden and holds the code by
which a row is known when it comes back (`holdfast.deliver.register_file`).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Any

import xlsxwriter

from holdfast.deliver.register_file import LAYOUT, RegisterCode
from holdfast.library.list_layout import list_layout
from holdfast_web.deliver.models import AbsenceReason, Outcome, VisitorKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast_web.deliver.models import Sitting
    from holdfast_web.deliver.queries.registers import Line

BLANKS = 10
WIDTHS = {"code": 10, "name": 30, "standing": 14, "mark": 13, "reason": 30}
TEAM = "Team"


def register_workbook(sitting: Sitting, lines: Sequence[Line], title: str, when: str) -> bytes:
    """Make the workbook of one register."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Register")
    bold = book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    clock = book.add_format({"num_format": "hh:mm", "align": "left"})
    columns = [column.name for column in list_layout(LAYOUT).columns]
    sheet.write_string(0, 1, title, book.add_format({"bold": True}))
    sheet.write_string(1, 1, when)
    head = 3
    for place, column in enumerate(list_layout(LAYOUT).columns):
        sheet.write_string(head, place, column.heading, bold)
        width = WIDTHS.get(column.name, 10)
        sheet.set_column(place, place, width, None, {"hidden": column.name == "code"})
    sheet.freeze_panes(head + 1, 2)
    rows = [*(_values(sitting, line) for line in lines), *({} for _ in range(BLANKS))]
    for row, values in enumerate(rows, head + 1):
        _write(sheet, row, columns, values, clock)
    _offer(sheet, columns, head + 1, head + len(rows))
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(head)
    book.close()
    return stream.getvalue()


def _values(sitting: Sitting, line: Line) -> dict[str, Any]:
    code = RegisterCode(
        register=str(sitting.key), person=str(line.key), version=sitting.register_version
    )
    said = line.said
    return {
        "code": str(code),
        "name": line.name,
        "standing": str(VisitorKind(line.visitor_kind).label) if line.visitor_kind else TEAM,
        "mark": str(Outcome(said.presence).label) if said is not None else None,
        "reason": str(AbsenceReason(said.reason).label)
        if said is not None and said.reason is not None
        else None,
        "arrived": said.arrived if said is not None else None,
        "left": said.left if said is not None else None,
    }


def _write(
    sheet: Any, row: int, columns: Sequence[str], values: dict[str, Any], clock: Any
) -> None:
    for place, column in enumerate(columns):
        value = values.get(column)
        if column in {"arrived", "left"}:
            if value is None:
                sheet.write_blank(row, place, None, clock)
            else:
                sheet.write_datetime(row, place, value, clock)
        elif value is not None:
            sheet.write_string(row, place, value)


def _offer(sheet: Any, columns: Sequence[str], first: int, last: int) -> None:
    """Offer the words that a cell may hold."""
    offered = {
        "standing": [TEAM, *(str(kind.label) for kind in VisitorKind)],
        "mark": [str(outcome.label) for outcome in Outcome],
        "reason": [str(reason.label) for reason in AbsenceReason],
    }
    for column, words in offered.items():
        place = columns.index(column)
        sheet.data_validation(
            first, place, last, place,
            {
                "validate": "list",
                "source": words,
                "error_title": "Not in the list",
                "error_message": "Choose one of the list, or leave it blank.",
            },
        )  # fmt: skip
