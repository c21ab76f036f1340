"""What was found? The whole answer as frozen dataclasses: what leaves, and nothing else does.

Every count here has passed disclosure control: it is a number, `SUPPRESSED` or `MISSING`. Every
estimate is an `Interval`. `findings_json` turns this into the file; the report draws from it.
No child, date of the run, machine or path is in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from holdfast.evaluation.findings_money import (
    Acceptability,
    CostLine,
    CostMonth,
    Costs,
    DrawBin,
    Interval,
    ProgrammeCost,
    Value,
)
from holdfast.kernel.disclosure import MISSING, Missing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.kernel.disclosure import Suppressed
    from holdfast.kernel.provenance import InputFile

    Count = int | Suppressed | Missing

__all__ = [
    "Acceptability",
    "AtRisk",
    "BalanceLine",
    "Claim",
    "Comparison",
    "CostLine",
    "CostMonth",
    "Costs",
    "Curve",
    "DrawBin",
    "Drift",
    "DriftMonth",
    "EntryToCare",
    "Findings",
    "FlowStep",
    "Incidence",
    "Interval",
    "Journey",
    "JourneyFlow",
    "JourneyStage",
    "Method",
    "Outcomes",
    "OverlapBin",
    "ProgrammeCost",
    "ProtocolMark",
    "Reading",
    "SecondaryOutcome",
    "Share",
    "Slice",
    "Value",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class ProtocolMark:
    """Which plan these findings answer: its hash, its words and every setting."""

    sha256: str
    title: str
    question: str
    programme: str
    design: str
    settings: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class FlowStep:
    """One box of the flow diagram.

    The steps under one `parent` add up to it. `excluded` boxes leave the evaluation there.
    """

    id: str
    parent: str | None
    label: str
    count: Count
    unit: str
    excluded: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A share with its numerator, denominator and Wilson interval."""

    numerator: Count
    denominator: Count
    value: float | None
    low: float | None
    high: float | None


@dataclass(frozen=True, kw_only=True, slots=True)
class DriftMonth:
    """One month (in a small programme a quarter or a year) of referrals and enrolments."""

    period: str
    meant: Count = MISSING
    referred: Count
    accepted: Count
    served: Count
    outside: Share
    stages: Mapping[str, Count]


@dataclass(frozen=True, kw_only=True, slots=True)
class FittedMonth:
    """The share outside in one month, as a line through all months has it."""

    month: str
    share: Interval


@dataclass(frozen=True, kw_only=True, slots=True)
class Drift:
    """Did the children reached stay the children meant?"""

    period: str
    months: tuple[DriftMonth, ...]
    course: tuple[FittedMonth, ...]
    """Month by month; empty with too few children outside or inside to fit a line."""
    outside: Share
    reasons: Mapping[str, Count]
    stages: Mapping[str, Count]
    trend: Interval
    """Change in the share outside, from the first half of the served to the second."""
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyStage:
    """One stage of the journey picture: how many children were ever in it."""

    stage: str
    label: str
    children: Count
    in_cohort: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class JourneyFlow:
    """How many children of the cohort went from one stage to the next."""

    from_stage: str
    to_stage: str
    children: Count


@dataclass(frozen=True, kw_only=True, slots=True)
class Journey:
    """The journey picture, with the programme's place on it."""

    stages: tuple[JourneyStage, ...]
    flows: tuple[JourneyFlow, ...]
    place_after: tuple[str, ...]
    place_before: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class BalanceLine:
    """One column's standardised difference before and after weighting."""

    covariate: str
    column: str
    programme: float
    comparison_before: float
    comparison_after: float
    difference_before: float
    difference_after: float


@dataclass(frozen=True, kw_only=True, slots=True)
class OverlapBin:
    """Share of each arm whose modelled chance of enrolling falls between two values."""

    low: float
    high: float
    programme: float
    comparison: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Comparison:
    """Who was compared with whom, and how alike the two were made."""

    rule: str
    weights: str
    trials: int
    children_programme: Count
    children_comparison: Count
    rows_comparison: Count
    effective_programme: float
    effective_comparison: float
    largest_difference_before: float | None
    largest_difference_after: float | None
    overlap: tuple[OverlapBin, ...]
    words: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Curve:
    """One cumulative incidence curve: `arm` and `cause`, on `Incidence.days`."""

    arm: str
    cause: str
    value: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AtRisk:
    """Numbers still followed and free of every event, by arm."""

    days: tuple[int, ...]
    programme: tuple[Count, ...]
    comparison: tuple[Count, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Incidence:
    """The curves behind the primary outcome."""

    days: tuple[int, ...]
    curves: tuple[Curve, ...]
    difference: Curve
    at_risk: AtRisk


@dataclass(frozen=True, kw_only=True, slots=True)
class Slice:
    """One horizontal slice of the area between the curves, for the delay-or-prevent picture.

    `quantile` is a share of all children; `day_programme` is None where the slice is above
    that arm's risk at the horizon.
    """

    quantile: float
    day_programme: int | None
    day_comparison: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryToCare:
    """The primary outcome: did fewer children enter care, or did they enter later?"""

    horizon_days: int
    risk_programme: Interval
    risk_comparison: Interval
    risk_difference: Interval
    risk_ratio: Interval
    days_gained: Interval
    days_prevented: Interval
    days_delayed: Interval
    verdict: str
    verdict_reasons: tuple[str, ...]
    follow_up_needed: str
    permitted_claim: str
    smallest_effect_risk: float
    smallest_effect_days: float
    entries_programme: Count
    entries_comparison: Count
    competing: Mapping[str, Mapping[str, Interval]]
    """Cause -> arm -> cumulative incidence at the horizon."""
    e_value: Interval
    incidence: Incidence
    slices: tuple[Slice, ...]


FEW = "Too few children for it to be shown."
"""What the note of an outcome ends with, where it is held back."""


@dataclass(frozen=True, kw_only=True, slots=True)
class SecondaryOutcome:
    """One of several further outcomes: read none of them as if it had been asked alone."""

    name: str
    label: str
    unit: str
    horizon_days: int
    programme: Interval
    comparison: Interval
    difference: Interval
    better_when: str
    part_of: str
    multiple: bool
    permitted_claim: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Reading:
    """What became of the returns on the way in."""

    children: Count
    years: Mapping[str, tuple[int, ...]]
    observed: Mapping[str, tuple[str, str]]
    refused: Mapping[str, Count]
    repaired: Mapping[str, Count]
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Method:
    """One method used: what for, in a sentence, and where it is published."""

    what: str
    words: str
    citation: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Claim:
    """What may be said from this design, in one word and in sentences."""

    permitted: str
    words: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcomes:
    """The primary outcome, and the others by name."""

    entry_to_care: EntryToCare
    secondary: Mapping[str, SecondaryOutcome]


@dataclass(frozen=True, kw_only=True, slots=True)
class Findings:
    """The answer to one protocol from one set of inputs."""

    holdfast: str
    protocol: ProtocolMark
    inputs: tuple[InputFile, ...]
    permitted_claim: str
    claim: Claim
    summary: tuple[str, ...]
    cannot_say: tuple[str, ...]
    reading: Reading
    flow: tuple[FlowStep, ...]
    drift: Drift
    journey: Journey
    balance: tuple[BalanceLine, ...]
    comparison: Comparison
    outcomes: Outcomes
    costs: Costs
    value: Value
    methods: tuple[Method, ...]
    disclosure: str
