"""Who is told by email, and of what."""

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.jobs.states import move
from holdfast_web.people.models import AuditEvent, Job, NoticePreference, Release
from holdfast_web.people.models.job import JobState
from holdfast_web.people.models.notice_preference import NoticeKind
from holdfast_web.people.notices import tell, wanted_by
from holdfast_web.people.operations.releases import (
    approve,
    ask_release,
    download,
    end_expired,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(django_capture_on_commit_callbacks, mailoutbox):
    """Give a function that runs another and gives who was written to."""

    def run(function):
        mailoutbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            function()
        return sorted((mail.to[0], mail.subject) for mail in mailoutbox)

    return run


def asked(by, organisation):
    return ask_release(
        by=by, organisation=organisation, purpose="For the board.", file_name="counts.xlsx",
        content=b"counts", checks=["Counts under five are not shown."],
    )  # fmt: skip


def test_who_never_chose_wants_all(member, northmere):
    assert wanted_by(member(northmere, "reader")) == set(NoticeKind)


def test_a_choice_is_kept_and_shown_again(client, member, northmere):
    reader = member(northmere, "reader")
    client.force_login(reader)
    answer = client.post(reverse("notices"), {"wanted": ["job_ended"]}, follow=True)

    assert "Your choice is kept." in answer.content.decode()
    assert wanted_by(reader) == {NoticeKind.JOB_ENDED}
    assert answer.content.decode().count("checked") == 1
    client.post(reverse("notices"), {})
    assert (wanted_by(reader), NoticePreference.objects.count()) == (set(), len(NoticeKind))
    assert AuditEvent.objects.filter(action="notices chosen").count() == 2


def test_a_notice_that_is_none_is_refused(client, member, northmere):
    client.force_login(member(northmere, "reader"))
    answer = client.post(reverse("notices"), {"wanted": ["gossip"]})

    assert "There is a problem" in answer.content.decode()
    assert NoticePreference.objects.count() == 0


def test_a_release_that_waits_is_told_to_who_may_decide(member, northmere, elsewhere, sent):
    asker = member(northmere, "analyst")
    lead = member(northmere, "programme_lead")
    member(northmere, "reader")
    member(elsewhere, "programme_lead")

    found = sent(lambda: asked(asker, northmere))

    assert found == [(lead.email, "Holdfast: a release waits for a second person")]


def test_a_decision_is_told_to_whoever_asked(member, northmere, sent):
    asker, lead = member(northmere, "analyst"), member(northmere, "programme_lead")
    release = asked(asker, northmere)

    found = sent(lambda: approve(release, by=lead))

    assert found == [(asker.email, "Holdfast: your release was approved")]


def test_a_decision_is_told_once_whatever_becomes_of_the_release(member, northmere, sent):
    asker, lead = member(northmere, "analyst"), member(northmere, "programme_lead")
    release = asked(asker, northmere)

    def decided_fetched_and_over():
        decided = approve(release, by=lead)
        download(decided, by=asker)
        decided.save()
        Release.objects.update(expires_at=timezone.now())
        end_expired()

    assert sent(decided_fetched_and_over) == [
        (asker.email, "Holdfast: your release was approved")
    ]


def test_who_said_no_or_is_switched_off_is_not_told(member, northmere, sent):
    quiet, gone = member(northmere, "reader"), member(northmere, "analyst")
    NoticePreference.objects.create(user=quiet, kind=NoticeKind.JOB_ENDED, wanted=False)
    gone.is_active = False

    def told():
        tell(NoticeKind.JOB_ENDED, to=[quiet, gone], subject="s", text="t", href="/")

    assert sent(told) == []


@pytest.mark.parametrize(
    ("ended", "said"),
    [
        (JobState.DONE, ["is done"]),
        (JobState.FAILED, ["could not be done"]),
        (JobState.CANCELLED, []),
    ],
)
def test_the_end_of_a_job_is_told_to_whoever_asked(member, northmere, sent, ended, said):
    analyst = member(northmere, "analyst")
    now = timezone.now()
    job = Job.objects.create(
        organisation=northmere, kind="records.read", asked_by=analyst, state=JobState.RUNNING,
        started_at=now, beat_at=now,
    )  # fmt: skip

    why = {"reason_code": "jobs.killed"} if ended == JobState.FAILED else {}
    found = sent(lambda: move(job, ended, **why))

    assert [subject.rsplit(": ", 1)[1] for _, subject in found] == said


def test_a_notice_holds_where_to_look_and_how_to_stop(member, northmere, sent, mailoutbox):
    reader = member(northmere, "reader")
    sent(
        lambda: tell(
            NoticeKind.JOB_ENDED, to=[reader], subject="s", text="It ended.", href="/j/"
        )
    )

    assert mailoutbox[0].body.splitlines() == [
        "It ended.",
        "",
        "See it: http://127.0.0.1:8000/j/",
        "",
        "Choose which notices you get: http://127.0.0.1:8000/notices/",
    ]
