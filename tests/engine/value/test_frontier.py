"""Worked examples and properties of `holdfast.value.frontier`."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.value.frontier import Standing, Step, Strategy, frontier


def _strategies(pairs):
    return [
        Strategy(name=str(number), cost=float(cost), effect=float(effect))
        for number, (cost, effect) in enumerate(pairs)
    ]


def test_frontier_of_nothing_is_empty():
    assert frontier([]) == ()


def test_a_cheapest_that_beats_all_others_is_alone_on_the_frontier():
    cheap, dear = _strategies([(1, 5), (2, 4)])

    assert frontier([dear, cheap]) == (
        Step(strategy=cheap, standing=Standing.FRONTIER, ratio=None),
        Step(strategy=dear, standing=Standing.DOMINATED, ratio=None),
    )


def test_of_two_equals_the_first_named_stays():
    first, second = _strategies([(3, 3), (3, 3)])

    steps = frontier([first, second])

    assert [(step.strategy.name, step.standing) for step in steps] == [
        ("0", Standing.FRONTIER),
        ("1", Standing.DOMINATED),
    ]


def test_two_strategies_of_one_name_are_refused():
    one = Strategy(name="same", cost=1.0, effect=1.0)

    with pytest.raises(InputError) as caught:
        frontier([one, one])

    assert caught.value.code == "value.strategy-named-twice"


@given(
    pairs=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=9)
)
def test_each_step_along_the_frontier_costs_more_than_the_one_before(pairs):
    steps = frontier(_strategies(pairs))

    ratios = [step.ratio for step in steps if step.ratio is not None]
    assert all(earlier < later for earlier, later in pairwise(ratios))
    assert len(steps) == len(pairs)


@given(
    pairs=st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=9),
    worth=st.integers(0, 60),
)
def test_the_best_at_any_price_is_on_the_frontier(pairs, worth):
    strategies = _strategies(pairs)

    def benefit(one):
        return worth * one.effect - one.cost

    kept = [
        step.strategy for step in frontier(strategies) if step.standing == "on the frontier"
    ]

    assert max(map(benefit, kept)) == pytest.approx(max(map(benefit, strategies)))
