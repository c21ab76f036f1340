"""The page of a home's roster: a week at a time, as planned and as worked."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from holdfast_web.deliver.forms.rosters import RosterFilter
from holdfast_web.deliver.queries.homes import homes_for, shifts_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponseBase

    from holdfast_web.deliver.models import RosterShift
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 100
HEAD = ("Day", "Name", "Starts", "Ends", "Roster")
FILE_HEAD = ("Reference", "Name", "Day", "Starts", "Ends", "Planned or worked")
DAYS = 7


@login_required
@require_safe
def roster(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show a week of a home's roster."""
    home = get_object_or_404(homes_for(request.user, Permission.SEE_STAFF), key=key)
    form = RosterFilter(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    day = asked.get("week") or timezone.localdate()
    first = day - timedelta(days=day.weekday())
    last = first + timedelta(days=DAYS - 1)
    found = shifts_of(home, first, last)
    if asked.get("state"):
        found = found.filter(state=asked["state"])
    file = exported(
        request, f"Roster of {home.name} from {first.isoformat()}", FILE_HEAD,
        lambda: (_file_row(shift) for shift in found), organisation=home,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "home": home, "form": form, "head": HEAD, "rows": [_row(shift) for shift in page],
        "page": page, "first": first, "last": last,
        "before": _address(first - timedelta(days=DAYS), asked),
        "after": _address(first + timedelta(days=DAYS), asked),
        "may_keep": can(request.user, Permission.MANAGE_STAFF, home),
    }  # fmt: skip
    return render(request, "deliver/roster.html", shown)


def _address(day: object, asked: dict[str, str]) -> str:
    state = asked.get("state")
    return f"?week={day}" + (f"&state={state}" if state else "")


def _row(shift: RosterShift) -> tuple[object, ...]:
    return (
        written_day(shift.day),
        shift.staff.name,
        f"{shift.starts:%H:%M}",
        f"{shift.ends:%H:%M}" + (" the next day" if shift.ends <= shift.starts else ""),
        shift.get_state_display(),
    )


def _file_row(shift: RosterShift) -> tuple[object, ...]:
    return (
        shift.staff.reference, shift.staff.name, shift.day, shift.starts, shift.ends,
        shift.get_state_display(),
    )  # fmt: skip
