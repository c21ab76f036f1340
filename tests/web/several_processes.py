"""Let several processes write to the test's database at once, and read what came of it."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing

from django.db import connection

LONGEST = 300


def write_at_once(script, lots, place):
    """Run a script once for each lot of arguments, all beginning together.

    Parameters
    ----------
    script
        Python that sets Django up, reads a line from its input, and then writes.
    lots
        The arguments of each process.
    place
        A folder of the test's own, for the copy in which processes of SQLite meet: the
        database of a test is in the memory of one process.

    Returns
    -------
    list[str]
        What each printed.
    """
    here = connection.vendor == "sqlite"
    if here:
        connection.ensure_connection()
        _copy(connection.connection, place / "shared.sqlite3")
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{place / 'shared.sqlite3'}" if here else _address(),
        "DJANGO_SETTINGS_MODULE": "tests.web.settings",
        "HOLDFAST_HOME": str(place),
    }
    writers = [
        subprocess.Popen(
            [sys.executable, "-c", script, *map(str, lot)],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for lot in lots
    ]
    for writer in writers:
        writer.stdin.write("go\n")
        writer.stdin.flush()
    told = [writer.communicate(timeout=LONGEST) for writer in writers]
    assert [writer.returncode for writer in writers] == [0] * len(lots), [e for _, e in told]
    if here:
        with closing(sqlite3.connect(place / "shared.sqlite3")) as shared:
            shared.backup(connection.connection)
    return [printed for printed, _ in told]


def _copy(database, path):
    with closing(sqlite3.connect(path)) as shared:
        database.backup(shared)


def _address():
    told = connection.settings_dict
    return (
        f"postgresql://{told['USER']}:{told['PASSWORD']}@"
        f"{told['HOST'].replace('/', '%2F')}:{told['PORT']}/{told['NAME']}"
    )
