"""Is a register saved whole, and do two people who save it lose nothing of each other's?"""

from datetime import time, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.http import Http404
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import (
    Mark,
    MarkChange,
    RunState,
    SittingState,
    VisitorKind,
)
from holdfast_web.deliver.operations.registers import OfTheDay, save_register
from holdfast_web.people.models import AuditEvent

HERE = Said(presence=Presence.PRESENT)
LATE = Said(presence=Presence.LATE, arrived=time(10, 0))
SICK = Said(presence=Presence.ABSENT, reason=Reason.SICK)


def saved(sitting, by, sent, *, seen=0, **more):
    return save_register(by=by, sitting=sitting, seen=seen, sent=sent, **more)


def marks(sitting):
    return {
        mark.staff.name if mark.staff else mark.visitor: (mark.outcome, mark.minutes)
        for mark in Mark.objects.filter(sitting=sitting).select_related("staff")
    }


def test_save_keeps_marks_minutes_and_that_the_register_was_taken(sitting, team, home_manager):
    first, second, third, *_ = team

    answer = saved(sitting, home_manager, {first.key: HERE, second.key: LATE, third.key: SICK})

    assert marks(sitting) == {
        "Staff member 1": ("present", 210),
        "Staff member 2": ("late", 180),
        "Staff member 3": ("absent", 0),
    }
    sitting.refresh_from_db()
    assert (answer.version, sitting.register_version, sitting.state) == (
        1, 1, SittingState.HELD,
    )  # fmt: skip
    assert sitting.register_taken_by == home_manager
    sitting.session.run.refresh_from_db()
    assert sitting.session.run.state == RunState.UNDER_WAY


def test_event_tells_of_the_save_and_holds_no_mark(sitting, team, home_manager):
    saved(sitting, home_manager, {team[0].key: SICK})

    event = AuditEvent.objects.get(action="register saved")
    assert event.subject_key == str(sitting.key)
    assert event.detail == {"version": 1, "marks": 1, "conflicts": 0, "means": "page"}


def test_two_people_keep_each_others_marks(sitting, team, home_manager, coordinator):
    first, second, *_ = team
    saved(sitting, home_manager, {first.key: HERE})

    answer = saved(sitting, coordinator, {second.key: SICK})

    assert marks(sitting) == {
        "Staff member 1": ("present", 210),
        "Staff member 2": ("absent", 0),
    }
    assert (answer.merged.conflicts, answer.merged.of_others) == ({}, (first.key,))


def test_mark_that_both_changed_stands_and_is_shown_with_both_values(
    sitting, team, home_manager, coordinator
):
    first, second, *_ = team
    saved(sitting, home_manager, {first.key: HERE})

    answer = saved(sitting, coordinator, {first.key: SICK, second.key: LATE})

    conflict = answer.merged.conflicts[first.key]
    assert (conflict.kept, conflict.sent) == (HERE, SICK)
    assert marks(sitting) == {
        "Staff member 1": ("present", 210),
        "Staff member 2": ("late", 180),
    }
    assert AuditEvent.objects.filter(detail__conflicts=1).count() == 1


def test_mark_is_corrected_with_a_trail(sitting, team, home_manager, coordinator):
    first, *_ = team
    saved(sitting, home_manager, {first.key: HERE})

    saved(sitting, coordinator, {first.key: LATE}, seen=1)
    saved(sitting, home_manager, {first.key: None}, seen=2)

    assert marks(sitting) == {}
    assert [
        (one.version, one.before and one.before["presence"], one.after and one.after["arrived"],
         one.by)
        for one in MarkChange.objects.filter(line=first.key)
    ] == [
        (1, None, None, home_manager),
        (2, "present", "10:00", coordinator),
        (3, "late", None, home_manager),
    ]  # fmt: skip


def test_mark_that_was_taken_out_can_be_made_again(sitting, team, home_manager):
    first, *_ = team
    saved(sitting, home_manager, {first.key: HERE})
    saved(sitting, home_manager, {first.key: None}, seen=1)

    saved(sitting, home_manager, {first.key: LATE}, seen=2)

    assert marks(sitting) == {"Staff member 1": ("late", 180)}


