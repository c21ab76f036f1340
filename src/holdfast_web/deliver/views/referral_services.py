"""The pages of services: the list, one of them, and what its lead keeps of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone

from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money
from holdfast_web.deliver.forms.referral_services import (
    CostsForm,
    PlacesForm,
    ServiceForm,
    TeamMemberForm,
)
from holdfast_web.deliver.operations import referral_services as operations
from holdfast_web.deliver.queries.referral_services import criteria_on, one_service, services_of
from holdfast_web.deliver.queries.service_page import criteria_rows, tasks_of
from holdfast_web.deliver.referral_words import criteria_of, written_score
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse, HttpResponseBase

    from holdfast_web.deliver.models import Service, TeamMember
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Service", "Organisation", "State")


@login_required
def services(request: SignedIn) -> HttpResponseBase:
    """List the services that a person may refer to, decide for, keep or watch."""
    listed = services_of(request.user).order_by("organisation__name", "name")
    file = exported(request, "Services", HEAD, lambda: (_row(one) for one in listed))
    if file is not None:
        return file
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (ui_link(one.name, reverse("deliver:service", args=[one.key])), *_row(one)[1:])
        for one in page
    ]
    shown = {
        "head": HEAD, "rows": rows, "page": page,
        "may_add": bool(organisations(request.user, Permission.MANAGE_SERVICES)),
    }  # fmt: skip
    return render(request, "deliver/referral_services.html", shown)


def _row(service: Service) -> tuple[str, str, str]:
    state = "Open" if service.closed is None else f"Closed on {written_day(service.closed)}"
    return service.name, service.organisation.name, state


@login_required
def service(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one service: for whom it is, how it stands, and what this person can do here."""
    found = one_service(request.user, key)
    user, place = request.user, found.organisation
    version = criteria_on(found, timezone.localdate())
    criteria = criteria_of(version) if version is not None else None
    manages = can(user, Permission.MANAGE_SERVICES, place)
    sees = can(user, Permission.SEE_REFERRALS, place)
    shown = {
        "service": found,
        "held": version,
        "criteria": criteria_rows(criteria) if criteria is not None else [],
        "about": _about(found),
        "refers": can(user, Permission.REFER, place)
        and version is not None
        and found.closed is None,
        "manages": manages,
        "sees": sees,
        "watches": sees or can(user, Permission.SEE_DRIFT, place),
        "tasks": tasks_of(user, found),
        "alerts": found.drift_alerts.filter(seen_at=None)
        if can(user, Permission.SEE_DRIFT, place)
        else (),
        "undecided": criteria is not None and criteria.flexibility is None,
        "team_head": ("Name", "Profession", "Leads at most", "Change"),
        "team": _team(found) if manages else [],
        "places_head": ("From", "Places"),
        "places": [
            (written_day(one.since), one.number) for one in found.places.order_by("-since")
        ]
        if manages
        else [],
    }
    return render(request, "deliver/service.html", shown)


def _about(service: Service) -> list[tuple[str, str]]:
    words = {
        "decide": "Decided within (days)", "place": "A place within (days)",
    }  # fmt: skip
    rows = [("Run by", service.organisation.name)]
    for kind, name in words.items():
        times = [
            f"{urgency}: {days}"
            for urgency in ("emergency", "urgent", "routine")
            if (days := getattr(service, f"{kind}_{urgency}")) is not None
        ]
        rows.append((name, ", ".join(times) or "Not agreed"))
    rows.append(
        (
            "One professional leads at most",
            "Not agreed" if service.caseload_limit is None else f"{service.caseload_limit}",
        )
    )
    if service.need_measure:
        rows.append(
            (
                "Measure of need",
                f"{service.need_measure}, {written_score(service.need_lowest)} to "
                f"{written_score(service.need_highest)}",
            )
        )
    if service.cost_occupied is not None:
        cost = Money(float(service.cost_occupied), service.price_year)
        rows.append(("A place costs a day", f"{cost}. {service.cost_source}"))
    return rows


