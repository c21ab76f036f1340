"""What must not stay, and how does it go? Originals that were read, uploads given up, sets."""

from __future__ import annotations

import contextlib
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from holdfast_web.people.audit import put_down
from holdfast_web.people.models.job import JobState
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import check_may
from holdfast_web.records import places
from holdfast_web.records.models import ReturnSet, Upload

if TYPE_CHECKING:
    from datetime import datetime

    from holdfast_web.people.models import User

ABANDONED_AFTER = timedelta(days=1)


def delete_original(returns: ReturnSet) -> None:
    """Delete the files as they came."""
    places.remove(places.originals(returns))
    now = timezone.now()
    gone = ReturnSet.objects.filter(pk=returns.pk, original_deleted_at=None)
    with transaction.atomic():
        if gone.update(original_deleted_at=now):
            put_down("original deleted", by=None, organisation=returns.organisation,
                     subject=returns)  # fmt: skip
    returns.original_deleted_at = now


def clear_up(*, now: datetime | None = None) -> int:
    """Delete uploads given up, half-sent forms, and originals that no job will read any more.

    Gives how many.

    Every job does this for itself when it ends as it should. This is for those that were killed
    or cancelled, and can be done at any time, by several at once.
    """
    now = now or timezone.now()
    cleared = 0
    old = Upload.objects.filter(touched_at__lt=now - ABANDONED_AFTER)
    for upload in old.select_related("organisation"):
        place = places.uploaded(upload)
        with transaction.atomic():
            put_down("upload cleared", by=None, organisation=upload.organisation,
                     subject=upload)  # fmt: skip
            upload.delete()
        places.remove(place)
        cleared += 1
    cleared += _half_sent_forms(now)
    ended = Q(job__state__in=(JobState.FAILED, JobState.CANCELLED)) | Q(
        job__state=JobState.DONE, keep_original=False
    )
    left = ReturnSet.objects.filter(ended, original_deleted_at=None)
    for returns in left.select_related("organisation"):
        delete_original(returns)
        cleared += 1
    return cleared


def _half_sent_forms(now: datetime) -> int:
    """Delete what is left of forms whose server was killed while their files came."""
    cleared = 0
    for path in Path(settings.FILE_UPLOAD_TEMP_DIR).glob("*.upload*"):
        with contextlib.suppress(OSError):  # another worker was there first
            if path.stat().st_mtime < (now - ABANDONED_AFTER).timestamp():
                path.unlink()
                cleared += 1
    return cleared


def delete_returns(*, by: User, returns: ReturnSet) -> None:
    """Delete a set of returns with all that was made of it; its audit trail stays.

    Raises
    ------
    ProtectedError
        Where an evaluation rests on it.
    """
    check_may(by, Permission.UPLOAD_RETURNS, returns.organisation)
    gone = [places.kept(returns), places.originals(returns)]
    with transaction.atomic():
        put_down("returns deleted", by=by, organisation=returns.organisation, subject=returns)
        returns.delete()
        for place in gone:
            transaction.on_commit(partial(places.remove, place))
