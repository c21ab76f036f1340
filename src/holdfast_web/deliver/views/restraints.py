"""The register of restraints: what is due after each, and when it was done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods

from holdfast.deliver.statutory_times import REGULATION, STANDING, State
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.forms.restraints import (
    STEPS,
    RestraintForm,
    RestraintTimesForm,
    moments,
)
from holdfast_web.deliver.models import Restraint, RestraintKind
from holdfast_web.deliver.operations.restraints import (
    enter_restraint,
    keep_times,
    take_out_restraint,
)
from holdfast_web.deliver.queries.restraints import (
    DO,
    OPEN,
    due_said,
    restraints_seen,
    steps_of,
)
from holdfast_web.deliver.views.home_months import home_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.deliver.statutory_times import DueStep
    from holdfast_web.people.models import Organisation
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
COLOURS = {
    State.DUE: "blue",
    State.LATE: "red",
    State.DONE: "green",
    State.DONE_LATE: "yellow",
}
HEAD = ("Record", "Home", "Used", "Recorded", "Debriefed and signed", "Child spoken to")


@login_required
def restraints(request: SignedIn) -> HttpResponseBase:
    """List restraints of all homes, those with something to do, or all of them."""
    if not organisations(request.user, Permission.SEE_HOME_MONTHS):
        raise Http404("There is no such page, or it is not yours to see.")
    return _listed(request, None)


@login_required
def home_restraints(request: SignedIn, key: UUID) -> HttpResponseBase:
    """List the restraints of one home."""
    return _listed(request, home_of(request.user, key))


def _listed(request: SignedIn, home: Organisation | None) -> HttpResponseBase:
    now = timezone.now()
    listed = restraints_seen(request.user)
    if home is not None:
        listed = listed.filter(organisation=home)
    everything = request.GET.get("show") == "all"
    if not everything:
        listed = listed.filter(OPEN)
    keeps = organisations(request.user, Permission.KEEP_HOME_MONTHS)
    if home is not None and home.pk in keeps:
        # The home's own record leaves with those who keep it, and with nobody else.
        file = exported(
            request, f"Restraints in {home.name}", HEAD,
            lambda: map(_plain, restraints_seen(request.user).filter(organisation=home)),
            organisation=home,
        )  # fmt: skip
        if file is not None:
            return file
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            ui_link(str(one), reverse("deliver:restraint", args=[one.key])),
            one.organisation.name,
            written_moment(one.used_at),
            *(_state(step) for step in steps_of(one, now=now)),
        )
        for one in page
    ]
    shown = {
        "home": home, "rows": rows, "page": page, "everything": everything, "head": HEAD,
        "may_keep": home is not None and home.pk in keeps,
        "regulation": REGULATION, "standing": STANDING,
    }  # fmt: skip
    return render(request, "deliver/restraints.html", shown)


def _plain(one: Restraint) -> Sequence[object]:
    return (
        one.number, one.organisation.name, one.used_at, one.recorded_at, one.debriefed_at,
        one.child_spoken_to_at,
    )  # fmt: skip


def _state(step: DueStep) -> object:
    word = ui_tag(step.state.capitalize(), COLOURS[step.state])
    if step.done is not None:
        return word
    return format_html("{} by {}", word, due_said(step))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restraint_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Enter one use of a measure."""
    home = home_of(request.user, key, to_keep=True)
    form = RestraintForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_restraint(
                by=request.user,
                home=home,
                kind=RestraintKind(form.cleaned_data["kind"]),
                used_at=form.cleaned_data["used_at"],
            )
        except InputError as error:
            form.add_error("used_on", refusal(error))
        else:
            messages.success(
                request, f"{made} is entered. What is due after it stands on this page."
            )
            return redirect("deliver:restraint", key=made.key)
    shown = {"home": home, "form": form}
    status = 422 if form.errors else 200
    return render(request, "deliver/restraint_add.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restraint(request: SignedIn, key: UUID) -> HttpResponse:
    """Show what is due after a restraint, and keep when it was done."""
    to_keep = request.method == "POST"
    permission = Permission.KEEP_HOME_MONTHS if to_keep else Permission.SEE_HOME_MONTHS
    found = get_object_or_404(restraints_seen(request.user, permission), key=key)
    initial: dict[str, object] = {"kind": found.kind} | moments("used", found.used_at)
    for name, _ in STEPS.values():
        initial |= moments(name, getattr(found, f"{name}_at"))
    form = RestraintTimesForm(request.POST if to_keep else None, initial=initial)
    if to_keep and form.is_valid():
        said = form.cleaned_data
        try:
            keep_times(
                found,
                by=request.user,
                kind=RestraintKind(said["kind"]),
                used_at=said["used_at"],
                recorded_at=said["recorded_at"],
                debriefed_at=said["debriefed_at"],
                child_spoken_to_at=said["child_spoken_to_at"],
            )
        except InputError as error:
            form.add_error(None, refusal(error))
        else:
            messages.success(request, f"The times of {str(found).lower()} are kept.")
            return redirect("deliver:home_restraints", key=found.organisation.key)
    kept = Restraint.objects.select_related("organisation").get(pk=found.pk)
    now = timezone.now()
    shown = {
        "restraint": kept, "home": kept.organisation, "form": form,
        "may_keep": can(request.user, Permission.KEEP_HOME_MONTHS, kept.organisation),
        "head": ("What", "Due by", "Done", "State"),
        "rows": [
            (
                DO[step.step], capfirst(due_said(step)),
                written_moment(step.done) or "Not yet",
                ui_tag(step.state.capitalize(), COLOURS[step.state]),
            )
            for step in steps_of(kept, now=now)
        ],
        "regulation": REGULATION, "standing": STANDING,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "deliver/restraint.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def restraint_take_out(request: SignedIn, key: UUID) -> HttpResponse:
    """Take out a record that was entered by mistake."""
    found = get_object_or_404(
        restraints_seen(request.user, Permission.KEEP_HOME_MONTHS), key=key
    )
    home = found.organisation
    if request.method == "POST":
        number = str(found)
        take_out_restraint(found, by=request.user)
        messages.success(request, f"{number} is taken out.")
        return redirect("deliver:home_restraints", key=home.key)
    return render(
        request, "deliver/restraint_take_out.html", {"restraint": found, "home": home}
    )
