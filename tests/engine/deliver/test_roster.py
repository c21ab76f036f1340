"""Who was on shift when a session was held?"""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.roster import (
    OnShift,
    RosterState,
    Shift,
    on_shift,
    read_roster,
    roster_changes,
)
from holdfast.deliver.staff_import import StaffRow

DAY = date(2026, 1, 5)
PLANNED, WORKED = RosterState.PLANNED, RosterState.WORKED
STAFF = {
    "a": StaffRow(name="Staff member 1", reference="P1", started=date(2025, 1, 1)),
    "b": StaffRow(name="Staff member 2", started=date(2025, 1, 1), left=date(2026, 1, 6)),
    "c": StaffRow(name="Staff member 3", reference="P3", started=date(2025, 1, 1)),
    "d": StaffRow(name="Staff member 3", reference="P4", started=date(2025, 1, 1)),
}


def shift(person="a", starts=(7, 30), ends=(21, 0), *, on=0, state=PLANNED):
    return Shift(
        person=person,
        day=DAY + timedelta(days=on),
        starts=time(*starts),
        ends=time(*ends),
        state=state,
    )


NIGHT = {"starts": (21, 0), "ends": (8, 0)}


@pytest.mark.parametrize(
    ("starts", "ends", "night"),
    [((21, 0), (8, 0), True), ((22, 0), (2, 0), False), ((0, 0), (8, 0), True),
     ((7, 30), (21, 0), False), ((9, 0), (9, 0), True), ((3, 0), (11, 0), True)],
)  # fmt: skip
def test_a_night_is_a_shift_that_holds_the_middle_of_one(starts, ends, night):
    assert shift(starts=starts, ends=ends).is_night is night


@pytest.mark.parametrize(
    ("shifts", "said"),
    [
        ([shift()], OnShift.AT_WORK),
        ([shift(ends=(9, 0))], OnShift.OFF),
        ([shift(on=-1, starts=(21, 0), ends=(10, 0))], OnShift.AT_WORK),
        ([shift(on=-1, **NIGHT), shift("b")], OnShift.AFTER_NIGHT),
        ([shift(**NIGHT)], OnShift.BEFORE_NIGHT),
        ([shift("b")], OnShift.OFF),
        ([shift(on=-1)], OnShift.NO_ROSTER),
        ([], OnShift.NO_ROSTER),
        ([shift(), shift(starts=(15, 0), state=WORKED)], OnShift.OFF),
        ([shift(), shift("b", state=WORKED)], OnShift.AT_WORK),
    ],
)
def test_what_a_roster_says_of_somebody_at_a_session(shifts, said):
    found = on_shift(shifts, ["a"], day=DAY, starts=time(9, 30), ends=time(13, 0))

    assert found == {"a": said}


CSV = (
    "Payroll number,Name,Date,Start,End,Status\n"
    "P1,Someone else,05/01/2026,07:30,21:00,\n"
    ",staff member 2,05/01/2026,21:00,08:00,worked\n"
    "P1,,05/01/2026,07:30,21:00,planned\n"
    "P9,Staff member 2,04/01/2026,07:30,21:00,\n"
)


def test_shifts_are_read_and_given_to_whom_they_belong():
    found = read_roster(CSV.encode(), "roster.csv", staff=STAFF, state=PLANNED)

    assert found.shifts == (
        shift("b", on=-1),
        shift("a"),
        shift("b", **NIGHT, state=WORKED),
    )
    assert (found.refused, found.unknown) == ((), ())


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (",Nobody,05/01/2026,07:30,21:00", "Name", "deliver.roster-person-unknown"),
        (",,05/01/2026,07:30,21:00", "Name", "deliver.roster-person-unknown"),
        ("P9,Nobody,05/01/2026,07:30,21:00", "Reference", "deliver.roster-person-unknown"),
        (",Staff member 2,06/01/2026,07:30,21:00", "Name", "deliver.roster-person-unknown"),
        (",Staff member 3,05/01/2026,07:30,21:00", "Name", "deliver.roster-person-not-unique"),
        ("P1,,soon,07:30,21:00", "Day", "deliver.list-day-unreadable"),
    ],
)
def test_a_shift_of_nobody_in_post_is_refused(row, column, code):
    content = "Reference,Name,Day,Starts,Ends\n" + row + "\n"

    found = read_roster(content.encode(), "roster.csv", staff=STAFF, state=WORKED)

    assert [(cell.row, cell.column, cell.code) for cell in found.refused] == [(2, column, code)]
    assert found.shifts == ()


def test_a_new_roster_stands_for_the_days_between_its_first_and_its_last():
    kept = [
        shift(on=-1), shift(), shift(on=1), shift("b", on=1), shift(on=4),
        shift(on=1, state=WORKED),
    ]  # fmt: skip

    found = roster_changes([shift(), shift(on=1, starts=(14, 0)), shift("b", on=2)], kept)

    assert found.added == (shift(on=1, starts=(14, 0)), shift("b", on=2))
    assert found.removed == (shift(on=1), shift("b", on=1))
    assert found.unchanged == 1


SHIFTS = st.builds(
    shift,
    st.sampled_from("ab"),
    on=st.integers(-3, 3),
    starts=st.sampled_from([(7, 30), (21, 0)]),
    state=st.sampled_from(RosterState),
)


@given(st.sets(SHIFTS), st.sets(SHIFTS))
def test_a_roster_brought_in_twice_changes_nothing_the_second_time(new, kept):
    first = roster_changes(new, kept)
    after = (kept | set(first.added)) - set(first.removed)

    again = roster_changes(new, after)

    assert (again.added, again.removed, again.unchanged) == ((), (), len(new))
    assert (after | set(first.removed)) - set(first.added) == kept  # and it can be taken back
