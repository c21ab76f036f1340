"""The pages of runs: all of them, asking for one, its findings, a comparison, a release."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render

from holdfast.kernel.errors import EngineError
from holdfast_web.evaluation.comparing import differences
from holdfast_web.evaluation.forms.protocols import AskRelease, ChooseReturns
from holdfast_web.evaluation.operations.outputs import FILES, ask_output
from holdfast_web.evaluation.operations.runs import ask_run
from holdfast_web.evaluation.queries.protocols import protocol_by_key
from holdfast_web.evaluation.queries.runs import narrowed, run_by_key, runs_for
from holdfast_web.evaluation.reading import content_of, findings_of
from holdfast_web.evaluation.views.drawn import drawn_findings
from holdfast_web.evaluation.views.rows import RUN_HEAD, run_rows, run_state
from holdfast_web.people.audit import put_down
from holdfast_web.people.forms.narrowing import PlaceAndStateFilter
from holdfast_web.people.models.job import JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.queries.places import places_of
from holdfast_web.people.scope import can, check_may, organisations
from holdfast_web.records.queries.return_sets import return_sets_for
from holdfast_web.ui.days import written_moment
from holdfast_web.ui.refusal import refusal

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast_web.evaluation.models import Run
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 25


@login_required
def evaluations(request: SignedIn) -> HttpResponse:
    """List the runs whose findings a person may read, or some of them, the newest first."""
    runs = runs_for(request.user)
    form = PlaceAndStateFilter(
        request.GET or None, places=places_of(runs), states=JobState.choices
    )
    page = Paginator(narrowed(runs, **form.chosen), A_PAGE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "head": RUN_HEAD,
        "rows": run_rows(page),
        "may_write": bool(organisations(request.user, Permission.WRITE_PROTOCOL)),
    }
    return render(request, "evaluation/evaluations.html", shown)


@login_required
def run_new(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask over which returns a locked protocol is to be run, and run it."""
    protocol = protocol_by_key(request.user, key)
    check_may(request.user, Permission.RUN_EVALUATION, protocol.organisation)
    sets = return_sets_for(request.user).filter(organisation=protocol.organisation)
    form = ChooseReturns(request.POST or None, sets=sets)
    if request.method == "POST" and form.is_valid():
        try:
            run = ask_run(
                protocol,
                by=request.user,
                returns=form.cleaned_data["returns"],
            )
        except EngineError as error:
            form.add_error(None, refusal(error))
        else:
            return redirect("run", key=run.key)
    status = 422 if form.is_bound and form.errors else 200
    shown = {"protocol": protocol, "form": form, "any": sets.exists()}
    return render(request, "evaluation/run_new.html", shown, status=status)


@login_required
def run(request: SignedIn, key: UUID) -> HttpResponse:
    """Show what a run found; how far it got while it works; why it failed if it did."""
    found = run_by_key(request.user, key)
    if not found.has_findings:
        waits = {"run": found, "job": found.job, "state": run_state(found)}
        return render(request, "evaluation/run_waits.html", waits)
    put_down(
        "findings read", by=request.user, organisation=found.organisation, subject=found,
        request=request,
    )  # fmt: skip
    earlier = runs_for(request.user).filter(
        organisation=found.organisation, finished__isnull=False
    )
    shown = {
        "run": found,
        "content": drawn_findings(found),
        "others": earlier.exclude(pk=found.pk)[:A_PAGE],
        "may_release": can(request.user, Permission.ASK_RELEASE, found.organisation),
    }
    return render(request, "evaluation/run.html", shown)


@login_required
def run_compare(request: SignedIn, key: UUID, other: UUID) -> HttpResponse:
    """Set a run beside an earlier one: what changed in plan, inputs and findings."""
    later, earlier = run_by_key(request.user, key), run_by_key(request.user, other)
    names = (_said(earlier), _said(later))
    shown = {
        "later": later,
        "about": [("The other run", names[0]), ("This run", names[1])],
        "parts": [
            {
                "title": part.title,
                "caption": part.caption,
                "head": (part.first, "The other run", "This run"),
                "rows": part.rows,
                "same": part.same,
            }
            for part in differences(findings_of(earlier), findings_of(later))
        ],
    }
    return render(request, "evaluation/run_compare.html", shown)


@login_required
def run_release(request: SignedIn, key: UUID) -> HttpResponse:
    """Ask that a file of a run may leave."""
    found = run_by_key(request.user, key)
    check_may(request.user, Permission.ASK_RELEASE, found.organisation)
    content_of(found)
    form = AskRelease(request.POST or None, files=FILES)
    if request.method == "POST" and form.is_valid():
        release = ask_output(found, by=request.user, **form.cleaned_data)
        messages.success(request, "A second person has been asked to approve the release.")
        return redirect("release", key=release.key)
    status = 422 if form.is_bound and form.errors else 200
    return render(
        request, "evaluation/run_release.html", {"run": found, "form": form}, status=status
    )


def _said(run: Run) -> str:
    return f"{run.protocol.title}, over {run.returns_name}, {written_moment(run.finished)}"
