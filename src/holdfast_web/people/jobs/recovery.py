"""What becomes of a job whose worker is gone? It is taken up once more, or has failed.

A worker that lives writes a beat to the job that it sees to. A job without one for
`WORK_LOST_SECONDS` has lost its worker; that worker's process, if only the database was lost to
it, has ended itself by half that time. Every worker looks for lost jobs as it starts and a few
times a minute.
"""

from __future__ import annotations

import logging
import shutil
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from holdfast_web.people.jobs.carry_out import fail
from holdfast_web.people.jobs.queue import put_in_queue
from holdfast_web.people.jobs.states import MOST_LOSSES, move
from holdfast_web.people.models.job import Job, JobState
from holdfast_web.people.store import root

log = logging.getLogger("holdfast.jobs")


def pick_up_lost() -> int:
    """Put every lost job back in the queue, or end it; give how many there were."""
    return _running_without_a_beat() + _waiting_without_a_task()


def sweep() -> int:
    """Remove scratch folders of attempts that are over; give how many there were."""
    running = {
        f"{key}-{attempt}"
        for key, attempt in Job.objects.filter(state=JobState.RUNNING).values_list(
            "key", "attempt"
        )
    }
    over = [place for place in root().glob("*/scratch/*") if place.name not in running]
    for place in over:
        shutil.rmtree(place, ignore_errors=True)
    return len(over)


def hand_back(job: Job, *, code: str, reason: str) -> None:
    """Let a job that was lost wait for another attempt; end it if it was lost before."""
    if job.losses >= MOST_LOSSES:
        fail(job, code=code, reason=reason)
    else:
        put_back(job, losses=job.losses + 1)


def put_back(job: Job, *, losses: int | None = None) -> None:
    """Let a running job wait in the queue again; without a loss, as a worker ends in order."""
    lost = job.losses if losses is None else losses
    with transaction.atomic():
        if move(job, JobState.WAITING, worker="", step="", done=0, total=None, losses=lost):
            put_in_queue(job)


def _running_without_a_beat() -> int:
    lost = Job.objects.select_related("organisation").filter(
        state=JobState.RUNNING, beat_at__lt=_long_ago()
    )
    for job in lost:
        log.warning("lost", extra={"job": str(job.key), "attempt": job.attempt})
        hand_back(job, code="jobs.worker-lost", reason=WORKER_LOST)
        _close_task(job)
    return len(lost)


def _waiting_without_a_task() -> int:
    """Find jobs whose task was taken by a worker that died before it took the job up."""
    found = 0
    waiting = Job.objects.filter(state=JobState.WAITING, asked_at__lt=_long_ago())
    for job in waiting:
        task = DBTaskResult.objects.filter(pk=job.task_key).first() if job.task_key else None
        if task is not None and task.status == "READY":
            continue
        if task is not None and task.status == "RUNNING" and task.started_at > _long_ago():
            continue
        with transaction.atomic():
            put_in_queue(job)
        found += 1
    return found


def _close_task(job: Job) -> None:
    """A task that no worker holds any more is not left as if it were running."""
    DBTaskResult.objects.filter(
        status="RUNNING", args_kwargs__args=[str(job.key)], started_at__lt=_long_ago()
    ).update(status="FAILED", finished_at=timezone.now())


def _long_ago() -> datetime:
    return timezone.now() - timedelta(seconds=settings.WORK_LOST_SECONDS)


WORKER_LOST = (
    "The service was stopped while the work was done, twice. Nothing was kept of it. Ask for "
    "it again when the service is well."
)
