"""The pages of calendars, and the calendars themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST, require_safe

from holdfast_web.deliver.forms.calendars import CalendarForm
from holdfast_web.deliver.models import CalendarLink, StaffMember
from holdfast_web.deliver.operations.calendars import (
    make_calendar,
    make_calendar_for,
    revoke_calendar,
)
from holdfast_web.deliver.queries.calendars import (
    calendar_at,
    latest_versions,
    links_of,
    versions_for,
    written_calendar,
)
from holdfast_web.deliver.queries.runs import runs_for
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations, seen_by
from holdfast_web.ui.look import look

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 20
ICAL = "text/calendar; charset=utf-8"


@login_required
@never_cache
@sensitive_variables("secret")
def calendars(request: SignedIn) -> HttpResponse:
    """Show a person's own calendars and make another, which is shown this once."""
    if not organisations(request.user, Permission.SEE_DELIVERY):
        raise Http404("There is no such page, or it is not yours to see.")
    form = CalendarForm(request.POST or None)
    address = ""
    if request.method == "POST" and form.is_valid():
        _, secret = make_calendar(by=request.user, covers=form.cleaned_data["covers"])
        address = _address(request, secret)
    page = Paginator(links_of(request.user), A_PAGE).get_page(request.GET.get("page"))
    shown = {"form": form, "address": address, "page": page}
    status = 422 if form.errors else 200
    return render(request, "deliver/calendars.html", shown, status=status)


@login_required
@never_cache
@sensitive_variables("secret")
def staff_calendar(request: SignedIn, key: UUID) -> HttpResponse:
    """Make an address for a member of staff without an account, and show it this once."""
    staff = get_object_or_404(
        seen_by(
            StaffMember.objects.select_related("organisation"),
            request.user,
            Permission.MANAGE_STAFF,
        ),
        key=key,
    )
    address = ""
    if request.method == "POST":
        _, secret = make_calendar_for(by=request.user, staff=staff)
        address = _address(request, secret)
    page = Paginator(staff.calendar_links.all(), A_PAGE).get_page(request.GET.get("page"))
    shown = {"staff": staff, "address": address, "page": page}
    return render(request, "deliver/staff_calendar.html", shown)


@login_required
@require_POST
def calendar_revoke(request: SignedIn, key: UUID) -> HttpResponse:
    """End an address."""
    link = get_object_or_404(_may_revoke(request.user), key=key)
    revoke_calendar(link, by=request.user)
    messages.success(request, "That address no longer works.")
    if link.staff is not None:
        return redirect("deliver:staff_calendar", key=link.staff.key)
    return redirect("deliver:calendars")


@login_required
@require_GET
def run_calendar(request: SignedIn, key: UUID) -> HttpResponse:
    """Give the sessions of one run as they were last released."""
    run = get_object_or_404(runs_for(request.user), key=key)
    versions = latest_versions(Q(run=run))
    if not versions:
        messages.warning(request, "The schedule is not released yet, so its days may change.")
        return redirect("deliver:run", key=key)
    answer = HttpResponse(written_calendar(versions, title=str(run)), content_type=ICAL)
    name = slugify(str(run))
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return answer


@never_cache
@require_safe
@sensitive_variables("secret")
def calendar_feed(request: HttpRequest, secret: str) -> HttpResponse:
    """Give a calendar to whoever has its address: a diary signs in nowhere."""
    del request
    link = calendar_at(secret)
    if link is None:
        raise Http404("There is no such page.")
    written = written_calendar(
        versions_for(link),
        title=f"{look().name}: sessions",
        managers=link.staff is None or link.staff.manager,
    )
    return HttpResponse(written, content_type=ICAL)


def _address(request: HttpRequest, secret: str) -> str:
    return request.build_absolute_uri(reverse("deliver:calendar_feed", args=[secret]))


def _may_revoke(user: User) -> QuerySet[CalendarLink]:
    own = organisations(user, Permission.MANAGE_STAFF)
    return CalendarLink.objects.select_related("staff__organisation").filter(
        Q(user=user) | Q(staff__organisation_id__in=own)
    )
