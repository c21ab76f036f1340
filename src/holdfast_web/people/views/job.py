"""How far has the work got that I asked for?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from holdfast_web.people.jobs import KINDS, cancel
from holdfast_web.people.models import Job
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from uuid import UUID

    from holdfast_web.people.signed_in import SignedIn


NOTHING_NEW = 204
STOP_ASKING = 286  # htmx: draw this, and poll no more


@login_required
@never_cache
@require_GET
def job(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a job's state and progress: the page, or for htmx the part that changes."""
    found = _seen_by(request, key)
    if not request.htmx:
        return render(request, "people/job_page.html", {"job": found})
    if request.GET.get("seen") == found.fingerprint:
        return HttpResponse(status=NOTHING_NEW)
    status = STOP_ASKING if found.ended else 200
    return render(request, "people/job_now.html", {"job": found}, status=status)


@login_required
@require_POST
def cancel_job(request: SignedIn, key: UUID) -> HttpResponse:
    """Call a job off, and show it."""
    found = _seen_by(request, key)
    if cancel(found, by=request.user):
        messages.success(request, "The work was cancelled. Nothing was kept of it.")
    else:
        messages.info(request, "The work had ended before it could be cancelled.")
    return redirect("job", key=found.key)


def _seen_by(request: SignedIn, key: UUID) -> Job:
    found = Job.objects.select_related("organisation", "asked_by").filter(key=key).first()
    if found is None or found.kind not in KINDS:
        raise Http404("There is no such page, or it is not yours to see.")
    check_may(request.user, KINDS[found.kind].may_see, found.organisation)
    return found
