"""What was known about a child on the index date, and not a day later?

A protocol names covariates from this closed list. Each name stands for one or more columns of
numbers. What a child *is* (month of birth, sex, ethnicity, disability, unaccompanied) is taken
as fixed; all else is read only from what had begun or happened by the index date. The reading
itself is in `as_of`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from holdfast.library.code_list import code_list
from holdfast.library.stages import stages

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, kw_only=True, slots=True)
class Covariate:
    """One name that a protocol may use: what it means, and the columns that it becomes."""

    name: str
    meaning: str
    columns: tuple[str, ...]


FACTOR_GROUPS: dict[str, tuple[str, ...]] = {
    "substance_misuse": ("1A", "1B", "1C", "2A", "2B", "2C"),
    "domestic_abuse": ("3A", "3B", "3C"),
    "mental_health": ("4A", "4B", "4C"),
    "disability": ("5A", "5B", "5C", "6A", "6B", "6C"),
    "going_missing": ("10A",),
    "exploitation": ("11A", "12A", "13A", "24A"),
    "behaviour": ("14A", "15A"),
    "neglect": ("16A",),
    "emotional_abuse": ("17A",),
    "physical_abuse": ("18A", "18B", "18C"),
    "sexual_abuse": ("19A", "19B", "19C"),
}
"""Factors of CIN assessments, in groups large enough to be balanced."""

NEED_COLUMNS = ("N2", "N3", "N4", "N5", "N6", "N7", "N8", "not_stated")
STAGE_COLUMNS = (
    "section_47",
    "cin_plan",
    "child_protection_plan",
    "pre_proceedings",
    "proceedings",
)


def _covariate(name: str, meaning: str, *columns: str) -> Covariate:
    return Covariate(name=name, meaning=meaning, columns=columns or (name,))


VOCABULARY: dict[str, Covariate] = {
    entry.name: entry
    for entry in (
        _covariate("age", "Age in years on the index date, from the month of birth"),
        _covariate("age_squared", "Age times age: the oldest and youngest may both differ"),
        _covariate(
            "age_band",
            "Age in bands: under 5 (the base), 5 to 9, 10 to 12, 13 to 15, 16 and 17",
            "age_5_to_9",
            "age_10_to_12",
            "age_13_to_15",
            "age_16_and_17",
        ),
        _covariate(
            "sex", "Recorded as female, or not known; male is the base", "female", "sex_unknown"
        ),
        _covariate(
            "ethnicity",
            "Census group: mixed, Asian, Black, other, not known; White is the base",
            "ethnicity_mixed",
            "ethnicity_asian",
            "ethnicity_black",
            "ethnicity_other",
            "ethnicity_unknown",
        ),
        _covariate("disabled", "A disability is recorded"),
        _covariate("unaccompanied", "Recorded as an unaccompanied asylum-seeking child"),
        _covariate(
            "stage",
            "In each of these stages on the index date",
            *(f"stage_{stage}" for stage in STAGE_COLUMNS),
        ),
        _covariate(
            "primary_need",
            "Primary need of the open referral; N1 (abuse or neglect) is the base",
            *(f"need_{need}" for need in NEED_COLUMNS),
        ),
        _covariate(
            "assessment_factors",
            "Factors in any assessment finished before the index date, in groups",
            *(f"factor_{group}" for group in FACTOR_GROUPS),
        ),
        _covariate("months_since_referral", "Months since the open referral, at most 36"),
        _covariate("earlier_referrals", "Referrals before the open one, at most 5"),
        _covariate("earlier_plans", "Child protection plans that ended before, at most 3"),
        _covariate("earlier_enquiries", "Section 47 enquiries that began before, at most 5"),
        _covariate("looked_after_before", "Was looked after at any time before"),
        _covariate("missing_before", "Missing episodes that began before, at most 5"),
        _covariate(
            "calendar_quarter",
            "Season of the index date; January to March is the base",
            "quarter_2",
            "quarter_3",
            "quarter_4",
        ),
        _covariate("calendar_time", "Years from the first index date, for a trend over time"),
    )
}
"""Every covariate that a protocol may name."""


def columns_of(names: Sequence[str]) -> tuple[str, ...]:
    """Which columns do these covariates become, in order?

    Examples
    --------
    >>> columns_of(("age", "sex"))
    ('age', 'female', 'sex_unknown')
    """
    return tuple(column for name in names for column in VOCABULARY[name].columns)


NEED, STAGE = "need_", "stage_"
_LABELS = {
    "age": "Age in years",
    "age_squared": "Age squared",
    "female": "Female",
    "sex_unknown": "Sex not known",
    "disabled": "Disabled",
    "unaccompanied": "Unaccompanied asylum-seeking child",
    "need_not_stated": "Need: not stated",
    "months_since_referral": "Months since the referral",
    "earlier_referrals": "Earlier referrals",
    "earlier_plans": "Earlier child protection plans",
    "earlier_enquiries": "Earlier section 47 enquiries",
    "looked_after_before": "Looked after before",
    "missing_before": "Missing episodes before",
    "calendar_time": "Years since the first index date",
    "quarter_2": "April to June",
    "quarter_3": "July to September",
    "quarter_4": "October to December",
}
_BEGINNINGS = {
    "age_": "Age ",
    "ethnicity_": "Ethnicity: ",
    "factor_": "Assessment factor: ",
}


def label_of(column: str) -> str:
    """How is a column called on paper?

    Examples
    --------
    >>> label_of("factor_domestic_abuse"), label_of("age")
    ('Assessment factor: domestic abuse', 'Age in years')
    >>> label_of("need_N4")
    'Need: family in acute stress'
    """
    if column in _LABELS:
        return _LABELS[column]
    if column.startswith(NEED):
        meaning = code_list("cin/primary_need").meaning(column.removeprefix(NEED))
        return f"Need: {meaning[0].lower()}{meaning[1:]}"
    if column.startswith(STAGE):
        title = stages()[column.removeprefix(STAGE)].title
        return f"Stage: {title[0].lower()}{title[1:]}"
    beginning = next(start for start in _BEGINNINGS if column.startswith(start))
    return _BEGINNINGS[beginning] + column.removeprefix(beginning).replace("_", " ")
