"""The pages of releases: what waits, one release, the decision, the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.people.forms.narrowing import StateFilter
from holdfast_web.people.forms.releases import DecideRelease
from holdfast_web.people.models.release import ReleaseState
from holdfast_web.people.operations import releases as operations
from holdfast_web.people.queries.releases import (
    release_by_key,
    releases_in_state,
    releases_of,
)
from holdfast_web.people.release_permissions import can_decide
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from uuid import UUID

    from holdfast_web.people.models import Release
    from holdfast_web.people.signed_in import SignedIn

HEAD = ("File", "Organisation", "Asked by", "Asked", "State")
A_PAGE = 25
COLOURS = {
    ReleaseState.WAITING: "yellow", ReleaseState.APPROVED: "green", ReleaseState.REFUSED: "red",
    ReleaseState.WITHDRAWN: "grey", ReleaseState.EXPIRED: "grey",
}  # fmt: skip


@login_required
def releases(request: SignedIn) -> HttpResponse:
    """List the releases that a person may see, or those in one state, the newest first."""
    form = StateFilter(request.GET or None, states=ReleaseState.choices)
    found = releases_in_state(releases_of(request.user), **form.chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            ui_link(release.file_name, reverse("release", args=[release.key])),
            release.organisation.name,
            str(release.asked_by),
            written_moment(release.asked_at),
            _state(release),
        )
        for release in page
    ]
    shown = {"form": form, "page": page, "head": HEAD, "rows": rows}
    return render(request, "people/releases.html", shown)


@login_required
def release(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one release; take the decision of a second person."""
    found = release_by_key(request.user, key)
    decides = found.state == ReleaseState.WAITING and can_decide(request.user, found)
    form = DecideRelease(request.POST or None) if decides else None
    if form is not None and form.is_valid():
        try:
            if form.cleaned_data["decision"] == "approve":
                operations.approve(found, by=request.user)
            else:
                operations.refuse(found, by=request.user, reason=form.cleaned_data["reason"])
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(
                request, "Your decision is kept, and the person who asked sees it."
            )
            return redirect("release", key=found.key)
    shown = {
        "release": found,
        "form": form,
        "rows": _about(found),
        "is_mine": found.asked_by_id == request.user.pk,
    }
    return render(request, "people/release.html", shown)


@login_required
@require_POST
def withdraw_release(request: SignedIn, key: UUID) -> HttpResponse:
    """Take back what one asked for oneself."""
    found = release_by_key(request.user, key)
    try:
        operations.withdraw(found, by=request.user)
    except InputError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, "You have withdrawn the release. The file is deleted.")
    return redirect("release", key=found.key)


@login_required
@require_POST
def release_file(request: SignedIn, key: UUID) -> HttpResponse:
    """Send the file: approved, or to the second person who is to decide.

    A download is counted and put on the trail, so it is asked for by a button, not a link.
    """
    found = release_by_key(request.user, key)
    try:
        if found.state == ReleaseState.WAITING:
            content = operations.read_to_decide(found, by=request.user)
        else:
            content = operations.download(found, by=request.user)
    except InputError as error:
        messages.error(request, refusal(error))
        return redirect("release", key=found.key)
    return HttpResponse(
        content,
        content_type="application/octet-stream",
        headers={
            "Content-Disposition": _attachment(found.file_name),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        },
    )


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"


def _state(release: Release) -> str:
    state = release.shown_state
    return ui_tag(state.label, COLOURS[state])


def _about(release: Release) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = [
        ("State", _state(release)),
        ("Organisation", release.organisation.name),
        ("Purpose", release.purpose),
        ("Disclosure checks run", " ".join(release.checks)),
        ("Size", filesizeformat(release.size)),
        ("Asked for", f"{release.asked_by}, {written_moment(release.asked_at)}"),
    ]
    if release.decided_by is not None:
        rows.append(("Decided", f"{release.decided_by}, {written_moment(release.decided_at)}"))
    if release.refusal:
        rows.append(("Reason", release.refusal))
    if release.expires_at is not None:
        rows.append(("Download until", written_moment(release.expires_at)))
        rows.append(("Downloaded", _times(release.downloads)))
    return rows


def _times(number: int) -> str:
    return "not yet" if number == 0 else "once" if number == 1 else f"{number} times"
