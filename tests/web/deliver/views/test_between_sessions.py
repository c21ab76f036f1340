"""What do the pages of catch-ups, practice, consultation and feedback show and keep?"""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.deliver.covering import hold, settle

from holdfast_web.deliver.models import (
    CatchUp,
    Consultation,
    FeedbackLink,
    PracticeTask,
    PracticeTry,
    RunSummary,
    SessionFeedback,
)
from holdfast_web.deliver.operations.feedback import MOST_IN_ALL, MOST_IN_AN_HOUR
from holdfast_web.people.models import AuditEvent


@pytest.fixture
def page(client, home_manager):
    client.force_login(home_manager)
    return client


@pytest.fixture
def held(run, team):
    """The first session was held; the second member of staff was on nights."""
    settle(run)
    first, second, *others = team
    return hold(run, 1, [first, *others], [second])


def address(name, thing):
    return reverse(f"deliver:{name}", args=[thing.key])


def day(when, name="on"):
    return {
        f"{name}-day": when.day, f"{name}-month": when.month, f"{name}-year": when.year
    }  # fmt: skip


def caught_up(session, member, **changes):
    usual = {"staff": member.key, "session": session.key, "kind": "visit", "minutes": 90}
    return usual | day(timezone.localdate()) | changes


def test_catch_up_counts_under_the_rule_and_coverage_follows(page, run, held, team):
    page.post(address("catch_up_add", run), caught_up(held.session, team[0], minutes=5))
    before = RunSummary.objects.get(run=run).owing

    answer = page.post(
        address("catch_up_add", run), caught_up(held.session, team[1]), follow=True
    )

    text = answer.content.decode()
    assert "Staff member 2 caught up Session 1. It counts." in text
    assert RunSummary.objects.get(run=run).owing == before - 1
    assert "No: the person attended the session" in text
    assert AuditEvent.objects.filter(action="catch-up recorded").count() == 2


def test_second_catch_up_of_a_session_is_not_counted_again(page, run, held, team):
    for _ in range(2):
        page.post(address("catch_up_add", run), caught_up(held.session, team[1]))

    text = page.get(address("catch_ups", run)).content.decode()

    assert text.count("No: another catch-up for this session counts already") == 1
    file = page.get(address("catch_ups", run), {"as": "csv"})
    assert len(b"".join(file.streaming_content).decode().splitlines()) == 3


def test_kind_that_does_not_count_is_kept_and_said(page, run, held, team):
    answer = page.post(
        address("catch_up_add", run),
        caught_up(held.session, team[1], kind="video"),
        follow=True,
    )

    assert "It does not count under the rule." in answer.content.decode()
    assert CatchUp.objects.get().counts is False


@pytest.mark.parametrize(
    ("days", "says"),
    [(1, "Enter a day that is not to come."), (-90, "deliver.catch-up-too-early")],
)
def test_catch_up_on_a_day_that_cannot_be_is_refused(page, run, held, team, days, says):
    when = day(timezone.localdate() + timedelta(days=days))

    answer = page.post(address("catch_up_add", run), caught_up(held.session, team[1]) | when)

    assert (answer.status_code, CatchUp.objects.count()) == (422, 0)
    assert says in answer.content.decode()


def test_link_from_who_owes_what_fills_in_the_person(page, run, held, team):
    text = page.get(
        address("catch_up_add", run),
        {"staff": team[1].key, "session": held.session.key},
    ).content.decode()

    assert f'<option value="{team[1].key}" selected>' in text
    assert f'<option value="{held.session.key}" selected>' in text


def test_catch_up_is_taken_out(page, run, held, team):
    page.post(address("catch_up_add", run), caught_up(held.session, team[1]))
    one = CatchUp.objects.get()

    asked = page.get(address("catch_up", one)).content.decode()
    page.post(address("catch_up_remove", one))

    assert "Staff member 2" in asked
    assert CatchUp.objects.count() == 0
    assert AuditEvent.objects.filter(action="catch-up removed").count() == 1


def test_practice_is_set_tried_and_commented_on(page, run, held, team):
    page.post(
        address("practice_add", run), {"session": held.session.key, "text": "Notice warmth."}
    )
    task = PracticeTask.objects.get()
    page.post(
        address("practice_try", task),
        {"staff": team[0].key, "tried": "partly", "happened": "It went well."}
        | day(timezone.localdate()),
    )
    one = PracticeTry.objects.get()
    page.post(address("practice_comment", one), {"comment": "Go on."})

    text = page.get(address("practice_task", task)).content.decode()
    assert "It went well." in text
    assert "Go on. (manager@larch.example)" in text
    file = page.get(address("practice", run), {"as": "csv"})
    lines = b"".join(file.streaming_content).decode().splitlines()
    assert lines[1] == "Notice warmth.,Session 1,0,1,0"

    page.post(address("practice_comment", one), {"comment": ""})
    one.refresh_from_db()
    assert (one.comment, one.commented_by, one.commented_at) == ("", None, None)


