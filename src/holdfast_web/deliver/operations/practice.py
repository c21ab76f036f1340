"""How is a practice task set, tried and commented on, and a consultation written down?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast_web.deliver.between_policies import (
    check_has_come,
    check_minutes,
    check_on_team,
)
from holdfast_web.deliver.models import Consultation, PracticeTask, PracticeTry
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import (
        ConsultationKind,
        Run,
        Session,
        StaffMember,
        Tried,
    )
    from holdfast_web.people.models import User


@transaction.atomic
def set_task(*, by: User, session: Session, text: str) -> PracticeTask:
    """Say what the team is asked to try before the next session."""
    organisation = session.run.organisation
    check_may(by, Permission.TAKE_REGISTERS, organisation)
    task = PracticeTask.objects.create(session=session, text=text.strip(), set_by=by)
    put_down("practice task set", by=by, organisation=organisation, subject=task)
    return task


@transaction.atomic
def record_try(
    *, by: User, task: PracticeTask, staff: StaffMember, tried: Tried, on: date, happened: str
) -> PracticeTry:
    """Write down what one member of staff did with a practice task.

    Raises
    ------
    InputError
        Where the day is to come, or they were not on the team.
    """
    run = task.session.run
    check_may(by, Permission.TAKE_REGISTERS, run.organisation)
    check_on_team(staff, run)
    check_has_come(on)
    one = PracticeTry.objects.create(
        task=task, staff=staff, tried=tried, on=on, happened=happened.strip(), entered_by=by
    )
    put_down(
        "practice recorded", by=by, organisation=run.organisation, subject=one,
        detail={"tried": tried.value},
    )  # fmt: skip
    return one


@transaction.atomic
def comment_on(one: PracticeTry, *, by: User, comment: str) -> PracticeTry:
    """Say as a supervisor what one thinks of a try; an empty comment takes it back."""
    organisation = one.task.session.run.organisation
    check_may(by, Permission.TAKE_REGISTERS, organisation)
    one.comment = comment.strip()
    one.commented_by = by if one.comment else None
    one.commented_at = timezone.now() if one.comment else None
    one.save(update_fields=["comment", "commented_by", "commented_at"])
    put_down("practice commented on", by=by, organisation=organisation, subject=one)
    return one


@transaction.atomic
def record_consultation(
    *, by: User, run: Run, kind: ConsultationKind, on: date, minutes: int, people: str,
    about: str,
) -> Consultation:  # fmt: skip
    """Write down a consultation about a run: it counts towards nobody's dose.

    Raises
    ------
    InputError
        Where the day is to come, or it took no time or more than a day has.
    """
    check_may(by, Permission.TAKE_REGISTERS, run.organisation)
    check_has_come(on)
    check_minutes(minutes)
    one = Consultation.objects.create(
        run=run, kind=kind, on=on, minutes=minutes, people=people.strip(), about=about.strip(),
        entered_by=by,
    )  # fmt: skip
    put_down(
        "consultation recorded", by=by, organisation=run.organisation, subject=one,
        detail={"kind": kind.value, "minutes": minutes},
    )  # fmt: skip
    return one
