"""Worked examples and properties of `holdfast.value.cash_flow`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.value.cash_flow import InternalRate, irr, npv

FLOWS = st.lists(st.integers(-1000, 1000).map(float), min_size=1, max_size=8)


def test_npv_leaves_the_first_flow_undiscounted():
    assert npv(0.25, [-80.0, 100.0]) == 0.0


@given(first=FLOWS, rate=st.floats(-0.5, 2))
def test_npv_of_flows_doubled_is_twice_as_much(first, rate):
    assert npv(rate, [2 * one for one in first]) == pytest.approx(2 * npv(rate, first))


def test_npv_at_a_rate_of_minus_one_is_refused():
    with pytest.raises(InputError) as caught:
        npv(-1, [1.0, 2.0])

    assert caught.value.code == "value.rate-out-of-range"


def test_irr_without_a_change_of_sign_has_no_rate():
    assert irr([100.0, 20.0]) == InternalRate(value=None, roots=())


@pytest.mark.parametrize("flows", [[], [5.0], [0.0, 0.0], [-5.0, 0.0]])
def test_irr_of_too_little_has_no_rate(flows):
    assert irr(flows).roots == ()


def test_irr_with_two_rates_gives_the_nearer_to_zero_and_says_that_it_is_not_unique():
    # 1,000 (1.1 v - 1) (1 - 1.5 v), v = 1 / (1 + rate)
    result = irr([-1000.0, 2600.0, -1650.0])

    assert result.roots == pytest.approx((0.1, 0.5))
    assert result.value == pytest.approx(0.1)
    assert not result.unique


def test_irr_that_is_met_twice_is_one_rate():
    result = irr([-100.0, 220.0, -121.0])

    assert result.roots == pytest.approx((0.1,))
    assert result.unique


@given(rate=st.floats(-0.5, 1), years=st.integers(1, 10))
def test_irr_of_one_outlay_and_one_return_is_its_rate(rate, years):
    flows = [-1.0, *[0.0] * (years - 1), (1 + rate) ** years]

    assert irr(flows).value == pytest.approx(rate, abs=1e-6)
