"""The table of a job's states."""

from itertools import product

import pytest

from holdfast_web.people.jobs.states import MOVES, OWNERS, move
from holdfast_web.people.models import AuditEvent, Job
from holdfast_web.people.models.job import ENDED, OPEN, JobState


def test_every_state_has_an_owner_and_is_open_or_ended():
    assert set(OWNERS) == set(JobState)
    assert sorted((*OPEN, *ENDED)) == sorted(JobState)


def test_what_has_ended_goes_nowhere_and_all_else_goes_somewhere():
    begins = {before for before, _ in MOVES}

    assert begins == set(OPEN)
    assert {after for _, after in MOVES} == set(JobState)


@pytest.mark.parametrize(("before", "after"), list(product(JobState, JobState)))
def test_only_listed_moves_are_made(asked, before, after):
    job = asked("tests.count")
    job.state = before
    ending = after in ENDED
    fields = {"reason_code": "tests.why"} if after == JobState.FAILED else {}

    if (before, after) not in MOVES:
        with pytest.raises(ValueError, match=f"cannot go from {before} to {after}"):
            move(job, after, **fields)
        return
    if before == JobState.RUNNING:
        Job.objects.filter(pk=job.pk).update(
            state=before, started_at=job.asked_at, beat_at=job.asked_at
        )
    if after == JobState.RUNNING:
        fields |= {"started_at": job.asked_at, "beat_at": job.asked_at}

    assert move(job, after, **fields)
    job.refresh_from_db()
    assert (job.state, job.finished_at is not None) == (after, ending)
    assert AuditEvent.objects.filter(action=f"job {after}").count() == int(ending)


def test_a_move_from_where_the_job_no_longer_is_is_not_made(asked):
    job = asked("tests.count")
    same = Job.objects.get(pk=job.pk)
    now = job.asked_at

    first = move(job, JobState.RUNNING, attempt=1, started_at=now, beat_at=now)
    second = move(same, JobState.RUNNING, attempt=1, started_at=now, beat_at=now)

    assert (first, second) == (True, False)


def test_a_move_of_an_earlier_attempt_is_not_made(asked):
    job = asked("tests.count")
    now = job.asked_at
    move(job, JobState.RUNNING, attempt=1, started_at=now, beat_at=now)
    Job.objects.filter(pk=job.pk).update(attempt=2)

    assert not move(job, JobState.DONE)
    assert Job.objects.get(pk=job.pk).state == JobState.RUNNING
