"""How are journeys kept, and opened again?

A folder with `journeys.parquet` (the spells), `children.parquet`, `yearly.parquet`,
`refused.csv`, `repairs.csv` and `summary.json`. The same returns give the same bytes.
"""

from __future__ import annotations

import json
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.errors import InputError
from holdfast.records.journey import Journeys
from holdfast.records.repairs import TRAIL
from holdfast.records.spells import in_order
from holdfast.records.summary import Summary

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.records.engine import Engine
    from holdfast.records.returns import Returns

SPELLS_FILE = "journeys.parquet"
CHILDREN_FILE = "children.parquet"
YEARLY_FILE = "yearly.parquet"
REFUSED_FILE = "refused.csv"
REPAIRS_FILE = "repairs.csv"
SUMMARY_FILE = "summary.json"


def write_journeys(
    engine: Engine, journeys: Journeys, returns: Returns, folder: Path
) -> tuple[Path, ...]:
    """Write journeys and what was refused and mended; give the files written."""
    folder.mkdir(parents=True, exist_ok=True)
    engine.write(in_order(journeys.spells), folder / SPELLS_FILE)
    engine.write(journeys.children.order_by("child"), folder / CHILDREN_FILE)
    engine.write(journeys.yearly.order_by("child", "return_year"), folder / YEARLY_FILE)
    returns.refusals.write_csv(folder / REFUSED_FILE)
    _repairs(engine, journeys, returns).write_csv(folder / REPAIRS_FILE)
    said = {
        "observed": {
            kind: [first.isoformat(), last.isoformat()]
            for kind, (first, last) in journeys.observed.items()
        },
        "summary": journeys.summary.as_json(),
    }
    text = json.dumps(said, indent=2, ensure_ascii=False)
    (folder / SUMMARY_FILE).write_text(text + "\n", encoding="utf-8")
    names = (
        SPELLS_FILE, CHILDREN_FILE, YEARLY_FILE, REFUSED_FILE, REPAIRS_FILE, SUMMARY_FILE,
    )  # fmt: skip
    return tuple(folder / name for name in names)


def open_journeys(engine: Engine, folder: Path) -> Journeys:
    """Open journeys that were written before.

    Raises
    ------
    InputError
        `records.journeys-not-here` where the folder does not hold them.
    """
    needed = (SPELLS_FILE, CHILDREN_FILE, YEARLY_FILE, REPAIRS_FILE, SUMMARY_FILE)
    missing = [name for name in needed if not (folder / name).is_file()]
    if missing:
        raise InputError(
            "This folder holds no journeys.",
            code="records.journeys-not-here",
            where=f"{folder.name}, without {', '.join(missing)}",
            fix="Make them with: holdfast journeys RETURNS --out FOLDER",
        )
    said = json.loads((folder / SUMMARY_FILE).read_text(encoding="utf-8"))
    trail = pl.read_csv(folder / REPAIRS_FILE, schema=_named_schema())
    return Journeys(
        spells=engine.read([folder / SPELLS_FILE]),
        children=engine.read([folder / CHILDREN_FILE]),
        yearly=engine.read([folder / YEARLY_FILE]),
        observed=MappingProxyType(
            {
                kind: (date.fromisoformat(first), date.fromisoformat(last))
                for kind, (first, last) in said["observed"].items()
            }
        ),
        trail=engine.table(trail, "trail"),
        summary=Summary.from_json(said["summary"]),
    )


def _repairs(engine: Engine, journeys: Journeys, returns: Returns) -> pl.DataFrame:
    """Give the trail with the name of each file, in a fixed order."""
    names = pl.DataFrame(
        {"file": range(len(returns.files)), "name": [file.name for file in returns.files]},
        schema={"file": pl.Int16, "name": pl.String},
    )
    trail = engine.frame(journeys.trail).join(names, on="file", how="left")
    return (
        trail.with_columns(file=pl.col("name"))
        .select(_named_schema().names())
        .sort(pl.all(), nulls_last=False)
    )


def _named_schema() -> pl.Schema:
    return pl.Schema(TRAIL | {"file": pl.String})
