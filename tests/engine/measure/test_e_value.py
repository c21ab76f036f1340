"""The E-value on published examples."""

import pytest

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Estimate
from holdfast.measure.e_value import e_value, needed


def ratio(value, low, high):
    return Estimate(value=value, low=low, high=high, n=100, method="published")


@pytest.mark.parametrize(
    ("published", "value", "limit"),
    [
        # VanderWeele and Ding (2017), infant deaths and formula feeding
        (ratio(3.9, 1.8, 8.7), 7.26, 3.0),
        # the same paper, breastfeeding and childhood leukaemia: a ratio below 1
        (ratio(0.80, 0.71, 0.91), 1.81, 1.43),
        # smoking and lung cancer, in the vignette of the authors' R package EValue
        (ratio(10.73, 8.02, 14.36), 20.95, 15.52),
    ],
)
def test_published_examples(published, value, limit):
    found = e_value(published)

    assert (round(found.value, 2), round(found.limit, 2)) == (value, limit)


def test_an_interval_that_holds_one_needs_nothing_unseen():
    assert e_value(ratio(0.9, 0.7, 1.1)).limit == 1.0


def test_a_ratio_and_its_inverse_need_the_same():
    assert needed(0.5) == pytest.approx(needed(2.0))


def test_no_entries_at_all_cannot_be_explained_away():
    assert needed(0.0) is None


def test_a_difference_given_as_a_ratio_is_refused():
    with pytest.raises(InputError) as caught:
        e_value(ratio(-0.1, -0.2, -0.05))

    assert caught.value.code == "measure.risk-ratio-below-zero"
