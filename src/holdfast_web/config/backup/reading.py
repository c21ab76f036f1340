"""How is a backup restored? Checked whole, then put back whole, or nothing is changed."""

from __future__ import annotations

import json
import os
import shutil
import tarfile
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from holdfast import __version__
from holdfast.kernel.errors import InputError
from holdfast_web.config.backup import rows
from holdfast_web.config.backup.contents import (
    FILES,
    FOLDERS,
    LIST,
    TABLES,
    Contents,
    files,
    migrations,
)
from holdfast_web.config.backup.sealing import Opener
from holdfast_web.people import audit, trail_guard
from holdfast_web.people.models import Organisation, User

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_A_TIME = 1 << 20


def restore(path: Path, *, passphrase: str, replace: bool) -> Contents:
    """Put a backup back and give what it held.

    Raises
    ------
    InputError
        Where it cannot be opened or is damaged, was made by another version, or the service
        holds something already and is not to lose it. Nothing has been changed then.
    """
    contents = check(path, passphrase=passphrase)
    call_command("migrate", interactive=False, verbosity=0)
    check_version(contents)
    if not replace:
        _check_empty()
    fresh = Path(settings.HOME) / "restoring"
    shutil.rmtree(fresh, ignore_errors=True)
    before = Path(settings.HOME) / "before-restoring"
    shutil.rmtree(before, ignore_errors=True)
    try:
        with transaction.atomic():
            _put_back(path, passphrase, fresh)
            _check_counts(contents)
            audit.put_down("backup restored", by=None, detail={"made_at": contents.made_at})
            _move_folders(Path(settings.HOME), before)
            _move_folders(fresh, Path(settings.HOME))
    except BaseException:
        if before.exists():
            _move_folders(Path(settings.HOME), fresh)
            _move_folders(before, Path(settings.HOME))
        raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(before, ignore_errors=True)
    return contents


def check(path: Path, *, passphrase: str) -> Contents:
    """Read a whole archive and give what it says it holds.

    Raises
    ------
    InputError
        Where the passphrase is another, or the archive was cut or altered.
    """
    contents: Contents | None = None
    for name, archive, entry in _entries(path, passphrase):
        stream = archive.extractfile(entry)
        if stream is None:
            raise _unreadable(name)
        if name == LIST:
            contents = Contents(**json.load(stream))
        else:
            while stream.read(AT_A_TIME):
                pass
    if contents is None:
        raise _unreadable(LIST)
    return contents


def _entries(
    path: Path, passphrase: str
) -> Iterator[tuple[str, tarfile.TarFile, tarfile.TarInfo]]:
    try:
        source = path.open("rb")
    except OSError as error:
        raise InputError(
            "The backup cannot be read.",
            code="backup.not-found",
            where=path.name,
            fix="Give a file that exists and that you may read.",
        ) from error
    with source:
        opener = Opener(source, passphrase=passphrase)
        with tarfile.open(fileobj=opener, mode="r|") as archive:
            for entry in archive:
                yield entry.name, archive, entry
        while opener.read(AT_A_TIME):
            pass  # to the sealed end, without which it was cut


def _put_back(path: Path, passphrase: str, fresh: Path) -> None:
    tables = rows.tables()
    models = list(tables.values())
    trail_guard.lift(connection)
    rows.empty(models)
    for name, archive, entry in _entries(path, passphrase):
        kind, _, rest = name.partition("/")
        stream = archive.extractfile(entry)
        if stream is None:
            raise _unreadable(name)
        if kind == TABLES:
            rows.put_back(tables[rest.partition("/")[0]], stream.read().splitlines())
        elif kind == FILES:
            place = _place(fresh, rest)
            place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            with open(place, "xb", opener=_for_us_only) as out:
                shutil.copyfileobj(stream, out, AT_A_TIME)
    rows.go_on_counting(models)
    connection.check_constraints()
    trail_guard.lay(connection)


def _place(fresh: Path, name: str) -> Path:
    parts = PurePosixPath(name).parts
    if not parts or parts[0] not in FOLDERS or ".." in parts:
        raise _unreadable(name)
    return fresh.joinpath(*parts)


def _move_folders(source: Path, to: Path) -> None:
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    for folder in FOLDERS:
        if (source / folder).exists():
            (source / folder).rename(to / folder)


def check_version(contents: Contents) -> None:
    """Refuse a backup whose database has another form than ours.

    Raises
    ------
    InputError
        `backup.other-version`. Where both have one version number, it names the migrations
        that only one of them has.
    """
    theirs, ours = set(contents.migrations), set(migrations())
    if theirs == ours:
        return
    where, fix = (
        f"version {contents.version}, {contents.made_at}",
        "Install that version, restore there, and then upgrade.",
    )
    if contents.version == __version__:
        apart = (("only in the backup", theirs - ours), ("only here", ours - theirs))
        differ = [f"{said}: {', '.join(sorted(steps))}" for said, steps in apart if steps]
        where = f"{where}; {'; '.join(differ)}"
        fix = "Install the build of that version that made it, restore there, and then upgrade."
    raise InputError(
        "The backup was made by another version of Holdfast.",
        code="backup.other-version",
        where=where,
        fix=fix,
    )


def _check_empty() -> None:
    if Organisation.objects.exists() or User.objects.exists() or files():
        raise InputError(
            "This service holds organisations, people or files already.",
            code="backup.not-empty",
            where=str(settings.HOME),
            fix="Restore into an empty service, or say --replace to lose what is there.",
        )


def _check_counts(contents: Contents) -> None:
    for label, model in rows.tables().items():
        if model._base_manager.count() != contents.tables.get(label, 0):
            raise _unreadable(label)


def _unreadable(what: str) -> InputError:
    return InputError(
        "The backup does not hold what it should.",
        code="backup.unreadable",
        where=what,
        fix="Take an earlier backup. Nothing was changed.",
    )


def _for_us_only(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
