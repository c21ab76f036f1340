"""Which jobs is this person waiting for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.due import Due, State
from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.models import Job
from holdfast_web.people.models.job import OPEN
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from holdfast_web.people.models import User

MOST = 20


def job_dues(user: User) -> list[Due]:
    """Give the open jobs that a person asked for and may still follow."""
    mine = list(
        Job.objects.filter(asked_by=user, state__in=OPEN).select_related("organisation")
    )
    may_see = {
        permission: organisations(user, permission)
        for permission in {KINDS[job.kind].may_see for job in mine if job.kind in KINDS}
    }
    return [
        Due(
            text=f"{KINDS[job.kind].words}, {job.organisation}: {job.step or 'not begun yet'}",
            href=reverse("job", args=[job.key]),
            when=job.asked_at,
            state=State.WAITING,
        )
        for job in mine
        if job.kind in KINDS and job.organisation_id in may_see[KINDS[job.kind].may_see]
    ][:MOST]
