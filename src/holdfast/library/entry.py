"""Can this library file be trusted to be what it says it is?

Every YAML file of the library is one entry: it carries its name, version, source and licence,
and is validated as it is read. CSV tables are read by `read_rows`. A fault names the file and
the path, or the row and column, within it.
"""

from __future__ import annotations

import csv
from datetime import date
from enum import StrEnum
from importlib.resources import files
from io import StringIO
from pathlib import Path
from typing import Annotated, TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from holdfast.kernel.errors import LibraryError

LIBRARY = Path(str(files("holdfast.library")))
"""The folder of the library that ships with Holdfast."""

Urn = Annotated[str, Field(pattern=r"^urn:[a-z][a-z-]*(:[a-z0-9][a-z0-9._-]*)+$")]


class Status(StrEnum):
    """How far an entry may be relied on."""

    CONFIRMED = "confirmed"  # read in the source named
    TO_BE_CONFIRMED = "to be confirmed"  # read in a copy, or not checked against the source
    RECOMMENDED = "recommended, not adopted"  # proposed by someone with standing, not in force
    ILLUSTRATIVE = "illustrative"  # ours, for teaching and demonstration


class Strict(BaseModel):
    """A part of an entry: frozen, and a key that it does not know is a fault."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)


class Entry(Strict):
    """What every library file says about itself."""

    urn: Urn
    version: Annotated[int, Field(ge=1)]
    title: Annotated[str, Field(min_length=1)]
    source: Annotated[str, Field(min_length=1)]
    licence: Annotated[str, Field(min_length=1)]
    valid_from: date | None = None
    valid_to: date | None = None
    status: Status

    @model_validator(mode="after")
    def _dates_in_order(self) -> Entry:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise ValueError("valid_to is before valid_from")
        return self


EntryT = TypeVar("EntryT", bound=Entry)


def load_yaml(path: Path, model: type[EntryT]) -> EntryT:
    """Read one YAML entry, checked against its model.

    Parameters
    ----------
    path
        A file of the library, or one that a user keeps beside a protocol.
    model
        The kind of entry that it must be.

    Raises
    ------
    LibraryError
        `library.file-missing`, `library.not-yaml`, or `library.entry-invalid` with the path of
        the first fault within the file and the number of the others.
    """
    text = _text(path)
    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{_named(path)}, line {mark.line + 1}" if mark else _named(path)
        raise LibraryError(
            "A library file cannot be read as YAML.",
            code="library.not-yaml",
            where=where,
            fix="Mend the line named: most often the indentation, or a colon without quotes.",
        ) from error
    try:
        return model.model_validate(content)
    except ValidationError as error:
        first, *others = error.errors(include_url=False, include_input=False)
        place = " > ".join(str(part) for part in first["loc"]) or "the whole file"
        more = f" There are {len(others)} further faults." if others else ""
        raise LibraryError(
            f"A library entry is not valid: {first['msg'].lower()}.{more}",
            code="library.entry-invalid",
            where=f"{_named(path)}, {place}",
            fix=f"See {model.__name__} in docs/reference/library.md for what belongs there.",
        ) from error


def read_rows(path: Path, columns: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    """Read the rows of a library table that has exactly these columns.

    Cells are trimmed and never None. Extra, missing or reordered columns are faults, since a
    table that is edited by hand goes wrong there first.
    """
    lines = csv.reader(StringIO(_text(path), newline=""), strict=True)
    rows: list[dict[str, str]] = []
    try:
        if tuple(next(lines, ())) != columns:
            raise LibraryError(
                "A library table does not have the columns that it should.",
                code="library.columns-wrong",
                where=f"{_named(path)}, row 1",
                fix="The first row must be: " + ",".join(columns),
            )
        for cells in lines:
            if len(cells) != len(columns):
                raise csv.Error("too many or too few cells")
            rows.append(dict(zip(columns, (cell.strip() for cell in cells), strict=True)))
    except csv.Error as error:
        raise LibraryError(
            f"A row of a library table cannot be read: {error}.",
            code="library.row-wrong",
            where=f"{_named(path)}, row {len(rows) + 2}",
            fix=f"Give {len(columns)} cells; put quotes around a cell that holds a comma.",
        ) from error
    return tuple(rows)


def find(folder: str, name: str, suffix: str) -> Path:
    """Where is the library file of this name?

    Raises
    ------
    LibraryError
        `library.name-unknown`, with the names that there are.
    """
    known = names(folder, suffix)
    if name not in known:
        raise LibraryError(
            f"The library has no entry of that name among its {folder.replace('_', ' ')}.",
            code="library.name-unknown",
            where=f"{folder}/{name}",
            fix="Use one of: " + ", ".join(known),
        )
    return LIBRARY / folder / f"{name}{suffix}"


def names(folder: str, suffix: str) -> tuple[str, ...]:
    """Which entries does this folder of the library hold? In order of name."""
    root = LIBRARY / folder
    found = (path.relative_to(root).as_posix() for path in root.rglob(f"*{suffix}"))
    return tuple(sorted(name.removesuffix(suffix) for name in found))


def _named(path: Path) -> str:
    """Name a library file from the library's own folder, any other by its name."""
    inside = path.is_relative_to(LIBRARY)
    return f"library/{path.relative_to(LIBRARY).as_posix()}" if inside else path.name


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise LibraryError(
            "A library file is missing or is not text in UTF-8.",
            code="library.file-missing",
            where=_named(path),
            fix="Check the path, and save the file as UTF-8.",
        ) from error
