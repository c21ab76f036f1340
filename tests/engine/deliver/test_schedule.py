"""On which days could a run's sessions be held?"""

from datetime import date, time, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.closed_days import Blocked, ClosedDays, Nation
from holdfast.deliver.dose import Dose
from holdfast.deliver.schedule import (
    Kind,
    Pattern,
    Sitting,
    Skipped,
    Slot,
    Wanted,
    Weekday,
    propose,
    spread,
)
from holdfast.kernel.errors import InputError

MORNING, NOON, EVENING = time(9, 30), time(13, 0), time(17, 0)
ENGLAND = ClosedDays(nation=Nation.ENGLAND)
TUESDAYS = Slot(weekday=Weekday.TUESDAY, starts=MORNING, ends=NOON)
THURSDAYS = Slot(weekday=Weekday.THURSDAY, starts=NOON, ends=EVENING)
FRIDAYS = Slot(weekday=Weekday.FRIDAY, starts=MORNING, ends=NOON)


def test_ten_weekly_sessions_and_two_for_managers():
    proposed = propose(
        Wanted(sessions=10, manager_sessions=2, spill_over=1),
        Pattern(first=date(2027, 1, 11), slots=(TUESDAYS,), manager_slot=FRIDAYS),
        ENGLAND,
    )

    assert [
        (session.name, sitting.day)
        for session in proposed
        for sitting in session.sittings
    ] == [
        ("Session 1", date(2027, 1, 12)),
        ("Session 2", date(2027, 1, 19)),
        ("Session 3", date(2027, 1, 26)),
        ("Manager session 1", date(2027, 1, 29)),
        ("Session 4", date(2027, 2, 2)),
        ("Session 5", date(2027, 2, 9)),
        ("Session 6", date(2027, 2, 16)),
        ("Session 7", date(2027, 2, 23)),
        ("Session 8", date(2027, 3, 2)),
        ("Manager session 2", date(2027, 3, 5)),
        ("Session 9", date(2027, 3, 9)),
        ("Session 10", date(2027, 3, 16)),
        ("Spill-over session 1", date(2027, 3, 23)),
    ]  # fmt: skip
    assert all(session.skipped == () for session in proposed)


def test_week_with_a_closed_day_is_skipped_and_said():
    away = Blocked(first=date(2027, 4, 6), last=date(2027, 4, 7), reason="team away day")
    closed = ClosedDays(nation=Nation.ENGLAND, blocked=(away,))
    mondays = Slot(weekday=Weekday.MONDAY, starts=MORNING, ends=NOON)

    (only,) = propose(
        Wanted(sessions=1),
        Pattern(first=date(2027, 3, 29), slots=(mondays, TUESDAYS)),
        closed,
    )

    assert only.sittings == (
        Sitting(day=date(2027, 4, 12), starts=MORNING, ends=NOON),
        Sitting(day=date(2027, 4, 13), starts=MORNING, ends=NOON),
    )
    assert only.skipped == (
        Skipped(day=date(2027, 3, 29), why="bank holiday: Easter Monday"),
        Skipped(day=date(2027, 4, 6), why="blocked: team away day"),
    )


def test_both_halves_of_a_team_hear_a_session_within_one_week():
    first, second = propose(
        Wanted(sessions=2),
        Pattern(first=date(2027, 1, 14), slots=(THURSDAYS, TUESDAYS)),
        ENGLAND,
    )

    assert [sitting.day for sitting in first.sittings] == [
        date(2027, 1, 14),
        date(2027, 1, 19),
    ]
    assert [sitting.day for sitting in second.sittings] == [
        date(2027, 1, 21),
        date(2027, 1, 26),
    ]


def test_managers_meet_in_the_weeks_that_are_chosen():
    proposed = propose(
        Wanted(sessions=3, manager_sessions=2),
        Pattern(
            first=date(2027, 1, 12),
            slots=(TUESDAYS,),
            manager_slot=FRIDAYS,
            manager_weeks=(1, 1),
        ),
        ENGLAND,
    )

    assert [
        session.sittings[0].day for session in proposed if session.kind is Kind.MANAGERS
    ] == [date(2027, 1, 15), date(2027, 1, 22)]


@pytest.mark.parametrize(
    ("managers", "sessions", "weeks"),
    [(0, 10, ()), (1, 10, (5,)), (2, 10, (3, 8)), (3, 3, (1, 2, 3)), (2, 1, (1, 1))],
)
def test_managers_sessions_are_spread_evenly(managers, sessions, weeks):
    assert spread(managers, sessions) == weeks


def test_numbers_come_from_a_dose_that_is_settled():
    assert Wanted.of(Dose(sessions=10, manager_sessions=2, spill_over=0)) == Wanted(
        sessions=10, manager_sessions=2
    )


