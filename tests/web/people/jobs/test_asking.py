"""Asking for work, doing it here, calling it off."""

import pytest
from django.http import Http404
from django_tasks_db.models import DBTaskResult

from holdfast_web.people.jobs import Superseded, Work, ask, cancel, run_now
from holdfast_web.people.jobs.carry_out import carry_out, claim
from holdfast_web.people.models import AuditEvent, Job, Organisation
from holdfast_web.people.models.job import JobState


def test_work_asked_for_waits_in_the_queue(asked, analyst):
    job = asked("tests.count")

    task = DBTaskResult.objects.get()
    assert (job.state, job.asked_by, job.task_key) == (JobState.WAITING, analyst, task.id)
    assert task.args_kwargs == {"args": [str(job.key)], "kwargs": {}}
    event = AuditEvent.objects.get()
    assert (event.action, event.subject_key) == ("job asked", str(job.key))


def test_who_may_not_ask_is_refused(member, northmere, elsewhere):
    for person, place in (
        (member(northmere, "reader"), northmere),
        (member(northmere, "analyst"), elsewhere),
    ):
        with pytest.raises(Http404):
            ask("tests.count", by=person, organisation=place)
    assert not Job.objects.exists()


def test_work_is_done_and_its_progress_kept(asked):
    job = run_now(asked("tests.count"))

    assert (job.state, job.step, job.done, job.total) == (JobState.DONE, "Count", 3, 3)
    assert (job.attempt, job.finished_at >= job.started_at) == (1, True)


def test_what_is_handed_in_is_kept(asked, northmere):
    job = run_now(asked("tests.rename", name="Southmere"))

    northmere.refresh_from_db()
    assert (job.state, northmere.name) == (JobState.DONE, "Southmere")


def test_what_is_handed_in_after_cancelling_is_not_kept(asked, analyst, northmere):
    job = asked("tests.rename", name="Southmere")
    claim(job, worker="here")
    cancel(Job.objects.get(pk=job.pk), by=analyst)

    carry_out(job)

    northmere.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, northmere.name) == (JobState.CANCELLED, "Northmere")


def test_a_fault_while_handing_in_leaves_nothing(asked, northmere):
    job = asked("tests.count")
    claim(job, worker="here")

    def half():
        with Work(job).hand_in():
            Organisation.objects.update(name="Southmere")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        half()

    northmere.refresh_from_db()
    job.refresh_from_db()
    assert (job.state, northmere.name) == (JobState.RUNNING, "Northmere")


def test_what_the_engine_refuses_is_the_reason(asked):
    job = run_now(asked("tests.refuse"))

    assert (job.state, job.reason_code) == (JobState.FAILED, "records.no-rows")
    assert job.reason == "The file has no rows.\nWhere: a.csv\nFix: Give rows."


def test_an_unforeseen_fault_is_a_reason_without_its_message(asked, caplog):
    job = run_now(asked("tests.break"))

    assert (job.state, job.reason_code) == (JobState.FAILED, "jobs.unforeseen")
    assert "20071204-123" not in job.reason
    assert "20071204-123" not in str([vars(record) for record in caplog.records])
    assert caplog.records[-1].error == "ValueError"


def test_want_of_memory_is_a_reason(asked, settings):
    settings.WORK_MEMORY = 2000 << 20

    job = run_now(asked("tests.forget"))

    assert (job.state, job.reason_code) == (JobState.FAILED, "jobs.memory")
    assert job.reason.startswith(
        "The work needed more memory than the 2,000 MB that it may have."
    )


def test_work_is_not_done_twice(asked):
    job = run_now(asked("tests.count"))
    ended = job.finished_at

    assert run_now(Job(pk=job.pk, state=JobState.WAITING, attempt=0)).finished_at == ended


def test_waiting_work_is_cancelled_by_who_may_ask_for_it(asked, analyst, member, northmere):
    job = asked("tests.count")

    with pytest.raises(Http404):
        cancel(job, by=member(northmere, "reader"))
    assert cancel(job, by=analyst)
    assert not cancel(job, by=analyst)
    assert run_now(job).state == JobState.CANCELLED
    assert AuditEvent.objects.filter(action="job cancelled", user_key=analyst.key).count() == 1


def test_cancelled_work_stops_at_its_next_report(asked, analyst):
    job = asked("tests.count")
    claim(job, worker="here")
    work = Work(job)
    cancel(Job.objects.get(pk=job.pk), by=analyst)

    with pytest.raises(Superseded), work.progress.step("Count"):
        pass
    with pytest.raises(Superseded):
        work.check()


def test_each_attempt_has_an_empty_folder_of_its_own(asked):
    job = asked("tests.count")
    work = Work(job)

    (work.scratch / "a").write_text("b")

    assert work.scratch.stat().st_mode & 0o777 == 0o700
    assert list(Work(job).scratch.iterdir()) == []
