"""Counts leave only in a form that gives no small one away.

The reader here is independent of the code: it is given what is published and solves for what is
not, by whole-number programming or by trying everything.
"""

from collections import defaultdict
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds, LinearConstraint, milp

from holdfast.kernel.disclosure import MISSING, SUPPRESSED, Disclosure, Step
from holdfast.kernel.errors import InputError

LARGE = 10_000
RULES = st.builds(Disclosure, threshold=st.integers(3, 10), rounding=st.sampled_from([1, 3, 5]))
COUNTS = st.integers(0, 30) | st.integers(0, 4)


def reader(rules, shown, sums, asked):
    """Give the least and most that a hidden count can be, to one who knows only what is shown.

    `shown` are the published counts, `sums` pairs of a total and its parts by position. A
    hidden count is known to be 0 or more, a rounded one to lie where rounding puts it.
    """
    low, high = [], []
    for n in shown:
        if n is SUPPRESSED:
            low.append(0)
            high.append(LARGE)
        elif n == 0:
            low.append(0)
            high.append(0)
        else:
            fits = [
                m
                for m in range(max(rules.threshold, n - rules.rounding), n + rules.rounding + 1)
                if rules.count(m) == n
            ]
            low.append(min(fits))
            high.append(max(fits))
    matrix = np.zeros((len(sums), len(shown)))
    for row, (total, parts) in enumerate(sums):
        matrix[row, total] = -1
        for part in parts:
            matrix[row, part] += 1
    found = []
    for sign in (1, -1):
        aim = np.zeros(len(shown))
        aim[asked] = sign
        answer = milp(
            aim,
            constraints=LinearConstraint(matrix, 0, 0),
            bounds=Bounds(low, high),
            integrality=np.ones(len(shown)),
        )
        found.append(round(answer.x[asked]))
    return tuple(found)


def assert_nothing_is_given_away(rules, shown, sums):
    for number, n in enumerate(shown):
        if n is SUPPRESSED:
            low, high = reader(rules, shown, sums, number)
            assert low < high, (number, low, shown)


@pytest.mark.parametrize(
    ("n", "shown"),
    [(0, 0), (1, SUPPRESSED), (5, SUPPRESSED), (6, 5), (7, 5), (8, 10), (312, 310)],
)
def test_a_count_on_its_own_is_suppressed_or_rounded(n, shown):
    assert Disclosure().count(n) == shown


def test_a_missing_count_stays_missing():
    assert Disclosure().count(MISSING) is MISSING


@given(rules=RULES, n=st.integers(1, 10_000))
def test_no_count_is_ever_shown_as_none(rules, n):
    assert rules.count(n) != 0


@pytest.mark.parametrize(
    "settings_", [{"threshold": 2}, {"rounding": 0}, {"threshold": 3, "rounding": 7}]
)
def test_settings_that_would_not_protect_are_refused(settings_):
    with pytest.raises(InputError) as caught:
        Disclosure(**settings_)

    assert caught.value.code == "kernel.disclosure-settings-unsafe"


def test_a_negative_count_is_refused():
    with pytest.raises(InputError) as caught:
        Disclosure().breakdown({"a": 3, "b": -1})

    assert caught.value.code == "kernel.count-negative"


def test_parts_that_overlap_are_refused():
    with pytest.raises(InputError) as caught:
        Disclosure().breakdown({"a": 30, "b": 40}, total=60)

    assert caught.value.code == "kernel.disclosure-parts-do-not-add-up"


EXACT = Disclosure(rounding=1)


def test_one_small_part_takes_the_next_smallest_with_it():
    shown = EXACT.breakdown({"a": 3, "b": 40, "c": 20}, total=63)

    assert shown.parts == {"a": SUPPRESSED, "b": 40, "c": SUPPRESSED}
    assert shown.total == 63


def test_two_parts_of_one_child_each_take_a_third_with_them():
    shown = EXACT.breakdown({"a": 1, "b": 1, "c": 20, "d": 40})

    assert shown.parts == {"a": SUPPRESSED, "b": SUPPRESSED, "c": SUPPRESSED, "d": 40}


def test_two_small_parts_that_cover_each_other_are_enough():
    shown = EXACT.breakdown({"a": 2, "b": 4, "c": 20})

    assert shown.parts == {"a": SUPPRESSED, "b": SUPPRESSED, "c": 20}


def test_rounding_alone_covers_a_small_part_of_a_large_total():
    shown = Disclosure().breakdown({"a": 3, "b": 41, "c": 20})

    assert shown.parts == {"a": SUPPRESSED, "b": 40, "c": 20}
    assert shown.total == 65


