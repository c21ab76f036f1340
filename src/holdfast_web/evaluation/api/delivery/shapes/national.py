"""The shapes of what is seen across the sites that share their counts."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema

from holdfast_web.evaluation.api.delivery.shapes.words import (
    Count,  # noqa: TC001  (pydantic reads annotations)
)


class SharedProgrammeOut(Schema):
    """A programme whose sites share their counts, and how many of them do."""

    programme: str
    name: str
    sites: int


class RegionOut(Schema):
    """A region, or all of them: every number of people as it may be shown.

    `share` is of those counted today who had every session, from the counts as shown; null
    where one of them is held back, or nobody is counted.
    """

    region: str
    sites: int
    homes: int
    homes_with_a_run: int
    staff: Count
    ever_reached: Count
    counted_today: Count
    had_every_session: Count
    share: float | None


class NationalOut(Schema):
    """A programme across sites, in aggregates. Counts below `threshold` are `suppressed`.

    `stages` and `fidelity` count sites. `as_of` is the oldest day of what stands behind it.
    """

    programme: str
    name: str
    as_of: date | None
    threshold: int
    rounding: int
    stages: dict[str, int]
    fidelity: dict[str, int]
    regions: list[RegionOut]
    all: RegionOut


class NationalSiteOut(Schema):
    """One site that shares its counts: no number of people, and one word on fidelity."""

    key: UUID
    name: str
    region: str
    stage: str
    stage_since: date
    homes: int
    homes_with_a_run: int
    fidelity: str


class ExchangeEntryOut(Schema):
    """What a site changed and why."""

    kind: Literal["lesson", "barrier", "variation"]
    site: UUID
    site_name: str
    on: date
    what: str
    why: str
    came_of_it: str
