"""Which services help with the five questions? For whom they are, and whom they reach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.deliver.queries.referral_services import services_of
from holdfast_web.people.permissions import Permission
from holdfast_web.ui.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

MOST = 5


def criteria_answers(user: User) -> Iterator[Answer]:
    """Give for whom services are meant, to the question of what is to change."""
    for one in services_of(user).filter(closed=None)[:MOST]:
        yield Answer(
            text=f"For whom {one.name} is",
            href=reverse("deliver:criteria", args=[one.key]),
            words=f"Ages, stages, needs, and how flexible they are. {one.organisation.name}.",
        )


def drift_answers(user: User) -> Iterator[Answer]:
    """Give whom services reach, to the question of whether it is done as meant."""
    watched = services_of(user, Permission.SEE_DRIFT, Permission.SEE_REFERRALS)
    for one in watched.filter(closed=None)[:MOST]:
        yield Answer(
            text=f"Whom {one.name} reaches",
            href=reverse("deliver:drift", args=[one.key]),
            words=f"Beside those it is meant for, month by month. {one.organisation.name}.",
        )
