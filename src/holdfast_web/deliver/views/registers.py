"""The pages of registers: those to take, one of them, and its corrections."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.registers import RegisterForm, SettleForm
from holdfast_web.deliver.operations.registers import save_register
from holdfast_web.deliver.queries.marks import as_json, changed_by, from_json, written
from holdfast_web.deliver.queries.registers import (
    changes_of,
    counted,
    lines_of,
    names_on,
    registers_listed,
    sittings_for,
)
from holdfast_web.deliver.queries.said import hours_of, name_of, when
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day, written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.deliver.register import Mark as Said
    from holdfast_web.deliver.models import MarkChange, Sitting
    from holdfast_web.deliver.operations.registers import Saved
    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
SETTLE = "holdfast.deliver.register.settle"
A_DAY = 24 * 60 * 60
HEAD = ("Day", "Home", "Run", "Session", "Time", "Register")


@login_required
def registers(request: SignedIn) -> HttpResponseBase:
    """List the sittings of which there is no register yet, or all of them."""
    if not organisations(request.user, Permission.SEE_STAFF):
        raise Http404("There is no such page, or it is not yours to see.")
    everything = request.GET.get("show") == "all"
    listed = registers_listed(request.user, until=timezone.localdate(), everything=everything)
    file = exported(request, "Registers", HEAD, lambda: (_row(sitting) for sitting in listed))
    if file is not None:
        return file
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (ui_link(written_day(sitting.on), _href(sitting)), *_row(sitting)[1:])
        for sitting in page
    ]
    shown = {"head": HEAD, "rows": rows, "page": page, "everything": everything}
    return render(request, "deliver/registers.html", shown)


def _row(sitting: Sitting) -> tuple[object, ...]:
    taken = sitting.register_taken_at
    run = sitting.session.run
    return (
        sitting.on,
        run.organisation.name,
        run.title,
        name_of(sitting.session),
        hours_of(sitting),
        f"Taken on {written_day(taken)}" if taken is not None else "Not taken",
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a register and save it."""
    sitting = sitting_of(request.user, key, to_take=request.method == "POST")
    lines = lines_of(sitting)
    form = RegisterForm(
        request.POST if request.method == "POST" else None,
        lines=lines,
        starts=sitting.starts,
        ends=sitting.ends,
        all_present=request.GET.get("all") == "present",
        initial={"seen": sitting.register_version},
    )
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                saved = save_register(
                    by=request.user,
                    sitting=sitting,
                    seen=form.cleaned_data["seen"],
                    sent=form.sent,
                    of_the_day=form.of_the_day,
                )
            except InputError as error:
                form.add_error(None, refusal(error))
            else:
                return after(request, saved, form.sent)
    shown = {
        "sitting": sitting, "run": sitting.session.run, "when": when(sitting), "form": form,
        "name": name_of(sitting.session), "counts": counted(lines).items(),
        "people": len(lines),
        "may_take": can(
            request.user, Permission.TAKE_REGISTERS, sitting.session.run.organisation
        ),
        "to_come": sitting.on > timezone.localdate(),
        "head": ("Person", "Mark"),
        "rows": [(line.name, written(line.said)) for line in lines],
    }  # fmt: skip
    return render(request, "deliver/register.html", shown, status=status)


@login_required
@require_POST
def register_settle(request: SignedIn, key: UUID) -> HttpResponse:
    """Keep what was chosen of marks that two people changed."""
    sitting = sitting_of(request.user, key, to_take=True)
    try:
        kept = signing.loads(request.POST.get("sent", ""), salt=SETTLE, max_age=A_DAY)
    except signing.BadSignature:
        messages.error(request, "This page was too old. Look at the register again.")
        return redirect("deliver:register", key=key)
    if kept["sitting"] != str(sitting.key):
        raise Http404("There is no such register.")
    sent = {UUID(line): from_json(said) for line, said in kept["marks"].items()}
    form = SettleForm(request.POST, conflicts=_conflicts(sitting, sent))
    if not form.is_valid():
        return _settle_page(request, sitting, form, status=422)
    saved = save_register(
        by=request.user,
        sitting=sitting,
        seen=form.cleaned_data["seen"],
        sent={line: said for line, said in sent.items() if line in form.mine},
    )
    return after(request, saved, sent)


