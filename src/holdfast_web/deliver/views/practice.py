"""The pages of practice between sessions, and of consultation and managers' sessions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.practice import (
    CommentForm,
    ConsultationForm,
    TaskForm,
    TryForm,
)
from holdfast_web.deliver.models import PracticeTry, SessionKind, Tried
from holdfast_web.deliver.operations.practice import (
    comment_on,
    record_consultation,
    record_try,
    set_task,
)
from holdfast_web.deliver.queries.catch_ups import who_may_catch_up
from holdfast_web.deliver.queries.practice import tasks_for, tasks_of, tries_of
from holdfast_web.deliver.queries.runs import runs_for, sessions_of
from holdfast_web.deliver.queries.said import name_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast_web.deliver.models import PracticeTask
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
FORMS = ["GET", "HEAD", "POST"]


@login_required
def practice(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show what a team was asked to try, and how many did."""
    run = get_object_or_404(runs_for(request.user, Permission.SEE_STAFF), key=key)
    tasks = tasks_of(run)
    head = ("Task", "After", *(str(tried.label) for tried in Tried))

    def cells(task: Any) -> tuple[Any, ...]:
        return (name_of(task.session), *(getattr(task, t.name.lower()) for t in Tried))

    file = exported(
        request, f"Practice tasks of {run.title} in {run.organisation.name}", head,
        lambda: ((task.text, *cells(task)) for task in tasks), organisation=run.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(tasks, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "run": run, "head": head, "page": page,
        "rows": [(ui_link(task.text, _href(task)), *cells(task)) for task in page],
        "may_take": can(request.user, Permission.TAKE_REGISTERS, run.organisation),
    }  # fmt: skip
    return render(request, "deliver/practice.html", shown)


@login_required
@require_http_methods(FORMS)
def practice_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Set a practice task."""
    run = get_object_or_404(runs_for(request.user, Permission.TAKE_REGISTERS), key=key)
    sessions = run.sessions.order_by("kind", "number")
    form = TaskForm(request.POST or None, sessions=sessions)
    if request.method == "POST" and form.is_valid():
        set_task(by=request.user, **form.cleaned_data)
        messages.success(request, "The practice task is set.")
        return redirect("deliver:practice", key=key)
    status = 422 if form.errors else 200
    return render(
        request, "deliver/practice_add.html", {"run": run, "form": form}, status=status
    )


@login_required
def practice_task(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show one practice task: who tried it, what happened, and what was said of it."""
    task = get_object_or_404(tasks_for(request.user, Permission.SEE_STAFF), key=key)
    run = task.session.run
    tries = tries_of(task)
    head = ("Person", "Tried", "Day", "What happened", "Comment", "By")

    def cells(one: PracticeTry) -> tuple[Any, ...]:
        by = str(one.commented_by) if one.commented_by else ""
        return (one.staff.name, one.get_tried_display(), one.on, one.happened, one.comment, by)

    file = exported(
        request, "Practice", head, lambda: map(cells, tries), organisation=run.organisation
    )
    if file is not None:
        return file
    page = Paginator(tries, A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "run": run, "task": task, "after": name_of(task.session), "page": page,
        "tries": [
            {
                "one": one,
                "about": [
                    ("Tried", f"{one.get_tried_display()}, {written_day(one.on)}"),
                    ("What happened", one.happened or "Nothing written down"),
                    ("Comment", _comment(one)),
                ],
            }
            for one in page
        ],
        "may_take": can(request.user, Permission.TAKE_REGISTERS, run.organisation),
    }  # fmt: skip
    return render(request, "deliver/practice_task.html", shown)


@login_required
@require_http_methods(FORMS)
def practice_try(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down what somebody did with a practice task."""
    task = get_object_or_404(tasks_for(request.user, Permission.TAKE_REGISTERS), key=key)
    run = task.session.run
    form = TryForm(
        request.POST or None, people=who_may_catch_up(run),
        initial={"on": timezone.localdate()},
    )  # fmt: skip
    if request.method == "POST" and form.is_valid():
        try:
            record_try(by=request.user, task=task, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, "It is written down.")
            return redirect("deliver:practice_task", key=key)
    status = 422 if form.errors else 200
    shown = {"run": run, "task": task, "form": form}
    return render(request, "deliver/practice_try.html", shown, status=status)


@login_required
@require_http_methods(FORMS)
def practice_comment(request: SignedIn, key: UUID) -> HttpResponse:
    """Comment on what somebody did."""
    own = organisations(request.user, Permission.TAKE_REGISTERS)
    one = get_object_or_404(
        PracticeTry.objects.select_related("task__session__run__organisation", "staff"),
        key=key, task__session__run__organisation_id__in=own,
    )  # fmt: skip
    form = CommentForm(request.POST or None, initial={"comment": one.comment})
    if request.method == "POST" and form.is_valid():
        comment_on(one, by=request.user, comment=form.cleaned_data["comment"])
        messages.success(request, "Your comment is kept.")
        return redirect("deliver:practice_task", key=one.task.key)
    shown = {"run": one.task.session.run, "one": one, "form": form}
    return render(
        request, "deliver/practice_comment.html", shown, status=422 if form.errors else 200
    )


@login_required
def consultations(request: SignedIn, key: UUID) -> HttpResponseBase:
    """Show what was consulted about, apart from the sessions for managers."""
    run = get_object_or_404(runs_for(request.user, Permission.SEE_STAFF), key=key)
    found = run.consultations.all()
    head = ("Day", "Kind", "Minutes", "Who took part", "About")
    file = exported(
        request, f"Consultation on {run.title} in {run.organisation.name}", head,
        lambda: (
            (one.on, one.get_kind_display(), one.minutes, one.people, one.about)
            for one in found
        ),
        organisation=run.organisation,
    )  # fmt: skip
    if file is not None:
        return file
    page = Paginator(found, A_PAGE).get_page(request.GET.get("page"))
    managers = [one for one in sessions_of(run) if one.kind == SessionKind.MANAGERS]
    shown = {
        "run": run, "head": head, "page": page,
        "rows": [
            (written_day(one.on), one.get_kind_display(), one.minutes, one.people, one.about)
            for one in page
        ],
        "managers_head": ("Session", "Days"),
        "managers": [
            (
                ui_link(name_of(one), reverse("deliver:session", args=[one.key])),
                " and ".join(written_day(sitting.on) for sitting in one.sittings.all()),
            )
            for one in managers
        ],
        "may_take": can(request.user, Permission.TAKE_REGISTERS, run.organisation),
    }  # fmt: skip
    return render(request, "deliver/consultations.html", shown)


@login_required
@require_http_methods(FORMS)
def consultation_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down a consultation."""
    run = get_object_or_404(runs_for(request.user, Permission.TAKE_REGISTERS), key=key)
    form = ConsultationForm(request.POST or None, initial={"on": timezone.localdate()})
    if request.method == "POST" and form.is_valid():
        try:
            record_consultation(by=request.user, run=run, **form.cleaned_data)
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, "The consultation is written down.")
            return redirect("deliver:consultations", key=key)
    status = 422 if form.errors else 200
    return render(
        request, "deliver/consultation_add.html", {"run": run, "form": form}, status=status
    )


def _href(task: PracticeTask) -> str:
    return reverse("deliver:practice_task", args=[task.key])


def _comment(one: PracticeTry) -> str:
    return f"{one.comment} ({one.commented_by})" if one.comment else "None yet"
