"""The split of days gained, and the answer that is built on it."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.measure.rows import made_trials

from holdfast.measure.delay_or_prevent import delay_or_prevent, slices, split_days
from holdfast.measure.incidence import cumulative_incidence
from holdfast.measure.resampling import resample_trials
from holdfast.measure.trials import Outcome
from holdfast.measure.verdict import Smallest, Verdict
from holdfast.measure.weights import unit_weights

HORIZON = 200
STEPS = st.lists(st.floats(0, 0.05), min_size=12, max_size=12)


def curve(steps):
    return np.cumsum(steps)


def answer(programme_days, comparison_days, *, draws=200, smallest=None, horizon=HORIZON):
    """Give the answer for children who enter on these days; FAR for those who do not."""
    days = np.concatenate([programme_days, comparison_days])
    n = len(days)
    trials = made_trials(child=np.arange(n), programme=np.arange(n) < len(programme_days))
    outcome = Outcome(
        name="entry_to_care", event_day=100 + days, event_kind=(days < FAR).astype(int)
    )
    weights = unit_weights(trials)
    drawn = resample_trials(trials, weights, draws=draws, seed=1)
    found = cumulative_incidence(trials, outcome, weights, horizon=horizon, resamples=drawn)
    return delay_or_prevent(found, smallest=smallest), found


FAR = 5000


def entries(n, share, first, last):
    """Give days of entry, spread evenly from first to last, for a share of n children."""
    entering = round(n * share)
    return np.concatenate(
        [np.linspace(first, last, entering).astype(int), np.full(n - entering, FAR)]
    )


@given(STEPS, STEPS)
def test_the_two_parts_add_up_to_the_days_gained(one, two):
    programme, comparison = curve(one), curve(two)

    split = split_days(programme, comparison)

    assert split.delayed + split.prevented == pytest.approx(split.gained, abs=1e-9)
    assert split.gained == pytest.approx((comparison - programme)[:-1].sum(), abs=1e-9)


@given(STEPS, STEPS)
def test_the_parts_change_sign_when_the_arms_change_places(one, two):
    there, back = (
        split_days(*pair) for pair in ((curve(one), curve(two)), (curve(two), curve(one)))
    )

    assert there.delayed == pytest.approx(-back.delayed, abs=1e-9)
    assert there.prevented == pytest.approx(-back.prevented, abs=1e-9)


@given(STEPS, STEPS)
def test_prevention_has_the_sign_of_the_risk_difference(one, two):
    programme, comparison = curve(one), curve(two)

    split = split_days(programme, comparison)

    fewer = comparison[-1] - programme[-1]
    assert split.prevented * fewer >= -1e-12


@given(STEPS)
def test_entries_that_all_come_one_day_later_are_delay_alone(steps):
    comparison = curve([*steps, 0.0])
    programme = curve([0.0, *steps])

    split = split_days(programme, comparison)

    assert split.delayed == pytest.approx(sum(steps), abs=1e-9)
    assert split.prevented == pytest.approx(0.0, abs=1e-12)


@given(STEPS, STEPS)
def test_the_parts_are_the_slices_between_the_curves(one, two):
    programme, comparison = curve(one), curve(two)
    horizon = len(programme) - 1
    level = np.unique(np.concatenate([[0.0], programme, comparison]))
    delayed = prevented = 0.0
    for low, high in pairwise(level):
        days = [
            np.flatnonzero(each >= high)[0] if each[-1] >= high else None
            for each in (programme, comparison)
        ]
        if None not in days:
            delayed += (high - low) * (days[0] - days[1])
        elif days[1] is not None:
            prevented += (high - low) * (horizon - days[1])
        else:
            prevented -= (high - low) * (horizon - days[0])

    split = split_days(programme, comparison)

    assert (split.delayed, split.prevented) == pytest.approx((delayed, prevented), abs=1e-9)


def test_children_who_do_not_enter_are_prevention():
    found, _ = answer(entries(300, 0.15, 5, 195), entries(300, 0.40, 5, 195))

    assert found.verdict is Verdict.PREVENTED
    assert found.risk_difference.value == pytest.approx(-0.25)
    assert found.risk_ratio.value == pytest.approx(0.375)
    assert found.days_prevented.low > 0
    assert found.days_delayed.value + found.days_prevented.value == pytest.approx(
        found.days_gained.value, abs=1e-9
    )
    assert found.later_entry.value == pytest.approx(0.0, abs=3)
    assert found.follow_up is None


def test_children_who_enter_later_are_delay():
    found, _ = answer(entries(300, 0.40, 120, 195), entries(300, 0.40, 5, 80))

    assert found.verdict is Verdict.DELAYED
    assert found.days_delayed.value == pytest.approx(46.0, abs=0.5)
    assert found.days_prevented.value == pytest.approx(0.0, abs=1e-9)
    assert found.later_entry.value == pytest.approx(115.0, abs=1)


def test_fewer_who_enter_later_are_both():
    found, _ = answer(entries(300, 0.15, 120, 195), entries(300, 0.40, 5, 80))

    assert found.verdict is Verdict.BOTH
    assert len(found.reasons) == 2


def test_more_who_enter_are_harm():
    found, _ = answer(entries(300, 0.40, 5, 195), entries(300, 0.15, 5, 195))

    assert found.verdict is Verdict.HARMFUL
    assert found.days_prevented.high < 0


def test_small_differences_in_large_arms_are_neither():
    found, _ = answer(entries(4000, 0.1, 5, 195), entries(4000, 0.1, 5, 195))

    assert found.verdict is Verdict.NEITHER


def test_a_small_study_cannot_tell_yet_and_says_what_would():
    found, _ = answer(entries(60, 0.3, 5, 195), entries(60, 0.35, 5, 195))

    assert found.verdict is Verdict.CANNOT_TELL_YET
    width = found.risk_difference.high - found.risk_difference.low
    assert found.follow_up.tells_now == pytest.approx(width / 2)
    assert found.follow_up.children == 60
    assert found.follow_up.children_needed == np.ceil(60 * (width / 2 / 0.02) ** 2)
    assert f"{found.follow_up.children_needed:,} children" in found.follow_up.sentence


def test_an_arm_without_entries_has_no_ratio_and_no_later_entry():
    programme = entries(100, 0.0, 5, 10)

    none_treated, _ = answer(programme, entries(100, 0.3, 5, 195))
    none_at_all, _ = answer(programme, programme)
    none_compared, _ = answer(entries(100, 0.3, 5, 195), programme)

    assert none_treated.later_entry is None
    assert none_treated.risk_ratio.value == 0.0
    assert none_treated.verdict is Verdict.PREVENTED
    assert (none_at_all.risk_ratio, none_at_all.verdict) == (None, Verdict.CANNOT_TELL_YET)
    assert none_compared.risk_ratio is None
    assert none_compared.verdict is Verdict.HARMFUL


def test_no_entries_among_a_few_children_do_not_show_prevention():
    # With a risk of 1 in 20, one such group of 30 in five has no entry at all.
    found, _ = answer(entries(30, 0.0, 5, 10), entries(1000, 0.05, 5, 195))

    assert found.risk_programme.low == 0.0
    assert found.risk_programme.high == pytest.approx(0.1135, abs=1e-4)
    assert found.risk_difference.high > 0 > found.risk_difference.low
    assert found.risk_ratio.high > 1
    assert found.verdict is Verdict.CANNOT_TELL_YET
    assert found.risk_programme.method.endswith("widened for fewer than ten entries")


def test_one_entry_is_too_few_for_how_much_later():
    found, _ = answer(entries(100, 0.01, 50, 50), entries(100, 0.3, 5, 195))

    assert found.later_entry is None


def test_draws_are_kept_for_what_is_joint_with_them():
    found, incidence = answer(entries(100, 0.2, 5, 195), entries(100, 0.3, 5, 195))

    gap = incidence.comparison.draws - incidence.programme.draws
    assert found.days_gained_draws == pytest.approx(gap[:-1].sum(axis=0))
    assert found.risk_difference_draws == pytest.approx(-gap[-1])


def test_the_smallest_effect_decides_between_neither_and_cannot_tell():
    arms = entries(1000, 0.1, 5, 195), entries(1000, 0.1, 5, 195)

    strict, _ = answer(*arms)
    loose, _ = answer(*arms, smallest=Smallest(risk=0.05, days=10))

    assert (strict.verdict, loose.verdict) == (Verdict.CANNOT_TELL_YET, Verdict.NEITHER)


def test_slices_meet_the_curves_where_the_shares_are_reached():
    _, incidence = answer(entries(100, 0.1, 120, 195), entries(100, 0.2, 5, 195))

    found = slices(incidence, step=0.05)

    assert [one.quantile for one in found] == [0.05, 0.1, 0.15, 0.2]
    assert [one.day_programme for one in found] == [153, 195, None, None]
    comparison = incidence.comparison.curves[1].value
    assert [one.day_comparison for one in found] == [
        int(np.flatnonzero(comparison >= one.quantile - 1e-12)[0]) for one in found
    ]


def test_slices_of_curves_that_never_rise_are_none():
    never = entries(100, 0.0, 5, 10)

    _, incidence = answer(never, never)

    assert slices(incidence) == ()


def test_the_level_of_the_intervals_is_that_of_the_incidence():
    _, incidence = answer(entries(100, 0.2, 5, 195), entries(100, 0.3, 5, 195))

    wide, narrow = (
        delay_or_prevent(replace(incidence, level=level)).risk_difference
        for level in (0.95, 0.5)
    )

    assert wide.low < narrow.low < narrow.high < wide.high
    assert narrow.level == 0.5
