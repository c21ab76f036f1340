"""On which days does a home or an organisation hold no session?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from ninja import Router

from holdfast_web.deliver.queries.runs import blocked_in
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import runs as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast_web.deliver.models import BlockedDays

router = Router()


@router.get(
    "/organisations/{key}/blocked-days",
    response={200: Many[shapes.BlockedDaysOut], **REFUSALS},
    summary="The days on which no session is held",
)
def blocked_days(
    request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List days blocked by it or by any above it, the latest first. Scope: delivery:read.

    Bank holidays are closed as well, and are not listed.
    """
    user = user_for(request, Scope.DELIVERY)
    place = get_object_or_404(Organisation, key=key, pk__in=where(user, Permission.PLAN_RUNS))
    return many(blocked_in(place).order_by("-first", "id"), _blocked, limit, offset)


def _blocked(one: BlockedDays) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "first": one.first,
        "last": one.last,
        "reason": one.reason,
    }
