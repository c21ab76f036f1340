"""How are returns that were read once kept, and opened again without their originals?

`read_returns` leaves a folder of Parquet and a `Returns` in memory that says what is in it.
Here that is written beside the tables, so that an evaluation can work on what is kept after
the originals are deleted: `returns.json`, and `refusals.parquet`. No path in them leads outside
the folder, so that it can be moved.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.errors import InputError
from holdfast.kernel.provenance import InputFile
from holdfast.records.batch import Note
from holdfast.records.returns import Returns

if TYPE_CHECKING:
    from pathlib import Path

RETURNS_FILE = "returns.json"
REFUSALS_FILE = "refusals.parquet"


def keep_returns(returns: Returns) -> tuple[Path, ...]:
    """Write what was read beside its staged tables; give the files written."""
    folder = returns.stage
    said = {
        "tables": {
            table: [part.relative_to(folder).as_posix() for part in parts]
            for table, parts in returns.tables.items()
        },
        "years": {kind: list(years) for kind, years in returns.years.items()},
        "files": [asdict(file) for file in returns.files],
        "notes": [asdict(note) for note in returns.notes],
        "read": dict(returns.read),
        "reference_dates": {
            str(year): day.isoformat() for year, day in returns.reference_dates.items()
        },
    }
    returns.refusals.write_parquet(folder / REFUSALS_FILE)
    text = json.dumps(said, indent=2, ensure_ascii=False)
    (folder / RETURNS_FILE).write_text(text + "\n", encoding="utf-8")
    return folder / RETURNS_FILE, folder / REFUSALS_FILE


def open_returns(stage: Path) -> Returns:
    """Open returns that were kept before.

    Raises
    ------
    InputError
        `records.returns-not-kept` where the folder does not hold them.
    """
    needed = (RETURNS_FILE, REFUSALS_FILE)
    missing = [name for name in needed if not (stage / name).is_file()]
    if missing:
        raise _not_kept(stage, missing)
    said = json.loads((stage / RETURNS_FILE).read_text(encoding="utf-8"))
    tables = {
        table: tuple(stage / part for part in parts) for table, parts in said["tables"].items()
    }
    gone = [
        part.relative_to(stage).as_posix()
        for parts in tables.values()
        for part in parts
        if not part.is_file()
    ]
    if gone:
        raise _not_kept(stage, gone[:1])
    return Returns(
        stage=stage,
        tables=tables,
        years={kind: tuple(years) for kind, years in said["years"].items()},
        files=tuple(InputFile(**file) for file in said["files"]),
        refusals=pl.read_parquet(stage / REFUSALS_FILE),
        notes=tuple(Note(**note) for note in said["notes"]),
        read=said["read"],
        reference_dates={
            int(year): date.fromisoformat(day) for year, day in said["reference_dates"].items()
        },
    )


def _not_kept(stage: Path, missing: list[str]) -> InputError:
    return InputError(
        "This folder holds no returns that were kept, or not all of them.",
        code="records.returns-not-kept",
        where=f"{stage.name}, without {', '.join(missing)}",
        fix="Read the returns again.",
    )
