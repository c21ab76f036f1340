"""Which runs are there, when are they held, by whom, and whom have they reached?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Router, Status

from holdfast_web.deliver.coverage_shown import way_words, why
from holdfast_web.deliver.models import CatchUp, CatchUpKind, Run, StaffMember
from holdfast_web.deliver.operations.catch_ups import record_catch_up
from holdfast_web.deliver.queries.catch_ups import who_may_catch_up
from holdfast_web.deliver.queries.coverage import facts_of
from holdfast_web.deliver.queries.facilitators import places_of
from holdfast_web.deliver.queries.runs import sessions_of
from holdfast_web.deliver.queries.schedules import released_in, unreleased
from holdfast_web.deliver.queries.summaries import summaries
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.shapes import runs as shapes
from holdfast_web.evaluation.api.listing import (
    CONFLICTS,
    LIMIT,
    OFFSET,
    REFUSALS,
    many,
    many_of,
)
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast.deliver.owing import Owes
    from holdfast_web.deliver.models import (
        RunFacilitator,
        RunSummary,
        ScheduleVersion,
        Session,
    )
    from holdfast_web.people.models import User

router = Router()


@router.get(
    "/runs", response={200: Many[shapes.RunOut], **REFUSALS}, summary="Runs of programmes"
)
def programme_runs(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List runs, the latest to start first. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    return many(runs_of(user).defer("content"), _run, limit, offset)


@router.get(
    "/runs/{key}",
    response={200: shapes.RunWithSessionsOut, **REFUSALS},
    summary="One run with its sessions",
)
def programme_run(request: HttpRequest, key: UUID) -> Any:
    """Give one run, its sessions and their sittings. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = get_object_or_404(runs_of(user), key=key)
    return _run(found) | {"sessions": [_session(one) for one in sessions_of(found)]}


@router.get(
    "/runs/{key}/schedule",
    response={200: shapes.ScheduleOut, **REFUSALS},
    summary="The schedule of a run, as it stands and as it was released",
)
def schedule(request: HttpRequest, key: UUID) -> Any:
    """Give sessions, every release with what it changed, and changes since.

    Scope: delivery:read.
    """
    user = user_for(request, Scope.DELIVERY)
    found = get_object_or_404(runs_of(user), key=key)
    sessions = sessions_of(found)
    plans = found.organisation_id in where(user, Permission.PLAN_RUNS)
    return {
        "run": found.key,
        "sessions": [_session(one) for one in sessions],
        "releases": [_release(one) for one in found.schedule_versions.all()],
        "unreleased": [one.words for one in unreleased(found, sessions)] if plans else None,
    }


