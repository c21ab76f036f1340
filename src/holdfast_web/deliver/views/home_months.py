"""The pages of homes' months: all homes, one home, and one month to be filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast.deliver.home_month import EARLIEST, month_said, months, next_month
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.home_months import MonthForms
from holdfast_web.deliver.models import HomeMonth
from holdfast_web.deliver.operations.home_months import doubts_of, keep_month
from holdfast_web.deliver.queries.home_months import (
    back,
    first_month,
    homes_with_months,
    last_whole,
    open_in,
    records_of,
    standings,
    trainings,
)
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.forms import error_summary
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.deliver.home_month import HomeMonth as Record
    from holdfast_web.people.models import Organisation, User
    from holdfast_web.people.signed_in import SignedIn

HOMES_A_PAGE = 50
MONTHS_A_PAGE = 24
SHOWN = (
    "child_nights",
    "unplanned_moves",
    "missing_episodes",
    "restraints",
    "police_call_outs",
)
FULL_HEAD = ("Home", "Month", *(measure.title for measure in MEASURES))


def home_of(user: User, key: UUID, *, to_keep: bool = False) -> Organisation:
    """Give a home whose months a person may see, or keep."""
    permission = Permission.KEEP_HOME_MONTHS if to_keep else Permission.SEE_HOME_MONTHS
    return get_object_or_404(homes_with_months(user, permission), key=key)


def month_of(text: str) -> date:
    """Read a month of an address: 2026-03.

    Raises
    ------
    Http404
        Where it is none, or earlier than any that is kept.
    """
    try:
        month = date.fromisoformat(f"{text}-01")
    except ValueError:
        raise Http404("There is no such month.") from None
    if month < EARLIEST:
        raise Http404("There is no such month.")
    return month


@login_required
def home_months(request: SignedIn) -> HttpResponseBase:
    """List homes, with what is missing of their last twelve months."""
    if not organisations(request.user, Permission.SEE_HOME_MONTHS):
        raise Http404("There is no such page, or it is not yours to see.")
    today = timezone.localdate()
    homes = homes_with_months(request.user)
    may_keep = organisations(request.user, Permission.KEEP_HOME_MONTHS)
    page = Paginator(homes, HOMES_A_PAGE).get_page(request.GET.get("page"))
    begun = trainings(page, today=today)
    rows = [
        (
            ui_link(one.home.name, reverse("deliver:home_month_list", args=[one.home.key])),
            month_said(one.last) if one.last is not None else "None yet",
            one.without,
            one.incomplete,
            f"Began on {written_day(begun[one.home.pk].starts)}"
            if one.home.pk in begun
            else "For comparison",
        )
        for one in standings(page, today=today)
    ]
    shown = {
        "head": ("Home", "Last month kept", "Months without a record", "Months with gaps",
                 "Training"),
        "rows": rows, "page": page, "may_keep": bool(may_keep),
        "first": month_said(back(last_whole(today), 11)), "last": month_said(last_whole(today)),
    }  # fmt: skip
    return render(request, "deliver/home_months.html", shown)


@login_required
def home_month_list(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show a home's months, the latest first, with the gaps; or all of them as a file.

    The file goes to those who keep the record, and to nobody else from here.
    """
    home = home_of(request.user, key)
    may_keep = can(request.user, Permission.KEEP_HOME_MONTHS, home)
    today = timezone.localdate()
    kept = {one.month: one for one in records_of([home]).get(home.pk, [])}
    if may_keep:
        rows = (_whole_row(home, one) for _, one in sorted(kept.items()))
        file = exported(
            request, f"Months of {home.name}", FULL_HEAD, lambda: rows, organisation=home
        )
        if file is not None:
            return file
    first = first_month(home, kept.values(), last=last_whole(today))
    all_months = sorted(
        {
            *kept,
            *(month for month in months(first, today.replace(day=1)) if open_in(home, month)),
        },
        reverse=True,
    )
    page = Paginator(all_months, MONTHS_A_PAGE).get_page(request.GET.get("page"))
    training = trainings([home], today=today).get(home.pk)
    shown = {
        "home": home,
        "head": ("Month", "Filled in", *(BY_NAME[name].title for name in SHOWN)),
        "rows": [_row(home, month, kept.get(month), may_keep=may_keep) for month in page],
        "page": page,
        "may_keep": may_keep,
        "training": training,
        "kept": bool(kept),
        "due_button": f"Fill in {month_said(last_whole(today))}",
        "due": reverse("deliver:home_month", args=[home.key, f"{last_whole(today):%Y-%m}"]),
    }
    return render(request, "deliver/home_month_list.html", shown)


