"""The pages of runs: the list of them, one of them, and its sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.views.decorators.http import require_POST

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.runs import RunFilter
from holdfast_web.deliver.models import RunState, SittingState
from holdfast_web.deliver.operations.runs import move_run
from holdfast_web.deliver.queries.facilitators import roles_of_run
from holdfast_web.deliver.queries.runs import (
    numbers_of,
    runs_for,
    sessions_for,
    sessions_of,
    with_numbers,
)
from holdfast_web.deliver.queries.said import hours_of, name_of
from holdfast_web.deliver.queries.schedules import latest_release, unreleased
from holdfast_web.deliver.run_policies import MOVES
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase
    from django.utils.safestring import SafeString

    from holdfast_web.deliver.models import Run, Session, Sitting
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
COLOURS = {
    RunState.PLANNED: "yellow", RunState.UNDER_WAY: "blue", RunState.FINISHED: "green",
    RunState.STOPPED: "grey",
}  # fmt: skip
HEAD = ("Run", "Home", "State", "First session", "Last session", "Registers taken", "Late")
"""Its columns are those of the file as well."""

MOVE_WORDS = {
    RunState.UNDER_WAY: "Take it up again",
    RunState.FINISHED: "Finish the run",
    RunState.STOPPED: "Stop the run",
}
MOVED_WORDS = {
    RunState.UNDER_WAY: "The run is under way again.",
    RunState.FINISHED: "The run is finished.",
    RunState.STOPPED: "The run is stopped.",
}


@login_required
def runs(request: SignedIn) -> HttpResponseBase:
    """List runs, the newest first."""
    if not organisations(request.user, Permission.SEE_DELIVERY):
        raise Http404("There is no such page, or it is not yours to see.")
    form = RunFilter(request.GET or None)
    found = with_numbers(form.narrow(runs_for(request.user)))
    file = exported(request, "Runs", HEAD, lambda: (_run_row(run) for run in found))
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            ui_link(run.title, reverse("deliver:run", args=[run.key])),
            run.organisation.name,
            ui_tag(run.get_state_display(), COLOURS[RunState(run.state)]),
            written_day(run.starts),
            written_day(run.ends),
            *_run_row(run)[5:],
        )
        for run in page
    ]
    shown = {
        "form": form, "head": HEAD, "rows": rows, "page": page,
        "may_plan": bool(organisations(request.user, Permission.PLAN_RUNS)),
    }  # fmt: skip
    return render(request, "deliver/runs.html", shown)


@login_required
def run(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one run: what is to be done next, and its sessions."""
    found = get_object_or_404(runs_for(request.user), key=key)
    may_plan = can(request.user, Permission.PLAN_RUNS, found.organisation)
    sees_staff = can(request.user, Permission.SEE_STAFF, found.organisation)
    sessions = sessions_of(found)
    states = sorted(MOVES[RunState(found.state)], key=lambda state: state.label)
    shown = {
        "run": found,
        "about": _about(found, sees_staff=sees_staff),
        "tasks": _tasks(found, sessions, may_plan=may_plan, sees_staff=sees_staff),
        "head": ("Session", "Day", "Register"),
        "rows": [row for one in sessions for row in _session_rows(one, sees_staff=sees_staff)],
        "may_plan": may_plan,
        "moves": [
            (state.value, MOVE_WORDS[state])
            for state in states
            if found.state != RunState.PLANNED or state is RunState.STOPPED
        ],
        "sees_staff": sees_staff,
    }
    return render(request, "deliver/run.html", shown)


@login_required
@require_POST
def run_move(request: SignedIn, key: UUID) -> HttpResponse:
    """Finish a run, stop it, or take it up again."""
    found = get_object_or_404(runs_for(request.user, Permission.PLAN_RUNS), key=key)
    try:
        to = RunState(request.POST.get("to", ""))
        move_run(found, by=request.user, to=to)
    except InputError as error:
        messages.error(request, refusal(error))
    except ValueError:
        raise Http404("There is no such state.") from None
    else:
        messages.success(request, MOVED_WORDS[to])
    return redirect("deliver:run", key=key)


