"""Aalen-Johansen and Kaplan-Meier as lifelines and scikit-survival give them, to 1e-9.

On the data sets that these packages ship. Durations go in as the order of their distinct
values, which is all that the estimators use.
"""

import numpy as np
import pytest
from lifelines import AalenJohansenFitter, KaplanMeierFitter
from lifelines.datasets import load_gbsg2, load_rossi, load_waltons
from sksurv.datasets import load_bmt, load_cgvhd, load_veterans_lung_cancer, load_whas500
from sksurv.nonparametric import cumulative_incidence_competing_risks, kaplan_meier_estimator

from holdfast.measure.aalen_johansen import weighted_incidence
from holdfast.measure.incidence import cumulative_incidence
from holdfast.measure.resampling import resample_trials
from holdfast.measure.trials import Outcome, Trials
from holdfast.measure.weights import unit_weights


def competing(load):
    _, outcome = load()
    kind, time = (outcome[name] for name in outcome.dtype.names)
    return kind.astype(int), time


def single(load):
    _, outcome = load()
    event, time = (outcome[name] for name in outcome.dtype.names)
    return event.astype(int), time.astype(float)


def in_order(time):
    values, place = np.unique(time, return_inverse=True)
    return values, place


@pytest.mark.parametrize("load", [load_bmt, load_cgvhd])
def test_competing_risks_as_in_scikit_survival(load):
    kind, time = competing(load)

    ours = weighted_incidence(in_order(time)[1], kind)

    _, theirs = cumulative_incidence_competing_risks(kind, time)
    assert sorted(ours) == list(range(1, len(theirs)))
    for one, curve in ours.items():
        assert curve == pytest.approx(theirs[one], abs=1e-9)


@pytest.mark.parametrize("load", [load_bmt, load_cgvhd])
def test_competing_risks_as_in_lifelines(load):
    kind, time = competing(load)
    # lifelines breaks ties at random, so they are broken beforehand, events before censoring.
    untied = np.empty(len(time))
    untied[np.lexsort((kind == 0, time))] = np.arange(len(time))

    ours = weighted_incidence(untied.astype(int), kind)

    for one, curve in ours.items():
        fitter = AalenJohansenFitter(calculate_variance=False)
        theirs = fitter.fit(untied + 1, kind, event_of_interest=one).cumulative_density_
        assert curve == pytest.approx(theirs.to_numpy()[1:, 0], abs=1e-9)


@pytest.mark.parametrize("load", [load_veterans_lung_cancer, load_whas500])
def test_without_competing_risks_it_is_kaplan_meier_as_in_scikit_survival(load):
    event, time = single(load)

    ours = weighted_incidence(in_order(time)[1], event)

    _, theirs = kaplan_meier_estimator(event.astype(bool), time)
    assert 1 - ours[1] == pytest.approx(theirs, abs=1e-9)


@pytest.mark.parametrize(
    ("load", "time", "event"),
    [
        (load_waltons, "T", "E"),
        (load_rossi, "week", "arrest"),
        (load_gbsg2, "time", "cens"),
    ],
)
def test_without_competing_risks_it_is_kaplan_meier_as_in_lifelines(load, time, event):
    table = load()
    values, place = in_order(table[time].to_numpy())
    kind = table[event].to_numpy().astype(int)

    ours = weighted_incidence(place, kind)

    theirs = KaplanMeierFitter().fit(table[time], kind).survival_function_at_times(values)
    assert 1 - ours[1] == pytest.approx(theirs.to_numpy(), abs=1e-9)


def test_both_arms_of_a_study_with_unit_weights_are_as_in_scikit_survival():
    features, outcome = load_cgvhd()
    kind, time = (outcome[name] for name in outcome.dtype.names)
    values, place = in_order(time)
    programme = (features["tx"] == features["tx"].cat.categories[0]).to_numpy()
    n = len(place)
    trials = Trials(
        child=np.arange(n),
        cluster=np.arange(n),
        trial=np.zeros(n),
        index_day=np.zeros(n),
        programme=programme,
        covariates=np.zeros((n, 0)),
        names=(),
        # Followed on the day on which follow-up ends, so not followed from the next day on.
        last_day=np.where(kind == 0, place + 1, len(values) + 5),
        left_by_enrolment=np.zeros(n),
    )
    weights = unit_weights(trials)
    last = int(min(place[programme].max(), place[~programme].max()))

    found = cumulative_incidence(
        trials,
        Outcome(name="as published", event_day=place, event_kind=kind),
        weights,
        horizon=last - 5,
        resamples=resample_trials(trials, weights, draws=40, seed=1),
    )

    for arm, rows in ((found.programme, programme), (found.comparison, ~programme)):
        at, theirs = cumulative_incidence_competing_risks(kind[rows], time[rows])
        within = at <= values[last - 5]
        for one, curve in arm.curves.items():
            ours = curve.value[np.searchsorted(values, at[within])]
            assert ours == pytest.approx(theirs[one][within], abs=1e-9)
