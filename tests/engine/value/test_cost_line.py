"""Worked examples and properties of `holdfast.value.cost_line`."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money
from holdfast.value.cost_line import CostLine, add_up

YEAR = "2023-24"
LINES = st.lists(
    st.builds(
        CostLine,
        name=st.just("work"),
        amount=st.integers(-500, 500).map(lambda pounds: Money(float(pounds), YEAR)),
        recurring=st.booleans(),
        in_total=st.booleans(),
        payer=st.sampled_from(["authority", "courts"]),
    ),
    min_size=1,
    max_size=10,
)


def test_no_lines_have_no_price_year_and_are_refused():
    with pytest.raises(InputError) as caught:
        add_up([])

    assert caught.value.code == "value.no-cost-lines"


def test_lines_of_two_price_years_are_refused():
    lines = [
        CostLine(name="one", amount=Money(1.0, year), recurring=True)
        for year in ("2022-23", "2023-24")
    ]

    with pytest.raises(InputError) as caught:
        add_up(lines)

    assert caught.value.code == "kernel.price-years-differ"


@given(lines=LINES)
def test_the_parts_come_to_the_whole(lines):
    result = add_up(lines)

    assert result.recurring + result.one_off == result.in_total
    everything = sum(line.amount.amount for line in lines)
    assert (result.in_total + result.left_out).amount == everything
    assert sum(money.amount for money in result.by_payer.values()) == result.in_total.amount


@given(lines=LINES, data=st.data())
def test_the_order_of_the_lines_is_irrelevant(lines, data):
    shuffled = data.draw(st.permutations(lines))

    assert add_up(shuffled) == add_up(lines)
