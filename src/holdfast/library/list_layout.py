"""Which columns has a list that people bring as CSV or Excel, and what may stand in them?

`library/list_layouts/`, one YAML file a kind of list. Headings and words have the spellings
that are met; none is guessed beyond them.
"""

from __future__ import annotations

import re
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from holdfast.library.entry import Entry, Strict, find, load_yaml, names

if TYPE_CHECKING:
    from collections.abc import Mapping

Words = Annotated[str, Field(min_length=1)]


class CellKind(StrEnum):
    """What a cell of a column holds."""

    TEXT = "text"
    WORD = "word"  # one of a closed list, by any of its spellings
    NUMBER = "number"
    DAY = "day"
    TIME = "time"


class ListColumn(Strict):
    """One column: what it is called, and what may stand in it."""

    name: Annotated[str, Field(pattern=r"^[a-z]+(_[a-z]+)*$")]
    heading: Words
    kind: CellKind
    required: bool = False  # the list must have it, and every row a value in it
    spellings: tuple[Words, ...] = ()
    words: dict[str, tuple[Words, ...]] = Field(default_factory=dict)
    longest: Annotated[int, Field(ge=1)] = 200
    least: float | None = None
    most: float | None = None

    @model_validator(mode="after")
    def _words_for_words(self) -> ListColumn:
        if (self.kind is CellKind.WORD) != bool(self.words):
            raise ValueError("a column has words where it holds one of a closed list")
        return self

    @property
    def by_spelling(self) -> Mapping[str, str]:
        """Give each word by its spellings."""
        return {plain(one): word for word, all_ in self.words.items() for one in (word, *all_)}


class ListLayout(Entry):
    """All columns of a kind of list."""

    note: str
    columns: Annotated[tuple[ListColumn, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _no_heading_twice(self) -> ListLayout:
        said = [
            spelling
            for column in self.columns
            for spelling in {plain(s) for s in (column.heading, column.name, *column.spellings)}
        ]
        if len(set(said)) < len(said):
            raise ValueError("two columns have a spelling in common")
        return self

    def column(self, name: str) -> ListColumn:
        """Give one column by its name."""
        return next(column for column in self.columns if column.name == name)

    @property
    def by_spelling(self) -> Mapping[str, str]:
        """Give the name of each column by the spellings of its heading."""
        return {
            plain(spelling): column.name
            for column in self.columns
            for spelling in (column.heading, column.name, *column.spellings)
        }


def plain(text: str) -> str:
    """Write a heading or a word without what people write differently.

    Examples
    --------
    >>> plain(" Start_Date: ")
    'start date'
    """
    return " ".join(re.sub(r"[^a-z0-9]+", " ", text.casefold()).split())


def list_layout_names() -> tuple[str, ...]:
    """Which layouts of lists does the library hold? In order of name."""
    return names("list_layouts", ".yaml")


@cache
def list_layout(name: str) -> ListLayout:
    """Read the layout of a list by name, such as `staff`.

    Examples
    --------
    >>> list_layout("staff").column("kind").by_spelling["relief"]
    'bank'
    """
    return load_yaml(find("list_layouts", name, ".yaml"), ListLayout)
