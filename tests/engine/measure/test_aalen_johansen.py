"""Cumulative incidence of one sample: by hand, and properties."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.errors import InputError
from holdfast.measure.aalen_johansen import aalen_johansen, weighted_incidence

SAMPLES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 2), st.integers(1, 4)), min_size=1, max_size=40
)


def test_shares_by_hand():
    # Day 1: 1 of 5 enters. Day 2: of 4, 1 enters, 1 turns 18. Day 4: of 2, 1 enters.
    shares = weighted_incidence(np.array([1, 2, 2, 4, 5]), np.array([1, 1, 2, 1, 0]))

    assert shares[1] == pytest.approx([0, 0.2, 0.4, 0.4, 0.6, 0.6])
    assert shares[2] == pytest.approx([0, 0, 0.2, 0.2, 0.2, 0.2])


def test_an_end_of_follow_up_comes_after_an_event_of_the_same_day():
    shares = weighted_incidence(np.array([3, 3]), np.array([0, 1]))

    assert shares[1][3] == pytest.approx(0.5)


def test_where_nobody_is_at_risk_the_curve_goes_on_level():
    curve = aalen_johansen(np.array([2.0, 1.0, 0.0]), {1: np.array([1.0, 0.0, 0.0])})

    assert curve[1].tolist() == [0.5, 0.5, 0.5]


def test_more_events_than_at_risk_by_rounding_is_everyone():
    curve = aalen_johansen(np.array([1.0, 0.5]), {1: np.array([0.5, 0.5 + 1e-12])})

    assert curve[1][-1] == pytest.approx(1.0)
    assert curve[1][-1] <= 1.0


@pytest.mark.parametrize("days", [[], [-1, 2]])
def test_durations_that_cannot_be_used_are_refused(days):
    with pytest.raises(InputError) as caught:
        weighted_incidence(np.array(days, dtype=int), np.ones(len(days), dtype=int))

    assert caught.value.code == "measure.durations-not-usable"


@given(SAMPLES)
def test_weights_are_so_many_children(sample):
    days, kind, weight = (np.array(column) for column in zip(*sample, strict=True))

    weighted = weighted_incidence(days, kind, weight)
    repeated = weighted_incidence(np.repeat(days, weight), np.repeat(kind, weight))

    for one, curve in repeated.items():
        assert weighted[one] == pytest.approx(curve, abs=1e-12)


@given(SAMPLES)
def test_without_competing_events_it_is_one_less_kaplan_meier(sample):
    days = np.array([one[0] for one in sample])
    kind = np.array([one[1] > 0 for one in sample]).astype(int)
    free = 1.0
    expected = []
    for day in range(days.max() + 1):
        free *= 1 - ((days == day) & (kind == 1)).sum() / max((days >= day).sum(), 1)
        expected.append(1 - free)

    shares = weighted_incidence(days, kind)

    assert shares.get(1, np.zeros(days.max() + 1)) == pytest.approx(expected, abs=1e-12)


@given(SAMPLES)
def test_shares_rise_and_never_pass_one(sample):
    days, kind, weight = (np.array(column) for column in zip(*sample, strict=True))

    shares = weighted_incidence(days, kind, weight)

    for curve in shares.values():
        assert (np.diff(curve) >= 0).all()
    assert sum(shares.values(), np.zeros(days.max() + 1)).max() <= 1 + 1e-12
