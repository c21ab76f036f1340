"""Does the whole engine find what is true? The short form of `make truth`.

A few invented authorities of every world, as files in the real formats, each evaluated as an
analyst would: read, mend, journeys, cohort, comparison, bootstrap. The seeds are fixed, and the
bounds are as wide as so few runs need. The proof itself is `benchmarks/truth.md`.
"""

from math import sqrt
from statistics import fmean

import pytest
from benchmarks.truth import ESTIMATES, SCENARIOS, one_run

SEEDS = (101, 102, 103, 104)
CHILDREN, DRAWS = 3000, 200
NORMAL_95 = 1.96
FARTHEST = 3.3  # standard errors: one mean in a thousand is farther from the truth by chance


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_the_evaluation_finds_what_is_true(scenario):
    runs = [one_run(scenario, seed, CHILDREN, DRAWS) for seed in SEEDS]

    for name in ESTIMATES:
        found = [run[name] for run in runs]
        error = fmean(one["value"] - one["true"] for one in found)
        spread = fmean((one["high"] - one["low"]) / (2 * NORMAL_95) for one in found)
        assert abs(error) <= FARTHEST * spread / sqrt(len(found)), name
        assert sum(not one["low"] <= one["true"] <= one["high"] for one in found) <= 1, name
    assert sum(run["verdict"] not in scenario.right for run in runs) <= 1
