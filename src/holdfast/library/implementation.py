"""Through which stages does a programme go at a site, and what is asked of it there?

`library/implementation/site.yaml`: the stages with who owns the site in each and where it may
move from there, the questions of readiness and of sustainment, and how long before the end of
its funding a site is warned.
"""

from __future__ import annotations

from functools import cache
from typing import Annotated

from pydantic import Field, model_validator

from holdfast.library.entry import Entry, Strict, find, load_yaml, names

Words = Annotated[str, Field(min_length=1)]
Name = Annotated[str, Field(pattern=r"^[a-z]+(-[a-z]+)*$")]


class StageOfImplementation(Strict):
    """One stage: what it means, who owns a site in it, and to which stages it may move."""

    name: Name
    title: Words
    means: Words
    owner: Words
    moves: Annotated[tuple[Name, ...], Field(min_length=1)]


class FundingWarning(Strict):
    """From how many months before the end of the funding something is said, and what."""

    months: Annotated[int, Field(ge=1)]
    says: Words


class Question(Strict):
    """One question of a list, by a name that never changes."""

    name: Name
    asks: Words


class Implementation(Entry):
    """The stages, in order, and what is asked of a site."""

    note: str
    stages: Annotated[tuple[StageOfImplementation, ...], Field(min_length=1)]
    fewest_in_team: Annotated[int, Field(ge=1)]
    funding_warnings: Annotated[tuple[FundingWarning, ...], Field(min_length=1)]
    certification_warnings: Annotated[
        tuple[Annotated[int, Field(ge=1)], ...], Field(min_length=1)
    ]  # months before a facilitator's certification expires, the longest first
    readiness: Annotated[tuple[Question, ...], Field(min_length=1)]
    sustainment: Annotated[tuple[Question, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> Implementation:
        stages = [stage.name for stage in self.stages]
        targets = {name for stage in self.stages for name in stage.moves}
        if targets - set(stages) or any(stage.name in stage.moves for stage in self.stages):
            raise ValueError("a stage moves to another stage of the list")
        for listed in (
            stages,
            [q.name for q in self.readiness],
            [q.name for q in self.sustainment],
        ):
            if len(set(listed)) < len(listed):
                raise ValueError("a name is there twice")
        for months in (
            [warning.months for warning in self.funding_warnings],
            list(self.certification_warnings),
        ):
            if months != sorted(set(months), reverse=True):
                raise ValueError("the warnings are not in order, the longest before first")
        return self

    def stage(self, name: str) -> StageOfImplementation:
        """Give one stage by its name."""
        return next(stage for stage in self.stages if stage.name == name)


def implementation_names() -> tuple[str, ...]:
    """Which entries on implementation does the library hold? In order of name."""
    return names("implementation", ".yaml")


@cache
def implementation(name: str = "site") -> Implementation:
    """Read the stages of implementation.

    Examples
    --------
    >>> [stage.name for stage in implementation().stages]
    ['exploration', 'installation', 'initial', 'full', 'sustained', 'ended']
    """
    return load_yaml(find("implementation", name, ".yaml"), Implementation)
