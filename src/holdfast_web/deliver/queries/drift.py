"""How does a service stand against its criteria, month by month, and what limits watch it?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils import timezone

from holdfast.change.criteria import Standing
from holdfast.change.drift_limits import AgreedShare, Baseline
from holdfast.change.drift_watch import Case, Group, watch
from holdfast_web.deliver.models import Referral
from holdfast_web.deliver.referral_words import criteria_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from holdfast.change.drift_limits import Limit
    from holdfast.change.drift_watch import Watch
    from holdfast_web.deliver.models import CriteriaVersion, Service

MONTHS_IN_A_YEAR = 12
NEEDED = (
    "received", "accepted", "started", "standing", "stage", "needs", "need_score",
    "approved_by",
)  # fmt: skip


def sent(service: Service) -> list[Case]:
    """Give every referral of a service as the watch sees it, in one query."""
    rows = Referral.objects.filter(service=service, number__isnull=False).values_list(*NEEDED)
    return [
        Case(
            referred=received,
            accepted=accepted,
            served=started,
            standing=Standing[standing.upper()] if standing else Standing.NOT_JUDGED,
            stage=stage or None,
            needs=None if needs is None or needs == ["N0"] else len(needs),
            level=None if score is None else float(score),
            approved_by=approved_by,
        )
        for received, accepted, started, standing, stage, needs, score, approved_by in rows
    ]


def limits(
    service: Service, versions: Sequence[CriteriaVersion], cases: Sequence[Case], group: Group
) -> list[Limit]:
    """Give the limits by which a service is watched.

    Each version of the criteria that says how flexible they are sets the share that was agreed.
    Where none was agreed before its end, a baseline of months sets what was found in them, for
    the months after it until a share is agreed. Without either there is no limit.
    """
    found: list[Limit] = []
    for version in versions:
        flexible = criteria_of(version).flexibility
        if flexible is not None:
            found.append(
                AgreedShare(
                    since=version.in_force_from,
                    share=flexible.share,
                    agreed_by=flexible.agreed_by,
                )
            )
    if service.baseline_first is not None and service.baseline_last is not None:
        end = _next_month(service.baseline_last)
        if any(limit.since <= end for limit in found):
            return found
        within = [
            case
            for case in cases
            if (day := case.day(group)) is not None and service.baseline_first <= day < end
        ]
        judged = [case for case in within if case.standing is not Standing.NOT_JUDGED]
        outside = sum(case.standing is not Standing.WITHIN for case in judged)
        if judged:
            found.append(Baseline(since=end, outside=outside, judged=len(judged)))
    return found


def watched(
    service: Service,
    *,
    today: date | None = None,
    meant: Mapping[str, int] | None = None,
) -> dict[Group, Watch]:
    """Watch all three groups of a service, in two queries."""
    today = today or timezone.localdate()
    cases, versions = sent(service), list(service.criteria_versions.all())
    return {
        group: watch(
            cases,
            today=today,
            group=group,
            meant=meant,
            limits=limits(service, versions, cases, group),
        )
        for group in Group
    }


def _next_month(day: date) -> date:
    months = day.year * MONTHS_IN_A_YEAR + day.month
    return day.replace(
        year=months // MONTHS_IN_A_YEAR, month=months % MONTHS_IN_A_YEAR + 1, day=1
    )
