"""The pages of lists that are brought: bringing, looking at what changes, applying, undoing."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from holdfast.deliver.roster import RosterState
from holdfast.deliver.staff_import import counts
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.brought_shown import (
    ROSTER_HEAD,
    STAFF_HEAD,
    absent_names,
    applied_rows,
    refused_rows,
    roster_rows,
    said_counts,
    staff_rows,
)
from holdfast_web.deliver.forms.brought import STAFF, BringForm, SeenForm
from holdfast_web.deliver.models import BroughtKind, BroughtState
from holdfast_web.deliver.operations.brought import (
    apply_list,
    bring_roster,
    bring_staff,
    check_can_be_undone,
    drop_list,
    undo_list,
)
from holdfast_web.deliver.queries.brought import (
    lists_brought,
    print_of,
    roster_changes_of,
    staff_changes_of,
)
from holdfast_web.deliver.queries.homes import homes_for
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast_web.deliver.models import BroughtList
    from holdfast_web.people.models import Organisation, User
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("File", "What", "Brought", "By", "State")
REFUSED_HEAD = ("Row", "Column", "Why it was left out")


@login_required
@require_safe
def lists(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show the lists that were brought for a home."""
    home = get_object_or_404(homes_for(request.user, Permission.MANAGE_STAFF), key=key)
    found = lists_brought(request.user).filter(organisation=home)
    file = exported(
        request, f"Lists brought for {home.name}", HEAD, lambda: (_row(one) for one in found),
        organisation=home,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [(ui_link(one.file_name, _href(one)), *_row(one)[1:]) for one in page]
    return render(
        request, "deliver/lists.html", {"home": home, "head": HEAD, "rows": rows, "page": page}
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def list_bring(request: SignedIn, key: UUID) -> HttpResponse:
    """Bring a list of staff or a roster; nothing is changed before it was looked at."""
    home = get_object_or_404(homes_for(request.user, Permission.MANAGE_STAFF), key=key)
    sent = request.method == "POST"
    form = BringForm(*((request.POST, request.FILES) if sent else ()))
    status = 200
    if sent:
        status = 422
        if form.is_valid():
            try:
                brought = _bring(request.user, home, form)
            except InputError as error:
                form.add_error("file", refusal(error))
            else:
                return redirect(_href(brought))
    shown = {
        "form": form, "title": "Bring a list of staff or a roster", "caption": home.name,
        "back": reverse("deliver:staff", args=[key]), "button": "Look at it",
        "words": "You see what would change before anything does, and can take it back later.",
        "sends_file": True,
    }  # fmt: skip
    return render(request, "deliver/ask.html", shown, status=status)


@login_required
@require_safe
def list_brought(request: SignedIn, key: UUID) -> HttpResponse:
    """Show what a list would change, or what it changed."""
    brought = get_object_or_404(lists_brought(request.user), key=key)
    shown = {
        "brought": brought,
        "home": brought.organisation,
        "state": brought.get_state_display(),
        "to_use": brought.state == BroughtState.LOOKED_AT,
        "may_undo": _may_undo(brought),
        "refused_head": REFUSED_HEAD,
        "unknown": brought.unknown,
        "about": _about(brought),
    } | _changes(brought, request)
    return render(request, "deliver/list.html", shown)


@login_required
@require_POST
def list_apply(request: SignedIn, key: UUID) -> HttpResponse:
    """Apply a list that was looked at."""
    return _act(
        request, key,
        lambda brought: apply_list(
            by=request.user, brought=brought, seen=request.POST.get("seen", "")
        ),
        "The list is applied. You can undo it in one step on this page.",
    )  # fmt: skip


@login_required
@require_POST
def list_undo(request: SignedIn, key: UUID) -> HttpResponse:
    """Take back all that a list changed."""
    return _act(
        request, key, lambda brought: undo_list(by=request.user, brought=brought),
        "The list is undone: everything is as it was before it.",
    )  # fmt: skip


@login_required
@require_POST
def list_drop(request: SignedIn, key: UUID) -> HttpResponse:
    """Do not use a list."""
    return _act(
        request, key, lambda brought: drop_list(by=request.user, brought=brought),
        "The list was not used. Its rows are deleted.",
    )  # fmt: skip


def _act(
    request: SignedIn, key: UUID, do: Callable[[BroughtList], object], said: str
) -> HttpResponse:
    brought = get_object_or_404(lists_brought(request.user), key=key)
    try:
        do(brought)
    except InputError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, said)
    return redirect(_href(brought))


def _may_undo(brought: BroughtList) -> bool:
    try:
        check_can_be_undone(brought)
    except InputError:
        return False
    return brought.state == BroughtState.APPLIED


def _bring(user: User, home: Organisation, form: BringForm) -> BroughtList:
    given = form.cleaned_data
    file = given["file"]
    if given["kind"] == STAFF:
        return bring_staff(
            by=user, home=home, file_name=file.name, content=file.read(),
            absent_left=given["absent_left"],
        )  # fmt: skip
    return bring_roster(
        by=user, home=home, file_name=file.name, content=file.read(),
        state=RosterState(given["kind"]),
    )  # fmt: skip


def _href(brought: BroughtList) -> str:
    return reverse("deliver:list", args=[brought.key])


def _row(brought: BroughtList) -> tuple[object, ...]:
    return (
        brought.file_name,
        brought.get_kind_display(),
        written_moment(brought.brought_at),
        str(brought.brought_by or "Somebody who has no account now"),
        brought.get_state_display(),
    )


def _about(brought: BroughtList) -> list[tuple[str, object]]:
    rows: list[tuple[str, object]] = list(zip(HEAD[1:], _row(brought)[1:], strict=True))
    if brought.applied_at is not None:
        by = brought.applied_by or "somebody who has no account now"
        rows.append(("Applied", f"{written_moment(brought.applied_at)} by {by}"))
        rows.append(("Changed", said_counts(brought.kind, brought.counts)))
    if brought.undone_at is not None:
        by = brought.undone_by or "somebody who has no account now"
        rows.append(("Undone", f"{written_moment(brought.undone_at)} by {by}"))
    return rows


def _changes(brought: BroughtList, request: SignedIn) -> dict[str, object]:
    """Give what a list would change now, or what it did, a page at a time."""
    staff = brought.kind == BroughtKind.STAFF
    shown: dict[str, object] = {"head": STAFF_HEAD if staff else ROSTER_HEAD}
    refused = list(brought.refused)
    if brought.state != BroughtState.LOOKED_AT:
        rows = applied_rows(brought)
    elif staff:
        changes = staff_changes_of(brought)
        refused += [asdict(cell) for cell in changes.refused]
        rows = staff_rows(changes, brought)
        shown |= {
            "seen": SeenForm(initial={"seen": print_of(changes)}),
            "absent": absent_names(changes, brought),
            "counts": said_counts(brought.kind, counts(changes)),
        }
    else:
        shifts = roster_changes_of(brought)
        rows = roster_rows(shifts, brought)
        sorts = {
            "added": len(shifts.added), "removed": len(shifts.removed),
            "unchanged": shifts.unchanged,
        }  # fmt: skip
        shown |= {
            "seen": SeenForm(initial={"seen": print_of(shifts)}),
            "counts": said_counts(brought.kind, sorts),
        }
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("changes"))
    left_out = Paginator(refused_rows(refused), A_PAGE).get_page(request.GET.get("refused"))
    return shown | {
        "rows": list(page), "page": page,
        "refused": list(left_out), "refused_page": left_out,
        "refused_number": len({cell["row"] for cell in refused}),
    }  # fmt: skip
