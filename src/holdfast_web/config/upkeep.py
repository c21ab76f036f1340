"""What does a worker look after beside its jobs? What ends by itself or is kept for a while.

Several workers may do the same at once; each thing here bears that.
"""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, close_old_connections, connections

from holdfast_web.deliver.operations.brought_clearing import forget_lists
from holdfast_web.deliver.operations.drift_telling import tell_of_all_drift
from holdfast_web.deliver.operations.ending_telling import tell_of_endings
from holdfast_web.deliver.operations.referrals import forget_drafts
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.people.jobs.recovery import pick_up_lost, sweep
from holdfast_web.people.operations.clearing import (
    delete_left_files,
    end_emergencies,
    forget_what_is_over,
)
from holdfast_web.people.operations.releases import end_expired
from holdfast_web.records.operations.clearing import clear_up

if TYPE_CHECKING:
    import threading
    from collections.abc import Callable

log = logging.getLogger("holdfast.worker")

DAYS_TASKS_ARE_KEPT = 14
DAY = 24 * 60 * 60


def prune_tasks() -> int:
    """Delete tasks that ended long ago; their jobs stay."""
    call_command("prune_db_task_results", min_age_days=DAYS_TASKS_ARE_KEPT, verbosity=0)
    return 0


OFTEN: tuple[Callable[[], int], ...] = (
    pick_up_lost, end_expired, end_emergencies, clear_up, count_coverage,
)  # fmt: skip
"""Done a few times a minute: people wait for it, or it must not stay."""
DAILY: tuple[Callable[[], int], ...] = (
    prune_tasks, sweep, forget_what_is_over, delete_left_files, forget_lists, forget_drafts,
    tell_of_all_drift, tell_of_endings,
)  # fmt: skip
"""Done when a worker starts and once a day."""


def look_after(stop: threading.Event) -> None:
    """Do all that is to be done, again and again, until told to stop."""
    daily_done = time.monotonic() - DAY
    while not stop.is_set():
        close_old_connections()
        do(OFTEN)
        if time.monotonic() - daily_done >= DAY:
            do(DAILY)
            daily_done = time.monotonic()
        stop.wait(settings.WORK_LOST_SECONDS / 4)
    connections.close_all()


def do(things: tuple[Callable[[], int], ...]) -> None:
    """Do some things, each whatever became of the others; what fails is in the log."""
    for thing in things:
        try:
            if found := thing():
                log.info(thing.__name__.replace("_", " "), extra={"things": found})
        except (DatabaseError, InterfaceError) as error:
            log.warning("no database", extra={"error": type(error).__name__})
            connections.close_all()
        except Exception:
            # One thing that cannot be done must not keep a worker from looking for lost jobs.
            log.exception(thing.__name__.replace("_", " "))