def _team(service: Service) -> list[tuple[object, ...]]:
    return [
        (
            one.name,
            one.profession,
            "as agreed" if one.limit is None else one.limit,
            ui_link("Change", reverse("deliver:team_member", args=[service.key, one.key]))
            if one.ended is None
            else f"Left on {written_day(one.ended)}",
        )
        for one in service.team.all()
    ]


@login_required
def service_add(request: SignedIn) -> HttpResponse:
    """Add a service."""
    if not organisations(request.user, Permission.MANAGE_SERVICES):
        raise Http404("There is no such page, or it is not yours to see.")
    form = ServiceForm(request.POST or None, user=request.user)
    if form.is_valid():
        try:
            added = operations.add_service(by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, "The service is added. Say for whom it is next.")
            return redirect("deliver:criteria_new", key=added.key)
    return _form(request, form, "Add a service", reverse("deliver:services"))


@login_required
def service_change(request: SignedIn, key: UUID) -> HttpResponse:
    """Change a service's name, agreed times, limits and baseline."""
    found = one_service(request.user, key, Permission.MANAGE_SERVICES)
    form = ServiceForm(
        request.POST or None, user=request.user, service=found,
        initial={name: getattr(found, name) for name in operations.ABOUT},
    )  # fmt: skip
    return _changed(
        request, form, found, f"Change {found}",
        lambda: operations.change_service(found, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
def service_places(request: SignedIn, key: UUID) -> HttpResponse:
    """Say how many places a service has from a day on."""
    found = one_service(request.user, key, Permission.MANAGE_SERVICES)
    form = PlacesForm(request.POST or None, initial={"since": timezone.localdate()})
    return _changed(
        request, form, found, "How many places are there?",
        lambda: operations.set_places(found, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
def service_costs(request: SignedIn, key: UUID) -> HttpResponse:
    """Say what a place costs a day."""
    found = one_service(request.user, key, Permission.MANAGE_SERVICES)
    form = CostsForm(
        request.POST or None,
        initial={
            "occupied": found.cost_occupied, "empty": found.cost_empty,
            "year": found.price_year, "source": found.cost_source,
            "worth_target": found.worth_target, "worth_outside": found.worth_outside,
            "worth_source": found.worth_source,
        },
    )  # fmt: skip
    return _changed(
        request, form, found, "What does a place cost?",
        lambda: operations.set_costs(found, by=request.user, **form.cleaned_data),
    )  # fmt: skip


@login_required
def team_member_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Add a professional to a service's team."""
    found = one_service(request.user, key, Permission.MANAGE_SERVICES)
    form = TeamMemberForm(request.POST or None, service=found)
    return _changed(
        request, form, found, "Add somebody to the team",
        lambda: operations.add_team_member(found, by=request.user, **_member(form)),
    )  # fmt: skip


@login_required
def team_member(request: SignedIn, key: UUID, member: UUID) -> HttpResponse:
    """Change a professional of a team, or say that they left."""
    found = one_service(request.user, key, Permission.MANAGE_SERVICES)
    one: TeamMember = get_object_or_404(found.team.select_related("user"), key=member)
    form = TeamMemberForm(
        request.POST or None, service=found, new=False,
        initial={
            "name": one.name, "profession": one.profession, "limit": one.limit,
            "email": one.user.email if one.user is not None else "", "ended": one.ended,
        },
    )  # fmt: skip
    return _changed(
        request, form, found, f"Change {one.name}",
        lambda: operations.change_team_member(one, by=request.user, **_member(form)),
    )  # fmt: skip


def _member(form: TeamMemberForm) -> dict[str, Any]:
    said = dict(form.cleaned_data)
    return said | {"user": said.pop("email")}


def _changed(
    request: SignedIn, form: Form, found: Service, title: str, change: Callable[[], object]
) -> HttpResponse:
    """Show a form, or do what it asks for and go back to the service."""
    if form.is_valid():
        try:
            change()
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, "Your change is saved.")
            return redirect("deliver:service", key=found.key)
    return _form(request, form, title, reverse("deliver:service", args=[found.key]))


def _form(request: SignedIn, form: Form, title: str, back: str) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    shown = {"form": form, "title": title, "back": back}
    return render(request, "deliver/service_form.html", shown, status=status)
