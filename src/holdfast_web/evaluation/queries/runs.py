"""Which runs may a person see?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from holdfast_web.evaluation.models import Run
from holdfast_web.people.models.job import JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import seen_by

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast_web.people.models import User


def runs_for(user: User | AnonymousUser) -> QuerySet[Run]:
    """Give the runs whose findings a person may read, the newest first."""
    return seen_by(Run.objects.all(), user, Permission.SEE_FINDINGS).select_related(
        "organisation", "protocol", "job", "asked_by"
    )


def narrowed(runs: QuerySet[Run], *, organisation: str = "", state: str = "") -> QuerySet[Run]:
    """Narrow runs to one organisation's, by its key, and to those in a state of their job.

    The job of an old run may be gone: where it has findings, it was done.
    """
    if organisation:
        runs = runs.filter(organisation__key=organisation)
    if state == JobState.DONE:
        return runs.filter(Q(job__state=state) | Q(job=None, finished__isnull=False))
    return runs.filter(job__state=state) if state else runs


def run_by_key(user: User | AnonymousUser, key: UUID) -> Run:
    """Give one of them.

    Raises
    ------
    Http404
        Where there is none of that key, or it is not theirs to see.
    """
    found = runs_for(user).filter(key=key).first()
    if found is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return found
