"""How do pages and worker run together on one machine, and stop together?

Each is a process of its own. One that ends unasked is started again, so that a crash of either
never takes the other down; when this process ends, for whatever reason, they end too.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from django.core.management import call_command

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from types import FrameType

SECONDS_TO_END = 30
SECONDS_BEFORE_AGAIN = 2
PR_SET_PDEATHSIG = 1


def prepare() -> None:
    """Bring the database and the static files up to date."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)


def serve_until_stopped(*, host: str, port: int, worker: bool) -> int:
    """Run the pages, and a worker if wanted, until told to stop; give an exit code."""
    commands = {"pages": _pages(host, port)}
    if worker:
        commands["worker"] = [sys.executable, "-m", "holdfast_web.config.commands.worker"]
    stop = threading.Event()

    def told(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        stop.set()

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, told)
    running = {name: _start(command) for name, command in commands.items()}
    try:
        while not stop.wait(0.5):
            for name, process in running.items():
                if process.poll() is not None:
                    if stop.wait(SECONDS_BEFORE_AGAIN):
                        break
                    running[name] = _start(commands[name])
    finally:
        _end(running)
    return 0


def _pages(host: str, port: int) -> list[str]:
    return [
        sys.executable, "-m", "gunicorn", "holdfast_web.config.wsgi:application",
        "--config", "python:holdfast_web.config.gunicorn_settings",
        "--bind", f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
    ]  # fmt: skip


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is for this process, which then ends the others in order.
    return subprocess.Popen(  # noqa: S603  (our own interpreter and modules)
        command,
        start_new_session=True,
        preexec_fn=_end_with_parent(),
    )


def _end_with_parent() -> Callable[[], None] | None:
    """Give what a child does first on Linux: ask to be told to end when its parent is gone."""
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl

    def ask() -> None:
        prctl(PR_SET_PDEATHSIG, signal.SIGTERM)

    return ask


def _end(running: Mapping[str, subprocess.Popen[bytes]]) -> None:
    for process in running.values():
        if process.poll() is None:
            process.terminate()
    until = time.monotonic() + SECONDS_TO_END
    for process in running.values():
        try:
            process.wait(max(0.1, until - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()
