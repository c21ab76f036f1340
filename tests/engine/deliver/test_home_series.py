"""A measure from month to month: counts, rates and shares."""

from datetime import date

import pytest

from holdfast.deliver.home_measures import BY_NAME, Exposure
from holdfast.deliver.home_month import HomeMonth
from holdfast.deliver.home_series import Point, Shown, series, ways_shown
from holdfast.kernel.errors import InputError

JAN, FEB, MARCH = date(2026, 1, 1), date(2026, 2, 1), date(2026, 3, 1)


def one(name, shown, *values, exposures=None):
    records = [HomeMonth(home="H1", month=JAN, values=given) for given in values]
    found = series(
        records, name, shown=shown, first=JAN, last=JAN,
        **({} if exposures is None else {"exposures": exposures}),
    )  # fmt: skip
    (point,) = found
    return point


def test_every_measure_is_shown_in_some_way():
    ways = {name: ways_shown(name) for name in BY_NAME}

    assert set(ways.values()) == {
        (Shown.COUNT,), (Shown.COUNT, Shown.RATE), (Shown.SHARE,),
    }  # fmt: skip
    assert ways["child_nights"] == ways["school_possible"] == (Shown.COUNT,)


def test_a_count_is_drawn_as_it_is():
    assert one("restraints", Shown.COUNT, {"restraints": 0}) == Point(
        month=JAN, value=0, count=0
    )


def test_a_month_without_a_number_has_no_point():
    assert one("restraints", Shown.COUNT, {}) == Point(month=JAN, value=None, count=None)
    assert one("restraints", Shown.COUNT) == Point(month=JAN, value=None, count=None)


def test_a_rate_is_per_hundred_child_nights():
    point = one("restraints", Shown.RATE, {"restraints": 3, "child_nights": 120})

    assert point == Point(month=JAN, value=2.5, count=3, exposure=120)


@pytest.mark.parametrize("values", [{"restraints": 3}, {"restraints": 3, "child_nights": 0}])
def test_a_rate_without_its_other_half_is_missing(values):
    point = one("restraints", Shown.RATE, values)

    assert (point.value, point.count) == (None, None)


@pytest.mark.parametrize(("attended", "share", "fewest"), [(98, 98.0, 2), (2, 2.0, 2)])
def test_a_share_knows_its_smaller_side(attended, share, fewest):
    point = one(
        "school_attended", Shown.SHARE, {"school_attended": attended, "school_possible": 100}
    )

    assert point == Point(month=JAN, value=share, count=fewest, exposure=100)


def test_staff_in_post_come_from_outside_the_record():
    staff = {Exposure.STAFF: {JAN: 14.0}}

    found = one("leavers", Shown.RATE, {"leavers": 7}, exposures=staff)

    assert found == Point(month=JAN, value=50.0, count=7, exposure=14.0)
    assert one("leavers", Shown.RATE, {"leavers": 7}).value is None


def test_a_series_has_every_month_in_order():
    record = HomeMonth(home="H1", month=FEB, values={"restraints": 2})

    found = series([record], "restraints", shown=Shown.COUNT, first=JAN, last=MARCH)

    assert [(point.month, point.value) for point in found] == [
        (JAN, None), (FEB, 2), (MARCH, None),
    ]  # fmt: skip


def test_a_measure_is_not_shown_in_a_way_that_it_does_not_have():
    with pytest.raises(InputError) as caught:
        one("school_attended", Shown.COUNT, {})

    assert caught.value.code == "deliver.measure-not-shown-so"
    assert caught.value.fix == "Show it as a share."
