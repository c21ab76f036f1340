"""The returns of the authority and two runs, read and done by the service's own jobs."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from benchmarks.invented import with_draws
from benchmarks.web.authority import with_role
from holdfast_web.config.worker import work
from holdfast_web.evaluation.models import FileKind, Protocol, Run
from holdfast_web.evaluation.operations.files import put_file
from holdfast_web.evaluation.operations.protocols import add_protocol, lock_protocol
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.records import places
from holdfast_web.records.operations.uploads import upload_file

if TYPE_CHECKING:
    from holdfast_web.people.models import Organisation
    from holdfast_web.records.models import ReturnSet

DRAWS = 200
"""A run is not what is measured here; its findings have the same pages with any number."""

BESIDE = {FileKind.ENROLMENTS: "enrolments.csv", FileKind.COST_LEDGER: "cost_ledger.csv"}
CHILDREN_VISITED = 60
SELECTIONS = (
    {}, {"year": "2025"}, {"year": "2026"}, {"age": "10-15"}, {"age": "1-4"}, {"need": "N1"},
    {"age": "10-15", "year": "2025"}, {"age": "16", "year": "2026"},
)  # fmt: skip
"""Filters of the journey pages that people choose."""


def read_and_run(place: Organisation, folder: Path) -> tuple[ReturnSet, list[Run], Protocol]:
    """Upload the returns, read them, and evaluate twice."""
    analyst = with_role(place, "analyst")[0]
    returns = upload_file(
        by=analyst, organisation=place, label="Five years of returns", path=zipped(folder)
    )
    work(until_empty=True)
    returns.refresh_from_db()
    _must(returns.usable, returns)
    with_draws(folder / "protocol.yaml", DRAWS)
    protocol = add_protocol(
        by=analyst, organisation=place,
        text=(folder / "protocol.yaml").read_text(encoding="utf-8"),
    )  # fmt: skip
    for kind, name in BESIDE.items():
        put_file(
            protocol, by=analyst, kind=kind, name=name, content=(folder / name).read_bytes()
        )
    protocol = lock_protocol(protocol, by=analyst)
    runs = [ask_run(protocol, by=analyst, returns=returns) for _ in range(2)]
    work(until_empty=True)
    for run in runs:
        run.refresh_from_db()
        _must(run.has_findings, run)
    return returns, runs, protocol


def _must(done: bool, thing: ReturnSet | Run) -> None:
    if not done:
        raise SystemExit(f"{thing}: {thing.job.reason_code} {thing.job.reason}")


def zipped(folder: Path) -> Path:
    """Give the returns of a synthetic authority as one file."""
    return Path(shutil.make_archive(str(folder / "returns"), "zip", folder / "returns"))


def some_children(returns: ReturnSet) -> list[str]:
    """Give the pseudonyms of children who were looked after."""
    spells = pl.scan_parquet(places.journeys(returns) / "journeys.parquet")
    care = spells.filter(pl.col("stage") == "looked_after").select("child").unique()
    return care.collect()["child"].sort().to_list()[:CHILDREN_VISITED]


def counts(returns: ReturnSet) -> dict[str, int]:
    """Say how much was read."""
    return {
        "synthetic children read": returns.counts["children"],
        "rows of returns read": sum(returns.counts["read"].values()),
    }
