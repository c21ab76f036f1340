"""How does a worker live? It waits for tasks, outlives its database, and ends when it is told.

The loop is that of `django-tasks-db`. Ours ends softly: told to stop, it ends the process of
the job at hand and puts the job back in the queue, where the next worker finds it.
"""

from __future__ import annotations

import logging
import threading
import time
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, InterfaceError, close_old_connections, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as Loop

from holdfast_web.people.jobs.recovery import pick_up_lost, sweep
from holdfast_web.people.jobs.supervise import STOPPING
from holdfast_web.records.operations.clearing import clear_up

if TYPE_CHECKING:
    from types import FrameType

log = logging.getLogger("holdfast.worker")

DAYS_TASKS_ARE_KEPT = 14
DAY = 24 * 60 * 60


class Worker(Loop):
    """Waits for tasks and does them one by one."""

    def __init__(self, *, until_empty: bool) -> None:
        super().__init__(
            queue_names=["default"], interval=1, batch=until_empty, backend_name="default",
            startup_delay=False, max_tasks=None, worker_id=get_random_string(32),
            excluded_queue_names=[],
        )  # fmt: skip

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """End after the job at hand has been put back; within a second or so."""
        del signum, frame
        self.running = False
        STOPPING.set()

    def run(self) -> None:
        """Wait for tasks until stopped; where the database is gone, wait for that too."""
        while self.running:
            try:
                super().run()
            except (DatabaseError, InterfaceError) as error:
                log.warning("no database", extra={"error": type(error).__name__})
                connections.close_all()
                STOPPING.wait(1)
            else:
                return


def work(*, until_empty: bool = False) -> None:
    """Work until stopped, or until nothing waits."""
    worker = Worker(until_empty=until_empty)
    worker.configure_signals()
    log.info("started")
    threading.Thread(target=_look_after_the_lost, daemon=True).start()
    worker.run()
    log.info("stopped")


def _look_after_the_lost() -> None:
    pruned = time.monotonic() - DAY
    while not STOPPING.is_set():
        close_old_connections()
        try:
            if found := pick_up_lost():
                log.warning("picked up", extra={"jobs": found})
            if cleared := clear_up():
                log.info("cleared up", extra={"things": cleared})
            if time.monotonic() - pruned > DAY:
                call_command(
                    "prune_db_task_results", min_age_days=DAYS_TASKS_ARE_KEPT, verbosity=0
                )
                sweep()
                pruned = time.monotonic()
        except (DatabaseError, InterfaceError):
            connections.close_all()
        STOPPING.wait(settings.WORK_LOST_SECONDS / 4)
    connections.close_all()
