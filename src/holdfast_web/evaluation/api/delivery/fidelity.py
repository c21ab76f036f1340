"""Was it delivered as meant? Instruments in use, reviews by them, and what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, TypeVar
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Router, Status

from holdfast.deliver.fidelity import By, summarise
from holdfast.deliver.fidelity_review import Counted
from holdfast.deliver.fidelity_trend import trend
from holdfast.library.fidelity import Rater
from holdfast_web.deliver.models import ChosenKind, Facilitator, FidelityReview, RaterKind
from holdfast_web.deliver.operations.fidelity import add_review
from holdfast_web.deliver.queries.fidelity import (
    NO_SITE,
    content_of,
    gather,
    instruments_for,
    instruments_seen,
    raters_for,
    runs_to_review,
)
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import fidelity as shapes
from holdfast_web.evaluation.api.listing import (
    CONFLICTS,
    LIMIT,
    OFFSET,
    REFUSALS,
    many,
    many_of,
)
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet

    from holdfast.deliver.fidelity import FidelitySummary, RaterSummary, ScoreSummary
    from holdfast.deliver.fidelity_trend import FidelityTrend
    from holdfast.library.fidelity import Score
    from holdfast_web.deliver.models import FidelityInstrument

    Thing = TypeVar("Thing", bound=Model)

router = Router()


@router.get(
    "/fidelity-instruments",
    response={200: Many[shapes.FidelityInstrumentOut], **REFUSALS},
    summary="Instruments of fidelity in use",
)
def fidelity_instruments(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List instruments by title, those no longer in use too. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    return many(instruments_seen(user, sees=where), _instrument, limit, offset)


@router.get(
    "/fidelity-instruments/{key}/summary",
    response={200: Many[shapes.FidelitySummaryOut], **REFUSALS},
    summary="What reviews by an instrument come to",
)
def fidelity_summary(
    request: HttpRequest,
    key: UUID,
    by: Literal["facilitator", "run", "site"] = "facilitator",
    limit: int = LIMIT,
    offset: int = OFFSET,
) -> Any:
    """List each facilitator, run or site, each kind of rater by itself. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    kept = get_object_or_404(instruments_seen(user, sees=where), key=key)
    gathered = gather(user, kept, sees=where)
    found = summarise(
        gathered.reviews, gathered.deliveries,
        instrument=gathered.instrument, rule=gathered.rule, by=By(by),
    )  # fmt: skip
    names = gathered.names
    ordered = sorted(found, key=lambda one: (names[one.key].casefold(), one.key))
    return many_of(ordered, lambda one: _summary(one, names[one.key]), limit, offset)


@router.get(
    "/fidelity-instruments/{key}/trend",
    response={200: list[shapes.FidelityTrendOut], **REFUSALS},
    summary="A score over time",
)
def fidelity_trend(
    request: HttpRequest,
    key: UUID,
    score: str,
    of: str = Query(  # type: ignore[type-arg]
        ..., description="As in the summary: the key of a facilitator, run or site."
    ),
    by: Literal["facilitator", "run", "site"] = "facilitator",
) -> Any:
    """Follow a score of a facilitator, run or site, each kind of rater by itself.

    Scope: staff:read.
    """
    user = user_for(request, Scope.STAFF)
    kept = get_object_or_404(instruments_seen(user, sees=where), key=key)
    gathered = gather(user, kept, sees=where)
    followed = gathered.instrument.by_code.get(score)
    if followed is None or (of or NO_SITE) not in gathered.names:
        raise Http404
    reviews = gathered.reviews_of(By(by), of or NO_SITE)
    return [
        _trend(trend(reviews, followed, rater=rater))
        for rater in Rater
        if any(one.rater is rater for one in reviews)
    ]


