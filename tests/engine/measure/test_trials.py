"""Rows of trials and outcomes: what is refused, and what is seen of an event."""

import numpy as np
import pytest
from tests.engine.measure.rows import made_trials

from holdfast.kernel.errors import InputError
from holdfast.measure.trials import Outcome


def test_trials_hold_their_columns_as_numbers():
    trials = made_trials(child=[0, 1], programme=[1, 0], covariates=[[1], [2]])

    assert (trials.rows, trials.clusters) == (2, 2)
    assert trials.programme.tolist() == [True, False]
    assert trials.follow_up.tolist() == [9900, 9900]


def test_trials_with_no_rows_have_no_clusters():
    trials = made_trials(child=[], programme=[])

    assert (trials.rows, trials.clusters) == (0, 0)


@pytest.mark.parametrize(
    ("columns", "code"),
    [
        ({"trial": [0]}, "measure.rows-do-not-match"),
        ({"names": ("a", "b"), "covariates": [[1.0], [2.0]]}, "measure.rows-do-not-match"),
        ({"covariates": [[1.0], [np.nan]]}, "measure.missing-covariate"),
        ({"covariates": [[1.0], [np.inf]]}, "measure.missing-covariate"),
        ({"index_day": [-1, 5]}, "measure.rows-out-of-range"),
        ({"child": [0, 0], "cluster": [0, 1]}, "measure.child-in-two-clusters"),
    ],
)
def test_trials_that_cannot_be_used_are_refused(columns, code):
    with pytest.raises(InputError) as caught:
        made_trials(**{"child": [0, 1], "programme": [1, 0]} | columns)

    assert caught.value.code == code


def test_a_missing_covariate_is_named():
    with pytest.raises(InputError) as caught:
        made_trials(
            child=[0, 1],
            programme=[1, 0],
            covariates=[[1, np.nan], [1, 2]],
            names=("age", "stage"),
        )

    assert caught.value.where == "stage"


@pytest.mark.parametrize(
    "columns",
    [
        {"event_day": [1], "event_kind": [1, 0]},
        {"event_day": [1, 2], "event_kind": [1, -1]},
        {"event_day": [1, 2], "event_kind": [1, 1], "at_risk": [True]},
    ],
)
def test_an_outcome_whose_columns_do_not_match_is_refused(columns):
    with pytest.raises(InputError) as caught:
        Outcome(name="entry_to_care", **columns)

    assert caught.value.code == "measure.outcome-not-usable"


def test_events_on_or_after_the_last_day_are_not_seen():
    trials = made_trials(child=[0, 1, 2], programme=[1, 0, 0], last_day=[110, 110, 110])
    outcome = Outcome(name="entry_to_care", event_day=[109, 110, 0], event_kind=[2, 1, 0])

    seen = outcome.first_events(trials)

    assert seen.until.tolist() == [10, 10, 10]
    assert seen.day.tolist() == [9, -1, -1]
    assert seen.kind.tolist() == [2, 0, 0]


def test_rows_not_at_risk_are_left_out():
    trials = made_trials(child=[0, 1], programme=[1, 0])
    outcome = Outcome(
        name="re_entry", event_day=[50, 105], event_kind=[1, 1], at_risk=[False, True]
    )

    seen = outcome.first_events(trials)

    assert seen.until.tolist() == [0, 6]
    assert seen.kind.tolist() == [0, 1]


def test_an_event_before_the_index_day_is_refused():
    trials = made_trials(child=[0], programme=[1])
    outcome = Outcome(name="entry_to_care", event_day=[99], event_kind=[1])

    with pytest.raises(InputError) as caught:
        outcome.first_events(trials)

    assert (caught.value.code, caught.value.where) == (
        "measure.event-before-index",
        "entry_to_care",
    )


def test_an_outcome_of_other_rows_is_refused():
    outcome = Outcome(name="entry_to_care", event_day=[99], event_kind=[1])

    with pytest.raises(InputError) as caught:
        outcome.first_events(made_trials(child=[0, 1], programme=[1, 0]))

    assert caught.value.code == "measure.rows-do-not-match"
