"""Published efficiency frontiers."""

import pytest
from tests.published.value_facts import FACTS

from holdfast.value.frontier import Standing, Strategy, frontier


def _strategies(given):
    effects = given.get("effect") or given["effect_quality_adjusted_months"]
    per = given.get("effect_unit_divisor", 1)
    return [
        Strategy(name=str(name), cost=cost, effect=effect / per)
        for name, cost, effect in zip(given["strategies"], given["cost"], effects, strict=True)
    ]


def _named(steps, standing):
    return [step.strategy.name for step in steps if step.standing is standing]


@pytest.mark.parametrize(
    "name",
    ["frontier_herc", "frontier_hiv", "frontier_1", "frontier_3", "frontier_5", "frontier_7"],
)
def test_the_frontier_is_the_one_that_was_printed(name):
    fact = FACTS[name]
    expected = fact.expected

    steps = frontier(_strategies(fact.inputs))

    assert _named(steps, Standing.FRONTIER) == [str(one) for one in expected["frontier"]]
    if "dominated" in expected:
        assert _named(steps, Standing.DOMINATED) == expected["dominated"]
    if "extended_dominated" in expected:
        mixed = _named(steps, Standing.EXTENDED_DOMINATED)
        assert mixed == expected["extended_dominated"]
    ratios = expected.get("icer") or expected.get("icer_rounded")
    if ratios:
        found = [step.ratio for step in steps if step.standing is Standing.FRONTIER]
        assert found[0] is None
        assert found[1:] == pytest.approx(ratios[1:], abs=fact.tolerance)
