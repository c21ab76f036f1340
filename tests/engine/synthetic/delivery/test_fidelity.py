"""Reviews of fidelity: two kinds of rater, some missing, one run seen too seldom."""

from statistics import fmean

from holdfast.synthetic.delivery.facilitators import CAMHS, RESIDENTIAL, on_the_day
from holdfast.synthetic.delivery.fidelity import OBSERVED, OBSERVER, SELF

from .made import TODAY, delivered

MADE = delivered()
REVIEWS = [one for run in MADE.runs for one in run.reviews]


def of(rater):
    return [one for one in REVIEWS if one.rater == rater]


def test_nobody_who_delivered_is_an_observer_and_selves_rate_themselves():
    assert {one.rated_by for one in of(OBSERVED)} == {OBSERVER}
    assert all(one.rated_by == one.facilitator.name for one in of(SELF))


def test_reviews_are_of_those_who_delivered_that_session_by_today():
    for run in MADE.runs:
        for one in run.reviews:
            assert one.facilitator in on_the_day(run.delivering, run.home.number, one.day)
            assert one.day <= TODAY


def test_people_rate_themselves_higher_than_the_observer_does():
    shares = {
        rater: fmean(one.done / one.planned for one in of(rater) if one.done is not None)
        for rater in (SELF, OBSERVED)
    }

    assert shares[SELF] > shares[OBSERVED] + 0.03
    assert all(0 <= one.done <= one.planned == 12 for one in REVIEWS if one.done is not None)


def test_some_observations_are_missing_and_stay_missing():
    observed = [
        one
        for seed in range(6)
        for run in delivered(seed=seed).runs
        for one in run.reviews
        if one.rater == OBSERVED
    ]
    missing = [one for one in observed if one.done is None]

    assert 0.1 < len(missing) / len(observed) < 0.3
    assert all(one.action == "" for one in missing)


def test_one_run_was_observed_at_one_session_only():
    observed = {
        run.home.number: {one.sitting.session for one in run.reviews if one.rater == OBSERVED}
        for run in MADE.runs
    }

    assert observed == {
        1: {2, 5, 8},
        2: {2},
        3: {2, 5, 8},
        4: {2, 5, 8},
        5: {2, 5, 8},
        6: {2, 5},
    }


def test_actions_follow_low_observations_only():
    acted = [one for one in REVIEWS if one.action]

    assert acted
    assert all(one.rater == OBSERVED and one.done < 0.72 * one.planned for one in acted)


def test_a_run_is_delivered_by_one_from_each_service():
    for run in MADE.runs:
        for sitting in run.sittings:
            pair = on_the_day(run.delivering, run.home.number, sitting.day)
            assert sorted(one.background for one in pair) == [CAMHS, RESIDENTIAL]


def test_somebody_steps_in_for_a_facilitator_who_is_ill():
    run = MADE.runs[3]
    fifth = next(one for one in run.sittings if one.kind == "staff" and one.session == 5)
    sixth = next(one for one in run.sittings if one.kind == "staff" and one.session == 6)
    usual = on_the_day(run.delivering, 4, run.home.first_session)

    assert on_the_day(run.delivering, 4, fifth.day) != usual
    assert on_the_day(run.delivering, 4, sixth.day) == usual
    assert [one.reason for one in run.delivering if one.reason] == ["Ill"]


def test_facilitators_are_certified_expired_or_in_training():
    people = MADE.facilitators

    assert [one.certified is None for one in people] == [False] * 7 + [True]
    assert [one.number for one in people if one.expires and one.expires < TODAY] == [7]
    assert all(one.name.startswith("Invented facilitator ") for one in people)


def test_whoever_delivers_is_certified_on_the_day():
    for run in MADE.runs:
        for sitting in run.sittings:
            for one in on_the_day(run.delivering, run.home.number, sitting.day):
                assert one.certified <= sitting.day < one.expires
