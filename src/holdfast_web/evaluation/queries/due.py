"""What of evaluations waits for a person, and what can they find by a word?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from holdfast_web.evaluation.models import Protocol, Run
from holdfast_web.evaluation.models.protocol import ProtocolState
from holdfast_web.evaluation.queries.protocols import protocols_for
from holdfast_web.evaluation.queries.runs import runs_for
from holdfast_web.people.due import Due, State
from holdfast_web.people.models import AuditEvent
from holdfast_web.people.models.job import OPEN, JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import seen_by
from holdfast_web.people.search import MOST_OF_A_KIND, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

TOLD_FOR = timedelta(days=14)
NEW_FOR = timedelta(days=60)
MOST_TOLD = 10


def due_evaluations(user: User) -> Iterator[Due]:
    """Give plans to finish or to run, runs that failed, and findings that were not read."""
    yield from _plans(user)
    yield from _failed(user)
    yield from _unread(user)


def _plans(user: User) -> Iterator[Due]:
    drafts = seen_by(Protocol.objects.all(), user, Permission.WRITE_PROTOCOL).filter(
        added_by=user, state=ProtocolState.DRAFT
    )
    for protocol in drafts[:MOST_TOLD]:
        yield Due(
            text=f"Finish and lock the protocol: {protocol.title}",
            href=reverse("protocol", args=[protocol.key]),
            when=protocol.added,
            state=State.DUE,
        )
    tried = Run.objects.filter(protocol=OuterRef("pk")).filter(
        Q(finished__isnull=False) | Q(job__state__in=OPEN)
    )
    locked = seen_by(Protocol.objects.all(), user, Permission.RUN_EVALUATION).filter(
        ~Exists(tried), state=ProtocolState.LOCKED
    )
    for protocol in locked[:MOST_TOLD]:
        yield Due(
            text=f"Run the protocol: {protocol.title}",
            href=reverse("run_new", args=[protocol.key]),
            when=protocol.locked,
            state=State.DUE,
        )


def _failed(user: User) -> Iterator[Due]:
    later = Run.objects.filter(protocol=OuterRef("protocol"), asked__gt=OuterRef("asked"))
    failed = runs_for(user).filter(
        ~Exists(later),
        asked_by=user,
        job__state=JobState.FAILED,
        job__finished_at__gt=timezone.now() - TOLD_FOR,
    )
    for run in failed[:MOST_TOLD]:
        yield Due(
            text=f"See why the run failed: {run.protocol.title}",
            href=reverse("run", args=[run.key]),
            when=run.job.finished_at if run.job else None,
            state=State.DUE,
        )


def _unread(user: User) -> Iterator[Due]:
    new = list(
        runs_for(user)
        .filter(finished__gt=timezone.now() - NEW_FOR)
        .order_by("-finished")[:MOST_TOLD]
    )
    if not new:
        return
    # A person's own readings are on the trail; nobody is told of another's.
    read = set(
        AuditEvent.objects.filter(
            action="findings read",
            user_key=user.key,
            subject_kind=Run.__name__,
            subject_key__in=[str(run.key) for run in new],
        ).values_list("subject_key", flat=True)
    )
    for run in new:
        if str(run.key) not in read:
            yield Due(
                text=f"Read the findings: {run.protocol.title}",
                href=reverse("run", args=[run.key]),
                when=run.finished,
                state=State.DUE,
            )


def find_evaluations(user: User, words: str) -> Iterator[Found]:
    """Find runs whose findings a person may read, by the plan's title or the returns' name."""
    matching = Q(protocol__title__icontains=words) | Q(returns_name__icontains=words)
    for run in runs_for(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=run.protocol.title,
            href=reverse("run", args=[run.key]),
            kind="Evaluations",
            words=f"{run.organisation.name}, over {run.returns_name}",
        )


def find_protocols(user: User, words: str) -> Iterator[Found]:
    """Find protocols by their title."""
    for protocol in protocols_for(user).filter(title__icontains=words)[:MOST_OF_A_KIND]:
        yield Found(
            text=protocol.title,
            href=reverse("protocol", args=[protocol.key]),
            kind="Protocols",
            words=f"{protocol.organisation.name}, {protocol.get_state_display().lower()}",
        )
