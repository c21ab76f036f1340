"""The shapes of services: criteria, waits, places, caseloads and drift."""

from __future__ import annotations

from datetime import date  # noqa: TC003  (pydantic reads annotations)
from typing import Any, Literal
from uuid import UUID  # noqa: TC003  (pydantic reads annotations)

from ninja import Schema

from holdfast_web.evaluation.api.delivery.shapes.words import (
    Count,  # noqa: TC001  (pydantic reads annotations)
)


class ServiceOut(Schema):
    """A service to which children are referred."""

    key: UUID
    organisation: UUID
    name: str
    programme: str
    closed: date | None


class CriteriaOut(Schema):
    """For whom a service is meant, from a day on until the next version."""

    number: int
    in_force_from: date
    note: str
    criteria: dict[str, Any]


class WaitingOut(Schema):
    """A child who waits, for a decision or a place; `due` is null where no time was agreed."""

    referral: UUID
    number: int
    pseudonym: str
    waits_for: Literal["decision", "place"]
    urgency: str
    standing: str
    since: date
    days: int
    due: date | None
    days_late: int


class WaitsOut(Schema):
    """How long children wait, today and of those accepted in the last year.

    For whoever may not see children one by one, small counts are `suppressed`, others rounded,
    and a median is null where too few stand behind it.
    """

    service: UUID
    as_of: date
    waiting: Count
    late: Count
    median_days_so_far: float | None
    median_days_to_decision: float | None
    median_days_to_begin: float | None


class PlaceDaysOut(Schema):
    """Days of places in a month, and who had them; null where it may not be shown who did."""

    month: str
    days: int
    places: int
    target: int | None
    flexible: int | None
    outside: int | None
    not_judged: int | None
    empty: int | None
    over: int | None
    waiting: int | None
    kept_out: int | None
    free_and_waiting: int | None


class PlaceCostsOut(Schema):
    """What empty places and those outside the target group cost, in pounds of one year."""

    price_year: str
    empty_places: float
    outside_places: float
    empty_days: int
    outside_days: int
    kept_out_days: int
    a_child_day: float | None
    a_target_day: float | None
    break_even: float | None


class CapacityOut(Schema):
    """Who had a service's places in the last twelve months, and what the others cost."""

    service: UUID
    as_of: date
    places_now: int
    waiting_now: Count
    split: bool
    months: list[PlaceDaysOut]
    whole: PlaceDaysOut
    costs: PlaceCostsOut | None


class CaseloadOut(Schema):
    """How many cases a professional leads beside the limit agreed, and has a part in."""

    member: UUID
    name: str
    profession: str
    leads: int
    helps: int
    limit: int | None
    over: int
    ended: date | None


class CaseloadsOut(Schema):
    """A service's team with its caseloads today, and the cases that nobody leads."""

    service: UUID
    as_of: date
    cases: int
    without_lead: int
    team: list[CaseloadOut]


class EnrolmentOut(Schema):
    """A referral as an evaluation keeps it; `decision` is null where nobody decided."""

    child: str
    referred: date
    decision: str | None
    enrolled: date | None
    ended: date | None
    team: str | None


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