@login_required
def register_changes(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show every correction of a register: who, when, before and after."""
    sitting = sitting_of(request.user, key)
    changes = changes_of(sitting)
    names = names_on(sitting)
    head = ("Person", "Before", "After", "By", "When", "How")

    def rows(some: Iterable[MarkChange]) -> list[tuple[str, ...]]:
        return [
            (
                names.get(change.line) or change.visitor or "Somebody",
                written(from_json(change.before)),
                written(from_json(change.after)),
                str(change.by or "Somebody who has no account now"),
                written_moment(change.at),
                change.get_means_display(),
            )
            for change in some
        ]

    file = exported(
        request, f"Corrections of {sitting}", head, lambda: rows(changes),
        organisation=sitting.session.run.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(changes, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "sitting": sitting, "run": sitting.session.run, "when": when(sitting), "head": head,
        "name": name_of(sitting.session), "rows": rows(page), "page": page,
    }  # fmt: skip
    return render(request, "deliver/register_changes.html", shown)


def sitting_of(user: User, key: UUID, *, to_take: bool = False) -> Sitting:
    """Give a sitting whose register a person may see, or take."""
    permission = Permission.TAKE_REGISTERS if to_take else Permission.SEE_STAFF
    return get_object_or_404(sittings_for(user, permission), key=key)


def _href(sitting: Sitting) -> str:
    return reverse("deliver:register", args=[sitting.key])


def after(request: SignedIn, saved: Saved, sent: Mapping[UUID, Said | None]) -> HttpResponse:
    """Say what was kept; where two people changed a mark, ask which of the two stands."""
    merged = saved.merged
    if merged.conflicts:
        mine = {line: sent[line] for line in merged.conflicts}
        form = SettleForm(
            conflicts=_conflicts(saved.sitting, mine),
            initial={
                "seen": saved.version,
                "sent": signing.dumps(
                    {
                        "sitting": str(saved.sitting.key),
                        "marks": {str(line): as_json(said) for line, said in mine.items()},
                    },
                    salt=SETTLE,
                ),
            },
        )
        return _settle_page(request, saved.sitting, form, kept=len(merged.taken), status=409)
    messages.success(request, _kept(len(merged.taken), len(merged.of_others)))
    return redirect("deliver:register", key=saved.sitting.key)


def _kept(taken: int, of_others: int) -> str:
    def marks(number: int) -> str:
        return f"{number} mark{'' if number == 1 else 's'}"

    words = f"The register is saved: {marks(taken)} new or changed."
    if not taken:
        words = "The register is as it was: nothing was changed."
    if of_others:
        words += f" {marks(of_others)} that somebody else saved meanwhile stay as they are."
    return words


def _settle_page(
    request: SignedIn, sitting: Sitting, form: SettleForm, *, kept: int = 0, status: int
) -> HttpResponse:
    shown = {
        "sitting": sitting, "run": sitting.session.run, "when": when(sitting), "form": form,
        "name": name_of(sitting.session), "kept": kept,
    }  # fmt: skip
    return render(request, "deliver/register_settle.html", shown, status=status)


def _conflicts(
    sitting: Sitting, sent: Mapping[UUID, Said | None]
) -> list[tuple[UUID, str, str, str]]:
    """Give each line that waits for a decision: the name, what is kept, what was sent."""
    latest = changed_by(changes_of(sitting))
    names = names_on(sitting)
    found = []
    for line, mine in sent.items():
        change = latest.get(line)
        if change is not None:
            by = f"{change.by}, {written_moment(change.at)}"
            found.append(
                (
                    line,
                    names.get(line) or change.visitor or "Somebody",
                    f"{written(from_json(change.after))} (saved by {by})",
                    f"{written(mine)} (yours)",
                )
            )
    return sorted(found, key=lambda one: one[1])
