"""Registers and rosters: who can have been where."""

from collections import Counter
from datetime import datetime, timedelta

import pytest

from holdfast.deliver.dose import CatchUp
from holdfast.deliver.register import Presence, Reason, minutes_there
from holdfast.synthetic.delivery.registers import asked_to, half_of
from holdfast.synthetic.delivery.rosters import TIMES, Duty, Rosters

from .made import TODAY, delivered

MADE = delivered()
RUNS = MADE.runs
MARKS = [one for run in RUNS for one in run.registers.marks]
STAFF_MARKS = [one for one in MARKS if one.sitting.kind == "staff"]


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_on_a_register_before_they_start_or_after_they_leave(seed):
    for run in delivered(seed=seed).runs:
        for one in run.registers.marks:
            assert one.staff.works_on(one.sitting.day)
        for caught in run.registers.catch_ups:
            assert caught.staff.works_on(caught.day)
            assert caught.sitting.day < caught.day <= TODAY


def test_every_sitting_up_to_today_has_a_mark_for_everyone_asked_and_later_ones_none():
    for run in RUNS:
        team = tuple(one for one in MADE.staff if one.home == run.home.number)
        marked = Counter(one.sitting for one in run.registers.marks)
        for sitting in run.sittings:
            wanted = len(asked_to(sitting, team)) if sitting.day <= TODAY else 0
            assert marked[sitting] == wanted


def test_one_run_is_under_way_today():
    under_way = [
        run for run in RUNS if {one.day <= TODAY for one in run.sittings} == {True, False}
    ]

    assert [run.home.name for run in under_way] == ["Northmere Fir"]


def test_managers_alone_are_asked_to_their_sessions():
    asked = [one.staff.post.manager for one in MARKS if one.sitting.kind == "managers"]

    assert asked
    assert all(asked)


def test_reasons_are_many_and_nights_are_one_of_the_commonest():
    reasons = Counter(one.mark.reason for one in STAFF_MARKS if one.mark.reason)

    assert {
        Reason.NIGHTS,
        Reason.ON_SHIFT,
        Reason.ANNUAL_LEAVE,
        Reason.SICK,
        Reason.OFF_SHIFT,
        Reason.LONG_LEAVE,
        Reason.OTHER_SITTING,
    } <= set(reasons)
    at_night = [one for one in STAFF_MARKS if one.staff.post.shifts == "nights"]
    absent = [one for one in at_night if one.mark.reason is Reason.NIGHTS]
    assert len(absent) > len(at_night) / 3


def test_night_staff_who_do_not_come_were_on_nights():
    rosters = Rosters(MADE.settings)
    for one in STAFF_MARKS:
        if one.mark.reason is Reason.NIGHTS:
            assert rosters.at_night(one.staff, one.sitting.day)


def test_times_are_within_the_sitting_and_some_were_not_written_down():
    late = [one for one in MARKS if one.mark.presence in {Presence.LATE, Presence.LEFT_EARLY}]
    minutes = [
        minutes_there(one.mark, starts=one.sitting.starts, ends=one.sitting.ends)
        for one in late
    ]

    assert len(late) > 20
    assert None in minutes
    assert all(one is None or 90 <= one <= 205 for one in minutes)


def test_the_other_half_of_a_team_is_not_missing():
    for one in STAFF_MARKS:
        other = bool(one.sitting.half) and half_of(one.staff) != one.sitting.half
        assert (one.mark.reason is Reason.OTHER_SITTING) is other


def test_only_missed_sessions_of_the_team_are_caught_up_once_and_in_every_way():
    absent = {
        (one.sitting, one.staff.number)
        for one in STAFF_MARKS
        if one.mark.presence is Presence.ABSENT and one.mark.reason is not Reason.OTHER_SITTING
    }
    caught = [
        (one.sitting, one.staff.number) for run in RUNS for one in run.registers.catch_ups
    ]
    kinds = {one.kind for run in RUNS for one in run.registers.catch_ups}

    assert set(caught) <= absent
    assert len(set(caught)) == len(caught)
    assert kinds == {CatchUp.VISIT, CatchUp.VIDEO, CatchUp.ONE_TO_ONE}
    assert all(
        one.day.weekday() < 5 and 45 <= one.minutes <= 120
        for run in RUNS
        for one in run.registers.catch_ups
    )


