"""Which of the five questions does a page help to answer? Each app adds its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, kw_only=True, slots=True)
class Question:
    """One of the five, in the order of the chapters."""

    name: str
    text: str
    means: str
    not_yet: str
    """What Holdfast can not yet answer of it, said plainly on its page."""


QUESTIONS = (
    Question(
        name="change",
        text="What are we setting out to change?",
        means=(
            "Which children are meant, at which stages of their journey, and what is expected "
            "to be different for them. It is written down before any result is seen."
        ),
        not_yet=(
            "Holdfast holds no theory of change yet: what is done, and why it should work. It "
            "knows the plan of an evaluation, which says who is meant and what is measured."
        ),
    ),
    Question(
        name="deliver",
        text="What do we do, and is it done as meant?",
        means=(
            "Which programme is delivered where and by whom, how much of it each team "
            "received, how faithfully, and whether the children reached are still those who "
            "were meant."
        ),
        not_yet=(
            "What young people and families say of a session is not asked in Holdfast yet. It "
            "knows what registers, reviews and referrals record."
        ),
    ),
    Question(
        name="measure",
        text="Did it change?",
        means=(
            "What happened to the children reached beside children like them, and what the "
            "design allows to be said about it."
        ),
        not_yet=(
            "Holdfast asks nobody anything yet: what children, families and staff say of the "
            "change is not in it. It knows what statutory returns record."
        ),
    ),
    Question(
        name="value",
        text="Was it worth it?",
        means="What the programme cost, what it saved or did not, and how sure that is.",
        not_yet=(
            "Holdfast does not yet follow a budget, nor set one programme's worth beside "
            "another's. Each evaluation says what in it has no price."
        ),
    ),
    Question(
        name="sustain",
        text="Will it last, and what did we learn?",
        means="What has been learnt, what can be kept going, and what to look at next.",
        not_yet=(
            "Holdfast holds no procedures manual, self-audit or plan for what comes next yet. "
            "It keeps every run, so that a later one can be set beside an earlier one."
        ),
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
    Answers = Callable[[Any], Iterable[Answer]]

_OFFERS: dict[str, list[Answers]] = {question.name: [] for question in QUESTIONS}


def offer_answer(question: str, answers: Answers) -> None:
    """Add pages to a question: a function from a person to what they may read."""
    _OFFERS[question].append(answers)


def answers_for(question: str, user: Any) -> list[Answer]:
    """Give the pages that help a person with a question."""
    return [answer for answers in _OFFERS[question] for answer in answers(user)]
