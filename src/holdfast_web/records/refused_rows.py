"""Which rows were refused? As CSV, streamed from what is kept, never held whole.

A line names the file, the row, the table, the column and the code, and holds no value. Names of
files are whatever somebody called them, so a text that a spreadsheet would take for a formula
gets an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import pyarrow.parquet as pq

from holdfast.records.kept_returns import REFUSALS_FILE
from holdfast_web.records import places
from holdfast_web.ui.list_files import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.records.models import ReturnSet

ROWS_AT_A_TIME = 20_000


def refused_rows(returns: ReturnSet, *, table: str = "") -> Iterator[str]:
    """Give the CSV of what was refused, of one table or of all, piece by piece."""
    source = pq.ParquetFile(places.stage(returns) / REFUSALS_FILE)
    names = source.schema_arrow.names
    yield ",".join(names) + "\r\n"
    for batch in source.iter_batches(batch_size=ROWS_AT_A_TIME):
        held = io.StringIO()
        writer = csv.writer(held)
        for row in batch.to_pylist():
            if not table or row["table"] == table:
                writer.writerow([plain(row[name]) for name in names])
        if text := held.getvalue():
            yield text
