"""The shapes of staff, their rosters, and facilitators."""

from __future__ import annotations

from datetime import date, time  # noqa: TC003  (pydantic reads annotations)
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
