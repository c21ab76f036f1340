"""What was tried, consulted about and said between the sessions of a run?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from uuid import UUID  # noqa: TC003  (ninja reads annotations)

from django.http import HttpRequest  # noqa: TC002  (ninja reads annotations)
from django.shortcuts import get_object_or_404
from ninja import Router, Status

from holdfast_web.deliver.models import ConsultationKind, Tried
from holdfast_web.deliver.operations.practice import record_consultation, record_try
from holdfast_web.deliver.queries.catch_ups import who_may_catch_up
from holdfast_web.deliver.queries.feedback import FEWEST_SHOWN, STATEMENTS, said_of
from holdfast_web.deliver.queries.practice import tasks_for, tasks_of, tries_of
from holdfast_web.deliver.queries.runs import sessions_for
from holdfast_web.evaluation.api.coming_in import user_for, where
from holdfast_web.evaluation.api.delivery.runs import runs_of
from holdfast_web.evaluation.api.delivery.shapes import between as shapes
from holdfast_web.evaluation.api.listing import CONFLICTS, LIMIT, OFFSET, REFUSALS, many
from holdfast_web.evaluation.api.shapes import Many
from holdfast_web.evaluation.models import Scope
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from holdfast_web.deliver.models import Consultation, PracticeTask, PracticeTry, Run
    from holdfast_web.people.models import User

router = Router()


@router.get(
    "/runs/{key}/practice",
    response={200: Many[shapes.PracticeTaskOut], **REFUSALS},
    summary="Practice tasks of a run",
)
def practice(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List what the team was asked to try, in order of the sessions. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found = get_object_or_404(runs_of(user, Permission.SEE_STAFF), key=key)
    return many(tasks_of(found), _task, limit, offset)


@router.get(
    "/practice/{key}/tries",
    response={200: Many[shapes.TryOut], **REFUSALS},
    summary="Who tried a practice task, and what happened",
)
def tries(request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET) -> Any:
    """List what members of staff did, the latest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    task = get_object_or_404(practice_tasks_of(user, Permission.SEE_STAFF), key=key)
    return many(tries_of(task), try_out, limit, offset)


@router.post(
    "/practice/{key}/tries",
    response={201: shapes.TryOut, **CONFLICTS},
    summary="Write down what somebody did with a practice task",
)
def try_add(request: HttpRequest, key: UUID, asked: shapes.TryIn) -> Any:
    """Write down who tried it, how far, and what happened. Scope: delivery:write."""
    user = user_for(request, Scope.DELIVERY_WRITE)
    task = get_object_or_404(practice_tasks_of(user, Permission.TAKE_REGISTERS), key=key)
    made = record_try(
        by=user,
        task=task,
        staff=get_object_or_404(who_may_catch_up(task.session.run), key=asked.staff),
        tried=Tried(asked.tried),
        on=asked.on,
        happened=asked.happened,
    )
    return Status(201, try_out(made))


@router.get(
    "/runs/{key}/consultations",
    response={200: Many[shapes.ConsultationOut], **REFUSALS},
    summary="Consultations about a run",
)
def consultations(
    request: HttpRequest, key: UUID, limit: int = LIMIT, offset: int = OFFSET
) -> Any:
    """List consultations, the latest first. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    found: Run = get_object_or_404(runs_of(user, Permission.SEE_STAFF), key=key)
    return many(
        found.consultations.select_related("run").defer("run__content"),
        consultation_out,
        limit,
        offset,
    )


@router.post(
    "/runs/{key}/consultations",
    response={201: shapes.ConsultationOut, **CONFLICTS},
    summary="Write down a consultation",
)
def consultation_add(request: HttpRequest, key: UUID, asked: shapes.ConsultationIn) -> Any:
    """Write down a consultation about a run. Scope: delivery:write."""
    user = user_for(request, Scope.DELIVERY_WRITE)
    of_run = get_object_or_404(runs_of(user, Permission.TAKE_REGISTERS), key=key)
    said = asked.dict() | {"kind": ConsultationKind(asked.kind)}
    return Status(201, consultation_out(record_consultation(by=user, run=of_run, **said)))


@router.get(
    "/sessions/{key}/feedback",
    response={200: shapes.FeedbackOut, **REFUSALS},
    summary="What staff said of a session, without a name",
)
def feedback(request: HttpRequest, key: UUID) -> Any:
    """Give what was said once it is closed and enough people answered. Scope: staff:read."""
    user = user_for(request, Scope.STAFF)
    session = get_object_or_404(
        sessions_for(user, Permission.SEE_STAFF),
        key=key, run__organisation_id__in=where(user, Permission.SEE_STAFF),
    )  # fmt: skip
    said = said_of(session)
    counts = said.counts
    return {
        "session": session.key,
        "open": said.is_open,
        "fewest": FEWEST_SHOWN,
        "people": said.number,
        "statements": None
        if counts is None
        else [
            {
                "statement": name,
                "words": STATEMENTS[name],
                "answers": {str(answer): number for answer, number in of.items()},
            }
            for name, of in counts.items()
        ],
        "comments": said.comments,
    }


def practice_tasks_of(user: User, permission: Permission) -> QuerySet[PracticeTask]:
    """Give the practice tasks of runs in which a token's person has a permission."""
    places = where(user, permission)
    return tasks_for(user, permission).filter(session__run__organisation_id__in=places)


def try_out(one: PracticeTry) -> dict[str, Any]:
    """Give a try in its shape."""
    return {
        "key": one.key,
        "task": one.task.key,
        "staff": one.staff.key,
        "tried": one.tried,
        "on": one.on,
        "happened": one.happened,
        "comment": one.comment,
    }


def consultation_out(one: Consultation) -> dict[str, Any]:
    """Give a consultation in its shape."""
    return {
        "key": one.key,
        "run": one.run.key,
        "kind": one.kind,
        "on": one.on,
        "minutes": one.minutes,
        "people": one.people,
        "about": one.about,
    }


def _task(one: Any) -> dict[str, Any]:
    return {
        "key": one.key,
        "session": one.session.key,
        "text": one.text,
        "tried": one.yes,
        "partly": one.partly,
        "not_tried": one.no,
    }
