"""Worked examples and properties of `holdfast.value.programme_cost`."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.value.invented import Flat

from holdfast.kernel.errors import InputError, LibraryError
from holdfast.kernel.money import Money
from holdfast.library.deflator import deflator
from holdfast.value.programme_cost import programme_cost

YEAR = "2021-22"
LINES = [
    # day, category, amount, kind, in kind; prices double each year, so 2020-21 counts twice
    ("2020-06-01", "Staff", 100.0, "recurring", 0),
    ("2021-05-31", "Staff", 300.0, "recurring", 0),
    ("2021-04-30", "Training", 60.0, "one-off", 0),
    ("2021-04-30", "Premises", 40.0, "recurring", 1),
]


def _ledger(lines):
    return pl.DataFrame(
        [
            {
                "date": day,
                "category": category,
                "description": "",
                "amount": amount,
                "kind": kind,
                "in_kind": in_kind,
                "source": "",
            }
            for day, category, amount, kind, in_kind in lines
        ]
    )


def _cost(lines=LINES, **settings):
    return programme_cost(
        _ledger(lines), **{"served": 10, "price_year": YEAR, "deflator": Flat()} | settings
    )


def _pounds(amount):
    return Money(amount, YEAR)


def test_programme_cost_by_hand():
    cost = _cost()

    assert (cost.recurring, cost.one_off, cost.in_kind) == (
        _pounds(500),
        _pounds(60),
        _pounds(40),
    )
    assert cost.total == _pounds(600)
    assert cost.per_child == _pounds(56)
    assert cost.recurring_per_child == _pounds(50)
    assert cost.one_off_per_child == _pounds(6)
    assert cost.in_kind_per_child == _pounds(4)
    assert cost.price_year == YEAR
    assert (cost.lines, cost.left_out) == (4, 0)


def test_months_run_from_the_first_recurring_line_to_the_last():
    assert _cost().months == 12


def test_a_ledger_without_recurring_lines_has_no_months():
    assert _cost(LINES[2:3]).months == 0


def test_categories_are_in_order_of_name_and_come_to_the_whole():
    categories = _cost().by_category

    assert [one.category for one in categories] == ["Premises", "Staff", "Training"]
    assert [one.total.amount for one in categories] == [40, 500, 60]


def test_cost_in_kind_and_optimism_count_where_asked_for():
    cost = _cost(count_in_kind=True, optimism_bias=0.5)

    assert cost.per_child == _pounds(90)
    assert cost.words == (
        "The programme cost £90 (2021-22 prices) for each child served: £50 recurring and £6 "
        "one-off. A further £4 was given in kind and is counted. It is raised by 50% for "
        "optimism."
    )


def test_the_words_say_what_is_not_counted():
    assert _cost().words.endswith("A further £4 was given in kind and is not counted.")


def test_lines_outside_the_dates_are_left_out_and_counted():
    cost = _cost(from_day=date(2021, 4, 30), to_day=date(2021, 5, 31))

    assert cost.total == _pounds(100)
    assert (cost.lines, cost.left_out) == (2, 2)


def test_the_newest_lines_are_taken_at_the_last_prices_that_the_index_reaches():
    lines = [
        ("2024-05-01", "Staff", 40.0, "recurring", 0),
        ("2022-05-01", "Staff", 20.0, "recurring", 0),
    ]

    cost = _cost(lines)

    assert cost.recurring == _pounds(30)
    assert cost.taken_at == {"2024-25": "2022-23"}
    assert cost.words.endswith(
        "What was paid in 2024-25 is taken at 2022-23 prices, the last that the price index "
        "reaches."
    )


def test_lines_of_the_price_year_itself_need_no_index():
    lines = [("2024-05-01", "Staff", 40.0, "recurring", 0)]

    cost = _cost(lines, price_year="2024/25")

    assert (cost.recurring, cost.taken_at) == (Money(40.0, "2024-25"), {})


def test_lines_far_beyond_the_index_are_refused():
    lines = [("2034-05-01", "Staff", 40.0, "recurring", 0)]

    with pytest.raises(LibraryError) as caught:
        _cost(lines, price_year="2019-20", deflator=deflator("gdp"))

    assert caught.value.code == "library.price-year-not-covered"


def test_nobody_served_is_refused():
    with pytest.raises(InputError) as caught:
        _cost(served=0)

    assert caught.value.code == "value.nobody-served"


ROWS = st.lists(
    st.tuples(
        st.dates(date(2020, 4, 1), date(2023, 3, 31)).map(str),
        st.sampled_from(["Staff", "Premises"]),
        st.integers(-100, 1000).map(float),
        st.sampled_from(["recurring", "one-off"]),
        st.integers(0, 1),
    ),
    min_size=1,
    max_size=12,
)


@given(lines=ROWS)
def test_the_categories_come_to_the_whole(lines):
    cost = _cost(lines)

    parts = sum(one.total.amount for one in cost.by_category)
    assert parts == pytest.approx(cost.total.amount)


@given(lines=ROWS, data=st.data())
def test_the_order_of_the_lines_is_irrelevant(lines, data):
    assert _cost(data.draw(st.permutations(lines))) == _cost(lines)


@given(lines=ROWS, served=st.integers(1, 500))
def test_the_children_together_cost_what_was_spent(lines, served):
    cost = _cost(lines, served=served)

    spent = cost.recurring + cost.one_off
    assert cost.per_child.amount * served == pytest.approx(spent.amount)
