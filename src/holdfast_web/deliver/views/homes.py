"""The pages of children's homes: all of them, one of them, and what is known of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from holdfast_web.deliver.forms.homes import HomeFilter, HomeForm
from holdfast_web.deliver.models import Home, Run, RunState, StaffMember
from holdfast_web.deliver.operations.homes import change_home
from holdfast_web.deliver.queries.homes import homes_for, in_post, with_staff
from holdfast_web.deliver.views.asking import ask
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase
    from django.utils.safestring import SafeString

    from holdfast_web.people.models import Organisation
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Home", "Of", "Ofsted URN", "Places", "Staff today")


@login_required
@require_safe
def home_list(request: SignedIn) -> HttpResponseBase:
    """List the children's homes that a person sees."""
    if not organisations(request.user, Permission.SEE_DELIVERY):
        raise Http404("There is no such page, or it is not yours to see.")
    form = HomeFilter(request.GET)
    found = with_staff(homes_for(request.user), timezone.localdate())
    words = form.cleaned_data["words"] if form.is_valid() else ""
    if words:
        found = found.filter(Q(name__icontains=words) | Q(home__ofsted_urn__iexact=words))
    file = exported(request, "Homes", HEAD, lambda: (_row(one, one.name) for one in found))
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        _row(one, ui_link(one.name, reverse("deliver:home", args=[one.key]))) for one in page
    ]
    shown = {
        "form": form, "head": HEAD, "rows": rows, "page": page,
        "may_add": bool(organisations(request.user, Permission.MANAGE_ORGANISATIONS)),
    }  # fmt: skip
    return render(request, "deliver/homes.html", shown)


@login_required
@require_safe
def home(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a home: what is known of it, and the ways to its staff, runs and coverage."""
    found = get_object_or_404(homes_for(request.user), key=key)
    sees_staff = can(request.user, Permission.SEE_STAFF, found)
    today = timezone.localdate()
    runs = Run.objects.filter(organisation=found).order_by("-starts", "-id")[:A_PAGE]
    shown = {
        "home": found,
        "about": _about(found),
        "sees_staff": sees_staff,
        "may_change": can(request.user, Permission.MANAGE_STAFF, found),
        "staff": StaffMember.objects.filter(in_post(today), organisation=found).count(),
        "runs": [
            (
                ui_link(run.title, reverse("deliver:coverage_run", args=[run.key])),
                written_day(run.starts),
                RunState(run.state).label,
            )
            for run in runs
        ],
        "runs_head": ("Programme", "Begins", "State"),
    }
    return render(request, "deliver/home.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home_change(request: SignedIn, key: UUID) -> HttpResponse:
    """Change what is known of a home."""
    found = get_object_or_404(homes_for(request.user, Permission.MANAGE_STAFF), key=key)
    kept = getattr(found, "home", None) or Home()
    form = HomeForm(
        request.POST if request.method == "POST" else None,
        initial={name: getattr(kept, name) for name in HomeForm.base_fields},
    )

    def done() -> str:
        change_home(by=request.user, organisation=found, **form.cleaned_data)
        return f"{found.name} is changed."

    return ask(
        request, form, done, title="Change the home", caption=found.name,
        back=reverse("deliver:home", args=[key]),
    )  # fmt: skip


def _row(one: Organisation, name: str | SafeString) -> tuple[object, ...]:
    kept = getattr(one, "home", None)
    return (
        name,
        one.parent.name if one.parent is not None else "",
        kept.ofsted_urn if kept else "",
        kept.places if kept and kept.places is not None else "",
        one.in_post,  # type: ignore[attr-defined]  # counted by `with_staff`
    )


def _about(found: Organisation) -> list[tuple[str, object]]:
    kept = getattr(found, "home", None) or Home()
    whole = written_day(kept.staff_whole_since)
    return [
        ("Of", found.parent.name if found.parent is not None else "Nothing"),
        ("Ofsted URN", kept.ofsted_urn or "Not given"),
        ("Places", kept.places if kept.places is not None else "Not given"),
        ("Opened", written_day(kept.opened) or "Not given"),
        *([("Closed", written_day(kept.closed))] if kept.closed else []),
        ("List of staff whole since", whole or "The day on which it was begun here"),
    ]
