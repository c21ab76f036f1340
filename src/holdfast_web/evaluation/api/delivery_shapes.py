"""What does the interface give of delivery, and take? The shapes that OpenAPI describes."""

from __future__ import annotations

from datetime import date, time  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict, Field

Hours = Annotated[float, Field(description="Contracted hours a week.")]


class ProgrammeOut(Schema):
    """A programme of the library, or one that an organisation added or varies."""

    urn: str
    name: str
    version: int
    organisation: UUID | None


class SiteOut(Schema):
    """A programme at an organisation, and how far its implementation has come."""

    key: UUID
    organisation: UUID
    programme: str
    title: str
    stage: str
    stage_since: date
    funding_ends: date | None
    shares_counts: bool


class HomeOut(Schema):
    """A children's home."""

    organisation: UUID
    name: str
    ofsted_urn: str
    places: int | None


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


class SittingOut(Schema):
    """A time at which a session is held; `register_version` counts its register's saves."""

    key: UUID
    on: date
    starts: time
    ends: time
    state: Literal["planned", "held", "cancelled"]
    register_version: int


class SessionOut(Schema):
    """A session of a run, by its number within its kind."""

    key: UUID
    kind: str
    number: int
    title: str
    sittings: list[SittingOut]


class RunOut(Schema):
    """One delivery of a programme to a home."""

    key: UUID
    organisation: UUID
    programme: str
    version: int
    title: str
    state: Literal["planned", "under_way", "finished", "stopped"]
    starts: date
    ends: date | None


class RunWithSessionsOut(RunOut):
    """One run with its sessions and their sittings."""

    sessions: list[SessionOut]


class MarkOut(Schema):
    """A line of a register: of a member of staff, or of somebody who was there for the day."""

    line: UUID
    staff: bool
    outcome: str
    reason: str
    arrived: time | None
    left: time | None
    minutes: int | None
    version: int


class RegisterOut(Schema):
    """A register with its version: give it back as `seen` when you save."""

    sitting: UUID
    version: int
    marks: list[MarkOut]


class MarkIn(Schema):
    """What a register is to say of one member of staff."""

    model_config = ConfigDict(extra="forbid")

    line: UUID
    outcome: Literal["present", "late", "left_early", "absent"]
    reason: Literal[
        "", "nights", "on_shift", "elsewhere", "off_shift", "leave", "sick", "long_leave",
        "training", "other_sitting", "not_told", "other", "not_known",
    ] = ""  # fmt: skip
    arrived: time | None = None
    left: time | None = None


class RegisterIn(Schema):
    """Marks to save together, and the version of the register that you had before you."""

    model_config = ConfigDict(extra="forbid")

    seen: Annotated[int, Field(ge=0, le=1_000_000)]
    marks: Annotated[list[MarkIn], Field(min_length=1, max_length=200)]


class RegisterSavedOut(RegisterOut):
    """A register after a save. What somebody else changed meanwhile stands as they left it."""

    conflicts: list[UUID]


class CatchUpOut(Schema):
    """A session made up for by a member of staff."""

    key: UUID
    session: UUID
    staff: UUID
    kind: str
    on: date
    minutes: int | None
    counts: bool


class ServiceOut(Schema):
    """A service to which children are referred."""

    key: UUID
    organisation: UUID
    name: str
    programme: str
    closed: date | None


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


class CoverageOut(Schema):
    """How many of three teams received every session held so far, as of a day.

    `problem` is the code for which it could not be told; the numbers then mean nothing.
    """

    run: UUID
    as_of: date
    held: int
    planned: int
    registers_missing: int
    team_at_start: int
    team_at_start_with_all: int
    team_on_the_day: int
    team_on_the_day_with_all: int
    team_today: int
    team_today_with_all: int
    people_owing: int
    problem: str


class HomeMonthOut(Schema):
    """A home's month by the codes of its measures; null where nobody counted, not 0."""

    organisation: UUID
    month: date
    version: int
    measures: dict[str, int | None]


class FidelityReviewOut(Schema):
    """A review of how a facilitator delivered; null where a score is missing."""

    key: UUID
    run: UUID
    instrument: str
    instrument_version: int
    facilitator: UUID
    rater: Literal["self", "peer", "observer", "caregiver"]
    on: date
    scores: dict[str, float | str | list[int] | None]


class DriftMonthOut(Schema):
    """One month of a service against its criteria; the share has its 95% interval.

    `most_by_chance` is the largest number outside that chance may bring, null without a limit.
    """

    month: str
    over: bool
    referred: int
    accepted: int
    served: int
    judged: int
    outside: int
    share: float | None
    low: float | None
    high: float | None
    most_by_chance: int | None
    alert: bool


class DriftOut(Schema):
    """A service watched month by month, and the rule by which it is."""

    service: UUID
    group: Literal["referred", "accepted", "served"]
    rule: str
    months: list[DriftMonthOut]
