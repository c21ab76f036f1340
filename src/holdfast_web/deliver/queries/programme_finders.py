"""Which programmes does a word find, and how do they help with the second question?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from holdfast_web.deliver.queries.programmes import Sought, library, own_programmes
from holdfast_web.people.search import MOST_OF_A_KIND, Found
from holdfast_web.ui.questions import Answer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

KIND = "Programmes"


def find_programmes(user: User, words: str) -> Iterator[Found]:
    """Find programmes of the library, and of organisations that a person may see, by name."""
    sought = Sought(words=words)
    for one in library(sought)[:MOST_OF_A_KIND]:
        yield Found(
            text=one.name, href=reverse("deliver:programme", args=[one.urn]), kind=KIND,
            words=one.programme.title,
        )  # fmt: skip
    for own in own_programmes(user, sought)[:MOST_OF_A_KIND]:
        yield Found(
            text=own.name, href=reverse("deliver:programme", args=[own.urn]), kind=KIND,
            words=f"{own.get_kind_display()}, {own.organisation.name}",
        )  # fmt: skip


def programme_answers(user: User) -> Iterator[Answer]:
    """Offer the library to whoever asks what is done, and whether it is done as meant."""
    if user.is_authenticated:
        yield Answer(
            text="Programmes",
            href=reverse("deliver:programmes"),
            words="What each is, how much of it, and what is known of its effects. Set them "
            "side by side, and judge how they fit.",
        )
