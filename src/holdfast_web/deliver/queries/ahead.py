"""What will become of a run's coverage if nobody else is trained, and what would hold it?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np
from django.db.models import Min
from django.utils import timezone

from holdfast.deliver.coverage import Team
from holdfast.deliver.projection import OnTeam, project, top_up
from holdfast.deliver.turnover import Exposure, exposure, turnover
from holdfast.kernel.dates import months_later
from holdfast.library.turnover import sector_turnover
from holdfast_web.deliver.models import Home, StaffMember

if TYPE_CHECKING:
    from datetime import date

    from holdfast.deliver.projection import Projected, TopUpPlan
    from holdfast.deliver.turnover import Turnover
    from holdfast_web.deliver.queries.coverage import Facts

MONTHS_LOOKED_BACK = 24
"""Turnover is that of the last two years: longer ago the home was another."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Ahead:
    """The turnover of a home, what coverage comes to under it, and the top-ups that hold it."""

    turnover: Turnover
    projected: tuple[Projected, ...]
    plan: TopUpPlan


def ahead(facts: Facts, *, level: float) -> Ahead | None:
    """Project the coverage of a run; None where nobody is counted today, or nothing was held.

    Parameters
    ----------
    level
        The share at which coverage is to be held, above 0.
    """
    found = facts.coverage
    if not found.shares or found.shares[Team.TODAY].whole.heads is None:
        return None
    held = {one.session for one in facts.sessions if one.day <= facts.today}
    team = [
        OnTeam(
            whole=held <= set(facts.received.of(member.person)),
            hours=member.hours or 0.0,
            leaves=member.left,
        )
        for member in facts.members
        if facts.rule.leaves_out(member, facts.today) is None
    ]
    rate = turnover(_seen(facts), sector=sector_turnover().figure)
    return Ahead(
        turnover=rate,
        projected=project(
            team, rate, today=facts.today, rng=np.random.default_rng(facts.run.pk)
        ),
        plan=top_up(team, rate, today=facts.today, level=level),
    )


def _seen(facts: Facts) -> Exposure:
    """Count who left since the list of staff is whole, and no longer ago than two years."""
    since = max(
        list_whole_since(facts.run.organisation_id),
        months_later(facts.today, -MONTHS_LOOKED_BACK),
    )
    if since >= facts.today:
        day_before = facts.today - timedelta(days=1)
        return Exposure(
            leavers=0, person_years=0.0, people=0, since=day_before, until=facts.today
        )
    return exposure(facts.members, since=since, until=facts.today, rule=facts.rule)


def list_whole_since(home: int) -> date:
    """Give the day from which a home's list of staff holds everybody, those who left too."""
    said = Home.objects.filter(organisation_id=home).values_list("staff_whole_since", flat=True)
    stated = said.first()
    if stated is not None:
        return stated
    begun = StaffMember.objects.filter(organisation_id=home).aggregate(first=Min("added"))
    first = begun["first"]
    return timezone.localdate(first) if first is not None else timezone.localdate()
