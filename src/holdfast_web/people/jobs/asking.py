"""How is work asked for, and how is it called off?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction

from holdfast_web.people import audit
from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.jobs.queue import put_in_queue
from holdfast_web.people.jobs.states import move
from holdfast_web.people.models.job import Job, JobState
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def ask(
    kind: str,
    *,
    by: User,
    organisation: Organisation,
    arguments: Mapping[str, Any] | None = None,
) -> Job:
    """Put a job down and in the queue.

    Both are in the transaction of whoever asks: a worker sees the job when that has been
    committed, and neither can be there without the other.

    Parameters
    ----------
    kind
        As it was registered by `does`.
    arguments
        Identifiers and numbers that can be written as JSON; never a value of a child's record.

    Raises
    ------
    Http404
        Where the person may not ask for this kind of work here.
    """
    check_may(by, KINDS[kind].may_ask, organisation)
    job = Job.objects.create(
        organisation=organisation, kind=kind, arguments=dict(arguments or {}), asked_by=by
    )
    put_in_queue(job)
    audit.put_down(
        "job asked", by=by, organisation=organisation, subject=job, detail={"kind": kind}
    )
    return job


@transaction.atomic
def cancel(job: Job, *, by: User) -> bool:
    """Call a job off; say whether it was still open.

    It is cancelled at once: nothing that its process does from here on is kept, and the
    worker ends that process within a moment.

    Raises
    ------
    Http404
        Where the person may not.
    """
    check_may(by, KINDS[job.kind].may_ask, job.organisation)
    for _ in range(3):  # it may be taken up, or handed back, while we look
        job.refresh_from_db()
        if job.ended:
            return False
        if move(job, JobState.CANCELLED, by=by):
            return True
    return False
