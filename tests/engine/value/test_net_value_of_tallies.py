"""From cost lines, by way of the estimators, to a net value."""

import numpy as np
import polars as pl
import pytest
from tests.engine.value.invented import CHILDREN, Flat, child, day, frame, prices, spell, table

from holdfast.measure.resampling import resample
from holdfast.measure.tally import interval_edges, tally
from holdfast.measure.trials import Trials
from holdfast.measure.weights import unit_weights
from holdfast.value.accrual import Accrual, accruals
from holdfast.value.benefit import Arms, net_value
from holdfast.value.discount import discounting
from holdfast.value.programme_cost import programme_cost
from holdfast.value.timeline import cost_lines

HORIZON = 60
NAMES = [f"child {number:02d}" for number in range(20)]
INDEX = np.datetime64(day(0)).astype("datetime64[D]").astype(np.int64)


def _trials():
    """Give ten children in the programme and ten who are compared, all followed throughout."""
    n = len(NAMES)
    return Trials(
        child=np.arange(n),
        cluster=np.arange(n),
        trial=np.zeros(n),
        index_day=np.full(n, INDEX),
        programme=np.arange(n) < 10,
        covariates=np.zeros((n, 0)),
        names=(),
        last_day=np.full(n, INDEX + HORIZON),
        left_by_enrolment=np.zeros(n, dtype=bool),
    )


def test_costs_and_days_are_of_the_same_children_all_the_way():
    # A comparison child is in a home for all 60 days at 400, a programme child for 15.
    spells = []
    for number, name in enumerate(NAMES):
        days = 15 if number < 10 else HORIZON
        spells.append(spell("placement", 0, days, child=name, detail="K2"))
        spells.append(spell("review", 2, child=name))
    priced = prices()
    lines = cost_lines(
        table(spells), table([child(name) for name in NAMES], CHILDREN), priced, until=day(500)
    ).lines
    arrays = accruals(frame(lines), children=NAMES, names=priced.categories)
    placed = arrays[0]
    in_care = Accrual(
        name="days_in_care",
        child=placed.child,
        start_day=placed.start_day,
        end_day=placed.end_day,
        per_day=np.ones(len(placed.child)),
    )
    trials, weights = _trials(), unit_weights(_trials())
    resamples = resample(trials.clusters, draws=50, seed=1)

    discount = discounting("green-book-2022").each_part(interval_edges(HORIZON))
    tallies = tally(
        trials, weights, arrays, horizon=HORIZON, resamples=resamples, discount=discount
    )
    (days,) = tally(trials, weights, [in_care], horizon=HORIZON, resamples=resamples)
    ledger = pl.DataFrame(
        {
            "date": "2020-06-01", "category": "Staff", "description": "", "amount": [20_000.0],
            "kind": "recurring", "in_kind": 0, "source": "",
        }
    )  # fmt: skip
    value = net_value(
        costs={one.name: Arms.of(one) for one in tallies},
        care_days=Arms.of(days),
        programme_cost=programme_cost(ledger, served=10, price_year="2020-21", deflator=Flat()),
        n=len(NAMES),
        discounting="green-book-2022",
        of_care=priced.of_care,
    )

    assert [one.category for one in value.categories] == [
        "placement: K2", "care_planning", "review",
    ]  # fmt: skip
    assert value.cost_avoided.value == pytest.approx(45 * 400, rel=0.005)
    assert value.net_saving.value == pytest.approx(45 * 400 - 2000, rel=0.005)
    assert value.probability_of_saving.value == 1
    assert value.care_days_avoided.value == pytest.approx(45)
    # A day in care costs 400, and 580 for a review and its plan are spread over 60 days.
    expected = 2000 / (400 + 580 / 60)
    assert value.break_even.care_days == pytest.approx(expected, rel=0.005)
    # Reviews are alike in both arms, so nothing of them is avoided.
    assert [one.avoided.value for one in value.categories[1:]] == pytest.approx([0, 0])
