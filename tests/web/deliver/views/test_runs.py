"""What do the pages of runs and schedules show and do, and whom do they refuse?"""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from tests.web.deliver.covering import settle

from holdfast_web.deliver.models import (
    BlockedDays,
    Certification,
    Facilitator,
    Mark,
    RunFacilitator,
    RunState,
    ScheduleVersion,
    SittingState,
)
from holdfast_web.deliver.queries.facilitators import roles_of_run
from holdfast_web.deliver.run_policies import MOVES, OWNERS
from holdfast_web.people.models import AuditEvent


@pytest.fixture
def page(client, coordinator):
    client.force_login(coordinator)
    return client


def address(name, thing):
    return reverse(f"deliver:{name}", args=[thing.key])


def typed(day, starts="10:00", ends="12:00", place=""):
    return {
        "on-day": day.day, "on-month": day.month, "on-year": day.year, "starts": starts,
        "ends": ends, "place": place,
    }  # fmt: skip


def test_every_state_of_a_run_has_moves_and_an_owner():
    assert set(MOVES) == set(OWNERS) == set(RunState)
    assert all(targets <= set(RunState) for targets in MOVES.values())


def test_run_shows_what_there_is_to_do(page, run):
    text = page.get(address("run", run)).content.decode()

    assert "RESuLT in Larch House" in text
    assert "Release it" in text
    assert "3 to take" in text


def test_run_says_whether_its_facilitators_are_there(page, run, northmere):
    def told():
        text = page.get(address("run", run)).content.decode()
        task = text[text.index(address("run_facilitators", run)) :]
        return task[: task.index("</li>")]

    settle(run)
    assert "2 to find" in told()

    roles, _ = roles_of_run(run, day=timezone.localdate())
    for role, words in zip(roles, ("1 to find", "Not certified today"), strict=True):
        who = Facilitator.objects.create(organisation=northmere, name=role.title)
        RunFacilitator.objects.create(
            run=run, facilitator=who, role=role.role, since=run.starts
        )
        assert words in told()
        Certification.objects.create(
            facilitator=who, programme=run.programme, state="certified", since=run.starts
        )
    assert "Completed" in told()

    run.state = RunState.FINISHED
    run.save()
    assert "Look" in told()


def test_list_is_narrowed_and_taken_as_a_file(page, run, delivered, northmere):
    delivered(northmere, title="Another programme", state="finished")

    everything = page.get(reverse("deliver:runs")).content.decode()
    finished = page.get(reverse("deliver:runs"), {"state": "finished"}).content.decode()
    file = page.get(reverse("deliver:runs"), {"as": "csv", "words": "larch"})

    assert everything.count("Another programme") == 1
    assert "RESuLT" not in finished.split("<table")[1]
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert lines[1].startswith("RESuLT,Larch House,Planned,")


def test_release_tells_those_concerned_and_keeps_what_they_were_told(
    page, run, home_manager, coordinator, member, northmere, django_capture_on_commit_callbacks
):
    facilitator = member(northmere, "facilitator")
    one = Facilitator.objects.create(
        organisation=northmere, name="Facilitator 1", user=facilitator
    )
    RunFacilitator.objects.create(run=run, facilitator=one)
    member(northmere, "programme_lead")

    with django_capture_on_commit_callbacks(execute=True):
        page.post(address("schedule_release", run), {"note": "Bring your notes."})

    version = ScheduleVersion.objects.get(run=run)
    assert (version.number, version.released_by, len(version.content)) == (1, coordinator, 3)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(
        [home_manager.email, facilitator.email]
    )
    assert "Session 1 is added" in mail.outbox[0].body
    assert "Bring your notes." in mail.outbox[0].body
    assert AuditEvent.objects.get(action="schedule released").detail == {"number": 1}


def test_move_is_told_by_the_next_release_and_not_before(
    page, run, sitting, home_manager, django_capture_on_commit_callbacks
):
    page.post(address("schedule_release", run), {"note": ""})
    day = sitting.on + timedelta(days=1)

    moved = page.post(address("sitting_move", sitting), typed(day), follow=True)

    assert "Nobody is told before you release the schedule." in moved.content.decode()
    assert mail.outbox == []
    schedule = page.get(address("run_schedule", run)).content.decode()
    assert "Session 3 moves from" in schedule
    run.refresh_from_db()
    assert run.ends == day

    with django_capture_on_commit_callbacks(execute=True):
        page.post(address("schedule_release", run), {"note": ""})

    (told,) = ScheduleVersion.objects.get(number=2).changes
    assert told.startswith("Session 3 moves from")
    assert "Session 3 moves from" in mail.outbox[0].body
    again = page.post(address("schedule_release", run), {"note": ""})
    assert "deliver.schedule-unchanged" in again.content.decode()
    assert "Release 2" in page.get(address("schedule_versions", run)).content.decode()


