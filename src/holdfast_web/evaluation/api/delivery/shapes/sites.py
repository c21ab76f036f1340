"""The shapes of sites and homes."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema


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


class StageMoveOut(Schema):
    """One move of a site from a stage to another; `before` is empty for the first."""

    before: str
    after: str
    on: date
    reason: str


class ReadinessOut(Schema):
    """A question of readiness with a site's latest answer; null where there is none."""

    question: str
    asks: str
    answer: Literal["yes", "partly", "no"] | None
    words: str
    on: date | None


class BarrierOut(Schema):
    """What stands in a site's way, or stood: then `resolved` says when and `how` how."""

    key: UUID
    kind: str
    what: str
    noticed: date
    resolved: date | None
    how: str
    shared: bool


class LastingOut(Schema):
    """A question of how a programme will last, and a site's plan; empty without one."""

    question: str
    asks: str
    plan: str
    by_when: date | None
    done: date | None


class LessonOut(Schema):
    """What a site changed and why, as it wrote it for others."""

    key: UUID
    title: str
    changed: str
    why: str
    came_of_it: str
    on: date


class SiteWholeOut(SiteOut):
    """One site with all that is kept of it, but for the names of people."""

    funded_by: str
    moves: list[StageMoveOut]
    readiness: list[ReadinessOut]
    barriers: list[BarrierOut]
    lasting: list[LastingOut]
    lessons: list[LessonOut]


class SiteTeamMemberOut(Schema):
    """Somebody of a site's team; `until` is the first day on which they no longer are."""

    key: UUID
    name: str
    part: str
    leads: bool
    since: date
    until: date | None


class HomeOut(Schema):
    """A children's home."""

    organisation: UUID
    name: str
    ofsted_urn: str
    places: int | None
