"""Which returns help with the five questions? The journeys of those that were read last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import seen_by
from holdfast_web.records.models import ReturnSet
from holdfast_web.records.words import years_in_words
from holdfast_web.ui.questions import Answer, offer_answer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from holdfast_web.people.models import User

MOST = 3


def offer_answers() -> None:
    """Offer the journeys to those questions that they help with, saying what they hold."""
    offer_answer("change", journeys("Where children are on their way into and out of care now"))
    offer_answer("measure", journeys("All children in counts, whether or not they were in it"))


def journeys(words: str) -> Callable[[User], Iterator[Answer]]:
    """Give a function from a person to the journeys that they may see, the newest first."""

    def answers(user: User) -> Iterator[Answer]:
        read = seen_by(ReturnSet.objects.all(), user, Permission.SEE_JOURNEYS).filter(
            read_at__isnull=False
        )
        for returns in read.select_related("organisation").order_by("-read_at", "-pk")[:MOST]:
            yield Answer(
                text=f"Journeys: {returns.label}",
                href=reverse("journeys", args=[returns.key]),
                words=f"{words}. {years_in_words(returns)}, {returns.organisation.name}.",
            )

    return answers
