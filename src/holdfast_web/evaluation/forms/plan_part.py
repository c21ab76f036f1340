"""How does one page of a plan ask, and how do the engine's own checks answer at its fields?

Each field stands for a setting of the protocol by its path. The page's answers are laid over
the answers before and over a plan that is right, the engine reads the whole, and what it finds
wrong with this page's settings is told at the field.
"""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from holdfast_web.evaluation.plan import faults_of

if TYPE_CHECKING:
    from collections.abc import Mapping

RIGHT: dict[str, Any] = {
    "protocol": 1,
    "title": "A plan",
    "question": "A question",
    "programme": "A programme",
    "design": "before-after",
    "returns": "returns",
    "enrolments": "enrolments.csv",
    "cost_ledger": "cost_ledger.csv",
    "cohort": {
        "stages": ["child_in_need"],
        "ages": {"from": 0, "to": 17},
        "needs": [],
        "dates": {"from": "2020-01-01", "to": "2030-01-01"},
    },
    "place_on_journey": {"after": ["child_in_need"], "before": ["looked_after"]},
    "covariates": ["age"],
    "outcome": {"horizon_days": 365},
    "costs": {"library": "gmca-v1.4", "price_year": "2023-24"},
    "seed": 1,
}
"""A plan that the engine takes: what no page has asked for yet is taken from it."""


class PlanPart(forms.Form):
    """A page of the plan. `paths` says which setting each field is."""

    paths: ClassVar[Mapping[str, str]] = {}

    def __init__(
        self, *args: Any, so_far: Mapping[str, Any] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.so_far = dict(so_far or {})

    @classmethod
    def settings_from(cls, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        """Give the settings that answers to this page make, nested as in the protocol."""
        found: dict[str, Any] = {}
        for name, path in cls.paths.items():
            if name in cleaned:
                put(found, path, plain(cleaned[name]))
        return found

    def clean(self) -> dict[str, Any]:
        """Let the engine read the plan, and put what it says at the fields."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        whole = over(over(deepcopy(RIGHT), self.so_far), self.settings_from(cleaned))
        for fault in faults_of(whole):
            name = self._field(fault.path)
            if name is not None:
                self.add_error(name, f"{fault.what} {fault.fix}".strip())
        return cleaned

    def _field(self, path: str) -> str | None:
        """Which field of this page is the setting at a path, or the block that holds it?"""
        exact = [name for name, own in self.paths.items() if path.split("[")[0] == own]
        if exact:
            return exact[0]
        inside = [
            name for name, own in self.paths.items() if path and own.startswith(f"{path}.")
        ]
        return inside[0] if inside else None


def plain(value: Any) -> Any:
    """Give an answer as YAML writes it."""
    if isinstance(value, date):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    return value


def put(settings: dict[str, Any], path: str, value: Any) -> None:
    """Set what is at a path, with the blocks on the way to it."""
    *blocks, last = path.split(".")
    for block in blocks:
        settings = settings.setdefault(block, {})
    settings[last] = value


def at(settings: Mapping[str, Any], path: str) -> Any:
    """Give what is at a path, or None."""
    found: Any = settings
    for part in path.split("."):
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return found


def over(below: dict[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Lay settings over others, block by block."""
    for name, value in above.items():
        if isinstance(value, dict) and isinstance(below.get(name), dict):
            over(below[name], value)
        else:
            below[name] = deepcopy(value)
    return below
