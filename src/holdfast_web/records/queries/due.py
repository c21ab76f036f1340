"""What of returns waits for a person, and what can they find by a word?"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.due import Due, State
from holdfast_web.people.models.job import OPEN, JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.people.search import MOST_OF_A_KIND, Found
from holdfast_web.records.models import ReturnSet, Upload
from holdfast_web.records.queries.return_sets import seen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

TOLD_FOR = timedelta(days=14)
MOST_TOLD = 10


def due_returns(user: User) -> Iterator[Due]:
    """Give a person's uploads that are not finished, being read, or were refused of late."""
    may = organisations(user, Permission.UPLOAD_RETURNS)
    if not may:
        return
    for upload in Upload.objects.filter(by=user, organisation_id__in=may)[:MOST_TOLD]:
        yield Due(
            text=f"Finish uploading: {upload.label}",
            href=reverse("upload"),
            when=upload.touched_at,
            state=State.DUE,
        )
    mine = ReturnSet.objects.filter(uploaded_by=user, organisation_id__in=may)
    refused = mine.filter(
        job__state=JobState.FAILED, job__finished_at__gt=timezone.now() - TOLD_FOR
    )
    for returns in refused.select_related("job")[:MOST_TOLD]:
        yield Due(
            text=f"See why these returns were refused: {returns.label}",
            href=reverse("return_set", args=[returns.key]),
            when=returns.job.finished_at if returns.job else None,
            state=State.DUE,
        )
    for returns in mine.filter(job__state__in=OPEN)[:MOST_TOLD]:
        yield Due(
            text=f"Being read: {returns.label}",
            href=reverse("return_set", args=[returns.key]),
            when=returns.uploaded_at,
            state=State.WAITING,
        )


def find_returns(user: User, words: str) -> Iterator[Found]:
    """Find sets of returns by what they are called."""
    for returns in seen(user).filter(label__icontains=words)[:MOST_OF_A_KIND]:
        yield Found(
            text=returns.label,
            href=reverse("return_set", args=[returns.key]),
            kind="Returns",
            words=returns.organisation.name,
        )
