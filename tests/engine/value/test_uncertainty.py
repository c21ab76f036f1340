"""Worked examples and properties of `holdfast.value.uncertainty`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Estimate
from holdfast.measure.resampling import METHOD
from holdfast.value.uncertainty import (
    Draws,
    acceptability_curve,
    evpi,
    probability_best,
)

NUMBERS = st.floats(-1000, 1000)
BENEFITS = arrays(
    np.float64, st.tuples(st.integers(1, 20), st.integers(1, 4)), elements=NUMBERS
)


def _draws(value, *draws):
    return Draws(value=value, draws=np.array(draws, dtype=float))


def test_sums_and_differences_are_taken_draw_by_draw():
    one, other = _draws(3, 1, 5), _draws(1, 1, 2)

    assert ((one - other).value, (one - other).draws.tolist()) == (2, [0, 3])
    assert ((one + other).value, (one + other).draws.tolist()) == (4, [2, 7])
    assert ((-one).value, (one * 2).draws.tolist()) == (-3, [2, 10])


def test_draws_of_different_resamples_are_refused():
    with pytest.raises(InputError) as caught:
        _draws(1, 1) + _draws(1, 1, 2)

    assert caught.value.code == "value.draws-not-joint"


def test_a_fixed_quantity_does_not_vary():
    assert Draws.fixed(7, 3).draws.tolist() == [7.0, 7.0, 7.0]


def test_an_estimate_carries_its_interval_level_and_number_of_children():
    whole = _draws(50, *range(101))

    assert whole.estimate(n=40, level=0.5) == Estimate(
        # The quarter of 101 draws, at (101 + 1) / 4 = 25.5 counted from 1, and its mirror.
        value=50,
        low=24.5,
        high=75.5,
        level=0.5,
        n=40,
        method=METHOD,
    )


def test_acceptability_by_hand():
    # Net benefit at 10: draws 20 - 5 = 15 and -10 - 5 = -15; at 0: -5 and -5.
    curve = acceptability_curve(
        net_cost=_draws(5, 5, 5), days_avoided=_draws(0.5, 2, -1), thresholds=[0, 10]
    )

    free, paid = curve
    assert (free.threshold, free.probability, free.evpi) == (0, 0, 0)
    assert free.expected_net_benefit == -5
    assert (paid.probability, paid.expected_net_benefit, paid.evpi) == (0.5, 0, 7.5)


def test_a_tie_goes_to_the_option_named_first():
    assert probability_best(np.array([[1.0, 1.0], [1.0, 2.0]])).tolist() == [0.5, 0.5]


@given(benefit=BENEFITS)
def test_the_shares_of_best_options_come_to_one(benefit):
    assert probability_best(benefit).sum() == pytest.approx(1)


@given(benefit=BENEFITS)
def test_certainty_is_worth_the_mean_loss_of_choosing_without_it(benefit):
    chosen = benefit[:, np.argmax(benefit.mean(axis=0))]

    loss = np.mean(benefit.max(axis=1) - chosen)

    assert evpi(benefit) == pytest.approx(loss, abs=1e-9)
    assert evpi(benefit) >= -1e-9


@given(benefit=BENEFITS, data=st.data())
def test_the_order_of_the_draws_is_irrelevant(benefit, data):
    order = data.draw(st.permutations(range(len(benefit))))

    assert evpi(benefit[order]) == pytest.approx(evpi(benefit))
