"""Where are programmes, how far have they come there, and which homes are there?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from ninja import Router

from holdfast.library.implementation import implementation
from holdfast_web.deliver.models import Home, Site, SiteTeamMember
from holdfast_web.deliver.queries.sites import latest_answers, whole
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import sites as shapes
from holdfast_web.evaluation.api.listing import LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.deliver.models import Barrier, Lesson
    from holdfast_web.people.models import User

router = Router()


@router.get(
    "/sites",
    response={200: Many[shapes.SiteOut], **REFUSALS},
    summary="Sites, with their stage of implementation",
)
def sites(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List sites by organisation. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    return many(_sites_of(user), _site, limit, offset)


@router.get(
    "/sites/{key}",
    response={200: shapes.SiteWholeOut, **REFUSALS},
    summary="One site: its moves, readiness, barriers, and how it will last",
)
def site(request: HttpRequest, key: UUID) -> Any:
    """Give one site with all that is kept of it, but for people. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    return _whole(get_object_or_404(whole(_sites_of(user)), key=key))


@router.get(
    "/sites/{key}/team",
    response={200: Many[shapes.SiteTeamMemberOut], **REFUSALS},
    summary="The implementation team of a site",
)
def site_team(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List the team, those who left too, whoever leads first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    of_site = get_object_or_404(_sites_of(user), key=key)
    return many(SiteTeamMember.objects.filter(site=of_site), _member, limit, offset)


@router.get(
    "/homes", response={200: Many[shapes.HomeOut], **REFUSALS}, summary="Children's homes"
)
def homes(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List homes by name. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = Home.objects.filter(organisation_id__in=where(user, Permission.SEE_DELIVERY))
    ordered = found.select_related("organisation").order_by("organisation__name", "pk")
    return many(ordered, _home, limit, offset)


def _sites_of(user: User) -> QuerySet[Site]:
    found = Site.objects.filter(organisation_id__in=where(user, Permission.SEE_DELIVERY))
    return found.select_related("organisation")


def _site(one: Site) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "programme": one.programme,
        "title": one.title,
        "stage": one.stage,
        "stage_since": one.stage_since,
        "funding_ends": one.funding_ends,
        "shares_counts": one.shares_counts,
    }


def _whole(one: Site) -> dict[str, Any]:
    rules = implementation()
    answers = latest_answers(one)
    plans = {item.question: item for item in one.sustainment.all()}
    return _site(one) | {
        "funded_by": one.funded_by,
        "moves": [
            {"before": move.before, "after": move.after, "on": move.on, "reason": move.reason}
            for move in one.moves.all()
        ],
        "readiness": [
            {
                "question": asked.name,
                "asks": asked.asks,
                "answer": answers[asked.name].answer if asked.name in answers else None,
                "words": answers[asked.name].words if asked.name in answers else "",
                "on": answers[asked.name].on if asked.name in answers else None,
            }
            for asked in rules.readiness
        ],
        "barriers": [_barrier(barrier) for barrier in one.barriers.all()],
        "lasting": [
            {
                "question": asked.name,
                "asks": asked.asks,
                "plan": plans[asked.name].plan if asked.name in plans else "",
                "by_when": plans[asked.name].by_when if asked.name in plans else None,
                "done": plans[asked.name].done if asked.name in plans else None,
            }
            for asked in rules.sustainment
        ],
        "lessons": [_lesson(lesson) for lesson in one.lessons.all()],
    }


def _barrier(one: Barrier) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "what": one.what,
        "noticed": one.noticed,
        "resolved": one.resolved,
        "how": one.how,
        "shared": one.shared,
    }


def _lesson(one: Lesson) -> dict[str, Any]:
    return {
        "key": one.key,
        "title": one.title,
        "changed": one.changed,
        "why": one.why,
        "came_of_it": one.came_of_it,
        "on": one.on,
    }


def _member(one: SiteTeamMember) -> dict[str, Any]:
    return {
        "key": one.key,
        "name": one.name,
        "part": one.part,
        "leads": one.leads,
        "since": one.since,
        "until": one.until,
    }


def _home(one: Home) -> dict[str, Any]:
    return {
        "organisation": one.organisation.key,
        "name": one.organisation.name,
        "ofsted_urn": one.ofsted_urn,
        "places": one.places,
    }
