"""How are the summaries of coverage kept up with what they rest on?

Whatever changes a register, a catch-up, a schedule, a rule or a home's staff calls one of these
in the same transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast_web.deliver.models import Run, RunState, RunSummary
from holdfast_web.deliver.queries.summaries import counted

if TYPE_CHECKING:
    from collections.abc import Collection

    from holdfast_web.people.models import Organisation

AT_ONCE = 50
"""Runs that are counted at once, so that it holds no long transaction."""
KEPT = [field.name for field in RunSummary._meta.fields if field.name not in {"id", "run"}]


def refresh_runs(runs: Collection[Run]) -> int:
    """Count the coverage of some runs and keep it; give how many."""
    made = counted(runs, today=timezone.localdate())
    RunSummary.objects.bulk_create(
        made.values(), update_conflicts=True, unique_fields=["run"], update_fields=KEPT
    )
    return len(made)


def refresh_home(home: Organisation) -> int:
    """Count the coverage of a home's runs anew, after its staff changed."""
    return refresh_runs(
        list(Run.objects.filter(organisation=home).exclude(state=RunState.PLANNED))
    )


def count_coverage() -> int:
    """Count every run whose summary is not of today, since people start and leave; how many."""
    today = timezone.localdate()
    left = list(
        Run.objects.exclude(summary__as_of=today).order_by("id").values_list("id", flat=True)
    )
    for place in range(0, len(left), AT_ONCE):
        with transaction.atomic():
            refresh_runs(list(Run.objects.filter(pk__in=left[place : place + AT_ONCE])))
    return len(left)
