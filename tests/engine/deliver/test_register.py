"""What does a mark on a register mean, and how many minutes does it stand for?"""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.register import (
    Attendance,
    Mark,
    Presence,
    Reason,
    attendance,
    length,
    minutes_there,
)
from holdfast.kernel.errors import InputError

STARTS, ENDS = time(9, 30), time(13, 0)
TIMES = st.times().map(lambda one: one.replace(second=0, microsecond=0))


def mark(presence, **rest):
    return Mark(presence=Presence(presence), **rest)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        (mark("present"), 210),
        (mark("present", arrived=time(9, 0), left=time(14, 0)), 210),
        (mark("late", arrived=time(10, 15)), 165),
        (mark("late", arrived=time(10, 15), left=time(12, 0)), 105),
        (mark("late"), None),
        (mark("left_early", left=time(12, 0)), 150),
        (mark("left_early", arrived=time(10, 0)), None),
        (mark("late", arrived=time(13, 30)), 0),
        (mark("absent", reason=Reason.NIGHTS), 0),
    ],
)
def test_minutes_of_a_mark(said, minutes):
    assert minutes_there(said, starts=STARTS, ends=ENDS) == minutes


@given(arrived=st.none() | TIMES, left=st.none() | TIMES, starts=TIMES, ends=TIMES)
def test_nobody_was_there_longer_than_the_sitting(arrived, left, starts, ends):
    if starts >= ends or (arrived and left and left <= arrived):
        return
    said = mark("present", arrived=arrived, left=left)

    minutes = minutes_there(said, starts=starts, ends=ends)

    assert minutes is not None
    assert 0 <= minutes <= length(starts, ends)


@given(arrived=TIMES, later=TIMES)
def test_who_came_later_was_there_no_longer(arrived, later):
    first, second = sorted((arrived, later))

    minutes = [
        minutes_there(mark("late", arrived=one), starts=STARTS, ends=ENDS)
        for one in (first, second)
    ]

    assert minutes[0] >= minutes[1]


@pytest.mark.parametrize(
    ("presence", "rest", "what"),
    [
        ("absent", {}, "Somebody is absent without a reason."),
        (
            "present",
            {"reason": Reason.SICK},
            "Somebody who came has a reason for an absence.",
        ),
        (
            "absent",
            {"reason": Reason.SICK, "arrived": time(9, 30)},
            "Somebody who is absent has a time.",
        ),
        (
            "absent",
            {"reason": Reason.SICK, "left": time(9, 30)},
            "Somebody who is absent has a time.",
        ),
        (
            "late",
            {"arrived": time(12, 0), "left": time(12, 0)},
            "Somebody left before they arrived.",
        ),
    ],
)
def test_mark_that_does_not_hold_together_is_refused(presence, rest, what):
    with pytest.raises(InputError) as caught:
        mark(presence, **rest)

    assert (caught.value.code, caught.value.what) == ("deliver.mark-unsound", what)


@pytest.mark.parametrize("ends", [time(9, 30), time(9, 0)])
def test_sitting_that_does_not_end_is_refused(ends):
    with pytest.raises(InputError) as caught:
        minutes_there(mark("present"), starts=STARTS, ends=ends)

    assert caught.value.code == "deliver.sitting-times"


def test_attendance_is_what_coverage_counts():
    found = attendance(
        mark("late", arrived=time(10, 0)),
        person="staff-7",
        session=3,
        day=date(2027, 2, 2),
        starts=STARTS,
        ends=ENDS,
    )

    assert found == Attendance(
        person="staff-7", session=3, day=date(2027, 2, 2), minutes=180, length=210
    )
