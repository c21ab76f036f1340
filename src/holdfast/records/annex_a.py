"""What do the lists of an Annex A workbook hold?

Annex A is the child-level data that Ofsted asks for at an inspection (ILACS): a workbook of
eleven lists. Authorities rename sheets, add titles above the headings, reword headings and
write codes in ten thousand ways. A list is known by its headings, and by its number where two
could be meant; a value by the spellings in the library. What is not known is set aside and
counted, never guessed.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from holdfast.library.return_layout import Kind, plain, return_layout
from holdfast.library.spelling import spelling
from holdfast.records.batch import FAULT_SCHEMA, ROW, SET_ASIDE, Batch, Note, no_faults
from holdfast.records.workbook import Sheet, SheetRow, read_workbook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.return_layout import Column, ReturnTable

ROWS_ABOVE = 25
"""Headings are looked for in the first rows that are not blank; above them stand titles."""

COMMON = 3
"""A column of as many lists as this (gender, team) does not tell one list from another."""

LONGEST_HEADING = 60
SPELLING_UNKNOWN = "records.spelling-unknown"
WHOLE_YEARS = frozenset({"age"})
"""Columns that may come as a fraction of a year, of which the whole years are kept."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FoundList:
    """A list found in a sheet: which one, in which row its headings are, and which they are."""

    table: ReturnTable
    sheet: Sheet
    heading: SheetRow
    places: dict[str, int]  # of each column, by its name
    certainty: tuple[int, ...]


def read_annex_a(stream: BinaryIO, name: str) -> tuple[None, Iterator[Batch | Note]]:
    """Read the lists of one workbook.

    Parameters
    ----------
    stream, name
        The workbook from its first byte, and what to call it in messages.

    Returns
    -------
    None
        A workbook does not say which year it is of.
    Iterator of Batch or Note
        One batch a list in the order of the lists, and what should be said of the workbook.

    Raises
    ------
    InputError
        What `holdfast.records.workbook.read_workbook` raises.
    """
    return None, _read(read_workbook(stream, name), name)


def find_lists(sheets: tuple[Sheet, ...]) -> list[FoundList]:
    """Find the lists in the sheets, the surest of each first, in the order of the lists."""
    found = [one for sheet in sheets if (one := _find_list(sheet)) is not None]
    order = list(return_layout("annex_a").tables)
    return sorted(
        found,
        key=lambda one: (order.index(one.table.name), [-part for part in one.certainty]),
    )


def _find_list(sheet: Sheet) -> FoundList | None:
    """Say which list a sheet holds, if any, by the headings that fit best."""
    common = Counter(name for table in return_layout("annex_a") for name in table.columns)
    said = plain(sheet.name)
    best: FoundList | None = None
    for row in islice(sheet.rows, ROWS_ABOVE):
        for table in return_layout("annex_a"):
            places = _places(table, row)
            own = sum(common[name] < COMMON for name in places)
            if own == 0 or next(iter(table.columns)) not in places:
                continue
            one = FoundList(
                table=table,
                sheet=sheet,
                heading=row,
                places=places,
                certainty=(own, len(places), int(_is_named(said, table))),
            )
            if best is None or one.certainty > best.certainty:
                best = one
    return best


def _places(table: ReturnTable, row: SheetRow) -> dict[str, int]:
    """Where in a row of headings is each column of a table? The first of two alike counts."""
    places: dict[str, int] = {}
    for place, cell in enumerate(row.cells):
        column = table.column_for(cell) if cell else None
        if column is not None:
            places.setdefault(column.name, place)
    return places


def _is_named(said: str, table: ReturnTable) -> bool:
    """Say whether a sheet has the number or the name of a list in its own name."""
    number = re.search(r"\blist (\d+)\b", said)
    if number:
        return table.element == f"List {int(number[1])}"
    return plain(table.name.removeprefix("annex_a_")) in said