def test_visitors_and_agency_staff_of_the_day_are_nobody():
    visitors = [one for run in RUNS for one in run.registers.visitors]

    assert {one.agency for one in visitors} == {True, False}
    assert all(one.name.startswith("Invented ") for one in visitors)


def test_rosters_cover_the_days_of_sittings_and_the_days_before():
    for run in RUNS:
        held = {one.day for one in run.sittings if one.day <= TODAY}
        days = {shift.starts.date() for shift in run.shifts}
        assert days <= held | {day - timedelta(days=1) for day in held}
        assert held <= days


def test_a_shift_is_of_somebody_in_post_and_ends_after_it_starts():
    for run in RUNS:
        for shift in run.shifts:
            assert shift.staff.works_on(shift.starts.date())
            assert timedelta(hours=3) <= shift.ends - shift.starts <= timedelta(hours=10)


def test_planned_and_worked_rosters_differ_where_somebody_was_sick():
    for run in RUNS:
        planned, worked = (
            {(s.staff.number, s.starts) for s in run.shifts if s.worked is which}
            for which in (False, True)
        )
        assert worked < planned


def test_a_night_ends_on_the_day_after():
    night = next(s for run in RUNS for s in run.shifts if s.duty is Duty.NIGHT)
    starts, ends = TIMES[Duty.NIGHT]

    assert night.starts.time() == starts
    assert night.ends == datetime.combine(night.starts.date() + timedelta(days=1), ends)


def test_whoever_was_down_for_a_sitting_is_at_training_on_the_roster():
    trained = {
        (s.staff.number, s.starts.date()) for run in RUNS for s in run.shifts
        if s.duty is Duty.TRAINING
    }  # fmt: skip
    came = {
        (one.staff.number, one.sitting.day)
        for one in STAFF_MARKS
        if one.mark.presence is not Presence.ABSENT and one.staff.post.shifts != "nights"
    }

    assert len(came - trained) < len(came) / 10  # the few who came after a night


def test_managers_work_in_the_week_and_night_staff_in_rounds():
    rosters, home = Rosters(MADE.settings), MADE.homes[0]
    manager = next(one for one in MADE.staff if one.post.manager and one.home == home.number)
    week = [rosters.planned(manager, TODAY - timedelta(days=back)) for back in range(7)]
    assert week[0] in {Duty.OFF, Duty.LEAVE, Duty.LONG_LEAVE}  # a Sunday
    at_night = next(one for one in MADE.staff if one.post.shifts == "nights")
    duties = Counter(
        rosters.planned(at_night, TODAY - timedelta(days=back)) for back in range(400)
    )
    assert set(duties) <= {Duty.NIGHT, Duty.OFF, Duty.LEAVE, Duty.LONG_LEAVE}
    assert duties[Duty.NIGHT] == pytest.approx(duties[Duty.OFF], rel=0.25)


def test_long_absences_are_the_days_on_which_the_roster_has_long_leave():
    rosters, first = Rosters(MADE.settings), MADE.settings.first_day
    away = {one.number: rosters.long_absences(one, first, TODAY) for one in MADE.staff}

    assert any(away.values())
    for one in MADE.staff[:120]:
        for back in range(0, 900, 11):
            day = TODAY - timedelta(days=back)
            covered = any(
                since <= day and (until is None or day < until)
                for since, until in away[one.number]
            )
            if one.works_on(day):
                assert covered is (rosters.planned(one, day) is Duty.LONG_LEAVE)


def test_nobody_is_long_away_in_the_quarter_in_which_the_training_begins():
    rosters = Rosters(MADE.settings)

    for run in RUNS:
        begins = run.home.first_session
        for one in MADE.staff:
            if one.home == run.home.number and one.works_on(begins):
                assert rosters.planned(one, begins) is not Duty.LONG_LEAVE


def test_two_quarters_away_in_a_row_are_one_absence():
    settings = delivered(seed=2).settings  # in which somebody is away for half a year
    rosters = Rosters(settings)
    lengths = [
        (until - since).days
        for one in delivered(seed=2).staff
        for since, until in rosters.long_absences(one, settings.first_day, TODAY)
        if until is not None
    ]

    assert max(lengths) == 2 * 13 * 7
