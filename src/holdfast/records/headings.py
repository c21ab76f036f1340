"""Which table of an SSDA903 return do these headings belong to?

A table is known by its columns, in any order and any case. The file's name is a hint, used only
where the columns leave a doubt. Columns that the return does not have are kept out and said.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator  # noqa: TC003  (annotates a local)
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast.library.return_layout import Kind, plain, return_layout
from holdfast.records.batch import Note
from holdfast.records.spans import SPANS

if TYPE_CHECKING:
    from holdfast.library.return_layout import Column, ReturnTable

DELIMITERS = (",", ";", "\t", "|")

HEAD = 64 << 10
"""Bytes within which the headings must be found."""

LONGEST_HEADING = 40

SHARED_COLUMNS = frozenset({"child", "dob", "sex"})
"""Columns of many tables, which say nothing about which table a file holds."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Headings:
    """What does the first row of a file say about the rest?

    `columns` gives the place of each staged column among the cells of a row, `width` the
    number of cells, `row` the row of the sheet that the headings stand in, and `length` the
    bytes up to the end of that row.
    """

    table: str
    columns: dict[str, int]
    width: int
    delimiter: str
    row: int
    length: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class _FirstRow:
    cells: list[str]
    row: int
    length: int
    delimiter: str


def recognise(text: bytes, name: str) -> Headings | None:
    """Say which table the file holds, or None where it is no table of a return.

    Parameters
    ----------
    text
        Its first lines, in UTF-8.
    name
        Its name, with folders: a hint, and what to call it in notes.

    Raises
    ------
    InputError
        `records.column-missing` where the table is clear, and the column that tells whose a
        row is, or when it begins, is not there.
    """
    best: tuple[tuple[int, ...], ReturnTable, _FirstRow] | None = None
    for delimiter in DELIMITERS:
        first = _first_row(text[:HEAD], delimiter)
        if first is None:
            continue
        cells = list(map(plain, first.cells))
        for table in return_layout("ssda903"):
            score = _score(table, _places(table, cells), name)
            if score is not None and (best is None or score > best[0]):
                best = (score, table, first)
    if best is None:
        return None
    return _headings(best[1], best[2], name)


def unknown_file(name: str) -> InputError:
    """Say that a file is no return."""
    return InputError(
        "This file is none of the returns that can be read.",
        code="records.unknown-file",
        where=name,
        fix="Give SSDA903 files with their headings, a CIN census, or an Annex A workbook.",
    )


def _first_row(text: bytes, delimiter: str) -> _FirstRow | None:
    """Find the first row that is not blank and not a spreadsheet's own `sep=` line."""
    length = 0

    def each() -> Iterator[str]:
        nonlocal length
        for line in text.splitlines(keepends=True):
            length += len(line)
            yield line.decode(errors="replace")

    for row, cells in enumerate(csv.reader(each(), delimiter=delimiter), start=1):
        blank = not any(cell.strip() for cell in cells)
        if not blank and not cells[0].lower().startswith("sep="):
            return _FirstRow(cells, row, length, delimiter)
    return None


def _places(table: ReturnTable, cells: list[str]) -> dict[str, int]:
    """Where among the cells is each column of the table? The first wins of two alike."""
    seen = {cell: place for place, cell in reversed(list(enumerate(cells)))}
    places = {}
    for name, spellings in _spellings(table.name).items():
        place = next((seen[spelling] for spelling in spellings if spelling in seen), None)
        if place is not None:
            places[name] = place
    return places


@cache
def _spellings(table: str) -> dict[str, tuple[str, ...]]:
    """What may each column of a table be called? By its CSV heading, or by its XML element."""
    columns = return_layout("ssda903").tables[table].columns.values()
    return {c.name: tuple(map(plain, (c.heading, *c.xml_paths))) for c in columns}


def _score(table: ReturnTable, places: dict[str, int], name: str) -> tuple[int, ...] | None:
    """Say how well the columns fit the table, or None where they do not make it."""
    own = [column for column in table.columns if column not in SHARED_COLUMNS]
    found = sum(column in places for column in own)
    complete = all(column.name in places for column in _staged(table))
    hint = _hint(table, name)
    enough = found and (complete or 2 * found >= len(own) or hint)
    if not enough and not (complete and hint):
        return None
    return (found, len(places), hint, -len(own))


def _staged(table: ReturnTable) -> list[Column]:
    """Which columns should the file have, of those that are staged?"""
    return [column for column in table.required if column.kind is not Kind.WITHHELD]


def _hint(table: ReturnTable, name: str) -> int:
    """Say how many words of the table's name the file's name has, none if not all."""
    said = plain(PurePosixPath(name).stem).split()
    words = table.name.removeprefix("ssda903_").split("_")
    return len(words) if all(any(s.startswith(w) for s in said) for w in words) else 0


def _headings(table: ReturnTable, first: _FirstRow, name: str) -> Headings:
    places = _places(table, list(map(plain, first.cells)))
    start = SPANS[table.name].start
    for needed in ("child", start):
        if needed and needed not in places:
            raise InputError(
                f"This file has no column {table.columns[needed].heading}, without which its "
                "rows cannot be used.",
                code="records.column-missing",
                where=name,
                fix="Export the table again with all its columns.",
            )
    return Headings(
        table=table.name,
        columns={
            column: place
            for column, place in places.items()
            if table.columns[column].kind is not Kind.WITHHELD
        },
        width=len(first.cells),
        delimiter=first.delimiter,
        row=first.row,
        length=first.length,
        notes=tuple(_notes(table, places, first.cells, name)),
    )


def _notes(
    table: ReturnTable, places: dict[str, int], cells: list[str], name: str
) -> Iterator[Note]:
    missing = [column.heading for column in _staged(table) if column.name not in places]
    if missing:
        yield Note(
            "records.column-absent",
            name,
            f"Columns that the file does not have were read as blank: {_listed(missing)}.",
        )
    known = {plain(cells[place]) for place in places.values()}
    others = [
        (place, cell)
        for place, cell in enumerate(cells)
        if cell.strip() and place not in places.values()
    ]
    extra = [cell for _, cell in others if plain(cell) not in known]
    if extra:
        yield Note(
            "records.column-unknown",
            name,
            f"Columns that the return does not have were kept out: {_listed(extra)}.",
        )
    twice = [cell for _, cell in others if plain(cell) in known]
    if twice:
        yield Note(
            "records.column-twice",
            name,
            f"Of columns that the file has twice the first was read: {_listed(twice)}.",
        )


def _listed(headings: list[str]) -> str:
    return ", ".join(" ".join(h.split())[:LONGEST_HEADING] for h in headings)
