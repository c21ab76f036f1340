"""What does the interface give and take? The shapes that OpenAPI describes."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003  (pydantic reads annotations)
from typing import Generic, Literal, TypeVar
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict

Thing = TypeVar("Thing")


class Problem(Schema):
    """What is wrong, where, how to mend it, and a code that does not change."""

    what: str
    where: str = ""
    fix: str = ""
    code: str


class Fault(Schema):
    """One thing wrong with a request, as the checks of its shape say it."""

    type: str
    loc: list[str | int]
    msg: str


class Faults(Schema):
    """Everything wrong with the shape of a request."""

    detail: list[Fault]


class Many(Schema, Generic[Thing]):
    """A part of a list: `total` things there are, from `offset`, at most `limit`."""

    items: list[Thing]
    total: int
    offset: int
    limit: int


class OrganisationOut(Schema):
    """Whose data something is."""

    key: UUID
    name: str
    kind: str
    parent: UUID | None


class ReturnsOut(Schema):
    """A set of returns that came together, and which years of which returns are in it."""

    key: UUID
    organisation: UUID
    label: str
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    uploaded: datetime
    read: datetime | None
    years: dict[str, list[int]]


class ProtocolOut(Schema):
    """The plan of an evaluation; `sha256` is empty while it has faults."""

    key: UUID
    organisation: UUID
    title: str
    state: Literal["draft", "locked"]
    sha256: str
    added: datetime
    locked: datetime | None


class EvaluationIn(Schema):
    """Which locked protocol is to be run, over which returns."""

    model_config = ConfigDict(extra="forbid")

    protocol: UUID
    returns: UUID


class EvaluationOut(Schema):
    """A run. `verdict`, `permitted_claim` and `findings_sha256` are empty until it is done."""

    key: UUID
    organisation: UUID
    protocol: UUID
    protocol_sha256: str
    returns: UUID
    state: Literal["waiting", "running", "done", "failed", "cancelled"]
    step: str
    asked: datetime
    finished: datetime | None
    verdict: str
    permitted_claim: str
    holdfast: str
    findings_sha256: str
    problem: Problem | None
