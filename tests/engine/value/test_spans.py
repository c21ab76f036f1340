"""Spans of days against the same arithmetic on sets of days."""

from itertools import pairwise

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.value.invented import DAY_0, day, run, table

from holdfast.value.spans import merged, without

SPANS = {"child": pl.String, "start": pl.Date, "end": pl.Date}
LONG = 60  # an open span reaches beyond every other
ROWS = st.lists(
    st.tuples(
        st.sampled_from(["a", "b"]),
        st.integers(0, 30),
        st.integers(0, 15) | st.none(),
    ),
    max_size=12,
)


def _table(rows):
    return table(
        [
            (child, day(start), None if length is None else day(start + length))
            for child, start, length in rows
        ],
        SPANS,
    )


def _days(rows):
    """Give each child's days as a set; an open span reaches to `LONG`."""
    days = {"a": set(), "b": set()}
    for child, start, length in rows:
        days[child] |= set(range(start, LONG if length is None else start + length))
    return days


def _found(expression):
    spans = [
        (child, (start - DAY_0).days, None if end is None else (end - DAY_0).days)
        for child, start, end in run(expression, "child", "start", "end")
    ]
    return spans, _days(
        [(child, start, None if end is None else end - start) for child, start, end in spans]
    )


def test_spans_that_touch_or_overlap_become_one():
    found, _ = _found(merged(_table([("a", 0, 5), ("a", 5, 2), ("a", 1, 1), ("a", 9, 1)])))

    assert found == [("a", 0, 7), ("a", 9, 10)]


def test_an_open_span_stays_open_and_one_of_no_length_goes():
    found, _ = _found(merged(_table([("a", 3, None), ("a", 8, 2), ("b", 1, 0)])))

    assert found == [("a", 3, None)]


def test_a_span_cut_in_the_middle_leaves_both_ends():
    found, _ = _found(without(_table([("a", 0, None)]), _table([("a", 4, 3), ("b", 0, 9)])))

    assert found == [("a", 0, 4), ("a", 7, None)]


def test_an_open_cut_leaves_only_what_was_before():
    found, _ = _found(without(_table([("a", 0, 20), ("b", 5, 1)]), _table([("a", 4, None)])))

    assert found == [("a", 0, 4), ("b", 5, 6)]


@settings(max_examples=20, deadline=None)
@given(rows=ROWS)
def test_merging_keeps_every_day_and_leaves_gaps_between(rows):
    spans, days = _found(merged(_table(rows)))

    assert days == _days(rows)
    for (child, _, end), (other, start, _) in pairwise(spans):
        assert child != other or end < start


@settings(max_examples=20, deadline=None)
@given(rows=ROWS, cuts=ROWS)
def test_cutting_keeps_exactly_the_days_outside(rows, cuts):
    spans, days = _found(without(_table(rows), _table(cuts)))

    kept, gone = _days(rows), _days(cuts)
    assert days == {child: kept[child] - gone[child] for child in kept}
    assert sum(len(one) for one in days.values()) == sum(
        (LONG if end is None else end) - start for _, start, end in spans
    )
