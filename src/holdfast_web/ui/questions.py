"""Which of the five questions does a page help to answer? Each app adds its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One of the five, in the order of the chapters."""

    name: str
    text: str
    means: str


QUESTIONS = (
    Question(
        name="change",
        text="What are we setting out to change?",
        means=(
            "Which children are meant, at which stages of their journey, and what is expected "
            "to be different for them. It is written down before any result is seen."
        ),
    ),
    Question(
        name="deliver",
        text="What do we do, and is it done as meant?",
        means=(
            "Which children the programme reached, when, and whether they were still the "
            "children who were meant."
        ),
    ),
    Question(
        name="measure",
        text="Did it change?",
        means=(
            "What happened to the children reached beside children like them, and what the "
            "design allows to be said about it."
        ),
    ),
    Question(
        name="value",
        text="Was it worth it?",
        means="What the programme cost, what it saved or did not, and how sure that is.",
    ),
    Question(
        name="sustain",
        text="Will it last, and what did we learn?",
        means="What has been learnt, what can be kept going, and what to look at next.",
    ),
)
"""The five questions."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Answer:
    """A page that helps with a question: its name, its address, and what is read there."""

    text: str
    href: str
    words: str = ""


if TYPE_CHECKING:
    Answers = Callable[[AbstractBaseUser | AnonymousUser], Iterable[Answer]]

_OFFERS: dict[str, list[Answers]] = {question.name: [] for question in QUESTIONS}


def offer_answer(question: str, answers: Answers) -> None:
    """Add pages to a question: a function from a person to what they may read."""
    _OFFERS[question].append(answers)


def answers_for(question: str, user: AbstractBaseUser | AnonymousUser) -> list[Answer]:
    """Give the pages that help a person with a question."""
    return [answer for answers in _OFFERS[question] for answer in answers(user)]
