"""Parts of staged tables are plain, whatever holds them in memory."""

from datetime import date

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from holdfast.records.parts import write_part

FRAME = pl.DataFrame(
    {
        "child": ["A", "B", None],
        "place": ["U1", None, "K2"],
        "decom": [date(2020, 4, 1), None, date(1990, 1, 2)],
        "return_year": [2021, 2021, 2021],
    },
    schema={
        "child": pl.String,
        "place": pl.Enum(["K2", "U1"]),
        "decom": pl.Date,
        "return_year": pl.Int16,
    },
)
PLAIN = FRAME.cast({"place": pl.String})


def test_codes_are_read_as_text_by_every_reader(tmp_path):
    part = tmp_path / "a.parquet"

    write_part(FRAME, part)

    assert pl.read_parquet(part).equals(PLAIN)
    assert pl.read_parquet_schema(part) == PLAIN.schema
    assert pq.read_table(part).schema.field("place").type == pa.large_string()
    found = duckdb.read_parquet(str(part))
    assert list(map(str, found.types)) == ["VARCHAR", "VARCHAR", "DATE", "SMALLINT"]
    assert found.fetchall() == PLAIN.rows()


def test_parts_with_and_without_rows_are_read_together(tmp_path):
    write_part(FRAME, tmp_path / "a.parquet")
    write_part(FRAME.clear(), tmp_path / "b.parquet")
    write_part(PLAIN, tmp_path / "c.parquet")

    assert len(pl.read_parquet(tmp_path / "*.parquet")) == 6


def test_same_rows_give_the_same_bytes(tmp_path):
    for name in ("a", "b"):
        write_part(FRAME, tmp_path / f"{name}.parquet")

    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()