def test_numbers_that_nobody_settled_are_refused():
    with pytest.raises(InputError) as caught:
        Wanted.of(Dose(sessions=10, manager_sessions=2))

    assert (caught.value.code, caught.value.where) == (
        "deliver.dose-not-settled",
        "spill_over",
    )


@pytest.mark.parametrize(
    "numbers",
    [
        {"sessions": 0},
        {"sessions": 1, "manager_sessions": -1},
        {"sessions": 1, "spill_over": -1},
    ],
)
def test_run_without_sessions_is_refused(numbers):
    with pytest.raises(InputError) as caught:
        Wanted(**numbers)

    assert caught.value.code == "deliver.schedule-numbers"


@pytest.mark.parametrize(
    "parts",
    [
        {"slots": ()},
        {"slots": (TUESDAYS, TUESDAYS)},
        {"slots": (TUESDAYS,), "manager_slot": TUESDAYS},
    ],
)
def test_pattern_in_which_nobody_could_be_is_refused(parts):
    with pytest.raises(InputError) as caught:
        Pattern(first=date(2027, 1, 11), **parts)

    assert caught.value.code == "deliver.schedule-pattern"


@pytest.mark.parametrize(
    "parts",
    [
        {},
        {"manager_slot": FRIDAYS, "manager_weeks": (1,)},
        {"manager_slot": FRIDAYS, "manager_weeks": (2, 1)},
        {"manager_slot": FRIDAYS, "manager_weeks": (1, 4)},
        {"manager_slot": FRIDAYS, "manager_weeks": (0, 1)},
    ],
)
def test_managers_without_a_time_or_week_are_refused(parts):
    with pytest.raises(InputError) as caught:
        propose(
            Wanted(sessions=3, manager_sessions=2),
            Pattern(first=date(2027, 1, 11), slots=(TUESDAYS,), **parts),
            ENGLAND,
        )

    assert caught.value.code == "deliver.schedule-managers"


def test_home_that_is_closed_for_years_is_refused():
    for_ever = Blocked(first=date(2027, 1, 1), last=date(2037, 1, 1), reason="slip")

    with pytest.raises(InputError) as caught:
        propose(
            Wanted(sessions=1),
            Pattern(first=date(2027, 1, 11), slots=(TUESDAYS,)),
            ClosedDays(nation=Nation.ENGLAND, blocked=(for_ever,)),
        )

    assert caught.value.code == "deliver.schedule-no-open-day"


DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
BLOCKED = st.builds(
    lambda first, length: Blocked(
        first=first, last=first + timedelta(days=length), reason="blocked"
    ),
    DAYS,
    st.integers(0, 20),
)
SLOTS = st.lists(
    st.builds(
        Slot, weekday=st.sampled_from(Weekday), starts=st.just(MORNING), ends=st.just(NOON)
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda slot: slot.weekday,
).map(tuple)
MANAGERS = st.builds(
    Slot, weekday=st.sampled_from(Weekday), starts=st.just(NOON), ends=st.just(EVENING)
)


@given(
    first=DAYS,
    slots=SLOTS,
    manager_slot=MANAGERS,
    blocked=st.lists(BLOCKED, max_size=8).map(tuple),
    nation=st.sampled_from(Nation),
    sessions=st.integers(1, 16),
    managers=st.integers(0, 4),
    spill_over=st.integers(0, 3),
)
def test_proposals_keep_number_and_order_and_fall_on_no_closed_day(
    first, slots, manager_slot, blocked, nation, sessions, managers, spill_over
):
    wanted = Wanted(sessions=sessions, manager_sessions=managers, spill_over=spill_over)
    closed = ClosedDays(nation=nation, blocked=blocked)

    proposed = propose(
        wanted, Pattern(first=first, slots=slots, manager_slot=manager_slot), closed
    )

    days = [sitting.day for session in proposed for sitting in session.sittings]
    assert [day for day in days if closed.why(day)] == []
    assert min(days) >= first
    for kind, number in (
        (Kind.TEAM, sessions),
        (Kind.MANAGERS, managers),
        (Kind.SPILL_OVER, spill_over),
    ):
        of_kind = [session for session in proposed if session.kind is kind]
        assert [session.number for session in of_kind] == list(range(1, number + 1))
        assert all(one.sittings[-1] < other.sittings[0] for one, other in pairwise(of_kind))
    weekdays = {slot.weekday for slot in slots}
    for session in proposed:
        if session.kind is not Kind.MANAGERS:
            assert {sitting.day.weekday() for sitting in session.sittings} == weekdays
            assert (session.sittings[-1].day - session.sittings[0].day).days < 7
        assert all(closed.why(one.day) == one.why for one in session.skipped)
    team = [session for session in proposed if session.kind is Kind.TEAM]
    after = [session for session in proposed if session.kind is Kind.SPILL_OVER]
    assert all(one.sittings[0] > team[-1].sittings[-1] for one in after)
