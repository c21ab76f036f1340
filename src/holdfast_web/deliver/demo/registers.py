"""How do registers, catch-ups, practice and what staff say come into the demo?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import OuterRef, Subquery

from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, minutes_there
from holdfast_web.deliver.demo.cast import moment
from holdfast_web.deliver.models import (
    CatchUp,
    Consultation,
    ConsultationKind,
    Mark,
    MarkChange,
    PracticeTask,
    PracticeTry,
    SessionFeedback,
    Sitting,
    Tried,
    VisitorKind,
)
from holdfast_web.deliver.queries.marks import as_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.deliver.demo.homes import Staff
    from holdfast_web.deliver.demo.runs import LoadedRun

PRESENT = Said(presence=Presence.PRESENT)
FIRST_VERSION = 1


def load_registers(runs: Iterable[LoadedRun], staff: Staff, cast: Cast) -> None:
    """Put the marks of every sitting held into the service, with their history."""
    marks, changes = [], []
    for one in runs:
        taken = one.made.registers
        lines = [
            (one.sittings[line.sitting], line.mark, staff[line.staff.number], "", "")
            for line in taken.marks
        ] + [
            (
                one.sittings[line.sitting], PRESENT, None, line.name,
                VisitorKind.AGENCY if line.agency else VisitorKind.VISITOR,
            )
            for line in taken.visitors
        ]  # fmt: skip
        for sitting, said, member, visitor, kind in lines:
            mark = Mark(
                sitting=sitting, staff=member, visitor=visitor, visitor_kind=kind,
                outcome=said.presence, reason=said.reason or "", arrived=said.arrived,
                left=said.left, version=FIRST_VERSION, by=cast.facilitator,
                minutes=minutes_there(said, starts=sitting.starts, ends=sitting.ends),
            )  # fmt: skip
            marks.append(mark)
            changes.append(
                MarkChange(
                    sitting=sitting, line=member.key if member else mark.key, visitor=visitor,
                    visitor_kind=kind, version=FIRST_VERSION, after=as_json(said),
                    by=cast.facilitator,
                )
            )  # fmt: skip
    Mark.objects.bulk_create(marks)
    MarkChange.objects.bulk_create(changes)
    taken_at = Sitting.objects.filter(pk=OuterRef("sitting_id")).values("register_taken_at")
    MarkChange.objects.filter(sitting__in={mark.sitting_id for mark in marks}).update(
        at=Subquery(taken_at[:1])
    )


def load_catch_ups(runs: Iterable[LoadedRun], staff: Staff, cast: Cast) -> None:
    """Put what was caught up into the service. All kinds that are made count in Northmere."""
    CatchUp.objects.bulk_create(
        CatchUp(
            session=one.sittings[caught.sitting].session,
            staff=staff[caught.staff.number],
            kind=caught.kind,
            on=caught.day,
            minutes=caught.minutes,
            given_by=one.made.delivering[0].facilitator.name,
            counts=True,
            entered_by=cast.facilitator,
        )
        for one in runs
        for caught in one.made.registers.catch_ups
    )


def load_practice(runs: Iterable[LoadedRun], staff: Staff, cast: Cast) -> None:
    """Put tasks, what became of them, consultations and anonymous answers into the service."""
    for one in runs:
        made = one.made.practice
        first = {at.session: sitting for at, sitting in one.sittings.items()
                 if at.kind == "staff" and at.half < 2}  # fmt: skip
        tasks = {
            task: PracticeTask(
                session=first[task.session].session, text=task.words, set_by=cast.facilitator
            )
            for task in made.tasks
        }
        PracticeTask.objects.bulk_create(tasks.values())
        PracticeTry.objects.bulk_create(
            PracticeTry(
                task=tasks[tried.task],
                staff=staff[tried.staff.number],
                tried=Tried.YES if tried.tried else Tried.NO,
                on=tried.told_on,
                happened=tried.what_happened,
                entered_by=cast.manager,
                comment=tried.comment,
                commented_by=cast.manager if tried.comment else None,
                commented_at=moment(tried.told_on) if tried.comment else None,
            )
            for tried in made.tries
        )
        Consultation.objects.bulk_create(
            Consultation(
                run=one.run,
                kind=ConsultationKind.MANAGERS,
                on=talk.day,
                minutes=talk.minutes,
                people=talk.by,
                about=talk.about,
                entered_by=cast.facilitator,
            )
            for talk in made.consultations
        )
        SessionFeedback.objects.bulk_create(
            SessionFeedback(
                session=one.sittings[said.sitting].session,
                comment=said.comment,
                **{FIELDS[what]: rating for what, rating in said.ratings},
            )
            for said in made.feedback
        )


FIELDS = {"useful": "useful", "clear": "clear", "will use it": "confident"}
"""The field of each thing that is asked."""