def _read(sheets: tuple[Sheet, ...], name: str) -> Iterator[Batch | Note]:
    found = find_lists(sheets)
    lists: dict[str, FoundList] = {}
    for one in found:
        where = f"{name}, sheet {one.sheet.name}"
        first = lists.setdefault(one.table.name, one)
        if first is one:
            yield from _headings_said(one, where)
            yield _batch(one)
        else:
            text = f"Sheet {first.sheet.name} holds the same list and was read; this was not."
            yield Note("records.list-twice", where, text)
    missing = [table.element for table in return_layout("annex_a") if table.name not in lists]
    if missing:
        text = f"Lists that no sheet of the workbook holds: {', '.join(missing)}."
        yield Note("records.list-missing", name, text)
    used = {one.sheet.name for one in found}
    others = [sheet.name for sheet in sheets if sheet.rows and sheet.name not in used]
    if others:
        text = f"Sheets that hold no list were left out: {', '.join(others)}."
        yield Note("records.sheet-unknown", name, text)


def _headings_said(one: FoundList, where: str) -> Iterator[Note]:
    """Say which columns the list does not have, has beyond its own, or has twice."""
    absent = [c.heading for c in _staged(one.table) if c.name not in one.places]
    if absent:
        text = f"Columns that the list does not have were read as blank: {', '.join(absent)}."
        yield Note("records.column-absent", where, text)
    others = [
        (cell, one.table.column_for(cell))
        for place, cell in enumerate(one.heading.cells)
        if cell and place not in one.places.values()
    ]
    for code, text, headings in (
        (
            "records.column-unknown",
            "Columns that the list should not have were kept out",
            [cell for cell, column in others if column is None],
        ),
        (
            "records.column-twice",
            "Of columns that the list has twice the first was read",
            [cell for cell, column in others if column is not None],
        ),
    ):
        if headings:
            listed = ", ".join(heading[:LONGEST_HEADING] for heading in headings)
            yield Note(code, where, f"{text}: {listed}.")


def _staged(table: ReturnTable) -> list[Column]:
    return [column for column in table.columns.values() if column.kind is not Kind.WITHHELD]


def _batch(one: FoundList) -> Batch:
    """Take the rows below the headings, without blank ones and headings said again."""
    rows = [
        row
        for row in one.sheet.rows
        if row.number > one.heading.number
        and row.cells != one.heading.cells
        and any(row.cells[place] for place in one.places.values())
    ]
    numbers = pl.Series(ROW, [row.number for row in rows], dtype=pl.Int64)
    columns = [numbers]
    faults = [no_faults()]
    for column in _staged(one.table):
        place = one.places.get(column.name)
        if place is None:
            continue
        texts = pl.Series(column.name, [row.cells[place] for row in rows], dtype=pl.String)
        if column.kind is Kind.CODE:
            values = _canonical(texts)
            unknown = numbers.filter(values.is_null() & texts.is_not_null())
            faults.append(_set_aside(unknown, column.name))
            texts = values
        elif column.name in WHOLE_YEARS:
            texts = texts.str.replace(r"^(\d+)\.\d+$", "${1}")
        columns.append(texts)
    return Batch(one.table.name, pl.DataFrame(columns), pl.concat(faults))


def _canonical(texts: pl.Series) -> pl.Series:
    """Give the codes that the spellings of one column stand for; null where not known."""
    spellings = spelling("annex_a")
    seen = texts.drop_nulls().unique()
    codes = [spellings.canonical(texts.name, text) for text in seen]
    return texts.replace_strict(seen, pl.Series(codes, dtype=pl.String), default=None)


def _set_aside(rows: pl.Series, column: str) -> pl.DataFrame:
    said = {"column": column, "code": SPELLING_UNKNOWN, "consequence": SET_ASIDE}
    frame = rows.to_frame().with_columns(pl.lit(text).alias(key) for key, text in said.items())
    return frame.select(FAULT_SCHEMA.names())