def test_a_rounded_total_near_the_threshold_gives_too_much_away():
    shown = Disclosure().breakdown({"a": 1, "b": 6})

    # 6 is shown as 5, and so is 7: the difference could only be 1
    assert shown.parts == {"a": SUPPRESSED, "b": SUPPRESSED}
    assert shown.total == 5


def test_a_small_total_hides_how_many_parts_are_not_zero():
    shown = EXACT.breakdown({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 0})

    assert set(shown.parts.values()) == {SUPPRESSED}
    assert shown.total is SUPPRESSED


def test_a_true_zero_is_shown():
    shown = Disclosure().breakdown({"a": 0, "b": 20, "c": 0})

    assert shown.parts == {"a": 0, "b": 20, "c": 0}
    assert Disclosure().breakdown({"a": 0, "b": 0}).total == 0


def test_a_breakdown_into_no_parts_is_a_true_zero():
    assert Disclosure().breakdown({}).total == 0


def test_an_empty_row_is_shown_beside_a_small_one():
    shown = Disclosure().table(
        {
            ("empty", 1): 0, ("empty", 2): 0,
            ("small", 1): 3, ("small", 2): 0,
            ("large", 1): 20, ("large", 2): 30,
        }
    )  # fmt: skip

    assert [shown.cells["empty", 1], shown.cells["empty", 2], shown.rows["empty"]] == [0, 0, 0]
    assert [shown.cells["small", 1], shown.cells["small", 2], shown.rows["small"]] == [
        SUPPRESSED,
        SUPPRESSED,
        SUPPRESSED,
    ]
    assert (shown.rows["large"], shown.columns[1], shown.columns[2]) == (50, 25, 30)


def test_a_small_grand_total_hides_the_whole_table():
    shown = Disclosure().table({("x", 1): 0, ("x", 2): 0, ("y", 1): 2, ("y", 2): 1})

    assert {*shown.cells.values(), *shown.rows.values(), shown.total} == {SUPPRESSED}


def test_a_cell_that_is_not_given_is_a_true_zero():
    shown = EXACT.table({("x", 1): 10, ("y", 2): 20})

    assert shown.cells == {("x", 1): 10, ("x", 2): 0, ("y", 1): 0, ("y", 2): 20}
    assert (shown.rows, shown.columns, shown.total) == ({"x": 10, "y": 20}, {1: 10, 2: 20}, 30)


def test_a_small_exclusion_of_a_flow_cannot_be_had_from_its_steps():
    shown = EXACT.flow(
        ("Referred", 100),
        [
            Step("In the cohort", 97, {"Too old": 3}),
            Step("Served", 57, {"Declined": 30, "Moved away": 10}),
        ],
    )

    assert [(step.name, step.left, step.left_out) for step in shown] == [
        ("Referred", 100, {}),
        ("In the cohort", SUPPRESSED, {"Too old": SUPPRESSED}),
        (
            "Served",
            SUPPRESSED,
            {"Declined": SUPPRESSED, "Moved away": SUPPRESSED},
        ),
    ]


def test_a_rounded_flow_keeps_its_steps():
    shown = Disclosure().flow(
        ("Referred", 100),
        [
            Step("In the cohort", 97, {"Too old": 3}),
            Step("Served", 57, {"Declined": 30, "Moved away": 10}),
        ],
    )

    assert [(step.left, *step.left_out.values()) for step in shown] == [
        (100,),
        (95, SUPPRESSED),
        (55, 30, 10),
    ]


def test_a_flow_that_loses_children_without_a_reason_is_refused():
    with pytest.raises(InputError) as caught:
        Disclosure().flow(("Referred", 100), [Step("Served", 90, {"Declined": 9})])

    assert caught.value.code == "kernel.disclosure-parts-do-not-add-up"


@pytest.mark.parametrize(
    ("n", "of", "shown"),
    [
        (20, 31, 20 / 30),
        (0, 40, 0.0),
        (40, 40, 1.0),
        (3, 40, SUPPRESSED),
        (37, 40, SUPPRESSED),
        (2, 3, SUPPRESSED),
        (0, 0, MISSING),
    ],
)
def test_a_share_tells_no_more_than_its_rounded_counts(n, of, shown):
    assert Disclosure().share(n, of=of) == shown


