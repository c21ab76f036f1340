"""Spells to cost lines: each rule by a worked example, and what must hold for any spells."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.value.invented import (
    CHILDREN,
    FOSTER,
    HOME,
    PLACEMENTS,
    PROCESS_COSTS,
    child,
    cost,
    day,
    prices,
    run,
    spell,
    table,
    unit_costs,
)

from holdfast.value.process import MAINTAIN
from holdfast.value.timeline import cost_lines

UNTIL = 1000


def _timeline(*spells, children=None, library=None, **settings):
    return cost_lines(
        table(list(spells)),
        table([child()] if children is None else children, CHILDREN),
        prices(library),
        until=day(UNTIL),
        **settings,
    )


def _lines(*spells, **settings):
    """Give process, start, end, and pounds a day or once, of every line."""
    found = _timeline(*spells, **settings).lines
    return [
        (process, start, end, amount if once else per_day)
        for process, start, end, amount, per_day, once in run(
            found, "process", "start", "end", "amount", "per_day", "once"
        )
    ]


def _unpriced(*spells, **settings):
    return run(_timeline(*spells, **settings).unpriced, "what", "start", "end")


def test_a_period_of_care_begins_and_ends_with_one_off_work():
    assert _lines(spell("looked_after", 0, 30, reason="E4A")) == [
        ("decide_and_place", day(0), day(0), 700),
        ("leave_care", day(30), day(30), 290),
    ]


@pytest.mark.parametrize(("end", "reason"), [(None, None), (30, "E2")])
def test_care_that_goes_on_and_care_that_ends_in_death_is_not_closed(end, reason):
    processes = [line[0] for line in _lines(spell("looked_after", 0, end, reason=reason))]

    assert processes == ["decide_and_place"]


def test_care_that_ends_for_a_reason_not_known_is_closed():
    assert len(_lines(spell("looked_after", 0, 30))) == 2


def test_placements_are_priced_spell_by_spell_and_none_of_no_length():
    found = _lines(
        spell("placement", 0, 7, detail="K2"),
        spell("placement", 7, None, detail="U4", provider="PR4"),
        spell("placement", 7, 7, detail="K2"),
    )

    assert found == [
        ("placement: K2", day(0), day(7), 400),
        ("placement: U4 from PR4", day(7), day(UNTIL), 120),
    ]


def test_nothing_is_counted_from_the_end_of_the_returns_on():
    found = _lines(
        spell("review", UNTIL - 1),
        spell("review", UNTIL),
        spell("placement", UNTIL - 5, UNTIL + 5, detail="K2"),
        spell("placement", UNTIL, None, detail="K2"),
        spell("looked_after", UNTIL - 300, None),
        children=[child(born=date(2010, 1, 1))],
    )

    assert found == [
        ("care_planning", day(UNTIL - 1), day(UNTIL - 1), 130),
        ("decide_and_place", day(UNTIL - 300), day(UNTIL - 300), 700),
        ("placement: K2", day(UNTIL - 5), day(UNTIL), 400),
        ("review", day(UNTIL - 1), day(UNTIL - 1), 450),
    ]


def test_placements_without_a_price_are_named_with_their_dates():
    spells = (
        spell("placement", 0, 7, detail="Z1", provider="PR4"),
        spell("placement", 7, 9),
        spell("placement", 9, 11, detail="P1"),
        spell("short_break", 20, 23, detail="V4"),
    )

    assert _lines(*spells) == []
    assert _unpriced(*spells) == [
        ("placement Z1 from PR4", day(0), day(7)),
        ("placement of no type", day(7), day(9)),
        ("short_break", day(20), day(23)),
    ]


def test_a_process_without_a_price_is_named():
    library = unit_costs((*PROCESS_COSTS[1:], FOSTER, HOME), PLACEMENTS[2:])

    assert _unpriced(spell("looked_after", 3, None), library=library) == [
        ("decide_and_place", day(3), day(3))
    ]


def test_a_review_is_priced_with_its_care_plan_and_two_on_one_day_are_one():
    found = _lines(spell("review", 4, detail="PN1"), spell("review", 4, detail="PN3"))

    assert found == [("care_planning", day(4), day(4), 130), ("review", day(4), day(4), 450)]


def test_each_move_needs_a_search_but_not_those_round_a_temporary_placement():
    found = _lines(
        spell("placement", 0, 7, detail="K2"),
        spell("placement", 7, 9, detail="T1"),
        spell("placement", 9, 20, detail="K2"),
        spell("placement", 20, None, detail="K2"),
        *(spell("move", one) for one in (7, 9, 20)),
    )

    assert found[-1] == ("subsequent_placement", day(20), day(20), 220)
    assert [line[0] for line in found].count("subsequent_placement") == 1


def test_proceedings_seen_twice_within_half_a_year_are_one_set():
    found = _lines(*(spell("proceedings", one, None) for one in (0, 0, 40, 300)))

    assert found == [("legal", day(0), day(0), 3000), ("legal", day(300), day(300), 3000)]


def test_work_with_children_in_need_is_counted_where_it_happened():
    found = _lines(
        spell("referral", 0),
        spell("assessment", 1, 30),
        spell("child_protection_review", 40),
        spell("section_47", 2, 9),
        spell("pre_proceedings", 50, None),
    )

    assert found == [
        ("assessment", day(1), day(1), 270),
        ("plan_review", day(40), day(40), 220),
        ("public_law_outline", day(50), day(50), 2240),
        ("referral", day(0), day(0), 190),
        ("section_47", day(2), day(2), 510),
    ]


def test_support_stops_while_a_child_is_looked_after_and_overlaps_count_once():
    found = _lines(
        spell("child_in_need", 0, 100),
        spell("child_in_need", 90, 120),
        spell("looked_after", 10, 60, reason="E2"),
    )

    assert [line for line in found if line[0] == "support"] == [
        ("support", day(0), day(10), 2),
        ("support", day(60), day(120), 2),
    ]
    assert [line[1] for line in found if line[0] == "close_case"] == [day(100), day(120)]


@pytest.mark.parametrize(
    ("born", "expected"),
    [
        (date(2006, 3, 1), [date(2022, 3, 1)]),  # sixteen while looked after
        (date(2004, 3, 1), [day(10)]),  # sixteen before: on the first day
        (date(2008, 3, 1), []),  # not yet sixteen when care ended
        (date(2007, 1, 1), [day(400)]),  # sixteen between two periods of care
        (None, []),
    ],
)
def test_transition_is_counted_once_when_first_looked_after_at_sixteen(born, expected):
    found = _lines(
        spell("looked_after", 10, 300, reason="E2"),
        spell("looked_after", 400, 450, reason="E2"),
        children=[child(born=born)],
    )

    assert [line[1] for line in found if line[0] == "transition"] == expected


def test_transition_can_be_left_out_for_those_whom_others_serve():
    old = date(2004, 3, 1)
    children = [
        child("a", born=old),
        child("b", born=old, disabled=True),
        child("c", born=old, uasc=True),
    ]
    spells = [spell("looked_after", 0, None, child=name) for name in "abc"]

    def served(*exempt):
        lines = _timeline(*spells, children=children, no_transition_for=exempt).lines
        return [
            one for one, process in run(lines, "child", "process") if process == "transition"
        ]

    assert served() == ["a", "b", "c"]
    assert served("disabled") == ["a", "c"]
    assert served("uasc", "disabled") == ["a"]


def test_what_the_price_of_a_placement_holds_is_not_priced_again():
    whole = cost("F", 70, "day", includes=["placement", MAINTAIN, "review"])
    work = cost("P3", 5, "day", MAINTAIN)
    library = unit_costs((*PROCESS_COSTS, work, whole, HOME), PLACEMENTS[2:])

    found = _lines(
        spell("placement", 0, 10, detail="U4"),
        spell("placement", 10, 20, detail="K2"),
        spell("placement", 20, None, detail="U4"),
        *(spell("review", one) for one in (0, 9, 10, 30)),
        library=library,
    )

    assert [line[1] for line in found if line[0] == "review"] == [day(10)]
    assert [line[1] for line in found if line[0] == "care_planning"] == [
        day(0), day(9), day(10), day(30),
    ]  # fmt: skip
    assert [line for line in found if line[0] == MAINTAIN] == [(MAINTAIN, day(10), day(20), 5)]


def test_a_list_without_placement_prices_still_prices_the_work():
    library = unit_costs(PROCESS_COSTS, ({"place": ["K2"], "basis": "no fee", "note": "Free"},))

    found = _lines(spell("placement", 0, 5, detail="K2"), spell("review", 1), library=library)

    assert [line[0] for line in found] == ["care_planning", "review"]


def test_lines_say_whether_they_recur():
    found = _timeline(
        spell("looked_after", 0, None),
        spell("review", 3),
        spell("placement", 0, 9, detail="K2"),
    ).lines

    assert run(found, "process", "recurring") == [
        ("care_planning", True),
        ("decide_and_place", False),
        ("placement: K2", True),
        ("review", True),
    ]


PLACES = st.sampled_from(
    [("K2", None), ("U4", "PR1"), ("U4", "PR4"), ("T1", None), ("Z1", None)]
)
STAYS = st.lists(st.tuples(st.integers(1, 40), PLACES), min_size=1, max_size=6)


def _journey(stays, name):
    """Give a period of care of these stays, one after the other, under a child's name."""
    spells, start = [], 0
    for length, (place, provider) in stays:
        end = start + length
        spells.append(
            spell("placement", start, end, child=name, detail=place, provider=provider)
        )
        start = end
    return [*spells, spell("looked_after", 0, start, child=name, reason="E4A")]


