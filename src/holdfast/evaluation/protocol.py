"""What was decided before the result was seen? The plan of an evaluation, validated and hashed.

The schema of `protocol.yaml`. Reading a file and explaining its faults is in `protocol_file`;
what the design allows anyone to say is in `claim`.
"""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import PurePosixPath, PureWindowsPath
from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    model_validator,
)

from holdfast.change.covariates import VOCABULARY
from holdfast.change.stages import COHORT_STAGES, JOURNEY_STAGES, PRIMARY_NEEDS
from holdfast.kernel.errors import InputError
from holdfast.kernel.money import price_year

Design = Literal["randomised", "matched-comparison", "before-after"]
Rule = Literal["randomised-arms", "monthly-trials", "period-before"]
Weights = Literal["overlap", "inverse-probability", "matching", "none"]
Competing = Literal["turned_18", "died", "transferred"]
Secondary = Literal[
    "days_in_care",
    "placement_moves",
    "days_by_placement",
    "child_protection_plan",
    "re_referral",
    "missing_episodes",
    "return_home",
    "re_entry",
    "sdq",
]

RULE_OF: dict[Design, Rule] = {
    "randomised": "randomised-arms",
    "matched-comparison": "monthly-trials",
    "before-after": "period-before",
}
"""The one comparison rule that each design has."""


def _relative(path: str) -> str:
    """Refuse a path that names a machine: findings carry the protocol, and travel."""
    if PurePosixPath(path).is_absolute() or PureWindowsPath(path).is_absolute():
        raise ValueError(
            "Give the path relative to the protocol's own folder, not from the root."
        )
    return path


def _one_of(vocabulary: tuple[str, ...]) -> AfterValidator:
    def check(name: str) -> str:
        if name not in vocabulary:
            raise ValueError(f"Use one of: {', '.join(vocabulary)}.")
        return name

    return AfterValidator(check)


def _different(names: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(names)) != len(names):
        raise ValueError("Name each entry once.")
    return names


def _a_list(value: object) -> object:
    """Let one name stand for a list of one."""
    return [value] if isinstance(value, str) else value


def _price_year(label: str) -> str:
    try:
        return price_year(label)
    except InputError:
        raise ValueError('Write a financial year like "2023-24", in quotation marks.') from None


File = Annotated[str, Field(min_length=1), AfterValidator(_relative)]
CohortStage = Annotated[str, _one_of(COHORT_STAGES)]
JourneyStage = Annotated[str, _one_of(JOURNEY_STAGES)]
Need = Annotated[str, _one_of(PRIMARY_NEEDS)]
CovariateName = Annotated[str, _one_of(tuple(VOCABULARY))]
PriceYear = Annotated[str, AfterValidator(_price_year)]


class Part(BaseModel):
    """A block of the protocol: every key is known, and nothing changes after validation."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, validate_by_name=True, validate_by_alias=True,
        str_strip_whitespace=True,
    )  # fmt: skip


class Ages(Part):
    """Whole years on the index date, both ends included."""

    from_: int = Field(alias="from", ge=0, le=17)
    to: int = Field(ge=0, le=17)

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError("The youngest age comes first: `from` must not be above `to`.")
        return self


class Dates(Part):
    """First and last day on which a child's day 0 may fall, both included."""

    from_: date = Field(alias="from")
    to: date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.to < self.from_:
            raise ValueError("The earlier date comes first: `from` must not be after `to`.")
        return self


class CohortPlan(Part):
    """Who is meant: the stages, ages, needs and dates that make a child eligible on a day."""

    stages: Annotated[
        tuple[CohortStage, ...],
        BeforeValidator(_a_list), AfterValidator(_different), Field(min_length=1),
    ]  # fmt: skip
    ages: Ages
    needs: Annotated[
        tuple[Need, ...], BeforeValidator(_a_list), AfterValidator(_different)
    ] = ()  # fmt: skip
    dates: Dates


class Place(Part):
    """Where the programme stands on the child's journey: after these stages, before those."""

    after: Annotated[
        tuple[JourneyStage, ...], BeforeValidator(_a_list), Field(min_length=1)
    ]  # fmt: skip
    before: Annotated[
        tuple[JourneyStage, ...], BeforeValidator(_a_list), Field(min_length=1)
    ]  # fmt: skip


class ComparisonPlan(Part):
    """Who the children of the programme are compared with, and how the two are made alike."""

    rule: Rule | None = None
    weights: Weights = "overlap"
    before_days: int = Field(default=365, ge=28, le=1826)
    """Only for `period-before`: how many days before the first enrolment are described."""


class SmallestEffect(Part):
    """The smallest change that would matter; anything smaller counts as no change."""

    risk: float = Field(default=0.02, gt=0, lt=1)
    days: float = Field(default=7.0, gt=0)


