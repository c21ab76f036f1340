"""The database server is killed and comes back while everything works; nothing is lost.

This needs a PostgreSQL server of its own, so that no other test loses its database. Where none
can be started there is nothing to test: SQLite has no server. `make test` says so.
"""

import os
import subprocess
import sys
import threading
from contextlib import suppress
from http.client import HTTPException

import pytest
from tests.web.real_service import ROOT, Service

BESIDE = ROOT / "scripts" / "with-postgres"
FOUND = subprocess.run([BESIDE, "--find"], capture_output=True, check=False).returncode == 0
SAY_WHERE = (
    "import os, sys; "
    "print(os.environ['DATABASE_URL'], os.environ['HOLDFAST_POSTGRES_FOLDER'], flush=True); "
    "sys.stdin.read()"
)


@pytest.fixture
def server():
    """Give the address and the folder of a server that is ours alone."""
    process = subprocess.Popen(
        [BESIDE, sys.executable, "-c", SAY_WHERE],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield process.stdout.readline().split()
    process.stdin.close()
    process.stdout.close()
    process.wait(30)


def restart(folder):
    subprocess.run(
        [BESIDE, "--restart", "2"],
        env=os.environ | {"HOLDFAST_POSTGRES_FOLDER": folder}, check=True, capture_output=True,
    )  # fmt: skip


if FOUND:

    def test_work_and_pages_outlive_a_database_that_was_killed(server, tmp_path):
        database, folder = server
        service = Service(tmp_path, database, HOLDFAST_WORK_LOST_SECONDS="15")
        service.inside("make")
        keys = service.ask("kill.write", times=4, steps=20)
        pages = service.serve("--worker")
        service.worker()
        over, answers = threading.Event(), []

        def look():
            while not over.wait(0.1):
                with suppress(OSError, HTTPException):
                    answers.append(pages.ask("GET", "/health/ready")[0])

        looker = threading.Thread(target=look)
        looker.start()
        try:
            service.until_at_work(keys[0])
            restart(folder)
            ends = [service.until(key, "done", "failed") for key in keys]
            pages.until_they_answer("/health/ready")
        finally:
            over.set()
            looker.join()
            log = service.log()
            service.end()

        assert [end[0] for end in ends] == ["done"] * 4, log
        assert service.results() == {f"result of {key}": 1 for key in keys}
        assert set(answers) <= {200, 503}
        assert 503 in answers
        assert answers[-1] == 200
        events = service.query(
            "SELECT number, previous, hash FROM people_auditevent ORDER BY 1"
        )
        assert [number for number, *_ in events] == list(range(1, len(events) + 1))
        assert [event[1] for event in events[1:]] == [event[2] for event in events[:-1]]
