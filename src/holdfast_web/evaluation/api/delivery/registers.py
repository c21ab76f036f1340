"""Which registers are there, what do they say, and what is one to say?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Query, Router

from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason
from holdfast_web.deliver.models import Sitting
from holdfast_web.deliver.operations.registers import save_register
from holdfast_web.deliver.queries.registers import changes_of, registers_listed
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import registers as shapes
from holdfast_web.evaluation.api.listing import CONFLICTS, LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast_web.deliver.models import MarkChange
    from holdfast_web.people.models import User

router = Router()


@router.get(
    "/registers",
    response={200: Many[shapes.SittingListedOut], **REFUSALS},
    summary="Sittings whose registers are to be taken, or all",
)
def registers(
    request: HttpRequest,
    every: bool = Query(False, description="Those that were taken too, the latest first."),  # type: ignore[type-arg]
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> Any:
    """List sittings up to today without a register, the oldest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    places = where(user, Permission.SEE_STAFF)
    found = registers_listed(user, until=timezone.localdate(), everything=every)
    found = found.filter(session__run__organisation_id__in=places)
    return many(found.defer("session__run__content"), _listed, limit, offset)


@router.get(
    "/registers/{sitting}",
    response={200: shapes.RegisterOut, **REFUSALS},
    summary="The register of a sitting",
)
def register(request: HttpRequest, sitting: UUID) -> Any:
    """Give a register with its version. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    return _register(_sitting(user, sitting, Permission.SEE_STAFF))


@router.get(
    "/registers/{sitting}/changes",
    response={200: Many[shapes.MarkChangeOut], **REFUSALS},
    summary="Every change of a register",
)
def register_changes(
    request: HttpRequest, sitting: UUID, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List what was changed line by line, the latest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = _sitting(user, sitting, Permission.SEE_STAFF)
    return many(changes_of(found), _change, limit, offset)


@router.post(
    "/registers/{sitting}",
    response={200: shapes.RegisterSavedOut, **CONFLICTS},
    summary="Save marks of a register",
)
def register_save(request: HttpRequest, sitting: UUID, asked: shapes.RegisterIn) -> Any:
    """Save marks of members of staff, all in one go. Scope: registers:write.

    A mark that somebody else changed since the version that you saw, and otherwise than you
    ask, stands as they left it; its line is in `conflicts`.
    """
    user = user_for(request, Scope.REGISTERS)
    saved = save_register(
        by=user,
        sitting=_sitting(user, sitting, Permission.TAKE_REGISTERS),
        seen=asked.seen,
        sent={one.line: _said(one) for one in asked.marks},
    )
    return _register(saved.sitting) | {"conflicts": list(saved.merged.conflicts)}


def _sitting(user: User, key: UUID, permission: Permission) -> Sitting:
    found = Sitting.objects.select_related("session__run__organisation")
    return get_object_or_404(
        found, key=key, session__run__organisation_id__in=where(user, permission)
    )


def _said(one: shapes.MarkIn) -> Said:
    return Said(
        presence=Presence(one.outcome),
        reason=Reason(one.reason) if one.reason else None,
        arrived=one.arrived,
        left=one.left,
    )


def _listed(one: Sitting) -> dict[str, Any]:
    return {
        "key": one.key,
        "run": one.session.run.key,
        "session": one.session.key,
        "on": one.on,
        "starts": one.starts,
        "ends": one.ends,
        "register_version": one.register_version,
        "taken": one.register_taken_at,
    }


def _register(sitting: Sitting) -> dict[str, Any]:
    return {
        "sitting": sitting.key,
        "version": sitting.register_version,
        "marks": [
            {
                "line": mark.staff.key if mark.staff is not None else mark.key,
                "staff": mark.staff is not None,
                "outcome": mark.outcome,
                "reason": mark.reason,
                "arrived": mark.arrived,
                "left": mark.left,
                "minutes": mark.minutes,
                "version": mark.version,
            }
            for mark in sitting.marks.select_related("staff")
        ],
    }


def _change(one: MarkChange) -> dict[str, Any]:
    return {
        "line": one.line,
        "version": one.version,
        "at": one.at,
        "means": one.means,
        "before": one.before,
        "after": one.after,
    }
