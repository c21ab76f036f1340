"""Sums that do not depend on the order in which they are added."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from holdfast.measure import exact_sums
from holdfast.measure.exact_sums import combined, counted, cross, weighted

SIZES = st.sampled_from([1.0, 1e-8, 1e6])


@given(arrays(float, (30, 3), elements=st.floats(-1, 1)), SIZES, st.integers(0, 100))
def test_counting_in_any_order_gives_the_same_bytes(values, size, seed):
    rng = np.random.default_rng(seed)
    values = values * size
    counts = rng.poisson(1.0, (30, 8)).astype(float)
    order = rng.permutation(30)

    found = counted(values, counts)

    assert found.tobytes() == counted(values[order], counts[order]).tobytes()
    assert found == pytest.approx(values.T @ counts, abs=1e-11 * size)


@given(arrays(float, (30, 3), elements=st.floats(-1, 1)), SIZES, st.integers(0, 100))
def test_products_in_any_order_give_the_same_bytes(left, size, seed):
    rng = np.random.default_rng(seed)
    left, right = left * size, rng.normal(size=(30, 5))
    order = rng.permutation(30)

    found = cross(left, right)

    assert found.tobytes() == cross(left[order], right[order]).tobytes()
    assert found == pytest.approx(left.T @ right, abs=1e-8 * size)


def test_long_products_are_as_good_as_short_ones(monkeypatch):
    rng = np.random.default_rng(0)
    left, right = rng.normal(size=(5000, 4)), rng.normal(size=(5000, 3))

    whole = cross(left, right)
    monkeypatch.setattr(exact_sums, "ROWS", 1024)
    parted = cross(left, right)

    assert whole == pytest.approx(left.T @ right, rel=1e-8, abs=1e-7)
    assert parted == pytest.approx(whole, rel=1e-8, abs=1e-7)


def test_sums_of_nothing_are_zero():
    assert counted(np.zeros((0, 2)), np.zeros((0, 3))).tolist() == [[0.0] * 3] * 2
    assert cross(np.zeros((0, 2)), np.zeros((0, 3))).tolist() == [[0.0] * 3] * 2
    assert counted(np.zeros((4, 1)), np.ones((4, 2))).tolist() == [[0.0, 0.0]]


def test_one_row_or_column_is_added_up_plainly():
    columns = np.arange(6.0).reshape(3, 2)

    assert weighted(np.array([1.0, 2.0, 3.0]), columns).tolist() == [16.0, 22.0]
    assert combined(columns, np.array([1.0, 10.0])).tolist() == [10.0, 32.0, 54.0]