@router.get(
    "/fidelity-reviews",
    response={200: Many[shapes.FidelityReviewOut], **REFUSALS},
    summary="Reviews of fidelity",
)
def fidelity_reviews(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List reviews that were not withdrawn, the latest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = (
        FidelityReview.objects.filter(
            organisation_id__in=where(user, Permission.SEE_FIDELITY), withdrawn_at=None
        )
        .select_related("run", "instrument", "facilitator")
        .defer("run__content")
    )
    return many(found.order_by("-on", "-pk"), review_out, limit, offset)


@router.post(
    "/fidelity-reviews",
    response={201: shapes.FidelityReviewOut, **CONFLICTS},
    summary="Keep a review of fidelity",
)
def fidelity_review_add(request: HttpRequest, asked: shapes.FidelityReviewIn) -> Any:
    """Keep one review of one facilitator in a run that has begun. Scope: delivery:write."""
    user = user_for(request, Scope.DELIVERY_WRITE)
    run = get_object_or_404(
        runs_to_review(user),
        key=asked.run, organisation_id__in=where(user, Permission.REVIEW_FIDELITY),
    )  # fmt: skip
    instrument = get_object_or_404(instruments_for(run), key=asked.instrument)
    given = {
        code: Counted(count=score[0], to=score[1]) if isinstance(score, list) else score
        for code, score in asked.scores.items()
    }
    facilitators = Facilitator.objects.filter(delivers__run=run).distinct()
    made = add_review(
        by=user,
        run=run,
        instrument=instrument,
        facilitator=get_object_or_404(facilitators, key=asked.facilitator),
        session=_of(run.sessions.all(), asked.session),
        on=asked.on,
        rater=RaterKind(asked.rater),
        rated_by=_of(raters_for(run), asked.rated_by),
        rater_name=asked.rater_name,
        chosen=ChosenKind(asked.chosen),
        scores=dict.fromkeys(content_of(instrument).by_code) | given,
        note=asked.note,
    )
    return Status(201, review_out(made))


def review_out(one: FidelityReview) -> dict[str, Any]:
    """Give a review in its shape."""
    return {
        "key": one.key,
        "run": one.run.key,
        "instrument": one.instrument.urn,
        "instrument_version": one.instrument.version,
        "facilitator": one.facilitator.key,
        "rater": one.rater,
        "on": one.on,
        "scores": one.scores,
    }


def _of(things: QuerySet[Thing], key: UUID | None) -> Thing | None:
    return None if key is None else get_object_or_404(things, key=key)


def _instrument(one: FidelityInstrument) -> dict[str, Any]:
    content = content_of(one)
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "programme": one.programme,
        "urn": one.urn,
        "version": one.version,
        "title": one.title,
        "retired": one.retired_at is not None,
        "reviews_asked": one.rule_fewest,
        "rater_asked": one.rule_rater,
        "chosen_asked": one.rule_chosen,
        "rule_source": one.rule_source,
        "raters": [rater.value for rater in content.raters],
        "scores": [_score(score) for score in content.scores],
    }


def _score(one: Score) -> dict[str, Any]:
    return {
        "code": one.code,
        "title": one.title,
        "kind": one.kind.value,
        "low": one.low,
        "high": one.high,
        "parts": None if one.parts is None else list(one.parts),
        "groups": list(one.groups),
    }


def _summary(one: FidelitySummary, name: str) -> dict[str, Any]:
    return {
        "of": "" if one.key == NO_SITE else one.key,
        "name": name,
        "asked": one.asked,
        "reviewed": one.reviewed,
        "raters": [_rater(rater) for rater in one.raters],
    }


def _rater(one: RaterSummary) -> dict[str, Any]:
    return {
        "rater": one.rater.value,
        "reviews": one.reviews,
        "set_aside": one.set_aside,
        "scores": [_score_summary(score) for score in one.scores],
    }


def _score_summary(one: ScoreSummary) -> dict[str, Any]:
    interval, pooled, verdict = one.interval, one.pooled, one.verdict
    return {
        "code": one.code,
        "scored": one.scored,
        "missing": one.missing,
        "mean": one.mean,
        "low": interval.low if interval is not None else None,
        "high": interval.high if interval is not None else None,
        "pooled": None if pooled is None else [pooled.count, pooled.to],
        "band": verdict.band,
        "why_not": None if verdict.why_not is None else verdict.why_not.value,
    }


def _trend(one: FidelityTrend) -> dict[str, Any]:
    slope = one.slope
    return {
        "rater": one.rater.value,
        "points": [{"on": day, "value": value} for day, value in one.points],
        "missing": one.missing,
        "slope": None
        if slope is None
        else {
            "value": slope.value,
            "low": slope.low,
            "high": slope.high,
            "level": slope.level,
            "method": slope.method,
        },
    }
