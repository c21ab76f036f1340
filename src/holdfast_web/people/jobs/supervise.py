"""How does a worker see to one job? It starts its process, watches, and says how it ended."""

from __future__ import annotations

import contextlib
import logging
import os
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone

from holdfast_web.people.attempt import LOST_DATABASE, WENT_WELL
from holdfast_web.people.jobs.carry_out import claim, fail, perhaps_memory
from holdfast_web.people.jobs.queue import put_in_queue
from holdfast_web.people.jobs.recovery import hand_back, put_back
from holdfast_web.people.jobs.work import clear_scratch
from holdfast_web.people.models.job import Job, JobState

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

log = logging.getLogger("holdfast.jobs")

STOPPING = threading.Event()
"""Set when this worker is told to end: the job at hand goes back into the queue."""
SECONDS_BETWEEN_LOOKS = 0.5
SECONDS_TO_END = 5


def supervise(job: Job) -> str:
    """Take a job up, if it still waits, and see it to its end; give the state it is left in."""
    if STOPPING.is_set() and job.state == JobState.WAITING:
        put_in_queue(job)
        return "put back"
    if not claim(job, worker=worker_name()):
        return "not waiting"
    log.info("taken up", extra={"job": str(job.key), "kind": job.kind, "attempt": job.attempt})
    with _child(job) as process:
        why = _watch(job, process)
    _settle(job, process.returncode, why)
    clear_scratch(job)
    log.info(
        "ended",
        extra={
            "job": str(job.key),
            "state": job.state,
            "reason": job.reason_code,
            "exit": process.returncode,
        },
    )
    return job.state


def worker_name() -> str:
    """Give a name for this worker that no other bears while it lives."""
    return f"{os.uname().nodename[:40]}:{os.getpid()}"


@contextlib.contextmanager
def _child(job: Job) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(  # noqa: S603  (our own interpreter and module)
        [
            sys.executable,
            "-m",
            "holdfast_web.people.attempt",
            str(job.key),
            str(job.attempt),
            str(settings.WORK_NICE),
        ],
        stdin=subprocess.PIPE,  # never written to: it closes when this process ends
        start_new_session=True,  # Ctrl-C at the worker's terminal is the worker's to answer
        env=os.environ | {"MALLOC_ARENA_MAX": "2"},
    )
    try:
        yield process
    finally:
        _end(process)


def _watch(job: Job, process: subprocess.Popen[bytes]) -> str:
    """Wait for the process, keeping the job's beat; give why it was ended before its time."""
    began = heard = time.monotonic()
    beaten = 0.0
    while process.poll() is None:
        if STOPPING.is_set():
            return "stopping"
        now = time.monotonic()
        if now - began > settings.WORK_SECONDS:
            return "time"
        try:
            if now - beaten > settings.WORK_BEAT_SECONDS:
                mine = _mine(job).update(beat_at=timezone.now())
                beaten = heard = now
            else:
                mine = _mine(job).exists()
                heard = now
            if not mine:
                return _when_not_ours(process)
        except (DatabaseError, InterfaceError):
            connection.close()
            if now - heard > settings.WORK_LOST_SECONDS / 2:
                # Others will soon think this worker dead and take the job up: stop before.
                return "database"
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(SECONDS_BETWEEN_LOOKS)
    return ""


def _when_not_ours(process: subprocess.Popen[bytes]) -> str:
    """Let a process that has just handed in close its affairs; end any other."""
    try:
        process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        return "not ours"
    return ""


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, state=JobState.RUNNING, attempt=job.attempt)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(SECONDS_TO_END)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    if process.stdin is not None:
        process.stdin.close()


def _settle(job: Job, code: int, why: str) -> None:
    """Put down how the job ended, if its process did not; wait for the database if need be."""
    until = time.monotonic() + settings.WORK_LOST_SECONDS
    while True:
        try:
            attempt = job.attempt
            job.refresh_from_db()
            if job.state == JobState.RUNNING and job.attempt == attempt:
                _say_why(job, code, why)
        except (DatabaseError, InterfaceError):
            connection.close()
            if time.monotonic() > until:
                return  # whichever worker finds it without a beat sees to it
            time.sleep(SECONDS_BETWEEN_LOOKS)
        else:
            return


def _say_why(job: Job, code: int, why: str) -> None:
    if why == "time":
        minutes = settings.WORK_SECONDS / 60
        fail(
            job, code="jobs.time",
            reason=f"The work took longer than the {minutes:,.0f} minutes that it may take. "
            "Try less at a time, or ask whoever runs the service to raise "
            "HOLDFAST_WORK_SECONDS.",
        )  # fmt: skip
    elif why == "stopping":
        put_back(job)
    elif why == "database" or code == LOST_DATABASE:
        hand_back(job, code="jobs.database", reason=DATABASE_LOST)
    elif code == WENT_WELL:
        fail(job, code="jobs.unforeseen", reason=STOPPED)
    else:
        fail(job, code="jobs.stopped", reason=f"{STOPPED} {perhaps_memory()}")


STOPPED = "The work stopped without saying why. Nothing was kept of it."
DATABASE_LOST = (
    "The database could not be reached while the work was done, twice. Nothing was kept of it. "
    "Ask for it again when the service is well."
)