def _row(
    home: Organisation, month: date, record: Record | None, *, may_keep: bool
) -> tuple[object, ...]:
    name: object = month_said(month)
    if may_keep:
        name = ui_link(
            month_said(month), reverse("deliver:home_month", args=[home.key, f"{month:%Y-%m}"])
        )
    if record is None:
        over = next_month(month) <= timezone.localdate()
        none = ui_tag("No record", "red") if over else ui_tag("Not over", "grey")
        return name, none, *("" for _ in SHOWN)
    gaps = len(record.missing)
    state = ui_tag(f"{gaps} missing", "yellow") if gaps else "Whole"
    return name, state, *(number_said(record.value(one)) for one in SHOWN)


def number_said(number: int | None) -> str:
    """Write a number, or that it is missing."""
    return "Missing" if number is None else f"{number:,}"


def _whole_row(home: Organisation, record: Record) -> tuple[object, ...]:
    return home.name, record.month, *(record.value(name) for name in BY_NAME)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home_month(request: SignedIn, key: UUID, month: str) -> HttpResponse:
    """Fill in one month of a home, whole or in part."""
    home, when = home_of(request.user, key, to_keep=True), month_of(month)
    today = timezone.localdate()
    if when > today:
        raise Http404("The month has not begun.")
    kept = HomeMonth.objects.filter(organisation=home, month=when).first()
    values = kept.values if kept is not None else dict.fromkeys(BY_NAME)
    version = kept.version if kept is not None else 0
    sent = request.POST if request.method == "POST" else None
    all_forms = MonthForms(sent, values=values, seen=version)
    shown: dict[str, Any] = {
        "home": home, "month": month_said(when), "not_over": when == today.replace(day=1),
    }  # fmt: skip
    if sent is None:
        return _month_page(request, all_forms, shown, status=200)
    if not all_forms.is_valid():
        return _month_page(request, all_forms, shown, status=422)
    numbers, seen = all_forms.numbers, all_forms.seen.cleaned_data["seen"]
    if seen == version:
        try:
            doubts = doubts_of(home, when, numbers)
        except InputError as error:
            all_forms.seen.add_error(None, refusal(error))
            return _month_page(request, all_forms, shown, status=422)
        if doubts and not all_forms.seen.cleaned_data["sure"]:
            shown["doubts"] = doubts
            all_forms.ask_again(version)
            return _month_page(request, all_forms, shown, status=422)
    try:
        keep_month(
            by=request.user, home=home, month=when, numbers=numbers, seen=seen, sure=True
        )
    except InputError as error:
        all_forms.seen.add_error(None, refusal(error))
        shown |= {
            "theirs": _theirs(values, numbers),
            "theirs_head": ("Measure", "Saved", "Yours"),
        }
        all_forms.see(version)
        return _month_page(request, all_forms, shown, status=409)
    left = sum(number is None for number in numbers.values())
    words = f"{month_said(when)} is saved."
    if left:
        words += f" {left} {'number is' if left == 1 else 'numbers are'} missing."
    messages.success(request, words)
    return redirect("deliver:home_month_list", key=home.key)


def _month_page(
    request: SignedIn, all_forms: MonthForms, shown: Mapping[str, Any], *, status: int
) -> HttpResponse:
    context = {
        **shown,
        "groups": [(one.group, one) for one in all_forms.groups],
        "seen": all_forms.seen,
        "errors": error_summary(*all_forms.all),
        "form": next((one for one in all_forms.all if one.errors), all_forms.seen),
    }
    return render(request, "deliver/home_month.html", context, status=status)


def _theirs(
    kept: Mapping[str, int | None], mine: Mapping[str, int | None]
) -> Sequence[tuple[str, str, str]]:
    return [
        (BY_NAME[name].title, number_said(kept[name]), number_said(mine[name]))
        for name in BY_NAME
        if kept[name] != mine[name]
    ]
