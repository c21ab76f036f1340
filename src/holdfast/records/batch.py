"""What does a reader of one file hand over to be staged?

A reader (SSDA903 CSV, SSDA903 XML, CIN XML, Annex A) knows where its values stand in the file
and nothing else. It yields a stream of `Batch`, with a `Note` between them where something
should be said, and raises `holdfast.kernel.errors.InputError` where the file cannot be read.
Typing, refusals, pseudonyms and Parquet are `holdfast.records.staging`, alike for all readers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

import polars as pl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

ROW = "row"
"""The column of every batch that says where a row stood in its file."""

FAULT_SCHEMA = pl.Schema(
    {"row": pl.Int64, "column": pl.String, "code": pl.String, "consequence": pl.String}
)
"""What a reader says of a cell that it could not carry over; see `Batch.faults`."""

SET_ASIDE = "value set aside"
ROW_REFUSED = "row refused"
FILE_REFUSED = "file refused"
TABLE_MISSING = "table missing"
"""What became of what was at fault."""


def no_faults() -> pl.DataFrame:
    """Give the empty table of faults."""
    return pl.DataFrame(schema=FAULT_SCHEMA)


def faults_at(places: list[tuple[int, str]], consequence: str) -> pl.DataFrame:
    """Give the faults of whole rows, from their places and codes."""
    return pl.DataFrame(
        {
            "row": [place for place, _ in places],
            "column": [None] * len(places),
            "code": [code for _, code in places],
            "consequence": [consequence] * len(places),
        },
        schema=FAULT_SCHEMA,
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Which rows of which table did a reader come upon?

    Parameters
    ----------
    table
        Name of the staged table, `ssda903_episodes`.
    frame
        One column of text for each staged column that the file has, under its staged name
        and as it stood in the file (null or "" where blank), and `row` (Int64): the row of
        the sheet counting the header as row 1, or the running number of the element in an
        XML file from 1. A column of the layout that is not here is staged as null. `child`
        still holds the council's own reference.
    faults
        Cells that the reader itself had to set aside or rows that it had to refuse (a
        spelling that the library does not know), with `row`, `column`, `code` and
        `consequence` ("value set aside" or "row refused"). Never a value. Rows refused here
        are not in `frame`.
    """

    table: str
    frame: pl.DataFrame
    faults: pl.DataFrame = field(default_factory=no_faults)


@dataclass(frozen=True, slots=True)
class Note:
    """What should be said of a file that is no fault of one row?

    `where` names the file, and the table or column in it. `text` is a full sentence that holds
    no value of a child's record.
    """

    code: str
    where: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Heading:
    """What does a file say of itself, before its rows?

    `year` is the collection year, named by its end; `reference_date` the day up to which the
    return is complete. None where the file does not say.
    """

    year: int | None = None
    reference_date: date | None = None


class Reader(Protocol):
    """How is the content of one file read?

    The rows come as a stream, so that memory does not grow with the file. The heading is None
    where the form has none (CSV, a workbook).
    """

    def __call__(
        self, stream: BinaryIO, name: str
    ) -> tuple[Heading | None, Iterator[Batch | Note]]:
        """Open the file called `name` (for messages only) and give its rows."""
        ...
