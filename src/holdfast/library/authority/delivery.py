"""By which rates is an invented authority staffed, trained and referred to?

`northmere_delivery.yaml` in typed form. A pair is least and most, or mean and spread, as its
comment in the file says.
"""

from __future__ import annotations

from datetime import time  # noqa: TC003  (pydantic reads it at run time)
from functools import cache
from typing import Annotated, Self

from pydantic import Field, model_validator

from holdfast.library.authority.rates import Group, Pair, Positive, Share, Shares
from holdfast.library.entry import LIBRARY, Entry, Strict, load_yaml

Count = Annotated[int, Field(ge=0)]
Some = Annotated[int, Field(ge=1)]
Span = tuple[int, int]
HomeNumber = Annotated[int, Field(ge=1)]


class Training(Group):
    """How large the training was, and of what it consists."""

    staff: Some
    homes: Some
    comparison_homes: Some
    staff_sessions: Some
    manager_sessions: Count
    facilitators: Some


class Turnover(Group):
    """Which share leaves in a year."""

    permanent_leaving: Share
    managers_under_a_year: Share


class Teams(Group):
    """Who works in the homes."""

    trained: tuple[Some, ...]
    comparison: tuple[Some, ...]
    places: Span
    bank: Share
    agency: tuple[Share, ...]
    agency_weeks: Positive
    vacancy_weeks: Span
    agency_vacancy_weeks: Span
    nights: Share
    mixed: Share
    hours: Shares
    bank_hours: Positive
    agency_hours: Positive
    planned_leaving_days: Count


class Calendar(Group):
    """When sessions are held."""

    begins_weeks_before: tuple[Count, ...]
    weekdays: tuple[Annotated[int, Field(ge=0, le=4)], ...]
    morning: tuple[time, time]
    afternoon: tuple[time, time]
    blocked_month_days: tuple[tuple[int, int, int, int], ...]
    manager_weeks: tuple[int, ...]
    spill_over_in_home: HomeNumber
    two_sittings_in_home: HomeNumber
    home_months: Some


class AttendanceRates(Group):
    """Who comes, who does not and why, and how a missed session is made up."""

    nights_who_come: Share
    leave: Share
    sick: Share
    long_leave: Share
    off_shift: Share
    other_training: Share
    not_known: Share
    late: Share
    left_early: Share
    minutes_missed: Span
    no_time_written: Share
    agency_today: Share
    visitor: Share
    caught_up: Share
    catch_up_days: Span
    catch_up_kinds: Shares
    catch_up_minutes: Span


class Practice(Group):
    """What is done between sessions, and what staff say of them."""

    tried: Share
    not_told: Share
    with_comment: Share
    consultations: Count
    consultation_minutes: Span
    feedback: Share
    rating: Pair
    feedback_comment: Share


class FidelityRates(Group):
    """How faithfully sessions are delivered, and who says so."""

    parts: Some
    observer: Pair
    self_higher_by: float
    grows_a_session: float
    observed_sessions: tuple[Some, ...]
    observation_missed: Share
    self_missed: Share
    few_observed_in_home: HomeNumber


class MonthlyCount(Strict):
    """How often something happens to a young person in a month, and what training does."""

    rate: Positive
    ratio: Positive


class HomeMonths(Group):
    """What a home's month is like, with the training and without."""

    spread_homes: float
    spread_months: float
    effect_after_months: Count
    occupancy: Share
    agency_shifts: Positive
    homes_with_agency: Share
    sickness_days: Positive
    school_sessions: Some
    school_attendance: Share
    school_gain: float
    counts: dict[str, MonthlyCount]
    sickness_ratio: Positive


class Restraints(Group):
    """When a restraint was written down and talked about."""

    minutes: Span
    recorded_hours: Span
    recorded_late: Share
    debriefed_hours: Span
    debriefed_late: Share
    spoken_to_hours: Span
    spoken_to_late: Share
    not_written: Share
    kept_months: Some


class Service(Group):
    """Who is referred to a service, who is taken, and when that slips."""

    months: Some
    drift_from_month: Some
    drift_full_after_months: Some
    referrals_before: Positive
    referrals_after: Positive
    outside_before: Share
    outside_after: Share
    need_before: Pair
    need_outside: Pair
    no_consent: Share
    urgent: Share
    triage_days: Span
    decision_days: Span
    declined_inside: Share
    declined_outside: Share
    exception_recorded: Share
    never_engaged: Share
    passed_on: Share
    places: Some
    weeks: Span
    ended_early: Share
    workers: Some
    caseload: Some
    over_caseload: Share


class Sites(Group):
    """When a site comes to each stage of implementation, in weeks from its first session."""

    moves: tuple[tuple[int, str], ...]
    funding_ends_weeks: int


class Delivery(Entry):
    """Every rate of the delivery of programmes in one invented authority."""

    training: Training
    turnover: Turnover
    teams: Teams
    calendar: Calendar
    attendance: AttendanceRates
    practice: Practice
    fidelity: FidelityRates
    home_months: HomeMonths
    restraints: Restraints
    service: Service
    sites: Sites

    @model_validator(mode="after")
    def _teams_are_as_large_as_the_training(self) -> Self:
        if sum(self.teams.trained) != self.training.staff:
            raise ValueError("the teams in training must add up to the staff of the training")
        if len(self.teams.trained) != self.training.homes:
            raise ValueError("there must be a team for each home in training")
        if len(self.teams.comparison) != self.training.comparison_homes:
            raise ValueError("there must be a team for each home of the comparison")
        return self


@cache
def delivery(name: str = "northmere") -> Delivery:
    """By which rates does delivery go in this invented authority?

    Examples
    --------
    >>> rates = delivery()
    >>> sum(rates.teams.trained), rates.turnover.permanent_leaving
    (82, 0.35)
    """
    return load_yaml(LIBRARY / "authority" / f"{name}_delivery.yaml", Delivery)
