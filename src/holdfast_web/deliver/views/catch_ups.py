"""The pages of catch-ups: those of a run, and writing one down."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from holdfast.deliver.catch_up import Verdict
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.catch_ups import CatchUpForm
from holdfast_web.deliver.operations.catch_ups import record_catch_up, remove_catch_up
from holdfast_web.deliver.queries.catch_ups import (
    catch_up_for,
    catch_ups_of,
    held_sessions,
    verdicts,
    who_may_catch_up,
)
from holdfast_web.deliver.queries.runs import dose_of, runs_for
from holdfast_web.deliver.queries.said import name_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Iterable
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast_web.deliver.models import CatchUp
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Person", "Session", "How", "Day", "Minutes", "Given by", "Does it count?")


@login_required
def catch_ups(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show the catch-ups of a run, and whether each counts."""
    run = get_object_or_404(runs_for(request.user, Permission.SEE_STAFF), key=key)
    found = catch_ups_of(run)
    said = verdicts(run)
    file = exported(
        request, f"Catch-ups of {run.title} in {run.organisation.name}", HEAD,
        lambda: (_row(one, said) for one in found), organisation=run.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    may_take = can(request.user, Permission.TAKE_REGISTERS, run.organisation)
    shown = {
        "run": run,
        "head": (*HEAD, "Change") if may_take else HEAD,
        "rows": list(_rows(page, said, may_take=may_take)),
        "page": page,
        "may_take": may_take,
        "any_held": held_sessions(run).exists(),
    }
    return render(request, "deliver/catch_ups.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def catch_up_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down a catch-up; the address may name the person and the session already."""
    run = get_object_or_404(runs_for(request.user, Permission.TAKE_REGISTERS), key=key)
    form = CatchUpForm(
        request.POST or None,
        people=who_may_catch_up(run),
        sessions=held_sessions(run),
        dose=dose_of(run),
        initial={
            "staff": request.GET.get("staff"), "session": request.GET.get("session"),
            "on": timezone.localdate(),
        },
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            one = record_catch_up(by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            counts = "It counts." if one.counts else "It does not count under the rule."
            messages.success(request, f"{one.staff} caught up {name_of(one.session)}. {counts}")
            return redirect("deliver:catch_ups", key=key)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "deliver/catch_up_add.html", {"run": run, "form": form}, status=status
    )


@login_required
@require_http_methods(["GET", "HEAD"])
def catch_up(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask whether a catch-up is to be taken out."""
    one = catch_up_for(request.user, key, Permission.TAKE_REGISTERS)
    about = [(name, str(value)) for name, value in zip(HEAD, _row(one, {}), strict=False)]
    shown = {"run": one.session.run, "one": one, "about": about[:6]}
    return render(request, "deliver/catch_up.html", shown)


@login_required
@require_POST
def catch_up_remove(request: SignedIn, key: UUID) -> HttpResponse:
    """Take out a catch-up."""
    one = catch_up_for(request.user, key, Permission.TAKE_REGISTERS)
    remove_catch_up(one, by=request.user)
    messages.success(request, "The catch-up is taken out.")
    return redirect("deliver:catch_ups", key=one.session.run.key)


def _row(one: CatchUp, said: dict[int, Verdict]) -> tuple[Any, ...]:
    verdict = said.get(one.pk)
    return (
        one.staff.name,
        name_of(one.session),
        one.get_kind_display(),
        one.on,
        one.minutes,
        one.given_by or "Not said",
        _words(verdict),
    )


def _rows(
    some: Iterable[CatchUp], said: dict[int, Verdict], *, may_take: bool
) -> Iterable[tuple[Any, ...]]:
    for one in some:
        person, session, kind, on, *rest = _row(one, said)
        counts = said.get(one.pk) is Verdict.COUNTS
        cells = (person, session, kind, written_day(on), *rest[:-1])
        verdict = ui_tag("Counts", "green") if counts else rest[-1]
        remove = reverse("deliver:catch_up", args=[one.key])
        yield (*cells, verdict, ui_link("Take out", remove)) if may_take else (*cells, verdict)


def _words(verdict: Verdict | None) -> str:
    if verdict is None:
        return "Not judged"
    return "Counts" if verdict is Verdict.COUNTS else f"No: {verdict.value}"
