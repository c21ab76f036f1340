"""For whom are services, who waits, who has the places, and whom do they reach?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router

from holdfast.change.drift_watch import Group
from holdfast.kernel.disclosure import Disclosure, as_json
from holdfast_web.deliver.models import Service
from holdfast_web.deliver.queries.capacity import capacity_of
from holdfast_web.deliver.queries.caseloads import team_of
from holdfast_web.deliver.queries.drift import watched
from holdfast_web.deliver.queries.enrolments import enrolments_of
from holdfast_web.deliver.queries.referral_services import services_of
from holdfast_web.deliver.queries.referrals import narrowed, waits_of
from holdfast_web.deliver.queries.waits import waits_in_counts
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import referral_services as shapes
from holdfast_web.evaluation.api.listing import (
    CONFLICTS,
    LIMIT,
    OFFSET,
    REFUSALS,
    many,
    many_of,
)
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast.change.drift_watch import WatchedMonth
    from holdfast.deliver.capacity import PlaceDays, SideBySide
    from holdfast.deliver.caseload import Caseload
    from holdfast.deliver.waits import Waiting
    from holdfast.kernel.money import Money
    from holdfast_web.deliver.models import CriteriaVersion, Referral, TeamMember
    from holdfast_web.people.models import User

router = Router()
IN_COUNTS = (Permission.SEE_REFERRALS, Permission.SEE_DRIFT, Permission.MANAGE_SERVICES)
"""Whoever may do one of these sees a service's waits and places, in counts at least."""
RULES = Disclosure()


@router.get(
    "/services",
    response={200: Many[shapes.ServiceOut], **REFUSALS},
    summary="Services to which children are referred",
)
def services(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List services by organisation. Scope: referrals:read."""
    user = user_for(request, Scope.REFERRALS)
    found = Service.objects.filter(organisation_id__in=where(user, Permission.SEE_REFERRALS))
    return many(found.select_related("organisation"), _service, limit, offset)


@router.get(
    "/services/{key}/criteria",
    response={200: Many[shapes.CriteriaOut], **REFUSALS},
    summary="For whom a service is, in versions",
)
def criteria(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List versions of the criteria, the latest first. Scope: referrals:read."""
    service = service_for(user_for(request, Scope.REFERRALS), key, *IN_COUNTS)
    return many(service.criteria_versions.order_by("-number"), _criteria, limit, offset)


@router.get(
    "/services/{key}/waiting-list",
    response={200: Many[shapes.WaitingOut], **REFUSALS},
    summary="Who waits for a decision or a place",
)
def waiting_list(
    request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List who waits by pseudonym, the most urgent first. Scope: referrals:read.

    That it was read is put down on the trail.
    """
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, Permission.SEE_REFERRALS)
    waits = waits_of(
        service, narrowed(service.referrals.filter(number__isnull=False), show="open")
    )
    given = many_of(waits, lambda one: _waiting(*one), limit, offset)
    _put_down("waiting list", user, service, len(given["items"]), request)
    return given


@router.get(
    "/services/{key}/waits",
    response={200: shapes.WaitsOut, **REFUSALS},
    summary="How long children wait, in numbers",
)
def waits(request: HttpRequest, key: UUID) -> Any:
    """Give how many wait, how many too long, and medians. Scope: referrals:read.

    Who may see children one by one is given the counts themselves, which is put down on the
    trail; others are given them rounded, and small ones not at all.
    """
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, *IN_COUNTS)
    children = service.organisation_id in where(user, Permission.SEE_REFERRALS)
    today = timezone.localdate()
    found = waits_in_counts(service, children=children, today=today)
    if children:
        _put_down("waits", user, service, None, request)
    return {
        "service": service.key,
        "as_of": today,
        "waiting": as_json(found.waiting),
        "late": as_json(found.late),
        "median_days_so_far": found.median_so_far,
        "median_days_to_decision": found.to_decision,
        "median_days_to_begin": found.to_begin,
    }


@router.get(
    "/services/{key}/capacity",
    response={200: shapes.CapacityOut, **CONFLICTS},
    summary="Who had a service's places, and what the others cost",
)
def capacity(request: HttpRequest, key: UUID) -> Any:
    """Give the days of places in the last twelve months. Scope: referrals:read.

    For whoever may not see children one by one, it may not be shown who had them: `split` is
    false then. Where it is shown child by child, that is put down on the trail.
    """
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, *IN_COUNTS)
    children = service.organisation_id in where(user, Permission.SEE_REFERRALS)
    today = timezone.localdate()
    found = capacity_of(service, children=children, today=today)
    if children:
        _put_down("capacity", user, service, None, request)
    waiting = found.waiting_now if children else as_json(RULES.count(found.waiting_now))
    shown = found.costs if found.split else None
    return {
        "service": service.key,
        "as_of": today,
        "places_now": found.places_now,
        "waiting_now": waiting,
        "split": found.split,
        "months": [_days(one, split=found.split) for one in found.months],
        "whole": _days(found.whole, split=found.split),
        "costs": None if shown is None else _costs(shown),
    }


@router.get(
    "/services/{key}/caseloads",
    response={200: shapes.CaseloadsOut, **CONFLICTS},
    summary="How many cases each professional leads",
)
def caseloads(request: HttpRequest, key: UUID) -> Any:
    """Give the team with its caseloads beside the limit. Scope: referrals:read."""
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, Permission.SEE_REFERRALS)
    today = timezone.localdate()
    members, team = team_of(service, today=today)
    return {
        "service": service.key,
        "as_of": today,
        "cases": team.cases,
        "without_lead": len(team.without_lead),
        "team": [_caseload(members[one.worker], one) for one in team.caseloads],
    }


@router.get(
    "/services/{key}/enrolments",
    response={200: Many[shapes.EnrolmentOut], **REFUSALS},
    summary="A service's referrals as enrolments of its evaluation",
)
def enrolments(
    request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List enrolments by pseudonym, as `enrolments.csv` has them. Scope: referrals:read.

    That they were read is put down on the trail.
    """
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, Permission.SEE_REFERRALS)
    given = many_of(enrolments_of(service).to_dicts(), dict, limit, offset)
    _put_down("enrolments", user, service, len(given["items"]), request)
    return given


@router.get(
    "/services/{key}/drift",
    response={200: shapes.DriftOut, **REFUSALS},
    summary="A service against its criteria, month by month",
)
def drift(
    request: HttpRequest, key: UUID, group: Literal["referred", "accepted", "served"] = "served"
) -> Any:
    """Give the share outside the criteria with its limits. Scope: referrals:read.

    Months hold few children, so only those may read them who may see referrals one by one.
    """
    user = user_for(request, Scope.REFERRALS)
    service = service_for(user, key, Permission.SEE_REFERRALS)
    found = watched(service)[Group(group)]
    put_down(
        "drift read by a program", by=user, organisation=service.organisation,
        subject=service, detail={"months": len(found.months)}, request=request,
    )  # fmt: skip
    return {
        "service": service.key,
        "group": group,
        "rule": found.rule.name,
        "months": [_drift_month(month) for month in found.months],
    }


def service_for(user: User, key: UUID, *permissions: Permission) -> Service:
    """Give a service in which a token's person may do one of some things; or not found."""
    places = set[int]().union(*(where(user, one) for one in permissions))
    return get_object_or_404(
        services_of(user, *permissions), key=key, organisation_id__in=places
    )


def _put_down(
    what: str, user: User, service: Service, rows: int | None, request: HttpRequest
) -> None:
    put_down(
        f"{what} read by a program", by=user, organisation=service.organisation,
        subject=service, detail={} if rows is None else {"rows": rows}, request=request,
    )  # fmt: skip


def _service(one: Service) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "name": one.name,
        "programme": one.programme,
        "closed": one.closed,
    }


