"""Whom does the coverage of a run count, and at which share is it to be held?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast_web.deliver.models import CoverageRule
from holdfast_web.deliver.operations.summaries import refresh_runs
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from decimal import Decimal

    from holdfast_web.deliver.models import Run
    from holdfast_web.people.models import User


@transaction.atomic
def set_coverage_rule(
    *,
    by: User,
    run: Run,
    bank: bool,
    agency: bool,
    nights: bool,
    away: bool,
    least_hours: Decimal,
    level: int,
) -> CoverageRule:
    """Set whom a run counts and the share to hold; its coverage is counted anew."""
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    rule, _ = CoverageRule.objects.update_or_create(
        run=run,
        defaults={
            "bank": bank, "agency": agency, "nights": nights, "away": away,
            "least_hours": least_hours, "level": level,
        },
    )  # fmt: skip
    refresh_runs([run])
    put_down(
        "coverage rule set", by=by, organisation=run.organisation, subject=run,
        detail={
            "bank": bank, "agency": agency, "nights": nights, "away": away,
            "least_hours": str(least_hours), "level": level,
        },
    )  # fmt: skip
    return rule
