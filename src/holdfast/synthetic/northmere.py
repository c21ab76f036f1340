"""Make an invented authority: its returns, its programme's files, a plan and the truth."""

from __future__ import annotations

import json
import shutil
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.kernel.errors import InputError
from holdfast.kernel.progress import SILENT, Progress
from holdfast.library.authority.rates import Authority, authority
from holdfast.synthetic.care_records import CareRecords
from holdfast.synthetic.cin_census import CaseRecords
from holdfast.synthetic.delivery.children import Children
from holdfast.synthetic.delivery.files import FOLDER as DELIVERY
from holdfast.synthetic.delivery.files import write_delivery
from holdfast.synthetic.delivery.northmere import deliver, serve
from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast.synthetic.dirt import Paper, Soil
from holdfast.synthetic.files import ReturnFiles, zip_folder
from holdfast.synthetic.history import room_for, tell
from holdfast.synthetic.ledger import ledger
from holdfast.synthetic.protocol_text import protocol_text
from holdfast.synthetic.referral_file import referral_rows, written
from holdfast.synthetic.settings import calendar_day
from holdfast.synthetic.ssda903 import ssda903
from holdfast.synthetic.truth import Truth
from holdfast.synthetic.truth_file import truth_file

if TYPE_CHECKING:
    from pathlib import Path

    from holdfast.synthetic.history import History
    from holdfast.synthetic.settings import Settings

CHUNK = 20_000
TRUTH = "truth.json"
RETURNS, ARCHIVE = "returns", "returns.zip"


@dataclass(frozen=True, kw_only=True)
class Synthesised:
    """What was made: where, and how much of it."""

    folder: Path
    children: int
    enrolled: int
    eligible: int
    rows: int
    faults: int


def synthesise(
    settings: Settings,
    folder: Path,
    *,
    zipped: bool = False,
    delivery: bool = False,
    chunk: int = CHUNK,
    progress: Progress = SILENT,
) -> Synthesised:
    """Make an invented authority in a folder.

    The files depend on the settings alone: not on `chunk`, the machine or the day.

    Parameters
    ----------
    folder
        Made if it is not there. An earlier invented authority in it is replaced; anything else
        is left alone and refused.
    zipped
        Write `returns.zip` in place of the folder `returns`.
    delivery
        Write the folder `delivery` too: staff, rosters, registers and months of ten homes, and
        the referrals to a service, as they stand on the last day of the returns.
    chunk
        How many children are in memory at a time.

    Raises
    ------
    InputError
        `synthetic.folder-in-use`: the folder holds something other than an invented authority.
    """
    _clear(folder)
    rates = authority()
    room = room_for(settings, rates)
    truth = Truth(settings, rates)
    faults: Counter[str] = Counter()
    counts: Counter[str] = Counter(children=settings.children)
    referrals: list[pl.DataFrame] = []
    with (
        ReturnFiles(settings, folder / RETURNS) as files,
        progress.step("Invent children", total=settings.children) as advance,
    ):
        for first in range(0, settings.children, chunk):
            numbers = np.arange(first, min(first + chunk, settings.children), dtype=np.int64)
            history = tell(settings, rates, room, numbers)
            _write(settings, rates, history, files, faults)
            referrals.append(referral_rows(settings, rates, history))
            truth.add(history.enrolled)
            _count(settings, history, counts)
            advance(len(numbers))
    for year in settings.collection_years:
        faults.update(Paper.of(settings, year).faults)
    rows = pl.concat(referrals)
    counts["referred"] = len(rows)
    counts["enrolled"] = int(rows["took"].sum())
    counts["eligible_enrolled"] = int((rows["took"] & rows["eligible"]).sum())
    _finish(settings, rates, folder, rows, zipped=zipped)
    if delivery:
        _deliver(settings, rates, folder / DELIVERY)
    content = truth_file(settings, truth, rows, counts, faults, room.share)
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (folder / TRUTH).write_text(text, encoding="utf-8", newline="\n")
    return Synthesised(
        folder=folder,
        children=settings.children,
        enrolled=counts["enrolled"],
        eligible=counts["eligible"],
        rows=files.rows,
        faults=sum(faults.values()),
    )


def _write(
    settings: Settings, rates: Authority, history: History, files: ReturnFiles,
    faults: Counter[str],
) -> None:  # fmt: skip
    """Write one chunk into every year's returns."""
    care = CareRecords.of(settings, rates, history.people, history.spells)
    cases = CaseRecords.of(settings, rates, history.people, history.spells)
    for year in settings.collection_years:
        tables, modules = ssda903(care, year), cases.year(year)
        if settings.dirt > 0:
            soil = Soil(settings, year, faults)
            tables, modules = soil.ssda903(tables), soil.cin(modules)
        files.ssda903(year, tables)
        files.cin(year, modules)


def _count(settings: Settings, history: History, counts: Counter[str]) -> None:
    cared = history.spells.care
    in_years = (cared["ended"] >= settings.first_day) & (cared["began"] < settings.end)
    counts["looked_after"] += len(np.unique(cared["place"][in_years]))
    counts["eligible"] += int(history.eligible.sum())


def _finish(
    settings: Settings, rates: Authority, folder: Path, rows: pl.DataFrame, *, zipped: bool
) -> None:
    """Write the programme's own files and the plan."""
    written(rows).write_csv(folder / "enrolments.csv")
    costs = ledger(settings, rates, int(rows["took"].sum()))
    costs.write_csv(folder / "cost_ledger.csv", float_precision=2)
    plan = protocol_text(settings, rates, returns=ARCHIVE if zipped else RETURNS)
    (folder / "protocol.yaml").write_text(plan, encoding="utf-8", newline="\n")
    if zipped:
        zip_folder(folder / RETURNS, folder / ARCHIVE)
        shutil.rmtree(folder / RETURNS)


def _deliver(settings: Settings, rates: Authority, folder: Path) -> None:
    asked = DeliverySettings(today=calendar_day(settings.end - 1), seed=settings.seed)
    children = Children.of(settings, rates)
    write_delivery(deliver(asked, children), serve(asked, children), folder)


def _clear(folder: Path) -> None:
    """Make the folder ready: new, empty, or cleared of an earlier invented authority."""
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not (folder / TRUTH).is_file():
            raise InputError(
                "The folder for the invented authority already holds something else.",
                code="synthetic.folder-in-use",
                where=folder.name,
                fix="Name a new folder with --out.",
            )
        for name in (RETURNS, DELIVERY):
            shutil.rmtree(folder / name, ignore_errors=True)
        (folder / ARCHIVE).unlink(missing_ok=True)
    folder.mkdir(parents=True, exist_ok=True)
