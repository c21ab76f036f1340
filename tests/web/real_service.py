"""A real service in real processes, on a database of its own, to be killed in a test."""

import atexit
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import uuid
from collections import defaultdict
from contextlib import closing, contextmanager, suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path

import psycopg

ROOT = Path(__file__).resolve().parents[2]
SERVER = os.environ.get("DATABASE_URL", "")
"""The server of scripts/with-postgres, where the tests run beside one."""
PATIENCE = 240
"""How many seconds a test waits for what must come: a machine may have much else to do."""


class Inside:
    """A process that stands inside services; it begins when it is first wanted."""

    def __init__(self):
        self.process = None

    def do(self, asked, environment):
        if self.process is None:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.web.inside"],
                env=environment, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                text=True,
            )  # fmt: skip
            atexit.register(self.end)
        self.process.stdin.write(json.dumps(asked) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline())
        assert "fault" not in said, said["fault"]
        return said["gave"]

    def end(self):
        self.process.stdin.close()
        self.process.stdout.close()
        self.process.wait(10)


INSIDE = defaultdict(Inside)
"""One for each kind of database: at import, Wagtail's search settles which tables it has."""


class Service:
    """One service: its folder, its database, and whatever processes a test starts."""

    def __init__(self, home, database, **settings):
        self.home, self.database = home, database
        self.environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "tests.web.kill.settings",
            "HOLDFAST_DEMO": "yes",
            "HOLDFAST_SECRET_KEY": "a text that signs nothing but tests",
            "HOLDFAST_HOME": str(home),
            "HOLDFAST_UPLOADS": str(home / "uploads"),
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": database,
            "HOLDFAST_WORK_BEAT_SECONDS": "1",
            "HOLDFAST_WORK_LOST_SECONDS": "6",
            **{name: str(value) for name, value in settings.items()},
        }
        self.processes = []

    def run(self, *command, check=True):
        """Run one of the service's modules to its end and give what it says."""
        done = subprocess.run(
            [sys.executable, "-m", *command],
            env=self.environment, cwd=ROOT, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0 or not check, done.stderr
        return done.stdout

    def start(self, *command):
        """Start one of the service's modules; it is killed at the end of the test."""
        with (self.home / "log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", *command],
                env=self.environment, cwd=ROOT, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self.processes.append(process)
        return process

    def inside(self, does, **arguments):
        """Do something of `tests.web.inside` in this service and give what comes of it."""
        asked = {"home": str(self.home), "database": self.database}
        kind = self.database.partition(":")[0]
        return INSIDE[kind].do(asked | {"does": does, "with": arguments}, self.environment)

    def worker(self):
        return self.start("holdfast_web.config.commands.worker")

    def ask(self, kind, times=1, **arguments):
        """Ask for work and give the jobs' keys."""
        return self.inside("ask", kind=kind, arguments=arguments, times=times)

    def cancel(self, key):
        """Cancel a job; say whether it was still open."""
        return self.inside("cancel", key=key)

    def query(self, sql, *values):
        """Ask the database itself, past all of the service's own code."""
        if self.database.startswith("sqlite"):
            path = self.database.removeprefix("sqlite:///")
            with closing(sqlite3.connect(path, timeout=20)) as connection:
                return connection.execute(sql, values).fetchall()
        with psycopg.connect(self.database, autocommit=True) as connection:
            return connection.execute(sql.replace("?", "%s"), values or None).fetchall()

    def serve(self, *more):
        """Start the pages, on a port that nobody has, and give them when they answer."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        self.start(
            "holdfast_web.config.commands.serve", "--no-prepare", "--port", str(port), *more
        )
        pages = Pages(port, *self.inside("sign_in"))
        pages.until_they_answer()
        return pages

    def job(self, key):
        """Give a job's state, attempt, losses and the code of its reason."""
        columns = "state, attempt, losses, reason_code"
        key = uuid.UUID(key).hex if self.database.startswith("sqlite") else key
        return self.query(f"SELECT {columns} FROM people_job WHERE key = ?", key)[0]  # noqa: S608

    def results(self):
        """Give how often each result was written."""
        return dict(
            self.query(
                "SELECT name, count(*) FROM people_organisation WHERE name LIKE 'result of %' "
                "GROUP BY name"
            )
        )

    def until(self, key, *states, seconds=PATIENCE):
        """Wait for a job to be in one of some states, and give what `job` gives."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            found = self.job(key)
            if found[0] in states:
                return found
            time.sleep(0.1)
        raise AssertionError(f"{found} after {seconds} s; the log:\n{self.log()}")

    def until_at_work(self, key):
        """Wait until a job has told of a step, so that it is well inside its work."""
        plain = uuid.UUID(key).hex if self.database.startswith("sqlite") else key
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if self.query("SELECT done FROM people_job WHERE key = ?", plain)[0][0] > 0:
                return
            time.sleep(0.05)
        raise AssertionError(f"{self.job(key)}; the log:\n{self.log()}")

    def children(self, key):
        """Give the processes that are at work on a job."""
        return [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if _is_child(path, key)
        ]

    def until_nobody_works_on(self, key, seconds=60):
        end = time.monotonic() + seconds
        while self.children(key):
            assert time.monotonic() < end, "a process goes on with work that nobody watches"
            time.sleep(0.1)

    def log(self):
        return (self.home / "log").read_text() if (self.home / "log").exists() else ""

    def end(self):
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


class Pages:
    """What a browser sees of a service, signed in as the analyst."""

    def __init__(self, port, session, organisation):
        self.port, self.organisation = port, organisation
        token = "t" * 32
        self.headers = {
            "Cookie": f"sessionid={session}; csrftoken={token}",
            "X-CSRFToken": token,
            "Content-Type": "application/json",
        }

    def ask(self, method, path, body=None):
        """Ask for an address; give the status and what came, read as JSON where it is."""
        with closing(HTTPConnection("127.0.0.1", self.port, timeout=30)) as connection:
            connection.request(method, path, body=body, headers=self.headers)
            answer = connection.getresponse()
            said = answer.read()
        try:
            return answer.status, json.loads(said)
        except ValueError:
            return answer.status, said

    def begin(self, method, path, body, sent):
        """Send only the beginning of a request, and give the open connection."""
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=30)
        head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}"]
        head += [f"{name}: {value}" for name, value in self.headers.items()]
        connection.sendall("\r\n".join([*head, "", ""]).encode() + body[:sent])
        return connection

    def processes(self):
        """Give the web server's processes."""
        bound = f"127.0.0.1:{self.port}".encode()
        return [
            int(path.parent.name)
            for path in Path("/proc").glob("[0-9]*/cmdline")
            if bound in _words(path)
        ]

    def kill(self):
        """Kill the web server at once; whoever started it starts it again."""
        for process in self.processes():
            with suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)

    def until_they_answer(self, path="/health/live", seconds=PATIENCE):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            with suppress(OSError, HTTPException):
                if self.ask("GET", path)[0] == 200:
                    return
            time.sleep(0.2)
        raise AssertionError(f"{path} does not answer")


def _words(path):
    try:
        return path.read_bytes().split(b"\0")
    except OSError:
        return []


def _is_child(path, key):
    words = _words(path)
    return b"holdfast_web.people.attempt" in words and key.encode() in words


@contextmanager
def fresh_database(home, template):
    """Give the address of a database that is a copy of a template, and remove it afterwards."""
    if template.startswith("sqlite"):
        shutil.copy(template.removeprefix("sqlite:///"), home / "holdfast.sqlite3")
        yield f"sqlite:///{home / 'holdfast.sqlite3'}"
        return
    name = f"kill_{uuid.uuid4().hex}"
    source = template.rpartition("/")[2]
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')
    yield f"{SERVER.rpartition('/')[0]}/{name}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@contextmanager
def empty_database(home, *, sqlite=not SERVER):
    """Give the address of a database without a table: SQLite, or on the server at hand."""
    if sqlite:
        yield f"sqlite:///{home / 'template.sqlite3'}"
        return
    name = f"template_{uuid.uuid4().hex}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    yield f"{SERVER.rpartition('/')[0]}/{name}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
