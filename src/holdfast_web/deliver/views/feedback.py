"""Feedback on a session: asked for, given without a name or sign-in, and read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import qrcode
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST
from qrcode.image.svg import SvgPathImage

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.feedback import FeedbackForm
from holdfast_web.deliver.models import FeedbackLink
from holdfast_web.deliver.operations.feedback import (
    close_feedback,
    give_feedback,
    open_feedback,
)
from holdfast_web.deliver.queries.feedback import ANSWERS, FEWEST_SHOWN, STATEMENTS, said_of
from holdfast_web.deliver.queries.runs import sessions_for
from holdfast_web.deliver.queries.said import name_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from holdfast_web.people.signed_in import SignedIn


@login_required
def session_feedback(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show the address and its code while it is open, and what was said once it is closed."""
    session = get_object_or_404(sessions_for(request.user, Permission.SEE_STAFF), key=key)
    said = said_of(session)
    head = ("Statement", *ANSWERS.values())
    rows = [
        (STATEMENTS[name], *counts.values()) for name, counts in (said.counts or {}).items()
    ]
    if said.counts is not None:
        file = exported(
            request, f"Feedback on {name_of(session)} of {session.run.title}", head,
            lambda: rows, organisation=session.run.organisation,
        )  # fmt: skip
        if file is not None:
            return file
    address = ""
    if said.is_open and said.link is not None:
        where = reverse("deliver:feedback", args=[said.link.secret])
        address = request.build_absolute_uri(where)
    shown = {
        "session": session, "run": session.run, "name": name_of(session), "said": said,
        "address": address, "code": _code(address) if address else "",
        "head": head, "rows": rows, "fewest": FEWEST_SHOWN,
        "withheld": f"Fewer than {FEWEST_SHOWN} people answered, so what they said is not "
        "shown: it could be told who said it.",
        "may_ask": can(request.user, Permission.TAKE_REGISTERS, session.run.organisation),
    }  # fmt: skip
    return render(request, "deliver/session_feedback.html", shown)


@login_required
@require_POST
def feedback_open(request: SignedIn, key: UUID) -> HttpResponse:
    """Make the address at which staff answer."""
    session = get_object_or_404(sessions_for(request.user, Permission.TAKE_REGISTERS), key=key)
    try:
        open_feedback(by=request.user, session=session)
    except InputError as error:
        messages.error(request, refusal(error))
    return redirect("deliver:session_feedback", key=key)


@login_required
@require_POST
def feedback_close(request: SignedIn, key: UUID) -> HttpResponse:
    """Let no more answers in."""
    session = get_object_or_404(sessions_for(request.user, Permission.TAKE_REGISTERS), key=key)
    link = get_object_or_404(
        FeedbackLink.objects.select_related("session__run__organisation"), session=session
    )
    close_feedback(link, by=request.user)
    messages.success(request, "Feedback on this session is closed.")
    return redirect("deliver:session_feedback", key=key)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def feedback(request: HttpRequest, secret: str) -> HttpResponse:
    """Ask whoever has the address what the session was like; nobody signs in."""
    link = FeedbackLink.objects.select_related("session__run").filter(secret=secret).first()
    if link is None:
        raise Http404("There is no such page.")
    is_open = link.closes > timezone.now()
    form = FeedbackForm(request.POST or None)
    if request.method == "POST" and is_open and form.is_valid():
        try:
            give_feedback(link, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            return redirect("deliver:feedback_thanks")
    shown = {
        "form": form, "is_open": is_open, "name": name_of(link.session),
        "programme": link.session.run.title,
    }  # fmt: skip
    return render(request, "deliver/feedback.html", shown, status=422 if form.errors else 200)


def feedback_thanks(request: HttpRequest) -> HttpResponse:
    """Thank whoever answered."""
    return render(request, "deliver/feedback_thanks.html")


def _code(address: str) -> SafeString:
    drawn = qrcode.make(address, image_factory=SvgPathImage).to_string(encoding="unicode")
    return format_html(
        '<div class="hf-qr" role="img" aria-label="Code to scan: the address below">{}</div>',
        SafeString(drawn),
    )
