"""How does a site's implementation come into the demo?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from holdfast.synthetic.delivery.sites import InventedStageMove
from holdfast_web.deliver.models import (
    Barrier,
    Lesson,
    ReadinessAnswer,
    Site,
    SiteTeamMember,
    StageMove,
    SustainmentItem,
)

if TYPE_CHECKING:
    from holdfast.synthetic.delivery.northmere import InventedDelivery
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.people.models import Organisation, User

FUNDER = "Invented innovation fund"
ENDED_BEFORE = timedelta(weeks=6)


def load_site(
    made: InventedDelivery, held: Held, place: Organisation, *, by: User,
    national_team: Organisation, shares: bool, ended: str = "",
) -> Site:  # fmt: skip
    """Put a site with its history into the service."""
    history = made.site
    moves = history.moves
    if ended:
        last = InventedStageMove(
            before=moves[-1].after, after="ended", on=made.settings.today - ENDED_BEFORE,
            reason=ended,
        )  # fmt: skip
        moves = (*moves, last)
    site = Site.objects.create(
        organisation=place,
        programme=held.known_as,
        title=held.programme.name,
        stage=moves[-1].after,
        stage_since=moves[-1].on,
        national_team=national_team,
        shares_counts=shares,
        funded_by=FUNDER,
        funding_ends=history.funding_ends,
    )
    begun = moves[0].on
    StageMove.objects.bulk_create(
        StageMove(
            site=site, before=move.before, after=move.after, on=move.on, reason=move.reason,
            by=by,
        )
        for move in moves
    )  # fmt: skip
    SiteTeamMember.objects.bulk_create(
        SiteTeamMember(site=site, name=name, part=part, leads=at == 0, since=begun)
        for at, (name, part) in enumerate(history.team)
    )
    ReadinessAnswer.objects.bulk_create(
        ReadinessAnswer(
            site=site, question=question, answer=answer, words=words,
            on=history.readiness_on, by=by,
        )
        for question, answer, words in history.readiness
    )  # fmt: skip
    Barrier.objects.bulk_create(
        Barrier(
            site=site,
            kind=one.sort,
            what=one.what,
            noticed=one.since,
            resolved=one.until,
            how=one.done if one.until is not None else "",
            shared=shares and one.until is not None,
            by=by,
        )
        for one in history.barriers
    )
    SustainmentItem.objects.bulk_create(
        SustainmentItem(site=site, question=question, plan=plan, by_when=history.funding_ends)
        for question, plan in history.plans
        if plan
    )
    Lesson.objects.bulk_create(
        Lesson(site=site, title=one.changed, changed=one.changed, why=one.why, on=one.on, by=by)
        for one in history.lessons
    )
    return site
