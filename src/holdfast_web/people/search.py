"""What can a person find here? Each app says what it can find, within what they may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from holdfast_web.people.models import User

FEWEST_LETTERS = 2
MOST_OF_A_KIND = 20
"""A finder gives no more than this; whoever has more is asked for another word."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Found:
    """One thing that was found: what it is called, where it is, what kind, and a word on it.

    No text may hold a value of a child's record, nor a pseudonym.
    """

    text: str
    href: str
    kind: str
    words: str = ""


if TYPE_CHECKING:
    Finder = Callable[[User, str], Iterable[Found]]

_FINDERS: list[Finder] = []


def offer_finder(finder: Finder) -> None:
    """Add a function from a person and the words they typed to what they may see of it.

    It narrows through `holdfast_web.people.scope`, gives at most `MOST_OF_A_KIND`, and asks a
    number of queries that does not grow with the rows.
    """
    _FINDERS.append(finder)


def find(user: User, words: str) -> dict[str, list[Found]]:
    """Give what a person may see that matches, by kind, in the order of the apps."""
    words = " ".join(words.split())
    if len(words) < FEWEST_LETTERS:
        return {}
    found: dict[str, list[Found]] = {}
    for finder in _FINDERS:
        for one in finder(user, words):
            found.setdefault(one.kind, []).append(one)
    return found
