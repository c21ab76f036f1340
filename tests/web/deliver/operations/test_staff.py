"""How somebody comes to a home's list, changes, goes away for long, and leaves."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import Http404
from django.utils import timezone
from tests.web.deliver.covering import hold, settle
from tests.web.deliver.refused import refused

from holdfast_web.deliver.models import RunSummary, StaffMember
from holdfast_web.deliver.operations.homes import change_home
from holdfast_web.deliver.operations.staff import (
    Post,
    add_staff_member,
    change_staff_member,
    come_back,
    go_away,
    leave_post,
)
from holdfast_web.people.models import AuditEvent

DAY = date(2026, 1, 5)
NEW = Post(name="Staff member 9", started=DAY, reference="P9", contracted_hours=Decimal("37.5"))


def latest():
    return AuditEvent.objects.latest("number")


def test_somebody_is_put_in_post(home, home_manager):
    added = add_staff_member(by=home_manager, home=home, post=NEW)

    assert StaffMember.objects.get() == added
    assert (added.name, added.kind, added.contracted_hours) == (
        "Staff member 9", "permanent", Decimal("37.5"),
    )  # fmt: skip
    assert (latest().action, latest().subject_key) == ("staff member added", str(added.key))


def test_only_those_who_keep_staff_may(home, member, elsewhere):
    for organisation, role in ((home, "facilitator"), (elsewhere, "home_manager")):
        with pytest.raises(Http404):
            add_staff_member(by=member(organisation, role), home=home, post=NEW)

    assert not StaffMember.objects.exists()


def test_staff_are_of_homes_only(northmere, coordinator):
    refused(
        lambda: add_staff_member(by=coordinator, home=northmere, post=NEW), "deliver.not-a-home"
    )


def test_a_reference_is_one_persons_from_a_day_on(home, home_manager):
    add_staff_member(by=home_manager, home=home, post=NEW)

    refused(
        lambda: add_staff_member(by=home_manager, home=home, post=NEW),
        "deliver.staff-reference-taken",
    )


def test_a_change_says_which_fields_and_none_of_what_was_in_them(home, home_manager, team):
    changed = change_staff_member(
        by=home_manager,
        member=team[0],
        post=Post(
            name=team[0].name, started=team[0].started, post="Deputy", contracted_hours=37
        ),
    )

    changed.refresh_from_db()
    assert changed.post == "Deputy"
    assert latest().detail == {"fields": "post"}


def test_nobody_starts_after_they_left_or_leaves_before_they_started(home_manager, team):
    refused(
        lambda: leave_post(
            by=home_manager, member=team[0], on=team[0].started - timedelta(days=1)
        ),
        "deliver.staff-leaves-before-start",
    )
    leave_post(by=home_manager, member=team[0], on=DAY)
    late = Post(name=team[0].name, started=DAY + timedelta(days=1))
    refused(
        lambda: change_staff_member(by=home_manager, member=team[0], post=late),
        "deliver.staff-leaves-before-start",
    )


def test_leaving_can_be_taken_back(home_manager, team):
    leave_post(by=home_manager, member=team[0], on=DAY)
    leave_post(by=home_manager, member=team[0], on=None)

    team[0].refresh_from_db()
    assert team[0].left is None
    assert latest().action == "leaving taken back"


def test_long_absences_do_not_touch_each_other(home_manager, team):
    go_away(by=home_manager, member=team[0], since=DAY, until=DAY + timedelta(days=30))

    for since, until in ((DAY - timedelta(days=9), None), (DAY + timedelta(days=29), None)):
        refused(
            lambda since=since, until=until: go_away(
                by=home_manager, member=team[0], since=since, until=until
            ),
            "deliver.absence-twice",
        )
    refused(
        lambda: go_away(by=home_manager, member=team[0], since=DAY, until=DAY),
        "deliver.absence-backwards",
    )
    later = go_away(by=home_manager, member=team[0], since=DAY + timedelta(days=30))
    earlier = go_away(by=home_manager, member=team[0], since=DAY - timedelta(days=9), until=DAY)
    assert [later.until, earlier.until] == [None, DAY]


def test_the_first_day_back_ends_an_absence_or_takes_it_out(home_manager, team):
    absence = go_away(by=home_manager, member=team[0], since=DAY)

    kept = come_back(by=home_manager, absence=absence, on=DAY + timedelta(days=5))
    assert kept.until == DAY + timedelta(days=5)
    assert come_back(by=home_manager, absence=absence, on=DAY) is None
    assert not team[0].long_absences.exists()


def test_coverage_is_counted_anew_when_staff_change(run, team, home_manager):
    settle(run)
    hold(run, 1, team)
    today = timezone.localdate()

    leave_post(by=home_manager, member=team[0], on=today)
    summary = RunSummary.objects.get(run=run)
    assert (summary.as_of, summary.start_people, summary.today_people) == (today, 5, 4)

    leave_post(by=home_manager, member=team[0], on=None)
    summary.refresh_from_db()
    assert (summary.today_people, summary.today_whole) == (5, 5)


def test_a_home_is_known_by_one_urn_of_its_own(home, home_manager, northmere, coordinator):
    changed = change_home(by=home_manager, organisation=home, ofsted_urn="sc012345", places=4)

    assert (changed.ofsted_urn, changed.places) == ("SC012345", 4)
    change_home(by=home_manager, organisation=home, ofsted_urn="SC012345", places=5)
    home.home.refresh_from_db()
    assert home.home.places == 5
    refused(lambda: change_home(by=coordinator, organisation=northmere), "deliver.not-a-home")


def test_another_homes_urn_is_refused(home, northmere, home_manager, coordinator):
    other = type(home).objects.create(name="Rowan House", kind=home.kind, parent=northmere)
    change_home(by=coordinator, organisation=other, ofsted_urn="SC012345")

    refused(
        lambda: change_home(by=home_manager, organisation=home, ofsted_urn="SC012345"),
        "deliver.home-urn-taken",
    )