def test_sending_twice_changes_nothing_more(sitting, team, home_manager):
    first, *_ = team
    saved(sitting, home_manager, {first.key: HERE})

    answer = saved(sitting, home_manager, {first.key: HERE})

    assert (answer.version, answer.merged.taken, answer.merged.conflicts) == (1, (), {})
    assert AuditEvent.objects.filter(action="register saved").count() == 1


def test_agency_staff_and_visitors_are_added_on_the_day(sitting, home_manager):
    agency, guest = uuid4(), uuid4()

    saved(
        sitting,
        home_manager,
        {agency: HERE, guest: LATE},
        of_the_day={
            agency: OfTheDay(name="Agency worker 1", kind=VisitorKind.AGENCY),
            guest: OfTheDay(name="Guest 1", kind=VisitorKind.VISITOR),
        },
    )
    saved(sitting, home_manager, {agency: None}, seen=1)
    saved(sitting, home_manager, {agency: LATE}, seen=2)

    assert {
        mark.visitor: (mark.visitor_kind, mark.outcome) for mark in sitting.marks.all()
    } == {"Agency worker 1": ("agency", "late"), "Guest 1": ("visitor", "late")}
    assert set(MarkChange.objects.filter(line=guest).values_list("visitor", flat=True)) == {
        "Guest 1"
    }


def test_time_that_nobody_wrote_is_missing_and_not_nought(sitting, team, home_manager):
    saved(sitting, home_manager, {team[0].key: Said(presence=Presence.LATE)})

    assert marks(sitting) == {"Staff member 1": ("late", None)}


def test_who_left_while_somebody_marked_them_is_marked(sitting, team, home_manager):
    first, *_ = team
    first.left = sitting.on
    first.save()

    saved(sitting, home_manager, {first.key: HERE})

    assert marks(sitting) == {"Staff member 1": ("present", 210)}


def test_version_that_is_not_there_yet_is_taken_for_the_latest(
    sitting, team, home_manager, coordinator
):
    saved(sitting, home_manager, {team[0].key: HERE})

    answer = saved(sitting, coordinator, {team[0].key: SICK}, seen=99)

    assert (answer.version, answer.merged.taken) == (2, (team[0].key,))


@pytest.mark.parametrize("there", ["nobody", "in another home", "on another register"])
def test_who_is_not_on_the_register_is_refused(
    there, sitting, team, home_manager, elsewhere, employed
):
    line = uuid4()
    if there == "in another home":
        line = employed(elsewhere, 1)[0].key
    of_the_day = {}
    if there == "on another register":
        other = sitting.session.run.sessions.get(number=2).sittings.get()
        of_the_day = {line: OfTheDay(name="Guest 1", kind=VisitorKind.VISITOR)}
        saved(other, home_manager, {line: HERE}, of_the_day=of_the_day)

    with pytest.raises(InputError) as caught:
        saved(sitting, home_manager, {line: HERE}, of_the_day=of_the_day)

    assert caught.value.code == "deliver.register-line-unknown"
    assert sitting.marks.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"state": SittingState.CANCELLED}, "deliver.register-of-cancelled"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "deliver.register-too-early"),
    ],
)
def test_register_of_what_was_not_held_is_refused(changes, code, sitting, team, home_manager):
    for name, value in changes.items():
        setattr(sitting, name, value)
    sitting.save()

    with pytest.raises(InputError) as caught:
        saved(sitting, home_manager, {team[0].key: HERE})

    assert caught.value.code == code


def test_who_may_not_take_registers_is_refused(sitting, team, member, northmere, elsewhere):
    for who in (member(northmere, "commissioner"), member(elsewhere, "home_manager")):
        with pytest.raises(Http404):
            saved(sitting, who, {team[0].key: HERE})


def test_forty_marks_ask_no_more_than_four(sitting, home, employed, home_manager):
    staff = employed(home, 40, start=100)

    def queries(lines, seen):
        with CaptureQueriesContext(connection) as captured:
            saved(sitting, home_manager, {line.key: HERE for line in lines}, seen=seen)
        return len(captured)

    few = queries(staff[:4], 0)

    assert queries(staff, 1) <= few
    assert sitting.marks.count() == 40
