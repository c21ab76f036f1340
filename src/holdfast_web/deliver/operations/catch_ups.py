"""How is a missed session that was caught up written down, and taken out again?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.deliver.catch_up import CaughtUp, Kind
from holdfast_web.deliver.between_policies import (
    check_has_come,
    check_minutes,
    check_on_team,
)
from holdfast_web.deliver.models import CatchUp, SessionKind
from holdfast_web.deliver.operations.summaries import refresh_runs
from holdfast_web.deliver.queries.runs import dose_of, first_days
from holdfast_web.deliver.register_policies import check_can_be_caught_up
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from datetime import date

    from holdfast_web.deliver.models import CatchUpKind, Session, StaffMember
    from holdfast_web.people.models import User


@transaction.atomic
def record_catch_up(
    *, by: User, session: Session, staff: StaffMember, kind: CatchUpKind, on: date,
    minutes: int, given_by: str = "",
) -> CatchUp:  # fmt: skip
    """Write down that a member of staff caught up a session.

    Whether it counts is the programme's rule on its kind. That no session counts twice is
    judged whenever coverage is told, from all that there is by then.

    Raises
    ------
    InputError
        Where the session was not held by that day, the day is to come, it took no time or
        more than a day has, or whoever caught up was not on the team.
    """
    run = session.run
    check_may(by, Permission.TAKE_REGISTERS, run.organisation)
    check_on_team(staff, run)
    CaughtUp(  # the engine refuses what makes no sense
        person=str(staff.pk), session=session.number, kind=Kind(kind.value), day=on,
        minutes=minutes, by=given_by,
    )  # fmt: skip
    check_has_come(on)
    check_minutes(minutes)
    held = first_days(run, SessionKind(session.kind))
    check_can_be_caught_up(session, on=on, first=held.get(session.number))
    caught_up = CatchUp.objects.create(
        session=session,
        staff=staff,
        kind=kind,
        on=on,
        minutes=minutes,
        given_by=given_by.strip(),
        counts=dose_of(run).counts(Kind(kind.value)) is True,
        entered_by=by,
    )
    refresh_runs([run])
    put_down(
        "catch-up recorded", by=by, organisation=run.organisation, subject=caught_up,
        detail={
            "session": session.number, "kind": kind.value, "minutes": minutes,
            "counts": caught_up.counts,
        },
    )  # fmt: skip
    return caught_up


@transaction.atomic
def remove_catch_up(caught_up: CatchUp, *, by: User) -> None:
    """Take out a catch-up that was written down by mistake."""
    run = caught_up.session.run
    check_may(by, Permission.TAKE_REGISTERS, run.organisation)
    CatchUp.objects.filter(pk=caught_up.pk).delete()
    refresh_runs([run])
    put_down(
        "catch-up removed", by=by, organisation=run.organisation, subject=caught_up,
        detail={"session": caught_up.session.number},
    )  # fmt: skip
