"""The months of the homes, and the truth behind them."""

from math import exp, factorial
from statistics import fmean

import pytest

from holdfast.deliver.home_measures import BY_NAME
from holdfast.deliver.home_month import Doubt, check_home_month
from holdfast.library.authority.delivery import delivery
from holdfast.synthetic.delivery.home_months import YOUNG_PEOPLE, capped_mean
from holdfast.synthetic.delivery.settings import later
from holdfast.synthetic.delivery.truth import delivery_truth

from .made import TODAY, delivered

MADE = delivered()
RATES = delivery().home_months
CHANGED = {name for name, one in RATES.counts.items() if one.ratio != 1}


def test_ten_homes_have_thirty_months_each_with_every_measure():
    assert len(MADE.months) == 300
    for one in MADE.months:
        assert set(one.record.values) == set(BY_NAME)
        assert one.record.missing == ()


def test_every_record_is_one_that_a_home_could_enter():
    for one in MADE.months:
        doubts = check_home_month(one.record, today=TODAY, places=one.home.places)
        assert set(doubts) <= {Doubt.ALL_NOUGHT}


def test_counts_of_young_people_are_no_larger_than_the_home():
    for one in MADE.months:
        for name in YOUNG_PEOPLE:
            assert one.record.value(name) <= one.home.places


def test_starters_and_leavers_are_those_of_the_staff_list():
    for one in MADE.months:
        beyond = later(one.record.month, 1)
        started = [
            person
            for person in MADE.staff
            if person.home == one.home.number and one.record.month <= person.started < beyond
        ]
        left = [
            person
            for person in MADE.staff
            if person.home == one.home.number
            and person.left is not None
            and one.record.month < person.left <= beyond
        ]
        assert one.record.value("starters") == len(started)
        assert one.record.value("leavers") == len(left)


def test_nobody_is_excluded_where_there_is_no_school():
    august = [one.record for one in MADE.months if one.record.month.month == 8]

    assert {record.value("school_possible") for record in august} == {0}
    assert {record.value("temporary_exclusions") for record in august} == {0}


def test_the_effect_begins_in_the_month_after_that_of_the_first_session():
    truth = delivery_truth(MADE)

    assert truth.begins == {
        home.number: later(home.first_session.replace(day=1), 1)
        for home in MADE.homes
        if home.trained
    }
    for one in MADE.months:
        begins = truth.begins.get(one.home.number)
        assert one.treated is (begins is not None and one.record.month >= begins)


def test_the_training_changes_what_the_library_says_and_nothing_else():
    for one in MADE.months:
        for name, rate in RATES.counts.items():
            before, after = one.expected_without[name], one.expected[name]
            if not one.treated or rate.ratio == 1:
                assert after == before
            else:  # counts of young people are cut off at those who live there
                assert after == pytest.approx(rate.ratio * before, rel=0.02)
                assert after < before or before == 0


def test_without_an_effect_nothing_is_changed_and_the_truth_says_so():
    made = delivered(effect=False)
    truth = delivery_truth(made)

    assert not any(one.treated for one in made.months)
    assert truth.begins == {}
    assert {(one.ratio, one.difference) for one in truth.effects} == {(1.0, 0.0)}


def test_before_the_training_the_numbers_are_those_without_it():
    with_it, without = MADE.months, delivered(effect=False).months

    for one, other in zip(with_it, without, strict=True):
        if not one.treated:
            assert one.record == other.record


def test_over_many_seeds_the_numbers_are_as_many_as_the_truth_expects():
    counted: dict[str, list[float]] = {}
    for seed in range(12):
        for one in delivered(seed=seed).months:
            for name in (
                "restraints",
                "missing_episodes",
                "missing_overnight",
                "police_call_outs",
            ):
                counted.setdefault(name, []).append(one.record.value(name) - one.expected[name])

    for differences in counted.values():
        assert fmean(differences) == pytest.approx(0, abs=0.08)


def test_the_true_difference_is_the_mean_over_the_months_with_the_training():
    truth = delivery_truth(MADE)
    treated = [one for one in MADE.months if one.treated]
    restraints = next(one for one in truth.effects if one.measure == "restraints")

    assert truth.treated_months == len(treated) > 50
    assert restraints.ratio == 0.55
    assert restraints.difference == pytest.approx(
        fmean(
            one.expected["restraints"] - one.expected_without["restraints"] for one in treated
        )
    )
    assert {one.measure for one in truth.effects if one.difference < 0} == CHANGED | {
        "staff_sickness_days"
    }


def test_homes_that_were_never_trained_have_no_treated_month():
    made = delivered(trained=(), comparison=(12, 13))

    assert delivery_truth(made).treated_months == 0
    assert made.runs == ()


@pytest.mark.parametrize(("mean", "most"), [(0.5, 1), (2.0, 4), (0.0, 3)])
def test_a_capped_mean_is_that_of_the_cut_off_count(mean, most):
    chances = [exp(-mean) * mean**k / factorial(k) for k in range(60)]

    assert capped_mean(mean, most) == pytest.approx(
        sum(min(k, most) * chance for k, chance in enumerate(chances))
    )
