"""The reference page of the findings names every key that it should."""

import re
from dataclasses import fields
from pathlib import Path

from holdfast.evaluation.findings import EntryToCare, Findings, Value

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "findings.md").read_text("utf-8")
NAMED = {name.removesuffix("[]") for name in re.findall(r"`([a-z0-9_.\[\]<>]+)`", PAGE)}


def test_every_key_of_the_findings_is_in_the_reference():
    top = {field.name for field in fields(Findings)} - {"outcomes"}

    assert sorted(top - NAMED) == []


def test_every_key_of_the_primary_outcome_and_of_value_is_in_the_reference():
    said_in_words = {
        "smallest_effect_risk", "smallest_effect_days", "price_year", "discount",
        "programme_cost_per_child",
    }  # fmt: skip
    keys = {field.name for kind in (EntryToCare, Value) for field in fields(kind)}

    assert sorted(keys - said_in_words - NAMED) == []
