"""What every test shares: no network, and nothing read from the developer's environment."""

import os
import shutil
import socket
from collections.abc import Iterator
from functools import wraps

import pytest
from django.db import connection
from django.test import TransactionTestCase
from hypothesis import settings

from holdfast_web.people import trail_guard

# A loaded machine is slow, not wrong: no test is timed. The same examples are tried every time.
settings.register_profile("holdfast", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("holdfast")


CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say loudly what this machine cannot show."""
    if not any(shutil.which(name) for name in CHROMIUMS):
        terminalreporter.section("NOT RUN: the browser tests", red=True, bold=True)
        terminalreporter.line(
            "There is no Chromium on the path, so no page was opened and read by axe. "
            "Install one (Debian: chromium) and run: make test"
        )


class NetworkBlockedError(RuntimeError):
    """A test tried to open a connection to somewhere else than this machine."""


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let sockets reach this machine only (Spark talks to itself over loopback)."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> None:
        if isinstance(address, tuple) and address[0] not in {"127.0.0.1", "::1", "localhost"}:
            raise NetworkBlockedError("Tests may not use the network.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(autouse=True)
def no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep a developer's own secret out of the tests."""
    monkeypatch.delenv("HOLDFAST_SECRET", raising=False)
    os.environ.pop("SPARK_REMOTE", None)


@pytest.fixture(autouse=True, scope="session")
def _trail_may_be_emptied_between_tests() -> Iterator[None]:
    """Let tests that commit empty the database after them, which the trail's guard refuses.

    Here, because it must wrap once only whichever directories are run together.
    """
    emptied = TransactionTestCase._fixture_teardown

    @wraps(emptied)
    def teardown(case: TransactionTestCase) -> None:
        trail_guard.lift(connection)
        emptied(case)
        trail_guard.lay(connection)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", teardown)
        yield
