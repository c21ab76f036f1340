"""Cost lines as arrays: nothing is lost, and parts come to the whole."""

from datetime import date
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.value.invented import day

from holdfast.value.accrual import LINES, UNPRICED, accruals, accrued, unpriced_days

SCHEMA = dict(
    zip(
        LINES,
        (pl.String, pl.String, pl.Date, pl.Date, pl.Float64, pl.Float64, pl.Boolean),
        strict=True,
    )
)
ZERO = (day(0) - date(1970, 1, 1)).days


def _span(child, start, end, per_day, process="placement"):
    return (child, process, day(start), day(end), float(per_day), 0.0, False)


def _point(child, start, amount, process="review"):
    return (child, process, day(start), day(start), 0.0, float(amount), True)


def _accruals(*lines, children=("a", "b"), names=("placement", "review")):
    frame = pl.DataFrame(list(lines), schema=SCHEMA, orient="row")
    return accruals(frame, children=children, names=names)


def _accrued(accrual, child, start, end):
    found = accrued(
        accrual,
        child=np.array(child, dtype=np.int64),
        start=np.array(start, dtype=np.int64) + ZERO,
        end=np.array(end, dtype=np.int64) + ZERO,
    )
    return found.tolist()


def test_lines_become_arrays_by_category_in_the_order_asked_for():
    review, placement = _accruals(
        _point("b", 5, 450),
        _span("b", 7, 9, 30),
        _span("a", 0, 4, 20),
        _span("x", 0, 4, 20),
        _point("a", 1, 1, process="not asked for"),
        names=("review", "nothing of this", "placement"),
    )

    assert (review.name, placement.name) == ("review", "placement")
    assert review.point_child.tolist() == [1]
    assert review.point_day.tolist() == [ZERO + 5]
    assert review.amount.tolist() == [450]
    assert review.child.tolist() == []
    assert placement.child.tolist() == [0, 1]
    assert placement.start_day.tolist() == [ZERO, ZERO + 7]
    assert placement.end_day.tolist() == [ZERO + 4, ZERO + 9]
    assert placement.per_day.tolist() == [20, 30]


def test_no_lines_give_no_arrays():
    assert _accruals() == ()


def test_what_accrued_by_hand():
    (placement,) = _accruals(_span("b", 0, 10, 3), _point("b", 4, 100, process="placement"))

    found = _accrued(placement, [1, 1, 0, 1, 1], [0, 2, 0, 4, 5], [10, 4, 10, 5, 4])

    assert found == [130, 6, 0, 103, 0]


def test_days_without_a_price_are_counted_and_occurrences_too():
    frame = pl.DataFrame(
        [
            ("a", "short_break", day(0), day(3)),
            ("a", "legal", day(1), day(1)),
            ("b", "short_break", day(5), day(6)),
        ],
        schema=dict(zip(UNPRICED, (pl.String, pl.String, pl.Date, pl.Date), strict=True)),
        orient="row",
    )

    legal, breaks = unpriced_days(frame, children=["a", "b"])

    assert (legal.name, breaks.name) == ("legal", "short_break")
    assert _accrued(legal, [0, 1], [0, 0], [9, 9]) == [1, 0]
    assert _accrued(breaks, [0, 1], [0, 0], [9, 9]) == [3, 1]


DAYS = st.integers(0, 60)
SOME = st.lists(
    st.tuples(st.sampled_from("ab"), DAYS, DAYS, st.integers(0, 500)).map(
        lambda one: _span(one[0], min(one[1:3]), max(one[1:3]), one[3])
    )
    | st.tuples(st.sampled_from("ab"), DAYS, st.integers(0, 500)).map(
        lambda one: _point(*one, process="placement")
    ),
    min_size=1,
    max_size=10,
)


@given(lines=SOME, cuts=st.lists(DAYS, min_size=1, max_size=4))
def test_the_cost_of_a_time_is_the_sum_of_its_parts(lines, cuts):
    (accrual,) = _accruals(*lines)
    ends = [0, *sorted(cuts), 61]

    both = [0, 1]
    parts = [_accrued(accrual, both, [start] * 2, [end] * 2) for start, end in pairwise(ends)]

    whole = _accrued(accrual, [0, 1], [0, 0], [61, 61])
    assert np.sum(parts, axis=0).tolist() == pytest.approx(whole)
    assert sum(whole) == pytest.approx(
        sum((end - start).days * rate + amount for _, _, start, end, rate, amount, _ in lines)
    )


@given(lines=SOME, data=st.data())
def test_the_order_of_the_lines_is_irrelevant(lines, data):
    (one,), (other,) = _accruals(*lines), _accruals(*data.draw(st.permutations(lines)))

    for name in ("child", "start_day", "end_day", "per_day", "point_day", "amount"):
        assert getattr(one, name).tolist() == getattr(other, name).tolist()
