"""Which child enters which month's trial."""

from datetime import date

import polars as pl
import pytest

from holdfast.change.cohort import Meant
from holdfast.change.days import day_number, month_number
from holdfast.change.draw import child_keys, drawn_days
from holdfast.change.person_trials import ROWS, Followed, arm_rows, comparison_rows, stacked

SPAN = {"child": pl.String, "start": pl.Int64, "end": pl.Int64}
FOLLOWED = Followed(
    first_day=day_number(date(2021, 4, 1)), end_day=day_number(date(2025, 4, 1))
)
APRIL, JULY = day_number(date(2022, 4, 1)), day_number(date(2022, 7, 1))


def frame(rows):
    return pl.DataFrame(rows, schema=SPAN, orient="row")


def rows_of(spans, care=(), enrolled=(), **settings):
    found = Meant(spans=frame(list(spans)), care=frame(list(care)), counts={})
    first = pl.DataFrame(
        list(enrolled), schema={"child": pl.String, "day": pl.Int64}, orient="row"
    )
    return comparison_rows(found, first, followed=FOLLOWED, seed=5, **settings)


def test_a_child_gives_one_row_a_month_on_its_drawn_day():
    rows = rows_of([("a", APRIL, JULY)])

    assert rows.schema == ROWS
    months = month_number(rows["index_day"].to_numpy())
    keys = child_keys(["a"], seed=5).repeat(3)
    assert rows["index_day"].to_list() == drawn_days(keys, months).tolist()
    assert rows["trial"].to_list() == [627, 628, 629]
    assert set(rows["last_day"]) == {FOLLOWED.end_day}
    assert not rows["left_by_enrolment"].any()


def test_spans_that_overlap_give_a_child_no_second_row():
    once = rows_of([("a", APRIL, JULY)])
    twice = rows_of([("a", APRIL, JULY), ("a", APRIL + 10, JULY - 5)])

    assert twice.equals(once)


def test_a_child_not_yet_or_no_longer_standing_on_the_drawn_day_has_no_row():
    whole = rows_of([("a", APRIL, JULY)])["index_day"].to_list()

    cut = rows_of([("a", whole[0] + 1, whole[2])])["index_day"].to_list()

    assert cut == whole[1:2]


def test_a_child_in_care_on_the_drawn_day_has_no_row():
    whole = rows_of([("a", APRIL, JULY), ("b", APRIL, JULY)])
    second = whole.filter(child="a")["index_day"][1]

    rows = rows_of(
        [("a", APRIL, JULY), ("b", APRIL, JULY)],
        care=[("a", APRIL - 90, APRIL - 30), ("a", second, second + 1)],
    )

    assert rows.equals(whole.filter((pl.col("child") == "b") | (pl.col("index_day") != second)))


def test_enrolment_ends_being_a_comparison_and_the_following_of_earlier_rows():
    whole = rows_of([("a", APRIL, JULY)])["index_day"].to_list()
    enrols = whole[2]

    rows = rows_of([("a", APRIL, JULY)], enrolled=[("a", enrols)])
    kept = rows_of([("a", APRIL, JULY)], enrolled=[("a", enrols)], left_at_enrolment=False)

    assert rows["index_day"].to_list() == whole[:2]
    assert rows["last_day"].to_list() == [enrols, enrols]
    assert rows["left_by_enrolment"].to_list() == [True, True]
    assert kept["last_day"].to_list() == [FOLLOWED.end_day] * 2
    assert not kept["left_by_enrolment"].any()


def test_an_enrolment_after_the_returns_end_is_not_yet_seen():
    rows = rows_of([("a", APRIL, JULY)], enrolled=[("a", FOLLOWED.end_day)])

    assert set(rows["last_day"]) == {FOLLOWED.end_day}
    assert not rows["left_by_enrolment"].any()


def test_days_that_the_returns_do_not_cover_give_no_rows():
    early = FOLLOWED.first_day - 60

    rows = rows_of([("a", early, FOLLOWED.first_day)])

    assert len(rows) == 0


def test_nobody_meant_gives_no_rows():
    assert rows_of([]).schema == ROWS
    assert len(rows_of([])) == 0


@pytest.mark.parametrize("seed", range(5))
def test_rows_do_not_depend_on_what_happens_after_them(seed):
    spans = [("a", APRIL, JULY), ("b", APRIL + 3, JULY + 100)]
    early = rows_of(spans)["index_day"].to_list()
    later = rows_of(spans, care=[("b", JULY, None or JULY + 400)])["index_day"].to_list()

    assert [day for day in later if day < JULY] == [day for day in early if day < JULY]


def test_arms_are_stacked_in_the_order_that_measure_wants():
    comparison = rows_of([("b", APRIL, JULY), ("a", APRIL, JULY)])
    enrols = comparison["index_day"].max() - 40
    programme = arm_rows(
        pl.DataFrame({"child": ["b"], "day": [enrols], "programme": [True], "team": ["north"]}),
        followed=FOLLOWED,
    )

    rows = stacked(comparison, programme)

    assert rows["trial"].min() == 0
    assert rows.equals(rows.sort("child", "trial", "programme"))
    assert rows.filter("programme").rows() == [
        ("b", 1, enrols, True, FOLLOWED.end_day, False, "north")
    ]
