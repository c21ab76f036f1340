"""How is a staged table written, so that every engine reads it alike?

As Parquet with plain types: text, days, whole numbers. Codes are numbered in memory (polars
calls that Enum), as they are on a dictionary page, so they are written from there and read as
text. DuckDB and Spark look at the Parquet type, which is text in any case; polars and Arrow
look at the schema that polars leaves beside it, so that one is written as for text.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

import polars as pl
import pyarrow.parquet as pq

if TYPE_CHECKING:
    from pathlib import Path

ARROW_SCHEMA = "ARROW:schema"


def write_part(frame: pl.DataFrame, part: Path) -> None:
    """Write some rows of one table; the same rows always give the same bytes."""
    types = tuple(
        (name, pl.String() if isinstance(kind, pl.Enum) else kind)
        for name, kind in frame.schema.items()
    )
    frame.write_parquet(
        part,
        compression="zstd",
        compression_level=1,
        statistics=False,
        metadata={ARROW_SCHEMA: _schema(types)},
    )


@cache
def _schema(types: tuple[tuple[str, pl.DataType], ...]) -> str:
    """Say in Arrow's way what the columns are."""
    empty = BytesIO()
    pl.DataFrame(schema=dict(types)).write_parquet(empty)
    said: bytes = pq.ParquetFile(empty).metadata.metadata[ARROW_SCHEMA.encode()]
    return said.decode()
