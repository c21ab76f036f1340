"""Which state may follow which, and who moves a job there? One table, and the one way to move.

A move names the state and the attempt that it starts from, and is made by the database in one
statement only if both still hold. Two workers, a worker and a cancel button, or a worker that
was thought dead and is not, can therefore never both win.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone

from holdfast_web.people import audit
from holdfast_web.people.models.job import ENDED, Job, JobState

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast_web.people.models import User

OWNERS: Mapping[JobState, str] = {
    JobState.WAITING: "the queue",
    JobState.RUNNING: "one worker",
    JobState.DONE: "nobody: it has ended",
    JobState.FAILED: "nobody: it has ended",
    JobState.CANCELLED: "nobody: it has ended",
}
"""Who may move a job out of each state, beside the person who cancels it."""

MOVES: Mapping[tuple[JobState, JobState], str] = {
    (JobState.WAITING, JobState.RUNNING): "A worker takes it up.",
    (JobState.WAITING, JobState.CANCELLED): "A person cancels it before it began.",
    (JobState.RUNNING, JobState.DONE): "The work hands in its result.",
    (JobState.RUNNING, JobState.FAILED): "The work refused, crashed, or took too much.",
    (JobState.RUNNING, JobState.CANCELLED): "A person cancels it; the worker ends the process.",
    (JobState.RUNNING, JobState.WAITING): "Its worker was stopped or lost, or the database.",
}
"""Every move there is, and when it is made."""

MOST_LOSSES = 1
"""A job whose worker was lost is taken up again once; after a second loss it has failed."""


job_ended = Signal()
"""Sent with `job` when one has ended and that is committed: for notices."""


def move(job: Job, to: JobState, *, by: User | None = None, **fields: Any) -> bool:
    """Move a job to a state, if it still stands where `job` says; say whether it was moved.

    Parameters
    ----------
    job
        As it was read: its state and attempt are what must still hold.
    by
        Who moved it; None for the service itself.
    fields
        What else is set with the state.

    Raises
    ------
    ValueError
        Where the table has no such move: a fault of the program.
    """
    before = JobState(job.state)
    if (before, to) not in MOVES:
        raise ValueError(f"A job cannot go from {before} to {to}.")
    if to in ENDED:
        fields["finished_at"] = timezone.now()
    with transaction.atomic():
        moved = Job.objects.filter(pk=job.pk, state=before, attempt=job.attempt).update(
            state=to, **fields
        )
        if moved and to in ENDED:
            transaction.on_commit(lambda: job_ended.send_robust(Job, job=job))
            audit.put_down(
                f"job {to}", by=by, organisation=job.organisation, subject=job,
                detail=_told(job, fields),
            )  # fmt: skip
    if moved:
        job.state = to
        for name, value in fields.items():
            setattr(job, name, value)
    return bool(moved)


def _told(job: Job, fields: Mapping[str, Any]) -> dict[str, str | int]:
    told: dict[str, str | int] = {"kind": job.kind, "attempt": job.attempt}
    if "reason_code" in fields:
        told["reason"] = fields["reason_code"]
    return told
