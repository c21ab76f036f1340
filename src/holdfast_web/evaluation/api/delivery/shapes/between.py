"""The shapes of what lies between sessions: practice, consultation, feedback."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema


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
