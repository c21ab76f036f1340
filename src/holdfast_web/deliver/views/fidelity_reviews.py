"""Reviews one by one: the list, one of them, what is to be done after it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_http_methods, require_POST

from holdfast.deliver.fidelity import band_of
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.fidelity_words import given_said
from holdfast_web.deliver.forms.fidelity import (
    ActionForm,
    RunForm,
    ScoresForm,
    WhatForm,
    WhoRatedForm,
    WithdrawForm,
    scores_of,
)
from holdfast_web.deliver.models import (
    ChosenKind,
    Facilitator,
    FidelityReview,
    RaterKind,
    ReviewAction,
)
from holdfast_web.deliver.operations.fidelity import (
    add_action,
    add_review,
    finish_action,
    withdraw_review,
)
from holdfast_web.deliver.queries.fidelity import (
    content_of,
    given_of,
    instruments_for,
    raters_for,
    reviews_seen,
    runs_to_review,
)
from holdfast_web.deliver.queries.runs import sessions_of
from holdfast_web.deliver.queries.said import name_of
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can, organisations
from holdfast_web.ui.days import written_day, written_moment
from holdfast_web.ui.refusal import refusal
from holdfast_web.ui.steps import Answers, Step, Steps
from holdfast_web.ui.templatetags.ui import ui_link, ui_tag

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponseBase

    from holdfast_web.people.models import User
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
HEAD = ("Day", "Facilitator", "Run", "Home", "Instrument", "Rater", "Rated by", "Chosen",
        "Scores", "State")  # fmt: skip


@login_required
def fidelity_reviews(request: SignedIn) -> HttpResponseBase:
    """List the reviews that a person sees, the latest first."""
    if not organisations(request.user, Permission.SEE_FIDELITY):
        raise Http404("There is no such page, or it is not yours to see.")
    listed = _narrowed(request, reviews_seen(request.user))
    file = exported(request, "Fidelity reviews", HEAD, lambda: (_row(one) for one in listed))
    if file is not None:
        return file
    page = Paginator(listed, A_PAGE).get_page(request.GET.get("page"))
    rows = [
        (
            ui_link(written_day(one.on), reverse("deliver:fidelity_review", args=[one.key])),
            *(_row(one)[place] for place in (1, 2, 5, 8)),
            ui_tag("Withdrawn", "grey") if one.withdrawn_at is not None else "Counted",
        )
        for one in page
    ]
    shown = {
        "head": ("Day", "Facilitator", "Run", "Rater", "Scores", "State"),
        "rows": rows, "page": page,
        "narrowed": bool({"facilitator", "run"} & request.GET.keys()),
        "may_review": bool(organisations(request.user, Permission.REVIEW_FIDELITY)),
    }  # fmt: skip
    return render(request, "deliver/fidelity_reviews.html", shown)


def _narrowed(request: SignedIn, listed: QuerySet[FidelityReview]) -> QuerySet[FidelityReview]:
    for name in ("facilitator", "run"):
        try:
            if name in request.GET:
                listed = listed.filter(**{f"{name}__key": UUID(request.GET[name])})
        except ValueError:
            raise Http404("There is no such list.") from None
    return listed


def _row(one: FidelityReview) -> tuple[object, ...]:
    given = sum(score is not None for score in one.scores.values())
    return (
        one.on, one.facilitator.name, one.run.title, one.organisation.name,
        one.instrument.title, one.get_rater_display(), _rated_by(one),
        one.get_chosen_display(), f"{given} of {len(one.instrument.content['scores'])}",
        "Withdrawn" if one.withdrawn_at is not None else "Counted",
    )  # fmt: skip


def _rated_by(one: FidelityReview) -> str:
    if one.rater == RaterKind.SELF:
        return "The facilitator"
    if one.rater == RaterKind.CAREGIVER:
        return "A caregiver, who is not named"
    return one.rated_by.name if one.rated_by is not None else one.rater_name


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity_review(request: SignedIn, key: UUID) -> HttpResponse:
    """Show one review with its scores and what is to be done; add what is to be done."""
    to_add = request.method == "POST"
    permission = Permission.REVIEW_FIDELITY if to_add else Permission.SEE_FIDELITY
    found = get_object_or_404(reviews_seen(request.user, permission), key=key)
    may_review = can(request.user, Permission.REVIEW_FIDELITY, found.organisation)
    form = ActionForm(request.POST if to_add else None)
    if to_add and form.is_valid():
        add_action(found, by=request.user, **form.cleaned_data)
        messages.success(request, "It is on the list of what is to be done.")
        return redirect("deliver:fidelity_review", key=found.key)
    instrument = content_of(found.instrument)
    scores = []
    for score in instrument.scores:
        given = given_of(found.scores.get(score.code), score)
        band = None if given is None else band_of(given, score)
        scores.append((score.title, given_said(given, score), capfirst(band or "No band")))
    actions = list(found.actions.all())
    shown = {
        "review": found, "form": form, "may_review": may_review,
        "about": [
            ("Facilitator", found.facilitator.name),
            ("Run", f"{found.run.title} in {found.organisation.name}"),
            ("Session", name_of(found.session) if found.session else "No one session"),
            ("Took place on", written_day(found.on)),
            ("Who rated", f"{found.get_rater_display()}: {_rated_by(found)}"),
            ("How it was chosen", found.get_chosen_display()),
            ("Entered", written_moment(found.entered_at)),
            ("What to remember", found.note or "Nothing"),
        ],
        "score_head": ("Score", "Given", "Band by itself"), "scores": scores,
        "done_words": "It is done",
        "open": [one for one in actions if one.done_at is None],
        "done_head": ("What", "By", "Done"),
        "done": [
            (one.what, written_day(one.due), written_moment(one.done_at))
            for one in actions
            if one.done_at is not None
        ],
        "may_finish": may_review or found.facilitator.user_id == request.user.pk,
    }  # fmt: skip
    status = 422 if form.errors else 200
    return render(request, "deliver/fidelity_review.html", shown, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def fidelity_review_withdraw(request: SignedIn, key: UUID) -> HttpResponse:
    """Take a review out of every count, with a reason."""
    found = get_object_or_404(
        reviews_seen(request.user, Permission.REVIEW_FIDELITY), key=key,
        withdrawn_at__isnull=True,
    )  # fmt: skip
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        withdraw_review(found, by=request.user, **form.cleaned_data)
        messages.success(request, "The review is withdrawn and counts nowhere.")
        return redirect("deliver:fidelity_review", key=found.key)
    status = 422 if form.errors else 200
    return render(
        request, "deliver/fidelity_withdraw.html", {"review": found, "form": form},
        status=status,
    )  # fmt: skip


@login_required
@require_POST
def review_action_done(request: SignedIn, key: UUID) -> HttpResponse:
    """Say that what was to be done after a review is done."""
    action = get_object_or_404(
        ReviewAction.objects.select_related("review__facilitator", "review__organisation"),
        key=key,
    )
    finish_action(action, by=request.user)
    messages.success(request, "It is done.")
    if can(request.user, Permission.SEE_FIDELITY, action.review.organisation):
        return redirect("deliver:fidelity_review", key=action.review.key)
    return redirect("home")


class AddReview(LoginRequiredMixin, Steps):
    """The path by which a review is entered."""

    name: ClassVar[str] = "deliver:fidelity_review_add"
    step_name: ClassVar[str] = "deliver:fidelity_review_add_step"
    steps: ClassVar[tuple[Step, ...]] = (
        Step(name="run", title="Which run?", form=RunForm),
        Step(name="what", title="What was reviewed?", form=WhatForm),
        Step(name="who", title="Who rated?", form=WhoRatedForm),
        Step(
            name="scores",
            title="What were the scores?",
            form=ScoresForm,
            words="Leave empty what was not rated: it is then missing, and counts neither for "
            "nor against.",
        ),
    )
    check_title: ClassVar[str] = "Check the review"
    button: ClassVar[str] = "Keep the review"
    first_back: ClassVar[str] = "deliver:fidelity_reviews"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse whoever may not review anywhere."""
        if request.user.is_authenticated and not organisations(
            request.user, Permission.REVIEW_FIDELITY
        ):
            raise Http404("There is no such page, or it is not yours to see.")
        return super().dispatch(request, *args, **kwargs)

    @property
    def _user(self) -> User:
        user: User = self.request.user  # type: ignore[assignment]
        return user

    def form_options(self, step: Step, answers: Answers) -> dict[str, Any]:
        """Offer what belongs to the run, and the scores of the instrument."""
        if step.name == "run":
            return {"runs": runs_to_review(self._user)}
        run = answers["run"]["run"]
        if step.name == "what":
            return {
                "instruments": instruments_for(run),
                "facilitators": Facilitator.objects.filter(delivers__run=run).distinct(),
                "sessions": [(one, name_of(one)) for one in sessions_of(run)],
            }
        instrument = content_of(answers["what"]["instrument"])
        if step.name == "who":
            return {"raters": instrument.raters, "people": raters_for(run)}
        return {"instrument": instrument}

    def finish(self, request: HttpRequest, answers: Answers) -> HttpResponse:
        """Keep the review, or say why it cannot be and go back to what is to be mended."""
        run, what, who = answers["run"]["run"], answers["what"], answers["who"]
        instrument = what["instrument"]
        session = next(
            (one for one in sessions_of(run) if str(one.key) == what["session"]), None
        )
        try:
            kept = add_review(
                by=self._user,
                run=run,
                instrument=instrument,
                facilitator=what["facilitator"],
                session=session,
                on=what["on"],
                rater=RaterKind(who["rater"]),
                rated_by=who["rated_by"],
                rater_name=who["rater_name"],
                chosen=ChosenKind(what["chosen"]),
                scores=scores_of(answers["scores"], content_of(instrument)),
                note=answers["scores"]["note"],
            )
        except InputError as error:
            messages.error(request, refusal(error))
            return redirect("deliver:fidelity_review_add")
        messages.success(request, "The review is kept.")
        return redirect("deliver:fidelity_review", key=kept.key)
