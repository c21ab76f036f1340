"""What was refused, where, and what became of it?

Every cell set aside, row refused, file refused and table missing has one line here, with the
place in the file and never with the value. `refused.csv` is this table.
"""

from __future__ import annotations

from collections import defaultdict

import polars as pl

REFUSAL_SCHEMA = pl.Schema(
    {
        "file": pl.String,
        "row": pl.Int64,
        "table": pl.String,
        "column": pl.String,
        "code": pl.String,
        "consequence": pl.String,
    }
)

COMPACT_SCHEMA = pl.Schema(
    {name: pl.Int64 if name == "row" else pl.Categorical() for name in REFUSAL_SCHEMA}
)
"""How refusals are held while a return is read: a return wholly at fault has millions."""


class Refusals:
    """The refusals so far, held compactly, by file."""

    def __init__(self) -> None:
        self._frames: defaultdict[str, list[pl.DataFrame]] = defaultdict(list)

    def add(
        self,
        *,
        file: str,
        code: str,
        consequence: str,
        rows: pl.Series | None = None,
        table: str | None = None,
        column: str | None = None,
    ) -> None:
        """Put down one reason for some rows of a file, or for the file where none are given."""
        places = pl.Series("row", [None], dtype=pl.Int64) if rows is None else rows
        said = {"file": file, "table": table, "column": column}
        said |= {"code": code, "consequence": consequence}
        frame = (
            places.alias("row")
            .to_frame()
            .with_columns(
                pl.lit(text, dtype=pl.Categorical).alias(name) for name, text in said.items()
            )
        )
        self._frames[file].append(frame.select(COMPACT_SCHEMA.names()))

    def add_faults(self, faults: pl.DataFrame, *, file: str, table: str) -> None:
        """Put down what a reader itself found; see `holdfast.records.batch.Batch`."""
        if len(faults):
            here = {"file": pl.lit(file), "table": pl.lit(table)}
            frame = faults.with_columns(**here).select(COMPACT_SCHEMA.names())
            self._frames[file].append(frame.cast(COMPACT_SCHEMA))

    def forget(self, file: str) -> None:
        """Take back all that was said of a file, because the whole file is refused."""
        self._frames.pop(file, None)

    def frame(self) -> pl.DataFrame:
        """Give all of them, in order of file, row, table, column and code."""
        frames = [frame for of_file in self._frames.values() for frame in of_file]
        together = pl.concat(frames) if frames else pl.DataFrame(schema=COMPACT_SCHEMA)
        return together.cast(REFUSAL_SCHEMA).sort(
            "file", "row", "table", "column", "code", "consequence", nulls_last=False
        )
