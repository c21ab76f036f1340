"""Published present values, rates of return and discount factors."""

import pytest
from tests.published.value_facts import FACTS

from holdfast.value.cash_flow import irr, npv
from holdfast.value.discount import discounting


def test_the_present_value_of_a_textbook():
    fact = FACTS["textbook_npv"]

    result = npv(fact.inputs["rate"], fact.inputs["cashflows"])

    assert result == pytest.approx(fact.expected["npv"], abs=fact.tolerance)


@pytest.mark.parametrize("name", ["irr_one_change", "irr_negative", "irr_several_roots"])
def test_the_rate_of_return_is_the_one_that_was_printed(name):
    fact = FACTS[name]

    result = irr(fact.inputs["cashflows"])

    assert result.value == pytest.approx(fact.expected["irr"], abs=fact.tolerance)
    for root in result.roots:
        assert npv(root, fact.inputs["cashflows"]) == pytest.approx(0, abs=1e-6)


def test_the_factors_of_the_green_book():
    fact = FACTS["green_book_factors"]

    result = [discounting("green-book-2022").factor(year) for year in fact.inputs["years"]]

    assert result == pytest.approx(fact.expected["factors"], abs=fact.tolerance)
