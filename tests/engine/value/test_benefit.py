"""Worked examples and properties of `holdfast.value.benefit`."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.value.invented import Flat

from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Rate
from holdfast.kernel.money import Money
from holdfast.value.benefit import Answer, Arms, cost_per_care_day, net_value
from holdfast.value.programme_cost import programme_cost
from holdfast.value.uncertainty import Draws

YEAR = "2020-21"


def _draws(value, *draws):
    return Draws(value=value, draws=np.array(draws, dtype=float))


def _arms(programme, comparison):
    return Arms(programme=_draws(*programme), comparison=_draws(*comparison))


def _paid(per_child):
    ledger = pl.DataFrame(
        {
            "date": "2020-06-01",
            "category": "Staff",
            "description": "",
            "amount": [float(per_child)],
            "kind": "recurring",
            "in_kind": 0,
            "source": "",
        }
    )
    return programme_cost(ledger, served=1, price_year=YEAR, deflator=Flat())


# Two resamples. Placements cost 100 less, then 60 less, then 200 less; reviews the same.
PLACEMENT = _arms((900, 940, 800), (1000, 1000, 1000))
REVIEW = _arms((50, 50, 60), (50, 50, 60))
DAYS = _arms((8, 9, 6), (10, 10, 10))


def _value(**changes):
    given = {
        "costs": {"placement": PLACEMENT, "review": REVIEW},
        "care_days": DAYS,
        "programme_cost": _paid(80),
        "n": 40,
        "discounting": "green-book-2022",
        "of_care": frozenset({"placement"}),
        "entry": _arms((0.2, 0.2, 0.2), (0.25, 0.25, 0.25)),
        "thresholds": (0.0, 50.0),
        "bins": 2,
    }
    return net_value(**given | changes)


def test_net_value_by_hand():
    value = _value()

    assert value.price_year == YEAR
    assert value.programme_cost_per_child == Money(80, YEAR)
    assert (value.cost_programme.value, value.cost_comparison.value) == (950, 1050)
    assert value.cost_avoided.value == 100
    saving = value.net_saving
    assert (saving.value, saving.n) == (20, 40)
    # Draws -20 and 120: so few do not narrow the interval, which is as wide as they are.
    assert (saving.low, saving.high) == (-20.0, 120.0)
    assert value.probability_of_saving == Rate(numerator=1, denominator=2)
    assert value.care_days_avoided.value == 2
    assert value.cost_per_care_day_avoided.answer is Answer.DOMINANT
    assert value.discounting == "green-book-2022"


def test_break_even_by_hand():
    found = _value().break_even

    # In the comparison arm a care day costs 1,000 / 10 and a child who enters 1,000 / 0.25.
    assert found.programme_cost.value == 100
    assert found.care_days == pytest.approx(0.8)
    assert found.risk_reduction == pytest.approx(0.02)
    assert found.share_of_effect == pytest.approx(0.8)


def test_break_even_is_not_said_where_nothing_was_saved_or_nobody_was_in_care():
    nobody = _arms((0, 0, 0), (0, 0, 0))
    found = _value(
        costs={"placement": _arms((5, 5, 5), (5, 5, 5))}, care_days=nobody, entry=None
    ).break_even

    assert (found.care_days, found.risk_reduction, found.share_of_effect) == (None, None, None)


def test_break_even_is_not_said_where_care_has_no_price():
    assert _value(of_care=frozenset()).break_even.care_days is None


def test_categories_keep_their_order_and_come_to_the_whole():
    value = _value()

    assert [one.category for one in value.categories] == ["placement", "review"]
    assert [one.avoided.value for one in value.categories] == [100, 0]
    assert sum(one.comparison.value for one in value.categories) == value.cost_comparison.value


def test_draws_are_binned_for_a_picture():
    bins = _value().draws

    assert [(one.low, one.high, one.share) for one in bins] == [
        (-20, 50, 0.5),
        (50, 120, 0.5),
    ]


def test_acceptability_is_asked_at_each_threshold():
    assert [(one.threshold, one.probability) for one in _value().acceptability] == [
        (0.0, 0.5),
        (50.0, 1.0),
    ]


def test_no_costs_are_refused():
    with pytest.raises(InputError) as caught:
        _value(costs={})

    assert caught.value.code == "value.no-cost-lines"


@pytest.mark.parametrize(
    ("net_cost", "days", "answer"),
    [
        (-5, 2, Answer.DOMINANT),
        (0, 2, Answer.DOMINANT),
        (5, 0, Answer.DOMINATED),
        (5, -2, Answer.DOMINATED),
        (0, -2, Answer.DOMINATED),
        (-5, -2, Answer.SAVES_AND_ADDS_DAYS),
    ],
)
def test_a_price_is_not_given_where_a_sign_takes_its_meaning(net_cost, days, answer):
    found = cost_per_care_day(
        net_cost=_draws(net_cost, net_cost), days_avoided=_draws(days, days), n=10
    )

    assert (found.answer, found.estimate) == (answer, None)
    assert found.words.endswith(".")


def test_a_price_is_not_given_where_no_day_may_have_been_avoided():
    found = cost_per_care_day(net_cost=_draws(5, 5, 5), days_avoided=_draws(1, -1, 3), n=10)

    assert (found.answer, found.estimate) == (Answer.NOT_MEANINGFUL, None)


def test_a_price_has_the_interval_of_the_joint_ratio():
    found = cost_per_care_day(
        net_cost=_draws(100, -50, 100, 300), days_avoided=_draws(2, 1, 2, 3), n=10
    )

    assert found.answer is Answer.RATIO
    estimate = found.estimate
    assert (estimate.value, estimate.low, estimate.high) == (50, -50, 100)


@pytest.mark.parametrize(("without", "estimates"), [(0, 1), (2, 1), (3, 0), (4, 0)])
def test_a_draw_that_avoids_no_day_is_infinitely_dear(without, estimates):
    # Of 100 draws at most two may lie in either tail of a 95% interval.
    days = np.full(100, 10.0)
    days[:without] = -1.0

    found = cost_per_care_day(
        net_cost=Draws.fixed(70, 100), days_avoided=Draws(value=10.0, draws=days), n=10
    )

    given = [found.estimate] if found.estimate else []
    assert [(one.low, one.high) for one in given] == [(7, 7)] * estimates


AMOUNTS = st.lists(st.integers(0, 10_000), min_size=3, max_size=3).map(
    lambda three: _draws(*map(float, three))
)
COSTS = st.dictionaries(
    st.sampled_from("abcdef"),
    st.builds(Arms, programme=AMOUNTS, comparison=AMOUNTS),
    min_size=1,
)


@given(costs=COSTS, paid=st.integers(0, 5000))
def test_the_saving_is_the_sum_of_its_categories_less_the_programme(costs, paid):
    value = _value(costs=costs, programme_cost=_paid(paid))

    parts = sum(one.avoided.value for one in value.categories)
    assert value.net_saving.value == pytest.approx(parts - paid)


@given(costs=COSTS)
def test_at_its_break_even_cost_a_programme_saves_nothing(costs):
    avoided = _value(costs=costs).break_even.programme_cost.value

    value = _value(costs=costs, programme_cost=_paid(avoided))

    assert value.net_saving.value == pytest.approx(0)


@given(costs=COSTS, paid=st.integers(0, 5000), more=st.integers(1, 5000))
def test_a_dearer_programme_never_saves_more_often(costs, paid, more):
    cheap, dear = (
        _value(costs=costs, programme_cost=_paid(one)) for one in (paid, paid + more)
    )

    assert dear.probability_of_saving.value <= cheap.probability_of_saving.value
