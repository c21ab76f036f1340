"""A change described, with its interval and without a cause."""

import numpy as np
import pytest

from holdfast.kernel.errors import DesignError, InputError
from holdfast.measure.before_after import before_after


def test_the_change_is_that_of_the_same_children():
    rng = np.random.default_rng(0)
    before = rng.normal(10, 5, 200)
    after = before - 2 + rng.normal(0, 1, 200)

    found = before_after(before, after, seed=1)

    assert found.change.value == pytest.approx((after - before).mean())
    assert found.change.low < found.change.value < found.change.high
    standard_error = (after - before).std() / np.sqrt(200)
    assert found.change.high - found.change.low == pytest.approx(3.92 * standard_error, rel=0.1)
    assert found.before.value == pytest.approx(before.mean())
    assert found.after.value == pytest.approx(after.mean())
    assert found.claim.claim == "describe"


def test_children_seen_once_are_left_out_and_counted():
    before = np.append(np.arange(10.0), [np.nan, 3.0])
    after = np.append(np.arange(10.0) + 1, [5.0, np.nan])

    found = before_after(before, after, seed=1)

    assert (found.change.value, found.change.n, found.left_out) == (1.0, 10, 2)


def test_whole_clusters_are_drawn_together():
    # Within a team every child changes alike, so forty children are worth eight teams.
    change = np.repeat(np.arange(8.0), 5)

    by_child = before_after(np.zeros(40), change, seed=1)
    by_team = before_after(np.zeros(40), change, seed=1, cluster=np.repeat(np.arange(8), 5))

    width = [one.change.high - one.change.low for one in (by_child, by_team)]
    assert width[1] / width[0] == pytest.approx(np.sqrt(5), rel=0.15)


@pytest.mark.parametrize(
    ("after", "cluster"), [(np.zeros(9), None), (np.zeros(10), np.zeros(9, dtype=int))]
)
def test_values_of_other_children_are_refused(after, cluster):
    with pytest.raises(InputError) as caught:
        before_after(np.zeros(10), after, seed=1, cluster=cluster)

    assert caught.value.code == "measure.rows-do-not-match"


def test_nobody_seen_twice_is_refused():
    with pytest.raises(DesignError) as caught:
        before_after(np.full(10, np.nan), np.zeros(10), seed=1)

    assert caught.value.code == "measure.too-few-clusters"