@login_required
def session(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one session: its sittings, what lies between it and the next, and feedback."""
    found = get_object_or_404(sessions_for(request.user, Permission.SEE_DELIVERY), key=key)
    organisation = found.run.organisation
    sees_staff = can(request.user, Permission.SEE_STAFF, organisation)
    sittings = list(found.sittings.order_by("on", "starts"))
    shown = {
        "session": found, "run": found.run, "name": name_of(found), "sees_staff": sees_staff,
        "head": ("Sitting", "Times", "Place", "Register"),
        "rows": [
            (
                written_day(sitting.on),
                hours_of(sitting),
                sitting.place or "Not said",
                _register(sitting, sees_staff=sees_staff),
            )
            for sitting in sittings
        ],
        "practice": found.practice_tasks.count(),
        "may_plan": can(request.user, Permission.PLAN_RUNS, organisation),
    }  # fmt: skip
    return render(request, "deliver/session.html", shown)


def _run_row(found: Any) -> tuple[object, ...]:
    """Give a run's line as plain values; the numbers are those of `with_numbers`."""
    return (
        found.title, found.organisation.name, found.get_state_display(), found.starts,
        found.ends, f"{found.taken} of {found.sittings}", found.late,
    )  # fmt: skip


def _about(found: Run, *, sees_staff: bool) -> list[tuple[Any, ...]]:
    today = timezone.localdate()
    deliver = [
        str(one.facilitator)
        for one in found.facilitators.select_related("facilitator")
        if one.until is None or one.until >= today
    ]
    latest = latest_release(found)
    rows: list[tuple[Any, ...]] = [
        ("State", ui_tag(found.get_state_display(), COLOURS[RunState(found.state)])),
        ("Days", f"{written_day(found.starts)} to {written_day(found.ends)}"),
    ]
    if sees_staff:
        rows.append(("Facilitators", ", ".join(deliver) or "Not decided yet"))
    rows.append(
        (
            "Schedule",
            f"Release {latest.number}, {written_day(latest.released_at)}"
            if latest is not None
            else "Not released yet",
        )
    )
    return rows


def _tasks(
    found: Run, sessions: Iterable[Session], *, may_plan: bool, sees_staff: bool
) -> list[tuple[str, str | None, str]]:
    """Say what there is to do, from planning to what lies between sessions."""
    sittings = [
        sitting
        for one in sessions
        for sitting in one.sittings.all()
        if sitting.state != SittingState.CANCELLED
    ]
    today = timezone.localdate()
    due = [one for one in sittings if one.on <= today]
    taken = [one for one in due if one.register_taken_at is not None]
    changes = unreleased(found, sessions)
    released = latest_release(found) is not None

    def href(name: str) -> str:
        return reverse(f"deliver:{name}", args=[found.key])

    tasks: list[tuple[str, str | None, str]] = []
    if may_plan:
        schedule = "Completed" if not changes else "Release it"
        if changes and released:
            schedule = f"{len(changes)} change{'s' * (len(changes) > 1)} not released"
        tasks.append(("Schedule", href("run_schedule"), schedule))
    else:
        tasks.append(("Schedule", href("schedule_versions"), "Look"))
    if sees_staff:
        missing = len(due) - len(taken)
        words = "None due yet" if not due else f"{missing} to take" if missing else "Completed"
        number = numbers_of(found)
        tasks += [
            ("Facilitators", href("run_facilitators"), _facilitators(found, today)),
            ("Registers", "#sessions", words),
            ("Catch-ups", href("catch_ups"), _many(number.catch_ups, "written down")),
            ("Practice between sessions", href("practice"), _many(number.tasks, "set")),
            (
                "Consultation and managers’ sessions",
                href("consultations"),
                _many(number.consultations, "written down"),
            ),
        ]
    tasks.append(("Coverage", href("coverage_run"), "Look"))
    return tasks


def _facilitators(found: Run, today: date) -> str:
    """Say whether those are there today whom the programme asks for, while it goes on."""
    if found.state not in {RunState.PLANNED, RunState.UNDER_WAY}:
        return "Look"
    try:
        roles, _ = roles_of_run(found, day=today)
    except InputError:
        return "Look"
    lacking = sum(role.lacking for role in roles)
    if lacking:
        return f"{lacking} to find"
    return "Not certified today" if any(role.not_certified for role in roles) else "Completed"


def _many(number: int, word: str) -> str:
    return f"{number} {word}" if number else "None yet"


def _session_rows(one: Session, *, sees_staff: bool) -> Iterator[tuple[Any, ...]]:
    """Give a row for each sitting of a session."""
    link = ui_link(name_of(one), reverse("deliver:session", args=[one.key]))
    for sitting in one.sittings.all():
        day = f"{written_day(sitting.on)}, {hours_of(sitting)}"
        yield link, day, _register(sitting, sees_staff=sees_staff)


def _register(sitting: Sitting, *, sees_staff: bool) -> SafeString | str:
    """Say how far a register is, with the way to it for those who may see it."""
    if sitting.state == SittingState.CANCELLED:
        return ui_tag("Cancelled", "grey")
    today = timezone.localdate()
    if sitting.register_taken_at is not None:
        word, colour = "Taken", "green"
    elif sitting.on < today:
        word, colour = "Late", "red"
    elif sitting.on == today:
        word, colour = "Today", "blue"
    else:
        word, colour = "To come", "grey"
    if not sees_staff:
        return ui_tag(word, colour)
    href = reverse("deliver:register", args=[sitting.key])
    return format_html("{} {}", ui_link("Register", href), ui_tag(word, colour))
