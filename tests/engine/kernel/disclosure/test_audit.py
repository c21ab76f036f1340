"""What a reader can work out from published numbers."""

from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.kernel.disclosure.audit import Sum, bounds

FREE = (0, inf)


def test_a_hidden_part_is_what_the_others_leave_of_the_total():
    known = [FREE, (20, 22), (30, 30), (55, 57)]

    assert bounds(known, [Sum(3, (0, 1, 2))], [0]) == [(3, 7)]


def test_a_hidden_total_is_what_its_parts_come_to():
    assert bounds([(1, 5), (20, 22), FREE], [Sum(2, (0, 1))], [2]) == [(21, 27)]


def test_two_hidden_parts_of_one_total_cover_each_other():
    assert bounds([FREE, FREE, (9, 9)], [Sum(2, (0, 1))], [0, 1]) == [(0, 9), (0, 9)]


def test_news_travels_down_a_flow_and_up_again():
    # 0 = 1 + 2; 1 = 3 + 4; 3 = 5 + 6
    sums = [Sum(3, (5, 6)), Sum(1, (3, 4)), Sum(0, (1, 2))]
    known = [(100, 100), FREE, (10, 10), FREE, (20, 20), FREE, (30, 30)]

    assert bounds(known, sums, [1, 3, 5]) == [(90, 90), (70, 70), (40, 40)]


def test_a_table_gives_away_what_no_single_sum_does():
    """Hidden corners of a two-way table: the classic cycle leaves one degree of freedom.

    Cells a b / c d are hidden, with rows 5 and 5, columns 2 and 8: a is at most 2, though its
    row would let it be 5, and then b is at least 3.
    """
    a, b, c, d, row1, row2, column1, column2, total = range(9)
    known = [FREE] * 4 + [(5, 5), (5, 5), (2, 2), (8, 8), (10, 10)]
    sums = [
        Sum(row1, (a, b)),
        Sum(row2, (c, d)),
        Sum(column1, (a, c)),
        Sum(column2, (b, d)),
        Sum(total, (row1, row2)),
        Sum(total, (column1, column2)),
    ]

    assert bounds(known, sums, [a, b, c, d]) == [(0, 2), (3, 5), (0, 2), (3, 5)]


def test_a_table_without_its_margins_says_nothing_from_above():
    a, b, row, column = range(4)
    known = [(1, 5), FREE, FREE, FREE]
    sums = [Sum(row, (a, b)), Sum(column, (a, b))]

    assert bounds(known, sums, [a, row]) == [(1, 5), (1, inf)]


@given(parts=st.lists(st.integers(0, 6), min_size=2, max_size=4), data=st.data())
def test_the_limits_are_those_found_by_trying_everything(parts, data):
    shown = data.draw(st.lists(st.booleans(), min_size=len(parts), max_size=len(parts)))
    limits = [(n, n) if show else (0, 6) for n, show in zip(parts, shown, strict=True)]
    known = [*limits, (sum(parts), sum(parts))]

    found = bounds(known, [Sum(len(parts), tuple(range(len(parts))))], list(range(len(parts))))

    tables = [[]]
    for low, high in limits:
        tables = [[*table, n] for table in tables for n in range(low, high + 1)]
    fitting = [table for table in tables if sum(table) == sum(parts)]
    assert found == [(min(column), max(column)) for column in zip(*fitting, strict=True)]


@pytest.mark.parametrize("asked", [[], [1]])
def test_only_the_counts_asked_about_are_answered(asked):
    assert len(bounds([FREE, FREE, (9, 9)], [Sum(2, (0, 1))], asked)) == len(asked)
