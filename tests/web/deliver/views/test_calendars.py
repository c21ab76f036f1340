"""Does a calendar hold what was released, no name of a person, and end when it is ended?"""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from holdfast_web.deliver.models import CalendarLink, Facilitator, RunFacilitator
from holdfast_web.deliver.operations.schedules import release_schedule

ADDRESS = re.compile(r"http://testserver(/deliver/calendars/feed/[\w-]+\.ics)")


@pytest.fixture
def released(run, coordinator):
    release_schedule(run, by=coordinator)
    return run


def made(client, where, **given):
    return ADDRESS.search(client.post(where, given).content.decode())[1]


def events(client, address):
    client.logout()
    calendar = Calendar.from_ical(client.get(address).content)
    return [(str(one["summary"]), one.decoded("dtstart")) for one in calendar.walk("VEVENT")]


def test_calendar_follows_what_was_released(client, released, home_manager, sitting):
    client.force_login(home_manager)
    address = made(client, reverse("deliver:calendars"), covers="sees")
    sitting.on += timedelta(days=1)
    sitting.save()

    found = events(client, address)

    assert [name for name, _ in found] == [
        f"RESuLT: Session {number}, Larch House" for number in (1, 2, 3)
    ]
    assert timezone.localtime(found[2][1]).date() == sitting.on - timedelta(days=1)
    assert f"{timezone.localtime(found[2][1]):%H:%M}" == "09:30"


def test_calendar_and_its_address_hold_no_name(client, released, home_manager, team):
    client.force_login(home_manager)
    address = made(client, reverse("deliver:calendars"), covers="sees")
    client.logout()

    text = client.get(address).content.decode()

    assert "larch" not in address.lower()
    assert "Staff member" not in text
    assert home_manager.email not in text
    assert address.split("/")[-1][:-4] not in str(CalendarLink.objects.values())


def test_calendar_of_what_i_deliver_holds_those_runs_only(
    client, released, member, northmere, delivered, coordinator
):
    facilitator = member(northmere, "facilitator")
    other = delivered(northmere, title="Another")
    release_schedule(other, by=coordinator)
    one = Facilitator.objects.create(
        organisation=northmere, name="Facilitator 1", user=facilitator
    )
    RunFacilitator.objects.create(run=other, facilitator=one)
    client.force_login(facilitator)

    address = made(client, reverse("deliver:calendars"), covers="delivers")

    assert {name.split(":")[0] for name, _ in events(client, address)} == {"Another"}


def test_address_that_was_ended_leads_nowhere(client, released, home_manager):
    client.force_login(home_manager)
    address = made(client, reverse("deliver:calendars"), covers="sees")

    client.post(reverse("deliver:calendar_revoke", args=[CalendarLink.objects.get().key]))

    assert client.get(address).status_code == 404


@pytest.mark.parametrize("gone", ["inactive", "without a role"])
def test_address_is_worth_no_more_than_its_person(client, released, home_manager, gone):
    client.force_login(home_manager)
    address = made(client, reverse("deliver:calendars"), covers="sees")
    if gone == "inactive":
        home_manager.is_active = False
        home_manager.save()
    else:
        home_manager.memberships.all().delete()
    client.logout()

    answer = client.get(address)

    assert answer.status_code == 404 or b"VEVENT" not in answer.content


def test_member_of_staff_follows_their_home_until_they_leave(
    client, released, home_manager, team
):
    client.force_login(home_manager)
    address = made(client, reverse("deliver:staff_calendar", args=[team[0].key]))
    assert len(events(client, address)) == 3

    team[0].left = timezone.localdate()
    team[0].save()

    assert events(client, address) == []


def test_nobody_ends_anothers_address(client, released, home_manager, member, elsewhere):
    client.force_login(home_manager)
    made(client, reverse("deliver:calendars"), covers="sees")
    client.force_login(member(elsewhere, "home_manager"))

    where = reverse("deliver:calendar_revoke", args=[CalendarLink.objects.get().key])

    assert client.post(where).status_code == 404


def test_run_is_downloaded_once_it_is_released(client, run, home_manager, coordinator):
    client.force_login(home_manager)
    where = reverse("deliver:run_calendar", args=[run.key])

    early = client.get(where, follow=True)
    release_schedule(run, by=coordinator)
    file = client.get(where)

    assert "not released yet" in early.content.decode()
    assert file["Content-Type"] == "text/calendar; charset=utf-8"
    assert file.content.count(b"BEGIN:VEVENT") == 3
