"""What of evaluations is on the home page, in the search and on the questions' pages."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from lxml import html

from holdfast_web.evaluation.models import Protocol, Run
from holdfast_web.evaluation.queries.due import (
    due_evaluations,
    find_evaluations,
    find_protocols,
)
from holdfast_web.people.audit import put_down
from holdfast_web.people.due import State
from holdfast_web.people.jobs.asking import ask
from holdfast_web.people.models import Job
from holdfast_web.ui.questions import QUESTIONS, answers_for

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(member, northmere):
    return member(northmere, "analyst")


@pytest.fixture
def reader(member, northmere):
    return member(northmere, "reader")


@pytest.fixture
def stranger(member, elsewhere):
    return member(elsewhere, "analyst", "programme_lead")


def planned(by, organisation, title, *, locked=True):
    """Put down a protocol without asking whether it is a good one."""
    fixed = {"state": "locked", "locked": timezone.now(), "locked_by": by} if locked else {}
    return Protocol.objects.create(
        organisation=organisation, title=title, text="", sha256="0" * 64, added_by=by, **fixed
    )


def run_of(protocol, by, *, state, ago=0):
    """Put down a run whose job has ended, or has not."""
    then = timezone.now() - timedelta(days=ago)
    done = state == "done"
    run = Run.objects.create(
        organisation=protocol.organisation, protocol=protocol, asked_by=by,
        returns_key="00000000-0000-4000-8000-000000000001", returns_name="Five years",
        finished=then if done else None, findings_sha256="0" * 64 if done else "",
        verdict="prevented" if done else "",
    )  # fmt: skip
    job = ask("evaluation.run", by=by, organisation=protocol.organisation, arguments={})
    ended = {"started_at": then, "beat_at": then}
    if state != "running":
        ended["finished_at"] = then
    if state == "failed":
        ended |= {"reason_code": "invented", "reason": "Invented."}
    Job.objects.filter(pk=job.pk).update(state=state, **ended)
    Run.objects.filter(pk=run.pk).update(job=job)
    return run


def told(user):
    return [(one.text, one.state) for one in due_evaluations(user)]


def test_a_draft_is_its_writers_and_a_locked_plan_is_anyones_who_may_run_it(
    analyst, reader, stranger, member, northmere
):
    planned(analyst, northmere, "Draft", locked=False)
    planned(analyst, northmere, "Fixed")
    other = member(northmere, "analyst", email="other@northmere.example")

    assert told(analyst) == [
        ("Finish and lock the protocol: Draft", State.DUE),
        ("Run the protocol: Fixed", State.DUE),
    ]
    assert told(other) == [("Run the protocol: Fixed", State.DUE)]
    assert told(reader) == told(stranger) == []


def test_a_failed_run_is_told_to_who_asked_until_there_is_another(
    analyst, stranger, member, northmere
):
    protocol = planned(analyst, northmere, "Fixed")
    run_of(protocol, analyst, state="failed")
    other = member(northmere, "analyst", email="other@northmere.example")

    assert ("See why the run failed: Fixed", State.DUE) in told(analyst)
    assert told(other) == [("Run the protocol: Fixed", State.DUE)]
    assert told(stranger) == []

    run_of(protocol, analyst, state="running")

    assert told(analyst) == told(other) == []


def test_new_findings_are_due_until_they_are_read(analyst, reader, stranger, northmere):
    protocol = planned(analyst, northmere, "Fixed")
    run = run_of(protocol, analyst, state="done")
    run_of(planned(analyst, northmere, "Long ago"), analyst, state="done", ago=90)
    waits = [("Read the findings: Fixed", State.DUE)]

    assert told(analyst) == told(reader) == waits
    assert told(stranger) == []

    put_down("findings read", by=reader, organisation=northmere, subject=run)

    assert (told(reader), told(analyst)) == ([], waits)


def test_protocols_and_runs_are_found_by_those_who_may(
    analyst, reader, stranger, member, northmere
):
    run_of(planned(analyst, northmere, "Edge of Care"), analyst, state="done")

    for person in (analyst, reader):
        assert [one.text for one in find_evaluations(person, "edge of")] == ["Edge of Care"]
        assert [one.words for one in find_protocols(person, "CARE")] == ["Northmere, locked"]
    for person in (stranger, member(northmere, "practitioner")):
        assert list(find_evaluations(person, "edge")) == []
        assert list(find_protocols(person, "edge")) == []


def test_each_question_leads_to_its_part_of_the_newest_findings(
    client, analyst, reader, stranger, northmere
):
    protocol = planned(analyst, northmere, "Edge of Care")
    run_of(protocol, analyst, state="done", ago=3)
    newest = run_of(protocol, analyst, state="done")
    page = reverse("run", args=[newest.key])
    library = reverse("deliver:programmes")  # everyone's

    assert {
        one.name: [answer.href for answer in answers_for(one.name, reader)] for one in QUESTIONS
    } == {
        "change": [reverse("protocol", args=[protocol.key])],
        "deliver": [library, f"{page}#who"],
        "measure": [f"{page}#changed"],
        "value": [f"{page}#worth"],
        "sustain": [f"{page}#cannot"],
    }
    offered = [answer.href for one in QUESTIONS for answer in answers_for(one.name, stranger)]
    assert library in offered
    assert [href for href in offered if page in href or str(protocol.key) in href] == []
    client.force_login(reader)
    for question in QUESTIONS:
        shown = html.fromstring(
            client.get(reverse("question", args=[question.name])).content
        ).text_content()
        assert "Edge of Care" in shown
        assert question.not_yet in shown


@pytest.mark.parametrize("many", [10, 1000])
def test_no_more_is_asked_of_the_database_among_many(
    many, analyst, northmere, django_assert_max_num_queries
):
    now = timezone.now()
    made = Protocol.objects.bulk_create(
        Protocol(
            organisation=northmere, title=f"Plan {number}", sha256="0" * 64, added_by=analyst,
            state="locked", locked=now,
        )
        for number in range(many)
    )  # fmt: skip
    Run.objects.bulk_create(
        Run(
            organisation=northmere, protocol=protocol, asked_by=analyst,
            returns_key="00000000-0000-4000-8000-000000000001", returns_name="Five years",
            finished=now, findings_sha256="0" * 64,
        )
        for protocol in made
    )  # fmt: skip

    with django_assert_max_num_queries(16):
        assert len(list(due_evaluations(analyst))) == 10
    with django_assert_max_num_queries(12):
        assert len(list(find_protocols(analyst, "plan"))) <= 20
        assert len(list(find_evaluations(analyst, "plan"))) <= 20
    with django_assert_max_num_queries(12):
        assert len(answers_for("measure", analyst)) == 5
