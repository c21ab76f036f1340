"""Resamples of whole clusters, and how the enrolment model moves with them."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.measure.rows import enrolling, randomised

from holdfast.kernel.errors import DesignError, InputError
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.refit import mean_slope, refit
from holdfast.measure.resampling import (
    Resamples,
    estimate,
    limits,
    resample,
    resample_trials,
)
from holdfast.measure.weights import grown, passed, unit_weights, weigh


def test_each_draw_holds_as_many_clusters_as_asked():
    even, fewer = resample(50, draws=60, seed=3), resample(50, draws=60, seed=3, size=40)

    assert (even.clusters, even.draws, even.size, fewer.size) == (50, 60, 50, 40)
    assert even.counts.sum(axis=0).tolist() == [50] * 60
    assert fewer.counts.sum(axis=0).tolist() == [40] * 60


def test_the_same_seed_gives_the_same_draws_and_another_gives_others():
    one, same, other = (resample(50, draws=60, seed=seed).counts for seed in (3, 3, 4))

    assert one.tolist() == same.tolist()
    assert one.tolist() != other.tolist()


def test_more_draws_begin_with_the_same_draws():
    few, many = resample(50, draws=60, seed=3), resample(50, draws=90, seed=3)

    assert many.counts[:, :60].tolist() == few.counts.tolist()


@pytest.mark.parametrize(
    ("clusters", "draws", "error", "code"),
    [
        (5, 100, DesignError, "measure.too-few-clusters"),
        (50, 39, InputError, "measure.too-few-draws"),
    ],
)
def test_too_few_are_refused(clusters, draws, error, code):
    with pytest.raises(error) as caught:
        resample(clusters, draws=draws, seed=1)

    assert caught.value.code == code


def test_draws_hold_fewer_clusters_by_the_share_that_the_model_uses():
    trials, _ = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    enrolled = int(trials.programme.sum())

    modelled = resample_trials(trials, weights, draws=50, seed=1)
    even = resample_trials(trials, unit_weights(trials), draws=50, seed=1)

    assert modelled.size == round(trials.clusters * (1 - 4 / enrolled))
    assert even.size == round(trials.clusters * (1 - 1 / enrolled))
    assert even.model is None


def test_arms_that_share_no_cluster_are_drawn_from_apart():
    trials, _ = randomised(61)
    in_teams = replace(trials, cluster=trials.child // 6 * 2 + trials.programme)
    teams = len(np.unique(in_teams.cluster))

    by_child = resample_trials(trials, unit_weights(trials), draws=50, seed=1)
    by_team = resample_trials(in_teams, unit_weights(in_teams), draws=50, seed=1)

    for drawn, one in ((by_child, trials), (by_team, in_teams)):
        for arm in (one.programme, ~one.programme):
            codes = np.unique(one.cluster[arm])
            assert drawn.counts[codes].sum(axis=0).tolist() == [len(codes) - 1] * 50
    assert (by_child.size, by_team.size) == (59, teams - 2)


def test_an_arm_of_too_few_teams_is_refused():
    trials, _ = randomised(60)
    in_teams = replace(trials, cluster=trials.child // 12 * 2 + trials.programme)

    with pytest.raises(DesignError) as caught:
        resample_trials(in_teams, unit_weights(in_teams), draws=50, seed=1)

    assert caught.value.code == "measure.too-few-clusters"


def test_resamples_of_other_weights_are_refused():
    trials, _ = enrolling()
    one, other = (weigh(trials, fit_propensity(trials)) for _ in range(2))

    drawn = resample_trials(trials, one, draws=50, seed=1)

    assert drawn.model_of(one) is drawn.model
    with pytest.raises(InputError) as caught:
        drawn.model_of(other)
    assert caught.value.code == "measure.resamples-of-other-weights"


def test_an_estimate_keeps_its_value_and_the_quantiles_of_its_draws():
    found = estimate(7.0, np.arange(1.0, 100.0), n=12, level=0.9)

    assert (found.value, found.level, found.n) == (7.0, 0.9, 12)
    assert (found.low, found.high) == pytest.approx((5.0, 95.0))


def test_one_new_draw_falls_within_the_interval_as_often_as_its_level_says():
    rng = np.random.default_rng(0)
    draws, new = rng.normal(size=(4000, 79)), rng.normal(size=4000)

    low, high = limits(draws, level=0.9)

    assert np.mean((low <= new) & (new <= high)) == pytest.approx(0.9, abs=0.015)


def test_coefficients_move_as_if_the_model_were_fitted_again():
    trials, _ = enrolling(1000)
    fitted = fit_propensity(trials)
    weights = weigh(trials, fitted)
    counts = np.ones((trials.clusters, 40), dtype=np.uint16)
    children = np.unique(trials.child[trials.programme])[:40]
    counts[children, np.arange(40)] = 2

    moves = refit(trials, weights, Resamples(counts=counts)).moves

    for draw, child in enumerate(children[:5]):
        rows = np.concatenate([np.arange(trials.rows), np.flatnonzero(trials.child == child)])
        again = replace(
            trials,
            **{
                name: getattr(trials, name)[rows]
                for name in (
                    "child", "cluster", "trial", "index_day", "programme", "covariates",
                    "last_day", "left_by_enrolment",
                )
            },
        )  # fmt: skip
        chance = fit_propensity(again).probability[: trials.rows]
        log_odds = np.log(chance / (1 - chance))
        before = fitted.design @ fitted.coefficients
        expected = log_odds - before
        found = fitted.design @ moves[:, draw]
        assert found == pytest.approx(expected, abs=0.1 * np.abs(expected).max())


@pytest.mark.parametrize("programme", [True, False])
def test_slopes_are_the_derivative_of_the_weights_by_the_coefficients(programme):
    trials, _ = enrolling()
    fitted = fit_propensity(trials)
    weights = weigh(trials, fitted)
    model = refit(trials, weights, resample(trials.clusters, draws=40, seed=1))
    rows = np.flatnonzero(trials.programme == programme)
    days = np.full(len(rows), 120)
    later = passed(trials, weights, rows, days)
    now = weights.base[rows] * grown(weights, rows, later)

    slope = mean_slope(trials, model, rows, days, rows % 3, 4)

    step = 1e-6
    for coefficient in range(len(fitted.coefficients)):
        linear = fitted.design @ fitted.coefficients + step * fitted.design[:, coefficient]
        moved = weigh(trials, replace(fitted, probability=1 / (1 + np.exp(-linear))))
        then = moved.base[rows] * grown(moved, rows, later)
        for group in range(3):
            these = rows % 3 == group
            rise = (then[these].sum() / now[these].sum() - 1) / step
            assert slope[group, coefficient] == pytest.approx(rise, abs=1e-4)
    assert slope[3].tolist() == [0.0] * len(fitted.coefficients)


def test_randomised_trials_have_no_model_to_move():
    trials, _ = randomised(60)

    assert refit(trials, unit_weights(trials), resample(60, draws=40, seed=1)) is None
