"""Which rows of a table can be used, and what is wrong with the others?

A row is refused where it cannot be said whose it is, where it has no date to place it by, or
where it ends before it begins. Any other value that means nothing is set aside, and the row is
kept with that cell blank.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache, reduce
from operator import or_
from typing import TYPE_CHECKING

import polars as pl

from holdfast.library.return_layout import Kind, return_layout, return_layout_names
from holdfast.records.batch import ROW, ROW_REFUSED, SET_ASIDE
from holdfast.records.cells import Cells, code_type, read_cells
from holdfast.records.spans import SPANS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.library.return_layout import Column, ReturnTable

Reason = tuple[str, str, pl.Series]
"""A column, the code of a fault, and the rows that have it."""

ID_BLANK = "records.id-blank"
START_BLANK = "records.start-blank"
END_BEFORE_START = "records.end-before-start"

TYPES: dict[Kind, pl.DataType] = {
    Kind.ID: pl.String(),
    Kind.DATE: pl.Date(),
    Kind.CODE: pl.String(),  # in memory an Enum, see `holdfast.records.cells.code_type`
    Kind.CODES: pl.String(),
    Kind.FLAG: pl.Boolean(),
    Kind.INTEGER: pl.Int32(),
    Kind.POSTCODE: pl.String(),
    Kind.TEXT: pl.String(),
}
"""How each kind of column is staged."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One reason, and the rows of the file that it holds for."""

    column: str
    code: str
    consequence: str
    rows: pl.Series


@dataclass(frozen=True, kw_only=True, slots=True)
class Rows:
    """The rows that can be used, typed, and what was found on the way.

    References are tidied and not yet pseudonyms. `mended`, `blank` (where a value must be
    given) and `dated` (codes that are not valid in every year) are counts by column.
    """

    frame: pl.DataFrame
    faults: list[Fault] = field(default_factory=list)
    mended: Counter[str] = field(default_factory=Counter)
    blank: Counter[str] = field(default_factory=Counter)
    dated: Counter[tuple[str, str]] = field(default_factory=Counter)


@cache
def staged_tables() -> dict[str, ReturnTable]:
    """Which tables can be staged, of all the returns?"""
    return {
        table.name: table for name in return_layout_names() for table in return_layout(name)
    }


def staged_columns(table: ReturnTable) -> Iterator[Column]:
    """Which columns of a table are kept at all?"""
    return (column for column in table.columns.values() if column.kind is not Kind.WITHHELD)


def person_column(table: ReturnTable) -> str:
    """Which column says whose row it is? The child's, or the adopter's."""
    return next(column.name for column in staged_columns(table) if column.kind is Kind.ID)


def read_rows(raw: pl.DataFrame, table: ReturnTable, year: int | None) -> Rows:
    """Read the rows of one batch.

    Parameters
    ----------
    raw
        Columns of text under their staged names, and `row`.
    table
        What the columns should hold. Those that `raw` does not have come out blank.
    year
        The collection year, for which dates are plausible; None where it is not known.
    """
    given = [column for column in staged_columns(table) if column.name in raw.columns]
    found = read_cells(raw, given, year)
    cells = {
        column.name: found.get(column.name) or _nothing(column, len(raw))
        for column in staged_columns(table)
    }
    keys = _keys(table)
    refusing = [*_unplaced(cells, keys), *_backwards(cells, table)]
    keep = _none_of([mask for _, _, mask in refusing])
    frame = pl.DataFrame({name: c.values for name, c in cells.items()} | {ROW: raw[ROW]})
    frame = frame if keep is None else frame.filter(keep)
    aside = [
        (name, code, mask if keep is None else mask & keep)
        for name, c in cells.items()
        if name not in keys
        for code, mask in c.faults.items()
        if mask.any()
    ]
    blank = Counter(
        {
            column.name: frame[column.name].null_count()
            for column in table.required
            if column.name in raw.columns and column.name in cells
        }
    )
    for name, _, mask in aside:
        blank[name] -= int(mask.sum())
    return Rows(
        frame=frame,
        faults=[
            *_faults(refusing, ROW_REFUSED, raw[ROW]),
            *_faults(aside, SET_ASIDE, raw[ROW]),
        ],
        mended=+Counter({name: c.mended for name, c in cells.items()}),
        blank=+blank,
        dated=Counter(
            {(name, code): n for name, c in cells.items() for code, n in c.dated.items()}
        ),
    )


def _nothing(column: Column, rows: int) -> Cells:
    kind = code_type(column) if column.kind is Kind.CODE else TYPES[column.kind]
    return Cells(pl.Series([None], dtype=kind).new_from_index(0, rows))


def _keys(table: ReturnTable) -> dict[str, str]:
    """Which columns can no row do without, and what is the code where one is blank?"""
    span = SPANS[table.name]
    keys = {person_column(table): ID_BLANK}
    if span.start and span.needed:
        keys[span.start] = START_BLANK
    return keys


def _unplaced(cells: dict[str, Cells], keys: dict[str, str]) -> Iterator[Reason]:
    """Rows of which it is not known whose they are, or when."""
    for name, code in keys.items():
        values, faults = cells[name].values, cells[name].faults
        yield from ((name, fault, mask) for fault, mask in faults.items() if mask.any())
        if values.null_count():
            named = _none_of(list(faults.values()))
            blank = values.is_null() if named is None else values.is_null() & named
            if blank.any():
                yield name, code, blank


def _backwards(cells: dict[str, Cells], table: ReturnTable) -> Iterator[Reason]:
    """Rows that end before they begin."""
    span = SPANS[table.name]
    if span.start and span.end:
        backwards = cells[span.end].values < cells[span.start].values
        if backwards.any():
            yield span.end, END_BEFORE_START, backwards.fill_null(False)


def _none_of(masks: list[pl.Series]) -> pl.Series | None:
    """Mark the rows that no mask marks; None where there are no masks."""
    if not masks:
        return None
    return ~reduce(or_, masks)


def _faults(reasons: Iterable[Reason], consequence: str, rows: pl.Series) -> Iterator[Fault]:
    for column, code, mask in reasons:
        if mask.any():
            yield Fault(column, code, consequence, rows.filter(mask))
