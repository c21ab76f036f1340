"""Who says so, when was it read, and do the sources agree?

A fact of a programme is never a bare value. It is said by one source or more, and where they
differ each account is kept; or it was looked for and nobody has published it; or the programme
has no such thing. Those are three kinds of answer, and none of them is a blank.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Generic, TypeVar

from pydantic import BaseModel, Field, model_validator

from holdfast.library.entry import Status, Strict

if TYPE_CHECKING:
    from collections.abc import Iterator

T_co = TypeVar("T_co", covariant=True)
ItemT_co = TypeVar("ItemT_co", bound=BaseModel, covariant=True)

Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]


class Source(Strict):
    """A page, report or paper, and the day on which we read it.

    `read` is None for a source that is named as the place to check and was not read.
    """

    title: Words
    address: str = ""
    read: date | None = None
    note: str = ""


class Stated(Strict):
    """Anything that somebody says: by the names of its sources, and how far to rely on it."""

    sources: Annotated[tuple[Name, ...], Field(min_length=1)]
    status: Status
    note: str = ""


class Account(Stated, Generic[T_co]):
    """One value, as one source or several that agree give it."""

    value: T_co


class Standing(StrEnum):
    """What is known of a fact."""

    SAID = "said"
    SOURCES_DIFFER = "sources differ"
    NOT_PUBLISHED = "not published"
    NOT_APPLICABLE = "does not apply"


class Silence(Strict):
    """What stands where there is nothing to say: why, in a sentence."""

    not_published: str = ""  # looked for and not found
    not_applicable: str = ""  # the programme has no such thing

    @property
    def reason(self) -> str:
        """Why there is nothing; empty where there is something."""
        return self.not_published or self.not_applicable


class Fact(Silence, Generic[T_co]):
    """One thing that a reader asks about a programme."""

    said: tuple[Account[T_co], ...] = ()

    @model_validator(mode="after")
    def _one_kind_of_answer(self) -> Fact[T_co]:
        _only_one(bool(self.said), self.not_published, self.not_applicable, key="said")
        return self

    @property
    def standing(self) -> Standing:
        """Say which kind of answer this is."""
        if self.not_published:
            return Standing.NOT_PUBLISHED
        if self.not_applicable:
            return Standing.NOT_APPLICABLE
        first = self.said[0].value
        same = all(account.value == first for account in self.said)
        return Standing.SAID if same else Standing.SOURCES_DIFFER

    @property
    def agreed(self) -> T_co | None:
        """The value on which all sources agree; None where there is none."""
        return self.said[0].value if self.standing is Standing.SAID else None


class Listed(Silence, Generic[ItemT_co]):
    """Several things that a reader asks for together: roles, studies, lines of cost."""

    items: tuple[ItemT_co, ...] = ()

    @model_validator(mode="after")
    def _one_kind_of_answer(self) -> Listed[ItemT_co]:
        _only_one(bool(self.items), self.not_published, self.not_applicable, key="items")
        return self


class Range(Strict):
    """From so many to so many, both included; in a file, a number or a pair of them."""

    low: Annotated[float, Field(ge=0)]
    high: Annotated[float, Field(ge=0)]

    @model_validator(mode="before")
    @classmethod
    def _from_a_number_or_a_pair(cls, given: object) -> object:
        if isinstance(given, int | float) and not isinstance(given, bool):
            return {"low": given, "high": given}
        if isinstance(given, list | tuple) and len(given) == 2:
            return {"low": given[0], "high": given[1]}
        return given

    @model_validator(mode="after")
    def _in_order(self) -> Range:
        if self.high < self.low:
            raise ValueError("the larger number comes first")
        return self

    @property
    def single(self) -> float | None:
        """The number, where it is one and not a range."""
        return self.low if self.low == self.high else None

    def __str__(self) -> str:
        ends = f"{self.low:,.10g}", f"{self.high:,.10g}"
        return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def parts(model: BaseModel, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Give a model and every model within it, each with the path that leads to it.

    Examples
    --------
    >>> [path for path, _ in parts(Fact[Range](said=(Account[Range](
    ...     value=Range(low=7, high=10), sources=("foundations",), status=Status.CONFIRMED),)))]
    ['', 'said.0', 'said.0.value']
    """
    yield path, model
    for name in type(model).model_fields:
        yield from _within(getattr(model, name), f"{path}.{name}" if path else name)


def _within(value: object, path: str) -> Iterator[tuple[str, BaseModel]]:
    if isinstance(value, BaseModel):
        yield from parts(value, path)
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _within(item, f"{path}.{number}")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _within(item, f"{path}.{key}")


def _only_one(something: bool, not_published: str, not_applicable: str, *, key: str) -> None:
    if sum((something, bool(not_published), bool(not_applicable))) != 1:
        raise ValueError(f"give one of {key}, not_published and not_applicable")
