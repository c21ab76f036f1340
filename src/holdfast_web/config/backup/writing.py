"""How is a backup made? One moment of the database, then the files, sealed as they go by."""

from __future__ import annotations

import io
import json
import os
import tarfile
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import connection, transaction

from holdfast import __version__
from holdfast_web.config.backup import rows
from holdfast_web.config.backup.contents import (
    FILES,
    LIST,
    ROWS_A_PART,
    TABLES,
    Contents,
    files,
    migrations,
)
from holdfast_web.config.backup.sealing import Sealer
from holdfast_web.people import audit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO

ENDING = ".holdfast-backup"


def write(folder: Path, *, passphrase: str) -> Path:
    """Write a backup into a folder and give its path. It gets its name when it is whole."""
    folder.mkdir(parents=True, exist_ok=True)
    now = datetime.now(UTC)
    path = folder / f"holdfast-{now:%Y%m%dT%H%M%S%f}Z{ENDING}"
    part = path.with_suffix(".part")
    try:
        with open(part, "xb", opener=_for_us_only) as out:
            write_to(out, passphrase=passphrase, now=now)
            out.flush()
            os.fsync(out.fileno())
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)
    audit.put_down("backup made", by=None, detail={"bytes": path.stat().st_size})
    return path


def write_to(out: BinaryIO, *, passphrase: str, now: datetime) -> Contents:
    """Write a backup to a stream."""
    sealer = Sealer(out, passphrase=passphrase)
    contents = Contents(
        version=__version__, made_at=now.isoformat(), database=connection.vendor,
        migrations=migrations(),
    )  # fmt: skip
    with tarfile.open(fileobj=sealer, mode="w|", format=tarfile.PAX_FORMAT) as archive:
        with _one_moment():
            for label, model in rows.tables().items():
                contents.tables[label] = _write_table(archive, label, rows.written(model))
        # Files after rows: whatever a row names has been there, and still is unless it was
        # meant to go.
        for path in files():
            _write_file(archive, path, contents)
        _add(archive, LIST, json.dumps(contents.as_json()).encode())
    sealer.finish()
    return contents


def keep_newest(folder: Path, keep: int) -> list[Path]:
    """Remove all backups of a folder but the newest; give those that are gone."""
    found = sorted(folder.glob(f"holdfast-*Z{ENDING}"))
    gone = found[:-keep] if keep else []
    for path in gone:
        path.unlink()
    return gone


def _write_table(archive: tarfile.TarFile, label: str, lines: Iterator[bytes]) -> int:
    total = 0
    while some := list(islice(lines, ROWS_A_PART)):
        _add(archive, f"{TABLES}/{label}/{total:012}", b"".join(some))
        total += len(some)
    return total


def _write_file(archive: tarfile.TarFile, path: Path, contents: Contents) -> None:
    try:
        stream = (Path(settings.HOME) / path).open("rb")
    except FileNotFoundError:
        return  # removed since the list was made, as its row is
    with stream:
        entry = tarfile.TarInfo(f"{FILES}/{path.as_posix()}")
        entry.size = os.fstat(stream.fileno()).st_size
        archive.addfile(entry, stream)
    contents.files += 1
    contents.bytes_of_files += entry.size


# Set by the options of settings.py; only the SQLite back end has it.
MODE = "transaction_mode"


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))


@contextmanager
def _one_moment() -> Iterator[None]:
    """See the database as it is now for as long as it takes, and keep nobody waiting."""
    before: Any = None
    if connection.vendor == "sqlite":
        connection.ensure_connection()
        before = getattr(connection, MODE)
        setattr(connection, MODE, "DEFERRED")
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    finally:
        if connection.vendor == "sqlite":
            setattr(connection, MODE, before)


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
