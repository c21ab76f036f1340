"""A short proof against an invented world; `benchmarks/measure_coverage.py` is the long one.

Seeds are fixed, so what passes once passes always. Bounds are wide because the studies are few.
"""

import numpy as np
import pytest
from tests.engine.measure.replicated import RIGHT, study
from tests.engine.measure.simulated import World, truth

SIZE = {"children": 2000, "enrol": 0.013}


def studies(world, count):
    return [study(world, seed=seed, draws=100) for seed in range(count)]


@pytest.mark.slow
def test_without_an_effect_intervals_hold_nothing_and_no_effect_is_claimed():
    world = World(effect="none", **SIZE)

    found = studies(world, 40)

    for name in ("risk_difference", "days_gained", "days_in_care", "later_entry"):
        values = np.array([one[name].value for one in found])
        assert abs(values.mean()) < 4 * values.std() / np.sqrt(40)
        assert np.mean([one[name].low <= 0 <= one[name].high for one in found]) >= 0.85
    assert np.mean([one["verdict"] in RIGHT["none"] for one in found]) >= 0.85


@pytest.mark.parametrize(
    ("effect", "least"), [("delays", 0.8), ("prevents", 0.8), ("harms", 0.6)]
)
def test_effects_are_found_and_called_by_their_name(effect, least):
    world = World(effect=effect, **SIZE)
    true = truth(world, children=100_000, seed=9)

    found = studies(world, 12)

    for name in ("risk_comparison", "risk_difference", "days_gained", "days_in_care"):
        values = np.array([one[name].value for one in found])
        assert abs(values.mean() - true[name]) < 4 * values.std() / np.sqrt(12)
        assert np.mean([one[name].low <= true[name] <= one[name].high for one in found]) >= 0.75
    assert np.mean([one["verdict"] in RIGHT[effect] for one in found]) >= least
