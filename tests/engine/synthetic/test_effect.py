"""What the programme truly does to the day of first entry to care."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.synthetic import dice
from holdfast.synthetic.effect import with_programme
from holdfast.synthetic.people import NEVER
from holdfast.synthetic.settings import Effect

HORIZON = 548


def changed(effect, without, possible, horizon=HORIZON):
    without, possible = np.asarray(without), np.asarray(possible)
    key = dice.keys(1, np.arange(len(without)))
    return with_programme(effect, key=key, without=without, possible=possible, horizon=horizon)


def test_no_effect_changes_no_day():
    days = np.array([1, 400, NEVER])

    assert changed(Effect.NONE, days, [NEVER] * 3).tolist() == days.tolist()


@pytest.mark.parametrize(("without", "with_it"), [(1, 180), (210, 300), (420, 420), (500, 500)])
def test_delay_is_longest_for_the_earliest(without, with_it):
    assert changed(Effect.DELAYS, [without], [NEVER])[0] == with_it


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=30), st.integers(2, 1200))
def test_delays_keep_the_order_lose_no_entry_and_are_over_by_the_horizon(days, possible):
    without = np.sort(np.array([day for day in days if day < possible] or [1]))
    with_it = changed(Effect.DELAYS, without, np.full(len(without), possible))

    assert (np.diff(with_it) >= 0).all()
    assert (with_it >= without).all()
    assert (with_it < possible).all()
    assert ((with_it <= HORIZON) == (without <= HORIZON)).all()


@given(st.integers(90, 547))
def test_delays_are_over_by_a_shorter_horizon_too(horizon):
    without = np.arange(1, 700)
    with_it = changed(Effect.DELAYS, without, np.full(len(without), NEVER), horizon)

    assert ((with_it <= horizon) == (without <= horizon)).all()


@pytest.mark.parametrize(("effect", "share"), [(Effect.PREVENTS, 0.45), (Effect.BOTH, 0.30)])
def test_prevention_takes_its_share_of_entries(effect, share):
    without = np.full(20_000, 100)
    with_it = changed(effect, without, np.full(20_000, NEVER))

    assert np.mean(with_it == NEVER) == pytest.approx(share, abs=0.01)


def test_prevention_leaves_the_other_entries_alone():
    without = np.arange(1, 400)
    with_it = changed(Effect.PREVENTS, without, np.full(len(without), NEVER))

    assert (with_it[with_it < NEVER] == without[with_it < NEVER]).all()


def test_a_child_who_would_never_enter_is_not_delayed_into_care():
    assert changed(Effect.BOTH, [NEVER], [700])[0] == NEVER


def test_harm_brings_entries_forward_and_makes_some_that_would_not_have_been():
    without = np.concatenate([np.full(500, 300), np.full(20_000, NEVER)])
    with_it = changed(Effect.HARMS, without, np.full(len(without), NEVER))

    assert set(with_it[:500].tolist()) == {220}
    harmed = with_it[500:]
    assert np.mean(harmed <= HORIZON) == pytest.approx(0.25, abs=0.01)
    assert harmed[harmed < NEVER].min() >= 31


def test_no_harm_comes_to_a_child_who_leaves_within_the_month():
    assert (changed(Effect.HARMS, np.full(200, NEVER), np.full(200, 31)) == NEVER).all()


@given(st.integers(32, 600))
def test_harm_comes_while_entry_is_possible(possible):
    with_it = changed(Effect.HARMS, np.full(200, NEVER), np.full(200, possible))

    assert (with_it[with_it < NEVER] < possible).all()
