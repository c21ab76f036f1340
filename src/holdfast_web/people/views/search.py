"""What can I find? One box for everything that a person may see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from holdfast_web.people.forms.search import SearchForm
from holdfast_web.people.search import find

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn


@require_safe
@login_required
def search(request: SignedIn) -> HttpResponse:
    """Show what was found, by kind."""
    asked = "words" in request.GET
    form = SearchForm(request.GET if asked else None)
    words = form.cleaned_data["words"] if asked and form.is_valid() else ""
    found = find(request.user, words) if words else {}
    many = sum(len(things) for things in found.values())
    context = {"form": form, "words": words, "found": found, "many": many}
    return render(request, "people/search.html", context)
