"""What of organisations, people and the five questions can a person find?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse

from holdfast_web.people.models import Membership, Organisation
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
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