class OutcomePlan(Part):
    """The one outcome that the verdict is about."""

    name: Literal["entry_to_care"] = "entry_to_care"
    horizon_days: int = Field(ge=28, le=1826)
    competing: Annotated[
        tuple[Competing, ...], BeforeValidator(_a_list), AfterValidator(_different)
    ] = ("turned_18", "died", "transferred")  # fmt: skip
    smallest_effect: SmallestEffect = SmallestEffect()

    @model_validator(mode="after")
    def _those_that_end_risk(self) -> Self:
        if not {"turned_18", "died"} <= set(self.competing):
            raise ValueError(
                "List turned_18 and died under `competing`: no entry to care can follow either."
            )
        return self


class CostPlan(Part):
    """How days and events are priced."""

    library: str = Field(min_length=1)
    price_year: PriceYear
    deflator: str = "gdp"


class ValuePlan(Part):
    """How costs and savings of different years are added up, and for whom."""

    discount: str = "green-book-2022"
    count_in_kind: bool = False
    optimism_bias: float = Field(default=0.0, ge=0, le=5)
    pay_per_care_day: Annotated[
        tuple[float, ...], Field(min_length=1)
    ] = (0.0, 25.0, 50.0, 100.0, 150.0, 200.0, 300.0, 400.0, 600.0)  # fmt: skip
    """What the authority might pay to avoid one day in care: points of the value picture."""


class DisclosurePlan(Part):
    """Which counts may be printed."""

    threshold: int = Field(default=6, ge=3, le=50)
    rounding: int = Field(default=5, ge=1, le=50)

    @model_validator(mode="after")
    def _no_count_looks_like_none(self) -> Self:
        if self.rounding > 2 * self.threshold:
            raise ValueError("Round to at most twice the threshold: a count might look like 0.")
        return self


class BootstrapPlan(Part):
    """How uncertainty is found: draws, the level of the intervals, and what is drawn."""

    draws: int = Field(default=1000, ge=100, le=20_000)
    level: float = Field(default=0.95, ge=0.5, lt=1)
    by: Literal["child", "team"] = "child"


class Protocol(Part):
    """The whole plan. The file's place on disk is no part of it."""

    protocol: Literal[1] = 1
    title: str = Field(min_length=1, max_length=200)
    question: str = Field(min_length=1, max_length=500)
    programme: str = Field(min_length=1, max_length=200)
    design: Design
    returns: Annotated[tuple[File, ...], BeforeValidator(_a_list), Field(min_length=1)]
    enrolments: File
    cost_ledger: File
    cohort: CohortPlan
    place_on_journey: Place
    comparison: ComparisonPlan = ComparisonPlan()
    covariates: Annotated[
        tuple[CovariateName, ...], BeforeValidator(_a_list), AfterValidator(_different)
    ] = ()  # fmt: skip
    outcome: OutcomePlan
    secondary_outcomes: Annotated[
        tuple[Secondary, ...], BeforeValidator(_a_list), AfterValidator(_different)
    ] = ()  # fmt: skip
    costs: CostPlan
    value: ValuePlan = ValuePlan()
    disclosure: DisclosurePlan = DisclosurePlan()
    bootstrap: BootstrapPlan = BootstrapPlan()
    repairs: Literal["holdfast", "london"] = "holdfast"
    seed: int = Field(ge=0, le=2**32 - 1)

    @model_validator(mode="after")
    def _parts_agree(self) -> Self:
        rule = self.comparison.rule
        if rule is not None and rule != RULE_OF[self.design]:
            raise ValueError(
                f"comparison.rule: a {self.design} design compares by {RULE_OF[self.design]}."
            )
        if self.design == "matched-comparison" and not self.covariates:
            raise ValueError("covariates: a matched comparison needs at least one covariate.")
        if self.design == "matched-comparison" and self.comparison.weights == "none":
            raise ValueError("comparison.weights: a matched comparison needs weights.")
        if self.bootstrap.by == "team" and self.design != "randomised":
            raise ValueError(
                "bootstrap.by: children who never enrolled have no team; "
                "draw by child unless teams were randomised."
            )
        return self

    @property
    def rule(self) -> Rule:
        """The comparison rule, given or implied by the design."""
        return RULE_OF[self.design]

    @property
    def sha256(self) -> str:
        """The hash that findings print, of `canonical`."""
        return hashlib.sha256(self.canonical.encode()).hexdigest()

    @property
    def canonical(self) -> str:
        """The protocol as the one text that is hashed.

        JSON of every field, defaults written out, keys sorted, no spaces, UTF-8. Comments,
        order and layout of the YAML change nothing; any setting does. Input files are named
        in it, not contained: their own hashes stand beside it in the findings.
        """
        full = self.model_dump(mode="json", by_alias=True)
        full["comparison"]["rule"] = self.rule
        return json.dumps(full, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
