"""Who works in homes and when, who is away for long, and who delivers sessions?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from ninja import Query, Router

from holdfast_web.deliver.models import Facilitator, LongAbsence, RosterShift, StaffMember
from holdfast_web.deliver.queries.homes import absences_for, homes_for, shifts_of
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import staff as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

router = Router()
WEEK = timedelta(days=6)


@router.get(
    "/staff", response={200: Many[shapes.StaffOut], **REFUSALS}, summary="Staff of homes"
)
def staff(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List staff by name, those who left too. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = StaffMember.objects.filter(organisation_id__in=where(user, Permission.SEE_STAFF))
    return many(found.select_related("organisation"), _staff, limit, offset)


@router.get(
    "/long-absences",
    response={200: Many[shapes.LongAbsenceOut], **REFUSALS},
    summary="Long absences of staff",
)
def long_absences(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List who is or was away and from when until when, the latest first. Scope: staff:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.STAFF)
    found = absences_for(user, Permission.SEE_STAFF).filter(
        staff__organisation_id__in=where(user, Permission.SEE_STAFF)
    )
    given = many(found.order_by("-since", "-pk"), _absence, limit, offset)
    put_down(
        "long absences read by a program", by=user,
        detail={"rows": len(given["items"]), "offset": offset}, request=request,
    )  # fmt: skip
    return given


@router.get(
    "/homes/{key}/roster",
    response={200: Many[shapes.ShiftOut], **REFUSALS},
    summary="A week of a home's roster",
)
def roster(
    request: HttpRequest,
    key: UUID,
    first: date = Query(..., description="The first of seven days."),  # type: ignore[type-arg]  # noqa: B008
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> Any:
    """List shifts that begin in seven days, as planned and as worked. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    home = get_object_or_404(
        homes_for(user, Permission.SEE_STAFF), key=key, pk__in=where(user, Permission.SEE_STAFF)
    )
    last = min(first, date.max - WEEK) + WEEK
    return many(shifts_of(home, first, last), _shift, limit, offset)


@router.get(
    "/facilitators",
    response={200: Many[shapes.FacilitatorOut], **REFUSALS},
    summary="Facilitators and their certification",
)
def facilitators(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List facilitators by name. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = Facilitator.objects.filter(organisation_id__in=where(user, Permission.SEE_STAFF))
    found = found.select_related("organisation").prefetch_related("certifications")
    return many(found, _facilitator, limit, offset)


def _staff(one: StaffMember) -> dict[str, Any]:
    hours = one.contracted_hours
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "name": one.name,
        "reference": one.reference,
        "post": one.post,
        "manager": one.manager,
        "kind": one.kind,
        "shifts": one.shifts,
        "contracted_hours": None if hours is None else float(hours),
        "started": one.started,
        "left": one.left,
    }


def _absence(one: LongAbsence) -> dict[str, Any]:
    return {
        "key": one.key,
        "staff": one.staff.key,
        "organisation": one.staff.organisation.key,
        "since": one.since,
        "until": one.until,
    }


def _shift(one: RosterShift) -> dict[str, Any]:
    return {
        "staff": one.staff.key,
        "day": one.day,
        "starts": one.starts,
        "ends": one.ends,
        "state": one.state,
    }


def _facilitator(one: Facilitator) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "name": one.name,
        "background": one.background,
        "certifications": [
            {
                "programme": held.programme,
                "state": held.state,
                "since": held.since,
                "expires": held.expires,
            }
            for held in one.certifications.all()
        ],
    }
