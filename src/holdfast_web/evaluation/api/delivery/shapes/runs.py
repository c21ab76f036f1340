"""The shapes of runs: sessions, schedules, who delivers, coverage and catch-ups."""

from __future__ import annotations

from datetime import date, datetime, time  # noqa: TC003  (pydantic reads annotations)
from typing import Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict

from holdfast_web.evaluation.api.delivery.shapes.words import (  # noqa: TC001  (pydantic reads annotations)
    Minutes,
    Words150,
)


class SittingOut(Schema):
    """A time at which a session is held; `register_version` counts its register's saves."""

    key: UUID
    on: date
    starts: time
    ends: time
    place: str
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


class ReleasedSittingOut(Schema):
    """A sitting as a release told of it."""

    on: date
    starts: time
    ends: time
    place: str


class ReleasedSessionOut(Schema):
    """A session as a release told of it; `key` stays with it whatever its day."""

    key: UUID
    name: str
    sittings: list[ReleasedSittingOut]


class ReleaseOut(Schema):
    """One release of a schedule: what everybody was told, and how it differs from the last."""

    number: int
    released: datetime
    note: str
    changes: list[str]
    sessions: list[ReleasedSessionOut]


class ScheduleOut(Schema):
    """A run's schedule as it stands and as it was released, the latest release first.

    `unreleased` says what changed since; null for whoever does not plan the run.
    """

    run: UUID
    sessions: list[SessionOut]
    releases: list[ReleaseOut]
    unreleased: list[str] | None


class PlaceOnRunOut(Schema):
    """Who delivers a run in which role; `until` is the first day on which they no longer do."""

    facilitator: UUID
    role: str
    since: date | None
    until: date | None
    reason: str


class CatchUpOut(Schema):
    """A session made up for by a member of staff."""

    key: UUID
    session: UUID
    staff: UUID
    kind: str
    on: date
    minutes: int | None
    counts: bool


class CatchUpIn(Schema):
    """A session that a member of staff caught up: how, when, for how long, and with whom."""

    model_config = ConfigDict(extra="forbid")

    session: UUID
    staff: UUID
    kind: Literal["visit", "video", "one_to_one", "next_run", "other_sitting"]
    on: date
    minutes: Minutes
    given_by: Words150 = ""


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


class OwedOut(Schema):
    """A session that somebody owes, why, and what can be done about it, in words."""

    session: int
    held: date
    why: str
    way: str


class OwesOut(Schema):
    """What one member of staff owes; `away` says that they are on long absence."""

    staff: UUID
    away: bool
    sessions: list[OwedOut]


class BlockedDaysOut(Schema):
    """Days on which an organisation, and all under it, holds no session, both included."""

    key: UUID
    organisation: UUID
    first: date
    last: date
    reason: str
