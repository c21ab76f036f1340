"""The pages of protocols: all of them, one, its check, its files, locking and copying."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import EngineError
from holdfast_web.evaluation.checking import check_of
from holdfast_web.evaluation.forms.protocols import ChooseReturns, GiveFile, UploadProtocol
from holdfast_web.evaluation.models import FileKind, ProtocolState
from holdfast_web.evaluation.operations.files import put_file
from holdfast_web.evaluation.operations.protocols import (
    add_protocol,
    copy_protocol,
    lock_protocol,
)
from holdfast_web.evaluation.plan import read_plan
from holdfast_web.evaluation.queries.protocols import (
    protocol_by_key,
    protocols_for,
    protocols_in_state,
)
from holdfast_web.evaluation.queries.referral_services import services_for
from holdfast_web.evaluation.queries.runs import runs_for
from holdfast_web.evaluation.views.rows import RUN_HEAD, plan_rows, protocol_state, run_rows
from holdfast_web.evaluation.views.tasks import tasks_of
from holdfast_web.people.forms.narrowing import StateFilter
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, check_may, organisations
from holdfast_web.records.queries.return_sets import return_sets_for
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from holdfast_web.evaluation.models import Protocol
    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.records.models import ReturnSet

A_PAGE = 25
HEAD = ("Protocol", "Organisation", "State", "Added")


@login_required
def protocols(request: SignedIn) -> HttpResponse:
    """List the protocols that a person may see, or those in a state, the newest first."""
    form = StateFilter(request.GET or None, states=ProtocolState.choices)
    found = protocols_in_state(protocols_for(request.user), **form.chosen)
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            ui_link(one.title, reverse("protocol", args=[one.key])),
            one.organisation.name,
            protocol_state(one),
            written_day(one.added),
        )
        for one in page
    ]
    may_write = bool(organisations(request.user, Permission.WRITE_PROTOCOL))
    shown = {
        "form": form, "page": page, "head": HEAD, "rows": rows, "may_write": may_write,
    }  # fmt: skip
    return render(request, "evaluation/protocols.html", shown)


@login_required
def protocol_upload(request: SignedIn) -> HttpResponse:
    """Take a protocol as a file, with the files beside it."""
    form = UploadProtocol(request.POST or None, request.FILES or None, user=request.user)
    if not organisations(request.user, Permission.WRITE_PROTOCOL):
        return redirect("protocols")
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            added = add_protocol(
                by=request.user,
                organisation=form.organisation,
                text=form.cleaned_data["protocol"],
            )
            for kind in FileKind:
                given = form.cleaned_data[kind.value]
                if given is None:
                    continue
                try:
                    put_file(
                        added, by=request.user, kind=kind, name=given.name,
                        content=given.read(),
                    )  # fmt: skip
                except EngineError as error:
                    form.add_error(kind.value, refusal(error))
            if form.errors:
                transaction.set_rollback(True)
        if not form.errors:
            return redirect("protocol", key=added.key)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "evaluation/protocol_upload.html", {"form": form}, status=status)


@login_required
def protocol(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a protocol: its plan, its files, what the check finds, and what can be done next."""
    found = protocol_by_key(request.user, key)
    plan, _ = read_plan(found.text)
    files = {file.kind: file for file in found.files.all()}
    runs = runs_for(request.user).filter(protocol=found)[:A_PAGE]
    may_write = can(request.user, Permission.WRITE_PROTOCOL, found.organisation)
    may_run = can(request.user, Permission.RUN_EVALUATION, found.organisation)
    sets = return_sets_for(request.user).filter(organisation=found.organisation)
    choose = ChooseReturns(request.GET or None, sets=sets) if sets.exists() else None
    years = None
    if choose is not None and choose.is_bound and choose.is_valid():
        years = _years(choose.cleaned_data["returns"])
    check = check_of(found, years=years)
    to_do = may_write and not found.is_locked
    shown = {
        "protocol": found,
        "state": protocol_state(found),
        "plan": plan_rows(plan) if plan is not None else [],
        "files": [(kind, files.get(kind.value)) for kind in FileKind],
        "check": check,
        "tasks": tasks_of(found, given=files, check=check) if to_do else [],
        "against": choose.cleaned_data["returns"] if years is not None and choose else None,
        "choose": choose,
        "runs": run_rows(runs),
        "head": RUN_HEAD,
        "may_write": may_write,
        "may_run": may_run,
    }
    return render(request, "evaluation/protocol.html", shown)


@login_required
def protocol_file(request: SignedIn, key: UUID, kind: str) -> HttpResponse:
    """Take one of the files beside a protocol."""
    found = protocol_by_key(request.user, key)
    check_may(request.user, Permission.WRITE_PROTOCOL, found.organisation)
    of = FileKind(kind)
    form = GiveFile(request.POST or None, request.FILES or None, label=of.label)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data["file"]
        try:
            put_file(
                found,
                by=request.user,
                kind=of,
                name=given.name,
                content=given.read(),
            )
        except EngineError as error:
            form.add_error("file", refusal(error))
        else:
            messages.success(request, f"{of.label} read and kept.")
            return redirect("protocol", key=found.key)
    status = 422 if form.is_bound and form.errors else 200
    shown = {
        "protocol": found, "form": form, "kind": of,
        "services": of is FileKind.ENROLMENTS and services_for(found, request.user).exists(),
    }  # fmt: skip
    return render(request, "evaluation/protocol_file.html", shown, status=status)


@login_required
def protocol_lock(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask whether a protocol is to be fixed for good, and fix it."""
    found = protocol_by_key(request.user, key)
    check_may(request.user, Permission.WRITE_PROTOCOL, found.organisation)
    if request.method == "POST":
        return _done(
            request, found, lambda: lock_protocol(found, by=request.user),
            "The protocol is locked. It can now be run.",
        )  # fmt: skip
    shown = {"protocol": found, "check": check_of(found)}
    return render(request, "evaluation/protocol_lock.html", shown)


@login_required
@require_POST
def protocol_copy(request: SignedIn, key: UUID) -> HttpResponse:
    """Make a draft of a protocol to vary."""
    found = protocol_by_key(request.user, key)
    copy = copy_protocol(found, by=request.user)
    messages.success(request, "This is a copy. Change what is to be different, then lock it.")
    return redirect("protocol", key=copy.key)


@login_required
def protocol_text(request: SignedIn, key: UUID) -> HttpResponse:
    """Give the text of a protocol as a file: it holds no counts."""
    found = protocol_by_key(request.user, key)
    return HttpResponse(
        found.text,
        content_type="application/yaml; charset=utf-8",
        headers={"Content-Disposition": 'attachment; filename="protocol.yaml"'},
    )


def _done(
    request: SignedIn, found: Protocol, act: Callable[[], object], words: str
) -> HttpResponse:
    try:
        act()
    except EngineError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, words)
    return redirect("protocol", key=found.key)


def _years(returns: ReturnSet) -> dict[str, frozenset[int]]:
    years = (returns.counts or {}).get("years", {})
    return {kind: frozenset(those) for kind, those in years.items()}
