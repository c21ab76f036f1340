"""One home's month: missing is not nought, and what cannot be is refused."""

from datetime import date

import pytest

from holdfast.deliver.home_measures import BY_NAME, MEASURES, Counts, Exposure
from holdfast.deliver.home_month import (
    Doubt,
    HomeMonth,
    check_home_month,
    gaps,
    month_said,
    months,
    next_month,
)
from holdfast.kernel.errors import InputError

MARCH = date(2026, 3, 1)
LATER = date(2026, 6, 1)
FROM_THE_PLAN = {
    "planned_moves", "unplanned_moves", "temporary_exclusions", "permanent_exclusions",
    "missing_overnight", "police_offences",
}  # fmt: skip
FULL = dict.fromkeys(BY_NAME, 1)


def record(month=MARCH, **values):
    return HomeMonth(home="H1", month=month, values=values)


def test_six_measures_are_those_of_the_plan_and_count_young_people():
    confirmed = [one for one in MEASURES if one.confirmed]

    assert {one.name for one in confirmed} == FROM_THE_PLAN
    assert {one.counts for one in confirmed} == {Counts.YOUNG_PEOPLE}
    assert {one.exposure for one in confirmed} == {Exposure.CHILD_NIGHTS}


def test_the_others_say_that_their_source_is_to_be_confirmed():
    others = {one.name: one.source for one in MEASURES if not one.confirmed}

    assert len(others) == 10
    assert all(
        "to be confirmed" in source for name, source in others.items() if name != "child_nights"
    )


def test_every_measure_has_a_name_of_its_own():
    assert len(BY_NAME) == len(MEASURES) == 16


def test_what_is_missing_is_not_nought():
    given = record(restraints=0, leavers=None)

    assert (given.value("restraints"), given.value("leavers")) == (0, None)
    assert given.value("starters") is None
    assert "restraints" not in given.missing
    assert len(given.missing) == 15


def test_four_young_people_all_through_june_are_120_nights():
    june = record(date(2026, 6, 1), child_nights=120)

    assert (june.days, june.average_children) == (30, 4.0)


def test_occupancy_that_is_missing_is_not_known():
    assert record().average_children is None


@pytest.mark.parametrize(
    ("given", "code"),
    [
        (record(date(2026, 3, 2)), "deliver.month-not-a-month"),
        (record(date(1999, 12, 1)), "deliver.month-too-early"),
        (record(date(1, 1, 1)), "deliver.month-too-early"),
        (record(date(2026, 7, 1)), "deliver.month-in-future"),
        (record(happiness=3), "deliver.measure-unknown"),
        (record(restraints=-1), "deliver.number-not-whole"),
        (record(restraints=10_000), "deliver.number-not-whole"),
        (record(restraints=1.5), "deliver.number-not-whole"),
        (record(restraints=True), "deliver.number-not-whole"),
        (record(school_possible=30, school_attended=31), "deliver.numbers-disagree"),
        (record(child_nights=60 * 31 + 1), "deliver.numbers-disagree"),
    ],
)
def test_what_cannot_be_is_refused(given, code):
    with pytest.raises(InputError) as caught:
        check_home_month(given, today=LATER)

    assert caught.value.code == code


def test_the_first_month_that_is_kept_is_of_2000():
    assert check_home_month(record(date(2000, 1, 1)), today=LATER) == ()


def test_a_refusal_names_the_month_and_the_measure():
    with pytest.raises(InputError) as caught:
        check_home_month(record(restraints=-1), today=LATER)

    assert caught.value.where == "March 2026, Restraints"


@pytest.mark.parametrize(
    ("given", "doubts"),
    [
        (record(), ()),
        (record(leavers=None), ()),
        (record(child_nights=124), ()),
        (record(child_nights=125), (Doubt.MORE_CHILDREN_THAN_PLACES,)),
        (record(LATER), (Doubt.MONTH_NOT_OVER,)),
        (record(missing_overnight=1), ()),
        (record(missing_overnight=2, missing_episodes=2), ()),
        (record(missing_overnight=2, missing_episodes=1), (Doubt.OVERNIGHT_WITHOUT_EPISODE,)),
        (
            record(school_possible=0, temporary_exclusions=1),
            (Doubt.EXCLUDED_WITHOUT_SCHOOL,),
        ),
        (record(school_possible=0, permanent_exclusions=0), ()),
        (record(**dict.fromkeys(BY_NAME, 0)), (Doubt.ALL_NOUGHT,)),
        (record(**FULL), ()),
    ],
)
def test_what_is_likely_a_slip_is_asked_about(given, doubts):
    assert check_home_month(given, today=LATER, places=4) == doubts


def test_occupancy_is_not_doubted_where_places_are_not_known():
    assert check_home_month(record(child_nights=500), today=LATER) == ()


def test_months_run_over_the_end_of_a_year():
    assert next_month(date(2025, 12, 1)) == date(2026, 1, 1)
    assert months(date(2026, 2, 1), date(2026, 1, 1)) == ()
    assert month_said(MARCH) == "March 2026"


def test_a_month_without_a_record_misses_everything():
    found = gaps(
        [record(**FULL), record(date(2026, 4, 1), **(FULL | {"leavers": None}))],
        first=date(2026, 2, 1), last=date(2026, 4, 1),
    )  # fmt: skip

    assert found == {date(2026, 2, 1): tuple(BY_NAME), date(2026, 4, 1): ("leavers",)}
