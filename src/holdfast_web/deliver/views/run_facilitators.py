"""The pages of who delivers a run: what it needs, who fills it, and who covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_http_methods, require_safe

from holdfast.deliver.dose import Unsettled
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.facilitators import CoverForm, EndPlaceForm, PlaceForm
from holdfast_web.deliver.models import RunFacilitator
from holdfast_web.deliver.operations.run_facilitators import cover, end_place, give_place
from holdfast_web.deliver.queries.facilitators import (
    may_deliver_in,
    places_of,
    role_titles,
    roles_of_run,
)
from holdfast_web.deliver.queries.runs import dose_of, runs_for
from holdfast_web.deliver.views.asking import ask
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse, QueryDict

    from holdfast.deliver.facilitators import RoleOnDay
    from holdfast_web.deliver.models import Run
    from holdfast_web.people.signed_in import SignedIn

HEAD = ("Role", "Needed", "Who", "What is lacking")
PLACES_HEAD = ("Who", "Role", "From", "Until", "Why it ended", "Change")


@login_required
@require_safe
def run_facilitators(request: SignedIn, key: UUID) -> HttpResponse:
    """Show who delivers a run, what is lacking, and everybody who ever did."""
    run = get_object_or_404(runs_for(request.user, Permission.SEE_STAFF), key=key)
    may_plan = can(request.user, Permission.PLAN_RUNS, run.organisation)
    day = _day(run)
    shown: dict[str, object] = {
        "run": run,
        "day": day,
        "head": HEAD,
        "places_head": PLACES_HEAD if may_plan else PLACES_HEAD[:-1],
        "places": [_place(place, may_plan=may_plan) for place in places_of(run)],
        "may_plan": may_plan,
    }
    try:
        roles, names = roles_of_run(run, day=day)
        shown["rows"] = [_role(role, names) for role in roles]
    except InputError as error:
        shown["refusal"] = refusal(error)
    return render(request, "deliver/run_facilitators.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_facilitator_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Let somebody deliver a run."""
    run = get_object_or_404(runs_for(request.user, Permission.PLAN_RUNS), key=key)
    form = PlaceForm(
        _sent(request),
        facilitators=may_deliver_in(run.organisation, day=timezone.localdate()),
        roles=_roles(run),
    )

    def done() -> str:
        place = give_place(by=request.user, run=run, **form.cleaned_data)
        return f"{place.facilitator.name} delivers this run."

    return ask(
        request, form, done, title="Who delivers this run?", caption=str(run), back=_href(run)
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_facilitator_cover(request: SignedIn, key: UUID, place: int) -> HttpResponse:
    """Let somebody cover for one who delivers a run."""
    covered = _mine(request, key, place)
    run = covered.run
    form = CoverForm(
        _sent(request),
        facilitators=may_deliver_in(run.organisation, day=timezone.localdate()).exclude(
            pk=covered.facilitator_id
        ),
    )

    def done() -> str:
        made = cover(by=request.user, place=covered, **form.cleaned_data)
        return (
            f"{made.facilitator.name} covers for {covered.facilitator.name} from "
            f"{written_day(made.since)}."
        )

    return ask(
        request, form, done, title=f"Who covers for {covered.facilitator.name}?",
        caption=str(run), back=_href(run),
        words="Who was meant to deliver it stays on the page, with when and why.",
    )  # fmt: skip


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def run_facilitator_end(request: SignedIn, key: UUID, place: int) -> HttpResponse:
    """End somebody's place on a run."""
    ends = _mine(request, key, place)
    form = EndPlaceForm(_sent(request))

    def done() -> str:
        end_place(by=request.user, place=ends, **form.cleaned_data)
        return f"{ends.facilitator.name} no longer delivers this run."

    return ask(
        request, form, done, title=f"When does {ends.facilitator.name} stop?",
        caption=str(ends.run), back=_href(ends.run),
    )  # fmt: skip


def _mine(request: SignedIn, key: UUID, place: int) -> RunFacilitator:
    places = RunFacilitator.objects.select_related("run__organisation", "facilitator").filter(
        run__organisation__in=organisations(request.user, Permission.PLAN_RUNS)
    )
    return get_object_or_404(places, run__key=key, pk=place)


def _sent(request: SignedIn) -> QueryDict | None:
    return request.POST if request.method == "POST" else None


def _href(run: Run) -> str:
    return reverse("deliver:run_facilitators", args=[run.key])


def _day(run: Run) -> date:
    """Give the day for which it is asked who delivers: today, within the run's days."""
    today = timezone.localdate()
    last = run.ends or today
    return min(max(today, run.starts), max(last, run.starts))


def _roles(run: Run) -> list[tuple[str, str]]:
    try:
        return [(need.role, need.title) for need in dose_of(run).facilitators]
    except InputError:
        return []


def _role(role: RoleOnDay, names: Mapping[str, str]) -> tuple[object, ...]:
    needed = "Not published" if isinstance(role.needed, Unsettled) else role.needed
    lacking = []
    if role.lacking:
        lacking.append(f"{role.lacking} still to be found")
    lacking += [f"{names[who]} is not certified on that day" for who in role.not_certified]
    return (
        role.title,
        needed,
        ", ".join(names[who] for who in role.filled) or "Nobody",
        "; ".join(lacking) or "Nothing",
    )


def _place(place: RunFacilitator, *, may_plan: bool) -> tuple[object, ...]:
    row: tuple[object, ...] = (
        place.facilitator.name,
        role_titles().get(place.role, place.role) or "Not said",
        written_day(place.since) or "The beginning",
        written_day(place.until) or "The end",
        place.reason,
    )
    if not may_plan:
        return row
    if place.until is not None and place.until <= timezone.localdate():
        return (*row, "")
    ways = (
        ui_link(words, reverse(f"deliver:{name}", args=[place.run.key, place.pk]))
        for words, name in (
            ("Find cover", "run_facilitator_cover"), ("End it", "run_facilitator_end"),
        )
    )  # fmt: skip
    return (*row, format_html("{}, {}", *ways))
