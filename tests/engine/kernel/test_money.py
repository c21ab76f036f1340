"""Money keeps its price year."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.kernel.money import Money, price_year, total, uprate

AMOUNTS = st.floats(min_value=-1e9, max_value=1e9)


class Doubling:
    """A made-up index: prices double from any year to any other."""

    def factor(self, from_year: str, to_year: str) -> float:
        return 1.0 if from_year == to_year else 2.0


def test_amounts_of_one_price_year_add_up_and_scale():
    week, month = Money(700, "2013-14"), Money(1846, "2013/14")

    assert month - 2 * week + week / 2 - (-week) == Money(1846 - 700 + 350, "2013-14")
    assert total([week, month], in_prices_of="2013-14") == Money(2546, "2013-14")
    assert total([], in_prices_of="2013-14") == Money(0, "2013-14")


@pytest.mark.parametrize(
    "act",
    [
        lambda a, b: a + b,
        lambda a, b: a - b,
        lambda a, b: a < b,
        lambda a, b: a <= b,
        lambda a, b: total([a, b], in_prices_of="2013-14"),
    ],
)
def test_two_price_years_are_never_put_together(act):
    with pytest.raises(InputError) as caught:
        act(Money(1, "2013-14"), Money(1, "2023-24"))

    assert caught.value.code == "kernel.price-years-differ"


def test_a_bare_number_is_not_added_to_money():
    with pytest.raises(InputError) as caught:
        Money(1, "2013-14") + 1

    assert caught.value.code == "kernel.price-years-differ"


def test_amounts_of_one_price_year_are_ordered():
    low, high = Money(1, "2019"), Money(2, "2019")

    assert (low < high, low <= low, high < low) == (True, True, False)


@pytest.mark.parametrize("amount", [float("nan"), float("inf")])
def test_an_amount_that_is_no_number_is_refused(amount):
    with pytest.raises(InputError) as caught:
        Money(amount, "2013-14")

    assert caught.value.code == "kernel.money-not-a-number"


@pytest.mark.parametrize(
    ("amount", "pence", "text"),
    [
        (1234.5, True, "£1,234.50"),
        (-1234.0, False, "-£1,234"),
        (-0.2, False, "£0"),
        (0, False, "£0"),
    ],
)
def test_pounds_are_written_as_people_write_them(amount, pence, text):
    assert Money(amount, "2023-24").pounds(pence=pence) == text


def test_money_names_its_price_year_when_written():
    assert str(Money(318400, "2023-24")) == "£318,400 (2023-24 prices)"


def test_a_calendar_price_year_stays_as_it_is():
    assert price_year(" 2019 ") == "2019"


@given(amount=AMOUNTS)
def test_uprating_multiplies_by_the_factor_and_changes_the_price_year(amount):
    uprated = uprate(Money(amount, "2013-14"), "2023/24", Doubling())

    assert uprated == Money(2 * amount, "2023-24")
