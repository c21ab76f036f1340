"""The year of a return, from its name and from its dates."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.dates import collection_year
from holdfast.records.year_labels import (
    dates_by_year,
    named_by_its_start,
    year_in_name,
    year_of_dates,
)


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("2021/episodes.csv", 2021),
        ("episodes_2021.csv", 2021),
        ("SSDA903 2020-21/episodes.csv", 2021),
        ("2020_21/episodes.csv", 2021),
        ("2020-2021.xml", 2021),
        ("2020 to 2021.csv", 2021),
        ("202021.csv", 2021),
        ("1999-00.csv", 2000),
        ("2018/episodes_2021.csv", 2021),
        ("2018-2022/2021/episodes.csv", 2021),
        ("2018-2022/episodes.csv", None),
        ("2018-2022.zip/2021/x.csv", 2021),
        ("episodes_2021-03-31.csv", 2021),
        ("episodes_20210331.csv", 2021),
        ("31.03.2021.csv", 2021),
        ("2003-04-15.csv", 2003),
        ("2021-05.csv", 2021),
        ("ssda903.csv", None),
        ("v12021.csv", None),
        ("episodes 2019 and 2021.csv", None),
        ("2021 (2021).csv", 2021),
    ],
)
def test_year_in_name_is_the_year_that_it_ends_in(name, year):
    assert year_in_name(name) == year


@given(st.lists(st.dates(date(1950, 1, 1), date(2150, 1, 1))), st.lists(st.none(), max_size=2))
def test_dates_are_counted_by_collection_year(days, blanks):
    counts = dates_by_year([pl.Series([*days, *blanks], dtype=pl.Date)])

    expected: dict[int, int] = {}
    for day in days:
        expected[collection_year(day)] = expected.get(collection_year(day), 0) + 1
    assert counts == expected


def test_dates_of_other_ages_are_not_counted():
    days = pl.Series([date(1066, 10, 14), date(9999, 1, 1), date(2020, 4, 1)])

    assert dates_by_year([days, days]) == {2021: 2}


@pytest.mark.parametrize(
    ("counts", "year"),
    [
        ({}, None),
        ({2021: 10}, 2021),
        ({2020: 60, 2021: 40}, 2021),
        ({2020: 60, 2021: 40, 2122: 1}, 2021),
        ({2019: 100, 2020: 1}, 2019),
    ],
)
def test_year_of_dates_is_the_last_with_more_than_a_few(counts, year):
    assert year_of_dates(counts) == year


@pytest.mark.parametrize(
    ("counts", "shifted"),
    [
        ({}, False),
        ({2020: 40, 2021: 60}, False),
        ({2021: 60, 2022: 3}, False),
        ({2021: 40, 2022: 41}, True),
        ({2022: 1}, True),
    ],
)
def test_label_of_the_start_is_known_by_dates_after_it(counts, shifted):
    assert named_by_its_start(counts, 2021) == shifted
