"""The pages of what belongs to a site: its team, readiness, barriers, plan and lessons."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from holdfast.library.implementation import implementation
from holdfast_web.deliver.forms.sites import (
    BarrierForm,
    LastForm,
    LessonForm,
    ReadyForm,
    ResolveForm,
    SiteTeamForm,
    SiteTeamLeaveForm,
)
from holdfast_web.deliver.models import Barrier, BarrierKind, Ready, SiteTeamMember
from holdfast_web.deliver.operations.site_parts import (
    add_to_team,
    answer_readiness,
    leave_team,
    note_barrier,
    plan_to_last,
    resolve_barrier,
    write_lesson,
)
from holdfast_web.deliver.queries.sites import latest_answers, sites_for
from holdfast_web.deliver.views.asking import ask
from holdfast_web.deliver.views.sites import href, mine, sent
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from collections.abc import Sequence
    from uuid import UUID

    from django.http import HttpResponse

    from holdfast.library.implementation import Question
    from holdfast_web.people.signed_in import SignedIn

asks = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@asks
def site_team_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Put somebody on a site's implementation team."""
    site = mine(request, key)
    form = SiteTeamForm(sent(request), initial={"since": timezone.localdate()})

    def done() -> str:
        added = add_to_team(by=request.user, site=site, **form.cleaned_data)
        return f"{added.name} is on the team."

    return ask(
        request, form, done, title="Who is on the team?", caption=str(site), back=href(site)
    )


@login_required
@asks
def site_team_leave(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down that somebody leaves a site's team."""
    members = SiteTeamMember.objects.select_related("site__organisation")
    kept = sites_for(request.user, Permission.MANAGE_SITES)
    member = get_object_or_404(members.filter(site__in=kept), key=key)
    form = SiteTeamLeaveForm(sent(request), initial={"on": timezone.localdate()})

    def done() -> str:
        leave_team(by=request.user, member=member, on=form.cleaned_data["on"])
        return f"{member.name} is no longer on the team."

    return ask(
        request, form, done, title="When do they leave the team?", caption=member.name,
        back=href(member.site),
    )  # fmt: skip


@login_required
@asks
def site_ready(request: SignedIn, key: UUID, question: str) -> HttpResponse:
    """Answer one question of readiness."""
    site = mine(request, key)
    asked = _question(implementation().readiness, question)
    kept = latest_answers(site).get(question)
    form = ReadyForm(
        sent(request),
        initial={"answer": kept.answer, "words": kept.words} if kept is not None else {},
    )

    def done() -> str:
        given = form.cleaned_data
        answers = {question: (Ready(given["answer"]), given["words"])}
        answer_readiness(by=request.user, site=site, on=timezone.localdate(), answers=answers)
        return "The answer is kept."

    return ask(request, form, done, title=asked.asks, caption=str(site), back=href(site))


@login_required
@asks
def site_last(request: SignedIn, key: UUID, question: str) -> HttpResponse:
    """Answer one question of how the programme will last."""
    site = mine(request, key)
    asked = _question(implementation().sustainment, question)
    kept = site.sustainment.filter(question=question).first()
    names = LastForm.base_fields
    form = LastForm(
        sent(request),
        initial={name: getattr(kept, name) for name in names} if kept is not None else {},
    )

    def done() -> str:
        plan_to_last(by=request.user, site=site, question=question, **form.cleaned_data)
        return "The plan is kept."

    return ask(request, form, done, title=asked.asks, caption=str(site), back=href(site))


@login_required
@asks
def barrier_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down something that stands in the way."""
    site = mine(request, key)
    form = BarrierForm(sent(request), initial={"noticed": timezone.localdate()})

    def done() -> str:
        given = form.cleaned_data
        note_barrier(
            by=request.user, site=site, kind=BarrierKind(given["kind"]), what=given["what"],
            noticed=given["noticed"],
        )  # fmt: skip
        return "The barrier is written down."

    return ask(request, form, done, title="A barrier", caption=str(site), back=href(site))


@login_required
@asks
def barrier_resolve(request: SignedIn, key: UUID) -> HttpResponse:
    """Write down how a barrier was overcome."""
    barriers = Barrier.objects.select_related("site__organisation")
    kept = sites_for(request.user, Permission.MANAGE_SITES)
    barrier = get_object_or_404(barriers.filter(site__in=kept), key=key)
    form = ResolveForm(sent(request), initial={"on": timezone.localdate()})

    def done() -> str:
        resolve_barrier(by=request.user, barrier=barrier, **form.cleaned_data)
        return "It is written down what helped."

    return ask(
        request, form, done, title="What helped?", caption=str(barrier.site),
        words=barrier.what, back=href(barrier.site),
    )  # fmt: skip


@login_required
@asks
def lesson_add(request: SignedIn, key: UUID) -> HttpResponse:
    """Write for others what a site changed and why."""
    site = mine(request, key)
    form = LessonForm(sent(request), initial={"on": timezone.localdate()})

    def done() -> str:
        write_lesson(by=request.user, site=site, **form.cleaned_data)
        return "It is written down for others."

    return ask(
        request, form, done, title="What did you change, and why?", caption=str(site),
        back=href(site),
        words="Others read it on the page of what sites learn, if this site shares its counts.",
    )  # fmt: skip


def _question(questions: Sequence[Question], name: str) -> Question:
    for question in questions:
        if question.name == name:
            return question
    raise Http404("There is no such question.")
