"""Discount factors by named vintage."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import LibraryError
from holdfast.library.discounting import (
    DiscountSchedule,
    discount_schedule,
    discount_schedule_names,
)
from holdfast.library.entry import Status

# The Green Book (2022), annex 6, year 0 = 1
PUBLISHED = {
    0: 1.0, 1: 0.966184, 2: 0.933511, 3: 0.901943, 4: 0.871442, 5: 0.841973, 10: 0.708919,
    20: 0.502566, 30: 0.356278, 31: 0.345901, 75: 0.094214, 76: 0.091916, 125: 0.027411,
    126: 0.026873,
}  # fmt: skip


@pytest.mark.parametrize("vintage", ["green-book-2022", "green-book-2026"])
def test_the_published_factors_are_reproduced(vintage):
    schedule = discount_schedule(vintage)

    factors = {year: round(schedule.factor(year), 6) for year in PUBLISHED}

    assert factors == PUBLISHED


@pytest.mark.parametrize("vintage", discount_schedule_names())
@given(years=st.floats(0, 30), more=st.floats(0, 30))
def test_a_pound_is_worth_no_more_later(vintage, years, more):
    schedule = discount_schedule(vintage)
    later = min(years + more, schedule.horizon)

    assert 0 < schedule.factor(later) <= schedule.factor(years) <= 1


@given(years=st.floats(0, 400))
def test_waiting_in_two_steps_costs_what_waiting_at_once_does(years):
    schedule = discount_schedule("green-book-2022")
    just_after = schedule.factor(years) / schedule.factor(years + 1)

    assert 1.01 - 1e-9 <= just_after <= 1.035 + 1e-9


def test_health_effects_are_discounted_less():
    assert discount_schedule("health-1.5").factor(10) == pytest.approx(1.015**-10)


def test_what_is_recommended_only_is_marked_so_and_reaches_no_further_than_is_known():
    review = discount_schedule("review-2026")

    assert (review.status, review.horizon) == (Status.RECOMMENDED, 30)
    assert review.factor(30) == pytest.approx(1.03**-30)


@pytest.mark.parametrize("years", [-0.1, 30.1])
def test_a_time_that_is_not_covered_is_refused(years):
    with pytest.raises(LibraryError) as caught:
        discount_schedule("review-2026").factor(years)

    assert (caught.value.code, caught.value.where) == (
        "library.discount-not-covered",
        "urn:discounting:review-2026",
    )


@pytest.mark.parametrize(
    "bands",
    [
        [{"until": None, "rate": 0.03}, {"until": 75, "rate": 0.02}],
        [{"until": 75, "rate": 0.03}, {"until": 30, "rate": 0.02}],
        [{"until": 75, "rate": 0.03}, {"until": 75, "rate": 0.02}],
        [],
    ],
)
def test_bands_out_of_order_are_refused(bands):
    with pytest.raises(ValueError, match="bands"):
        DiscountSchedule(
            urn="urn:discounting:example", version=1, title="Example", source="Made up",
            licence="MIT", status=Status.ILLUSTRATIVE, note="", bands=bands,
        )  # fmt: skip
