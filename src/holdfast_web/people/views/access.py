"""The pages that stand before others: the code of conduct, and emergency access."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.people.conduct import VERSION, has_accepted
from holdfast_web.people.forms.access import AcceptConduct, EmergencyForm
from holdfast_web.people.models import Emergency, Organisation
from holdfast_web.people.operations.conduct import accept_code_of_conduct
from holdfast_web.people.operations.emergencies import (
    LASTS,
    end_emergency_access,
    take_emergency_access,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.emergencies import emergencies_seen_by
from holdfast_web.people.scope import organisations
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 25
MINUTES = int(LASTS.total_seconds() // 60)


def code_of_conduct(request: HttpRequest) -> HttpResponse:
    """Show the code of conduct to anyone; let who is signed in accept it."""
    after = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(after, allowed_hosts={request.get_host()}):
        after = ""
    person = request.user if request.user.is_authenticated else None
    form = None
    if person is not None and not has_accepted(person):
        form = AcceptConduct(request.POST or None)
        if form.is_valid():
            accept_code_of_conduct(by=person)
            return redirect(after or "home")
    shown = {
        "form": form, "version": VERSION, "next": after, "signed_in": person is not None,
    }  # fmt: skip
    return render(request, "people/code_of_conduct.html", shown)


@login_required
def emergencies(request: SignedIn) -> HttpResponse:
    """Show the emergency access that was taken where a person watches, and their own."""
    page = Paginator(emergencies_seen_by(request.user), A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        (
            str(one.user),
            one.organisation.name,
            written_moment(one.began_at),
            written_moment(one.ended_at or one.ends_at),
            one.reason,
            ui_link("End it now", reverse("emergency", args=[one.key]))
            if one.is_open and one.user_id == request.user.pk
            else "Open"
            if one.is_open
            else "Ended",
        )
        for one in page
    ]
    shown = {
        "page": page,
        "head": ("Person", "Organisation", "Began", "Ends", "Reason", "State"),
        "rows": rows,
        "may_take": bool(organisations(request.user, Permission.EMERGENCY_ACCESS)),
        "minutes": MINUTES,
    }
    return render(request, "people/emergencies.html", shown)


@login_required
def emergency_take(request: SignedIn) -> HttpResponse:
    """Take emergency access to one organisation, with a reason."""
    places = Organisation.objects.filter(
        pk__in=organisations(request.user, Permission.EMERGENCY_ACCESS)
    )
    if not places.exists():
        return redirect("emergencies")
    form = EmergencyForm(request.POST or None, places=places)
    if form.is_valid():
        try:
            taken = take_emergency_access(by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error("reason", refusal(error))
        else:
            messages.success(
                request,
                f"You have access to {taken.organisation} until "
                f"{written_moment(taken.ends_at)}. Everything you read is on the audit trail.",
            )
            return redirect("emergency", key=taken.key)
    return render(request, "people/emergency_take.html", {"form": form, "minutes": MINUTES})


@login_required
def emergency(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one's own emergency access, with a button that ends it."""
    found = get_object_or_404(
        Emergency.objects.select_related("organisation"), key=key, user=request.user
    )
    rows = [
        ("Organisation", found.organisation.name),
        ("Reason", found.reason),
        ("Began", written_moment(found.began_at)),
        (
            "Ends by itself" if found.is_open else "Ended",
            written_moment(found.ended_at or found.ends_at),
        ),
    ]
    return render(request, "people/emergency.html", {"emergency": found, "rows": rows})


@login_required
@require_POST
def emergency_end(request: SignedIn, key: UUID) -> HttpResponse:
    """End one's own emergency access before its time."""
    found = get_object_or_404(
        Emergency.objects.select_related("organisation"), key=key, user=request.user
    )
    end_emergency_access(found, by=request.user)
    messages.success(request, "Your emergency access has ended.")
    return redirect("emergencies")
