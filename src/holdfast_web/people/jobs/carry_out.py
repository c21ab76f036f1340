"""What happens to a job while its work is done, in whatever process that is?"""

from __future__ import annotations

import logging
import traceback
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.utils import timezone

from holdfast.kernel.errors import EngineError
from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.jobs.states import move
from holdfast_web.people.jobs.work import Superseded, Work, clear_scratch
from holdfast_web.people.models.job import JobState

if TYPE_CHECKING:
    from holdfast_web.people.models.job import Job

log = logging.getLogger("holdfast.jobs")


def claim(job: Job, *, worker: str) -> bool:
    """Take a waiting job up; say whether it is ours."""
    if job.state != JobState.WAITING:
        return False
    now = timezone.now()
    return move(
        job, JobState.RUNNING, attempt=job.attempt + 1, worker=worker, started_at=now,
        beat_at=now, step="", done=0, total=None,
    )  # fmt: skip


def carry_out(job: Job) -> None:
    """Do the work of a job that is ours, and put down how it ended.

    Raises
    ------
    OperationalError
        Where the database was lost meanwhile: the job is left as it stands, for its worker.
    """
    work = Work(job)
    try:
        KINDS[job.kind].does(work)
        if job.state == JobState.RUNNING:
            move(job, JobState.DONE)
    except Superseded:
        log.info("superseded", extra={"job": str(job.key)})
    except (OperationalError, InterfaceError):
        raise
    except EngineError as error:
        fail(job, code=error.code, reason=refusal(error))
    except MemoryError:
        fail(job, code="jobs.memory", reason=out_of_memory())
    except Exception as error:
        put_in_log(job, error)
        code = "jobs.database" if isinstance(error, DatabaseError) else "jobs.unforeseen"
        fail(job, code=code, reason=UNFORESEEN)
    finally:
        clear_scratch(job)


def fail(job: Job, *, code: str, reason: str) -> bool:
    """End a job with a reason; say whether it had not ended before."""
    return move(job, JobState.FAILED, reason_code=code[:80], reason=reason)


def refusal(error: EngineError) -> str:
    """Give what the engine says, without the code, which is kept beside it."""
    parts = [error.what]
    parts += [f"Where: {error.where}"] if error.where else []
    parts += [f"Fix: {error.fix}"] if error.fix else []
    return "\n".join(parts)


def put_in_log(job: Job, error: BaseException) -> None:
    """Log where a fault arose, without its message, which may hold a value of a record."""
    frames = traceback.extract_tb(error.__traceback__)
    log.error(
        "unforeseen",
        extra={
            "job": str(job.key), "kind": job.kind, "error": type(error).__name__,
            "frames": [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames],
        },
    )  # fmt: skip


UNFORESEEN = (
    "Something went wrong that Holdfast did not foresee. Nothing was kept of this attempt. "
    "Whoever runs the service finds it in the log under the number of this job."
)


def out_of_memory() -> str:
    """Give the reason of a job that needed more memory than it may have."""
    return f"The work needed more memory than {_may_have()}"


def perhaps_memory() -> str:
    """Give the likeliest reason of a job whose process ended without a word."""
    return f"Most often that is because it needs more memory than {_may_have()}"


def _may_have() -> str:
    return (
        f"the {settings.WORK_MEMORY >> 20:,} MB that it may have. Try fewer years at a time, "
        "or ask whoever runs the service to raise HOLDFAST_WORK_MEMORY_MB."
    )
