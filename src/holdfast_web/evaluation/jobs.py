"""Which long work does this app have? Running an evaluation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.jobs import does
from holdfast_web.people.permissions import Permission

if TYPE_CHECKING:
    from holdfast_web.people.jobs import Work
    from holdfast_web.people.models import Job


def _findings(job: Job) -> str:
    return reverse("run", args=[job.arguments["run"]])


@does(
    "evaluation.run",
    words="Run an evaluation",
    may_ask=Permission.RUN_EVALUATION,
    may_see=Permission.SEE_FINDINGS,
    then=_findings,
)
def run(work: Work) -> None:
    """Run a protocol over returns."""
    # The engine is only loaded where it is needed: in the process that does the work.
    from holdfast_web.evaluation.evaluating import run_evaluation

    run_evaluation(work)
