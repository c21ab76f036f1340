"""The shapes of homes' months: charts, comparisons, and the times of restraints."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003  (pydantic reads annotations)
from typing import Annotated, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema
from pydantic import ConfigDict, Field

from holdfast.deliver.home_month import MOST


class HomeMonthOut(Schema):
    """A home's month by the codes of its measures; null where nobody counted, not 0."""

    organisation: UUID
    month: date
    version: int
    measures: dict[str, int | None]


class HomeMonthIn(Schema):
    """A home's month to be saved, whole or in part.

    `organisation` is the home, `month` the first day of the month, `seen` the version that you
    had before you, 0 for none. A measure that is not named stays as it is; null is missing.
    `sure` says that you looked again at what was likely a slip.
    """

    model_config = ConfigDict(extra="forbid")

    organisation: UUID
    month: date
    seen: Annotated[int, Field(ge=0, le=1_000_000)]
    measures: Annotated[
        dict[str, Annotated[int, Field(ge=0, le=MOST)] | None],
        Field(min_length=1, max_length=100),
    ]
    sure: bool = False


class SignalOut(Schema):
    """A rule of a chart that fired, over the months from `first` to `last`."""

    rule: str
    side: Literal["above", "below"] | None
    first: date
    last: date
    in_baseline: bool


class ChartSummaryOut(Schema):
    """What the chart of a measure says: its signals, or why it has no limits."""

    measure: str
    title: str
    shown: Literal["count", "rate", "share"]
    too_few: str | None
    signals: list[SignalOut]


class PointOut(Schema):
    """A month of a chart: what is drawn, and how many are behind it; null where missing."""

    month: date
    value: float | None
    count: float | None


class ChartOut(ChartSummaryOut):
    """A process chart: points, centre line and limits from the months before the training.

    Limits are null where there are none, and `lower` where it would be below nought.
    """

    organisation: UUID
    training: date | None
    points: list[PointOut]
    baseline_first: date | None
    baseline_last: date | None
    baseline_months: int
    centre: float | None
    lower: float | None
    upper: float | None


class LeftOutHomeOut(Schema):
    """A home that could not be compared, and why."""

    organisation: UUID
    why: str


class ComparisonOut(Schema):
    """Trained homes beside homes not trained, or not yet, by one measure.

    `claim` is what may be said: `effect`, `associate` or `describe`. `p_value` is the share of
    all ways to deal the trainings out that give as much.
    """

    programme: str
    measure: str
    shown: Literal["count", "rate", "share"]
    first: date | None
    last: date | None
    change: float
    low: float
    high: float
    level: float
    method: str
    before: float
    p_value: float
    dealings: int
    claim: str
    drawn_by_lot: bool
    trained: list[UUID]
    comparison: list[UUID]
    left_out: list[LeftOutHomeOut]
    home_months: int
    missing: int


class StepOut(Schema):
    """A step after a restraint, by when it is due, and how it stands."""

    step: Literal["recorded", "debriefed", "child_spoken_to"]
    due: datetime
    done: datetime | None
    state: Literal["due", "done", "done late", "late"]


class RestraintOut(Schema):
    """The times of one use of a measure, by its number in the home; nobody is named."""

    key: UUID
    organisation: UUID
    number: int
    kind: Literal["restraint", "control", "discipline"]
    used: datetime
    steps: list[StepOut]
