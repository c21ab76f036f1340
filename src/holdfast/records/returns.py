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
from holdfast.records.birth_dates import CODE as TWO_BIRTH_DATES
from holdfast.records.birth_dates import settle_birth_dates
from holdfast.records.completeness import missing_tables, missing_years
from holdfast.records.file_reading import FileReading, note_of, unreadable
from holdfast.records.forms import recognise_form
from holdfast.records.one_return import (
    follow_the_others,
    given_twice,
    kinds_read,
    sort_into_returns,
    tables_given_twice,
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
    from holdfast.records.sources import Source, Sources

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
    job = _Job(find_sources(path, limits), stage, pseudonyms)
    job.read(progress, limits)
    if not job.settle():
        raise job.nothing_read(path.name)
    return job.result(stage)


class _Job:
    """One call of `read_returns`, from the files found to what they hold."""

    def __init__(self, sources: Sources, stage: Path, pseudonyms: Pseudonyms) -> None:
        self._refusals = Refusals()
        self._faults: dict[str, InputError] = {}
        self._notes: list[Note] = []
        for name, code in sources.refused.items():
            self._refusals.add(file=name, code=code, consequence=FILE_REFUSED)
        accepted = [(source, self._recognise(source)) for source in sources.files]
        self._files = [(source, what) for source, what in accepted if what is not None]
        self._refused = sources.refused
        self._returns = sort_into_returns(self._files)
        self._staging = Staging(
            stage,
            pseudonyms=pseudonyms,
            names=[source.name for source, _ in self._files],
            refusals=self._refusals,
        )
        self._reading = FileReading(self._staging)

    def _recognise(self, source: Source) -> Recognised | None:
        try:
            with source.open() as stream:
                return recognise_form(stream, source.name)
        except OSError:
            fault = unreadable(source.name)
        except InputError as error:
            fault = error
        self._faults[source.name] = fault
        self._refusals.add(file=source.name, code=fault.code, consequence=FILE_REFUSED)
        self._notes.append(note_of(fault))
        return None

    def read(self, progress: Progress, limits: ZipLimits) -> None:
        """Read every file; the files of one return after each other."""
        total = sum(source.size for source, _ in self._files)
        with (
            progress.step("Read returns", total=total, unit="byte") as advance,
            ThreadPoolExecutor(min(MOST_AT_ONCE, pl.thread_pool_size())) as several,
        ):
            report = _one_at_a_time(advance)

            def read_one(one: OneReturn) -> None:
                for at in one.files:
                    self._reading.read(at, *self._files[at], one, limits, report)

            list(several.map(read_one, self._returns))

    def settle(self) -> bool:
        """Settle what only all the files together can tell; False where nothing was read."""
        follow_the_others(self._returns)
        for one in self._returns:
            if one.year is None:
                for at in one.files:
                    if at not in self._reading.faults:
                        self._reading.refuse(at, _without_year(self._files[at][0].name))
            else:
                for at in one.files:
                    self._staging.settle(at, one.year)
        self._returns = [
            one for one in self._returns if any(map(self._staging.tables, one.files))
        ]
        return bool(self._returns)

    def result(self, stage: Path) -> Returns:
        """Say what was read."""
        years = kinds_read(self._returns)
        notes = self._notes + self._notes_of_files()
        parts = self._staging.parts()
        names = [source.name for source, _ in self._files]
        doubtful = settle_birth_dates(parts, names, self._refusals)
        notes += [note for one in self._returns if (note := one.note()) is not None]
        notes += [*tables_given_twice(self._returns, self._files), *given_twice(self._returns)]
        notes += [*missing_years(years), *missing_tables(self._tables(), self._refusals)]
        if doubtful:
            text = f"Children with more than one birth date: {doubtful:,}. That of the latest "
            notes.append(Note(TWO_BIRTH_DATES, "", text + "header counts."))
        return Returns(
            stage=stage,
            tables=parts,
            years=years,
            files=tuple(self._reading.files[at] for at in range(len(names))),
            refusals=self._refusals.frame(),
            notes=tuple(notes),
            read=self._staging.rows(),
            reference_dates=self._reference_dates(),
        )

    def _notes_of_files(self) -> list[Note]:
        year_of = {at: one.year for one in self._returns for at in one.files}
        notes = []
        for at in range(len(self._files)):
            notes += self._reading.notes[at]
            if (year := year_of.get(at)) is not None:
                notes += self._staging.notes(at, year)
        return notes

    def _tables(self) -> dict[int, frozenset[str]]:
        """Which SSDA903 tables were read for each year?"""
        tables: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
        for one in self._returns:
            if one.kind == "ssda903" and one.year is not None:
                tables[one.year] |= frozenset().union(*map(self._staging.tables, one.files))
        return tables

    def _reference_dates(self) -> dict[int, date]:
        dates = self._reading.reference_dates
        return {
            one.year: dates[at]
            for one in self._returns
            for at in one.files
            if at in dates and one.year is not None
        }

    def nothing_read(self, given: str) -> InputError:
        """Say why there is nothing to go on with."""
        faults = self._faults | {f.where: f for _, f in sorted(self._reading.faults.items())}
        if len(faults) == 1 and not self._refused:
            return next(iter(faults.values()))
        codes = {where: fault.code for where, fault in faults.items()} | self._refused
        first = [f"{where} ({code})" for where, code in sorted(codes.items())][:MOST_NAMED]
        return InputError(
            "None of the files given could be read as a return.",
            code="records.nothing-read",
            where=", ".join(first) or given,
            fix="Give SSDA903, CIN or Annex A files; docs/reference/errors.md has each code.",
        )


def _one_at_a_time(advance: Callable[[int], None]) -> Callable[[int], None]:
    """Let several threads report progress without talking over each other."""
    lock = Lock()

    def report(units: int) -> None:
        with lock:
            advance(units)

    return report


def _without_year(name: str) -> InputError:
    return InputError(
        "Neither the name of this file nor its dates say which year it is for.",
        code="records.year-unknown",
        where=name,
        fix="Put it in a folder named by the collection year, such as 2024.",
    )
