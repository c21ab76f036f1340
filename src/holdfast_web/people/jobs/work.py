"""What does the work see of its job? Arguments, progress, a scratch folder, and handing in."""

from __future__ import annotations

import shutil
import threading
import time
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, Any

from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from holdfast.kernel.progress import Progress, Step
from holdfast_web.people.jobs.states import move
from holdfast_web.people.models.job import Job, JobState
from holdfast_web.people.store import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS_BETWEEN_REPORTS = 0.5


class Superseded(Exception):  # noqa: N818  (no error: somebody cancelled)
    """The job is no longer this process's: it was cancelled, or another took it up."""


class Work:
    """One attempt at a job, as the function that does it sees it.

    Parts that write to the database and must not happen twice go inside `hand_in`:

        rows = ...long work, telling work.progress...
        with work.hand_in():
            Return.objects.filter(...).update(...)

    What is written there and the job's being done are one transaction. A function that never
    calls it is done when it returns; it must then be one that can be run again without harm.
    """

    def __init__(self, job: Job) -> None:
        self.job = job
        self.arguments: dict[str, Any] = job.arguments
        self.progress = Progress((self._tell,))
        self._thread = threading.get_ident()
        self._told = 0.0
        self._step = ""

    @cached_property
    def scratch(self) -> Path:
        """A folder for this attempt alone, empty at first, removed when the attempt ends."""
        place = folder(self.job.organisation, "scratch", f"{self.job.key}-{self.job.attempt}")
        shutil.rmtree(place)
        return folder(self.job.organisation, "scratch", place.name)

    def check(self) -> None:
        """Stop here if the job was cancelled or taken over.

        Raises
        ------
        Superseded
            Where it was.
        """
        if not self._mine().exists():
            raise Superseded

    @contextmanager
    def hand_in(self) -> Iterator[None]:
        """Write the result and end the job, both or neither. Keep what is inside short.

        Raises
        ------
        Superseded
            Where the job was cancelled or taken over: nothing is written.
        """
        with transaction.atomic():
            if self._mine().select_for_update().first() is None:
                raise Superseded
            yield
            if not move(self.job, JobState.DONE):
                raise Superseded

    def _mine(self) -> Any:
        return Job.objects.filter(
            pk=self.job.pk, state=JobState.RUNNING, attempt=self.job.attempt
        )

    def _tell(self, step: Step) -> None:
        now = time.monotonic()
        same = step.name == self._step and not step.finished
        if same and now - self._told < SECONDS_BETWEEN_REPORTS:
            return
        self._told, self._step = now, step.name
        try:
            mine = self._mine().update(
                step=step.name[:200], done=step.done, total=step.total, beat_at=timezone.now()
            )
        except DatabaseError:
            if connection.in_atomic_block:
                raise
            # The database may be on its way back. The worker's own beat decides whether
            # this attempt goes on; a bar that stands still for a moment harms nobody.
            connection.close()
            return
        if threading.get_ident() != self._thread:
            # The engine reads files in threads of its own. What they tell is kept, but their
            # connection must not stay open, and to stop the work is the first thread's part.
            connection.close()
            return
        if not mine and self.job.state == JobState.RUNNING:
            raise Superseded


def clear_scratch(job: Job) -> None:
    """Remove what the attempts at a job have left."""
    parent = folder(job.organisation, "scratch")
    for place in parent.glob(f"{job.key}-*"):
        shutil.rmtree(place, ignore_errors=True)