def _criteria(one: CriteriaVersion) -> dict[str, Any]:
    return {
        "number": one.number,
        "in_force_from": one.in_force_from,
        "note": one.note,
        "criteria": one.content,
    }


def _waiting(one: Referral, wait: Waiting) -> dict[str, Any]:
    return {
        "referral": one.key,
        "number": one.number,
        "pseudonym": one.pseudonym,
        "waits_for": "place" if one.accepted is not None else "decision",
        "urgency": one.urgency,
        "standing": one.standing,
        "since": wait.waiter.since,
        "days": wait.days,
        "due": wait.due,
        "days_late": wait.late,
    }


def _days(one: PlaceDays, *, split: bool) -> dict[str, Any]:
    return {
        "month": one.month,
        "days": one.days,
        "places": one.places,
        "target": one.target if split else None,
        "flexible": one.flexible if split else None,
        "outside": one.outside if split else None,
        "not_judged": one.not_judged if split else None,
        "empty": one.empty if split else None,
        "over": one.over if split else None,
        "waiting": one.waiting if split else None,
        "kept_out": one.kept_out if split else None,
        "free_and_waiting": one.free_and_waiting if split else None,
    }


def _costs(one: SideBySide) -> dict[str, Any]:
    def pounds(money: Money | None) -> float | None:
        return None if money is None else money.amount

    return {
        "price_year": one.empty_places.price_year,
        "empty_places": one.empty_places.amount,
        "outside_places": one.outside_places.amount,
        "empty_days": one.empty_days,
        "outside_days": one.outside_days,
        "kept_out_days": one.kept_out_days,
        "a_child_day": pounds(one.a_child_day),
        "a_target_day": pounds(one.a_target_day),
        "break_even": one.break_even,
    }


def _caseload(member: TeamMember, held: Caseload) -> dict[str, Any]:
    return {
        "member": member.key,
        "name": member.name,
        "profession": member.profession,
        "leads": held.leads,
        "helps": held.helps,
        "limit": held.limit,
        "over": held.over,
        "ended": member.ended,
    }


def _drift_month(month: WatchedMonth) -> dict[str, Any]:
    share = month.share
    return {
        "month": month.month,
        "over": month.over,
        "referred": month.referred,
        "accepted": month.accepted,
        "served": month.served,
        "judged": month.judged,
        "outside": month.outside,
        "share": share.value if share is not None else None,
        "low": share.low if share is not None else None,
        "high": share.high if share is not None else None,
        "most_by_chance": month.most,
        "alert": month.alert,
    }
