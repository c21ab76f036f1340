"""The process in which one attempt at a job is made: its own interpreter, with limits.

It ends with whoever started it. The pipe on its standard input is open for as long as the
worker lives; when it closes, for whatever reason, this process ends at once, so that work which
nobody watches is never done beside its second attempt. It stands outside `people.jobs` because
that can be imported only after Django has been set up, which is done here.
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import resource
import sys
import threading

WENT_WELL = 0
LOST_DATABASE = 75  # "temporary failure" of sysexits.h
WORKER_GONE = 76


def _end_with_the_worker() -> None:
    def wait() -> None:
        while os.read(0, 1):
            pass
        os._exit(WORKER_GONE)

    threading.Thread(target=wait, daemon=True).start()


def _let_pages_go_first(nice: int) -> None:
    """Take less of the processor than the pages do, where both run on one machine."""
    os.nice(nice)
    # Linux may share time out by sessions first, and an attempt has a session of its own.
    with contextlib.suppress(OSError), open("/proc/self/autogroup", "w") as group:
        group.write(str(nice))


def _limit(memory: int) -> None:
    resource.setrlimit(
        resource.RLIMIT_CORE, (0, 0)
    )  # a core file would hold children's records
    # What is written to counts, not what is only reserved: the engine that draws the pictures
    # reserves more addresses than any machine has memory, and RLIMIT_AS would end it at once.
    resource.setrlimit(resource.RLIMIT_DATA, (memory, memory))


def _keep_output_for_the_log() -> None:
    """Keep what libraries print away from the log: it may hold values of records."""
    log = os.fdopen(os.dup(2), "w", buffering=1)
    silent = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silent, 1)
    os.dup2(silent, 2)
    sys.stderr = log
    faulthandler.enable(file=log)


def main(key: str, attempt: int, nice: int) -> int:
    """Make one attempt at a job; the exit code says what the worker has to do."""
    _end_with_the_worker()
    _let_pages_go_first(nice)
    import django

    django.setup()
    _keep_output_for_the_log()
    from django.conf import settings
    from django.db import InterfaceError, OperationalError

    from holdfast_web.people.jobs.carry_out import carry_out
    from holdfast_web.people.models.job import Job, JobState

    _limit(settings.WORK_MEMORY)
    try:
        job = (
            Job.objects.select_related("organisation")
            .filter(key=key, state=JobState.RUNNING, attempt=attempt)
            .first()
        )
        if job is not None:
            carry_out(job)
    except (OperationalError, InterfaceError):
        return LOST_DATABASE
    return WENT_WELL


if __name__ == "__main__":
    code = main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
    # Threads of libraries must not keep a finished attempt alive.
    sys.stderr.flush()
    os._exit(code)
