"""What is counted of a home in a month, of what, and what is it set against?

A closed list. Six of the measures were named in the plan of an evaluation; the others are kept
by homes anyway, we believe, and say that their source is to be confirmed. The definitions are
our own words.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

PLAN = (
    "Named as an outcome in the plan of the evaluation of RESuLT: http://www.resulttraining.org."
    "uk/news/dfe-innovation-programme-funding-independent-evaluation-result-due-report-may-2016"
)
KEPT_ANYWAY = (
    "Homes keep it already, we believe; which regulation asks for it is to be confirmed: "
    "The Children's Homes (England) Regulations 2015"
)
OURS = "Our own, to know how many nights, days or sessions the other numbers are out of"


class Counts(StrEnum):
    """What a number counts. One young person may be behind many events."""

    YOUNG_PEOPLE = "young people"
    EVENTS = "events"
    NIGHTS = "nights"
    DAYS = "days"
    STAFF = "staff"
    SHIFTS = "shifts"
    SESSIONS = "school sessions"


class Exposure(StrEnum):
    """What a number is set against to make a rate of it."""

    CHILD_NIGHTS = "child-nights"
    STAFF = "staff in post"
    SHIFTS = "shifts worked"
    SCHOOL_SESSIONS = "school sessions possible"
    NIGHTS_IN_MONTH = "nights in the month"


class Better(StrEnum):
    """Which way would be welcome. Where it is neither, a chart says only that it moved."""

    FEWER = "fewer"
    MORE = "more"
    NEITHER = "neither"


class Group(StrEnum):
    """Under which heading a measure is asked for, in order."""

    OCCUPANCY = "Who lived here"
    MOVES = "Moves"
    SAFETY = "Safety"
    POLICE = "Police"
    SCHOOL = "School"
    STAFF = "Staff"


@dataclass(frozen=True, kw_only=True, slots=True)
class Measure:
    """One measure of the record. `confirmed` says whether its source was read."""

    name: str
    title: str
    definition: str
    group: Group
    counts: Counts
    exposure: Exposure | None
    per: int = 1
    better: Better
    source: str
    confirmed: bool


def _children(name: str, title: str, definition: str, group: Group, better: Better) -> Measure:
    """A number of young people, from the plan of the evaluation."""
    return Measure(
        name=name, title=title, definition=definition, group=group, better=better,
        counts=Counts.YOUNG_PEOPLE, exposure=Exposure.CHILD_NIGHTS, per=100, source=PLAN,
        confirmed=True,
    )  # fmt: skip


def _kept(
    name: str, title: str, definition: str, group: Group, counts: Counts,
    exposure: Exposure | None, per: int = 1, better: Better = Better.FEWER,
) -> Measure:  # fmt: skip
    """A number that homes keep anyway."""
    return Measure(
        name=name, title=title, definition=definition, group=group, counts=counts,
        exposure=exposure, per=per, better=better, source=KEPT_ANYWAY, confirmed=False,
    )  # fmt: skip


MEASURES: tuple[Measure, ...] = (
    Measure(
        name="child_nights",
        title="Nights that young people lived here",
        definition="Add up, over the nights of the month, the young people who lived here. "
        "Four young people all through June are 120. A night missing or in hospital counts.",
        group=Group.OCCUPANCY,
        counts=Counts.NIGHTS,
        exposure=Exposure.NIGHTS_IN_MONTH,
        better=Better.NEITHER,
        source=OURS,
        confirmed=False,
    ),
    _children(
        "planned_moves", "Planned moves",
        "Young people who moved to a new placement as had been planned.",
        Group.MOVES, Better.NEITHER,
    ),
    _children(
        "unplanned_moves", "Unplanned moves",
        "Young people who moved to a new placement although it had not been planned.",
        Group.MOVES, Better.FEWER,
    ),
    _children(
        "missing_overnight", "Missing overnight",
        "Young people who were missing for at least one night.", Group.SAFETY, Better.FEWER,
    ),
    _kept(
        "missing_episodes", "Missing episodes",
        "Times that a young person was reported missing, however long for.",
        Group.SAFETY, Counts.EVENTS, Exposure.CHILD_NIGHTS, 100,
    ),
    _kept(
        "restraints", "Restraints",
        "Times that a young person was restrained. Each has a record of its own.",
        Group.SAFETY, Counts.EVENTS, Exposure.CHILD_NIGHTS, 100,
    ),
    _children(
        "police_offences", "Reported to the police for a recorded offence",
        "Young people reported to the police for an offence that the police recorded.",
        Group.POLICE, Better.FEWER,
    ),
    _kept(
        "police_call_outs", "Police call-outs",
        "Times that the police were called to the home, for whatever reason.",
        Group.POLICE, Counts.EVENTS, Exposure.CHILD_NIGHTS, 100,
    ),
    _children(
        "temporary_exclusions", "Excluded from school for a time",
        "Young people suspended from school at least once.", Group.SCHOOL, Better.FEWER,
    ),
    _children(
        "permanent_exclusions", "Excluded from school for good",
        "Young people permanently excluded from school.", Group.SCHOOL, Better.FEWER,
    ),
    _kept(
        "school_possible", "School sessions possible",
        "Half days on which the young people here should have been at school or college.",
        Group.SCHOOL, Counts.SESSIONS, None, better=Better.NEITHER,
    ),
    _kept(
        "school_attended", "School sessions attended",
        "Of those half days, how many they were there.",
        Group.SCHOOL, Counts.SESSIONS, Exposure.SCHOOL_SESSIONS, 100, Better.MORE,
    ),
    _kept(
        "staff_sickness_days", "Staff sickness days",
        "Days on which a member of staff should have worked and was sick, over all staff.",
        Group.STAFF, Counts.DAYS, Exposure.STAFF,
    ),
    _kept(
        "starters", "Starters", "Members of staff whose first day was in the month.",
        Group.STAFF, Counts.STAFF, Exposure.STAFF, 100, Better.NEITHER,
    ),
    _kept(
        "leavers", "Leavers", "Members of staff whose last day was in the month.",
        Group.STAFF, Counts.STAFF, Exposure.STAFF, 100,
    ),
    _kept(
        "agency_shifts", "Agency shifts", "Shifts that were worked by agency staff.",
        Group.STAFF, Counts.SHIFTS, Exposure.SHIFTS, 100,
    ),
)  # fmt: skip
"""All that a record holds, in the order in which it is asked for."""

BY_NAME: Mapping[str, Measure] = MappingProxyType({one.name: one for one in MEASURES})
