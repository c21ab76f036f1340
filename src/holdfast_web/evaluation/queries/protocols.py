"""Which protocols may a person see?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from holdfast_web.evaluation.models import Protocol
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from uuid import UUID

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast_web.people.models import User


def protocols_for(user: User | AnonymousUser) -> QuerySet[Protocol]:
    """Give the protocols that a person may write, run or read the findings of."""
    may = organisations(user, Permission.WRITE_PROTOCOL) | organisations(
        user, Permission.SEE_FINDINGS
    )
    return Protocol.objects.filter(organisation_id__in=may).select_related(
        "organisation", "added_by", "locked_by", "copied_from"
    )


def protocols_in_state(protocols: QuerySet[Protocol], state: str = "") -> QuerySet[Protocol]:
    """Narrow protocols to drafts, or to those that are locked."""
    return protocols.filter(state=state) if state else protocols


def protocol_by_key(user: User | AnonymousUser, key: UUID) -> Protocol:
    """Give one of them.

    Raises
    ------
    Http404
        Where there is none of that key, or it is not theirs to see.
    """
    found = protocols_for(user).filter(key=key).first()
    if found is None:
        raise Http404("There is no such page, or it is not yours to see.")
    return found
