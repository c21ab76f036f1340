"""What does an archive hold? The tables, the files, and last a list of both."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

TABLES = "tables"
FILES = "files"
LIST = "list.json"
ROWS_A_PART = 1000

FOLDERS = ("store", "media")
"""The folders under HOLDFAST_HOME whose files are kept."""
PASSING = frozenset({"scratch"})
"""Folders of an organisation's store whose files live for one attempt at a job only."""


@dataclass(kw_only=True, slots=True)
class Contents:
    """What an archive holds, counted as it was written."""

    version: str
    made_at: str
    database: str
    migrations: list[str]
    tables: dict[str, int] = field(default_factory=dict)
    files: int = 0
    bytes_of_files: int = 0

    def as_json(self) -> dict[str, Any]:
        """Give it as JSON can hold it."""
        return asdict(self)


def migrations() -> list[str]:
    """Give the steps by which the database got its present form."""
    applied = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in applied)


def files() -> list[Path]:
    """Give every file to keep, relative to HOLDFAST_HOME, in order."""
    home = Path(settings.HOME)
    return sorted(
        path.relative_to(home)
        for folder in FOLDERS
        for path in (home / folder).rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and PASSING.isdisjoint(path.relative_to(home).parts[2:3])
    )
