"""What was a team asked to try between sessions, and how many did?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from holdfast_web.deliver.models import PracticeTask, Tried
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.deliver.models import PracticeTry, Run
    from holdfast_web.people.models import User
    from holdfast_web.people.permissions import Permission


def tasks_of(run: Run) -> QuerySet[PracticeTask]:
    """Give the tasks of a run; each has `yes`, `partly` and `no`: how many people did."""
    counted = {
        tried.name.lower(): Count("tries__staff", filter=Q(tries__tried=tried), distinct=True)
        for tried in Tried
    }
    return (
        PracticeTask.objects.filter(session__run=run)
        .select_related("session")
        .annotate(**counted)
        .order_by("session__kind", "session__number", "id")
    )


def tasks_for(user: User, permission: Permission) -> QuerySet[PracticeTask]:
    """Give the tasks of runs in which a person has a permission."""
    return PracticeTask.objects.filter(
        session__run__organisation_id__in=organisations(user, permission)
    ).select_related("session__run__organisation")


def tries_of(task: PracticeTask) -> QuerySet[PracticeTry]:
    """Give what people did with a task, the latest first."""
    return task.tries.select_related("task", "staff", "commented_by").order_by("-on", "-id")
