"""What did the coverage of many runs come to? One row a run, counted beforehand.

A row is made anew when anything changes that it rests on (`operations.summaries`), and each
day, since people start and leave. One that is of an earlier day is counted again for whoever
asks, and kept by the next daily round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.coverage import Team
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import Run, RunSummary
from holdfast_web.deliver.queries.coverage import facts_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from holdfast.deliver.coverage import Share
    from holdfast_web.deliver.queries.coverage import Facts


def summaries(runs: Collection[Run], *, today: date) -> dict[int, RunSummary]:
    """Give the coverage of runs as of today, by the run's primary key."""
    kept = {
        one.run_id: one
        for one in RunSummary.objects.filter(run__in=[run.pk for run in runs], as_of=today)
    }
    left = [run.pk for run in runs if run.pk not in kept]
    if not left:
        return kept
    whole = Run.objects.filter(pk__in=left)  # those given may lack their content
    return kept | counted(list(whole), today=today)


def counted(runs: Collection[Run], *, today: date) -> dict[int, RunSummary]:
    """Count the coverage of runs afresh; nothing is kept."""
    return {key: _summary(facts) for key, facts in facts_of(runs, today=today).items()}


def _summary(facts: Facts) -> RunSummary:
    made = RunSummary(
        run=facts.run,
        as_of=facts.today,
        planned=facts.planned,
        held=len([one for one in facts.sessions if one.day <= facts.today]),
        missing=facts.missing,
    )
    try:
        found = facts.coverage
        owing = facts.owing
    except InputError as error:
        made.problem = error.code
        return made
    if not found.shares:
        return made
    start, day, now = (found.shares[team] for team in Team)
    made.start_people, made.start_whole = _heads(start.whole)
    made.start_mean = _heads(start.mean)[1]
    made.day_people, made.day_whole = _heads(day.whole)
    made.day_could, made.day_mean = _heads(day.mean)
    made.today_people, made.today_whole = _heads(now.whole)
    made.today_mean = _heads(now.mean)[1]
    if now.whole.hours is not None:
        made.today_hours = now.whole.hours.denominator
        made.today_hours_whole = now.whole.hours.numerator
    made.owing = len(owing.due)
    made.reached = len(facts.received.receipts)
    return made


def _heads(share: Share) -> tuple[int, int]:
    """Give how many there were, and how many of them had it."""
    if share.heads is None:
        return 0, 0
    return int(share.heads.denominator), int(share.heads.numerator)
