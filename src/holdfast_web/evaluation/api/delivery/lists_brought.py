"""Which lists of staff and rosters were brought, by whom, and what became of them?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from ninja import Router

from holdfast_web.deliver.queries.brought import lists_brought
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import staff as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast_web.deliver.models import BroughtList
    from holdfast_web.people.models import User

router = Router()
HELD = ("rows", "refused", "unknown", "options", "taken_out")
"""What a list holds of people, which is not given."""


@router.get(
    "/lists-brought",
    response={200: Many[shapes.BroughtListOut], **REFUSALS},
    summary="Lists of staff and rosters that were brought",
)
def brought(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List them without their rows, the latest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    places = where(user, Permission.MANAGE_STAFF)
    found = lists_brought(user).filter(organisation_id__in=places).defer(*HELD)
    return many(found, _brought, limit, offset)


def _brought(one: BroughtList) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "kind": one.kind,
        "file_name": one.file_name,
        "state": one.state,
        "counts": one.counts,
        "brought": _done(one.brought_at, one.brought_by),
        "applied": _done(one.applied_at, one.applied_by),
        "undone": _done(one.undone_at, one.undone_by),
    }


def _done(at: datetime | None, by: User | None) -> dict[str, Any] | None:
    return None if at is None else {"at": at, "by": None if by is None else str(by)}
