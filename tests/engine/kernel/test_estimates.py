"""Rates and estimates carry what is behind them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Estimate, Rate, share, wilson


def test_a_rate_is_numerator_over_denominator_times_per():
    assert Rate(numerator=3, denominator=400, per=10_000).value == 75.0


@pytest.mark.parametrize(("numerator", "denominator"), [(1, 0), (0, 0), (-1, 4), (1, -4)])
def test_a_rate_without_anyone_at_risk_is_refused(numerator, denominator):
    with pytest.raises(InputError) as caught:
        Rate(numerator=numerator, denominator=denominator)

    assert caught.value.code == "kernel.rate-without-denominator"


GOOD = {"value": 0.1, "low": 0.0, "high": 0.2, "level": 0.95, "n": 30, "method": "bootstrap"}


def test_an_estimate_gives_all_its_parts_for_json():
    assert Estimate(**GOOD).as_dict() == GOOD


@pytest.mark.parametrize(
    "wrong",
    [
        {"value": float("nan")},
        {"low": float("-inf")},
        {"low": 0.3},
        {"level": 1.0},
        {"level": 0},
        {"n": -1},
        {"method": ""},
    ],
)
def test_an_unsound_estimate_is_refused(wrong):
    with pytest.raises(InputError) as caught:
        Estimate(**(GOOD | wrong))

    assert caught.value.code == "kernel.estimate-unsound"


@pytest.mark.parametrize(
    ("successes", "n", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17:857, table I, method 3
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_gives_the_published_intervals(successes, n, low, high):
    assert [round(limit, 4) for limit in wilson(successes, n)] == [low, high]


@given(data=st.data(), n=st.integers(1, 500), level=st.floats(0.5, 0.999))
def test_wilson_holds_the_share_and_stays_between_nothing_and_all(data, n, level):
    successes = data.draw(st.integers(0, n))

    low, high = wilson(successes, n, level=level)

    assert 0 <= low <= successes / n <= high <= 1


@pytest.mark.parametrize(("successes", "n"), [(0, 0), (-1, 5), (6, 5)])
def test_a_share_of_nobody_is_refused(successes, n):
    with pytest.raises(InputError) as caught:
        wilson(successes, n)

    assert caught.value.code == "kernel.share-unsound"


def test_a_share_is_an_estimate_with_its_n():
    estimate = share(81, 263)

    assert (estimate.value, estimate.n, estimate.level) == (81 / 263, 263, 0.95)
