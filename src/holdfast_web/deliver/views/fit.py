"""The pages on which people judge how a programme fits, and see what others hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from holdfast.deliver.fit import QUESTIONS, FitPart
from holdfast_web.deliver.fit_picture import fit_figure
from holdfast_web.deliver.forms.fit import JudgementForm
from holdfast_web.deliver.operations.programmes import assess_fit
from holdfast_web.deliver.queries.fit import as_assessments, assessed, who
from holdfast_web.deliver.queries.programmes import held
from holdfast_web.deliver.views.programme_writing import Keeps
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.ui.days import written_day
from holdfast_web.ui.steps import Step

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from holdfast_web.deliver.models import FitAssessment
    from holdfast_web.people.signed_in import SignedIn
    from holdfast_web.ui.steps import Answers

AT_ONCE = 6
"""As many people stand beside each other; more are on further pages."""

FILE_HEAD = ("Organisation", "By", "On", "Version", "Question", "Score", "Why")


@login_required
@require_safe
def programme_fit(request: SignedIn, urn: str) -> HttpResponseBase:
    """Show what those who were asked hold of a programme's fit, beside each other."""
    found = held(request.user, urn)
    everyone = assessed(request.user, urn)
    file = exported(
        request, f"Fit of {found.name}", FILE_HEAD, lambda: _file_rows(everyone.iterator())
    )
    if file is not None:
        return file
    page = Paginator(everyone, AT_ONCE).get_page(request.GET.get("page"))
    kept = list(page)
    shown = {
        "held": found,
        "page": page,
        "figure": fit_figure(as_assessments(kept)) if kept else None,
        "head": ("Question", *(who(one) for one in kept)),
        "rows": [_when(kept), *(_row(part, kept) for part in FitPart)],
        "may_judge": bool(organisations(request.user, Permission.MANAGE_PROGRAMMES)),
    }
    return render(request, "deliver/programme_fit.html", shown)


class JudgeFit(Keeps):
    """Six questions, one a page, then the answers to check."""

    name = "deliver:programme_fit_new"
    step_name = "deliver:programme_fit_step"
    check_title = "Check your judgement"
    check_words = "It is kept with your name and today's date, and others see it."
    button = "Keep my judgement"
    questions = tuple(
        Step(
            name=part.value,
            title=f"{part.value.capitalize()}: {QUESTIONS[part]}",
            form=JudgementForm,
        )
        for part in FitPart
    )

    def path(self, answers: Answers) -> tuple[Step, ...]:
        """Ask for the organisation where there are several."""
        del answers
        return (*self.asks_whose, *self.questions)

    def check_theirs(self) -> None:
        """Refuse a programme that is not theirs to see."""
        held(self.request.user, self.kwargs["urn"])

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Keep the judgement."""
        found = held(self.request.user, self.kwargs["urn"])
        judgements = []
        for part in FitPart:
            form = JudgementForm()
            form.cleaned_data = dict(answers[part.value])
            judgements.append(form.judgement(part))
        assess_fit(
            by=self.request.user,
            organisation=self.whose(answers),
            of=found,
            judgements=judgements,
        )
        messages.success(request, "Your judgement is kept.")
        return redirect("deliver:programme_fit", urn=found.urn)


def _when(kept: list[FitAssessment]) -> tuple[object, ...]:
    return (
        "Judged",
        *(f"{written_day(one.on)}, for {one.organisation.name}" for one in kept),
    )


def _row(part: FitPart, kept: list[FitAssessment]) -> tuple[object, ...]:
    said = [next(said for said in one.judgements if said["part"] == part) for one in kept]
    form = "<span><strong>{}</strong>. {}</span>"
    cells = (format_html(form, one["score"], one["reason"]) for one in said)
    return (part.value.capitalize(), *cells)


def _file_rows(everyone: Iterator[FitAssessment]) -> Iterator[tuple[object, ...]]:
    for one in everyone:
        for said in one.judgements:
            yield (
                one.organisation.name, who(one), one.on, one.version,
                said["part"].capitalize(), said["score"], said["reason"],
            )  # fmt: skip
