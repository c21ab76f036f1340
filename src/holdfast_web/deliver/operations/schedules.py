"""How is a sitting moved, cancelled or added, and how is everybody told?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max, Min

from holdfast.deliver.register import length, minutes_there
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import (
    BlockedDays,
    Mark,
    Run,
    ScheduleVersion,
    Session,
    Sitting,
    SittingState,
)
from holdfast_web.deliver.operations.runs import locked
from holdfast_web.deliver.operations.summaries import refresh_runs
from holdfast_web.deliver.queries.marks import said_by
from holdfast_web.deliver.queries.runs import sessions_of
from holdfast_web.deliver.queries.schedules import (
    as_content,
    latest_release,
    schedule_now,
    unreleased,
)
from holdfast_web.deliver.run_policies import check_is_open, check_may_cancel
from holdfast_web.deliver.schedule_notices import tell_of_release
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date, time

    from holdfast_web.deliver.models import SessionKind
    from holdfast_web.people.models import Organisation, User


@transaction.atomic
def move_sitting(
    sitting: Sitting, *, by: User, on: date, starts: time, ends: time, place: str
) -> Sitting:
    """Move a sitting to another day, other times or another place.

    Minutes that its register holds are counted again. Nobody is told before the schedule is
    released.

    Raises
    ------
    InputError
        Where the run is over, or it would not end after it starts.
    """
    run = sitting.session.run
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    check_is_open(run)
    length(starts, ends)
    sitting.on, sitting.starts, sitting.ends, sitting.place = on, starts, ends, place.strip()
    if sitting.state == SittingState.CANCELLED:
        sitting.state = SittingState.PLANNED
    sitting.save(update_fields=["on", "starts", "ends", "place", "state"])
    _count_again(sitting)
    _span(run)
    _put(run, "sitting moved", by=by, subject=sitting)
    return sitting


@transaction.atomic
def cancel_sitting(sitting: Sitting, *, by: User) -> Sitting:
    """Cancel a sitting that has not taken place.

    Raises
    ------
    InputError
        Where there is a register of it, or the run is over.
    """
    run = sitting.session.run
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    check_is_open(run)
    check_may_cancel(sitting)
    sitting.state = SittingState.CANCELLED
    sitting.save(update_fields=["state"])
    _span(run)
    _put(run, "sitting cancelled", by=by, subject=sitting)
    return sitting


@transaction.atomic
def add_sitting(
    session: Session, *, by: User, on: date, starts: time, ends: time, place: str
) -> Sitting:
    """Repeat a session at another time, for those who cannot come to the first.

    Raises
    ------
    InputError
        Where the run is over, or it would not end after it starts.
    """
    run = session.run
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    check_is_open(run)
    length(starts, ends)
    sitting = Sitting.objects.create(
        session=session, on=on, starts=starts, ends=ends, place=place.strip()
    )
    _span(run)
    _put(run, "sitting added", by=by, subject=sitting)
    return sitting


@transaction.atomic
def add_session(
    run: Run, *, by: User, kind: SessionKind, title: str, on: date, starts: time, ends: time,
    place: str,
) -> Session:  # fmt: skip
    """Add a session to a run, with its first sitting. Its number is the next of its kind.

    Raises
    ------
    InputError
        Where the run is over, or the sitting would not end after it starts.
    """
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    check_is_open(run)
    length(starts, ends)
    locked(run)
    last = run.sessions.filter(kind=kind).aggregate(last=Max("number"))["last"] or 0
    session = Session.objects.create(run=run, kind=kind, number=last + 1, title=title.strip())
    Sitting.objects.create(
        session=session, on=on, starts=starts, ends=ends, place=place.strip()
    )
    _span(run)
    _put(run, "session added", by=by, subject=session)
    return session


@transaction.atomic
def release_schedule(run: Run, *, by: User, note: str = "") -> ScheduleVersion:
    """Release a run's schedule as it stands, and tell those concerned what changed.

    Raises
    ------
    InputError
        Where nothing changed since the last release.
    """
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    run = (
        Run.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=run.pk)
    )
    sessions = sessions_of(run)
    changes = unreleased(run, sessions)
    before = latest_release(run)
    if not changes:
        raise InputError(
            "Nothing changed since the schedule was last released.",
            code="deliver.schedule-unchanged",
            where=str(run),
            fix="Move, add or cancel a session first.",
        )
    version = ScheduleVersion.objects.create(
        run=run,
        number=before.number + 1 if before is not None else 1,
        content=as_content(schedule_now(sessions)),
        changes=[change.words for change in changes],
        note=note.strip(),
        released_by=by,
    )
    tell_of_release(version, but=by)
    _put(run, "schedule released", by=by, subject=run, number=version.number)
    return version


@transaction.atomic
def block_days(
    organisation: Organisation, *, by: User, first: date, last: date, reason: str
) -> BlockedDays:
    """Say on which days an organisation holds no session, and why."""
    check_may(by, Permission.PLAN_RUNS, organisation)
    blocked = BlockedDays.objects.create(
        organisation=organisation, first=first, last=last, reason=reason.strip(), by=by
    )
    put_down("days blocked", by=by, organisation=organisation, subject=blocked)
    return blocked


@transaction.atomic
def unblock_days(blocked: BlockedDays, *, by: User) -> None:
    """Say that days are open again."""
    organisation = blocked.organisation
    check_may(by, Permission.PLAN_RUNS, organisation)
    BlockedDays.objects.filter(pk=blocked.pk).delete()
    put_down("days opened again", by=by, organisation=organisation, subject=blocked)


def _count_again(sitting: Sitting) -> None:
    marks = list(sitting.marks.all())
    for mark in marks:
        mark.minutes = minutes_there(said_by(mark), starts=sitting.starts, ends=sitting.ends)
    Mark.objects.bulk_update(marks, ["minutes"])


def _span(run: Run) -> None:
    """Keep a run's first and last day those of its sittings, and its coverage counted."""
    going = Sitting.objects.filter(session__run=run).exclude(state=SittingState.CANCELLED)
    days = going.aggregate(first=Min("on"), last=Max("on"))
    if days["first"] is not None:
        Run.objects.filter(pk=run.pk).update(starts=days["first"], ends=days["last"])
    refresh_runs([run])


def _put(run: Run, what: str, *, by: User, subject: object, **detail: int) -> None:
    put_down(what, by=by, organisation=run.organisation, subject=subject, detail=detail)
