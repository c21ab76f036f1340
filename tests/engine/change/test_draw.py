"""The day of the month that stands for a child."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.days import month_number
from holdfast.change.draw import child_keys, drawn_days

MONTHS = np.arange(600, 660)


def test_a_draw_is_the_same_for_ever():
    days = drawn_days(child_keys(["a", "b"], seed=1).repeat(3), np.array([624, 625, 626] * 2))

    assert days.tolist() == [19021, 19039, 19065, 19014, 19046, 19055]


@given(st.text(min_size=1, max_size=16), st.integers(0, 2**32 - 1))
def test_a_drawn_day_lies_in_its_month(child, seed):
    keys = child_keys([child], seed=seed).repeat(len(MONTHS))

    assert month_number(drawn_days(keys, MONTHS)).tolist() == MONTHS.tolist()


def test_a_draw_knows_neither_the_other_children_nor_their_order():
    alone = child_keys(["m"], seed=3)
    among = child_keys(["z", "m", "a"], seed=3)

    assert alone.tolist() == among[1:2].tolist()


def test_other_seeds_and_months_draw_other_days_and_every_day_is_as_likely():
    names = [f"child {number}" for number in range(4000)]
    january = np.full(len(names), 624)

    first, other = (drawn_days(child_keys(names, seed=seed), january) for seed in (1, 2))
    counts = np.bincount(first - first.min(), minlength=31)

    assert 0.02 < np.mean(first == other) < 0.05
    assert len(counts) == 31
    assert ((counts - 4000 / 31) ** 2 / (4000 / 31)).sum() < 59.7  # chi-squared, 30, 0.1%


def test_nobody_has_no_keys():
    assert child_keys([], seed=1).tolist() == []
