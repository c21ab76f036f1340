"""The schema of `protocol.yaml`: what it takes, what it refuses, what it hashes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from holdfast.evaluation.protocol import RULE_OF, Protocol


def test_protocol_takes_the_plan_and_fills_in_the_defaults(plan):
    protocol = Protocol.model_validate(plan())

    assert protocol.rule == "monthly-trials"
    assert protocol.returns == ("returns",)
    assert protocol.outcome.competing == ("turned_18", "died", "transferred")
    assert protocol.disclosure.threshold == 6


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"returns": "/data/returns"}, ("returns", 0)),
        ({"enrolments": "C:\\data\\e.csv"}, ("enrolments",)),
        ({"cohort__stages": ["looked_after"]}, ("cohort", "stages", 0)),
        ({"cohort__stages": ["child_in_need", "child_in_need"]}, ("cohort", "stages")),
        ({"cohort__needs": ["N12"]}, ("cohort", "needs", 0)),
        ({"cohort__ages": {"from": 12, "to": 11}}, ("cohort", "ages")),
        ({"cohort__dates": {"from": "2023-01-02", "to": "2023-01-01"}}, ("cohort", "dates")),
        ({"place_on_journey__after": ["somewhere"]}, ("place_on_journey", "after", 0)),
        ({"covariates": ["shoe_size"]}, ("covariates", 0)),
        ({"outcome__competing": ["died"]}, ("outcome",)),
        ({"outcome__horizon_days": 27}, ("outcome", "horizon_days")),
        ({"costs__price_year": "2023-25"}, ("costs", "price_year")),
        ({"costs__price_year": "last year"}, ("costs", "price_year")),
        ({"colour": "blue"}, ("colour",)),
        ({"disclosure": {"threshold": 3, "rounding": 10}}, ("disclosure",)),
        ({"comparison__rule": "period-before"}, ()),
        ({"covariates": []}, ()),
        ({"comparison__weights": "none"}, ()),
        ({"bootstrap__by": "team"}, ()),
    ],
)
def test_protocol_refuses_and_names_the_place(changes, where, plan):
    with pytest.raises(ValidationError) as caught:
        Protocol.model_validate(plan(**changes))

    assert [error["loc"] for error in caught.value.errors()] == [where]


@pytest.mark.parametrize("design", sorted(RULE_OF))
def test_each_design_has_its_one_rule(design, plan):
    protocol = Protocol.model_validate(plan(design=design, comparison__rule=RULE_OF[design]))

    assert protocol.rule == RULE_OF[design]


def test_a_randomised_design_may_draw_by_team_and_need_no_covariates(plan):
    bent = plan(design="randomised", bootstrap__by="team", covariates=[])

    assert Protocol.model_validate(bent).bootstrap.by == "team"


def test_hash_forgets_layout_and_defaults_written_out_but_no_setting(plan):
    first = Protocol.model_validate(plan())
    same = Protocol.model_validate(
        dict(reversed(plan(returns=["returns"], comparison__rule="monthly-trials").items()))
    )
    other = Protocol.model_validate(plan(seed=8))

    assert first.sha256 == same.sha256
    assert first.sha256 != other.sha256


@given(
    horizon=st.integers(28, 1826), seed=st.integers(0, 2**32 - 1), draws=st.integers(100, 500)
)
def test_hash_of_what_was_hashed_is_the_hash(horizon, seed, draws, plan):
    protocol = Protocol.model_validate(
        plan(outcome__horizon_days=horizon, seed=seed, bootstrap__draws=draws)
    )

    again = Protocol.model_validate_json(protocol.canonical)

    assert again.sha256 == protocol.sha256
    assert again.canonical == protocol.canonical
