"""Weights on the index day and later, against their definitions."""

from dataclasses import replace

import numpy as np
import pytest
from tests.engine.measure.rows import enrolling, made_trials, randomised

from holdfast.kernel.errors import DesignError
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.weights import Weighting, grown, passed, unit_weights, weigh


def test_overlap_weights_are_the_chance_of_the_other_arm():
    trials, _ = enrolling()
    fitted = fit_propensity(trials)

    weights = weigh(trials, fitted)

    chance = fitted.probability
    assert weights.base == pytest.approx(np.where(trials.programme, 1 - chance, chance))


def test_inverse_probability_weights_are_one_over_the_chance_of_the_own_arm():
    trials, _ = enrolling()
    fitted = fit_propensity(trials)

    weights = weigh(trials, fitted, kind=Weighting.INVERSE_PROBABILITY)

    chance = fitted.probability
    assert weights.base == pytest.approx(1 / np.where(trials.programme, chance, 1 - chance))


def test_matching_weights_count_the_scarcer_arm_once():
    trials, _ = randomised(300)
    fitted = fit_propensity(trials)

    weights = weigh(trials, fitted, kind=Weighting.MATCHING)

    chance = fitted.probability
    scarcer = trials.programme == (chance < 0.5)
    assert weights.base[scarcer] == pytest.approx(1.0)
    odds = np.minimum(chance, 1 - chance) / np.maximum(chance, 1 - chance)
    assert weights.base[~scarcer] == pytest.approx(odds[~scarcer])


@pytest.mark.parametrize("kind", [one for one in Weighting if one is not Weighting.NONE])
def test_slopes_are_the_derivative_of_the_log_weight(kind):
    trials, _ = randomised(300)
    fitted = fit_propensity(trials)
    step = 1e-6
    odds = fitted.probability / (1 - fitted.probability) * np.exp(step)

    weights = weigh(trials, fitted, kind=kind)

    moved = weigh(trials, replace(fitted, probability=odds / (1 + odds)), kind=kind)
    rise = (np.log(moved.base) - np.log(weights.base)) / step
    assert weights.slope == pytest.approx(rise, abs=1e-5)


def test_rows_outside_count_for_nothing():
    rng = np.random.default_rng(0)
    programme = np.arange(200) < 90
    alone = np.where(programme, np.arange(200) % 9 == 0, np.arange(200) % 2 == 0)
    covariates = np.column_stack([rng.normal(size=200), alone & ~programme])
    trials = made_trials(child=np.arange(200), programme=programme, covariates=covariates)
    fitted = fit_propensity(trials)

    for kind in Weighting:
        weights = weigh(trials, fitted, kind=kind)
        if kind is not Weighting.NONE:
            assert weights.base[~fitted.inside].tolist() == [0.0] * int((~fitted.inside).sum())


def test_a_comparison_row_grows_by_the_hazard_of_the_months_passed():
    trials, _ = enrolling()
    fitted = fit_propensity(trials)
    weights = weigh(trials, fitted)
    hazard = fitted.probability / (1 - fitted.probability)
    child = trials.child[np.flatnonzero(~trials.programme)[0]]
    mine = np.flatnonzero((trials.child == child) & ~trials.programme)
    first = mine[:1]

    for later in range(len(mine)):
        days = trials.index_day[mine[later]] - trials.index_day[first]
        found = passed(trials, weights, first, days)
        expected = np.exp(hazard[mine[: later + 1]].sum() - hazard[first] / 2)
        assert found.tolist() == [mine[later]]
        assert grown(weights, first, found) == pytest.approx(expected)
        if later:
            assert passed(trials, weights, first, days - 1).tolist() == [mine[later - 1]]


def test_programme_rows_and_unit_weights_stay_as_they_are():
    trials, _ = enrolling()
    enrolled = np.flatnonzero(trials.programme)
    others = np.flatnonzero(~trials.programme)

    modelled, even = weigh(trials, fit_propensity(trials)), unit_weights(trials)

    far = np.full(len(enrolled), 500)
    assert passed(trials, modelled, enrolled, far).tolist() == enrolled.tolist()
    assert grown(modelled, enrolled, enrolled).tolist() == [1.0] * len(enrolled)
    assert passed(trials, even, others, np.full(len(others), 500)).tolist() == others.tolist()


def test_no_weighting_gives_unit_weights():
    trials, _ = randomised(100)

    weights = weigh(trials, fit_propensity(trials), kind=Weighting.NONE)

    assert (weights.kind, weights.propensity) == (Weighting.NONE, None)
    assert weights.base.tolist() == [1.0] * 100


def test_unit_weights_need_two_arms():
    with pytest.raises(DesignError) as caught:
        unit_weights(made_trials(child=np.arange(50), programme=np.ones(50)))

    assert caught.value.code == "measure.too-few-children"
