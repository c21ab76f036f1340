"""When is a notice sent? When a job ends, and when a release waits or is decided.

Connected as the app starts; who is told is asked here, so that what is told of needs to know
nothing of email.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save
from django.dispatch import receiver
from django.urls import reverse

from holdfast_web.people.jobs import job_ended
from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.models import Release, User
from holdfast_web.people.models.job import JobState
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import ROLES
from holdfast_web.people.scope import above

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


@receiver(post_save, sender=Release, dispatch_uid="notice of a release")
def tell_of_release(sender: object, *, instance: Release, created: bool, **others: Any) -> None:
    """Tell those who may be the second person that one is waited for, then the asker."""
    del sender, others
    href = reverse("release", args=[instance.key])
    if created:
        tell(
            NoticeKind.RELEASE_WAITS,
            to=_second_people(instance),
            subject="a release waits for a second person",
            text=f"{instance.asked_by} asks for a release in {instance.organisation}.",
            href=href,
        )
    elif instance.state in {ReleaseState.APPROVED, ReleaseState.REFUSED}:
        decided = ReleaseState(instance.state).label.lower()
        tell(
            NoticeKind.RELEASE_DECIDED,
            to=[instance.asked_by] if instance.asked_by else [],
            subject=f"your release was {decided}",
            text=f"The release that you asked for in {instance.organisation} was {decided}.",
            href=href,
        )


def _second_people(release: Release) -> list[User]:
    may = [
        name for name, role in ROLES.items() if Permission.APPROVE_RELEASE in role.permissions
    ]
    return list(
        User.objects.filter(
            memberships__organisation__in=above(release.organisation),
            memberships__role__in=may,
            is_active=True,
        )
        .exclude(pk=release.asked_by_id)
        .distinct()
    )
