"""Published yearly costs of a looked-after child, and published splits between agencies.

The source leaves a one-off cost out of two of its four yearly totals and puts one into another;
`in_total` says it line by line. The four totals are those of the cost scenarios of the Cost
Calculator for Children's Services in the GMCA unit cost database v1.4, entries SS1.1 to SS1.4.
"""

import pytest
from tests.published.value_facts import FACTS, MEDIAN_SCENARIO, VERY_HIGH_SCENARIO

from holdfast.kernel.money import Money
from holdfast.value.cost_line import CostLine, add_up

PRICES = "2013-14"


def _recurring(costs):
    return [
        CostLine(name=name, amount=Money(cost, PRICES), recurring=True)
        for name, cost in costs.items()
    ]


def _one_off(costs, *, in_total):
    return [
        CostLine(name=name, amount=Money(cost, PRICES), recurring=False, in_total=in_total)
        for name, cost in costs.items()
    ]


@pytest.mark.parametrize("name", ["low_scenario", "high_scenario"])
def test_the_yearly_total_leaves_out_the_one_off_cost_that_its_source_leaves_out(name):
    fact = FACTS[name]
    left_out = fact.inputs["one_off_not_in_total_gbp"]

    result = add_up(
        _recurring(fact.inputs["annual_process_costs_gbp"]) + _one_off(left_out, in_total=False)
    )

    assert result.in_total == Money(fact.expected["annual_total_gbp"], PRICES)
    assert result.recurring == result.in_total
    assert result.left_out == Money(sum(left_out.values()), PRICES)


def test_the_yearly_total_of_the_median_scenario():
    result = add_up(_recurring(MEDIAN_SCENARIO["in_total"]))

    assert result.in_total == Money(MEDIAN_SCENARIO["annual_total_gbp"], PRICES)


def test_the_yearly_total_of_the_very_high_scenario_holds_its_one_off_cost():
    result = add_up(
        _recurring(VERY_HIGH_SCENARIO["in_total"])
        + _one_off(VERY_HIGH_SCENARIO["one_off_in_total"], in_total=True)
    )

    assert result.in_total == Money(VERY_HIGH_SCENARIO["annual_total_gbp"], PRICES)
    assert result.one_off == Money(1328.0, PRICES)


@pytest.mark.parametrize(
    ("name", "key"),
    [("care_order_by_agency", "total_gbp"), ("truancy_by_agency", "total_gbp_rounded")],
)
def test_the_shares_of_the_agencies_come_to_the_published_total(name, key):
    fact = FACTS[name]
    lines = [
        CostLine(name=name, amount=Money(cost, PRICES), recurring=False, payer=agency)
        for agency, cost in fact.inputs.items()
    ]

    result = add_up(lines)

    assert round(result.in_total.amount) == fact.expected[key]
    assert {payer: money.amount for payer, money in result.by_payer.items()} == fact.inputs


def test_the_gap_between_two_invented_adults():
    fact = FACTS["demos_adults"]

    gap = Money(fact.inputs["child_B_adult_cost_gbp"], PRICES) - Money(
        fact.inputs["child_A_adult_cost_gbp"], PRICES
    )

    assert gap == Money(fact.expected["difference_gbp"], PRICES)
