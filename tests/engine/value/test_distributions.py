"""The moments asked for are the moments that come back."""

from math import exp

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.value.distributions import beta, gamma, log_normal

POSITIVE = st.floats(0.1, 1000)


@given(mean=POSITIVE, sd=POSITIVE)
def test_a_log_normal_has_the_mean_and_the_spread_asked_for(mean, sd):
    found = log_normal(mean=mean, sd=sd)

    assert found.mean == pytest.approx(mean)
    assert found.mean**2 * (exp(found.sigma**2) - 1) == pytest.approx(sd**2)


@given(mean=POSITIVE, sd=POSITIVE)
def test_a_gamma_has_the_mean_and_the_spread_asked_for(mean, sd):
    found = gamma(mean=mean, sd=sd)

    assert found.shape * found.scale == pytest.approx(mean)
    assert found.shape * found.scale**2 == pytest.approx(sd**2)


@given(mean=st.floats(0.05, 0.95), sd=st.floats(0.01, 0.2))
def test_a_beta_has_the_mean_and_the_spread_asked_for(mean, sd):
    found = beta(mean=mean, sd=sd)
    whole = found.a + found.b

    assert found.a / whole == pytest.approx(mean)
    assert found.a * found.b / (whole**2 * (whole + 1)) == pytest.approx(sd**2)


@pytest.mark.parametrize("find", [log_normal, gamma, beta])
@pytest.mark.parametrize(("mean", "sd"), [(0.0, 1.0), (-1.0, 1.0), (0.5, 0.0)])
def test_impossible_moments_are_refused(find, mean, sd):
    with pytest.raises(InputError) as caught:
        find(mean=mean, sd=sd)

    assert caught.value.code == "value.moments-impossible"


def test_shares_cannot_spread_beyond_nought_and_one():
    with pytest.raises(InputError):
        beta(mean=0.5, sd=0.6)
