"""What do templates say of a job?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils.safestring import SafeString, mark_safe

from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.models.job import JobState
from holdfast_web.ui.templatetags.ui import ui_moment

if TYPE_CHECKING:
    from holdfast_web.people.models import Job

register = template.Library()

COLOURS = {
    JobState.WAITING: "grey", JobState.RUNNING: "blue", JobState.DONE: "green",
    JobState.FAILED: "red", JobState.CANCELLED: "grey",
}  # fmt: skip


@register.filter
def job_words(job: Job) -> str:
    """Say what the work is called."""
    return KINDS[job.kind].words if job.kind in KINDS else job.kind


@register.filter
def job_colour(job: Job) -> str:
    """Give the colour of the tag of its state."""
    return COLOURS[JobState(job.state)]


@register.filter
def job_result(job: Job) -> str | None:
    """Give the address of what came of it."""
    then = KINDS[job.kind].then if job.kind in KINDS else None
    return then(job) if then is not None else None


@register.filter
def job_body(text: SafeString) -> SafeString:
    """Dress paragraphs that `linebreaks` made, which has escaped what is in them."""
    return mark_safe(str(text).replace("<p>", '<p class="govuk-body">'))  # noqa: S308


@register.filter
def job_facts(job: Job) -> list[tuple[str, str]]:
    """Give who asked for it, where and when."""
    rows = [
        ("Organisation", job.organisation.name),
        ("Asked for by", str(job.asked_by or "Someone who is no longer here")),
        ("Asked for", ui_moment(job.asked_at)),
    ]
    rows += [("Begun", ui_moment(job.started_at))] if job.started_at else []
    rows += [("Ended", ui_moment(job.finished_at))] if job.finished_at else []
    return rows
