"""Worked examples of `holdfast.value.adjustment`."""

import pytest

from holdfast.kernel.errors import InputError
from holdfast.value.adjustment import (
    distributional_weight,
    net_additional,
    raised_for_optimism,
    share,
)


@pytest.mark.parametrize("value", [-0.1, 1.1, 35])
def test_a_share_given_as_a_percentage_is_refused_with_its_name(value):
    with pytest.raises(InputError) as caught:
        share("deadweight", value)

    assert (caught.value.code, caught.value.where) == (
        "value.share-out-of-range",
        "deadweight",
    )


def test_nothing_taken_away_leaves_everything():
    assert net_additional() == 1.0


def test_a_multiplier_raises_what_is_left():
    assert net_additional(displacement=0.5, multiplier=1.2) == pytest.approx(0.6)


def test_optimism_wholly_dealt_with_raises_nothing():
    assert raised_for_optimism([10.0, 20.0], bias=0.5, mitigation=1) == (10.0, 20.0)


@pytest.mark.parametrize(("income", "reference"), [(0, 10), (10, 0)])
def test_an_income_of_nothing_has_no_weight(income, reference):
    with pytest.raises(InputError) as caught:
        distributional_weight(income, reference=reference)

    assert caught.value.code == "value.income-not-positive"
