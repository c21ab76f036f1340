"""Can a run be planned on pages, and is nobody told before its schedule is released?"""

from datetime import date

import pytest
from django.core import mail
from django.urls import reverse

from holdfast_web.deliver.models import (
    BlockedDays,
    Facilitator,
    Run,
    RunFacilitator,
    SessionKind,
    Sitting,
)
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind


@pytest.fixture
def page(client, coordinator):
    client.force_login(coordinator)
    client.get(reverse("deliver:run_new"))
    return client


def answer(client, step, **given):
    return client.post(reverse("deliver:run_new_step", args=[step]), given)


def day(name, when):
    return {
        f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year
    }  # fmt: skip


def planned(client, home, **changes):
    """Answer every page up to the last."""
    answer(client, "home", organisation=home.key)
    answer(client, "programme", programme="urn:programme:result")
    answer(client, "numbers", spill_over="1")
    answer(client, "first", **day("first", date(2027, 1, 11)))
    answer(client, "times", weekday="1", starts="9:30", ends="1pm")
    answer(client, "second", repeated="no")
    answer(client, "managers", weekday="4", starts="10am", ends="12:00")
    answer(client, "place", place="The library")
    return answer(client, "facilitators", **changes)


def test_run_is_planned_with_days_that_were_looked_at(page, home, northmere, coordinator):
    people = [
        Facilitator.objects.create(organisation=northmere, name=f"Facilitator {number}")
        for number in (1, 2)
    ]
    BlockedDays.objects.create(
        organisation=home, first=date(2027, 1, 19), last=date(2027, 1, 19), reason="inspection"
    )
    planned(page, home, **{f"role-{place}": one.key for place, one in enumerate(people)})

    check = page.get(reverse("deliver:run_new_step", args=["check"])).content.decode()
    done = page.post(reverse("deliver:run_new_step", args=["check"]))

    assert "Tuesday 19 January 2027 (blocked: inspection)" in check
    run = Run.objects.get()
    assert done.url == reverse("deliver:run", args=[run.key])
    assert (run.programme, run.title, run.planned_by) == (
        "urn:programme:result", "RESuLT", coordinator,
    )  # fmt: skip
    assert (run.starts, run.ends) == (date(2027, 1, 12), date(2027, 3, 30))
    assert {
        kind: run.sessions.filter(kind=kind).count() for kind in SessionKind
    } == {"staff": 10, "managers": 2, "spill_over": 1}  # fmt: skip
    assert set(Sitting.objects.values_list("place", flat=True)) == {"The library"}
    assert RunFacilitator.objects.filter(run=run).count() == 2
    assert run.content["programme"]["urn"] == "urn:programme:result"
    assert AuditEvent.objects.get(action="run planned").detail["sessions"] == 13
    assert mail.outbox == []


def test_only_what_the_programme_leaves_open_is_asked_for(page, home):
    answer(page, "home", organisation=home.key)
    answer(page, "programme", programme="urn:programme:result")

    text = page.get(reverse("deliver:run_new_step", args=["numbers"])).content.decode()

    assert "Spill-over sessions" in text
    assert "Sessions for managers" not in text


def test_repeat_for_a_second_half_is_asked_for_where_it_is_wanted(page, home):
    planned(page, home)
    answer(page, "second", repeated="yes")

    text = page.get(reverse("deliver:run_new_step", args=["second-times"])).content.decode()
    overlap = answer(page, "second-times", weekday="1", starts="10:00", ends="12:00")
    answer(page, "second-times", weekday="3", starts="9:30", ends="13:00")
    page.post(reverse("deliver:run_new_step", args=["check"]))

    assert "The repeat starts at" in text
    assert overlap.status_code == 422
    assert "deliver.schedule-pattern" in overlap.content.decode()
    assert Sitting.objects.filter(session__kind="staff").count() == 20


def test_times_that_end_before_they_start_are_refused(page, home):
    planned(page, home)

    refused = answer(page, "times", weekday="1", starts="13:00", ends="9:30")

    assert refused.status_code == 422
    assert "deliver.sitting-times" in refused.content.decode()


def test_one_person_fills_one_role(page, home, northmere):
    one = Facilitator.objects.create(organisation=northmere, name="Facilitator 1")

    refused = planned(page, home, **{"role-0": one.key, "role-1": one.key})

    assert "One person is chosen for two roles." in refused.content.decode()


def test_homes_of_others_are_not_offered(page, elsewhere, home):
    other = Organisation.objects.create(name="Other House", kind=Kind.HOME, parent=elsewhere)

    text = page.get(reverse("deliver:run_new_step", args=["home"])).content.decode()
    refused = answer(page, "home", organisation=other.key)

    assert "Larch House" in text
    assert "Other House" not in text
    assert refused.status_code == 422


def test_who_may_not_plan_is_refused(client, home_manager):
    client.force_login(home_manager)

    assert client.get(reverse("deliver:run_new")).status_code == 404
