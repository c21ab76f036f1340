"""Weighted incidence of both arms against a slow reading of its definition, and its draws."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.measure.rows import enrolling, made_trials, randomised

from holdfast.kernel.errors import DesignError
from holdfast.measure import risk_sets
from holdfast.measure.aalen_johansen import weighted_incidence
from holdfast.measure.incidence import cumulative_incidence
from holdfast.measure.propensity import fit_propensity
from holdfast.measure.resampling import Resamples, resample, resample_trials
from holdfast.measure.trials import Outcome
from holdfast.measure.weights import unit_weights, weigh

HORIZON = 100


def slow_incidence(trials, outcome, weights, counts, *, programme, horizon):
    """Give the incidence of kind 1 day by day, row by row."""
    chance = weights.propensity.probability
    hazard = chance / (1 - chance)
    seen = outcome.first_events(trials)
    comparison = np.flatnonzero(~trials.programme)
    free, share, curve = 1.0, 0.0, []
    rows = np.flatnonzero(trials.programme == programme)
    for day in range(horizon + 1):
        at_risk = events = others = 0.0
        for row in rows[seen.until[rows] > day]:
            weight = weights.base[row] * counts[trials.cluster[row]]
            if not programme:
                between = comparison[
                    (trials.child[comparison] == trials.child[row])
                    & (trials.index_day[comparison] >= trials.index_day[row])
                    & (trials.index_day[comparison] <= trials.index_day[row] + day)
                ]
                weight *= np.exp(hazard[between].sum() - hazard[row] / 2)
            at_risk += weight
            events += weight * (seen.day[row] == day and seen.kind[row] == 1)
            others += weight * (seen.day[row] == day and seen.kind[row] > 1)
        if at_risk > 0:
            share += free * events / at_risk
            free *= 1 - (events + others) / at_risk
        curve.append(share)
    return np.array(curve)


@pytest.mark.parametrize("programme", [True, False])
def test_curves_are_as_defined_for_the_sample_and_for_a_draw(programme):
    trials, outcome = enrolling(60, seed=3, months=18)
    outcome = replace(outcome, event_kind=1 + (trials.child % 4 == 0))
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample(trials.clusters, draws=40, seed=1)

    found = cumulative_incidence(trials, outcome, weights, horizon=150, resamples=drawn)

    arm = found.programme if programme else found.comparison
    for counts, curve in (
        (np.ones(trials.clusters), arm.curves[1].value),
        (drawn.counts[:, 7], arm.draws[:, 7]),
    ):
        expected = slow_incidence(
            trials, outcome, weights, counts, programme=programme, horizon=150
        )
        assert curve == pytest.approx(expected, abs=1e-9)


def test_unit_weights_give_the_unweighted_curves_of_each_arm():
    trials, outcome = randomised(120, seed=5)
    drawn = resample_trials(trials, unit_weights(trials), draws=40, seed=1)

    found = cumulative_incidence(
        trials, outcome, unit_weights(trials), horizon=HORIZON, resamples=drawn
    )

    seen = outcome.first_events(trials)
    days = np.where(seen.kind > 0, seen.day, seen.until - 1)
    for arm, rows in (
        (found.programme, trials.programme),
        (found.comparison, ~trials.programme),
    ):
        expected = weighted_incidence(days[rows], seen.kind[rows])
        for kind in (1, 2):
            assert arm.curves[kind].value == pytest.approx(
                expected[kind][: HORIZON + 1], abs=1e-12
            )
        by_horizon = (seen.kind[rows] == 1) & (seen.day[rows] <= HORIZON)
        assert arm.events[1] == by_horizon.sum()
        assert arm.children_at_risk.tolist() == [
            int((seen.until[rows] > day).sum()) for day in range(HORIZON + 1)
        ]


def test_children_are_counted_once_however_many_rows_they_have():
    trials, outcome = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=40, seed=1)

    found = cumulative_incidence(trials, outcome, weights, horizon=200, resamples=drawn)

    others = ~trials.programme
    assert found.comparison.rows == others.sum()
    assert found.comparison.children == len(np.unique(trials.child[others]))
    assert found.comparison.children_at_risk[0] == found.comparison.children
    assert found.programme.children == trials.programme.sum()
    assert found.enrolling_months == np.ptp(trials.trial[trials.programme]) + 1
    assert found.difference.value == pytest.approx(
        found.programme.curves[1].value - found.comparison.curves[1].value
    )


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_the_order_of_rows_changes_nothing(seed):
    trials, outcome = enrolling(120, seed=2)
    order = np.random.default_rng(seed).permutation(trials.rows)
    mixed = replace(
        trials,
        **{
            name: getattr(trials, name)[order]
            for name in (
                "child", "cluster", "trial", "index_day", "programme", "covariates", "last_day",
                "left_by_enrolment",
            )
        },
    )  # fmt: skip
    mixed_outcome = Outcome(
        name="x", event_day=outcome.event_day[order], event_kind=outcome.event_kind[order]
    )
    found = []
    for one, its_outcome in ((trials, outcome), (mixed, mixed_outcome)):
        weights = weigh(one, fit_propensity(one))
        drawn = resample_trials(one, weights, draws=40, seed=1)
        found.append(
            cumulative_incidence(one, its_outcome, weights, horizon=200, resamples=drawn)
        )

    for arm in ("programme", "comparison"):
        one, two = (getattr(each, arm) for each in found)
        assert one.curves[1].value == pytest.approx(two.curves[1].value, abs=1e-9)
        assert one.draws == pytest.approx(two.draws, abs=1e-7)


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 1000))
def test_a_child_twice_is_a_child_of_twice_the_weight(seed):
    trials, outcome = randomised(60, seed=seed, follow=3 * HORIZON)
    weights = unit_weights(trials)
    twice = np.random.default_rng(seed).random(60) < 0.3
    counts = np.ones((60, 40), dtype=np.uint16)

    doubled = cumulative_incidence(
        trials,
        outcome,
        replace(weights, base=1.0 + twice),
        horizon=HORIZON,
        resamples=Resamples(counts=counts),
    )

    rows = np.concatenate([np.arange(60), np.flatnonzero(twice)])
    copied = made_trials(
        child=np.arange(len(rows)),
        programme=trials.programme[rows],
        last_day=trials.last_day[rows],
    )
    repeated = cumulative_incidence(
        copied,
        Outcome(
            name="x", event_day=outcome.event_day[rows], event_kind=outcome.event_kind[rows]
        ),
        unit_weights(copied),
        horizon=HORIZON,
        resamples=Resamples(counts=np.ones((len(rows), 40), dtype=np.uint16)),
    )
    for arm in ("programme", "comparison"):
        for kind, curve in getattr(repeated, arm).curves.items():
            assert getattr(doubled, arm).curves[kind].value == pytest.approx(
                curve.value, abs=1e-9
            )


def test_drawing_every_child_once_gives_the_estimate():
    trials, outcome = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    once = Resamples(counts=np.ones((trials.clusters, 40), dtype=np.uint16))

    found = cumulative_incidence(trials, outcome, weights, horizon=200, resamples=once)

    for arm in (found.programme, found.comparison):
        assert arm.draws[:, 3] == pytest.approx(arm.curves[1].value, abs=1e-9)


def test_little_memory_at_a_time_gives_the_same_curves(monkeypatch):
    trials, outcome = enrolling()
    weights = weigh(trials, fit_propensity(trials))
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    whole = cumulative_incidence(trials, outcome, weights, horizon=200, resamples=drawn)

    monkeypatch.setattr(risk_sets, "CELLS", 1000)
    parted = cumulative_incidence(trials, outcome, weights, horizon=200, resamples=drawn)

    assert parted.comparison.draws == pytest.approx(whole.comparison.draws, abs=1e-12)
    assert parted.programme.draws == pytest.approx(whole.programme.draws, abs=1e-12)


def test_competing_risks_come_with_intervals():
    trials, outcome = randomised(200, seed=5)
    weights = unit_weights(trials)
    drawn = resample_trials(trials, weights, draws=100, seed=1)

    found = cumulative_incidence(trials, outcome, weights, horizon=HORIZON, resamples=drawn)

    risk = found.programme.competing_risk(2)
    assert risk.value == found.programme.curves[2].value[-1]
    assert risk.low < risk.value < risk.high
    assert risk.n == found.programme.children


def test_a_horizon_that_nobody_was_followed_to_is_refused():
    trials, outcome = randomised(100, seed=5, follow=90)
    weights = unit_weights(trials)

    with pytest.raises(DesignError) as caught:
        cumulative_incidence(
            trials,
            outcome,
            weights,
            horizon=90,
            resamples=resample_trials(trials, weights, draws=40, seed=1),
        )

    assert caught.value.code == "measure.follow-up-too-short"
    assert "programme arm" in caught.value.what


def test_children_still_to_be_followed_are_said():
    trials, outcome = randomised(100, seed=5, follow=150)
    weights = unit_weights(trials)
    drawn = resample_trials(trials, weights, draws=40, seed=1)
    short = np.where(np.arange(100) == np.flatnonzero(trials.programme)[0], 140, 250)

    for last_day, expected in ((trials.last_day, 0), (short, HORIZON + 1 - 40)):
        found = cumulative_incidence(
            replace(trials, last_day=last_day),
            outcome,
            weights,
            horizon=HORIZON,
            resamples=drawn,
        )
        assert found.days_to_complete == expected
