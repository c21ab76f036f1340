"""Who in a service's team leads how many cases, and in how many has another part?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from holdfast.deliver.caseload import Part, team
from holdfast_web.deliver.models import CasePart, TeamMember
from holdfast_web.deliver.queries.referrals import IN_HAND
from holdfast_web.deliver.referral_words import kept

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet

    from holdfast.deliver.caseload import Team
    from holdfast_web.deliver.models import Service


def members_of(service: Service) -> QuerySet[TeamMember]:
    """Give those who are in the team now."""
    return service.team.filter(ended=None)


def team_of(
    service: Service, *, today: date | None = None
) -> tuple[dict[str, TeamMember], Team]:
    """Count a team's caseloads on a day, by the keys of its members; in three queries."""
    on = today or timezone.localdate()
    members = {str(member.key): member for member in service.team.all()}
    open_cases = [
        str(key)
        for key in service.referrals.filter(
            number__isnull=False, state__in=[kept(state) for state in IN_HAND]
        ).values_list("pk", flat=True)
    ]
    parts = [
        Part(worker=str(worker), case=str(case), leads=leads, since=since, until=until)
        for worker, case, leads, since, until in CasePart.objects.filter(
            referral__service=service, until=None
        ).values_list("member__key", "referral_id", "leads", "since", "until")
    ]
    workers = {
        key: (
            member.profession,
            service.caseload_limit if member.limit is None else member.limit,
        )
        for key, member in members.items()
    }
    found = team(workers, parts, open_cases, on=on)
    return members, found
