"""Who was meant, and how many were left out at each step."""

from datetime import date

import pytest

from holdfast.change.cohort import CohortRule, meant, observed_days
from holdfast.change.days import day_number
from holdfast.kernel.errors import DesignError

RULE = CohortRule(
    stages=("child_in_need", "child_protection_plan"),
    youngest=10,
    oldest=15,
    needs=(),
    first_day=date(2022, 4, 1),
    last_day=date(2023, 3, 31),
)
FROM, TO = day_number(date(2022, 4, 1)), day_number(date(2023, 4, 1))


def find(engine, journeys, rule=RULE):
    return meant(engine, journeys, rule, from_day=FROM, to_day=TO)


def spans(found):
    return [
        (child, date.fromordinal(start + 719163), date.fromordinal(end + 719163))
        for child, start, end in found.spans.rows()
    ]


def test_a_child_in_a_stage_within_the_dates_is_meant(engine, journeys):
    made = journeys([("a", "child_in_need", date(2022, 1, 5), date(2022, 6, 1), "N1")])

    found = find(engine, made)

    assert spans(found) == [("a", date(2022, 4, 1), date(2022, 6, 1))]
    assert dict(found.counts) == {
        "children": 1, "in_stage": 1, "of_age": 1, "with_need": 1, "meant": 1,
    }  # fmt: skip


def test_a_stage_still_open_lasts_to_the_end_of_the_dates(engine, journeys):
    made = journeys([("a", "child_in_need", date(2023, 3, 1), None, "N1")])

    assert spans(find(engine, made)) == [("a", date(2023, 3, 1), date(2023, 4, 1))]


def test_ages_are_whole_years_from_the_month_of_birth(engine, journeys):
    spell = ("child_in_need", date(2021, 5, 1), None, "N1")
    made = journeys(
        [("young", *spell), ("turns", *spell), ("old", *spell), ("unknown", *spell)],
        {
            "young": {"birth_month": date(2013, 4, 1)},
            "turns": {"birth_month": date(2012, 9, 1)},
            "old": {"birth_month": date(2006, 4, 1)},
            "unknown": {"birth_month": None},
        },
    )

    found = find(engine, made)

    assert spans(found) == [("turns", date(2022, 9, 1), date(2023, 4, 1))]
    assert (found.counts["in_stage"], found.counts["of_age"]) == (4, 1)


def test_needs_are_those_of_the_referral_open_at_the_time(engine, journeys):
    made = journeys(
        [
            ("a", "child_in_need", date(2022, 5, 1), date(2022, 6, 1), "N1"),
            ("a", "child_in_need", date(2022, 8, 1), date(2022, 9, 1), "N2"),
            ("b", "child_in_need", date(2022, 5, 1), date(2022, 6, 1), "N3"),
        ]
    )
    rule = CohortRule(
        stages=RULE.stages, youngest=10, oldest=15, needs=("N2",),
        first_day=RULE.first_day, last_day=RULE.last_day,
    )  # fmt: skip

    found = find(engine, made, rule)

    assert spans(found) == [("a", date(2022, 8, 1), date(2022, 9, 1))]
    assert (found.counts["of_age"], found.counts["with_need"]) == (2, 1)


def test_a_child_in_care_on_every_such_day_is_left_out(engine, journeys):
    need = ("child_in_need", date(2022, 5, 1), date(2022, 8, 1), "N1")
    made = journeys(
        [
            ("all", *need),
            ("all", "looked_after", date(2022, 4, 20), date(2022, 6, 1)),
            ("all", "looked_after", date(2022, 6, 1), None),
            ("most", *need),
            ("most", "looked_after", date(2022, 5, 2), date(2022, 9, 1)),
            ("none", *need),
            ("none", "looked_after", date(2021, 5, 2), date(2022, 5, 1)),
        ]
    )

    found = find(engine, made)

    assert (found.counts["with_need"], found.counts["meant"]) == (3, 2)
    assert sorted(found.care["child"].unique()) == ["all", "most", "none"]


def test_nobody_is_meant_after_death(engine, journeys):
    made = journeys(
        [("a", "child_in_need", date(2022, 5, 1), None, "N1")],
        {"a": {"death_date": date(2022, 7, 1)}},
    )

    assert spans(find(engine, made)) == [("a", date(2022, 5, 1), date(2022, 7, 1))]


def test_observed_days_are_those_that_all_needed_returns_cover(engine, journeys):
    made = journeys(
        [],
        {},
        {
            "ssda903": (date(2021, 4, 1), date(2024, 3, 31)),
            "cin": (date(2022, 4, 1), date(2025, 3, 31)),
        },
    )

    assert observed_days(made, RULE) == (
        day_number(date(2022, 4, 1)),
        day_number(date(2024, 4, 1)),
    )


@pytest.mark.parametrize(
    ("observed", "where"),
    [
        ({"cin": (date(2021, 4, 1), date(2025, 3, 31))}, "ssda903"),
        ({"ssda903": (date(2021, 4, 1), date(2025, 3, 31))}, "cin"),
        (
            {
                "ssda903": (date(2021, 4, 1), date(2022, 3, 31)),
                "cin": (date(2022, 4, 1), date(2025, 3, 31)),
            },
            "cin, ssda903",
        ),
    ],
)
def test_returns_that_cannot_answer_are_refused(engine, journeys, observed, where):
    made = journeys([], {}, observed)

    with pytest.raises(DesignError) as caught:
        observed_days(made, RULE)

    assert (caught.value.code, caught.value.where) == ("change.returns-not-enough", where)
