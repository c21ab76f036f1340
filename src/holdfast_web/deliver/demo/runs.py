"""How do runs with their schedules and facilitators come into the demo?"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from holdfast.deliver.dose import CatchUp
from holdfast.deliver.programme import Variation, as_varied, vary
from holdfast.library.programme import programme
from holdfast_web.deliver.demo.cast import moment
from holdfast_web.deliver.models import (
    Certification,
    CertificationState,
    Facilitator,
    Run,
    RunFacilitator,
    RunState,
    Session,
    SessionKind,
    Sitting,
    SittingState,
)
from holdfast_web.deliver.operations.programmes import add_varied
from holdfast_web.deliver.queries.programmes import Held

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.synthetic.delivery.facilitators import InventedFacilitator
    from holdfast.synthetic.delivery.homes import InventedSitting
    from holdfast.synthetic.delivery.northmere import InventedDelivery, InventedRun
    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.people.models import Organisation

RESULT = "urn:programme:result"
KINDS = {
    "staff": SessionKind.STAFF,
    "managers": SessionKind.MANAGERS,
    "spill-over": SessionKind.SPILL_OVER,
}
AGREED_BY = "Invented implementation team"
SETTLED = (
    ("amount.minutes", 210, "A half day on the rota here is three and a half hours."),
    ("amount.manager_minutes", 210, "A half day on the rota here is three and a half hours."),
    ("amount.least_share", 0.75, "Who misses more than a quarter has missed the practice."),
    ("amount.make_up_counts", True, "Those who wake at night cannot come by day."),
    (
        "amount.make_up",
        (CatchUp.VISIT, CatchUp.VIDEO, CatchUp.ONE_TO_ONE, CatchUp.OTHER_SITTING),
        "As KEEP, from the same body, does it.",
    ),
    ("amount.order_fixed", False, "The topics are ours to order."),
    ("amount.spill_over_sessions", 1, "One session is kept free for what runs over."),
)
"""What Northmere settled for itself, since it is not published."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadedRun:
    """One run in the service, with its sittings by the invented ones."""

    made: InventedRun
    run: Run
    sittings: Mapping[InventedSitting, Sitting]


def vary_result(cast: Cast, place: Organisation, *, agreed_on: date) -> Held:
    """Keep RESuLT as Northmere plans with it, and give that."""
    entry = programme("result")
    whole = as_varied(entry)
    for path, value, why in SETTLED:
        whole = vary(
            whole,
            Variation(
                path=path, value=value, why=why, agreed_by=AGREED_BY, agreed_on=agreed_on
            ),
        )
    of = Held(urn=entry.urn, version=entry.version, whole=as_varied(entry))
    own = add_varied(
        by=cast.lead, organisation=place, of=of, whole=whole, name=f"RESuLT in {place.name}"
    )
    return Held(urn=own.urn, version=own.newest, whole=whole, own=own)


def load_facilitators(
    made: InventedDelivery, cast: Cast, place: Organisation, *, of_the_demo: int | None
) -> dict[int, Facilitator]:
    """Put the facilitators and their certificates into the service, by their numbers.

    Parameters
    ----------
    of_the_demo
        The number of the one as whom the demo's facilitator signs in.
    """
    people = {
        one.number: Facilitator(
            organisation=place,
            name=one.name if of_the_demo is not None else f"{one.name} of {place.name}",
            background=one.background,
            user=cast.facilitator if one.number == of_the_demo else None,
        )
        for one in made.facilitators
    }
    Facilitator.objects.bulk_create(people.values())
    Certification.objects.bulk_create(
        certificate
        for one in made.facilitators
        for certificate in _certificates(one, people[one.number])
    )
    return people


def load_runs(
    made: InventedDelivery, cast: Cast, places: Mapping[int, Organisation], held: Held,
    facilitators: Mapping[int, Facilitator],
) -> list[LoadedRun]:  # fmt: skip
    """Put the runs with every session and sitting, held or planned, into the service."""
    today, loaded = made.settings.today, []
    runs = [_run(one, cast, places[one.home.number], held, today) for one in made.runs]
    Run.objects.bulk_create(runs)
    RunFacilitator.objects.bulk_create(
        RunFacilitator(
            run=run,
            facilitator=facilitators[who.facilitator.number],
            role=who.role,
            since=who.since,
            until=who.until,
            reason=who.reason,
        )
        for one, run in zip(made.runs, runs, strict=True)
        for who in one.delivering
    )
    for made_run, run in zip(made.runs, runs, strict=True):
        one = (
            without_its_latest(made_run, today) if run.state == RunState.UNDER_WAY else made_run
        )
        taken = {mark.sitting for mark in one.registers.marks}
        sessions = {
            (at.kind, at.session): Session(run=run, kind=KINDS[at.kind], number=at.session)
            for at in one.sittings
        }
        Session.objects.bulk_create(sessions.values())
        sittings = {
            at: _sitting(at, sessions[at.kind, at.session], run, cast, held=at in taken)
            for at in one.sittings
        }
        Sitting.objects.bulk_create(sittings.values())
        loaded.append(LoadedRun(made=one, run=run, sittings=sittings))
    return loaded


def without_its_latest(one: InventedRun, today: date) -> InventedRun:
    """Give a run as it is before anybody took the register of its latest session for staff."""
    held = [at for at in one.sittings if at.kind == "staff" and at.day <= today]
    if not held:
        return one
    latest, taken, practice = held[-1], one.registers, one.practice
    return replace(
        one,
        registers=replace(
            taken,
            marks=tuple(mark for mark in taken.marks if mark.sitting != latest),
            visitors=tuple(one for one in taken.visitors if one.sitting != latest),
            catch_ups=tuple(one for one in taken.catch_ups if one.sitting != latest),
        ),
        practice=replace(
            practice,
            tasks=tuple(one for one in practice.tasks if one.session != latest.session),
            tries=tuple(one for one in practice.tries if one.task.session != latest.session),
            feedback=tuple(one for one in practice.feedback if one.sitting != latest),
        ),
        reviews=tuple(one for one in one.reviews if one.sitting != latest),
    )


def _certificates(one: InventedFacilitator, facilitator: Facilitator) -> list[Certification]:
    found = [
        Certification(
            facilitator=facilitator, programme=RESULT, state=CertificationState.IN_TRAINING,
            since=one.trained_from,
        )
    ]  # fmt: skip
    if one.certified is not None:
        found.append(
            Certification(
                facilitator=facilitator, programme=RESULT, state=CertificationState.CERTIFIED,
                since=one.certified, expires=one.expires,
            )
        )  # fmt: skip
    return found


def _run(one: InventedRun, cast: Cast, home: Organisation, held: Held, today: date) -> Run:
    days = [at.day for at in one.sittings]
    state = RunState.UNDER_WAY if days[0] <= today else RunState.PLANNED
    if days[-1] <= today:
        state = RunState.FINISHED
    return Run(
        organisation=home,
        programme=held.known_as,
        version=held.version,
        title=held.programme.name,
        content=held.content,
        state=state,
        starts=days[0],
        ends=days[-1],
        planned_by=cast.lead,
    )


def _sitting(
    at: InventedSitting, session: Session, run: Run, cast: Cast, *, held: bool
) -> Sitting:
    return Sitting(
        session=session,
        on=at.day,
        starts=at.starts,
        ends=at.ends,
        place=run.organisation.name,
        state=SittingState.HELD if held else SittingState.PLANNED,
        register_version=int(held),
        register_taken_at=moment(at.day, at.ends) if held else None,
        register_taken_by=cast.facilitator if held else None,
    )
