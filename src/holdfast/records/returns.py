"""What do these returns hold, and what of them could not be used?

`read_returns` takes a folder, a zip or a file, of any mixture of SSDA903 returns (CSV or XML),
CIN censuses and Annex A workbooks of several years, and stages them as typed Parquet under
pseudonyms. One bad file never stops the rest.
"""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.errors import InputError
from holdfast.kernel.progress import SILENT, Progress
from holdfast.records.batch import FILE_REFUSED, Note
from holdfast.records.birth_dates import settle_birth_dates
from holdfast.records.completeness import missing_tables, missing_years
from holdfast.records.file_reading import FileReading
from holdfast.records.forms import recognise_form
from holdfast.records.one_return import (
    follow_the_others,
    given_twice,
    kinds_read,
    sort_into_returns,
)
from holdfast.records.refusals import Refusals
from holdfast.records.sources import find_sources
from holdfast.records.staging import Staging
from holdfast.records.zipped import ZipLimits

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from pathlib import Path

    from holdfast.kernel.provenance import InputFile
    from holdfast.records.forms import Recognised
    from holdfast.records.one_return import OneReturn
    from holdfast.records.pseudonym import Pseudonyms
    from holdfast.records.sources import Source

LIMITS = ZipLimits()
MOST_AT_ONCE = 4
"""Returns read at the same time: polars leaves a core idle where a step has one thread."""

MOST_NAMED = 5


@dataclass(frozen=True, kw_only=True)
class Returns:
    """What was read.

    Parameters
    ----------
    stage
        The folder of staged tables, one folder of Parquet parts each.
    tables
        The parts of each table that was read, in order of file.
    years
        For each kind of return (`ssda903`, `cin`, `annex_a`), the collection years read.
    files
        The files that are returns, in order of name. A staged row's `file` is the index here.
    refusals
        One row a reason; see `holdfast.records.refusals.REFUSAL_SCHEMA`.
    notes
        What should be said of files: columns kept out, labels corrected, tables missing.
    read
        Rows staged, by table.
    reference_dates
        For each CIN census that names it, the day up to which it is complete, by year.
    """

    stage: Path
    tables: Mapping[str, tuple[Path, ...]]
    years: Mapping[str, tuple[int, ...]]
    files: tuple[InputFile, ...]
    refusals: pl.DataFrame
    notes: tuple[Note, ...]
    read: Mapping[str, int]
    reference_dates: Mapping[int, date] = field(default_factory=dict)


def read_returns(
    path: Path,
    *,
    stage: Path,
    pseudonyms: Pseudonyms,
    progress: Progress = SILENT,
    limits: ZipLimits = LIMITS,
) -> Returns:
    """Read every return in a folder, a zip or a file.

    Parameters
    ----------
    path
        What was given.
    stage
        Where the staged tables go. Those of an earlier run are removed first.
    pseudonyms
        What turns the council's references into pseudonyms.
    progress
        Who hears how many bytes are done.
    limits
        How much may come out of a zip.

    Raises
    ------
    InputError
        Where nothing at all could be read: the fault of the file if there is one file, else
        `records.nothing-read`. A fault in one of several files is in `Returns.refusals`.
    """
    sources = find_sources(path, limits)
    refusals = Refusals()
    for name, code in sources.refused.items():
        refusals.add(file=name, code=code, consequence=FILE_REFUSED)
    faults: list[InputError] = []
    accepted: list[tuple[Source, Recognised]] = []
    for source in sources.files:
        try:
            with source.open() as stream:
                accepted.append((source, recognise_form(stream, source.name)))
        except InputError as fault:
            faults.append(fault)
            refusals.add(file=source.name, code=fault.code, consequence=FILE_REFUSED)
        except OSError:
            code = "records.file-unreadable"
            refusals.add(file=source.name, code=code, consequence=FILE_REFUSED)
    returns = sort_into_returns([s for s, _ in accepted], [what for _, what in accepted])
    names = [source.name for source, _ in accepted]
    staging = Staging(stage, pseudonyms=pseudonyms, names=names, refusals=refusals)
    total = sum(source.size for source, _ in accepted)
    with progress.step("Read returns", total=total, unit="byte") as advance:
        reading = FileReading(staging, limits, _one_at_a_time(advance))

        def read(one: OneReturn) -> None:
            for at in one.files:
                reading.read(at, *accepted[at], one)

        with ThreadPoolExecutor(min(MOST_AT_ONCE, pl.thread_pool_size())) as several:
            list(several.map(read, returns))
    if not any(staging.tables(at) for at in range(len(names))):
        raise _nothing_read([*faults, *(reading.faults[at] for at in sorted(reading.faults))])
    return _settled(returns, names, reading, staging, refusals, stage)


def _one_at_a_time(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Let several threads report progress without talking over each other."""
    lock = Lock()

    def report(units: int) -> None:
        with lock:
            advance(units)

    return report


def _settled(
    returns: list[OneReturn],
    names: list[str],
    reading: FileReading,
    staging: Staging,
    refusals: Refusals,
    stage: Path,
) -> Returns:
    """Settle what only all the files together can tell, and say what was read."""
    follow_the_others(returns)
    returns = [one for one in returns if any(staging.tables(at) for at in one.files)]
    for one in returns:
        if one.year is None:
            _refuse_without_year(one, names, reading, staging)
    returns = [one for one in returns if one.year is not None]
    if not returns:
        raise _nothing_read([reading.faults[at] for at in sorted(reading.faults)])
    of_file: dict[int, list[Note]] = dict(reading.notes)
    tables: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    for one in returns:
        year = one.year or 0
        for at in one.files:
            staging.settle(at, year)
            of_file[at] += staging.notes(at, year)
            if one.kind == "ssda903":
                tables[year] |= staging.tables(at)
    years = kinds_read(returns)
    parts = staging.parts()
    doubtful = settle_birth_dates(parts, names, refusals)
    notes = [note for at in sorted(of_file) for note in of_file[at]]
    notes += [note for one in returns if (note := one.note()) is not None]
    notes += given_twice(returns)
    notes += missing_years(years)
    notes += missing_tables(tables, refusals)
    if doubtful:
        notes.append(
            Note(
                "records.two-birth-dates",
                "",
                f"Children with more than one birth date: {doubtful:,}. That of the latest "
                "header counts.",
            )
        )
    return Returns(
        stage=stage,
        tables=parts,
        years=years,
        files=tuple(reading.files[at] for at in range(len(names))),
        refusals=refusals.frame(),
        notes=tuple(notes),
        read=staging.rows(),
        reference_dates={
            one.year or 0: day
            for one in returns
            for at in one.files
            if (day := reading.reference_dates.get(at)) is not None
        },
    )


def _refuse_without_year(
    one: OneReturn, names: list[str], reading: FileReading, staging: Staging
) -> None:
    for at in one.files:
        reading.refuse(
            at,
            InputError(
                "Neither the name of this file nor its dates say which year it is for.",
                code="records.year-unknown",
                where=names[at],
                fix="Put it in a folder named by the collection year, such as 2024.",
            ),
        )


def _nothing_read(faults: list[InputError]) -> InputError:
    """Say why there is nothing to go on with."""
    if len(faults) == 1:
        return faults[0]
    first = ", ".join(f"{fault.where} ({fault.code})" for fault in faults[:MOST_NAMED])
    return InputError(
        "None of the files given could be read as a return.",
        code="records.nothing-read",
        where=first,
        fix="See the codes in docs/reference/errors.md; give SSDA903, CIN or Annex A files.",
    )
