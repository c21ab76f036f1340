"""Where does a figure come from, and was this the very file?"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date  # noqa: TC003  (dataclass fields are read at run time)
from pathlib import Path  # noqa: TC003


@dataclass(frozen=True, kw_only=True, slots=True)
class Source:
    """Where a figure was read, by which licence it may be passed on, and how sure we are.

    `confidence` says in words what was seen: the source itself, a copy of it, or less.
    """

    title: str
    url: str = ""
    licence: str = ""
    read_on: date | None = None
    confidence: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class InputFile:
    """One file that went into a result, known by its hash.

    Its name is the path below the folder that was given, never the place on a machine.
    """

    name: str
    sha256: str
    bytes: int


def sha256_of(path: Path) -> str:
    """Give the SHA-256 of a file, read as a stream."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def input_file(path: Path, *, name: str | None = None) -> InputFile:
    """Describe one input file; `name` is what to call it where its own name is not enough."""
    return InputFile(name=name or path.name, sha256=sha256_of(path), bytes=path.stat().st_size)