@settings(deadline=None)
@given(rules=RULES, parts=st.lists(COUNTS, min_size=1, max_size=7))
def test_a_breakdown_gives_no_hidden_count_away(rules, parts):
    shown = rules.breakdown(dict(enumerate(parts)))

    sums = [(len(parts), range(len(parts)))]
    assert_nothing_is_given_away(rules, [*shown.parts.values(), shown.total], sums)


@settings(max_examples=60, deadline=None)
@given(rules=RULES, data=st.data(), rows=st.integers(1, 4), columns=st.integers(1, 4))
def test_a_table_gives_no_hidden_count_away(rules, data, rows, columns):
    cells = {place: data.draw(COUNTS) for place in product(range(rows), range(columns))}

    table = rules.table(cells)

    shown = [*table.cells.values(), *table.rows.values(), *table.columns.values(), table.total]
    place = {key: number for number, key in enumerate(cells)}
    first_row, first_column = len(cells), len(cells) + rows
    sums = [(first_row + r, [place[r, c] for c in range(columns)]) for r in range(rows)]
    sums += [(first_column + c, [place[r, c] for r in range(rows)]) for c in range(columns)]
    sums += [(len(shown) - 1, range(first_row, first_row + rows))]
    sums += [(len(shown) - 1, range(first_column, first_column + columns))]
    assert_nothing_is_given_away(rules, shown, sums)


@settings(deadline=None)
@given(
    rules=RULES,
    steps=st.lists(st.lists(COUNTS, min_size=1, max_size=3), min_size=1, max_size=5),
    rest=COUNTS,
)
def test_a_flow_gives_no_hidden_count_away(rules, steps, rest):
    left = [rest + sum(map(sum, steps[number:])) for number in range(len(steps) + 1)]
    flow = [
        Step(str(number), left[number + 1], {str(reason): n for reason, n in enumerate(out)})
        for number, out in enumerate(steps)
    ]

    shown_steps = rules.flow(("start", left[0]), flow)

    shown, sums, before = [shown_steps[0].left], [], 0
    for step in shown_steps[1:]:
        parts = list(range(len(shown), len(shown) + 1 + len(step.left_out)))
        shown += [step.left, *step.left_out.values()]
        sums.append((before, parts))
        before = parts[0]
    assert_nothing_is_given_away(rules, shown, sums)


@given(rules=RULES, parts=st.lists(COUNTS, min_size=1, max_size=7))
def test_every_small_count_is_hidden_and_every_other_shown_as_rounded(rules, parts):
    shown = rules.breakdown(dict(enumerate(parts)))

    for n, seen in zip(parts, shown.parts.values(), strict=True):
        assert seen in {SUPPRESSED, rules.count(n)}
        assert seen is SUPPRESSED or not 0 < n < rules.threshold


@pytest.mark.parametrize("parts", [2, 3])
def test_at_our_settings_not_even_our_own_procedure_gives_a_count_away(parts):
    """A reader who runs this code on every table that there could be still cannot tell.

    Tables are tried up to 22 in a part, and judged where they are small enough (up to 14) for
    all that look the same to be among those tried.
    """
    rules = Disclosure()
    tables = defaultdict(list)
    for cells in product(range(23), repeat=parts):
        shown = rules.breakdown(dict(enumerate(cells)))
        tables[*shown.parts.values(), shown.total].append((*cells, sum(cells)))

    for shown, candidates in tables.items():
        if min(max(table[:-1]) for table in candidates) <= 14:
            for number, n in enumerate(shown):
                if n is SUPPRESSED:
                    assert len({table[number] for table in candidates}) > 1


def test_what_our_procedure_gives_away_of_small_flows_is_as_documented():
    """The limit stated in docs/explanation/disclosure.md, for flows of up to 17 at first."""
    rules = Disclosure()
    flows = defaultdict(list)
    for first, second, rest in product(range(20), repeat=3):
        start, left = first + second + rest, second + rest
        steps = [Step("b", left, {"x": first}), Step("c", rest, {"y": second})]
        a, b, c = rules.flow(("a", start), steps)
        shown = (a.left, b.left, b.left_out["x"], c.left, c.left_out["y"])
        flows[shown].append((start, left, first, rest, second))

    given_away = {
        shown: candidates
        for shown, candidates in flows.items()
        if min(candidate[0] for candidate in candidates) <= 17
        and any(
            n is SUPPRESSED and len({candidate[number] for candidate in candidates}) == 1
            for number, n in enumerate(shown)
        )
    }
    assert list(given_away.values()) == [[(17, 16, 1, 8, 8)]]
