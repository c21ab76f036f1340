"""Which returns have come, and what became of one upload?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import ProtectedError
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from holdfast_web.people.forms.narrowing import PlaceAndStateFilter
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.places import places_of
from holdfast_web.people.scope import can, organisations
from holdfast_web.records.meanings import meaning
from holdfast_web.records.operations.clearing import delete_returns
from holdfast_web.records.queries.return_sets import narrowed, one, seen
from holdfast_web.records.views.said import facts, files, listed, ways_on
from holdfast_web.records.words import STATES

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 25


@login_required
@require_GET
def return_sets(request: SignedIn) -> HttpResponse:
    """List what was uploaded, or that of one organisation or in one state, newest first."""
    may = organisations(request.user, Permission.SEE_RETURNS) | organisations(
        request.user, Permission.SEE_JOURNEYS
    )
    if not may:
        raise Http404("There is no such page, or it is not yours to see.")
    sets = seen(request.user)
    form = PlaceAndStateFilter(
        request.GET or None,
        places=places_of(sets),
        states=[(state.value, words) for state, (words, _) in STATES.items()],
    )
    page = Paginator(narrowed(sets, **form.chosen), A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "table": listed(page.object_list) if page.object_list else "",
        "may_upload": bool(organisations(request.user, Permission.UPLOAD_RETURNS)),
    }
    return render(request, "records/return_sets.html", context)


@login_required
@require_GET
def return_set(request: SignedIn, key: UUID) -> HttpResponse:
    """Show what became of one upload, and where to go from there."""
    returns = one(request.user, key, Permission.SEE_JOURNEYS, Permission.SEE_RETURNS)
    may = {
        permission.name.lower(): can(request.user, permission, returns.organisation)
        for permission in (
            Permission.SEE_RETURNS, Permission.SEE_JOURNEYS, Permission.SEE_CHILD,
            Permission.UPLOAD_RETURNS,
        )
    }  # fmt: skip
    context = {
        "returns": returns,
        "job": returns.job,
        "may": may,
        "tasks": ways_on(returns, may),
        "facts": facts(returns),
        "files": files(returns) if may["see_returns"] else "",
        "meaning": meaning(returns.job.reason_code) if returns.job else None,
    }
    return render(request, "records/return_set.html", context)


@login_required
@require_http_methods(["GET", "POST"])
def delete(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask whether a set is to be deleted, and delete it."""
    returns = one(request.user, key, Permission.UPLOAD_RETURNS)
    if request.method == "GET":
        return render(request, "records/delete.html", {"returns": returns})
    if returns.job is not None and not returns.job.ended:
        messages.info(request, "These returns are being read. Cancel that first.")
        return redirect("return_set", key=returns.key)
    try:
        delete_returns(by=request.user, returns=returns)
    except ProtectedError:
        messages.info(
            request,
            "An evaluation rests on these returns. Delete the evaluation first.",
        )
        return redirect("return_set", key=returns.key)
    messages.success(request, "The returns were deleted, with all that was made of them.")
    return redirect("return_sets")
