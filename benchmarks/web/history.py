"""What a year of work leaves in the database: events, releases, jobs, drafts, invitations."""

from __future__ import annotations

import hashlib
import random
from datetime import timedelta
from uuid import uuid4

from django.db import connection
from django.utils import timezone

from benchmarks.web.authority import with_role
from holdfast_web.evaluation.models import ApiToken, Protocol, Run
from holdfast_web.people.audit import START, hash_of
from holdfast_web.people.models import (
    AuditEvent,
    Emergency,
    Invitation,
    Job,
    Membership,
    NoticePreference,
    Organisation,
    Release,
    User,
)
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName
from holdfast_web.records.models import ReturnSet

EVENTS, RELEASES, JOBS, DRAFTS, INVITED, REFUSED = 20_000, 600, 2_000, 120, 400, 60
ACTIONS = (
    "signed in", "signed out", "findings read", "child's journey read", "children looked for",
    "role given", "role taken", "release asked for", "release approved", "protocol changed",
    "return uploaded", "person invited", "audit trail searched", "emergency access taken",
)  # fmt: skip
DAYS = 365


def make(place: Organisation, *, run: Run, protocol: Protocol) -> None:
    """Make it all, the same each time."""
    chance = random.Random(1)  # noqa: S311  (not a secret)
    analysts = with_role(place, "analyst")
    _events(chance)
    _releases(chance, place, analysts)
    _jobs(chance, place, analysts)
    Protocol.objects.bulk_create(
        Protocol(
            organisation=place, title=f"Draft {number}", text=protocol.text,
            added_by=analysts[number % len(analysts)],
        )
        for number in range(DRAFTS)
    )  # fmt: skip
    _invitations(place, analysts[0])
    NoticePreference.objects.bulk_create(
        NoticePreference(user=user, kind=kind, wanted=False)
        for user in User.objects.all()[::3]
        for kind in (NoticeKind.JOB_ENDED, NoticeKind.RELEASE_WAITS)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _events(chance: random.Random) -> None:
    """Go on with the trail by a year's events, each with the hash that it must have."""
    last = AuditEvent.objects.order_by("-number").first()
    number, previous = (last.number, last.hash) if last is not None else (0, START)
    held = list(Membership.objects.values_list("user__key", "organisation__key"))
    now = timezone.now()
    events = []
    for at in range(EVENTS):
        user, organisation = chance.choice(held)
        action = chance.choice(ACTIONS)
        of_nobody = action.startswith("signed")
        number += 1
        event = AuditEvent(
            number=number, at=now - timedelta(seconds=(EVENTS - at) * 60), action=action,
            user_key=user, organisation_key=None if of_nobody else organisation,
            subject_kind="" if of_nobody else "Release",
            subject_key="" if of_nobody else str(uuid4()), address="192.0.2.7",
            previous=previous,
        )  # fmt: skip
        event.hash = previous = hash_of(event)
        events.append(event)
    AuditEvent.objects.bulk_create(events, batch_size=2_000)


def _releases(chance: random.Random, place: Organisation, analysts: list[User]) -> None:
    now = timezone.now()
    rows = []
    for number in range(RELEASES):
        asked_by, decided_by = chance.sample(analysts, 2)
        state = "waiting" if number < RELEASES // 12 else chance.choice(("expired", "refused"))
        asked = now - timedelta(hours=number * 12)
        decided = {} if state == "waiting" else {
            "decided_by": decided_by, "decided_at": asked,
            "expires_at": asked if state == "expired" else None,
            "refusal": "Too small." if state == "refused" else "",
        }  # fmt: skip
        rows.append(
            Release(
                organisation=place, purpose="For the board.", file_name=f"entries-{number}.csv",
                size=1_000, sha256=hashlib.sha256(str(number).encode()).hexdigest(),
                checks=["Counts below 6 are suppressed."], state=state, asked_by=asked_by,
                asked_at=asked, **decided,
            )
        )  # fmt: skip
    Release.objects.bulk_create(rows)


def _jobs(chance: random.Random, place: Organisation, analysts: list[User]) -> None:
    now = timezone.now()
    jobs = Job.objects.bulk_create(
        Job(
            organisation=place, kind="records.read", state="failed", asked_by=analyst,
            started_at=now, finished_at=now - timedelta(days=30), beat_at=now,
            reason_code="records.unreadable", reason="Nothing could be read.",
        )
        for analyst in (chance.choice(analysts) for _ in range(JOBS))
    )  # fmt: skip
    ReturnSet.objects.bulk_create(
        ReturnSet(
            organisation=place, label=f"Returns, try {number}", job=job,
            uploaded_by=job.asked_by,
        )
        for number, job in enumerate(jobs[:REFUSED])
    )  # fmt: skip


def _invitations(place: Organisation, by: User) -> None:
    homes = list(Organisation.objects.filter(kind=Kind.HOME))
    ends = timezone.now() + timedelta(days=7)
    Invitation.objects.bulk_create(
        Invitation(
            organisation=homes[number % len(homes)], email=f"invited.{number}@invented.example",
            role=RoleName.FACILITATOR, sent_by=by, expires_at=ends,
            secret_hash=hashlib.sha256(str(number).encode()).hexdigest(),
        )
        for number in range(INVITED)
    )  # fmt: skip


def counts() -> dict[str, int]:
    """Say how many rows there are."""
    kinds = {
        "organisations": Organisation, "people": User, "roles held": Membership,
        "events on the trail": AuditEvent, "releases": Release, "jobs": Job,
        "sets of returns": ReturnSet, "protocols": Protocol, "runs": Run,
        "invitations": Invitation, "choices about notices": NoticePreference,
        "emergencies": Emergency, "tokens": ApiToken,
    }  # fmt: skip
    return {words: model.objects.count() for words, model in kinds.items()}
