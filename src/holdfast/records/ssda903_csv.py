"""What does one CSV file of an SSDA903 return hold?

Nothing is lost on the way: a row that does not fit the headings is refused by its number, and
what was mended or left out is said in a note.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

from holdfast.records.batch import ROW, ROW_REFUSED, Batch, Note, faults_at
from holdfast.records.csv_rows import CUT_SHORT, crooked_rows, plain_rows
from holdfast.records.headings import recognise, unknown_file
from holdfast.records.text import CODE_PAGE, Lines

if TYPE_CHECKING:
    from collections.abc import Iterator


def read_ssda903_csv(stream: BinaryIO, name: str) -> tuple[None, Iterator[Batch | Note]]:
    """Read one table of a return from CSV.

    Parameters
    ----------
    stream
        The file, from its first byte.
    name
        Its name, with folders: a hint to its table, and what to call it in messages.

    Raises
    ------
    InputError
        While it is read: `records.unknown-file`, `records.column-missing`,
        `records.line-too-long`, `records.nul-bytes` or `records.quote-misplaced`.
    """
    return None, _read(Lines(stream, name), name)


def _read(lines: Lines, name: str) -> Iterator[Batch | Note]:
    blocks = iter(lines)
    block: bytes | None = next(blocks, b"")
    headings = recognise(block or b"", name)
    if headings is None:
        raise unknown_file(name)
    yield from headings.notes
    block = (block or b"")[headings.length :]
    row = headings.row + 1
    short = blank = 0
    cut = False
    while block is not None:
        following = next(blocks, None)
        if following is None:
            block = _without_last_blank_lines(block)
        frame = plain_rows(block, headings, row)
        if frame is None:
            rest = (piece for piece in chain([block, following], blocks) if piece)
            for rows in crooked_rows(rest, headings, row, lines):
                short, blank = short + rows.short, blank + rows.blank
                cut = any(code == CUT_SHORT for _, code in rows.refused)
                faults = faults_at(rows.refused, ROW_REFUSED)
                yield Batch(headings.table, rows.frame(headings), faults)
            break
        row += len(frame)
        kept = _without_blank_rows(frame)
        blank += len(frame) - len(kept)
        yield Batch(headings.table, kept)
        block = following
    yield from _notes(lines, short, blank, cut=cut)


def _without_last_blank_lines(block: bytes) -> bytes:
    if block.endswith((b"\n\n", b"\n\r\n")) or block in {b"\n", b"\r\n"}:
        block = block.rstrip(b"\r\n")
        return block + b"\n" if block else b""
    return block


def _without_blank_rows(frame: pl.DataFrame) -> pl.DataFrame:
    """Leave out the rows of nothing but delimiters that spreadsheets save below a table."""
    if not frame["child"].null_count():
        return frame
    return frame.filter(pl.any_horizontal(pl.exclude(ROW).is_not_null()))


def _notes(lines: Lines, short: int, blank: int, *, cut: bool) -> Iterator[Note]:
    if cut:
        yield Note(
            CUT_SHORT,
            lines.name,
            "The last row was cut short, so rows that stood after it may be missing.",
        )
    if lines.encoding == CODE_PAGE:
        yield Note(
            "records.old-code-page",
            lines.name,
            "The file is not in UTF-8 and was read in the old code page of Windows.",
        )
    if short:
        yield Note(
            "records.row-short",
            lines.name,
            "Rows with fewer cells than there are headings, the rest of which was read as "
            f"blank: {short:,}.",
        )
    if blank:
        yield Note(
            "records.row-blank", lines.name, f"Blank rows that were left out: {blank:,}."
        )
