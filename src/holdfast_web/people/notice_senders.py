"""When is a notice of a job sent? When it ends, to whoever asked for it.

Connected as the app starts, since jobs know nothing of email. Notices of releases are in
`release_notices`, called by the operations themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.dispatch import receiver
from django.urls import reverse

from holdfast_web.people.jobs import job_ended
from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.models.job import JobState
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import tell

if TYPE_CHECKING:
    from holdfast_web.people.models import Job

ENDS = {JobState.DONE: "is done", JobState.FAILED: "could not be done"}


@receiver(job_ended, dispatch_uid="notice of a job")
def tell_of_job(sender: object, *, job: Job, **others: Any) -> None:
    """Tell whoever asked for a job that it ended, unless they ended it themselves."""
    del sender, others
    ended = ENDS.get(JobState(job.state))
    if ended is None or job.asked_by is None:
        return
    words = KINDS[job.kind].words if job.kind in KINDS else job.kind
    tell(
        NoticeKind.JOB_ENDED,
        to=[job.asked_by],
        subject=f"{words}: {ended}",
        text=f"What you asked for in {job.organisation} {ended}: {words}.",
        href=reverse("job", args=[job.key]),
    )
