"""Lists of staff and rosters: looked at, applied, and undone in one step."""

from datetime import date, time

import pytest
from django.http import Http404
from tests.web.deliver.refused import refused

from holdfast.deliver.roster import RosterState
from holdfast_web.deliver.models import BroughtList, LongAbsence, RosterShift, StaffMember
from holdfast_web.deliver.operations.brought import (
    apply_list,
    bring_roster,
    bring_staff,
    drop_list,
    undo_list,
)
from holdfast_web.deliver.queries.brought import (
    print_of,
    roster_changes_of,
    staff_changes_of,
)
from holdfast_web.people.models import AuditEvent

STAFF = """Reference,Name,Post,Hours,Started,Left
,Staff member 1,Residential worker,37,2020-01-06,
,Staff member 2,Senior worker,20,2020-01-06,
,Staff member 3,Residential worker,37,2020-01-06,2026-02-01
P7,Staff member 7,Night worker,30,2026-01-12,
P8,,,,2026-01-12,
"""
ROSTER = """Name,Day,Starts,Ends
Staff member 1,05/01/2026,07:30,21:00
Staff member 2,05/01/2026,21:00,08:00
Staff member 1,06/01/2026,07:30,21:00
Nobody,05/01/2026,07:30,21:00
"""


def kept(home):
    fields = ("name", "post", "contracted_hours", "left")
    return set(StaffMember.objects.filter(organisation=home).values_list(*fields))


@pytest.fixture
def staff_list(home, team, home_manager):
    return bring_staff(
        by=home_manager, home=home, file_name="staff.csv", content=STAFF.encode()
    )


@pytest.fixture
def roster(home, team, home_manager):
    return bring_roster(
        by=home_manager, home=home, file_name="roster.csv", content=ROSTER.encode(),
        state=RosterState.PLANNED,
    )  # fmt: skip


def apply(brought, by):
    of = staff_changes_of if brought.kind == "staff" else roster_changes_of
    return apply_list(by=by, brought=brought, seen=print_of(of(brought)))


def test_bringing_a_list_changes_nothing(staff_list, home, team):
    assert StaffMember.objects.count() == len(team)
    assert (staff_list.state, len(staff_list.rows)) == ("looked_at", 4)
    assert staff_list.refused == [
        {"row": 6, "column": "Name", "code": "deliver.list-cell-missing"}
    ]


def test_applying_a_list_does_all_of_it_and_forgets_its_rows(staff_list, home, home_manager):
    applied = apply(staff_list, home_manager)

    assert (applied.state, applied.rows) == ("applied", [])
    assert applied.counts == {
        "added": 1, "changed": 1, "leaving": 1, "unchanged": 1, "absent": 2,
    }  # fmt: skip
    found = {name: (post, hours, left) for name, post, hours, left in kept(home)}
    assert found["Staff member 2"] == ("Senior worker", 20, None)
    assert found["Staff member 3"] == ("Residential worker", 37, date(2026, 2, 1))
    assert found["Staff member 7"] == ("Night worker", 30, None)
    assert AuditEvent.objects.latest("number").action == "list applied"


def test_undoing_a_list_puts_everything_back(staff_list, home, home_manager):
    before = kept(home)
    apply(staff_list, home_manager)

    undone = undo_list(by=home_manager, brought=staff_list)

    assert kept(home) == before
    assert (undone.state, undone.changes.count()) == ("undone", 0)
    refused(lambda: undo_list(by=home_manager, brought=staff_list), "deliver.list-used-already")


def test_what_was_changed_since_stands_in_the_way_of_all(staff_list, home, home_manager):
    apply(staff_list, home_manager)
    after = kept(home)
    StaffMember.objects.filter(name="Staff member 2").update(post="Deputy")

    error = refused(
        lambda: undo_list(by=home_manager, brought=staff_list), "deliver.list-changed-since"
    )

    assert "Staff member 2" in error.what
    assert kept(home) - after == {("Staff member 2", "Deputy", 20, None)}


