"""Which sets of returns may a person see, and where does what is kept of one lie?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.http import Http404

from holdfast.evaluation.inputs import KeptReturns
from holdfast.kernel.errors import InputError
from holdfast_web.people.models.job import JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may, organisations
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast_web.people.models import User


def seen(user: User | AnonymousUser) -> QuerySet[ReturnSet]:
    """Give every set that a person may see something of, read or not, the newest first."""
    may = organisations(user, Permission.SEE_RETURNS) | organisations(
        user, Permission.SEE_JOURNEYS
    )
    found = ReturnSet.objects.filter(organisation_id__in=may)
    return found.select_related("organisation", "job", "uploaded_by")


def narrowed(
    sets: QuerySet[ReturnSet], *, organisation: str = "", state: str = ""
) -> QuerySet[ReturnSet]:
    """Narrow sets to one organisation's, by its key, and to those in a state of their job."""
    if organisation:
        sets = sets.filter(organisation__key=organisation)
    if state == JobState.WAITING:
        return sets.filter(Q(job__state=state) | Q(job=None))
    return sets.filter(job__state=state) if state else sets


def return_sets_for(user: User | AnonymousUser) -> QuerySet[ReturnSet]:
    """Give the sets that were read and that a person may use, the newest first."""
    may = organisations(user, Permission.SEE_RETURNS)
    found = ReturnSet.objects.filter(organisation_id__in=may, read_at__isnull=False)
    return found.select_related("organisation", "job")


def one(user: User | AnonymousUser, key: UUID, *permissions: Permission) -> ReturnSet:
    """Give one set to a person who has any of these permissions for it.

    Raises
    ------
    Http404
        Where there is none, or they have none.
    """
    found = ReturnSet.objects.select_related("organisation", "job", "uploaded_by")
    returns = found.filter(key=key).first()
    if returns is None:
        raise Http404("There is no such page, or it is not yours to see.")
    *others, last = permissions
    for permission in others:
        if returns.organisation_id in organisations(user, permission):
            return returns
    check_may(user, last, returns.organisation)
    return returns


def kept_returns(returns: ReturnSet) -> KeptReturns:
    """Give what an evaluation can run on: staged tables, and what made their pseudonyms.

    Raises
    ------
    InputError
        `records.returns-not-kept` where the set has not been read.
    """
    if not returns.usable:
        raise InputError(
            "These returns have not been read.",
            code="records.returns-not-kept",
            where=returns.label,
            fix="Wait until they are, or choose others.",
        )
    return KeptReturns(
        stage=places.stage(returns), pseudonyms=places.pseudonyms(returns.organisation)
    )
