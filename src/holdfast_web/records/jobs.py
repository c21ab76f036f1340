"""What does the worker do for this app?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.jobs import does
from holdfast_web.people.models.job import JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.records.models import ReturnSet
from holdfast_web.records.operations.uploads import READ

if TYPE_CHECKING:
    from holdfast_web.people.jobs import Work
    from holdfast_web.people.models import Job


def _address(job: Job) -> str:
    return reverse("return_set", args=[job.arguments["return_set"]])


def let_go(*, job: Job, **signal: object) -> None:
    """Delete the files of a job that was refused, killed or cancelled."""
    from holdfast_web.records.operations.clearing import delete_original

    del signal
    if job.kind == READ and job.state in (JobState.FAILED, JobState.CANCELLED):
        for returns in ReturnSet.objects.filter(job=job).select_related("organisation"):
            delete_original(returns)


@does(
    READ,
    words="Read returns",
    may_ask=Permission.UPLOAD_RETURNS,
    may_see=Permission.SEE_RETURNS,
    then=_address,
)
def read(work: Work) -> None:
    """Read one set of returns, having cleared up what others left behind."""
    from holdfast_web.records.operations.clearing import clear_up
    from holdfast_web.records.reading import read as read_set

    clear_up()
    returns = ReturnSet.objects.select_related("organisation").get(
        key=work.arguments["return_set"]
    )
    read_set(work, returns)
