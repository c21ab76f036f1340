"""The pack for the regulation 44 visitor and the regulation 45 review: a page, and a PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_GET

from holdfast_web.deliver.queries.home_months import back, last_whole
from holdfast_web.deliver.queries.home_pack import HomePack, Period, home_pack
from holdfast_web.deliver.typeset import pack_pdf
from holdfast_web.deliver.views.home_months import home_of, month_of
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from holdfast_web.people.models import Organisation
    from holdfast_web.people.signed_in import SignedIn

WORDS = {
    Period.VISIT: "One month, for the visitor",
    Period.REVIEW: "Six months, for the review",
}


@login_required
@require_GET
def home_pack_page(request: SignedIn, key: UUID) -> HttpResponse:
    """Show the pack of a home, to be read or printed."""
    home = home_of(request.user, key)
    period, month, pack = _asked(request, home)
    address = reverse("deliver:home_pack", args=[home.key])

    def href(other: Period, when: date) -> str:
        return f"{address}?for={other}&until={when:%Y-%m}"

    links = [(WORDS[other], href(other, month)) for other in Period if other is not period]
    links.append(("The month before", href(period, back(month, 1))))
    if month < last_whole(timezone.localdate()):
        links.append(("The month after", href(period, back(month, -1))))
    shown = {
        "home": home, "pack": pack, "links": links,
        "parts": [pack.restraints, pack.staff, pack.training, pack.missing],
        "pdf": f"{reverse('deliver:home_pack_pdf', args=[home.key])}"
        f"?for={period}&until={month:%Y-%m}"
        if can(request.user, Permission.KEEP_HOME_MONTHS, home)
        else "",
    }  # fmt: skip
    return render(request, "deliver/home_pack.html", shown)


@login_required
@require_GET
def home_pack_pdf(request: SignedIn, key: UUID) -> HttpResponse:
    """Give the pack as a PDF to those who keep the home's record.

    It is the record that the home shows to whoever visits or reviews it, and the trail says who
    took it.
    """
    home = home_of(request.user, key, to_keep=True)
    period, month, pack = _asked(request, home)
    content = pack_pdf(pack)
    put_down(
        "home pack taken as a file", by=request.user, organisation=home,
        detail={"for": str(period), "until": month.isoformat()}, request=request,
    )  # fmt: skip
    answer = HttpResponse(content, content_type="application/pdf")
    name = slugify(f"{home.name} {period} {month:%Y-%m}")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.pdf"'
    return answer


def _asked(request: SignedIn, home: Organisation) -> tuple[Period, date, HomePack]:
    """Read from the address what the pack is for, and up to which month."""
    today = timezone.localdate()
    said = request.GET.get("for", Period.VISIT)
    month = month_of(request.GET.get("until", f"{last_whole(today):%Y-%m}"))
    if said not in set(Period) or month > today:
        raise Http404("There is no such pack.")
    period = Period(said)
    pack = home_pack(home, period=period, month=month, today=today, now=timezone.now())
    return period, month, pack
