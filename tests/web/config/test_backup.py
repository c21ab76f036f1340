"""Backup and restore, from one database into a fresh one, as the commands do it."""

import os

import pytest
from tests.web.real_service import SERVER, Service, empty_database, fresh_database

from holdfast import __version__
from holdfast.kernel.errors import InputError
from holdfast_web.config.backup.contents import Contents, migrations
from holdfast_web.config.backup.reading import check_version
from holdfast_web.config.backup.writing import keep_newest

PASSPHRASE = "five unrelated invented words"  # noqa: S105  (of no backup)
OTHER = "five other invented words"
EVENTS = "people.auditevent"


@pytest.fixture(scope="module")
def full(template, tmp_path_factory):
    """Give a service with rows of many kinds, and files."""
    home = tmp_path_factory.mktemp("full")
    with fresh_database(home, template) as database:
        service = Service(home, database, HOLDFAST_BACKUP_PASSPHRASE=PASSPHRASE)
        service.inside("fill")
        yield service


@pytest.fixture(scope="module")
def backup(full, tmp_path_factory):
    """Give a backup of it, and what it held when that was made."""
    held = everything(full)
    return backed_up(full, tmp_path_factory.mktemp("backups")), held


@pytest.fixture
def fresh(tmp_path_factory):
    """Give a function that makes a service with nothing in it, not even a table."""
    made = []

    def empty(*, sqlite):
        home = tmp_path_factory.mktemp("fresh")
        holding = empty_database(home, sqlite=sqlite)
        made.append(holding)
        return Service(home, holding.__enter__(), HOLDFAST_BACKUP_PASSPHRASE=PASSPHRASE)

    yield empty
    for holding in made:
        holding.__exit__(None, None, None)


def everything(service):
    """Give every row of every table and every file, as far as a backup is to hold them."""
    files = {
        str(path.relative_to(service.home)): path.read_bytes()
        for folder in ("store", "media")
        for path in (service.home / folder).rglob("*")
        if path.is_file() and "scratch" not in path.parts
    }
    return service.inside("everything"), files


def backed_up(service, folder):
    service.run("holdfast_web.config.commands.backup", str(folder))
    (made,) = folder.iterdir()
    return made


def restore(service, path, *more):
    return service.run("holdfast_web.config.commands.restore", str(path), *more)


def same(before, after):
    """Say that one service holds what another held, with new events after its own."""
    (rows, files), (rows_after, files_after) = before, after
    assert rows_after.keys() == rows.keys()
    assert {name for name in rows if rows[name] != rows_after[name]} <= {EVENTS}
    assert rows_after[EVENTS][: len(rows[EVENTS])] == rows[EVENTS]
    assert files_after == files


def test_what_is_restored_is_what_was_backed_up(backup, fresh, tmp_path):
    path, held = backup
    assert len(held[1]) == 3
    assert sum(len(rows) > 0 for rows in held[0].values()) >= 8
    first = fresh(sqlite=True)

    restore(first, path)

    same(held, everything(first))
    assert first.inside("everything")[EVENTS][-1][2] == "backup restored"
    # The service goes on from there: new rows get numbers that none has, and work is done.
    (key,) = first.ask("kill.write", steps=1)
    first.run("holdfast_web.config.commands.worker", "--until-empty")
    assert first.job(key)[0] == "done"
    if SERVER:  # from PostgreSQL to SQLite that was, and now from SQLite to PostgreSQL
        now = everything(first)
        again = fresh(sqlite=False)
        restore(again, backed_up(first, tmp_path))
        same(now, everything(again))
        (key,) = again.ask("kill.write", steps=1)
        assert again.job(key)[0] == "waiting"


def test_a_backup_holds_nothing_that_can_be_read(backup):
    path, _ = backup
    held = path.read_bytes()

    assert not any(text in held for text in (b"Northmere", b"analyst@", b"PAR1", b"kill.write"))
    assert path.stat().st_mode & 0o777 == 0o600


def test_what_cannot_be_trusted_is_refused(backup, fresh, tmp_path):
    path, _ = backup
    whole = path.read_bytes()
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
    tries = [(str(tmp_path / name), PASSPHRASE) for name in [*harmed, "not there"]]
    service = fresh(sqlite=not SERVER)

    codes = service.inside("refused", tries=[*tries, (str(path), OTHER)])

    assert codes == [
        *["backup.damaged"] * 4, "backup.not-a-backup", "backup.not-found",
        "backup.passphrase-wrong",
    ]  # fmt: skip
    assert [found for found in (service.home / "store").rglob("*") if found.is_file()] == []


def test_what_a_service_holds_is_lost_only_when_asked(full, backup):
    path, held = backup
    (full.home / "store" / "later").write_text("put there after the backup")
    before = everything(full)

    assert full.inside("refused", tries=[(str(path), PASSPHRASE)]) == ["backup.not-empty"]
    assert everything(full) == before

    restore(full, path, "--replace")
    same(held, everything(full))


def test_only_the_newest_backups_are_kept(tmp_path):
    names = [f"holdfast-2026112{day}T010000000000Z.holdfast-backup" for day in range(4)]
    for name in [*names, "another file"]:
        (tmp_path / name).write_bytes(b"")

    assert keep_newest(tmp_path, 0) == []
    assert [path.name for path in keep_newest(tmp_path, 2)] == names[:2]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["another file", *names[2:]]


def holds(version, steps):
    return Contents(
        version=version, made_at="1 March 2026", database="sqlite", migrations=steps
    )


def test_a_backup_of_another_version_is_refused_by_its_number(db):
    with pytest.raises(InputError) as refused:
        check_version(holds("0.0.1", migrations()[1:]))

    assert refused.value.code == "backup.other-version"
    assert refused.value.where == "version 0.0.1, 1 March 2026"


def test_two_builds_of_one_version_are_told_apart_by_their_migrations(db):
    ours = migrations()
    changed = sorted([*ours[1:], "people.9998_one", "people.9999_two"])
    with pytest.raises(InputError) as refused:
        check_version(holds(__version__, changed))

    assert refused.value.where == (
        f"version {__version__}, 1 March 2026; only in the backup: people.9998_one, "
        f"people.9999_two; only here: {ours[0]}"
    )
    check_version(holds(__version__, ours))
