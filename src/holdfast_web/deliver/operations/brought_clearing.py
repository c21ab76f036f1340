"""How long is a list that was brought kept? Its rows name people, so no longer than needed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from holdfast_web.deliver.models import BroughtChange, BroughtList, BroughtState

if TYPE_CHECKING:
    from datetime import datetime

KEPT_TO_LOOK_AT = timedelta(days=14)
"""How long a list waits that nobody applies."""
KEPT_TO_UNDO = timedelta(days=90)
"""How long what a list changed is kept, so that it can be undone."""


def forget_lists(*, now: datetime | None = None) -> int:
    """Delete the rows of lists that nobody used, and what old ones changed; give how many."""
    now = now or timezone.now()
    with transaction.atomic():
        waited: int = BroughtList.objects.filter(
            state=BroughtState.LOOKED_AT, brought_at__lt=now - KEPT_TO_LOOK_AT
        ).update(state=BroughtState.DROPPED, rows=[])
        old = BroughtList.objects.filter(
            state=BroughtState.APPLIED, applied_at__lt=now - KEPT_TO_UNDO
        )
        changes: int = BroughtChange.objects.filter(brought__in=old).delete()[0]
        old.exclude(taken_out=[]).update(taken_out=[])
    return waited + changes
