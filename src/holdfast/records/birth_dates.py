"""Has any child more than one birth date, and which one counts?

A child has one birth date. Where returns say two, the header of the latest return counts, then
the latest CIN census, then the latest of the other tables, later files before earlier ones. The
others are set aside, row by row.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from holdfast.records.batch import SET_ASIDE
from holdfast.records.parts import write_part
from holdfast.records.rows import staged_tables

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.records.refusals import Refusals

CODE = "records.two-birth-dates"
FIRST_TABLES = ("ssda903_header", "cin_children")


def settle_birth_dates(
    parts: Mapping[str, Sequence[Path]], names: Sequence[str], refusals: Refusals
) -> int:
    """Set aside every birth date but the one that counts, and say how many children had two.

    Parameters
    ----------
    parts
        The staged parts of each table. Those in which a birth date is set aside are rewritten.
    names
        What the files are called, by their index.
    refusals
        Where what was set aside is put down.
    """
    stated = [
        (table, part)
        for table in parts
        if "dob" in staged_tables()[table].columns
        for part in parts[table]
    ]
    doubtful = _doubtful([part for _, part in stated])
    if doubtful.is_empty():
        return 0
    rows = pl.concat(
        pl.scan_parquet(part)
        .select("child", "dob", "return_year", "file", "row")
        .with_columns(rank=pl.lit(_rank(table)), table=pl.lit(table), part=pl.lit(str(part)))
        .filter(pl.col("dob").is_not_null() & pl.col("child").is_in(doubtful.implode()))
        for table, part in stated
    ).collect()
    counts = rows.sort(
        "rank", "return_year", "file", "row", descending=[False, True, True, True]
    ).unique("child", keep="first", maintain_order=True)
    others = rows.join(counts.select("child", "dob"), on=["child", "dob"], how="anti")
    for (part, table, file), lost in sorted(
        others.group_by("part", "table", "file"), key=lambda group: group[0]
    ):
        _set_aside(Path(part), lost["row"])
        refusals.add(
            file=names[file],
            table=table,
            column="dob",
            code=CODE,
            consequence=SET_ASIDE,
            rows=lost["row"],
        )
    return len(doubtful)


def _doubtful(parts: list[Path]) -> pl.Series:
    """Which children have more than one birth date?"""
    if not parts:
        return pl.Series(dtype=pl.String)
    return (
        pl.concat(pl.scan_parquet(part).select("child", "dob") for part in parts)
        .group_by("child")
        .agg(first=pl.col("dob").min(), last=pl.col("dob").max())
        .filter(pl.col("first") != pl.col("last"))
        .select("child")
        .collect(engine="streaming")
    )["child"]


def _set_aside(part: Path, rows: pl.Series) -> None:
    frame = pl.read_parquet(part, memory_map=False)
    lost = pl.col("row").is_in(rows.implode())
    dob = pl.when(lost).then(pl.lit(None, pl.Date)).otherwise(pl.col("dob"))
    write_part(frame.with_columns(dob=dob), part)


def _rank(table: str) -> int:
    return FIRST_TABLES.index(table) if table in FIRST_TABLES else len(FIRST_TABLES)
