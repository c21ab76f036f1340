"""Years, months and ages."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.dates import (
    FinancialYear,
    collection_year,
    month_starts,
    months_later,
    whole_years,
    year_end,
    year_start,
)
from holdfast.kernel.errors import InputError

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2100, 12, 31))


@given(day=DAYS)
def test_a_day_lies_in_its_own_collection_year(day):
    year = collection_year(day)

    assert year_start(year) <= day <= year_end(year)


@given(year=st.integers(1950, 2100))
def test_one_collection_year_ends_the_day_before_the_next_starts(year):
    assert year_start(year + 1) - year_end(year) == timedelta(days=1)


@given(year=st.integers(1950, 2100))
def test_a_financial_year_reads_back_what_it_writes(year):
    written = FinancialYear(year)

    assert FinancialYear.parse(str(written)) == written


@pytest.mark.parametrize("label", ["2023-24", "2023/24", "2023-2024", " 2023–24 "])
def test_a_financial_year_may_be_written_in_several_ways(label):
    year = FinancialYear.parse(label)

    assert (str(year), year.first_day, year.last_day) == (
        "2023-24",
        date(2023, 4, 1),
        date(2024, 3, 31),
    )


def test_the_last_financial_year_of_a_century_is_read():
    assert str(FinancialYear.parse("1999-00")) == "1999-00"


@pytest.mark.parametrize("label", ["2023", "2023-25", "2023-23", "23-24", "", "2023-024"])
def test_years_that_do_not_follow_each_other_are_refused(label):
    with pytest.raises(InputError) as caught:
        FinancialYear.parse(label)

    assert caught.value.code == "kernel.financial-year-unreadable"


def test_month_starts_hold_a_first_day_that_is_itself_a_first():
    assert month_starts(date(2023, 12, 1), date(2024, 2, 2)) == (
        date(2023, 12, 1),
        date(2024, 1, 1),
        date(2024, 2, 1),
    )


@given(start=DAYS, length=st.integers(0, 2000))
def test_month_starts_are_every_first_of_a_month_in_between(start, length):
    end = start + timedelta(days=length)

    found = month_starts(start, end)

    every = (start + timedelta(days=n) for n in range(length))
    assert found == tuple(day for day in every if day.day == 1)


@pytest.mark.parametrize(
    ("birth", "on", "age"),
    [
        (date(2010, 6, 15), date(2026, 6, 14), 15),
        (date(2010, 6, 15), date(2026, 6, 15), 16),
        (date(2008, 2, 29), date(2026, 3, 1), 18),
        (date(2026, 6, 15), date(2026, 6, 15), 0),
    ],
)
def test_age_turns_on_the_birthday(birth, on, age):
    assert whole_years(birth, on) == age


@given(DAYS, st.integers(-600, 600))
def test_so_many_months_later_is_the_same_day_or_the_last_of_a_shorter_month(day, months):
    later = months_later(day, months)

    assert 12 * (later.year - day.year) + later.month - day.month == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(1)).day == 1)
