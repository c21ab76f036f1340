"""What programs are given of a run: schedule, who delivers, who owes, what lies between."""

from datetime import timedelta

from django.utils import timezone
from tests.web.deliver.covering import hold, settle

from holdfast_web.deliver.models import (
    Consultation,
    Facilitator,
    FeedbackLink,
    PracticeTask,
    PracticeTry,
    RunFacilitator,
    Session,
    SessionFeedback,
    Sitting,
)
from holdfast_web.deliver.operations.schedules import move_sitting, release_schedule


def test_a_schedule_is_given_as_it_stands_and_as_it_was_released(ask, ask_lead, run, lead):
    release_schedule(run, by=lead, note="First")
    last = Sitting.objects.get(session__run=run, session__number=3)
    day = timezone.localdate() + timedelta(days=7)
    move_sitting(last, by=lead, on=day, starts=last.starts, ends=last.ends, place="The hall")

    found = ask_lead(f"/runs/{run.key}/schedule").json()

    assert [one["number"] for one in found["sessions"]] == [1, 2, 3]
    moved = found["sessions"][2]["sittings"][0]
    assert (moved["on"], moved["place"]) == (day.isoformat(), "The hall")
    (release,) = found["releases"]
    assert (release["number"], release["note"]) == (1, "First")
    assert release["sessions"][2]["sittings"][0]["on"] == timezone.localdate().isoformat()
    assert len(release["changes"]) == 3
    assert [words.partition(" moves")[0] for words in found["unreleased"]] == ["Session 3"]
    # An analyst sees the run and does not plan it.
    assert ask(f"/runs/{run.key}/schedule").json()["unreleased"] is None


def test_who_delivers_a_run_is_given(ask_lead, run, northmere):
    facilitator = Facilitator.objects.create(organisation=northmere, name="Facilitator 1")
    RunFacilitator.objects.create(run=run, facilitator=facilitator, role="lead")

    (found,) = ask_lead(f"/runs/{run.key}/facilitators").json()["items"]

    assert (found["facilitator"], found["role"]) == (str(facilitator.key), "lead")


def test_who_owes_which_session_is_given_with_what_can_be_done(ask, ask_lead, run, team):
    hold(settle(run), 1, team[:3])

    found = ask_lead(f"/runs/{run.key}/owing").json()

    assert {one["staff"] for one in found["items"]} == {str(one.key) for one in team[3:]}
    assert all(one["sessions"][0]["session"] == 1 for one in found["items"])
    assert all(one["sessions"][0]["way"] for one in found["items"])
    assert ask(f"/runs/{run.key}/owing").status_code == 404  # names are not an analyst's
    # Coverage of every run says the same of one as its own address.
    assert ask("/coverage").json()["items"] == [ask(f"/runs/{run.key}/coverage").json()]


def test_a_run_whose_programme_cannot_be_read_owes_nothing_that_can_be_told(ask_lead, run):
    answer = ask_lead(f"/runs/{run.key}/owing")

    assert (answer.status_code, answer.json()["code"]) == (409, "deliver.programme-unreadable")


def test_practice_is_given_task_by_task_and_try_by_try(ask, ask_lead, run, team):
    session = run.sessions.get(number=1)
    task = PracticeTask.objects.create(session=session, text="Say what you see")
    for member, tried in ((team[0], "yes"), (team[1], "no"), (team[1], "partly")):
        PracticeTry.objects.create(
            task=task, staff=member, tried=tried, on=timezone.localdate(), happened="It went."
        )

    (given,) = ask_lead(f"/runs/{run.key}/practice").json()["items"]
    tries = ask_lead(f"/practice/{task.key}/tries").json()

    assert (given["tried"], given["partly"], given["not_tried"]) == (1, 1, 1)
    assert [one["tried"] for one in tries["items"]] == ["partly", "no", "yes"]
    assert tries["items"][2]["staff"] == str(team[0].key)
    assert ask(f"/practice/{task.key}/tries").status_code == 404


def test_consultations_are_given(ask_lead, run):
    Consultation.objects.create(
        run=run, kind="managers", on=timezone.localdate(), minutes=45, about="Cover at nights"
    )

    (found,) = ask_lead(f"/runs/{run.key}/consultations").json()["items"]

    assert (found["kind"], found["minutes"], found["about"]) == (
        "managers", 45, "Cover at nights",
    )  # fmt: skip


def test_feedback_is_given_once_it_is_closed_and_enough_answered(ask, ask_lead, run):
    session = Session.objects.get(run=run, number=1)
    over = timezone.now() - timedelta(hours=1)
    link = FeedbackLink.objects.create(session=session, secret="a" * 30, closes=over)
    path = f"/sessions/{session.key}/feedback"

    def answered(number):
        for at in range(number):
            SessionFeedback.objects.create(
                session=session, useful=4, clear=5, confident=1 + at % 2, comment=f"No. {at}"
            )

    answered(4)
    nothing = {"people": None, "statements": None, "comments": None}
    few = ask_lead(path).json()
    assert few == {"session": str(session.key), "open": False, "fewest": 5} | nothing

    answered(1)
    found = ask_lead(path).json()
    assert found["people"] == 5
    useful, _, confident = found["statements"]
    assert useful["answers"] == {"1": 0, "2": 0, "3": 0, "4": 5, "5": 0}
    assert confident["answers"] == {"1": 3, "2": 2, "3": 0, "4": 0, "5": 0}
    assert len(found["comments"]) == 5

    link.closes = timezone.now() + timedelta(hours=1)
    link.save()
    still = ask_lead(path).json()
    assert (still["open"], still["people"], still["comments"]) == (True, None, None)
    assert ask(path).status_code == 404


def test_registers_to_be_taken_are_listed_and_their_changes_given(ask_lead, run, team):
    first, _, today = Sitting.objects.filter(session__run=run).order_by("on")
    listed = ask_lead("/registers").json()
    assert [one["key"] for one in listed["items"]][::2] == [str(first.key), str(today.key)]

    line = str(team[0].key)
    for outcome, seen in (("present", 0), ("late", 1)):
        mark = {"line": line, "outcome": outcome}
        if outcome == "late":
            mark["arrived"] = "09:50:00"
        saved = ask_lead(f"/registers/{first.key}", {"seen": seen, "marks": [mark]})
        assert saved.status_code == 200

    assert ask_lead("/registers").json()["total"] == 2
    assert ask_lead("/registers?every=true").json()["total"] == 3
    later, earlier = ask_lead(f"/registers/{first.key}/changes").json()["items"]
    assert (earlier["before"], earlier["after"]["presence"]) == (None, "present")
    assert (later["line"], later["version"]) == (line, 2)
