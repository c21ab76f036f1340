"""What is known about whether a programme works, and where do the findings disagree?

A programme can hold the highest rating of one body and a trial in England that found no
difference, and both are true. The card keeps both, side by side, each with its source and the
day on which it was read. It never adds them up into one mark.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from holdfast.library.entry import Strict
from holdfast.library.stated import Fact, Listed, Stated, Words


class Design(StrEnum):
    """How a study was made."""

    RANDOMISED = "randomised trial"
    MATCHED = "matched comparison"
    REVIEW = "review of studies"
    BEFORE_AFTER = "before and after"
    OBSERVED = "observed practice"
    FEASIBILITY = "feasibility study"
    MIXED = "mixed methods"


class Direction(StrEnum):
    """Which way a finding points, in the words of its authors."""

    IN_FAVOUR = "in favour"
    NO_DIFFERENCE = "no difference found"
    MIXED = "mixed"
    AGAINST = "against"
    DESCRIBES = "describes only"


class Rating(Strict):
    """What a body that rates programmes says of this one."""

    body: Words
    of: Words  # what is rated: the evidence, how usable it is
    value: Fact[str]
    means: str = ""


class CostBand(Strict):
    """How dear a body holds it to be: a band, and never a price."""

    body: Words
    band: Words
    out_of: str = ""
    means: str = ""


class Study(Stated):
    """One study and what it found."""

    name: Words
    country: Words
    in_uk: bool
    design: Design
    people: Words  # who was studied, and how many
    compared_with: str = ""
    finding: Words
    direction: Direction


class Side(Stated):
    """One of the findings that disagree."""

    says: Words


class Contradiction(Strict):
    """A question to which sources give different answers, all of them kept."""

    question: Words
    sides: Annotated[tuple[Side, ...], Field(min_length=2)]


class EvidenceCard(Strict):
    """Ratings, cost band, studies, and the findings that disagree."""

    ratings: Listed[Rating]
    cost_band: Fact[CostBand]
    studies: Listed[Study]
    contradictions: tuple[Contradiction, ...] = ()

    @property
    def trials_in_uk(self) -> tuple[Study, ...]:
        """The randomised trials held in the United Kingdom."""
        return tuple(
            study
            for study in self.studies.items
            if study.in_uk and study.design is Design.RANDOMISED
        )

    @property
    def rated(self) -> tuple[Rating, ...]:
        """The ratings of the evidence that could be read."""
        return tuple(
            rating
            for rating in self.ratings.items
            if rating.of == "evidence" and rating.value.said
        )
