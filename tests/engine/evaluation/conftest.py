"""A protocol that is right, to be bent by a test."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

PLAN: dict[str, Any] = {
    "title": "Family support",
    "question": "Did it prevent entry to care?",
    "programme": "Family support team",
    "design": "matched-comparison",
    "returns": "returns",
    "enrolments": "enrolments.csv",
    "cost_ledger": "ledger.csv",
    "cohort": {
        "stages": ["child_in_need"],
        "ages": {"from": 10, "to": 16},
        "dates": {"from": "2022-04-01", "to": "2023-03-31"},
    },
    "place_on_journey": {"after": ["child_in_need"], "before": ["looked_after"]},
    "covariates": ["age", "sex"],
    "outcome": {"horizon_days": 365},
    "costs": {"library": "gmca-v1.4", "price_year": "2023-24"},
    "seed": 7,
}


@pytest.fixture(scope="session")
def plan() -> Callable[..., dict[str, Any]]:
    """Give the plan with settings changed; `outcome__horizon_days=90` reaches inside."""

    def changed_by(**changes: Any) -> dict[str, Any]:
        changed = copy.deepcopy(PLAN)
        for path, value in changes.items():
            *blocks, last = path.split("__")
            part = changed
            for block in blocks:
                part = part.setdefault(block, {})
            part[last] = value
        return changed

    return changed_by
