"""The shapes of referrals."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  (pydantic reads annotations)
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema


class ReferralOut(Schema):
    """A child's referral to a service, under a pseudonym."""

    key: UUID
    service: UUID
    number: int
    pseudonym: str
    state: str
    standing: str
    stage: str
    age: int | None
    urgency: str
    received: date
    accepted: date | None
    started: date | None
    over: date | None
    destination: str
    outcome: str


class JudgedOut(Schema):
    """One criterion, whether the child meets it, and whether the flexibility covers it."""

    criterion: str
    answer: str
    stretched: bool


class MoveOut(Schema):
    """One move of a referral; one that was taken back stays, and counts no more."""

    move: str
    on: date
    reason: str
    decided_by: str
    note: str
    taken_back: datetime | None


class CasePartOut(Schema):
    """Who leads a case or has another part; `until` is the first day on which they have not."""

    member: UUID
    leads: bool
    since: date
    until: date | None


class ReferralWholeOut(ReferralOut):
    """One referral: what is known of the child, how they are judged, and what can be done.

    `stages`, `needs` and each of `exclusions` are null where that is not known. `open_moves`
    are the moves that this token's person can make now.
    """

    criteria: int
    birth_month: date | None
    stages: list[str] | None
    needs: list[str] | None
    exclusions: dict[str, bool | None]
    need_score: float | None
    gathered_on: date | None
    consent: str
    source: str
    referred_from: str
    approved_by: str
    judged: list[JudgedOut]
    moves: list[MoveOut]
    parts: list[CasePartOut]
    passed_from: UUID | None
    passed_to: list[UUID]
    open_moves: list[str]
