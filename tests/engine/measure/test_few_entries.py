"""Intervals where almost nobody entered."""

import pytest

from holdfast.kernel.estimates import Estimate
from holdfast.measure.few_entries import WIDENED, difference_with_few, ratio_with_few


def risk(value, low, high, *, widened=False):
    method = "bootstrap" + (WIDENED if widened else "")
    return Estimate(value=value, low=low, high=high, n=100, method=method)


def test_arms_with_enough_entries_keep_their_intervals():
    difference, ratio = risk(-0.1, -0.2, 0.0), risk(0.5, 0.3, 1.0)
    arms = risk(0.1, 0.05, 0.15), risk(0.2, 0.15, 0.25)

    assert difference_with_few(difference, *arms) is difference
    assert ratio_with_few(ratio, *arms) is ratio


def test_the_published_example_of_the_interval_of_a_difference():
    # Newcombe (1998), table II: 0 of 10 less 0 of 20 has the interval -0.1611 to 0.2775.
    nobody = risk(0.0, 0.0, 0.2775, widened=True), risk(0.0, 0.0, 0.1611, widened=True)

    found = difference_with_few(risk(0.0, 0.0, 0.0), *nobody)

    assert (found.low, found.high) == pytest.approx((-0.1611, 0.2775))


def test_a_wider_bootstrap_interval_is_kept():
    arms = risk(0.01, 0.0, 0.05, widened=True), risk(0.2, 0.15, 0.25)

    found = difference_with_few(risk(-0.19, -0.6, 0.3), *arms)

    assert (found.low, found.high) == (-0.6, 0.3)


def test_a_ratio_to_a_risk_that_may_be_nothing_is_not_given():
    few = risk(0.01, 0.0, 0.05, widened=True)

    assert ratio_with_few(risk(1.0, 0.5, 2.0), few, few) is None
    assert ratio_with_few(None, few, risk(0.2, 0.1, 0.3)) is None


def test_a_ratio_reaches_from_the_lowest_over_the_highest_to_the_reverse():
    few, many = risk(0.02, 0.01, 0.06, widened=True), risk(0.2, 0.1, 0.25)

    found = ratio_with_few(risk(0.1, 0.08, 0.12), few, many)

    assert (found.low, found.high) == pytest.approx((0.04, 0.6))
