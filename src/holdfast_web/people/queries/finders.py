"""What of the five questions, organisations, people and releases can a person find?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from holdfast_web.people.queries.releases import releases_of
from holdfast_web.people.search import MOST_OF_A_KIND, Found
from holdfast_web.ui.questions import QUESTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.contrib.auth.models import AnonymousUser

    from holdfast_web.people.models import User

    Person = User | AnonymousUser


def find_questions(user: Person, words: str) -> Iterator[Found]:
    """Find which of the five questions has a word in it."""
    if not user.is_authenticated:
        return
    for question in QUESTIONS:
        if words.lower() in f"{question.name} {question.text} {question.means}".lower():
            yield Found(
                text=question.text, href=reverse("question", args=[question.name]),
                kind="Questions", words=question.means,
            )  # fmt: skip


def find_releases(user: Person, words: str) -> Iterator[Found]:
    """Find releases by the name of the file or what it is for."""
    if not user.is_authenticated:
        return
    matching = Q(file_name__icontains=words) | Q(purpose__icontains=words)
    for release in releases_of(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=release.file_name, href=reverse("release", args=[release.key]),
            kind="Releases", words=f"{release.get_state_display()}. {release.purpose}",
        )  # fmt: skip