def _totals(spells, names):
    """Give each child's total cost in pounds up to day `UNTIL`."""
    frame = pl.DataFrame(
        run(
            _timeline(*spells, children=[child(name) for name in names]).lines,
            "child", "start", "end", "per_day", "amount",
        ),
        schema=["child", "start", "end", "per_day", "amount"],
        orient="row",
    )  # fmt: skip
    days = (pl.col("end") - pl.col("start")).dt.total_days()
    each = frame.group_by("child").agg((days * pl.col("per_day") + pl.col("amount")).sum())
    return dict(each.rows())


@settings(max_examples=8, deadline=None)
@given(stays=st.lists(STAYS, min_size=1, max_size=8), data=st.data())
def test_splitting_a_placement_at_any_day_never_changes_the_cost(stays, data):
    names = [f"child {number}" for number in range(len(stays))]
    whole = [
        one for name, stay in zip(names, stays, strict=True) for one in _journey(stay, name)
    ]
    split = []
    for one in whole:
        length = (one[3] - one[2]).days
        if one[1] == "placement" and length > 1:
            cut = day((one[2] - day(0)).days + data.draw(st.integers(1, length - 1)))
            split += [(*one[:3], cut, *one[4:]), (*one[:2], cut, *one[3:])]
        else:
            split.append(one)

    assert _totals(split, names) == pytest.approx(_totals(whole, names))


@settings(max_examples=6, deadline=None)
@given(stays=STAYS, data=st.data())
def test_the_order_of_the_spells_is_irrelevant(stays, data):
    spells = [*_journey(stays, "a"), spell("review", 3), spell("child_in_need", 0, UNTIL)]
    shuffled = data.draw(st.permutations(spells))

    assert _lines(*shuffled) == _lines(*spells)


@settings(max_examples=6, deadline=None)
@given(stays=STAYS)
def test_every_placement_day_is_either_priced_free_or_named(stays):
    timeline = _timeline(*_journey(stays, "a"))

    priced = sum(
        (end - start).days
        for process, start, end in run(timeline.lines, "process", "start", "end")
        if process.startswith("placement")
    )
    named = sum((end - start).days for start, end in run(timeline.unpriced, "start", "end"))
    assert priced + named == sum(length for length, _ in stays)
