"""How is a job done here and now? For tests, and for commands that wait for its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast_web.people.jobs.carry_out import carry_out, claim

if TYPE_CHECKING:
    from holdfast_web.people.models.job import Job


def run_now(job: Job) -> Job:
    """Do a waiting job in this process and give it back as it ended."""
    if claim(job, worker="here"):
        carry_out(job)
    job.refresh_from_db()
    return job
