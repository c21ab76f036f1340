"""Means of what accrues, against a slow reading of the definition, day by day."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.measure.rows import enrolling, made_trials, randomised

from holdfast.kernel.errors import DesignError, InputError
from holdfast.measure import tally as tally_module
from holdfast.measure.accruals import Accrual
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.resampling import Resamples, resample, resample_trials
from holdfast.measure.tally import interval_edges, tally
from holdfast.measure.weights import Weighting, unit_weights, weigh

HORIZON = 100


def accrued(children, *, seed=0, days=600):
    """Give spans and points at random for these many child codes."""
    rng = np.random.default_rng(seed)
    count = 3 * children
    start = rng.integers(0, days, count)
    return Accrual(
        name="cost",
        child=rng.integers(0, children, count),
        start_day=start,
        end_day=start + rng.integers(0, 150, count),
        per_day=rng.random(count) * 10,
        point_child=rng.integers(0, children, count),
        point_day=rng.integers(0, days, count),
        amount=rng.random(count) * 100 - 20,
    )


def each_day(accrual, child, days):
    """Give what one child ran up on each day."""
    amounts = np.zeros(days)
    for span in np.flatnonzero(accrual.child == child):
        amounts[accrual.start_day[span] : accrual.end_day[span]] += accrual.per_day[span]
    for point in np.flatnonzero(accrual.point_child == child):
        amounts[accrual.point_day[point]] += accrual.amount[point]
    return amounts


def slow_mean(trials, weights, accrual, counts, *, programme, edges):
    """Give the mean run up in each part, row by row and day by day."""
    chance = (
        np.zeros(trials.rows) if weights.propensity is None else weights.propensity.probability
    )
    hazard = chance / (1 - chance)
    total, days = np.zeros(len(edges) - 1), np.zeros(len(edges) - 1)
    comparison = np.flatnonzero(~trials.programme)
    for row in np.flatnonzero(trials.programme == programme):
        amounts = each_day(accrual, trials.child[row], 3000)
        index = trials.index_day[row]
        for day in range(min(edges[-1], trials.follow_up[row])):
            weight = weights.base[row] * counts[trials.cluster[row]]
            if not programme and weights.propensity is not None:
                between = comparison[
                    (trials.child[comparison] == trials.child[row])
                    & (trials.index_day[comparison] >= index)
                    & (trials.index_day[comparison] <= index + day)
                ]
                weight *= np.exp(hazard[between].sum() - hazard[row] / 2)
            part = np.searchsorted(edges, day, side="right") - 1
            total[part] += weight * amounts[index + day]
            days[part] += weight
    return total / days * np.diff(edges)


@pytest.mark.parametrize("programme", [True, False])
def test_means_are_as_defined_for_the_sample_and_for_a_draw(programme):
    trials, _ = enrolling(60, seed=3, months=12)
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample(trials.clusters, draws=40, seed=1)
    accrual = accrued(trials.clusters)

    (found,) = tally(trials, weights, [accrual], horizon=HORIZON, resamples=drawn)

    edges = interval_edges(HORIZON)
    expected = slow_mean(
        trials, weights, accrual, np.ones(trials.clusters), programme=programme, edges=edges
    )
    drawn_mean = slow_mean(
        trials, weights, accrual, drawn.counts[:, 5], programme=programme, edges=edges
    )
    arm = found.programme if programme else found.comparison
    parts = found.programme_parts if programme else found.comparison_parts
    part_draws = found.programme_part_draws if programme else found.comparison_part_draws
    draws = found.programme_draws if programme else found.comparison_draws
    assert arm.value == pytest.approx(expected.sum(), rel=1e-9)
    assert parts == pytest.approx(expected, rel=1e-9)
    assert part_draws[:, 5] == pytest.approx(drawn_mean, rel=1e-9)
    assert draws[5] == pytest.approx(drawn_mean.sum(), rel=1e-9)


def test_where_everyone_is_followed_it_is_the_plain_mean():
    trials, _ = randomised(80, follow=500)
    weights = unit_weights(trials)
    accrual = accrued(80)
    drawn = resample_trials(trials, weights, draws=40, seed=1)

    (found,) = tally(trials, weights, [accrual], horizon=HORIZON, resamples=drawn)

    totals = np.array([each_day(accrual, child, 800)[100:200].sum() for child in range(80)])
    assert found.programme.value == pytest.approx(totals[trials.programme].mean())
    assert found.comparison.value == pytest.approx(totals[~trials.programme].mean())
    assert found.difference.value == pytest.approx(
        found.programme.value - found.comparison.value
    )
    assert found.difference_draws == pytest.approx(
        found.programme_draws - found.comparison_draws
    )
    assert found.programme_parts.sum() == pytest.approx(found.programme.value)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000), every=st.integers(1, 120))
def test_a_day_in_every_day_is_the_horizon(seed, every):
    trials, _ = enrolling(80, seed=seed)
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    always = Accrual(
        name="days",
        child=np.arange(trials.clusters),
        start_day=np.zeros(trials.clusters),
        end_day=np.full(trials.clusters, 10**5),
        per_day=np.ones(trials.clusters),
    )

    (found,) = tally(trials, weights, [always], horizon=HORIZON, resamples=drawn, every=every)

    assert found.programme.value == pytest.approx(HORIZON)
    assert found.comparison.value == pytest.approx(HORIZON)
    assert found.difference_draws == pytest.approx(np.zeros(40), abs=1e-7)


def test_parts_of_an_accrual_add_up_to_the_whole():
    trials, _ = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    one, two = accrued(trials.clusters, seed=1), accrued(trials.clusters, seed=2)
    columns = ("child", "start_day", "end_day", "per_day", "point_child", "point_day", "amount")
    both = Accrual(
        name="both",
        **{name: np.append(getattr(one, name), getattr(two, name)) for name in columns},
    )

    first, second, whole = tally(
        trials, weights, [one, two, both], horizon=HORIZON, resamples=drawn
    )

    for draws in ("programme_draws", "comparison_draws"):
        total = getattr(first, draws) + getattr(second, draws)
        assert getattr(whole, draws) == pytest.approx(total, rel=1e-9)


def test_nothing_run_up_is_zero_and_not_missing():
    trials, _ = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=40, seed=1)

    (found,) = tally(trials, weights, [Accrual(name="moves")], horizon=HORIZON, resamples=drawn)

    assert (found.programme.value, found.comparison.value) == (0.0, 0.0)
    assert (found.difference.low, found.difference.high) == (0.0, 0.0)


def test_discounting_takes_its_factor_from_each_part():
    trials, _ = randomised(80, follow=500)
    weights = unit_weights(trials)
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    accrual = accrued(80)
    factors = np.array([1.0, 0.9, 0.8, 0.5])

    plain, present = (
        tally(trials, weights, [accrual], horizon=HORIZON, resamples=drawn, discount=discount)[
            0
        ]
        for discount in (None, factors)
    )

    assert present.programme.value == pytest.approx(plain.programme_parts @ factors)


def test_discount_factors_of_other_parts_are_refused():
    trials, _ = randomised(80, follow=500)
    weights = unit_weights(trials)

    with pytest.raises(InputError) as caught:
        tally(
            trials,
            weights,
            [],
            horizon=HORIZON,
            resamples=resample(80, draws=40, seed=1),
            discount=np.ones(3),
        )

    assert caught.value.code == "measure.discount-not-usable"


def test_few_rows_at_a_time_give_the_same_means(monkeypatch):
    trials, _ = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    accrual = accrued(trials.clusters)
    (whole,) = tally(trials, weights, [accrual], horizon=HORIZON, resamples=drawn)

    monkeypatch.setattr(tally_module, "CELLS", 300)
    (parted,) = tally(trials, weights, [accrual], horizon=HORIZON, resamples=drawn)

    assert parted.comparison_draws == pytest.approx(whole.comparison_draws, rel=1e-9)
    assert parted.programme_draws == pytest.approx(whole.programme_draws, rel=1e-9)


@pytest.mark.parametrize("kind", [Weighting.OVERLAP, Weighting.MATCHING])
def test_draws_move_as_the_weights_do(kind):
    trials, _ = enrolling(300, seed=4)
    fitted = fit_propensity(trials)
    weights = weigh(trials, fitted, kind=kind)
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    accrual = accrued(trials.clusters, days=1200)
    once = Resamples(counts=np.ones((trials.clusters, 40), dtype=np.uint16))
    step = 1e-4 * np.eye(len(fitted.coefficients))[:, [1]] * np.ones(40)
    model = replace(drawn.model, moves=step)

    (found,) = tally(
        trials, weights, [accrual], horizon=300, resamples=replace(once, model=model), every=1
    )

    linear = fitted.design @ (fitted.coefficients + step[:, 0])
    moved = weigh(trials, replace(fitted, probability=1 / (1 + np.exp(-linear))), kind=kind)
    (again,) = tally(trials, moved, [accrual], horizon=300, resamples=once, every=1)
    for arm in ("programme", "comparison"):
        before = getattr(found, arm).value
        expected = getattr(again, arm).value - before
        assert getattr(found, f"{arm}_draws")[0] - before == pytest.approx(expected, rel=2e-3)


def test_children_in_no_trial_are_left_out():
    trials, _ = randomised(80, follow=500)
    weights = unit_weights(trials)
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    accrual = accrued(80)
    more = replace(accrual, child=np.where(accrual.child < 70, accrual.child, -1))
    beyond = replace(accrual, child=np.where(accrual.child < 70, accrual.child, 10**6))

    one, two = tally(trials, weights, [more, beyond], horizon=HORIZON, resamples=drawn)

    assert one.programme_draws == pytest.approx(two.programme_draws)
    assert one.comparison.value == pytest.approx(two.comparison.value)


def test_a_draw_without_anyone_followed_so_far_keeps_the_rate_of_the_sample():
    trials = made_trials(
        child=np.arange(40),
        programme=np.arange(40) < 20,
        last_day=np.where(np.arange(40) % 20 < 2, 300, 150),
    )
    weights = unit_weights(trials)
    drawn = resample_trials(trials, weights, draws=200, seed=1)
    always = Accrual(
        name="days",
        child=np.arange(40),
        start_day=np.zeros(40),
        end_day=np.full(40, 1000),
        per_day=np.ones(40),
    )

    (found,) = tally(trials, weights, [always], horizon=HORIZON, resamples=drawn)

    assert found.programme_draws == pytest.approx(np.full(200, 100.0))


def test_a_part_in_which_nobody_was_followed_is_refused():
    trials, _ = randomised(80, follow=60)
    weights = unit_weights(trials)

    with pytest.raises(DesignError) as caught:
        tally(
            trials,
            weights,
            [],
            horizon=HORIZON,
            resamples=resample_trials(trials, weights, draws=40, seed=1),
        )

    assert caught.value.code == "measure.follow-up-too-short"


@pytest.mark.parametrize(
    "columns",
    [
        {"child": [0], "start_day": [5], "end_day": [4], "per_day": [1.0]},
        {"child": [0], "start_day": [5], "end_day": [9], "per_day": [np.nan]},
        {"child": [0, 1], "start_day": [5], "end_day": [9], "per_day": [1.0]},
        {"point_child": [0], "point_day": [5], "amount": [np.inf]},
        {"point_child": [0], "point_day": [5, 6], "amount": [1.0]},
    ],
)
def test_accruals_that_cannot_be_used_are_refused(columns):
    with pytest.raises(InputError) as caught:
        Accrual(name="days_in_care", **columns)

    assert (caught.value.code, caught.value.where) == (
        "measure.accrual-not-usable",
        "days_in_care",
    )


def test_the_last_part_of_the_follow_up_may_be_short():
    assert interval_edges(548)[-3:].tolist() == [510, 540, 548]
    assert interval_edges(60).tolist() == [0, 30, 60]
