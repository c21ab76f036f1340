"""Backup and restore, from one database into a fresh one, as the commands do it."""

import json
import os

import pytest
from tests.web.real_service import Service, empty_database, fresh_database

from holdfast_web.config.backup.writing import keep_newest

PASSPHRASE = "five unrelated invented words"  # noqa: S105  (of no backup)


@pytest.fixture(scope="module")
def full(template, tmp_path_factory):
    """Give a service with rows of many kinds, and files."""
    home = tmp_path_factory.mktemp("full")
    with fresh_database(home, template) as database:
        service = Service(home, database, HOLDFAST_BACKUP_PASSPHRASE=PASSPHRASE)
        service.run("tests.web.config.filling")
        yield service


@pytest.fixture(scope="module")
def backup(full, tmp_path_factory):
    folder = tmp_path_factory.mktemp("backups")
    full.run("holdfast_web.config.commands.backup", str(folder))
    (made,) = folder.iterdir()
    return made


@pytest.fixture
def fresh(tmp_path_factory):
    """Give a service with nothing in it, not even a table."""
    home = tmp_path_factory.mktemp("fresh")
    with empty_database(home) as database:
        yield Service(home, database, HOLDFAST_BACKUP_PASSPHRASE=PASSPHRASE)


def everything(service):
    """Give every row of every table and every file, as far as a backup is to hold them."""
    said = json.loads(service.run("tests.web.config.everything"))
    files = {
        str(path.relative_to(service.home)): path.read_bytes()
        for folder in ("store", "media")
        for path in (service.home / folder).rglob("*")
        if path.is_file() and "scratch" not in path.parts
    }
    return said, files


def restore(service, path, *more, check=True):
    return service.run("holdfast_web.config.commands.restore", str(path), *more, check=check)


def test_what_is_restored_is_what_was_backed_up(full, backup, fresh):
    before, files = everything(full)

    restore(fresh, backup)

    after, restored = everything(fresh)
    events = "people.auditevent"
    assert after.keys() == before.keys()
    assert {t: rows for t, rows in after.items() if t != events} == {
        t: rows for t, rows in before.items() if t != events
    }
    # The trail goes on: it holds all that it held when the backup was made, and the restore.
    assert after[events][:-1] == before[events][:-1]
    assert (before[events][-1][2], after[events][-1][2]) == ("backup made", "backup restored")
    assert restored == files
    assert len(files) == 3
    assert sum(len(rows) > 0 for rows in after.values()) >= 8

    # The service goes on from there: new rows get numbers that none has, and work is done.
    (key,) = fresh.ask("kill.write", steps=1)
    fresh.run("holdfast_web.config.commands.worker", "--until-empty")
    assert fresh.job(key)[0] == "done"


def test_a_backup_holds_nothing_that_can_be_read(backup):
    held = backup.read_bytes()

    assert not any(text in held for text in (b"Northmere", b"analyst@", b"PAR1", b"kill.write"))
    assert backup.stat().st_mode & 0o777 == 0o600


def refused(service, *paths):
    """Say why each restore was refused; nothing is there afterwards."""
    codes = service.run("tests.web.config.refused", *map(str, paths)).split()
    assert [p for p in (service.home / "store").rglob("*") if p.is_file()] == []
    return codes


def test_what_cannot_be_trusted_is_refused(backup, fresh, tmp_path):
    whole = backup.read_bytes()
    assert len(whole) > 2 << 20
    middle = len(whole) // 2
    harmed = {
        "cut in a chunk": whole[:-1000],
        "cut between chunks": whole[: 18 + 16 + 2 * ((1 << 20) + 16)],
        "a bit turned": whole[:middle] + bytes([whole[middle] ^ 1]) + whole[middle + 1 :],
        "more at the end": whole + b"\0",
        "no backup at all": os.urandom(1000),
    }
    for name, content in harmed.items():
        (tmp_path / name).write_bytes(content)

    codes = refused(fresh, *(tmp_path / name for name in [*harmed, "not there"]))

    assert codes == ["backup.damaged"] * 4 + ["backup.not-a-backup", "backup.not-found"]


def test_another_passphrase_is_refused(backup, fresh):
    fresh.environment["HOLDFAST_BACKUP_PASSPHRASE"] = "five other invented words"  # noqa: S105

    assert refused(fresh, backup) == ["backup.passphrase-wrong"]


def test_what_a_service_holds_is_lost_only_when_asked(full, backup):
    (full.home / "store" / "later").write_text("put there after the backup")
    before, files = everything(full)

    assert full.run("tests.web.config.refused", str(backup)).split() == ["backup.not-empty"]
    assert everything(full) == (before, files)

    restore(full, backup, "--replace")
    assert everything(full)[1] == {
        name: held for name, held in files.items() if not name.endswith("later")
    }


def test_only_the_newest_backups_are_kept(tmp_path):
    names = [f"holdfast-2026112{day}T010000000000Z.holdfast-backup" for day in range(4)]
    for name in [*names, "another file"]:
        (tmp_path / name).write_bytes(b"")

    assert keep_newest(tmp_path, 0) == []
    assert [path.name for path in keep_newest(tmp_path, 2)] == names[:2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another file", *names[2:]]
