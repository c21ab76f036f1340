"""What is kept of people only for a while, and how does it go when that is over?

The clock itself ends a session, an invitation, emergency access and an approval: each is asked
for its time whenever it is used. What is done here is to say so on the trail and to delete what
nobody needs any more. Every worker does it, at any time, several at once.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from holdfast_web.people import store
from holdfast_web.people.audit import put_down
from holdfast_web.people.models import Emergency, Invitation, Release
from holdfast_web.people.models.release import ReleaseState

if TYPE_CHECKING:
    from datetime import datetime

INVITATIONS_KEPT = timedelta(days=90)
"""How long the address of somebody who never came is kept, after the link has ended."""
ATTEMPTS_KEPT = timedelta(days=30)
"""How long attempts to sign in are kept beside the trail, with the addresses they came from."""
FILES_SPARED = timedelta(hours=1)
"""A file of a release may be there for so long before its row can be seen."""
NEED_THEIR_FILE = (ReleaseState.WAITING, ReleaseState.APPROVED)


def end_emergencies(*, now: datetime | None = None) -> int:
    """Put down the end of each emergency access whose hour is over; give how many."""
    now = now or timezone.now()
    over = Emergency.objects.filter(ended_at=None, ends_at__lte=now)
    ended = 0
    for emergency in over.select_related("organisation"):
        with transaction.atomic():
            mine = Emergency.objects.filter(pk=emergency.pk, ended_at=None)
            if mine.update(ended_at=F("ends_at")):
                put_down(
                    "emergency access ended", by=None, organisation=emergency.organisation,
                    subject=emergency,
                )  # fmt: skip
                ended += 1
    return ended


def forget_what_is_over(*, now: datetime | None = None) -> int:
    """Delete sessions, attempts to sign in and invitations that are over; give how many."""
    now = now or timezone.now()
    over = [
        Session.objects.filter(expire_date__lt=now),
        AccessAttempt.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT),
        AccessFailureLog.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT),
        AccessLog.objects.filter(attempt_time__lt=now - ATTEMPTS_KEPT),
        Invitation.objects.filter(used_at=None, expires_at__lt=now - INVITATIONS_KEPT),
    ]
    gone: int = sum(rows.delete()[0] for rows in over)
    # Where a person was signed in is kept for as long as that session is.
    alive = Session.objects.values("session_key")
    signed_in: int = UserSession.objects.exclude(session_key__in=alive).delete()[0]
    return gone + signed_in


def delete_left_files(*, now: datetime | None = None) -> int:
    """Delete files of releases that were never put down, or are not to leave; give how many."""
    before = ((now or timezone.now()) - FILES_SPARED).timestamp()
    needed = {
        str(key)
        for key in Release.objects.filter(state__in=NEED_THEIR_FILE).values_list(
            "key", flat=True
        )
    }
    left = [
        path
        for path in store.root().glob("*/releases/*")
        if path.name not in needed and path.stat().st_mtime < before
    ]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)
