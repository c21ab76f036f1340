"""What after reviews of fidelity waits for a person?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from holdfast_web.deliver.models import ReviewAction
from holdfast_web.people.due import Due, State
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

MOST_TOLD = 20


def due_actions(user: User) -> Iterator[Due]:
    """Give what is open after reviews of a person's own practice, or of those they review."""
    may = organisations(user, Permission.REVIEW_FIDELITY)
    today = timezone.localdate()
    waiting = (
        ReviewAction.objects.filter(done_at__isnull=True, review__withdrawn_at__isnull=True)
        .filter(Q(review__facilitator__user=user) | Q(review__organisation__in=may))
        .select_related("review__facilitator")
        .order_by("due", "pk")
    )
    for action in waiting[:MOST_TOLD]:
        yield Due(
            text=f"After a review of {action.review.facilitator.name}: {action.what}",
            href=reverse("deliver:fidelity_review", args=[action.review.key]),
            when=action.due,
            state=State.LATE if action.due < today else State.DUE,
        )
