"""Worked examples and properties of `holdfast.value.discount`."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import LibraryError
from holdfast.value.discount import discounting

GREEN_BOOK = discounting("green-book-2022")


def test_the_first_day_counts_in_full_and_later_days_less():
    factors = GREEN_BOOK.each_day(800)

    assert factors[0] == 1.0
    assert (np.diff(factors) < 0).all()
    assert factors[731] == pytest.approx(1.035 ** -(731 / 365.25))


def test_each_part_has_the_mean_factor_of_its_days():
    edges = np.array([0, 30, 60, 100])

    found = GREEN_BOOK.each_part(edges)

    days = GREEN_BOOK.each_day(100)
    assert found == pytest.approx([days[:30].mean(), days[30:60].mean(), days[60:].mean()])


def test_no_days_have_no_factors():
    assert GREEN_BOOK.each_day(0).tolist() == []


@given(days=st.lists(st.integers(0, 4000), min_size=1, max_size=30))
def test_days_in_any_order_have_the_factor_of_their_years(days):
    found = GREEN_BOOK.at_days(np.array(days))

    assert found.tolist() == [GREEN_BOOK.factor(one / 365.25) for one in days]


def test_the_rate_of_the_review_discounts_less():
    later = discounting("review-2026")

    assert later.factor(10) > GREEN_BOOK.factor(10)
    assert later.name == "review-2026"


def test_a_vintage_that_the_library_does_not_hold_is_refused():
    with pytest.raises(LibraryError) as caught:
        discounting("green-book-1066")

    assert caught.value.code == "library.name-unknown"
