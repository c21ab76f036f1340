"""Of which parts is the description of a programme made?

For whom, by whom, how much, how faithfully, measured when, to what end and at what cost: each
part of `holdfast.library.programme.Programme`, in the order in which a reader asks.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import AfterValidator, Field

from holdfast.kernel.money import price_year
from holdfast.library.entry import Strict
from holdfast.library.fidelity import Rater, instrument_names
from holdfast.library.stages import stages
from holdfast.library.stated import Fact, Listed, Name, Range, Stated, Words


class Kind(StrEnum):
    """Whether it begins and ends, or is a way of working."""

    PROGRAMME = "programme"
    PRACTICE_MODEL = "practice model"


class Attends(StrEnum):
    """Who takes part."""

    WHOLE_HOME = "all staff of a children's home"
    CARERS = "carers"
    FAMILIES = "families"
    PRACTITIONERS = "practitioners"


class Need(StrEnum):
    """A need that a programme answers: our own few words, by which to look for one."""

    BEHAVIOUR = "behaviour"
    OFFENDING = "offending"
    ABUSE_OR_NEGLECT = "abuse or neglect"
    WELLBEING = "emotional wellbeing"
    STABILITY = "stability of placement"
    RETURN_HOME = "return home"
    PARENTING = "parenting and caring"
    ENTRY_TO_CARE = "risk of coming into care"
    PRACTICE = "practice of staff"


class CatchUp(StrEnum):
    """How a session that was missed is made up."""

    VISIT = "visit"
    VIDEO = "video"
    ONE_TO_ONE = "one to one"
    NEXT_RUN = "next run"
    OTHER_SITTING = "other sitting"  # with another home or group, in the same weeks


class LengthUnit(StrEnum):
    """How a length of time is counted."""

    WEEKS = "weeks"
    MONTHS = "months"


class Length(Strict):
    """How long it goes on."""

    amount: Range
    unit: LengthUnit

    def __str__(self) -> str:
        unit = self.unit.removesuffix("s") if self.amount.single == 1 else self.unit
        return f"{self.amount} {unit}"


def _known_stage(name: str) -> str:
    if name not in stages():
        raise ValueError(f"there is no stage {name} in library/journeys/stages.csv")
    return name


StageName = Annotated[str, AfterValidator(_known_stage)]


class Place(Strict):
    """Where on the child's journey: in words, and as stages of the library."""

    words: Words
    stages: Annotated[tuple[StageName, ...], Field(min_length=1)]


class Needs(Strict):
    """Which needs: in words, and as our own groups."""

    words: Words
    groups: Annotated[tuple[Need, ...], Field(min_length=1)]


class Attendance(Strict):
    """Who takes part: in words, and as one of the few kinds."""

    words: Words
    who: Attends


class MakeUp(Strict):
    """How a missed session is made up."""

    words: Words
    kinds: Annotated[tuple[CatchUp, ...], Field(min_length=1)]


class WhoFor(Strict):
    """For whom it is meant."""

    ages: Fact[Range]
    needs: Fact[Needs]
    journey: Fact[Place]
    attends: Fact[Attendance]


class RolePart(StrEnum):
    """What a role does."""

    FACILITATOR = "facilitator"
    SUPERVISOR = "supervisor"
    TEAM = "member of the team"


class Role(Strict):
    """One role, how many people fill it, and what they must have behind them."""

    role: Name
    title: Words
    part: RolePart
    how_many: Fact[Range]
    background: Fact[str]


class Provided(Strict):
    """Who provides it."""

    roles: Listed[Role]
    staff_time: Fact[str]
    training: Fact[str]
    certification: Fact[str]
    supervision: Fact[str]


class Amount(Strict):
    """When, and how much."""

    length: Fact[Length]
    sessions: Fact[Range]
    minutes: Fact[Range]
    manager_sessions: Fact[Range]
    manager_minutes: Fact[Range]
    rhythm: Fact[str]
    intensity: Fact[str]
    caseload: Fact[Range]
    group_size: Fact[Range]
    topics: Fact[str]
    order_fixed: Fact[bool]
    spill_over: Fact[str]
    spill_over_sessions: Fact[Range]
    make_up: Fact[MakeUp]
    make_up_counts: Fact[bool]
    least_share: Fact[Annotated[float, Field(gt=0, le=1)]]
    between_sessions: Fact[str]


def _known_instrument(name: str) -> str:
    if name not in instrument_names():
        raise ValueError(f"there is no instrument {name} in library/fidelity")
    return name


class FidelityRule(Strict):
    """How it is known to be done as meant.

    Scales and thresholds, with their own sources, are those of the `instrument`.
    """

    instrument: Annotated[str, AfterValidator(_known_instrument)]
    what: Fact[str]
    raters: Fact[tuple[Rater, ...]]
    sample: Fact[str]


class CollectionPoint(Stated):
    """When something is measured, and what."""

    name: Words
    when: Words
    measures: tuple[str, ...] = ()


class Outcome(Stated):
    """What it sets out to change, and for whom."""

    of: Words
    aim: Words


class CostLine(Stated):
    """One published cost of delivering it, in pounds."""

    code: Name
    title: Words
    amount: Range
    per: Words
    once: bool
    price_year: Fact[Annotated[str, AfterValidator(price_year)]]
