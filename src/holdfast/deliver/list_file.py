"""What stands in a list that somebody brings, row by row, and what of it cannot be read?

CSV in the encodings that spreadsheets write, or any workbook that can be read. A row with a
cell that cannot be read is refused, with its number and the column, and never with what stood
there.
"""

from __future__ import annotations

import csv
import io
import re
from dataclasses import dataclass
from datetime import date, time
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast.library.list_layout import CellKind, plain
from holdfast.records.cells import read_date
from holdfast.records.headings import DELIMITERS
from holdfast.records.workbook import read_workbook
from holdfast.records.zipped import STARTS, ZipLimits, check_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from holdfast.library.list_layout import ListColumn, ListLayout

Value = str | float | date | time
Row = tuple[int, list[str | None]]

LARGEST = 8 << 20
"""Bytes of a list. One of 20,000 rows has some two million."""
MOST_ROWS = 20_000
FIRST_ROWS = 20
"""Rows among which the headings must be."""
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
EARLIEST, LATEST = date(1950, 1, 1), date(2099, 12, 31)
NUMBER = re.compile(r"-?\d{1,9}([.,]\d{1,6})?")
TIME = re.compile(r"(?P<h>\d{1,2})[:.](?P<m>\d{2})([:.]\d{2})?( ?(?P<half>[ap])\.?m\.?)?")
NOON, MIDNIGHT = 12, 24


