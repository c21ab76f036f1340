"""The reference page of the protocol names every setting, covariate and outcome."""

import re
from pathlib import Path
from typing import get_args

from holdfast.change.covariates import VOCABULARY
from holdfast.change.stages import COHORT_STAGES
from holdfast.evaluation.protocol import Part, Protocol, Secondary

PAGE = (Path(__file__).parents[3] / "docs" / "reference" / "protocol.md").read_text("utf-8")
NAMED = set(re.findall(r"`([a-z0-9_.]+)`", PAGE))


def settings(block=Protocol, path=""):
    for name, field in block.model_fields.items():
        inner = field.annotation
        key = f"{path}{field.alias or name}"
        if isinstance(inner, type) and issubclass(inner, Part):
            yield from settings(inner, f"{key}.")
        else:
            yield key


def test_every_setting_is_in_the_reference():
    assert sorted(set(settings()) - NAMED) == []


def test_every_covariate_stage_and_secondary_outcome_is_in_the_reference():
    words = {*VOCABULARY, *COHORT_STAGES, *get_args(Secondary)}

    assert sorted(words - NAMED) == []
