"""Balance before and after, effective children, overlap, and refusal."""

import numpy as np
import pytest
from tests.engine.measure.rows import enrolling, made_trials, randomised

from holdfast.kernel.errors import DesignError
from holdfast.measure.balance import check_balance
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.weights import Weighting, unit_weights, weigh


def test_overlap_weighting_makes_the_means_of_the_model_equal():
    trials, _ = enrolling()

    balance = check_balance(trials, weigh(trials, fit_propensity(trials)))

    assert balance.largest_before > 0.2
    assert balance.largest_after < 1e-9
    for one in balance.covariates:
        assert one.programme_after == pytest.approx(one.comparison_after, abs=1e-9)


def test_differences_are_in_standard_deviations_of_the_two_arms():
    covariates = np.concatenate([np.tile([0.0, 4.0], 10), np.tile([0.0, 2.0], 10)])[:, None]
    trials = made_trials(
        child=np.arange(40), programme=np.arange(40) < 20, covariates=covariates
    )

    balance = check_balance(trials, unit_weights(trials))

    (one,) = balance.covariates
    assert (one.programme_before, one.comparison_before) == (2.0, 1.0)
    assert one.difference_before == pytest.approx(1 / np.sqrt((4 + 1) / 2))
    assert one.difference_after == pytest.approx(one.difference_before)
    assert balance.overlap is None


def test_a_covariate_that_varies_only_between_the_arms_has_a_difference():
    programme = np.arange(40) < 20
    trials = made_trials(
        child=np.arange(40),
        programme=programme,
        covariates=np.column_stack([programme, np.ones(40)]),
    )

    balance = check_balance(trials, unit_weights(trials))

    assert [one.difference_before for one in balance.covariates] == [2.0, 0.0]


def test_trials_without_covariates_are_in_balance():
    trials = made_trials(child=np.arange(40), programme=np.arange(40) < 20)

    balance = check_balance(trials, unit_weights(trials))

    assert (balance.largest_before, balance.largest_after) == (0.0, 0.0)


def test_effective_children_count_children_not_rows():
    trials = made_trials(
        child=np.repeat(np.arange(40), 3), programme=np.repeat(np.arange(40) < 20, 3)
    )

    balance = check_balance(trials, unit_weights(trials))

    assert balance.programme.rows == 60
    assert balance.programme.children == 20
    assert balance.programme.effective_children == pytest.approx(20.0)


def test_the_bins_of_overlap_hold_every_row_that_is_compared():
    trials, _ = enrolling()

    balance = check_balance(trials, weigh(trials, fit_propensity(trials)))

    bins = balance.overlap.bins
    assert sum(one.programme for one in bins) == pytest.approx(1.0)
    assert sum(one.comparison for one in bins) == pytest.approx(1.0)
    assert (bins[0].low, bins[-1].high) == (0.0, 1.0)
    assert balance.overlap.with_counterpart > 0.9
    assert balance.dropped == ()


def test_children_without_a_counterpart_are_counted():
    rng = np.random.default_rng(0)
    programme = np.arange(200) < 80
    alone = ~programme & (np.arange(200) % 4 == 0)
    trials = made_trials(
        child=np.arange(200),
        programme=programme,
        covariates=np.column_stack([rng.normal(size=200), alone]),
    )

    balance = check_balance(trials, weigh(trials, fit_propensity(trials)))

    assert balance.overlap.not_compared_comparison == int(alone.sum())
    assert balance.overlap.not_compared_programme == 0
    assert balance.comparison.children == 120 - int(alone.sum())
    assert [one.rows for one in balance.dropped] == [int(alone.sum()), 0]


def test_an_arm_worth_too_few_children_is_refused():
    # One child of little need stands for many like it, and so counts for nearly the whole arm.
    need = np.concatenate([[-3.0], np.full(14, 2.0), np.linspace(-3, 3, 400)])
    trials = made_trials(
        child=np.arange(415), programme=np.arange(415) < 15, covariates=need[:, None]
    )
    weights = weigh(trials, fit_propensity(trials), kind=Weighting.INVERSE_PROBABILITY)

    with pytest.raises(DesignError) as caught:
        check_balance(trials, weights)

    assert caught.value.code == "measure.no-overlap"


def test_programme_rows_mostly_without_a_counterpart_are_refused():
    rng = np.random.default_rng(2)
    programme = np.arange(300) < 100
    need = np.where(programme, rng.normal(5.0, 1.0, 300), rng.normal(0.0, 1.0, 300))
    need[:40] = rng.normal(0.0, 1.0, 40)
    trials = made_trials(child=np.arange(300), programme=programme, covariates=need[:, None])

    with pytest.raises(DesignError) as caught:
        check_balance(trials, weigh(trials, fit_propensity(trials)))

    assert caught.value.code == "measure.no-overlap"


def test_unit_weights_leave_before_and_after_alike():
    trials, _ = randomised(200)

    balance = check_balance(trials, unit_weights(trials))

    assert [one.difference_after for one in balance.covariates] == [
        one.difference_before for one in balance.covariates
    ]
