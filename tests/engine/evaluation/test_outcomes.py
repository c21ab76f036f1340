"""What became of each row's child after its day 0."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from holdfast.change.days import day_number
from holdfast.evaluation.outcomes import NEVER, first_days, followed_until, outcome

DAY = day_number(date(2022, 6, 1))


def rows(*children, day=DAY, last=DAY + 1000, left=False):
    return pl.DataFrame(
        {
            "child": list(children),
            "index_day": [day] * len(children),
            "last_day": [last] * len(children),
            "left_by_enrolment": [left] * len(children),
        }
    )


def first(engine, made, name, *children):
    return first_days(engine, made, rows(*children)).days[name].tolist()


def test_the_first_event_after_the_index_day_counts(engine, journeys):
    made = journeys(
        [
            ("a", "looked_after", date(2020, 1, 1), date(2020, 5, 1), "V2"),
            ("a", "looked_after", date(2022, 7, 1), date(2022, 8, 1), "V2"),
            ("a", "looked_after", date(2022, 9, 1), None, "C2"),
            ("b", "looked_after", date(2021, 7, 1), date(2021, 8, 1), "V2"),
            ("a", "return_home", date(2022, 8, 1), date(2022, 9, 1), "E4A"),
            ("b", "return_home", date(2021, 8, 1), None, "E4A"),
            ("a", "referral", date(2022, 6, 1), date(2022, 6, 1)),
            ("a", "referral", date(2023, 6, 1), date(2023, 6, 1)),
        ]
    )

    assert first(engine, made, "entry_to_care", "a", "b") == [
        day_number(date(2022, 7, 1)), NEVER,
    ]  # fmt: skip
    assert first(engine, made, "re_entry", "a", "b") == [day_number(date(2022, 9, 1)), NEVER]
    assert first(engine, made, "return_home", "a", "b") == [
        day_number(date(2022, 8, 1)), NEVER,
    ]  # fmt: skip
    assert first(engine, made, "re_referral", "a") == [day_number(date(2023, 6, 1))]


def test_re_entry_is_a_second_entry_after_the_index_day(engine, journeys):
    made = journeys(
        [
            ("a", "looked_after", date(2021, 1, 1), date(2021, 5, 1), "V2"),
            ("a", "looked_after", date(2022, 7, 1), None, "V2"),
        ]
    )

    assert first(engine, made, "re_entry", "a") == [NEVER]


def test_a_child_on_a_plan_is_told_apart(engine, journeys):
    made = journeys(
        [
            ("a", "child_protection_plan", date(2022, 5, 1), date(2022, 7, 1), "NEG"),
            ("a", "child_protection_plan", date(2022, 9, 1), None, "NEG"),
            ("b", "child_protection_plan", date(2022, 1, 1), date(2022, 6, 1), "NEG"),
        ],
        {"a": {}, "b": {}, "c": {}},
    )

    found = first_days(engine, made, rows("a", "b", "c"))

    assert found.on_plan.tolist() == [True, False, False]
    assert found.days["child_protection_plan"].tolist() == [
        day_number(date(2022, 9, 1)), NEVER, NEVER,
    ]  # fmt: skip


def test_what_ends_the_risk(engine, journeys):
    made = journeys(
        [
            ("a", "child_in_need", date(2022, 1, 1), date(2022, 8, 1), "N1", "RC5"),
            ("b", "transferred", date(2022, 9, 1), None, "E3"),
            ("c", "child_in_need", date(2022, 1, 1), date(2022, 8, 1), "N1", "RC7"),
        ],
        {
            "a": {"birth_month": date(2005, 7, 1)},
            "b": {"death_date": date(2023, 1, 1)},
            "c": {"death_date": date(2022, 1, 1)},
        },
    )

    days = first_days(engine, made, rows("a", "b", "c")).days

    assert days["transferred"].tolist() == [
        day_number(date(2022, 8, 1)), day_number(date(2022, 9, 1)), NEVER,
    ]  # fmt: skip
    assert days["died"].tolist() == [NEVER, day_number(date(2023, 1, 1)), NEVER]
    assert days["turned_18"].tolist()[0] == day_number(date(2023, 7, 1))


def test_the_event_comes_before_what_competes_on_the_same_day(engine, journeys):
    made = journeys(
        [
            ("a", "looked_after", date(2022, 7, 1), None, "V2"),
            ("a", "transferred", date(2022, 7, 1), None),
            ("b", "looked_after", date(2022, 7, 2), None, "V2"),
            ("b", "transferred", date(2022, 7, 1), None),
        ]
    )
    found = first_days(engine, made, rows("a", "b"))

    both = outcome(found, "entry_to_care", ("turned_18", "died", "transferred"))

    assert both.event_kind.tolist() == [1, 4]
    assert both.event_day.tolist() == [day_number(date(2022, 7, 1))] * 2


@pytest.mark.parametrize(
    ("competing", "last", "left"),
    [
        (("turned_18", "died", "transferred"), [DAY + 100, DAY + 100], [True, True]),
        (("turned_18", "died"), [DAY + 61, DAY + 100], [False, True]),
    ],
)
def test_a_move_that_does_not_compete_ends_what_is_seen(
    engine, journeys, competing, last, left
):
    made = journeys([("a", "transferred", date(2022, 8, 1), None)], {"a": {}, "b": {}})
    both = rows("a", "b", last=DAY + 100, left=True)

    until, by_enrolment = followed_until(both, first_days(engine, made, both), competing)

    assert (until.tolist(), by_enrolment.tolist()) == (last, left)


def test_changing_what_came_before_changes_no_outcome(engine, journeys):
    later = [
        ("a", "looked_after", date(2022, 7, 1), None, "V2"),
        ("a", "referral", date(2022, 6, 20), date(2022, 6, 20)),
    ]
    before = [
        ("a", "looked_after", date(2021, 7, 1), date(2021, 8, 1), "V2"),
        ("a", "referral", date(2022, 5, 20), date(2022, 5, 20)),
    ]

    one = first_days(engine, journeys(later), rows("a")).days
    other = first_days(engine, journeys(later + before), rows("a")).days

    assert all(np.array_equal(one[name], other[name]) for name in one)
