"""Homes' months as a workbook that goes out empty and comes back filled in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from holdfast.deliver.home_measures import BY_NAME, MEASURES
from holdfast.deliver.home_month import month_said, months
from holdfast.deliver.home_month_file import month_changes, read_months
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.home_months import MonthsFileForm
from holdfast_web.deliver.models import HomeMonth
from holdfast_web.deliver.operations.home_months import bring_months
from holdfast_web.deliver.queries.home_months import (
    back,
    homes_with_months,
    last_whole,
    open_in,
    record,
)
from holdfast_web.deliver.views.home_months import FULL_HEAD, number_said
from holdfast_web.people.audit import put_down
from holdfast_web.people.exporting import EXCEL
from holdfast_web.people.permissions import Permission
from holdfast_web.ui.list_files import workbook
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.deliver.home_month_file import MonthChange, MonthChanges, MonthsRead
    from holdfast_web.people.models import Organisation
    from holdfast_web.people.signed_in import SignedIn

BROUGHT = "holdfast.deliver.home-months.brought"
A_DAY = 24 * 60 * 60
MOST_ROWS = 2_000
MOST_SHOWN = 200
A_YEAR = 12


def _homes(request: SignedIn) -> list[Organisation]:
    """Give the homes whose months a person keeps; there is at least one."""
    homes = list(homes_with_months(request.user, Permission.KEEP_HOME_MONTHS))
    if not homes:
        raise Http404("There is no such page, or it is not yours to see.")
    return homes


@login_required
@require_GET
def home_months_template(request: SignedIn) -> HttpResponse:
    """Give a workbook with a row for each of the last twelve months of each home.

    What is kept already stands in it, so that only the gaps are to be filled in.
    """
    homes = _homes(request)
    last = last_whole(timezone.localdate())
    year = months(back(last, A_YEAR - 1), last)
    kept = {
        (one.organisation_id, one.month): one.values
        for one in HomeMonth.objects.filter(organisation__in=homes, month__in=year)
    }
    nothing: Mapping[str, int | None] = dict.fromkeys(BY_NAME)
    rows = [
        (home.name, month, *kept.get((home.pk, month), nothing).values())
        for home in homes
        for month in year
        if open_in(home, month)
    ]
    put_down(
        "home months taken as a file", by=request.user, detail={"homes": len(homes)},
        request=request,
    )  # fmt: skip
    answer = HttpResponse(workbook("Homes by month", FULL_HEAD, rows), content_type=EXCEL)
    answer.headers["Content-Disposition"] = 'attachment; filename="homes-by-month.xlsx"'
    return answer


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def home_months_upload(request: SignedIn) -> HttpResponse:
    """Read a list of months, and show what it would change."""
    homes = _homes(request)
    form = MonthsFileForm(
        request.POST or None,
        request.FILES or None,
        homes=[(home.key, home.name) for home in homes],
    )
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            read = read_months(
                file.read(),
                file.name or "file",
                homes=_spellings(homes),
                only=form.cleaned_data["home"] or None,
            )
            _check_length(read, file.name or "file")
        except InputError as error:
            form.add_error("file", refusal(error))
        else:
            return _preview(request, homes, read)
    status = 422 if form.errors else 200
    return render(request, "deliver/home_month_upload.html", {"form": form}, status=status)


@login_required
@require_POST
def home_months_apply(request: SignedIn) -> HttpResponse:
    """Keep what a list was seen to change."""
    homes = {str(home.key): home for home in _homes(request)}
    try:
        brought = signing.loads(request.POST.get("brought", ""), salt=BROUGHT, max_age=A_DAY)
    except signing.BadSignature:
        messages.error(request, "This page was too old. Bring the list again.")
        return redirect("deliver:home_months_upload")
    if brought["user"] != str(request.user.key) or not {
        row[0] for row in brought["rows"]
    } <= set(homes):
        raise Http404("There is no such list.")
    try:
        kept = bring_months(
            by=request.user,
            rows=[
                (homes[home], date.fromisoformat(month), numbers, seen)
                for home, month, numbers, seen in brought["rows"]
            ],
        )
    except InputError as error:
        messages.error(request, refusal(error))
        return redirect("deliver:home_months_upload")
    messages.success(
        request, f"{len(kept)} {'month is' if len(kept) == 1 else 'months are'} saved."
    )
    return redirect("deliver:home_months")


def _spellings(homes: Sequence[Organisation]) -> dict[str, str]:
    """Give each home's key by its name and its Ofsted URN; a name that two have is nobody's."""
    names = [home.name.casefold() for home in homes]
    found = {
        home.name: str(home.key) for home in homes if names.count(home.name.casefold()) == 1
    }
    for home in homes:
        about = getattr(home, "home", None)
        if about is not None and about.ofsted_urn:
            found[about.ofsted_urn] = str(home.key)
    return found


def _check_length(read: MonthsRead, name: str) -> None:
    if len(read.rows) > MOST_ROWS:
        raise InputError(
            f"This list has more than {MOST_ROWS:,} rows.",
            code="deliver.list-too-large",
            where=name,
            fix="Bring it in parts.",
        )


def _preview(
    request: SignedIn, homes: Sequence[Organisation], read: MonthsRead
) -> HttpResponse:
    keys = {home.pk: str(home.key) for home in homes}
    by_key = {str(home.key): home for home in homes}
    held = {
        (keys[one.organisation_id], one.month): one
        for one in HomeMonth.objects.filter(
            organisation__in=homes, month__in={row.record.month for row in read.rows}
        )
    }
    changes = month_changes(
        read,
        {key: record(one) for key, one in held.items()},
        today=timezone.localdate(),
        places={
            str(home.key): home.home.places
            for home in homes
            if getattr(home, "home", None) is not None and home.home.places is not None
        },
    )
    rows = [
        (
            one.record.home,
            one.record.month.isoformat(),
            {change.measure: change.after for change in one.numbers},
            0 if one.new else held[one.record.home, one.record.month].version,
        )
        for one in changes.changes
    ]
    signed = signing.dumps(
        {"user": str(request.user.key), "rows": rows}, salt=BROUGHT, compress=True
    )
    return render(
        request, "deliver/home_month_preview.html", _shown(changes, by_key) | {
            "brought": signed,
            "unknown_said": "These columns were left out: " + ", ".join(read.unknown) + "."
            if read.unknown else "",
        },
    )  # fmt: skip


def _shown(changes: MonthChanges, homes: Mapping[str, Organisation]) -> dict[str, object]:
    return {
        "new": sum(one.new for one in changes.changes),
        "changed": sum(not one.new for one in changes.changes),
        "same": changes.unchanged,
        "head": ("Row", "Home", "Month", "What would change", "To look at"),
        "rows": [
            (
                one.row, homes[one.record.home].name, month_said(one.record.month),
                _said(one), " ".join(one.doubts) or "Nothing",
            )
            for one in changes.changes[:MOST_SHOWN]
        ],
        "more": max(0, len(changes.changes) - MOST_SHOWN),
        "refused_head": ("Row", "Column", "Code"),
        "refused": [(one.row, one.column, one.code) for one in changes.refused[:MOST_SHOWN]],
        "refused_rows": len({one.row for one in changes.refused}),
    }  # fmt: skip


def _said(one: MonthChange) -> str:
    if one.new:
        filled = len(one.numbers)
        return f"New: {filled} of {len(MEASURES)} numbers"
    return "; ".join(
        f"{BY_NAME[change.measure].title}: {number_said(change.before)} to {change.after:,}"
        for change in one.numbers
    )
