"""What do the journeys of many children look like, and that of one?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.records.forms.selection import ChildForm, SelectionForm
from holdfast_web.records.journeys.pages import page_of
from holdfast_web.records.journeys.protecting import FEWEST_CHILDREN
from holdfast_web.records.journeys.selection import Selection
from holdfast_web.records.operations.looking import look_at_child, look_for_children
from holdfast_web.records.queries.return_sets import one

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.records.models import ReturnSet


@login_required
@require_GET
def journeys(request: SignedIn, key: UUID) -> HttpResponse:
    """Show counts and flows of the children who were chosen, under disclosure control."""
    returns = _read(one(request.user, key, Permission.SEE_JOURNEYS))
    selection = Selection.from_query(request.GET, returns.counted)
    chosen = {"age": selection.age, "need": selection.need, "year": selection.year}
    context = {
        "returns": returns,
        "selection": selection,
        "form": SelectionForm(initial=chosen, counts=returns.counted),
        "page": page_of(returns, selection),
        "fewest": FEWEST_CHILDREN,
        "may_see_child": can(request.user, Permission.SEE_CHILD, returns.organisation),
    }
    return render(request, "records/journeys.html", context)


@login_required
@never_cache
@require_GET
def children(request: SignedIn, key: UUID) -> HttpResponse:
    """Look for a child by pseudonym."""
    returns = _read(one(request.user, key, Permission.SEE_CHILD))
    asked = "pseudonym" in request.GET
    form = ChildForm(request.GET if asked else None)
    found: list[str] = []
    if asked and form.is_valid():
        found = look_for_children(
            by=request.user,
            returns=returns,
            beginning=form.cleaned_data["pseudonym"],
            request=request,
        )
        if found == [form.cleaned_data["pseudonym"]]:
            return redirect("child", key=returns.key, pseudonym=found[0])
    context = {"returns": returns, "form": form, "found": found,
               "none": asked and form.is_valid() and not found}  # fmt: skip
    return render(request, "records/children.html", context)


@login_required
@never_cache
@require_GET
def child(request: SignedIn, key: UUID, pseudonym: str) -> HttpResponse:
    """Show one child's journey, having put down who reads it."""
    returns = _read(one(request.user, key, Permission.SEE_CHILD))
    found = look_at_child(
        by=request.user, returns=returns, pseudonym=pseudonym, request=request
    )
    if found is None:
        raise Http404("There is no such child in these returns.")
    return render(request, "records/child.html", {"returns": returns, "child": found})


def _read(returns: ReturnSet) -> ReturnSet:
    if returns.counts is None:
        raise Http404("These returns have not been read.")
    return returns
