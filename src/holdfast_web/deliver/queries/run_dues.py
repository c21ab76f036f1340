"""What of runs is late, due or waiting for a person, and what can they find by a word?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from holdfast_web.deliver.models import RunState, RunSummary, SittingState
from holdfast_web.deliver.queries.registers import sittings_for
from holdfast_web.deliver.queries.runs import runs_for
from holdfast_web.deliver.queries.said import name_of
from holdfast_web.people.due import Due, State
from holdfast_web.people.permissions import Permission
from holdfast_web.people.search import MOST_OF_A_KIND, Found
from holdfast_web.ui.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User

MOST_TOLD = 10


def due_runs(user: User) -> Iterator[Due]:
    """Give registers late or due today, schedules to release, and who owes sessions."""
    yield from _registers(user)
    yield from _schedules(user)
    yield from _owed(user)


def _registers(user: User) -> Iterator[Due]:
    today = timezone.localdate()
    open_now = (
        sittings_for(user, Permission.TAKE_REGISTERS)
        .filter(on__lte=today, state=SittingState.PLANNED)
        .exclude(session__run__state__in=[RunState.FINISHED, RunState.STOPPED])
        .order_by("on", "starts", "id")
    )
    for sitting in open_now[:MOST_TOLD]:
        run = sitting.session.run
        late = sitting.on < today
        yield Due(
            text=f"{'Take the register of' if late else 'Today:'} {name_of(sitting.session)}, "
            f"{run.title} in {run.organisation.name}",
            href=reverse("deliver:register", args=[sitting.key]),
            when=sitting.on,
            state=State.LATE if late else State.DUE,
        )


def _schedules(user: User) -> Iterator[Due]:
    untold = runs_for(user, Permission.PLAN_RUNS).filter(
        state=RunState.PLANNED, schedule_versions__isnull=True
    )
    for run in untold.order_by("starts", "id")[:MOST_TOLD]:
        yield Due(
            text=f"Release the schedule of {run.title} in {run.organisation.name}",
            href=reverse("deliver:run_schedule", args=[run.key]),
            when=run.starts,
            state=State.DUE,
        )


def _owed(user: User) -> Iterator[Due]:
    """Tell of people who owe sessions, as it was last counted."""
    under_way = runs_for(user, Permission.TAKE_REGISTERS).filter(state=RunState.UNDER_WAY)
    owing = (
        RunSummary.objects.filter(run__in=under_way.values("pk"), owing__gt=0)
        .select_related("run__organisation")
        .defer("run__content")
        .order_by("-owing", "run_id")
    )
    for summary in owing[:MOST_TOLD]:
        run, number = summary.run, summary.owing
        people = f"{number} {'person owes' if number == 1 else 'people owe'}"
        yield Due(
            text=f"{people} a session of {run.title} in {run.organisation.name}",
            href=reverse("deliver:coverage_run", args=[run.key]),
            when=None,
            state=State.WAITING,
        )


def find_runs(user: User, words: str) -> Iterator[Found]:
    """Find runs by the programme or the home."""
    matching = Q(title__icontains=words) | Q(organisation__name__icontains=words)
    for run in runs_for(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=f"{run.title} in {run.organisation.name}",
            href=reverse("deliver:run", args=[run.key]),
            kind="Runs",
            words=run.get_state_display(),
        )


def run_answers(user: User | AnonymousUser) -> Iterator[Answer]:
    """Lead to runs, where a person may see any."""
    if runs_for(user).exists():
        yield Answer(
            text="Runs",
            href=reverse("deliver:runs"),
            words="Which programme is delivered in which home, session by session.",
        )
