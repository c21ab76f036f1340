"""Published links of the public-service cost-benefit chain, one by one and together."""

import pytest
from tests.published.value_facts import FACTS

from holdfast.value.adjustment import (
    distributional_weight,
    net_additional,
    raised_for_optimism,
)
from holdfast.value.chain import Benefit, Deadweight, Kind, Profile, Reach, YearlyCost, appraise
from holdfast.value.discount import discounting


def test_a_social_return_over_two_years():
    fact = FACTS["social_return"]
    given, expected = fact.inputs, fact.expected
    benefit = Benefit(name="outcome", unit_value=given["unit_value_gbp"], kind=Kind.SOCIAL)
    reach = Reach(
        population=given["participants"],
        share_with_need=1,
        engagement=1,
        impact=1,
        deadweight=given["deadweight"],
        deadweight_is=Deadweight.SHARE,
        attribution_to_others=given["attribution_to_others"],
    )

    result = appraise(
        reach=reach,
        benefits=[benefit],
        profile=Profile(duration=2, drop_off=given["drop_off_year_2"]),
        costs=[YearlyCost(revenue=given["input_cost_gbp"])],
        factor=discounting("green-book-2022").factor,
        first_year_discounted=not given["year_1_undiscounted"],
    )

    gross = result.outcomes.gross * benefit.unit_value
    assert gross == pytest.approx(expected["gross_gbp"], abs=fact.tolerance)
    assert gross * (1 - given["deadweight"]) == pytest.approx(expected["after_deadweight_gbp"])
    assert result.public_by_year[0] == pytest.approx(expected["year_1_gbp"])
    second = result.public_value - result.public_by_year[0]
    assert second == pytest.approx(expected["year_2_discounted_gbp"], abs=0.005)
    assert result.benefit_cost_ratio == pytest.approx(expected["ratio"], abs=fact.tolerance)


def test_the_two_meanings_of_deadweight():
    fact = FACTS["deadweight_two_ways"]
    given, expected = fact.inputs, fact.expected

    for meaning, word in (
        (Deadweight.POINTS, "subtractive"),
        (Deadweight.SHARE, "multiplicative"),
    ):
        outcomes = Reach(
            population=given["target_population"],
            share_with_need=given["share_with_need"],
            engagement=given["engagement"],
            impact=given["impact"],
            deadweight=given["deadweight"],
            deadweight_is=meaning,
            optimism_bias=given["benefit_optimism_bias"],
        ).outcomes()
        worth = outcomes.corrected * given["unit_fiscal_saving_gbp"]

        assert outcomes.net == pytest.approx(expected[f"net_outcomes_{word}"])
        assert worth == pytest.approx(expected[f"benefit_{word}_gbp"], abs=fact.tolerance)


def test_what_is_additional_on_cautious_figures():
    fact = FACTS["additionality"]

    result = net_additional(**fact.inputs)

    assert result == pytest.approx(fact.expected["net_factor"], abs=fact.tolerance)


def test_costs_raised_for_optimism():
    fact = FACTS["optimism_bias"]

    result = [
        list(raised_for_optimism(case["costs"], bias=case["ob"], mitigation=case["mitigation"]))
        for case in fact.inputs["cases"]
    ]

    assert result == [
        pytest.approx(one, abs=fact.tolerance) for one in fact.expected["adjusted"]
    ]


def test_a_pound_weighs_more_for_those_who_have_less():
    fact = FACTS["distributional_weights"]

    result = [
        distributional_weight(
            income, reference=fact.inputs["reference"], elasticity=fact.inputs["eta"]
        )
        for income in fact.inputs["income"]
    ]

    assert result == pytest.approx(fact.expected["weights"], abs=fact.tolerance)
