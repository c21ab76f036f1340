"""Which sites may a person see, where does each stand, and what of them ends or is lacking?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Prefetch, Q

from holdfast.deliver.site import Stage as EngineStage
from holdfast.deliver.site import StageMove as Move
from holdfast.deliver.site import funding_notice
from holdfast.library.implementation import implementation
from holdfast.library.programme import programmes
from holdfast_web.deliver.models import OwnKind, OwnProgramme, Site, StageMove
from holdfast_web.deliver.queries.programmes import own_programmes
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import seen_by

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast.deliver.site import FundingNotice
    from holdfast_web.deliver.models import ReadinessAnswer, SiteTeamMember
    from holdfast_web.people.models import User


def sites_for(
    user: User | AnonymousUser, permission: Permission = Permission.SEE_DELIVERY
) -> QuerySet[Site]:
    """Give the sites that a person may see, or keep."""
    return seen_by(Site.objects.all(), user, permission).select_related(
        "organisation", "national_team"
    )


def with_barriers(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Give sites with their number of barriers that still stand."""
    standing = Q(barriers__resolved__isnull=True, barriers__isnull=False)
    return sites.annotate(standing=Count("barriers", filter=standing))


def whole(sites: QuerySet[Site]) -> QuerySet[Site]:
    """Give sites with all that is kept of them, in a few queries more."""
    return sites.prefetch_related(
        Prefetch("moves", StageMove.objects.select_related("by").order_by("on", "id")),
        "team", "readiness", "barriers", "sustainment", "lessons",
    )  # fmt: skip


def moves_of(site: Site) -> list[Move]:
    """Give the moves of a site as the engine has them, in order."""
    return [
        Move(
            before=EngineStage(one.before) if one.before else None,
            after=EngineStage(one.after),
            day=one.on,
            reason=one.reason,
        )
        for one in sorted(site.moves.all(), key=lambda move: (move.on, move.pk))
    ]


def notice_of(site: Site, *, today: date) -> FundingNotice | None:
    """Say what a site is to be told of the end of its funding."""
    return funding_notice(
        site.funding_ends, stage=EngineStage(site.stage), today=today, rules=implementation()
    )


def on_team(site: Site, day: date) -> list[SiteTeamMember]:
    """Give who is on the implementation team of a site on a day."""
    return [
        one
        for one in site.team.all()
        if one.since <= day and (one.until is None or day < one.until)
    ]


def latest_answers(site: Site) -> dict[str, ReadinessAnswer]:
    """Give the latest answer to each question of readiness."""
    ordered = sorted(site.readiness.all(), key=lambda answer: (answer.on, answer.pk))
    return {answer.question: answer for answer in ordered}


def programme_names() -> dict[str, str]:
    """Give the names of all programmes by their URN: the library's and organisations' own."""
    own = dict(OwnProgramme.objects.order_by().values_list("urn", "name"))
    return own | {urn: entry.name for urn, entry in programmes().items()}


def offered_to(user: User) -> list[tuple[str, str]]:
    """Give the programmes that may be kept as sites, by URN and name.

    A programme that an organisation varies counts as the programme, so it is not there.
    """
    own = own_programmes(user).filter(kind=OwnKind.OWN).values_list("urn", "name")
    return [(urn, entry.name) for urn, entry in programmes().items()] + list(own)
