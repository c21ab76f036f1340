"""Prices move by a named index, and never beyond it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import LibraryError
from holdfast.kernel.money import Money, uprate
from holdfast.library.deflator import deflator, deflator_names

GDP = deflator("gdp")
CALENDAR = st.integers(1990, 2024).map(str)
FINANCIAL = st.integers(1990, 2023).map(lambda year: f"{year}-{(year + 1) % 100:02d}")


@pytest.mark.parametrize(
    ("year", "index"), [("2010", 69.1217), ("2013", 73.4795), ("2019", 81.1085), ("2024", 100)]
)
def test_the_index_is_the_published_one(year, index):
    assert GDP.level(year) == index


def test_a_financial_year_lies_three_quarters_in_its_first_year():
    assert GDP.level("2013-14") == pytest.approx(0.75 * 73.4795 + 0.25 * 74.6524)


def test_an_amount_is_uprated_by_the_ratio_of_the_index():
    uprated = uprate(Money(700, "2013"), "2024", GDP)

    assert uprated.amount == pytest.approx(700 * 100 / 73.4795)
    assert uprated.price_year == "2024"


@given(one=CALENDAR | FINANCIAL, other=CALENDAR | FINANCIAL)
def test_there_and_back_again_changes_nothing(one, other):
    assert GDP.factor(one, other) * GDP.factor(other, one) == pytest.approx(1)


@pytest.mark.parametrize("year", ["1989", "2025", "2024-25", "1989-90"])
def test_a_year_that_is_not_covered_is_refused(year):
    with pytest.raises(LibraryError) as caught:
        GDP.factor("2013-14", year)

    assert caught.value.code == "library.price-year-not-covered"
    assert not GDP.covers(year)


def test_no_index_is_needed_where_the_year_stays_the_same():
    assert GDP.factor("2025/26", "2025-26") == 1.0


def test_every_index_says_where_it_is_from():
    assert [deflator(name).about.urn for name in deflator_names()] == ["urn:deflator:gdp"]


def test_an_index_has_no_gap():
    assert sorted(GDP.index) == list(range(1990, 2025))
