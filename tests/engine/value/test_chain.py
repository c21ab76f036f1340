"""Worked examples of `holdfast.value.chain`."""

from dataclasses import replace

import pytest

from holdfast.kernel.errors import InputError
from holdfast.value.chain import (
    Benefit,
    Deadweight,
    Kind,
    Outcomes,
    Profile,
    Reach,
    YearlyCost,
    appraise,
)

REACH = Reach(
    population=1000,
    share_with_need=0.1,
    engagement=0.5,
    impact=0.4,
    deadweight=0.1,
    deadweight_is=Deadweight.SHARE,
    attribution_to_others=0.5,
    optimism_bias=0.2,
)
FISCAL = Benefit(
    name="care", unit_value=1000.0, kind=Kind.FISCAL, agency_share=0.5, cashable=0.25
)
SOCIAL = Benefit(name="wellbeing", unit_value=250.0, kind=Kind.SOCIAL)


def half_each_year(years):
    return 0.5**years


def _appraise(**changes):
    settings = {
        "reach": REACH,
        "benefits": [FISCAL, SOCIAL],
        "profile": Profile(duration=2, lag=1, drop_off=0.5),
        "costs": [YearlyCost(capital=1000, revenue=500, in_kind=100)],
        "factor": half_each_year,
        "first_year_discounted": False,
    }
    return appraise(**settings | changes)


def test_outcomes_along_the_chain():
    # 1000 x 0.1 = 100; x 0.5 = 50; x 0.4 = 20; x 0.9 x 0.5 = 9; x 0.8 = 7.2
    assert REACH.outcomes() == Outcomes(
        affected=100.0, engaged=50.0, gross=20.0, net=9.0, corrected=pytest.approx(7.2)
    )


def test_deadweight_in_points_is_taken_off_the_impact():
    assert replace(REACH, deadweight_is=Deadweight.POINTS).outcomes().net == 7.5


def test_deadweight_without_its_meaning_cannot_be_given():
    with pytest.raises(TypeError):
        Reach(population=1, share_with_need=1, engagement=1, impact=1, deadweight=0)


def test_an_appraisal_by_hand():
    result = _appraise()

    # Fiscal 7.2 x 1000 x 0.5 = 3,600 in the second year, 1,800 in the third.
    assert result.fiscal_by_year == pytest.approx((0, 3600, 1800))
    assert result.public_by_year == pytest.approx((0, 5400, 2700))
    assert result.cost_by_year == (1500, 0, 0)
    assert result.fiscal_benefit == pytest.approx(3600 / 2 + 1800 / 4)
    assert result.cashable == pytest.approx((3600 / 2 + 1800 / 4) / 4)
    assert result.budget_cost == 1500
    assert result.budget_impact == pytest.approx(750)
    assert result.financial_return == pytest.approx(1.5)
    assert result.public_cost == 1600
    assert result.net_public_value == pytest.approx(2700 + 675 - 1600)
    assert result.benefit_cost_ratio == pytest.approx(3375 / 1600)
    assert result.payback_year == 2


def test_discounting_the_first_year_halves_every_present_value():
    assert _appraise(first_year_discounted=True).fiscal_benefit == pytest.approx(1125)


def test_cost_in_kind_counts_in_the_budget_only_where_asked_for():
    assert _appraise(in_kind_in_budget=True).budget_cost == 1600


def test_optimism_raises_costs():
    assert _appraise(cost_optimism_bias=0.5).budget_cost == 2250


def test_a_cost_that_is_never_earned_back_has_no_payback():
    assert _appraise(costs=[YearlyCost(revenue=1_000_000)]).payback_year is None


def test_costs_may_go_on_longer_than_benefits():
    result = _appraise(costs=[YearlyCost(revenue=10)] * 4)

    assert result.fiscal_by_year == pytest.approx((0, 3600, 1800, 0))


def test_an_appraisal_without_cost_is_refused():
    with pytest.raises(InputError) as caught:
        _appraise(costs=[YearlyCost(in_kind=5)])

    assert caught.value.code == "value.appraisal-without-cost"
