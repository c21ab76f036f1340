"""The shapes of fidelity: instruments, reviews, and what they come to."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict, Field

from holdfast_web.evaluation.api.delivery.shapes.words import (
    Words100,
    Words150,
    Words1000,
)

RaterName = Literal["self", "peer", "observer", "caregiver"]
ChosenName = Literal["all", "random", "deliverer"]


class FidelityScoreOut(Schema):
    """A score of an instrument: its scale, its two parts, or the groups it may name."""

    code: str
    title: str
    kind: str
    low: float | None
    high: float | None
    parts: list[str] | None
    groups: list[str]


class FidelityInstrumentOut(Schema):
    """An instrument in use for a programme, with its rule of sampling and its scores."""

    key: UUID
    organisation: UUID
    programme: str
    urn: str
    version: int
    title: str
    retired: bool
    reviews_asked: int
    rater_asked: RaterName
    chosen_asked: ChosenName
    rule_source: str
    raters: list[RaterName]
    scores: list[FidelityScoreOut]


class FidelityReviewOut(Schema):
    """A review of how a facilitator delivered; null where a score is missing."""

    key: UUID
    run: UUID
    instrument: str
    instrument_version: int
    facilitator: UUID
    rater: RaterName
    on: date
    scores: dict[str, float | str | list[int] | None]


Given = float | Annotated[list[int], Field(min_length=2, max_length=2)] | Words100


class FidelityReviewIn(Schema):
    """A review to be kept, by an instrument in use for the run's programme.

    A score is a number, two counts, or the name of a group; null, or not there, is missing.
    `rated_by` is a facilitator; whoever else rated is named in `rater_name`, a caregiver never.
    """

    model_config = ConfigDict(extra="forbid")

    run: UUID
    instrument: UUID
    facilitator: UUID
    session: UUID | None = None
    on: date
    rater: RaterName
    rated_by: UUID | None = None
    rater_name: Words150 = ""
    chosen: ChosenName
    scores: Annotated[dict[str, Given | None], Field(max_length=100)]
    note: Words1000 = ""


class ScoreSummaryOut(Schema):
    """One score of one kind of rater: its mean, or counts added up, and what may be said.

    `band` is null where there is no verdict; `why_not` says why.
    """

    code: str
    scored: int
    missing: int
    mean: float | None
    low: float | None
    high: float | None
    pooled: list[int] | None
    band: str | None
    why_not: str | None


class RaterSummaryOut(Schema):
    """What one kind of rater said; two kinds are never put together."""

    rater: RaterName
    reviews: int
    set_aside: int
    scores: list[ScoreSummaryOut]


class FidelitySummaryOut(Schema):
    """Reviews of one facilitator, run or site; `of` is its key, empty for no site."""

    of: str
    name: str
    asked: int
    reviewed: int
    raters: list[RaterSummaryOut]


class TrendPointOut(Schema):
    """A score on a day."""

    on: date
    value: float


class TrendSlopeOut(Schema):
    """By how much a score rises a month, with its interval."""

    value: float
    low: float
    high: float
    level: float
    method: str


class FidelityTrendOut(Schema):
    """A score by one kind of rater over time; two kinds are never put together.

    `slope` is null with too few reviews, with all of them on one day, or for groups. `missing`
    counts the reviews without this score.
    """

    rater: RaterName
    points: list[TrendPointOut]
    missing: int
    slope: TrendSlopeOut | None
