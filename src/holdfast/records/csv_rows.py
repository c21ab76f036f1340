"""What are the rows of this CSV, and which of them do not fit its headings?

Plain rows are read by polars, a block at a time. From the first block that holds anything
crooked (line ends or delimiters inside quotation marks, rows too long or too short) the rest of
the file is read row by row, so that each crooked row can be named.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.kernel.errors import InputError
from holdfast.records.batch import ROW

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from holdfast.records.headings import Headings
    from holdfast.records.text import Lines

CUT_SHORT = "records.row-cut-short"
QUOTE = ord('"')
ROWS_AT_ONCE = 50_000


@dataclass(kw_only=True, slots=True)
class CrookedRows:
    """Some rows read one by one: those that fit, those refused, and how many were mended."""

    places: list[int] = field(default_factory=list)
    cells: list[list[str]] = field(default_factory=list)
    refused: list[tuple[int, str]] = field(default_factory=list)
    short: int = 0
    blank: int = 0

    def __len__(self) -> int:
        return len(self.cells) + len(self.refused) + self.blank

    def frame(self, headings: Headings) -> pl.DataFrame:
        """Give the rows that fit, blank cells as null."""
        columns = list(zip(*self.cells, strict=True)) or [()] * headings.width
        return pl.DataFrame(
            {name: columns[place] for name, place in headings.columns.items()},
            schema=dict.fromkeys(headings.columns, pl.String),
        ).with_columns(pl.all().replace("", None), pl.Series(ROW, self.places, dtype=pl.Int64))

    def add(self, cells: list[str], place: int, width: int) -> None:
        """Put one row where it belongs."""
        if not any(cell.strip() for cell in cells):
            self.blank += 1
        elif any(cell.strip() for cell in cells[width:]):
            self.refused.append((place, "records.row-too-long"))
        else:
            self.short += len(cells) < width
            self.places.append(place)
            self.cells.append((cells + [""] * (width - len(cells)))[:width])

    def refuse_last(self, code: str) -> None:
        """Take back the last row that fitted."""
        self.short -= 1
        self.cells.pop()
        self.refused.append((self.places.pop(), code))


def plain_rows(block: bytes, headings: Headings, row: int) -> pl.DataFrame | None:
    """Give the rows of a block with nothing crooked in it, or None where there is.

    Parameters
    ----------
    block
        Whole lines in UTF-8.
    headings
        What the columns are.
    row
        The row of the sheet that the block begins with.
    """
    if not block:
        nothing = pl.Series(dtype=pl.String)
        return _frame([nothing] * len(headings.columns), headings, row)
    if b'"' in block:
        if not _quotes_only_wrap(block, headings.delimiter):
            return None
        block = block.replace(b'"', b"")
    try:
        cells = pl.read_csv(
            block,
            has_header=False,
            schema={str(place): pl.String for place in range(headings.width)},
            separator=headings.delimiter,
            quote_char=None,
        )
    except pl.exceptions.PolarsError:
        return None  # some row has more cells than there are headings
    # No row is too long; so if the delimiters add up, no row is too short either.
    delimiters = np.count_nonzero(np.frombuffer(block, np.uint8) == ord(headings.delimiter))
    if delimiters != len(cells) * (headings.width - 1):
        return None
    return _frame([cells[str(place)] for place in headings.columns.values()], headings, row)


def crooked_rows(
    blocks: Iterable[bytes], headings: Headings, row: int, lines: Lines
) -> Iterator[CrookedRows]:
    """Read row by row, from `row` on: a row that does not fit is refused and the rest goes on.

    The last row is refused, too, where it is short and has no line end: the file was cut there.
    """
    text = (line for block in blocks for line in io.StringIO(block.decode(), newline=""))
    reader = csv.reader(text, delimiter=headings.delimiter, strict=True)
    rows = CrookedRows()
    cells: list[str] = []
    try:
        for cells in reader:
            if len(rows) >= ROWS_AT_ONCE:
                yield rows
                rows = CrookedRows()
            rows.add(cells, row, headings.width)
            row += 1
    except csv.Error:
        raise InputError(
            "A quotation mark is out of place or never closed, so the rows after it cannot be "
            "told apart.",
            code="records.quote-misplaced",
            where=f"{lines.name}, row {row}",
            fix="Mend the quotation mark, or export the return again.",
        ) from None
    if lines.cut and rows.cells and len(cells) < headings.width and rows.places[-1] == row - 1:
        rows.refuse_last(CUT_SHORT)
    yield rows


def _frame(columns: list[pl.Series], headings: Headings, row: int) -> pl.DataFrame:
    frame = pl.DataFrame(dict(zip(headings.columns, columns, strict=True)))
    return frame.with_columns(pl.int_range(row, row + pl.len(), dtype=pl.Int64).alias(ROW))


def _quotes_only_wrap(block: bytes, delimiter: str) -> bool:
    """Say whether every quotation mark just stands around a cell, with none inside it."""
    octets = np.frombuffer(b"\n" + block, np.uint8)
    marks = np.flatnonzero(octets == QUOTE)
    if len(marks) % 2:
        return False
    before, after = octets[marks[::2] - 1], octets[marks[1::2] + 1]
    opens = np.isin(before, [ord(delimiter), ord("\n")])
    closes = np.isin(after, [ord(delimiter), ord("\n"), ord("\r")])
    return bool(opens.all() and closes.all())
