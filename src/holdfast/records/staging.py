"""How does text from a return become typed, checked, pseudonymous Parquet?

Every reader hands over the same `Batch`; here its cells are typed, what means nothing is set
aside or refused, references become pseudonyms, and the rows are written as one folder of
Parquet a table. What stands in that folder is plain: text, whole numbers and days that DuckDB,
Spark and polars all read, with dictionary pages for what repeats.

A file's rows wait in memory until the file is done, or until there are `ROWS_A_PART` of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import polars as pl

from holdfast.library.code_list import code_list
from holdfast.library.return_layout import Kind
from holdfast.records.batch import FILE_REFUSED, ROW, Batch, Heading, Note, Reader
from holdfast.records.cells import read_dates
from holdfast.records.parts import write_part
from holdfast.records.rows import read_rows, staged_columns, staged_tables
from holdfast.records.spans import SPANS
from holdfast.records.year_labels import dates_by_year, year_of_dates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from holdfast.library.return_layout import ReturnTable
    from holdfast.records.pseudonym import Pseudonyms
    from holdfast.records.refusals import Refusals

__all__ = ["Batch", "Heading", "Note", "Reader", "Staging"]

ROWS_A_PART = 250_000


@dataclass(slots=True)
class _Filling:
    """One table of one file: rows that wait, and parts already written, with their year."""

    waiting: list[pl.DataFrame] = field(default_factory=list)
    parts: dict[Path, int | None] = field(default_factory=dict)
    rows: int = 0


@dataclass(slots=True)
class _File:
    """What is known of one file so far."""

    tables: defaultdict[str, _Filling] = field(default_factory=lambda: defaultdict(_Filling))
    guess: int | None = None
    years: Counter[int] = field(default_factory=Counter)
    mended: Counter[tuple[str, str]] = field(default_factory=Counter)
    blank: Counter[tuple[str, str]] = field(default_factory=Counter)
    dated: Counter[tuple[str, str, str]] = field(default_factory=Counter)


class Staging:
    """The folder of staged tables, while it is being filled.

    Parameters
    ----------
    folder
        Where the tables go, one folder each. Staged tables of an earlier run are removed.
    pseudonyms
        What turns references into pseudonyms.
    names
        What the files are called in refusals and notes, by their index.
    refusals
        Where refusals are put down.
    """

    def __init__(
        self, folder: Path, *, pseudonyms: Pseudonyms, names: Sequence[str], refusals: Refusals
    ) -> None:
        self._folder, self._pseudonyms, self._names = folder, pseudonyms, names
        self._refusals = refusals
        self._files: defaultdict[int, _File] = defaultdict(_File)
        self._layout = staged_tables()
        for table in self._layout:
            for part in (folder / table).glob("*.parquet"):
                part.unlink()

    def add(self, batch: Batch, *, file: int, year: int | None) -> None:
        """Stage some rows of one table.

        Parameters
        ----------
        batch
            What a reader came upon.
        file
            The index of its file.
        year
            The collection year as far as it is known; `settle` has the last word. Until then
            it only says which dates are plausible, and a year or two more or less changes
            little in that.
        """
        name, state, table = self._names[file], self._files[file], self._layout[batch.table]
        self._refusals.add_faults(batch.faults, file=name, table=table.name)
        if year is None:
            year = state.guess = state.guess or _guess(batch.frame, table)
        rows = read_rows(batch.frame, table, year)
        for fault in rows.faults:
            self._refusals.add(
                file=name,
                table=table.name,
                column=fault.column,
                code=fault.code,
                consequence=fault.consequence,
                rows=fault.rows,
            )
        state.mended.update({(table.name, column): n for column, n in rows.mended.items()})
        # A value that the reader set aside is said there, and is not also one that is missing.
        aside = batch.faults.join(rows.frame.select(ROW), on=ROW, how="semi")["column"]
        blank = rows.blank - Counter(aside)
        state.blank.update({(table.name, column): n for column, n in blank.items()})
        state.dated.update({(table.name, *key): n for key, n in rows.dated.items()})
        state.years += dates_by_year(rows.frame[column] for column in _event_dates(table))
        filling = state.tables[table.name]
        filling.waiting.append(self._under_pseudonyms(rows.frame, table))
        filling.rows += len(rows.frame)
        if sum(map(len, filling.waiting)) >= ROWS_A_PART:
            self._write(filling, table.name, file, year)

    def years(self, file: int) -> Mapping[int, int]:
        """How many dates of events does the file have in each collection year?"""
        return self._files[file].years

    def tables(self, file: int) -> frozenset[str]:
        """Which tables does the file have, be it without a row?"""
        return frozenset(self._files[file].tables)

    def settle(self, file: int, year: int) -> None:
        """Write all of a file under its collection year; parts under another are rewritten."""
        for table, filling in self._files[file].tables.items():
            if filling.waiting:
                self._write(filling, table, file, year)
            for part, written in filling.parts.items():
                if written != year:
                    frame = pl.read_parquet(part, memory_map=False)
                    write_part(frame.with_columns(return_year=pl.lit(year, pl.Int16)), part)
                    filling.parts[part] = year

    def abandon(self, file: int, code: str) -> None:
        """Refuse a whole file: what was staged or said of it so far is taken back."""
        for filling in self._files.pop(file, _File()).tables.values():
            for part in filling.parts:
                part.unlink()
        self._refusals.forget(self._names[file])
        self._refusals.add(file=self._names[file], code=code, consequence=FILE_REFUSED)

    def parts(self) -> dict[str, tuple[Path, ...]]:
        """Which parts does each table have, in order of file?"""
        found: defaultdict[str, list[Path]] = defaultdict(list)
        for file in sorted(self._files):
            for table, filling in self._files[file].tables.items():
                found[table] += filling.parts
        return {table: tuple(found[table]) for table in self._layout if table in found}

    def rows(self) -> Counter[str]:
        """How many rows of each table were staged?"""
        tables = (state.tables.items() for state in self._files.values())
        return sum((Counter({t: f.rows for t, f in items}) for items in tables), Counter())

    def notes(self, file: int, year: int) -> Iterator[Note]:
        """Say what was noticed of a file: what was mended, blank, or of another year."""
        state, name = self._files[file], self._names[file]
        for (table, column), count in sorted(state.mended.items()):
            yield Note(
                "records.point-zero",
                f"{name}, {table}, {column}",
                f"Values that had lost their form in a spreadsheet (12.0 for 12): {count:,}.",
            )
        for (table, column), count in sorted(state.blank.items()):
            yield Note(
                "records.value-blank",
                f"{name}, {table}, {column}",
                f"Rows in which this must not be blank, and is: {count:,}.",
            )
        others: Counter[tuple[str, str]] = Counter()
        for (table, column, code), count in state.dated.items():
            codes = self._layout[table].columns[column].code_list
            if codes is not None and code not in code_list(codes).valid(year):
                others[table, column] += count
        for (table, column), count in sorted(others.items()):
            yield Note(
                "records.code-of-another-year",
                f"{name}, {table}, {column}",
                f"Codes kept although no return of {year} should hold them: {count:,}.",
            )

    def _under_pseudonyms(self, frame: pl.DataFrame, table: ReturnTable) -> pl.DataFrame:
        references = [c.name for c in staged_columns(table) if c.kind is Kind.ID]
        return frame.with_columns(self._pseudonyms.column(frame[name]) for name in references)

    def _write(self, filling: _Filling, table: str, file: int, year: int | None) -> None:
        frame = pl.concat(filling.waiting).select(
            pl.exclude(ROW), pl.lit(year, pl.Int16).alias("return_year"),
            pl.lit(file, pl.Int16).alias("file"), ROW,
        )  # fmt: skip
        part = self._folder / table / f"{file:05d}-{len(filling.parts):04d}.parquet"
        part.parent.mkdir(parents=True, exist_ok=True)
        write_part(frame, part)
        filling.waiting.clear()
        filling.parts[part] = year


def _event_dates(table: ReturnTable) -> list[str]:
    span = SPANS[table.name]
    return [name for name in (span.start, span.end) if name]


def _guess(raw: pl.DataFrame, table: ReturnTable) -> int | None:
    """Which year do the first rows of a file without one seem to be of?"""
    names = [name for name in _event_dates(table) if name in raw.columns]
    return year_of_dates(dates_by_year(read_dates(raw[name])[0] for name in names))
