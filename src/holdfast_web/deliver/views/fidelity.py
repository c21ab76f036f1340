"""Fidelity put together: by facilitator, run or site, and over time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse

from holdfast.deliver.fidelity import By, summarise
from holdfast.deliver.fidelity_trend import trend
from holdfast.library.fidelity import Rater
from holdfast_web.deliver.fidelity_words import (
    summary_said,
    tables,
    trend_figure,
    verdict_said,
    without_threshold,
)
from holdfast_web.deliver.forms.fidelity import FidelityFilter
from holdfast_web.deliver.models import ChosenKind, RaterKind
from holdfast_web.deliver.queries.fidelity import gather, instruments_seen
from holdfast_web.people.exporting import exported
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.ui.templatetags.ui import ui_link

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from uuid import UUID

    from django.http import HttpResponse, HttpResponseBase

    from holdfast.deliver.fidelity import FidelitySummary
    from holdfast_web.deliver.models import FidelityInstrument
    from holdfast_web.deliver.queries.fidelity import Gathered
    from holdfast_web.people.signed_in import SignedIn

A_PAGE = 50
EXPORTED = (
    "Of", "Rater", "Score", "Value", "What may be said", "Reviews", "Scored", "Missing",
    "Reviews asked for", "Reviews done of those",
)  # fmt: skip


@login_required
def fidelity(request: SignedIn) -> HttpResponseBase:
    """Say what reviews by one instrument come to, each kind of rater by itself."""
    may = organisations(request.user, Permission.SEE_FIDELITY)
    if not may:
        raise Http404("There is no such page, or it is not yours to see.")
    instruments = list(instruments_seen(request.user))
    choices = [(str(one.key), _called(one)) for one in instruments]
    form = FidelityFilter(request.GET or None, instruments=choices)
    form.is_valid()
    said = form.cleaned_data if form.is_bound else {}
    by = By(said.get("by") or By.FACILITATOR)
    kept = next(
        (one for one in instruments if str(one.key) == said.get("instrument")),
        instruments[0] if instruments else None,
    )
    shown: dict[str, object] = {
        "form": form,
        "may_review": bool(organisations(request.user, Permission.REVIEW_FIDELITY)),
        "may_take_up": bool(organisations(request.user, Permission.MANAGE_SITES)),
    }
    if kept is not None:
        gathered = gather(request.user, kept)
        found = summarise(
            gathered.reviews, gathered.deliveries,
            instrument=gathered.instrument, rule=gathered.rule, by=by,
        )  # fmt: skip
        summaries = sorted(found, key=lambda one: gathered.names[one.key].casefold())
        file = exported(
            request, f"Fidelity by {by}", EXPORTED, lambda: _lines(summaries, gathered)
        )
        if file is not None:
            return file
        page = Paginator(summaries, A_PAGE).get_page(request.GET.get("page"))
        shown |= {"kept": kept, "by": by, "page": page}
        shown |= _shown(kept, by, gathered, list(page.object_list))
    return render(request, "deliver/fidelity.html", shown)


def _called(one: FidelityInstrument) -> str:
    retired = ", no longer in use" if one.retired_at is not None else ""
    return f"{one.title}, {one.organisation.name}{retired}"


def _shown(
    kept: FidelityInstrument, by: By, gathered: Gathered, summaries: Sequence[FidelitySummary]
) -> dict[str, object]:
    links = [
        ui_link(
            gathered.names[one.key],
            f"{reverse('deliver:fidelity_trend', args=[kept.key])}?by={by}&of={one.key}",
        )
        for one in summaries
    ]
    return {
        "tables": tables(summaries, gathered.instrument, links),
        "rule": _rule_said(kept),
        "without": without_threshold(gathered.instrument),
        "few_head": ("Facilitator", "Run", "Reviewed", "Asked for"),
        "few": sorted(
            (
                gathered.names[one.facilitator], gathered.names[one.run], one.reviewed,
                one.asked,
            )
            for summary in summaries
            for one in summary.too_few
        ),
        "any": bool(summaries),
    }  # fmt: skip


def _rule_said(kept: FidelityInstrument) -> str:
    """Write the rule of sampling of an instrument."""
    whose = kept.rule_source.rstrip(".")
    reviews = "one review" if kept.rule_fewest == 1 else f"{kept.rule_fewest} reviews"
    return (
        f"A verdict needs {reviews} of each facilitator in each run. Who rates: "
        f"{RaterKind(kept.rule_rater).label.lower()}. How it is chosen what to review: "
        f"{ChosenKind(kept.rule_chosen).label.lower()}. Whose rule: {whose}."
    )


def _lines(
    summaries: Sequence[FidelitySummary], gathered: Gathered
) -> Iterator[tuple[object, ...]]:
    for summary in summaries:
        of = gathered.names[summary.key]
        if not summary.raters:
            yield of, "", "", "No review", "", 0, 0, 0, summary.asked, summary.reviewed
        for one in summary.raters:
            for score, found in zip(gathered.instrument.scores, one.scores, strict=True):
                yield (
                    of, RaterKind(one.rater).label, score.title, summary_said(found, score),
                    verdict_said(found.verdict), one.reviews, found.scored, found.missing,
                    summary.asked, summary.reviewed,
                )  # fmt: skip


@login_required
def fidelity_trend(request: SignedIn, key: UUID) -> HttpResponse:
    """Follow each score of one facilitator, run or site over time, each rater by itself."""
    kept = next((one for one in instruments_seen(request.user) if one.key == key), None)
    said = request.GET.get("by", By.FACILITATOR)
    if kept is None or said not in set(By):
        raise Http404("There is no such page, or it is not yours to see.")
    by, of = By(said), request.GET.get("of", "")
    gathered = gather(request.user, kept)
    if of not in gathered.names:
        raise Http404("There is no such page, or it is not yours to see.")
    reviews = gathered.reviews_of(by, of)
    raters = [rater for rater in Rater if any(one.rater is rater for one in reviews)]
    parts = [
        (
            RaterKind(rater).label,
            [
                trend_figure(
                    trend(reviews, score, rater=rater), score,
                    key=f"{rater}-{score.code}", whose=gathered.names[of],
                )
                for score in gathered.instrument.scores
            ],
        )
        for rater in raters
    ]  # fmt: skip
    shown = {
        "kept": kept, "name": gathered.names[of], "parts": parts,
        "back": f"{reverse('deliver:fidelity')}?instrument={kept.key}&by={by}",
        "reviews": f"{reverse('deliver:fidelity_reviews')}?{by}={of}"
        if by is not By.SITE
        else reverse("deliver:fidelity_reviews"),
    }  # fmt: skip
    return render(request, "deliver/fidelity_trend.html", shown)
