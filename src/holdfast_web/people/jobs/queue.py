"""How does a job reach a worker? As a task of `django-tasks`, kept in the same database.

The task carries nothing but the job's key. The job itself says whether there is anything to do:
a task that comes twice, or late, finds the job taken or ended and leaves it alone.
"""

from __future__ import annotations

from uuid import UUID

from django_tasks import task

from holdfast_web.people.models.job import Job, JobState


@task()
def take_up(job_key: str) -> str:
    """Do what a job asks, in a process of its own; give the state in which it was left."""
    from holdfast_web.people.jobs.supervise import supervise

    job = Job.objects.select_related("organisation").filter(key=job_key).first()
    return supervise(job) if job is not None else "gone"


def put_in_queue(job: Job) -> None:
    """Put a waiting job in the queue, inside the transaction that is open."""
    result = take_up.enqueue(str(job.key))
    Job.objects.filter(pk=job.pk, state=JobState.WAITING).update(task_key=UUID(result.id))
    job.task_key = UUID(result.id)