@dataclass(frozen=True, kw_only=True, slots=True)
class RefusedCell:
    """One cell for which its row is refused. `row` is that of the sheet, headings included."""

    row: int
    column: str
    code: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRow:
    """One row that could be read: its number in the sheet, and its values by column.

    A column that the list does not have is not in `values`; a blank cell is None there.
    """

    number: int
    values: Mapping[str, Value | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class ListRead:
    """Everything that a list held.

    `rows` and the rows of `refused` add up to the rows that are not blank. `unknown` are
    headings that the layout does not have, whose columns were left out.
    """

    rows: tuple[ListRow, ...]
    refused: tuple[RefusedCell, ...]
    unknown: tuple[str, ...]

    @property
    def refused_rows(self) -> int:
        """How many rows were refused."""
        return len({cell.row for cell in self.refused})


def read_list(content: bytes, name: str, layout: ListLayout) -> ListRead:
    r"""Read a list by its layout.

    Parameters
    ----------
    content, name
        The file, and what to call it in messages.

    Raises
    ------
    InputError
        `deliver.list-too-large`, `deliver.list-without-headings`, or what a broken or hostile
        workbook is refused with (`records.workbook-unreadable`, `records.zip-bomb` and others).

    Examples
    --------
    >>> from holdfast.library.list_layout import list_layout
    >>> found = read_list(b"Name,Start date\nStaff member 7,01/09/2025\n", "list.csv",
    ...                   list_layout("staff"))
    >>> found.rows[0].number, dict(found.rows[0].values)
    (2, {'name': 'Staff member 7', 'started': datetime.date(2025, 9, 1)})
    """
    if len(content) > LARGEST:
        raise _too_large(name)
    sheets = _sheets(content, name)
    for rows in sheets:
        for at, (_, cells) in enumerate(rows[:FIRST_ROWS]):
            places = _places(cells, layout)
            if all(column.name in places for column in layout.columns if column.required):
                if len(rows) - at - 1 > MOST_ROWS:
                    raise _too_large(name)
                return _read(rows[at + 1 :], cells, places, layout)
    raise InputError(
        "No row of this list has the headings that it needs.",
        code="deliver.list-without-headings",
        where=name,
        fix="Give a first row with: "
        + ", ".join(column.heading for column in layout.columns if column.required)
        + ".",
    )


def _sheets(content: bytes, name: str) -> list[list[Row]]:
    if content.startswith((*STARTS, OLD_WORKBOOK)):
        checked = check_workbook(io.BytesIO(content), name, ZipLimits())
        return [
            [(row.number, row.cells) for row in sheet.rows]
            for sheet in read_workbook(checked, name)
        ]
    text = _text(content)
    return [_csv(text, delimiter) for delimiter in DELIMITERS]


def _text(content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _csv(text: str, delimiter: str) -> list[Row]:
    rows: list[Row] = []
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1):
            tidy: list[str | None] = [" ".join(cell.split()) or None for cell in cells]
            if any(tidy):
                rows.append((number, tidy))
    except csv.Error:
        return []  # a cell longer than any list has: with another delimiter it may be none
    return rows


def _places(cells: Sequence[str | None], layout: ListLayout) -> dict[str, int]:
    """Where is each column? The first wins of two alike."""
    names = layout.by_spelling
    places: dict[str, int] = {}
    for place, cell in enumerate(cells):
        column = names.get(plain(cell or ""))
        if column is not None:
            places.setdefault(column, place)
    return places


def _read(
    rows: Sequence[Row], head: Sequence[str | None], places: dict[str, int], layout: ListLayout
) -> ListRead:
    read, refused = [], []
    columns = [column for column in layout.columns if column.name in places]
    for number, cells in rows:
        values: dict[str, Value | None] = {}
        faults = []
        for column in columns:
            place = places[column.name]
            text = cells[place] if place < len(cells) else None
            value, code = _value(text, column)
            values[column.name] = value
            if code is not None:
                faults.append(RefusedCell(row=number, column=column.heading, code=code))
        if faults:
            refused += faults
        else:
            read.append(ListRow(number=number, values=MappingProxyType(values)))
    known = set(places.values())
    return ListRead(
        rows=tuple(read),
        refused=tuple(refused),
        unknown=tuple(_left_out(head, known)),
    )


def _left_out(head: Sequence[str | None], known: set[int]) -> Iterator[str]:
    longest_shown = 40
    return (
        cell[:longest_shown] for place, cell in enumerate(head) if cell and place not in known
    )


def _value(text: str | None, column: ListColumn) -> tuple[Value | None, str | None]:
    """Give the value of a cell, or the code for which it cannot be read."""
    if text is None:
        return None, "deliver.list-cell-missing" if column.required else None
    match column.kind:
        case CellKind.WORD:
            word = column.by_spelling.get(plain(text))
            return word, None if word is not None else "deliver.list-word-unknown"
        case CellKind.NUMBER:
            number = _number(text, column)
            return number, None if number is not None else "deliver.list-number-unreadable"
        case CellKind.DAY:
            day = read_date(text)
            if day is None or not EARLIEST <= day <= LATEST:
                return None, "deliver.list-day-unreadable"
            return day, None
        case CellKind.TIME:
            read = _time(text)
            return read, None if read is not None else "deliver.list-time-unreadable"
        case _:
            return text, "deliver.list-text-too-long" if len(text) > column.longest else None


def _number(text: str, column: ListColumn) -> float | None:
    if NUMBER.fullmatch(text) is None:
        return None
    number = float(text.replace(",", "."))
    low = -float("inf") if column.least is None else column.least
    high = float("inf") if column.most is None else column.most
    return number if low <= number <= high else None


def _time(text: str) -> time | None:
    """Read a time as people and workbooks write it: 07:30, 7.30 pm, 1899-12-31T07:30:00."""
    found = TIME.fullmatch(text.casefold().rpartition("t")[2])
    if found is None:
        return None
    hour, minute = int(found["h"]), int(found["m"])
    if (hour, minute) == (MIDNIGHT, 0):
        hour = 0
    if found["half"]:
        if not 1 <= hour <= NOON:
            return None
        hour = hour % NOON + (NOON if found["half"] == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def _too_large(name: str) -> InputError:
    return InputError(
        f"This list is larger than {LARGEST >> 20} MiB or has more than {MOST_ROWS:,} rows.",
        code="deliver.list-too-large",
        where=name,
        fix="Bring it in parts, or leave out what is not part of the list.",
    )