@router.get(
    "/runs/{key}/facilitators",
    response={200: Many[shapes.PlaceOnRunOut], **REFUSALS},
    summary="Who delivers a run",
)
def run_facilitators(
    request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List who delivers, or did, in order of time. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = get_object_or_404(runs_of(user, Permission.SEE_STAFF), key=key)
    return many(places_of(found), _place, limit, offset)


@router.get(
    "/runs/{key}/catch-ups",
    response={200: Many[shapes.CatchUpOut], **REFUSALS},
    summary="Sessions of a run that were caught up",
)
def catch_ups(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List what was caught up, by day. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    of_run = get_object_or_404(runs_of(user, Permission.SEE_STAFF), key=key)
    found = CatchUp.objects.filter(session__run=of_run).select_related("session", "staff")
    return many(found, catch_up_out, limit, offset)


@router.post(
    "/runs/{key}/catch-ups",
    response={201: shapes.CatchUpOut, **CONFLICTS},
    summary="Write down a catch-up",
)
def catch_up_add(request: HttpRequest, key: UUID, asked: shapes.CatchUpIn) -> Any:
    """Write down that a member of staff caught up a session that was held.

    Whether it counts is the programme's rule. Scope: delivery:write.
    """
    user = user_for(request, Scope.DELIVERY_WRITE)
    of_run = get_object_or_404(runs_of(user, Permission.TAKE_REGISTERS), key=key)
    made = record_catch_up(
        by=user,
        session=get_object_or_404(of_run.sessions.select_related("run__organisation"),
                                  key=asked.session),
        staff=get_object_or_404(who_may_catch_up(of_run), key=asked.staff),
        kind=CatchUpKind(asked.kind), on=asked.on, minutes=asked.minutes,
        given_by=asked.given_by,
    )  # fmt: skip
    return Status(201, catch_up_out(made))


@router.get(
    "/coverage",
    response={200: Many[shapes.CoverageOut], **REFUSALS},
    summary="The coverage of every run",
)
def every_coverage(request: HttpRequest, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List coverage by run, the latest to start first. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    every = runs_of(user).defer("content")
    page = list(every[offset : offset + limit])
    found = summaries(page, today=timezone.localdate())
    given = [_coverage(run, found[run.pk]) for run in page]
    return {"items": given, "total": every.count(), "offset": offset, "limit": limit}


@router.get(
    "/runs/{key}/coverage",
    response={200: shapes.CoverageOut, **REFUSALS},
    summary="The coverage of a run",
)
def coverage(request: HttpRequest, key: UUID) -> Any:
    """Give how many of the team received every session so far. Scope: delivery:read."""
    user = user_for(request, Scope.DELIVERY)
    found = get_object_or_404(runs_of(user), key=key)
    return _coverage(found, summaries([found], today=timezone.localdate())[found.pk])


@router.get(
    "/runs/{key}/owing",
    response={200: Many[shapes.OwesOut], **CONFLICTS},
    summary="Who owes which session of a run",
)
def owing(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List who owes sessions, those who owe the oldest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = get_object_or_404(runs_of(user, Permission.SEE_STAFF), key=key)
    owed = facts_of([found], today=timezone.localdate())[found.pk].owing
    listed = [(one, False) for one in owed.due] + [(one, True) for one in owed.away]
    people = StaffMember.objects.filter(pk__in=[int(one.person) for one, _ in listed])
    keys = {str(person): key for person, key in people.values_list("pk", "key")}
    return many_of(
        listed, lambda one: _owes(one[0], keys[one[0].person], away=one[1]), limit, offset
    )


def runs_of(user: User, permission: Permission = Permission.SEE_DELIVERY) -> QuerySet[Run]:
    """Give the runs in which a token's person has a permission."""
    found = Run.objects.filter(organisation_id__in=where(user, permission))
    return found.select_related("organisation")


def catch_up_out(one: CatchUp) -> dict[str, Any]:
    """Give a catch-up in its shape."""
    return {
        "key": one.key,
        "session": one.session.key,
        "staff": one.staff.key,
        "kind": one.kind,
        "on": one.on,
        "minutes": one.minutes,
        "counts": one.counts,
    }


def _run(one: Run) -> dict[str, Any]:
    return {
        "key": one.key,
        "organisation": one.organisation.key,
        "programme": one.programme,
        "version": one.version,
        "title": one.title,
        "state": one.state,
        "starts": one.starts,
        "ends": one.ends,
    }


def _session(one: Session) -> dict[str, Any]:
    return {
        "key": one.key,
        "kind": one.kind,
        "number": one.number,
        "title": one.title,
        "sittings": [
            {
                "key": sitting.key,
                "on": sitting.on,
                "starts": sitting.starts,
                "ends": sitting.ends,
                "place": sitting.place,
                "state": sitting.state,
                "register_version": sitting.register_version,
            }
            for sitting in one.sittings.all()
        ],
    }


def _release(one: ScheduleVersion) -> dict[str, Any]:
    return {
        "number": one.number,
        "released": one.released_at,
        "note": one.note,
        "changes": one.changes,
        "sessions": [
            {
                "key": session.key,
                "name": session.name,
                "sittings": [
                    {
                        "on": sitting.day,
                        "starts": sitting.starts,
                        "ends": sitting.ends,
                        "place": sitting.place,
                    }
                    for sitting in session.sittings
                ],
            }
            for session in released_in(one)
        ],
    }


def _place(one: RunFacilitator) -> dict[str, Any]:
    return {
        "facilitator": one.facilitator.key,
        "role": one.role,
        "since": one.since,
        "until": one.until,
        "reason": one.reason,
    }


def _coverage(run: Run, found: RunSummary) -> dict[str, Any]:
    return {
        "run": run.key,
        "as_of": found.as_of,
        "held": found.held,
        "planned": found.planned,
        "registers_missing": found.missing,
        "team_at_start": found.start_people,
        "team_at_start_with_all": found.start_whole,
        "team_on_the_day": found.day_people,
        "team_on_the_day_with_all": found.day_whole,
        "team_today": found.today_people,
        "team_today_with_all": found.today_whole,
        "people_owing": found.owing,
        "problem": found.problem,
    }


def _owes(one: Owes, staff: UUID, *, away: bool) -> dict[str, Any]:
    return {
        "staff": staff,
        "away": away,
        "sessions": [
            {
                "session": owed.session,
                "held": owed.day,
                "why": why(owed),
                "way": way_words(owed),
            }
            for owed in one.sessions
        ],
    }
