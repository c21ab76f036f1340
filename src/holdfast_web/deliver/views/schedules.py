"""The pages of a run's schedule: moving, adding, cancelling, releasing; and blocked days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.schedules import ReleaseForm, SessionForm, SittingForm
from holdfast_web.deliver.models import SessionKind, SittingState
from holdfast_web.deliver.operations.schedules import (
    add_session,
    add_sitting,
    cancel_sitting,
    move_sitting,
    release_schedule,
)
from holdfast_web.deliver.queries.registers import sittings_for
from holdfast_web.deliver.queries.runs import (
    closed_days,
    runs_for,
    sessions_for,
    sessions_of,
)
from holdfast_web.deliver.queries.said import hours_between, hours_of, name_of, when
from holdfast_web.deliver.queries.schedules import latest_release, released_in, unreleased
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day, written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_bullets, ui_link

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from django.forms import Form
    from django.http import HttpResponse, HttpResponseBase

    from holdfast_web.deliver.models import Run
    from holdfast_web.people.signed_in import SignedIn

FORMS = ["GET", "HEAD", "POST"]
UNTOLD = "Nobody is told before you release the schedule."


@login_required
def run_schedule(request: SignedIn, key: UUID) -> HttpResponse:
    """Show a run's sittings to be moved, cancelled or repeated, and what is not released."""
    run = get_object_or_404(runs_for(request.user, Permission.PLAN_RUNS), key=key)
    sessions = sessions_of(run)
    rows = []
    for session in sessions:
        name = name_of(session)
        for sitting in session.sittings.all():
            cancelled = sitting.state == SittingState.CANCELLED
            move = reverse("deliver:sitting_move", args=[sitting.key])
            rows.append(
                (
                    name,
                    written_day(sitting.on),
                    hours_of(sitting),
                    "Cancelled" if cancelled else sitting.place or "Place not said",
                    ui_link("Move or cancel" if not cancelled else "Hold it after all", move),
                )
            )
    shown = {
        "run": run,
        "head": ("Session", "Day", "Times", "Place", "Change"),
        "rows": rows,
        "repeats": ui_bullets(
            ui_link(f"Repeat {name_of(one)}", reverse("deliver:sitting_add", args=[one.key]))
            for one in sessions
        ),
        "changes": [change.words for change in unreleased(run, sessions)],
        "released": latest_release(run),
    }
    return render(request, "deliver/schedule.html", shown)


@login_required
@require_http_methods(FORMS)
def sitting_move(request: SignedIn, key: UUID) -> HttpResponse:
    """Move a sitting, or hold one after all that was cancelled."""
    sitting = get_object_or_404(sittings_for(request.user, Permission.PLAN_RUNS), key=key)
    form = SittingForm(
        request.POST or None,
        initial={
            "on": sitting.on, "starts": sitting.starts, "ends": sitting.ends,
            "place": sitting.place,
        },
    )  # fmt: skip
    run = sitting.session.run
    if request.method == "POST" and form.is_valid():
        try:
            move_sitting(sitting, by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            _warn_of_closed(request, run, form.cleaned_data["on"])
            messages.success(request, f"{name_of(sitting.session)} is moved. {UNTOLD}")
            return redirect("deliver:run_schedule", key=run.key)
    shown = {
        "sitting": sitting, "name": name_of(sitting.session), "when": when(sitting),
        "cancelled": sitting.state == SittingState.CANCELLED,
        "may_cancel": sitting.state == SittingState.PLANNED,
    }  # fmt: skip
    return _page(request, "deliver/sitting_move.html", run, form, **shown)


@login_required
@require_POST
def sitting_cancel(request: SignedIn, key: UUID) -> HttpResponse:
    """Cancel a sitting."""
    sitting = get_object_or_404(sittings_for(request.user, Permission.PLAN_RUNS), key=key)
    try:
        cancel_sitting(sitting, by=request.user)
    except InputError as error:
        messages.error(request, refusal(error))
    else:
        messages.success(request, f"{name_of(sitting.session)} is cancelled. {UNTOLD}")
    return redirect("deliver:run_schedule", key=sitting.session.run.key)


@login_required
@require_http_methods(FORMS)
def sitting_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Repeat a session at another time."""
    session = get_object_or_404(sessions_for(request.user, Permission.PLAN_RUNS), key=key)
    first = session.sittings.order_by("on", "starts").first()
    alike = ("starts", "ends", "place")
    initial = {name: getattr(first, name) for name in alike} if first is not None else {}
    form = SittingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            add_sitting(session, by=request.user, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            _warn_of_closed(request, session.run, form.cleaned_data["on"])
            messages.success(request, f"{name_of(session)} is repeated. {UNTOLD}")
            return redirect("deliver:run_schedule", key=session.run.key)
    return _page(request, "deliver/sitting_add.html", session.run, form, name=name_of(session))


@login_required
@require_http_methods(FORMS)
def session_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Add a session to a run."""
    run = get_object_or_404(runs_for(request.user, Permission.PLAN_RUNS), key=key)
    form = SessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data | {"kind": SessionKind(form.cleaned_data["kind"])}
        try:
            session = add_session(run, by=request.user, **given)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            _warn_of_closed(request, run, given["on"])
            messages.success(request, f"{name_of(session)} is added. {UNTOLD}")
            return redirect("deliver:run_schedule", key=run.key)
    return _page(request, "deliver/session_add.html", run, form)


@login_required
@require_http_methods(FORMS)
def schedule_release(request: SignedIn, key: UUID) -> HttpResponse:
    """Show what those concerned would be told, and release the schedule."""
    run = get_object_or_404(runs_for(request.user, Permission.PLAN_RUNS), key=key)
    form = ReleaseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            version = release_schedule(run, by=request.user, note=form.cleaned_data["note"])
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(
                request,
                f"Release {version.number} is out. Those concerned are told by email, and "
                "calendars follow.",
            )
            return redirect("deliver:run", key=run.key)
    changes = [change.words for change in unreleased(run)]
    return _page(
        request, "deliver/schedule_release.html", run, form, changes=changes,
        released=latest_release(run),
    )  # fmt: skip


@login_required
def schedule_versions(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show every release of a run's schedule, and what each changed."""
    run = get_object_or_404(runs_for(request.user), key=key)
    versions = list(run.schedule_versions.select_related("released_by"))
    latest = versions[0] if versions else None
    head = ("Session", "Day", "Times", "Place")
    rows = [
        (one.name, sitting.day, hours_between(sitting.starts, sitting.ends), sitting.place)
        for one in released_in(latest)
        for sitting in one.sittings
    ]
    file = exported(
        request, f"Schedule of {run.title} in {run.organisation.name}", head, lambda: rows,
        organisation=run.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    shown = {
        "run": run, "latest": latest, "head": head,
        "rows": [(name, written_day(day), *rest) for name, day, *rest in rows],
        "versions": [
            (
                version.number,
                written_moment(version.released_at),
                str(version.released_by or "somebody who has no account now"),
                version.note,
                version.changes,
            )
            for version in versions
        ],
        "may_plan": can(request.user, Permission.PLAN_RUNS, run.organisation),
    }  # fmt: skip
    return render(request, "deliver/schedule_versions.html", shown)


def _warn_of_closed(request: SignedIn, run: Run, day: date) -> None:
    why = closed_days(run.organisation).why(day)
    if why is not None:
        messages.warning(request, f"{written_day(day)} is closed: {why}.")


def _page(request: SignedIn, template: str, run: Run, form: Form, **more: Any) -> HttpResponse:
    status = 422 if form.is_bound and form.errors else 200
    return render(request, template, {"run": run, "form": form, **more}, status=status)