def test_consultation_is_logged_apart_from_managers_sessions(page, run):
    page.post(
        address("consultation_add", run),
        {"kind": "managers", "minutes": 45, "people": "", "about": "Rotas."}
        | day(timezone.localdate()),
    )

    text = page.get(address("consultations", run)).content.decode()

    assert Consultation.objects.get().minutes == 45
    assert "Rotas." in text
    assert "This run has none." in text


def answers(**changes):
    return {"useful": 4, "clear": 5, "confident": 3, "comment": ""} | changes


@pytest.fixture
def asked(page, sitting):
    """Feedback on today's session was asked for."""
    page.post(address("feedback_open", sitting.session))
    return FeedbackLink.objects.get()


def give(client, link, **changes):
    client.logout()
    return client.post(reverse("deliver:feedback", args=[link.secret]), answers(**changes))


def test_feedback_is_given_without_signing_in_and_leaves_no_trace(client, asked):
    client.logout()
    events = AuditEvent.objects.count()

    answer = give(client, asked)

    assert answer.url == reverse("deliver:feedback_thanks")
    one = SessionFeedback.objects.get()
    assert {field.name for field in one._meta.fields} == {
        "id", "session", "useful", "clear", "confident", "comment",
    }  # fmt: skip
    assert AuditEvent.objects.count() == events
    assert "sessionid" not in answer.cookies


def test_page_for_staff_says_no_home_and_no_answers(client, asked):
    client.logout()

    text = client.get(reverse("deliver:feedback", args=[asked.secret])).content.decode()

    assert "RESuLT, Session 3" in text
    assert "Larch House" not in text


@pytest.mark.parametrize(("number", "shown"), [(4, False), (5, True)])
def test_fewer_than_five_answers_are_withheld(
    client, asked, sitting, home_manager, number, shown
):
    for place in range(number):
        give(client, asked, comment=f"Comment {place}")
    client.force_login(home_manager)
    where = address("session_feedback", sitting.session)

    while_open = client.get(where).content.decode()
    client.post(address("feedback_close", sitting.session))
    closed = client.get(where).content.decode()

    assert "Comment 0" not in while_open
    assert ("5 people answered. Closed" in closed) is shown
    assert ("Comment 0" in closed) is shown
    assert ("Fewer than 5 people answered" in closed) is not shown


def test_feedback_that_is_closed_takes_no_more_and_stays_closed(
    client, asked, sitting, home_manager
):
    client.post(address("feedback_close", sitting.session))

    again = client.post(address("feedback_open", sitting.session), follow=True)
    late = give(client, asked)

    assert "deliver.feedback-asked" in again.content.decode()
    assert "No more answers are taken" in late.content.decode()
    assert SessionFeedback.objects.count() == 0


@pytest.mark.parametrize("full", ["hour", "all"])
def test_nobody_floods_the_answers(client, asked, sitting, full):
    if full == "hour":
        FeedbackLink.objects.update(hour=timezone.now(), in_hour=MOST_IN_AN_HOUR)
    else:
        SessionFeedback.objects.bulk_create(
            SessionFeedback(session=sitting.session, useful=1, clear=1, confident=1)
            for _ in range(MOST_IN_ALL)
        )
    before = SessionFeedback.objects.count()

    answer = give(client, asked)

    assert "deliver.feedback-too-many" in answer.content.decode()
    assert SessionFeedback.objects.count() == before


def test_code_to_scan_leads_to_the_address(client, asked, sitting):
    text = client.get(address("session_feedback", sitting.session)).content.decode()

    assert "<svg" in text.split('class="hf-qr"')[1]
    assert f"http://testserver/deliver/feedback/{asked.secret}/" in text


def test_who_may_not_take_registers_is_refused(client, member, northmere, run, held):
    client.force_login(member(northmere, "commissioner"))

    for name in ("catch_ups", "catch_up_add", "practice", "consultations"):
        assert client.get(address(name, run)).status_code == 404
    assert client.get(address("session_feedback", held.session)).status_code == 404
