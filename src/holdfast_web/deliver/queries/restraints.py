"""Which restraints may a person see, and what is due after each?"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.statutory_times import DueStep, State, Step, Times, due_steps
from holdfast_web.deliver.models import Restraint
from holdfast_web.people.due import Due
from holdfast_web.people.due import State as Pressing
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations, seen_by
from holdfast_web.ui.days import written_day, written_moment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

MOST_TOLD = 20
OPEN = (
    Q(recorded_at__isnull=True) | Q(debriefed_at__isnull=True)
    | Q(child_spoken_to_at__isnull=True)
)  # fmt: skip
DO = {
    Step.RECORDED: "Make the record",
    Step.DEBRIEFED: "Speak to whoever used the measure, and sign the record",
    Step.CHILD_SPOKEN_TO: "Speak to the child, and add that to the record",
}


def restraints_seen(
    user: User, permission: Permission = Permission.SEE_HOME_MONTHS
) -> QuerySet[Restraint]:
    """Give the restraints of the homes whose months a person sees, or keeps."""
    return seen_by(Restraint.objects.select_related("organisation"), user, permission)


def due_said(step: DueStep) -> str:
    """Write by when a step is due: to the minute, or by the end of a day."""
    last = due_on(step)
    if isinstance(last, datetime):
        return written_moment(last)
    return f"the end of {written_day(last)}"


def due_on(step: DueStep) -> date | datetime:
    """Give the moment by which a step is due, or the day at whose end it is."""
    if step.step is Step.CHILD_SPOKEN_TO:
        return timezone.localtime(step.due).date() - timedelta(days=1)
    return step.due


def steps_of(restraint: Restraint, *, now: datetime) -> tuple[DueStep, ...]:
    """Say by when each step after a restraint is due, and how it stands."""
    times = Times(
        used=restraint.used_at,
        recorded=restraint.recorded_at,
        debriefed=restraint.debriefed_at,
        child_spoken_to=restraint.child_spoken_to_at,
    )
    return due_steps(times, now=now, zone=timezone.get_default_timezone())


def due_restraints(user: User) -> Iterator[Due]:
    """Give the steps after restraints that a person's homes have not done yet."""
    if not organisations(user, Permission.KEEP_HOME_MONTHS):
        return
    now = timezone.now()
    waiting = restraints_seen(user, Permission.KEEP_HOME_MONTHS).filter(OPEN)
    for restraint in waiting.order_by("used_at")[:MOST_TOLD]:
        for step in steps_of(restraint, now=now):
            if step.done is None:
                yield Due(
                    text=f"{DO[step.step]}: {restraint.organisation.name}, record "
                    f"{restraint.number}",
                    href=reverse("deliver:restraint", args=[restraint.key]),
                    when=due_on(step),
                    state=Pressing.LATE if step.state is State.LATE else Pressing.DUE,
                )
