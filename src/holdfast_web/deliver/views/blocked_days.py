"""The page of the days on which a home holds no session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from holdfast.deliver.closed_days import bank_holidays
from holdfast_web.deliver.forms.schedules import BlockedDaysForm
from holdfast_web.deliver.models import BlockedDays
from holdfast_web.deliver.operations.schedules import block_days, unblock_days
from holdfast_web.deliver.queries.runs import blocked_in, nation_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.models import Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.templatetags.ui import ui_bullets

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("First day", "Last day", "Why", "Blocked by")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def blocked_days(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show and add the days on which an organisation holds no session."""
    place = _place(request.user, key)
    found = blocked_in(place).order_by("-first", "id")
    file = exported(
        request, f"Blocked days of {place.name}", HEAD,
        lambda: ((one.first, one.last, one.reason, one.organisation.name) for one in found),
        organisation=place,
    )  # fmt: skip
    if file is not None:
        return file
    form = BlockedDaysForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        block_days(place, by=request.user, **form.cleaned_data)
        messages.success(request, "The days are blocked. Runs that are planned already stay.")
        return redirect("deliver:blocked_days", key=key)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    today = timezone.localdate()
    holidays = bank_holidays(nation_of(place), [today.year, today.year + 1])
    shown = {
        "place": place, "form": form, "page": page,
        "blocked": [(one, one.organisation_id == place.pk) for one in page],
        "nation": nation_of(place).value,
        "bank": ui_bullets(
            f"{written_day(day)}: {name}" for day, name in holidays.items() if day >= today
        ),
    }  # fmt: skip
    return render(
        request, "deliver/blocked_days.html", shown, status=422 if form.errors else 200
    )


@login_required
@require_POST
def unblock(request: SignedIn, key: UUID) -> HttpResponse:
    """Open days again."""
    own = organisations(request.user, Permission.PLAN_RUNS)
    found = get_object_or_404(
        BlockedDays.objects.select_related("organisation"), key=key, organisation_id__in=own
    )
    unblock_days(found, by=request.user)
    messages.success(request, "The days are open again.")
    return redirect("deliver:blocked_days", key=found.organisation.key)


def _place(user: User, key: UUID) -> Organisation:
    own = organisations(user, Permission.PLAN_RUNS)
    return get_object_or_404(Organisation, key=key, pk__in=own)
