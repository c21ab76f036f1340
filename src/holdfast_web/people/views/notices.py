"""Which notices do I get by email? A page to choose."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from holdfast_web.people.forms.notices import NoticesForm
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import wanted_by
from holdfast_web.people.operations.notices import choose_notices

if TYPE_CHECKING:
    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def notices(request: SignedIn) -> HttpResponse:
    """Show and keep what the person chose."""
    form = NoticesForm(
        request.POST if request.method == "POST" else None,
        initial={"wanted": sorted(wanted_by(request.user))},
    )
    if form.is_valid():
        wanted = {NoticeKind(kind) for kind in form.cleaned_data["wanted"]}
        choose_notices(by=request.user, wanted=wanted)
        messages.success(request, "Your choice is kept.")
        return redirect("notices")
    return render(request, "people/notices.html", {"form": form})
