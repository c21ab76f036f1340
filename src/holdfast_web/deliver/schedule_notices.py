"""Who is told of a release of a schedule, and in which words?

Those who deliver the run, those who look after the home's staff in the home itself, and whoever
planned it. People higher up see it on their pages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.models import User
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import tell
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import ROLES

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.deliver.models import Run, ScheduleVersion


def concerned_by(run: Run) -> QuerySet[User]:
    """Give the people whom a change of a run's schedule concerns."""
    roles = [name for name, role in ROLES.items() if Permission.SEE_STAFF in role.permissions]
    today = timezone.localdate()
    delivers = Q(facilitates_as__delivers__run=run) & (
        Q(facilitates_as__delivers__until__isnull=True)
        | Q(facilitates_as__delivers__until__gte=today)
    )
    at_home = Q(memberships__organisation=run.organisation_id, memberships__role__in=roles)
    planned = Q(pk=run.planned_by_id)
    return User.objects.filter(delivers | at_home | planned, is_active=True).distinct()


def tell_of_release(version: ScheduleVersion, *, but: User) -> int:
    """Tell those concerned what a release changed; give how many were told."""
    run = version.run
    began = "was released" if version.number == 1 else "has changed"
    changes = "\n".join(f"- {words}" for words in version.changes)
    note = f"\n\n{version.note}" if version.note else ""
    return tell(
        NoticeKind.SCHEDULE,
        to=concerned_by(run).exclude(pk=but.pk),
        subject=f"the schedule of {run.title} in {run.organisation.name} {began}",
        text=f"The schedule of {run.title} in {run.organisation.name} {began}.\n\n"
        f"{changes}{note}",
        href=reverse("deliver:schedule_versions", args=[run.key]),
    )
