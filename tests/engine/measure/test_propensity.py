"""The enrolment model: its fit, what it drops, whom it cannot compare."""

import numpy as np
import pytest
from scipy.optimize import minimize
from scipy.special import expit
from tests.engine.measure.rows import enrolling, made_trials

from holdfast.kernel.errors import DesignError
from holdfast.measure import propensity
from holdfast.measure.propensity import fit_propensity


def arms(n=200, seed=0, **columns):
    rng = np.random.default_rng(seed)
    covariates = np.column_stack([rng.normal(size=n), rng.random(n) < 0.4, rng.normal(size=n)])
    programme = rng.random(n) < expit(-1 + covariates[:, 0] - covariates[:, 1])
    return covariates, programme


def test_the_fit_is_the_maximum_of_the_likelihood():
    covariates, programme = arms()
    trials = made_trials(child=np.arange(200), programme=programme, covariates=covariates)

    fitted = fit_propensity(trials)

    def minus_log_likelihood(beta):
        linear = beta[0] + covariates @ beta[1:]
        return np.logaddexp(0, linear).sum() - linear[programme].sum()

    best = minimize(minus_log_likelihood, np.zeros(4), method="BFGS", options={"gtol": 1e-8})
    expected = expit(best.x[0] + covariates @ best.x[1:])
    assert fitted.probability == pytest.approx(expected, abs=1e-6)
    assert fitted.names == ("x0", "x1", "x2")
    assert fitted.dropped == ()
    assert fitted.inside.all()


def test_shifting_and_scaling_a_covariate_changes_nothing():
    covariates, programme = arms()
    child = np.arange(200)
    one = fit_propensity(made_trials(child=child, programme=programme, covariates=covariates))
    moved = covariates * [1000.0, 1.0, 1e-4] + [1e5, 0.0, 3.0]

    two = fit_propensity(made_trials(child=child, programme=programme, covariates=moved))

    assert two.probability == pytest.approx(one.probability, abs=1e-9)


def test_constant_and_collinear_covariates_are_dropped_and_said():
    covariates, programme = arms()
    wide = np.column_stack(
        [covariates, np.full(200, 7.0), 2 * covariates[:, 0] - covariates[:, 1] + 1]
    )
    trials = made_trials(
        child=np.arange(200),
        programme=programme,
        covariates=wide,
        names=("need", "plan", "age", "year", "need_again"),
    )

    fitted = fit_propensity(trials)

    assert fitted.names == ("need", "plan", "age")
    assert [(one.name, one.why, one.rows) for one in fitted.dropped] == [
        ("year", "the same for every row compared", 0),
        ("need_again", "follows from the covariates before it", 0),
    ]


def test_a_value_that_one_arm_alone_has_is_set_outside():
    covariates, programme = arms()
    alone = ~programme & (np.arange(200) % 5 == 0)
    trials = made_trials(
        child=np.arange(200),
        programme=programme,
        covariates=np.column_stack([covariates, alone]),
        names=("need", "plan", "age", "unaccompanied"),
    )

    fitted = fit_propensity(trials)

    assert fitted.inside.tolist() == (~alone).tolist()
    assert fitted.probability[alone].tolist() == [0.0] * int(alone.sum())
    assert fitted.names == ("need", "plan", "age")
    assert [(one.name, one.rows) for one in fitted.dropped] == [
        ("unaccompanied", int(alone.sum())),
        ("unaccompanied", 0),
    ]
    assert "only in the comparison arm" in fitted.dropped[0].why


def test_setting_rows_aside_can_leave_others_without_a_counterpart():
    covariates, programme = arms()
    first = ~programme & (np.arange(200) % 5 == 0)
    # The second value is found in both arms only by way of the rows that the first sets aside.
    second = programme & (np.arange(200) % 4 == 0) | first
    trials = made_trials(
        child=np.arange(200),
        programme=programme,
        covariates=np.column_stack([covariates, first, second]),
    )

    fitted = fit_propensity(trials)

    assert fitted.inside.tolist() == (~first & ~second).tolist()
    assert fitted.probability[second & programme].tolist() == [1.0] * int(
        (second & programme).sum()
    )


def test_arms_told_apart_completely_are_refused():
    programme = np.arange(200) < 80
    covariates = np.where(programme, 1.0, -1.0) * np.linspace(1, 2, 200)
    trials = made_trials(
        child=np.arange(200), programme=programme, covariates=covariates[:, None]
    )

    with pytest.raises(DesignError) as caught:
        fit_propensity(trials)

    assert caught.value.code == "measure.no-overlap"


def test_a_yes_or_no_covariate_that_is_the_arm_itself_is_refused():
    programme = np.arange(200) < 80
    trials = made_trials(
        child=np.arange(200), programme=programme, covariates=programme[:, None]
    )

    with pytest.raises(DesignError) as caught:
        fit_propensity(trials)

    assert caught.value.code == "measure.too-few-children"


@pytest.mark.parametrize("treated", [0, 9, 200])
def test_an_arm_of_fewer_than_ten_children_is_refused(treated):
    trials = made_trials(
        child=np.arange(200), programme=np.arange(200) < treated, covariates=np.ones((200, 1))
    )

    with pytest.raises(DesignError) as caught:
        fit_propensity(trials)

    assert caught.value.code == "measure.too-few-children"


def test_many_rows_of_few_children_are_few_children():
    trials = made_trials(child=np.arange(200) % 9, programme=np.arange(200) < 100)

    with pytest.raises(DesignError) as caught:
        fit_propensity(trials)

    assert caught.value.code == "measure.too-few-children"


def test_the_model_without_covariates_gives_the_share_enrolled():
    trials = made_trials(child=np.arange(200), programme=np.arange(200) < 50)

    fitted = fit_propensity(trials)

    assert fitted.probability == pytest.approx(np.full(200, 0.25))


def test_the_model_uses_every_month():
    trials, _ = enrolling()

    fitted = fit_propensity(trials)

    assert fitted.probability.sum() == pytest.approx(trials.programme.sum())
    assert fitted.coefficients[1] > 0


def test_a_step_that_goes_too_far_is_halved(monkeypatch):
    # A covariate with so long a tail that Newton's full step overshoots.
    rng = np.random.default_rng(187)
    covariates = np.exp(rng.normal(size=(100, 2)) * 3)
    programme = rng.random(100) < expit(-2 + np.minimum(covariates[:, 0], 5))
    looked = []
    inner = propensity._log_likelihood
    monkeypatch.setattr(
        propensity, "_log_likelihood", lambda *args: looked.append(1) or inner(*args)
    )
    steps = []
    information = propensity._information
    monkeypatch.setattr(
        propensity, "_information", lambda *args: steps.append(1) or information(*args)
    )

    fitted = fit_propensity(
        made_trials(child=np.arange(100), programme=programme, covariates=covariates)
    )

    assert len(looked) > len(steps)
    gap = (programme - fitted.probability) @ np.column_stack([np.ones(100), covariates])
    assert gap == pytest.approx(np.zeros(3), abs=1e-6)


def test_a_fit_that_does_not_settle_is_refused(monkeypatch):
    monkeypatch.setattr(propensity, "STEPS", 1)

    with pytest.raises(DesignError) as caught:
        fit_propensity(enrolling()[0])

    assert caught.value.code == "measure.no-overlap"
