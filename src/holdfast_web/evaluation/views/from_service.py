"""The page on which a protocol takes its enrolments from a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render

from holdfast.kernel.errors import EngineError
from holdfast_web.evaluation.forms.from_service import FromService
from holdfast_web.evaluation.operations.from_service import take_enrolments
from holdfast_web.evaluation.queries.protocols import protocol_by_key
from holdfast_web.evaluation.queries.referral_services import services_for
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.people.signed_in import SignedIn


@login_required
def protocol_from_service(request: SignedIn, key: UUID) -> HttpResponse:
    """Take a service's referrals as the enrolments of a protocol."""
    found = protocol_by_key(request.user, key)
    check_may(request.user, Permission.WRITE_PROTOCOL, found.organisation)
    services = services_for(found, request.user)
    if not services.exists():
        raise Http404("There is no service from which enrolments can be taken.")
    form = FromService(request.POST or None, services=services)
    if form.is_valid():
        try:
            file = take_enrolments(found, by=request.user, service=form.cleaned_data["service"])
        except EngineError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"{file.rows:,} referrals are taken as enrolments.")
            return redirect("protocol", key=found.key)
    status = 422 if form.is_bound and form.errors else 200
    shown = {"protocol": found, "form": form}
    return render(request, "evaluation/protocol_from_service.html", shown, status=status)
