"""The shapes of what lies between sessions: practice, consultation, feedback."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict

from holdfast_web.evaluation.api.delivery.shapes.words import (  # noqa: TC001  (pydantic reads annotations)
    Minutes,
    Words300,
    Words2000,
)


class PracticeTaskOut(Schema):
    """What a team was asked to try after a session, and how many people did."""

    key: UUID
    session: UUID
    text: str
    tried: int
    partly: int
    not_tried: int


class TryOut(Schema):
    """What a member of staff did with a practice task, and what was said of it."""

    key: UUID
    task: UUID
    staff: UUID
    tried: Literal["yes", "partly", "no"]
    on: date
    happened: str
    comment: str


class TryIn(Schema):
    """What a member of staff did with a practice task. Name no young person."""

    model_config = ConfigDict(extra="forbid")

    staff: UUID
    tried: Literal["yes", "partly", "no"]
    on: date
    happened: Words2000 = ""


class ConsultationIn(Schema):
    """A consultation about a run. Name no young person."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["facilitators", "managers", "other"]
    on: date
    minutes: Minutes
    people: Words300 = ""
    about: Words2000 = ""


class ConsultationOut(Schema):
    """A consultation about a run: it counts towards nobody's dose."""

    key: UUID
    run: UUID
    kind: Literal["facilitators", "managers", "other"]
    on: date
    minutes: int
    people: str
    about: str


class FeedbackStatementOut(Schema):
    """A statement on a session, and how many gave each answer from 1 to 5."""

    statement: str
    words: str
    answers: dict[str, int]


class FeedbackOut(Schema):
    """What staff said of a session without a name.

    While answers can still come in, or where fewer than `fewest` came, nothing is shown: all
    but `open` is null then.
    """

    session: UUID
    open: bool
    fewest: int
    people: int | None
    statements: list[FeedbackStatementOut] | None
    comments: list[str] | None