def test_move_to_a_blocked_day_is_made_with_a_warning(page, run, sitting, home):
    day = sitting.on + timedelta(days=3)
    BlockedDays.objects.create(organisation=home, first=day, last=day, reason="inspection")

    moved = page.post(address("sitting_move", sitting), typed(day), follow=True)

    assert "is closed: blocked: inspection." in moved.content.decode()


def test_minutes_are_counted_again_when_the_times_were_others(page, sitting, team):
    Mark.objects.create(
        sitting=sitting, staff=team[0], outcome="present", minutes=210, version=1
    )

    page.post(address("sitting_move", sitting), typed(sitting.on))

    assert Mark.objects.get().minutes == 120


def test_sitting_is_cancelled_and_held_after_all(page, sitting):
    page.post(address("sitting_cancel", sitting))
    sitting.refresh_from_db()
    assert sitting.state == SittingState.CANCELLED

    page.post(address("sitting_move", sitting), typed(sitting.on))

    sitting.refresh_from_db()
    assert sitting.state == SittingState.PLANNED


def test_sitting_with_a_register_is_not_cancelled(page, sitting):
    sitting.state = SittingState.HELD
    sitting.save()

    answer = page.post(address("sitting_cancel", sitting), follow=True)

    assert "deliver.sitting-held" in answer.content.decode()


def test_session_is_repeated_and_another_added(page, run, sitting):
    day = sitting.on + timedelta(days=2)

    page.post(address("sitting_add", sitting.session), typed(day))
    page.post(address("session_add", run), typed(day) | {"kind": "staff", "title": "More"})

    assert sitting.session.sittings.count() == 2
    assert run.sessions.get(number=4).title == "More"
    text = page.get(address("session", sitting.session)).content.decode()
    assert text.count("/deliver/registers/") == 3


def test_sitting_that_ends_before_it_starts_is_refused(page, sitting):
    answer = page.post(
        address("sitting_move", sitting), typed(sitting.on, starts="13:00", ends="9:00")
    )

    assert answer.status_code == 422
    assert "Enter a time after the one at which it starts." in answer.content.decode()


def test_schedule_of_a_run_that_is_over_stays(page, run, sitting):
    page.post(address("run_move", run), {"to": "stopped"})

    for name, thing, data in (
        ("sitting_move", sitting, typed(sitting.on)),
        ("sitting_add", sitting.session, typed(sitting.on)),
        ("session_add", run, typed(sitting.on) | {"kind": "staff", "title": ""}),
    ):
        assert "deliver.run-over" in page.post(address(name, thing), data).content.decode()


def test_run_is_stopped_and_taken_up_again_but_not_finished_from_there(page, run):
    page.post(address("run_move", run), {"to": "stopped"})
    refused = page.post(address("run_move", run), {"to": "finished"}, follow=True)
    page.post(address("run_move", run), {"to": "under_way"})

    run.refresh_from_db()
    assert run.state == RunState.UNDER_WAY
    assert "deliver.run-state" in refused.content.decode()
    assert page.post(address("run_move", run), {"to": "nonsense"}).status_code == 404


def test_days_are_blocked_and_opened_again(page, home, run):
    where = address("blocked_days", home)
    day = timezone.localdate() + timedelta(days=9)
    days = {
        f"{name}-{part}": getattr(day, part)
        for name in ("first", "last")
        for part in ("day", "month", "year")
    }

    page.post(where, days | {"reason": "inspection"})
    text = page.get(where).content.decode()
    page.post(address("unblock", BlockedDays.objects.get()))

    assert "inspection" in text
    assert BlockedDays.objects.count() == 0
    wrong = page.post(where, days | {"reason": "x", "last-year": day.year - 1})
    assert "Enter a day on or after the first day." in wrong.content.decode()


def test_who_may_see_counts_sees_a_run_without_names(client, member, northmere, run):
    one = Facilitator.objects.create(organisation=northmere, name="Facilitator 1")
    RunFacilitator.objects.create(run=run, facilitator=one)
    client.force_login(member(northmere, "commissioner"))

    text = client.get(address("run", run)).content.decode()

    assert "Facilitator 1" not in text
    assert "/deliver/registers/" not in text.split("<h1")[1]
    assert client.get(address("run_schedule", run)).status_code == 404
    assert client.post(address("run_move", run), {"to": "stopped"}).status_code == 404


def test_runs_are_found_by_the_home(page, run):
    text = page.get(reverse("search"), {"words": "larch"}).content.decode()

    assert "RESuLT in Larch House" in text
