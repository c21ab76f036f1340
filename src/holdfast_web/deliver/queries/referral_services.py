"""Which services may a person see, and what is in force in one of them?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from holdfast.deliver.capacity import PlaceCost, Worth
from holdfast.deliver.referral import Urgency
from holdfast.deliver.waits import AgreedTimes
from holdfast.kernel.money import Money
from holdfast_web.deliver.models import CriteriaVersion, Service
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

OPEN_TO = (
    Permission.MANAGE_SERVICES, Permission.REFER, Permission.SEE_REFERRALS,
    Permission.DECIDE_REFERRALS, Permission.SEE_DRIFT,
)  # fmt: skip
"""Whoever may do one of these in an organisation sees that it has a service."""


def services_of(user: User, *permissions: Permission) -> QuerySet[Service]:
    """Give the services in which a person may do one of some things; any, if none is named."""
    places = set().union(*(organisations(user, one) for one in permissions or OPEN_TO))
    return Service.objects.filter(organisation_id__in=places).select_related(
        "organisation", "references_of"
    )


def one_service(user: User, key: UUID, *permissions: Permission) -> Service:
    """Give a service in which a person may do one of some things; not found otherwise."""
    return get_object_or_404(services_of(user, *permissions), key=key)


def criteria_on(service: Service, day: date) -> CriteriaVersion | None:
    """Give the criteria in force on a day; None where there were none yet."""
    return (
        service.criteria_versions.filter(in_force_from__lte=day)
        .order_by("-in_force_from")
        .first()
    )


def earliest_day(service: Service, *, today: date) -> date | None:
    """Give the first day from which new criteria can hold; None where any will do."""
    latest = service.criteria_versions.order_by("-in_force_from").first()
    if latest is None:
        return None
    return max(latest.in_force_from + timedelta(days=1), today)


def agreed_times(service: Service) -> AgreedTimes:
    """Give the times that a service agreed."""
    found: dict[str, dict[Urgency, int]] = {"decide": {}, "place": {}}
    for kind, times in found.items():
        for urgency in Urgency:
            days = getattr(service, f"{kind}_{urgency.name.lower()}")
            if days is not None:
                times[urgency] = days
    return AgreedTimes(decide=found["decide"], place=found["place"])


def place_cost(service: Service) -> PlaceCost | None:
    """Give what a place of a service costs a day; None where nobody has said."""
    if service.cost_occupied is None or service.cost_empty is None:
        return None
    return PlaceCost(
        occupied=Money(float(service.cost_occupied), service.price_year),
        empty=Money(float(service.cost_empty), service.price_year),
        source=service.cost_source,
    )


def place_worth(service: Service) -> Worth | None:
    """Give what a day in a place of a service spares elsewhere; None where nobody has said."""
    if service.worth_target is None or service.worth_outside is None:
        return None
    return Worth(
        target=Money(float(service.worth_target), service.price_year),
        outside=Money(float(service.worth_outside), service.price_year),
        source=service.worth_source,
    )