def test_who_is_used_since_is_not_deleted(staff_list, home_manager):
    apply(staff_list, home_manager)
    new = StaffMember.objects.get(name="Staff member 7")
    LongAbsence.objects.create(staff=new, since=date(2026, 3, 1))

    error = refused(
        lambda: undo_list(by=home_manager, brought=staff_list), "deliver.list-changed-since"
    )

    assert "Staff member 7" in error.what
    assert StaffMember.objects.filter(pk=new.pk).exists()


def test_a_whole_list_lets_those_leave_who_are_not_on_it(home, team, home_manager):
    brought = bring_staff(
        by=home_manager, home=home, file_name="staff.csv", content=STAFF.encode(),
        absent_left=date(2026, 2, 2),
    )  # fmt: skip

    apply(brought, home_manager)

    left = StaffMember.objects.filter(left=date(2026, 2, 2)).values_list("name", flat=True)
    assert sorted(left) == ["Staff member 4", "Staff member 5"]


def test_what_would_change_now_is_what_must_have_been_seen(staff_list, team, home_manager):
    seen = print_of(staff_changes_of(staff_list))
    StaffMember.objects.filter(pk=team[0].pk).update(post="Deputy")

    refused(
        lambda: apply_list(by=home_manager, brought=staff_list, seen=seen),
        "deliver.list-seen-before-a-change",
    )
    assert not StaffMember.objects.filter(name="Staff member 7").exists()


def test_a_list_not_used_is_forgotten(staff_list, home_manager):
    dropped = drop_list(by=home_manager, brought=staff_list)

    assert (dropped.state, dropped.rows) == ("dropped", [])
    refused(lambda: apply(staff_list, home_manager), "deliver.list-used-already")


def test_a_roster_replaces_the_days_it_covers_and_can_be_undone(
    roster, home, team, home_manager
):
    old = RosterShift.objects.create(
        organisation=home, staff=team[2], day=date(2026, 1, 5), starts=time(9), ends=time(17),
        state="planned",
    )  # fmt: skip
    outside = RosterShift.objects.create(
        organisation=home, staff=team[2], day=date(2026, 1, 9), starts=time(9), ends=time(17),
        state="planned",
    )  # fmt: skip

    applied = apply(roster, home_manager)

    assert applied.counts == {"added": 3, "removed": 1, "unchanged": 0}
    assert [cell["code"] for cell in applied.refused] == ["deliver.roster-person-unknown"]
    assert not RosterShift.objects.filter(pk=old.pk).exists()
    assert RosterShift.objects.count() == 4

    undo_list(by=home_manager, brought=roster)

    days = RosterShift.objects.values_list("staff", "day", "starts", "ends")
    assert sorted(days) == sorted(
        [(one.staff_id, one.day, one.starts, one.ends) for one in (old, outside)]
    )


def test_a_roster_that_was_replaced_since_is_not_undone(roster, home, home_manager):
    apply(roster, home_manager)
    RosterShift.objects.filter(brought=roster).first().delete()

    refused(lambda: undo_list(by=home_manager, brought=roster), "deliver.list-changed-since")
    assert RosterShift.objects.filter(brought=roster).count() == 2


def test_an_empty_roster_changes_nothing(home, team, home_manager):
    brought = bring_roster(
        by=home_manager, home=home, file_name="r.csv", content=b"Name,Day,Starts,Ends\n",
        state=RosterState.WORKED,
    )  # fmt: skip

    assert apply(brought, home_manager).counts == {"added": 0, "removed": 0, "unchanged": 0}


def test_only_those_who_keep_staff_bring_apply_and_undo(
    staff_list, home, member, elsewhere, northmere
):
    others = (member(home, "facilitator"), member(elsewhere, "home_manager"))
    for person in others:
        with pytest.raises(Http404):
            bring_staff(by=person, home=home, file_name="x.csv", content=STAFF.encode())
        with pytest.raises(Http404):
            apply(staff_list, person)

    assert BroughtList.objects.get().state == "looked_at"


def test_lists_are_of_homes_only(northmere, coordinator):
    refused(
        lambda: bring_staff(
            by=coordinator, home=northmere, file_name="x.csv", content=STAFF.encode()
        ),
        "deliver.not-a-home",
    )
