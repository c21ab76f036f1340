"""How is a run planned, finished, stopped or taken up again?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from holdfast.deliver.schedule import Kind
from holdfast_web.deliver.models import (
    Run,
    RunFacilitator,
    RunState,
    Session,
    SessionKind,
    Sitting,
)
from holdfast_web.deliver.operations.summaries import refresh_runs
from holdfast_web.deliver.run_policies import check_may_move
from holdfast_web.people.audit import put_down
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from holdfast.deliver.schedule import Session as Proposed
    from holdfast_web.deliver.models import Facilitator
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.people.models import Organisation, User

KINDS = {
    Kind.TEAM: SessionKind.STAFF,
    Kind.MANAGERS: SessionKind.MANAGERS,
    Kind.SPILL_OVER: SessionKind.SPILL_OVER,
}


@transaction.atomic
def plan_run(
    *,
    by: User,
    organisation: Organisation,
    programme: Held,
    proposed: Sequence[Proposed],
    place: str = "",
    facilitators: Iterable[tuple[Facilitator, str]] = (),
) -> Run:
    """Plan a run with its sessions on the days that were proposed and looked at.

    The run keeps the whole programme as it is now, and stays on it. Nobody is told before the
    schedule is released.

    Parameters
    ----------
    proposed
        Sessions with their sittings, as `holdfast.deliver.schedule.propose` gives them.
    place
        Where the sittings are held, where it is one place for all.
    facilitators
        Who delivers it, each with the role that they fill.
    """
    check_may(by, Permission.PLAN_RUNS, organisation)
    days = [sitting.day for session in proposed for sitting in session.sittings]
    run = Run.objects.create(
        organisation=organisation,
        programme=programme.known_as,
        version=programme.version,
        title=programme.name,
        content=programme.content,
        starts=min(days),
        ends=max(days),
        planned_by=by,
    )
    sessions = Session.objects.bulk_create(
        Session(run=run, kind=KINDS[one.kind], number=one.number) for one in proposed
    )
    Sitting.objects.bulk_create(
        Sitting(
            session=session,
            on=sitting.day,
            starts=sitting.starts,
            ends=sitting.ends,
            place=sitting.place or place,
        )
        for session, one in zip(sessions, proposed, strict=True)
        for sitting in one.sittings
    )
    RunFacilitator.objects.bulk_create(
        RunFacilitator(run=run, facilitator=facilitator, role=role)
        for facilitator, role in facilitators
    )
    refresh_runs([run])
    put_down(
        "run planned", by=by, organisation=organisation, subject=run,
        detail={
            "programme": run.programme, "version": run.version, "sessions": len(sessions),
        },
    )  # fmt: skip
    return run


@transaction.atomic
def move_run(run: Run, *, by: User, to: RunState) -> Run:
    """Finish a run, stop it, or take it up again.

    Raises
    ------
    InputError
        Where a run in its state cannot become that.
    """
    check_may(by, Permission.PLAN_RUNS, run.organisation)
    run = (
        Run.objects.select_for_update(of=("self",))
        .select_related("organisation")
        .get(pk=run.pk)
    )
    check_may_move(run, to)
    before, run.state = run.state, to
    run.save(update_fields=["state"])
    put_down(
        "run moved", by=by, organisation=run.organisation, subject=run,
        detail={"before": before, "after": to.value},
    )  # fmt: skip
    return run


def locked(run: Run) -> Run:
    """Give a run as it is now, and let whoever else would change it wait."""
    runs = Run.objects.select_for_update(of=("self",)).select_related("organisation")
    return runs.get(pk=run.pk)
