"""What does the page of a service say: for whom it is, in words, and what waits there?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count
from django.urls import reverse

from holdfast.deliver.referral import TABLE, State
from holdfast_web.deliver.queries.referrals import DECISION, IN_HAND, PLACE
from holdfast_web.deliver.referral_words import (
    kept,
    written_ages,
    written_needs,
    written_stages,
)
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import can
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from holdfast.change.criteria import Criteria, Flexibility
    from holdfast_web.deliver.models import Service
    from holdfast_web.people.models import User


def criteria_rows(criteria: Criteria) -> list[tuple[str, str]]:
    """Write criteria as names and values."""
    rows = [
        ("Ages", written_ages(criteria.youngest, criteria.oldest)),
        ("Stages of the journey", written_stages(criteria.stages) or "Any stage"),
        ("Needs", written_needs(criteria.needs) or "Any need"),
        (
            "Not meant for",
            "; ".join(one.title for one in criteria.exclusions) or "Nobody is ruled out",
        ),
    ]
    return rows + flexibility_rows(criteria)


def flexibility_rows(criteria: Criteria) -> list[tuple[str, str]]:
    """Write how flexible criteria are, and who agreed it."""
    flexible = criteria.flexibility
    if flexible is None:
        return [("Flexible", "This has not been decided yet")]
    agreed = f"{flexible.agreed_by}, on {written_day(flexible.agreed_on)}"
    if flexible.share == 0:
        return [("Flexible", "No"), ("Agreed by", agreed)]
    return [
        ("Flexible", _stretched(flexible, criteria)),
        ("At most", f"{100 * flexible.share:g} of 100 children accepted"),
        ("Agreed by", agreed),
    ]


def _stretched(flexible: Flexibility, criteria: Criteria) -> str:
    youngest = criteria.youngest if flexible.youngest is None else flexible.youngest
    oldest = criteria.oldest if flexible.oldest is None else flexible.oldest
    parts = []
    if (youngest, oldest) != (criteria.youngest, criteria.oldest):
        parts.append(f"ages {written_ages(youngest, oldest)}")
    if flexible.stages:
        parts.append(f"stages: {written_stages(flexible.stages)}")
    if flexible.needs:
        parts.append(f"needs: {written_needs(flexible.needs)}")
    if flexible.exclusions:
        titles = {one.name: one.title for one in criteria.exclusions}
        parts.append("set aside: " + "; ".join(titles[name] for name in flexible.exclusions))
    most = f"{flexible.most_at_once} at once" if flexible.most_at_once > 1 else "one at once"
    return f"{'. '.join(parts) or 'nothing'} ({most})".capitalize()


def tasks_of(user: User, service: Service) -> list[tuple[str, str | None, str]]:
    """Give what waits in a service for whoever may see its referrals, in one query."""
    if not can(user, Permission.SEE_REFERRALS, service.organisation):
        return []
    counted = dict(
        service.referrals.filter(number__isnull=False)
        .order_by()
        .values_list("state")
        .annotate(children=Count("pk"))
    )

    def of(states: tuple[State, ...]) -> int:
        return sum(counted.get(kept(state), 0) for state in states)

    listed = reverse("deliver:referrals", args=[service.key])
    over = tuple(state for state, row in TABLE.items() if row.final)
    return [
        ("Decide on referrals", f"{listed}?show=decision", f"{of(DECISION):,}"),
        (
            "Give places",
            reverse("deliver:waiting_list", args=[service.key]),
            f"{of(PLACE):,}",
        ),
        ("In hand", f"{listed}?show=hand", f"{of(IN_HAND):,}"),
        ("Over", f"{listed}?show=over", f"{of(over):,}"),
    ]
