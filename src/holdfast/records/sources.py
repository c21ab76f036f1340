"""Which files were given?

A folder with folders in it, a zip, a folder of zips, or one file. What operating systems leave
lying about is passed over; every other file is either read or refused by name.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from holdfast.kernel.errors import InputError
from holdfast.records import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from contextlib import AbstractContextManager

    from holdfast.records.zipped import Member, ZipLimits

MOST_FILES = 30_000
"""More than this are not one authority's returns (and the index of a file is 16 bits)."""

WORKBOOKS = frozenset({"[Content_Types].xml", "mimetype"})
"""A zip with one of these is a document: the first of Excel's, the second of OpenDocument."""

CLUTTER = re.compile(r"(^|/)(\.[^/]*|__MACOSX|Thumbs\.db|desktop\.ini|~\$[^/]*)(/|$)", re.I)
"""What operating systems and spreadsheets leave lying about; no return is called so."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that was given.

    `name` is its path from what was given, with the zip that holds it; `label` is that with
    the name of the folder that was given before it, where a year may stand.
    """

    name: str
    label: str
    size: int
    content: Path | Member

    def open(self) -> AbstractContextManager[BinaryIO]:
        """Open it from its first byte."""
        return (
            self.content.open("rb") if isinstance(self.content, Path) else self.content.open()
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class Sources:
    """The files that may be opened, in order of name, and those that may not, with the code."""

    files: tuple[Source, ...]
    refused: dict[str, str]


def find_sources(path: Path, limits: ZipLimits) -> Sources:
    """Find every file under a folder, inside a zip, or the one file given.

    Raises
    ------
    InputError
        `records.path-missing`, `records.too-many-files`, and what
        `holdfast.records.zipped.members` raises where the zip is all that was given.
    """
    if not path.exists():
        raise InputError(
            "There is nothing at the path given for the returns.",
            code="records.path-missing",
            where=path.name,
            fix="Give the folder, the zip or the file that holds the returns.",
        )
    given = path.absolute()
    found: list[Source] = []
    refused: dict[str, str] = {}
    if path.is_dir():
        for file in _files(given):
            name = file.relative_to(given).as_posix()
            label = f"{given.name}/{name}"
            try:
                _add(file, name, label, limits, found, refused)
            except InputError as fault:
                refused[name] = fault.code
            except OSError:
                refused[name] = "records.file-unreadable"
    else:
        label = f"{given.parent.name}/{given.name}"
        _add(given, given.name, label, limits, found, refused)
    if len(found) > MOST_FILES:
        raise InputError(
            f"There are more than {MOST_FILES:,} files, which no authority's returns are.",
            code="records.too-many-files",
            where=path.name,
            fix="Give the folder that holds the returns and nothing else.",
        )
    return Sources(
        files=tuple(sorted(found, key=lambda source: source.name)),
        refused=dict(sorted(refused.items())),
    )


def _files(folder: Path) -> Iterator[Path]:
    for here, _, names in os.walk(folder):
        for name in names:
            file = Path(here, name)
            if not CLUTTER.search(file.relative_to(folder).as_posix()):
                yield file


def _add(
    file: Path,
    name: str,
    label: str,
    limits: ZipLimits,
    found: list[Source],
    refused: dict[str, str],
) -> None:
    """Put down a file, or the files inside it where it is a zip and no workbook."""
    with file.open("rb") as stream:
        is_zip = stream.read(4) in zipped.STARTS
    if not is_zip:
        found.append(Source(name, label, file.stat().st_size, file))
        return
    members, not_allowed = zipped.members(file, name, limits)
    if any(member.name in WORKBOOKS for member in members):
        found.append(Source(name, label, file.stat().st_size, file))
        return
    refused |= {f"{name}/{inside}": code for inside, code in not_allowed.items()}
    for member in members:
        if not CLUTTER.search(member.name):
            inside = f"{name}/{member.name}"
            found.append(Source(inside, f"{label}/{member.name}", member.size, member))
