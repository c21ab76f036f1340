"""How does a worker live? It waits for tasks, outlives its database, and ends when it is told.

The loop is that of `django-tasks-db`. Ours ends softly: told to stop, it ends the process of
the job at hand and puts the job back in the queue, where the next worker finds it.
"""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from django.db import DatabaseError, InterfaceError, connections
from django.utils.crypto import get_random_string
from django_tasks_db.management.commands.db_worker import Worker as Loop

from holdfast_web.config.upkeep import look_after
from holdfast_web.people.jobs.supervise import STOPPING

if TYPE_CHECKING:
    from types import FrameType

log = logging.getLogger("holdfast.worker")


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
    threading.Thread(target=look_after, args=(STOPPING,), daemon=True).start()
    worker.run()
    log.info("stopped")
