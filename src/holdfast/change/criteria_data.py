"""How are criteria kept as data, and which cohort is the same as these criteria?

Criteria are edited on pages and kept as versions, so they are written as plain data that JSON
and YAML can hold, and read back with the same checks as when they were made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any, cast

from holdfast.change.cohort import CohortRule
from holdfast.change.criteria import Criteria, Exclusion, Flexibility, Presented
from holdfast.change.stages import COHORT_STAGES, NO_STAGE
from holdfast.kernel.errors import DesignError, InputError
from holdfast.library.stages import stages as library_stages

Data = Mapping[str, Any]


def criteria_as_data(criteria: Criteria) -> dict[str, Any]:
    """Write criteria as lists, texts and numbers.

    Examples
    --------
    >>> criteria_as_data(Criteria(youngest=11, oldest=17))["flexibility"] is None
    True
    """
    data = asdict(criteria)
    if criteria.flexibility is not None:
        data["flexibility"]["agreed_on"] = criteria.flexibility.agreed_on.isoformat()
    return cast("dict[str, Any]", _listed(data))


def criteria_from_data(data: Data) -> Criteria:
    """Read criteria as `criteria_as_data` writes them.

    Raises
    ------
    InputError
        `change.criteria-unreadable` where a part is missing, not known or of another kind;
        `change.criteria-unsound` where the parts do not go together.
    """
    try:
        parts = dict(data)
        flexible = parts.pop("flexibility", None)
        exclusions = parts.pop("exclusions", ())
        return Criteria(
            **_tupled(parts),
            exclusions=tuple(Exclusion(**one) for one in exclusions),
            flexibility=None
            if flexible is None
            else Flexibility(
                **_tupled(flexible | {"agreed_on": date.fromisoformat(flexible["agreed_on"])})
            ),
        )
    except InputError:
        raise
    except (TypeError, ValueError, KeyError) as error:
        raise InputError(
            "The criteria of a service cannot be read.",
            code="change.criteria-unreadable",
            fix="Give youngest, oldest, stages, needs, exclusions and flexibility, as written.",
        ) from error


def presented_as_data(presented: Presented) -> dict[str, Any]:
    """Write what is known of a child as lists, texts and numbers."""
    return {
        "age": presented.age,
        "stages": None if presented.stages is None else list(presented.stages),
        "needs": None if presented.needs is None else list(presented.needs),
        "exclusions": dict(presented.exclusions),
    }


def as_cohort(criteria: Criteria, *, first_day: date, last_day: date) -> CohortRule:
    """Give the cohort of children who, by the returns, meet the criteria between two days.

    It counts who was meant, from the same criteria by which referrals are judged. Exclusions
    are not in the returns, so the cohort is wider by them; and a child who is looked after is
    never in a cohort, since entry to care is what cohorts are followed for.

    Raises
    ------
    DesignError
        `change.criteria-no-cohort` where the criteria name a stage that no cohort can have.

    Examples
    --------
    >>> teens = Criteria(youngest=11, oldest=17, stages=("child_in_need",))
    >>> year = date(2025, 4, 1), date(2026, 3, 31)
    >>> as_cohort(teens, first_day=year[0], last_day=year[1]).stages
    ('child_in_need',)
    """
    stages = criteria.stages or COHORT_STAGES
    if not set(stages) <= set(COHORT_STAGES):
        raise DesignError(
            "No cohort can be made of the criteria: a stage is not one that a cohort can have.",
            code="change.criteria-no-cohort",
            where=", ".join(sorted(set(stages) - set(COHORT_STAGES))),
            fix="Use stages with a length, out of care: " + ", ".join(COHORT_STAGES) + ".",
        )
    return CohortRule(
        stages=stages,
        youngest=criteria.youngest,
        oldest=criteria.oldest,
        needs=criteria.needs,
        first_day=first_day,
        last_day=last_day,
    )


def stage_title(stage: str) -> str:
    """Give a stage's title as the library has it, and that of standing in none.

    Examples
    --------
    >>> stage_title("cin_plan"), stage_title("none")
    ('Child in need plan', 'In none of these stages')
    """
    return "In none of these stages" if stage == NO_STAGE else library_stages()[stage].title


def _listed(value: Any) -> Any:  # noqa: ANN401  (data of any kind)
    if isinstance(value, dict):
        return {key: _listed(part) for key, part in value.items()}
    return [_listed(part) for part in value] if isinstance(value, tuple) else value


def _tupled(parts: Data) -> dict[str, Any]:
    return {
        key: tuple(value) if isinstance(value, list) else value for key, value in parts.items()
    }
