"""Who read of a single child's referral, or of many? Put down before it is shown, each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.deliver.queries.referrals import one_referral
from holdfast_web.people.audit import put_down

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from holdfast_web.deliver.models import Referral, Service
    from holdfast_web.people.models import User


def look_at_referral(*, by: User, key: UUID, request: HttpRequest | None = None) -> Referral:
    """Give a referral to somebody who may see it.

    The event names the child by pseudonym, so that it can be said later who read of whom.
    """
    referral = one_referral(by, key)
    put_down(
        "referral read", by=by, organisation=referral.organisation, subject=referral,
        detail={"pseudonym": referral.pseudonym}, request=request,
    )  # fmt: skip
    return referral


def note_list_read(
    *, by: User, service: Service, what: str, children: int, request: HttpRequest | None = None
) -> None:
    """Put down that a list of a service's children was read, and how many were on it."""
    put_down(
        f"{what} read", by=by, organisation=service.organisation, subject=service,
        detail={"children": children}, request=request,
    )  # fmt: skip
