"""The shapes of programmes: what each holds, its versions, and how it was judged to fit."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import Field

from holdfast_web.evaluation.api.delivery.shapes.words import NO_NUL

Urn = Annotated[str, Field(max_length=120, pattern=NO_NUL)]
"""By what a programme is asked for."""
Version = Annotated[int, Field(ge=1, le=1_000_000)]


class ProgrammeOut(Schema):
    """A programme of the library, or one that an organisation added or varies."""

    urn: str
    name: str
    version: int
    organisation: UUID | None


class SourceOut(Schema):
    """A source that answers name by `name`; `read` is null where it was not read."""

    name: str
    title: str
    address: str
    read: date | None
    note: str


class LineOut(Schema):
    """One thing said in answer to a question, or why there is nothing to say.

    `standing` is how far to rely on it, or `not published` or `does not apply`. `sources` has
    the names of its sources: two that differ are two lines.
    """

    about: str
    words: str
    standing: str
    sources: list[str]
    note: str


class QuestionOut(Schema):
    """One question about a programme, and its answer line by line."""

    path: str
    title: str
    lines: list[LineOut]


class SectionOut(Schema):
    """Questions that belong together; `item` is the number of the TIDieR item, 0 if none."""

    title: str
    item: int
    questions: list[QuestionOut]


class VariationOut(Schema):
    """What an organisation varies in a programme, why, and who agreed it."""

    path: str
    title: str
    words: str
    why: str
    agreed_by: str
    agreed_on: date


class ProgrammeWholeOut(ProgrammeOut):
    """One version of a programme, with all that it holds in the order of TIDieR.

    `varies` is the URN of the programme that an organisation varies, else empty. What is
    published stays in `sections`; what an organisation does differently is in `variations`.
    """

    title: str
    kind: str
    varies: str
    newest: int
    sections: list[SectionOut]
    variations: list[VariationOut]
    sources: list[SourceOut]


class ChangeOut(Schema):
    """One answer that a version changed; empty words where there was none."""

    title: str
    before: str
    after: str


class ProgrammeVersionOut(Schema):
    """One version: what it changed in the one before, and how many runs are on it."""

    number: int
    added: datetime
    why: str
    changes: list[ChangeOut]
    runs: int


class JudgementOut(Schema):
    """What somebody holds of one question of fit, from 1, not at all, to 5, fully."""

    part: Literal["need", "fit", "capacity", "evidence", "usability", "support"]
    score: int
    reason: str


class FitOut(Schema):
    """What one person held of a programme's fit on one day, of the version before them."""

    key: UUID
    organisation: UUID
    version: int
    on: date
    judgements: list[JudgementOut]
