"""The shapes of staff, their rosters and absences, lists brought, and facilitators."""

from __future__ import annotations

from datetime import date, datetime, time  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import Field

Hours = Annotated[float, Field(description="Contracted hours a week.")]


class StaffOut(Schema):
    """A person in a post at a home; `left` is the first day on which they no longer are."""

    key: UUID
    organisation: UUID
    name: str
    reference: str
    post: str
    manager: bool
    kind: Literal["permanent", "bank", "agency"]
    shifts: str
    contracted_hours: Hours | None
    started: date
    left: date | None


class ShiftOut(Schema):
    """A shift on a roster; one whose end is not after its start ends on the next day."""

    staff: UUID
    day: date
    starts: time
    ends: time
    state: Literal["planned", "worked"]


class CertificationOut(Schema):
    """A facilitator's standing for one programme."""

    programme: str
    state: str
    since: date
    expires: date | None


class FacilitatorOut(Schema):
    """Who delivers sessions."""

    key: UUID
    organisation: UUID
    name: str
    background: str
    certifications: list[CertificationOut]


class LongAbsenceOut(Schema):
    """Days on which somebody in post is away for long; why they are is not kept.

    `until` is the first day back; null where it is not known yet.
    """

    key: UUID
    staff: UUID
    organisation: UUID
    since: date
    until: date | None


class DoneOut(Schema):
    """When something was done, and by whom; null where they have no account now."""

    at: datetime
    by: str | None


class BroughtListOut(Schema):
    """A list of staff or a roster that somebody brought, without its rows.

    `counts` says how many posts or shifts it added, changed and so on; empty until applied.
    """

    key: UUID
    organisation: UUID
    kind: Literal["staff", "roster"]
    file_name: str
    state: Literal["looked_at", "applied", "undone", "dropped"]
    counts: dict[str, int]
    brought: DoneOut
    applied: DoneOut | None
    undone: DoneOut | None
