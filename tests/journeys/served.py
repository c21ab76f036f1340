"""The service that the browser looks at: in processes of its own, furnished once.

Furnishing reads a return and runs an evaluation, so it is done once, also where the tests are
shared out among several processes: the first makes it and the others take a copy.
"""

import fcntl
import json
import shutil
import socket
import time
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException

from tests.web.real_service import Service


class Served(Service):
    """A furnished service: its address, its people's cookies, the keys of what it holds."""

    def __init__(self, home):
        super().__init__(
            home, f"sqlite:///{home / 'holdfast.sqlite3'}",
            DJANGO_SETTINGS_MODULE="tests.journeys.settings", HOLDFAST_DEMO="no",
            HOLDFAST_HTTPS="no", HOLDFAST_WEB_PROCESSES=1,
            HOLDFAST_WORK_LOST_SECONDS=120,  # a loaded machine is slow, and no worker is lost

        )  # fmt: skip
        self.at_work = None

    def begin(self):
        """Start the pages, and wait for them."""
        found = json.loads((self.home / "furnished.json").read_text())
        self.cookies, self.keys = found["cookies"], found["keys"]
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://localhost:{self.port}"
        self.start(
            "holdfast_web.config.commands.serve", "--no-prepare", "--no-worker",
            "--port", str(self.port),
        )  # fmt: skip
        end = time.monotonic() + 60
        while not self.answers():
            assert time.monotonic() < end, self.log()
            time.sleep(0.1)

    def cookie(self, who):
        """Give the cookie of somebody by name."""
        return {"name": "sessionid", "value": self.cookies[who], "url": self.url}

    def answers(self):
        """Say whether the pages answer."""
        with (
            suppress(OSError, HTTPException),
            closing(HTTPConnection("127.0.0.1", self.port, timeout=10)) as connection,
        ):
            connection.request("GET", "/health/live")
            answer = connection.getresponse()
            answer.read()
            return answer.status == 200
        return False

    def have_worker(self):
        """See that a worker is there, once for all tests that need one."""
        if self.at_work is None or self.at_work.poll() is not None:
            self.at_work = self.worker()


def furnish(home):
    """Make the database and all that is in it."""
    home.mkdir()
    (home / "furnished.json").write_text(Served(home).run("tests.journeys.furnish"))


@contextmanager
def furnished(shared, home):
    """Give a running service whose home is a copy of the one that was furnished for all."""
    with (shared / "furnishing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "furnished" / "furnished.json").exists():
            shutil.rmtree(shared / "furnished", ignore_errors=True)
            furnish(shared / "furnished")
    shutil.copytree(shared / "furnished", home)
    served = Served(home)
    try:
        served.begin()
        yield served
    finally:
        served.end()
