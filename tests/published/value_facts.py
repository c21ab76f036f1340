"""Numbers printed elsewhere that the value chapter must give again, and where they were read.

The same numbers are in `value_examples.json` where that file is beside the repository;
`test_value_facts.py` holds the two together.
"""

from typing import Any, NamedTuple

GMCA = "GMCA unit cost database v1.4, read in charlescoverdale/econstack-data, entries "


class Fact(NamedTuple):
    """One worked case: what goes in, what was printed, and how near we must come."""

    kind: str
    inputs: dict[str, Any]
    expected: dict[str, Any]
    tolerance: float
    source: str


FACTS: dict[str, Fact] = {
    "low_scenario": Fact(
        kind="cost-timeline",
        inputs={
            "annual_process_costs_gbp": {
                "care_planning": 274.0,
                "maintaining_placement": 28080.0,
                "review": 945.0,
                "legal": 281.0,
            },
            "one_off_not_in_total_gbp": {"transition_to_leaving_care": 1328.0},
        },
        expected={"annual_total_gbp": 29580.0},
        tolerance=0,
        source=GMCA + "SS1.1",
    ),
    "high_scenario": Fact(
        kind="cost-timeline",
        inputs={
            "annual_process_costs_gbp": {
                "care_planning": 274.0,
                "maintaining_placement": 188850.0,
                "review": 981.0,
                "find_subsequent_placements": 5919.0,
            },
            "one_off_not_in_total_gbp": {"ceasing_to_be_looked_after": 301.0},
        },
        expected={"annual_total_gbp": 196024.0},
        tolerance=0,
        source=GMCA + "SS1.3",
    ),
    "weekly_maintenance": Fact(
        kind="cost-timeline",
        inputs={"annual_maintaining_placement_gbp": 28080, "weeks_per_year": 52},
        expected={"per_week_gbp": 540.0},
        tolerance=0,
        source=GMCA + "SS1.1.2",
    ),
    "care_order_by_agency": Fact(
        kind="cost-sum",
        inputs={"legal_aid": 15000, "local_authority": 6250, "court": 1250, "cafcass": 2500},
        expected={"total_gbp": 25000},
        tolerance=0,
        source=GMCA + "SS4.1",
    ),
    "truancy_by_agency": Fact(
        kind="cost-sum",
        inputs={
            "alternative_education": 706,
            "health": 52,
            "crime": 423.5,
            "social_services": 327.83,
        },
        expected={"total_gbp_rounded": 1509},
        tolerance=0,
        source=GMCA + "E&S1.0",
    ),
    "demos_adults": Fact(
        kind="cost-sum",
        inputs={"child_A_adult_cost_gbp": 20119, "child_B_adult_cost_gbp": 111923},
        expected={"difference_gbp": 91804},
        tolerance=0,
        source="Demos, In Loco Parentis (2010); https://www.communitycare.co.uk/2010/06/25/care-delays-cost-30000-a-child-every-year/",
    ),
    "social_return": Fact(
        kind="cba-chain",
        inputs={
            "participants": 60,
            "unit_value_gbp": 8500,
            "deadweight": 0.4,
            "attribution_to_others": 0.3,
            "drop_off_year_2": 0.3,
            "discount_rate": 0.035,
            "input_cost_gbp": 250000,
            "year_1_undiscounted": True,
        },
        expected={
            "gross_gbp": 510000,
            "after_deadweight_gbp": 306000,
            "year_1_gbp": 214200,
            "year_2_discounted_gbp": 144869.57,
            "ratio": 1.436,
        },
        tolerance=0.001,
        source="Documentation tests of the Rust crate public_value, module impact_measurement",
    ),
    "additionality": Fact(
        kind="cba-chain",
        inputs={
            "deadweight": 0.35,
            "displacement": 0.4,
            "leakage": 0.2,
            "substitution": 0.05,
            "multiplier": 1.0,
        },
        expected={"net_factor": 0.2964},
        tolerance=0.0005,
        source="Additionality Guide, fourth edition; read in charlescoverdale/econstack-data",
    ),
    "green_book_factors": Fact(
        kind="npv",
        inputs={
            "schedule": {
                "0-30": 0.035,
                "31-75": 0.03,
                "76-125": 0.025,
                "126-200": 0.02,
                "201-300": 0.015,
                "301+": 0.01,
            },
            "years": [0, 1, 2, 3, 4, 5, 10, 20, 30, 31, 75, 76, 125, 126],
        },
        expected={
            "factors": [
                1.0,
                0.966184,
                0.933511,
                0.901943,
                0.871442,
                0.841973,
                0.708919,
                0.502566,
                0.356278,
                0.345901,
                0.094214,
                0.091916,
                0.027411,
                0.026873,
            ]
        },
        tolerance=1e-06,
        source="HM Treasury Green Book; identities tested in charlescoverdale/greenbook",
    ),
    "optimism_bias": Fact(
        kind="cba-chain",
        inputs={
            "cases": [
                {"costs": [100, 50], "ob": 0.51, "mitigation": 0},
                {"costs": [100], "ob": 0.5, "mitigation": 0.5},
                {"costs": [100, 200], "ob": 0.5, "mitigation": 1},
            ]
        },
        expected={"adjusted": [[151, 75.5], [125], [100, 200]]},
        tolerance=1e-09,
        source="charlescoverdale/greenbook, tests/testthat/test-optimism_bias.R",
    ),
    "distributional_weights": Fact(
        kind="cba-chain",
        inputs={"income": [20000, 50000, 80000], "reference": 50000, "eta": 1.3},
        expected={"weights": [3.290956, 1.0, 0.542805]},
        tolerance=1e-06,
        source="charlescoverdale/greenbook, tests/testthat/test-distributional.R",
    ),
    "textbook_npv": Fact(
        kind="npv",
        inputs={"rate": 0.08, "cashflows": [-40000, 5000, 8000, 12000, 30000]},
        expected={"npv": 3065.22267},
        tolerance=1e-05,
        source="numpy-financial documentation of npv, after Gitman",
    ),
    "irr_one_change": Fact(
        kind="irr",
        inputs={"cashflows": [-100, 39, 59, 55, 20]},
        expected={"irr": 0.28095},
        tolerance=5e-05,
        source="numpy-financial documentation of irr",
    ),
    "irr_negative": Fact(
        kind="irr",
        inputs={"cashflows": [-100, 100, 0, -7]},
        expected={"irr": -0.0833},
        tolerance=5e-05,
        source="numpy-financial documentation of irr",
    ),
    "irr_several_roots": Fact(
        kind="irr",
        inputs={"cashflows": [-5, 10.5, 1, -8, 1]},
        expected={"irr": 0.0886},
        tolerance=5e-05,
        source="numpy-financial documentation of irr",
    ),
    "frontier_herc": Fact(
        kind="icer",
        inputs={
            "strategies": ["E", "D", "C", "B", "A", "UC"],
            "cost": [55000, 35000, 25000, 10000, 12000, 5000],
            "effect": [5, 4, 3, 2, 1.5, 1],
        },
        expected={
            "frontier": ["UC", "B", "D", "E"],
            "icer": [None, 5000, 12500, 20000],
            "extended_dominated": ["C"],
            "dominated": ["A"],
        },
        tolerance=1e-09,
        source="DARTH-git/dampack, tests/testthat/test_calculate_icers.R",
    ),
    "frontier_hiv": Fact(
        kind="icer",
        inputs={
            "strategies": ["status quo", "one time", "5yr", "3yr", "annual"],
            "cost": [26000, 27000, 28020, 28440, 29440],
            "effect_quality_adjusted_months": [277.25, 277.57, 277.78, 277.83, 277.76],
            "effect_unit_divisor": 12,
        },
        expected={
            "frontier": ["status quo", "one time", "5yr", "3yr"],
            "icer_rounded": [None, 37500, 58286, 100800],
            "dominated": ["annual"],
        },
        tolerance=1,
        source="DARTH-git/dampack, vignettes/basic_cea.Rmd, inputs of Paltiel 2006",
    ),
    "frontier_1": Fact(
        kind="icer",
        inputs={
            "strategies": [1, 2, 3, 4, 5, 6, 7, 8],
            "cost": [14807, 26041, 49706, 64266, 40022, 57392, 91744, 54651],
            "effect": [9.635, 10.2497, 11.1654, 11.5152, 11.582, 11.6248, 11.6296, 11.6588],
        },
        expected={"frontier": [1, 5, 8]},
        tolerance=0,
        source="aphp/heemod, tests/testthat/test_efficiency_frontier.R",
    ),
    "frontier_3": Fact(
        kind="icer",
        inputs={
            "strategies": [1, 2, 3, 4, 5, 6],
            "cost": [25000, 35000, 50000, 54651, 64266, 91744],
            "effect": [10.2497, 11.1654, 11.3, 11.6588, 11.7, 12.1],
        },
        expected={"frontier": [1, 2, 4, 6]},
        tolerance=0,
        source="aphp/heemod, tests/testthat/test_efficiency_frontier.R",
    ),
    "frontier_5": Fact(
        kind="icer",
        inputs={
            "strategies": [1, 2, 3, 4, 5],
            "cost": [26041, 42000, 54651, 60000, 76000],
            "effect": [10.2497, 11.1654, 11.6296, 11.7, 11.8],
        },
        expected={"frontier": [1, 2, 3, 4, 5]},
        tolerance=0,
        source="aphp/heemod, tests/testthat/test_efficiency_frontier.R",
    ),
    "frontier_7": Fact(
        kind="icer",
        inputs={"strategies": [1, 2], "cost": [26041, 42000], "effect": [10.2497, 11.1654]},
        expected={"frontier": [1, 2]},
        tolerance=0,
        source="aphp/heemod, tests/testthat/test_efficiency_frontier.R",
    ),
    "evpi_by_hand": Fact(
        kind="psa",
        inputs={
            "net_benefit_draws": [[9, 12], [12, 10], [14, 17], [11, 10], [14, 16]],
            "draws_as": "rows; columns options A and B",
        },
        expected={
            "mean_A": 12.0,
            "mean_B": 13.0,
            "mean_of_row_maxima": 13.6,
            "evpi": 0.6,
            "prob_B_optimal": 0.6,
        },
        tolerance=1e-09,
        source="Briggs, Claxton and Sculpher (2006), ch. 7; hesim-dev/hesim, vignettes/cea.Rmd",
    ),
    "log_normal_moments": Fact(
        kind="psa",
        inputs={"mean": 1, "sd": 3},
        expected={"mu": -1.151293, "sigma": 1.517427},
        tolerance=1e-06,
        source="DARTH-git/dampack, R/gen_psa_samp.R",
    ),
    "deadweight_two_ways": Fact(
        kind="constructed",
        inputs={
            "target_population": 1000,
            "share_with_need": 0.1,
            "engagement": 0.6,
            "impact": 0.4,
            "deadweight": 0.1,
            "benefit_optimism_bias": 0.15,
            "unit_fiscal_saving_gbp": 51080,
        },
        expected={
            "net_outcomes_subtractive": 18.0,
            "benefit_subtractive_gbp": 781524.0,
            "net_outcomes_multiplicative": 21.6,
            "benefit_multiplicative_gbp": 937828.8,
        },
        tolerance=0.01,
        source="Constructed, not independent; the unit saving is GMCA v1.4, SS1.0",
    ),
}

# Yearly costs of the other two scenarios of the same database, entries SS1.2 and SS1.4, which
# the shared file leaves out. All four totals were checked against their parts.
MEDIAN_SCENARIO = {
    "in_total": {
        "care_planning": 274.0,
        "maintaining_placement": 26067.0,
        "review": 932.0,
        "legal": 343.0,
        "find_subsequent_placements": 234.0,
    },
    "annual_total_gbp": 27850.0,
}
VERY_HIGH_SCENARIO = {
    "in_total": {
        "care_planning": 138.0,
        "maintaining_placement": 306458.0,
        "review": 1862.0,
        "legal": 182.0,
        "find_subsequent_placements": 7159.0,
    },
    "one_off_in_total": {"transition_to_leaving_care": 1328.0},
    "annual_total_gbp": 317127.0,
}
