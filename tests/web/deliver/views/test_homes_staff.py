"""The pages of homes, staff, rosters and lists: what they show, and whom they refuse."""

from datetime import date, time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from tests.web.deliver.covering import hold, settle

from holdfast_web.deliver.models import (
    BroughtList,
    Home,
    LongAbsence,
    RosterShift,
    StaffMember,
)

STAFF = (
    b"Name,Started,Post\nStaff member 1,2020-01-06,Deputy\nStaff member 9,2026-01-05,\n,,\nX\n"
)


@pytest.fixture
def manager(client, home_manager):
    client.force_login(home_manager)
    return home_manager


def page(client, name, *args, **query):
    answer = client.get(reverse(f"deliver:{name}", args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def post(client, where, /, *args, **data):
    return client.post(reverse(f"deliver:{where}", args=args), data)


def day(name, value):
    return {f"{name}-day": value.day, f"{name}-month": value.month, f"{name}-year": value.year}


def test_the_list_of_homes_says_how_many_work_there(client, manager, home, team):
    Home.objects.create(organisation=home, ofsted_urn="SC012345", places=4)

    shown = page(client, "homes")

    assert "Larch House" in shown
    assert "SC012345" in shown
    assert "No home answers this" in page(client, "homes", words="Rowan")
    assert "Larch House" in page(client, "homes", words="sc012345")
    assert (
        "Larch House" in client.get(reverse("deliver:homes"), {"as": "csv"}).getvalue().decode()
    )


def test_a_home_leads_to_its_staff_and_runs(client, manager, home, team, run):
    shown = page(client, "home", home.key)

    assert "5 people are in post today" in shown
    assert reverse("deliver:coverage_run", args=[run.key]) in shown
    assert reverse("deliver:list_bring", args=[home.key]) in shown


def test_who_sees_counts_only_sees_no_staff(client, member, home, team):
    client.force_login(member(home, "commissioner"))

    assert "people are in post" not in page(client, "home", home.key)
    for name in ("staff", "roster", "lists", "home_change"):
        assert client.get(reverse(f"deliver:{name}", args=[home.key])).status_code == 404
    key = team[0].key
    assert client.get(reverse("deliver:staff_member", args=[key])).status_code == 404


def test_who_sees_no_delivery_finds_no_list(client, member, northmere):
    client.force_login(member(northmere, "reader"))

    for name in ("homes", "facilitators", "sites", "coverage", "national"):
        assert client.get(reverse(f"deliver:{name}")).status_code == 404


def test_a_home_is_changed_and_a_wrong_urn_is_refused(client, manager, home):
    wrong = post(client, "home_change", home.key, ofsted_urn="A1")
    assert wrong.status_code == 422
    assert "Enter the URN as Ofsted writes it" in wrong.content.decode()

    done = post(client, "home_change", home.key, ofsted_urn="SC012345", places="5",
                **day("staff_whole_since", date(2024, 1, 8)))  # fmt: skip
    assert done.status_code == 302
    kept = Home.objects.get()
    assert (kept.ofsted_urn, kept.places, kept.staff_whole_since) == (
        "SC012345", 5, date(2024, 1, 8),
    )  # fmt: skip


def test_a_refusal_of_the_engine_stands_on_the_page(client, manager, home, northmere):
    other = type(home).objects.create(name="Rowan House", kind=home.kind, parent=northmere)
    Home.objects.create(organisation=other, ofsted_urn="SC012345")

    refused = post(client, "home_change", home.key, ofsted_urn="SC012345")

    assert refused.status_code == 422
    assert "Another home has this URN already." in refused.content.decode()


def test_staff_are_shown_by_who_is_in_post(client, manager, home, team, employed):
    StaffMember.objects.filter(pk=team[0].pk).update(left=timezone.localdate())
    employed(home, 1, start=9, started=date(2030, 1, 1))
    LongAbsence.objects.create(staff=team[1], since=date(2020, 2, 1))

    shown = page(client, "staff", home.key)
    assert "Staff member 1<" not in shown
    assert "Long absence" in shown
    assert "Staff member 1<" in page(client, "staff", home.key, show="left")
    to_come = page(client, "staff", home.key, show="to_come")
    assert "Staff member 9" in to_come
    assert "To come" in to_come
    assert "Staff member 5" in page(client, "staff", home.key, words="manager")
    assert "Nobody on the list answers" in page(client, "staff", home.key, kind="agency")


def test_a_list_that_leaves_comes_back_as_it_is(client, manager, home, team):
    answer = client.get(reverse("deliver:staff", args=[home.key]), {"as": "csv"})
    file = SimpleUploadedFile("staff.csv", answer.getvalue())

    post(client, "list_bring", home.key, kind="staff", file=file)

    brought = BroughtList.objects.get()
    assert (brought.refused, brought.unknown, len(brought.rows)) == ([], [], 5)
    assert "This list would change nothing" in page(client, "list", brought.key)


def test_somebody_is_added_changed_and_leaves(client, manager, home):
    added = post(client, "staff_add", home.key, name="Staff member 8", kind="bank", shifts="",
                 contracted_hours="0", **day("started", date(2026, 1, 5)))  # fmt: skip
    assert added.status_code == 302
    member = StaffMember.objects.get()
    assert (member.name, member.kind, member.contracted_hours) == ("Staff member 8", "bank", 0)

    changed = page(client, "staff_change", member.key)
    assert 'value="Staff member 8"' in changed
    post(client, "staff_leave", member.key, **day("on", date(2026, 3, 2)))
    member.refresh_from_db()
    assert member.left == date(2026, 3, 2)
    post(client, "staff_leave", member.key, stays="yes")
    member.refresh_from_db()
    assert member.left is None


def test_somebody_is_away_and_back(client, manager, team):
    post(client, "staff_away", team[0].key, **day("since", date(2026, 1, 5)))
    absence = LongAbsence.objects.get()

    assert "Not known yet" in page(client, "staff_member", team[0].key)
    post(client, "staff_back", absence.key, **day("on", date(2026, 2, 2)))
    absence.refresh_from_db()
    assert absence.until == date(2026, 2, 2)
    post(client, "staff_back", absence.key, **day("on", date(2026, 1, 5)))
    assert not LongAbsence.objects.exists()


def test_a_member_of_staff_shows_what_they_received_and_owe(client, manager, run, team):
    assert "No session has been held" in page(client, "staff_member", team[0].key)
    hold(run, 1, team)
    assert "rule is not settled" in page(client, "staff_member", team[0].key)

    settle(run)
    hold(run, 2, team[1:], absent=team[:1])
    shown = page(client, "staff_member", team[0].key)
    assert "1 of 2 held" in shown
    assert "Session 2" in shown


def test_a_list_is_looked_at_applied_and_undone(client, manager, home, team):
    sent = post(
        client, "list_bring", home.key, kind="staff", file=SimpleUploadedFile("s.csv", STAFF)
    )
    brought = BroughtList.objects.get()
    assert sent.url == reverse("deliver:list", args=[brought.key])

    shown = page(client, "list", brought.key)
    assert "Nothing is changed yet" in shown
    assert "1 added, 1 changed" in shown
    assert "Post: Residential worker becomes Deputy" in shown
    assert "1 row was left out" in shown
    assert StaffMember.objects.count() == 5

    seen = shown.split('name="seen" value="')[1].split('"')[0]
    post(client, "list_apply", brought.key, seen=seen)
    assert StaffMember.objects.count() == 6
    shown = page(client, "list", brought.key)
    assert "Undo the whole list" in shown

    post(client, "list_undo", brought.key)
    assert StaffMember.objects.count() == 5
    assert "Undone" in page(client, "lists", home.key)


def test_a_list_seen_before_a_change_is_not_applied(client, manager, home, team):
    post(client, "list_bring", home.key, kind="staff", file=SimpleUploadedFile("s.csv", STAFF))
    brought = BroughtList.objects.get()

    answer = client.post(
        reverse("deliver:list_apply", args=[brought.key]), {"seen": "other"}, follow=True
    )

    assert "What is kept has changed since this list was looked at" in answer.content.decode()
    post(client, "list_drop", brought.key)
    assert "Not used" in page(client, "list", brought.key)


def test_a_file_that_cannot_be_read_is_refused_on_the_page(client, manager, home):
    for content, words in ((b"A,B\n1,2\n", "headings that it needs"), (b"", "file is empty")):
        answer = post(
            client, "list_bring", home.key, kind="staff",
            file=SimpleUploadedFile("s.csv", content),
        )  # fmt: skip
        assert answer.status_code == 422
        assert words in answer.content.decode()
    roster = post(
        client, "list_bring", home.key, kind="planned",
        file=SimpleUploadedFile("r.csv", b"Name,Day,Starts,Ends\n"),
        **day("absent_left", date(2026, 1, 5)),
    )  # fmt: skip
    assert "a roster ends no post" in roster.content.decode()


def test_a_roster_is_brought_and_shown_week_by_week(client, manager, home, team):
    content = b"Name,Day,Starts,Ends\nStaff member 1,2026-01-05,21:00,08:00\n"
    post(
        client, "list_bring", home.key, kind="worked", file=SimpleUploadedFile("r.csv", content)
    )
    brought = BroughtList.objects.get()
    shown = page(client, "list", brought.key)
    assert "21:00 to 08:00" in shown
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    post(client, "list_apply", brought.key, seen=seen)

    week = page(client, "roster", home.key, week="2026-01-08")
    assert "08:00 the next day" in week
    assert "There is no shift of this week" in page(
        client, "roster", home.key, week="2026-01-08", state="planned"
    )
    assert RosterShift.objects.get().starts == time(21)
