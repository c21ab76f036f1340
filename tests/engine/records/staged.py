"""Returns as they stand after reading, from small tables that can be read at a glance.

    child year decom      rne ls place provider dec        rec reason
    ann   2022 2021-05-01 S   C2 U6    PR1      -          -   -

`-` is blank. Rows of one year are one file, and are numbered from 2 in the order written.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from holdfast.kernel.provenance import InputFile
from holdfast.library.return_layout import Kind, return_layout
from holdfast.records.batch import Note
from holdfast.records.refusals import REFUSAL_SCHEMA
from holdfast.records.returns import Returns

SHORT = {
    "year": "return_year",
    "provider": "place_provider",
    "reason": "reason_place_change",
    "nfa": "no_further_action",
    "court": "court_application",
}
"""What the headings of little tables may be called for short."""

TYPES = {Kind.DATE: pl.Date, Kind.INTEGER: pl.Int32, Kind.FLAG: pl.Boolean}
PLACE_OF_ROW = {"return_year": pl.Int16, "file": pl.Int16, "row": pl.Int64}


def rows_of(text: str) -> list[dict[str, str | None]]:
    """Read a little table: a heading, then one line a row, split at blanks."""
    head, *lines = [line.split() for line in text.strip().splitlines() if line.strip()]
    names = [SHORT.get(name, name) for name in head]
    return [
        {name: None if cell == "-" else cell for name, cell in zip(names, line, strict=True)}
        for line in lines
    ]


def schema_of(table: str) -> dict[str, pl.DataType | type[pl.DataType]]:
    """Give the staged columns of a table, typed as the reader types them."""
    kind = table.split("_cin" if table.startswith("cin") else "_")[0]
    kind = "annex_a" if table.startswith("annex_a") else kind.split("_")[0]
    columns = return_layout(kind).tables[table].columns
    return {
        name: TYPES.get(column.kind, pl.String)
        for name, column in columns.items()
        if column.kind is not Kind.WITHHELD
    } | PLACE_OF_ROW


def frame_of(table: str, rows: Sequence[Mapping[str, object]]) -> pl.DataFrame:
    """Type rows given as text, and fill in what they leave out."""
    schema = schema_of(table)
    years = sorted({int(str(row["return_year"])) for row in rows})
    seen = dict.fromkeys(years, 1)
    filled = []
    for row in rows:
        year = int(str(row["return_year"]))
        seen[year] += 1
        filled.append({"file": years.index(year), "row": seen[year]} | dict(row))
    text = pl.DataFrame(
        {
            name: [None if (v := row.get(name)) is None else str(v) for row in filled]
            for name in schema
        },
        schema=dict.fromkeys(schema, pl.String),
    )
    typed = {
        name: pl.col(name).str.to_date("%Y-%m-%d")
        if kind == pl.Date
        else pl.col(name) == "true"
        if kind == pl.Boolean
        else pl.col(name).cast(kind)
        for name, kind in schema.items()
    }
    return text.select(**typed)


def staged(
    folder: Path,
    tables: Mapping[str, str | Sequence[Mapping[str, object]]],
    *,
    years: Mapping[str, Sequence[int]] | None = None,
    reference_dates: Mapping[int, date] | None = None,
    refusals: Sequence[Mapping[str, object]] = (),
    notes: Sequence[Note] = (),
) -> Returns:
    """Stage tables, one part a year, and say what a reader would say of them."""
    parts: dict[str, tuple[Path, ...]] = {}
    read: dict[str, int] = {}
    found: dict[str, set[int]] = {}
    for table, given in tables.items():
        frame = frame_of(table, rows_of(given) if isinstance(given, str) else given)
        kind = "annex_a" if table.startswith("annex_a") else table.split("_")[0]
        found.setdefault(kind, set()).update(frame["return_year"].to_list())
        (folder / table).mkdir(parents=True)
        paths = []
        for (year,), part in frame.group_by("return_year", maintain_order=True):
            path = folder / table / f"{year}.parquet"
            part.write_parquet(path)
            paths.append(path)
        parts[table] = tuple(sorted(paths))
        read[table] = frame.height
    known = {kind: tuple(sorted(numbers)) for kind, numbers in found.items()}
    known |= {kind: tuple(numbers) for kind, numbers in (years or {}).items()}
    most = max((len(numbers) for numbers in known.values()), default=0)
    return Returns(
        stage=folder,
        tables=parts,
        years=known,
        files=tuple(
            InputFile(name=f"file{number}.csv", sha256="", bytes=0) for number in range(most)
        ),
        refusals=pl.DataFrame(list(refusals), schema=REFUSAL_SCHEMA),
        notes=tuple(notes),
        read=read,
        reference_dates=dict(reference_dates or {}),
    )
