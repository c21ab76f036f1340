"""Does this programme suit this organisation, in the judgement of those who were asked?

Six questions, those of the Hexagon tool of the National Implementation Research Network (Metz
and Louison 2018; https://nccmt.ca/knowledge-repositories/search/352): need, fit and capacity of
the organisation; evidence, usability and support of the programme. Each is judged from 1 to 5,
with a reason. The judgements of several people stand beside each other. They are never added up
into one mark: a programme without need is not made good by its evidence.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from statistics import median
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

LOWEST, HIGHEST = 1, 5
FAR_APART = 2  # scores this far apart are worth a talk


class FitPart(StrEnum):
    """One of the six questions."""

    NEED = "need"
    FIT = "fit"
    CAPACITY = "capacity"
    EVIDENCE = "evidence"
    USABILITY = "usability"
    SUPPORT = "support"


QUESTIONS: Mapping[FitPart, str] = {
    FitPart.NEED: "Are there enough children or staff here with the need that it answers?",
    FitPart.FIT: "Does it go with what we do, value and have promised?",
    FitPart.CAPACITY: "Have we the people, the time and the money to begin it and to keep it?",
    FitPart.EVIDENCE: "What is known of its effects, for people like those here?",
    FitPart.USABILITY: "Is it worked out clearly enough to do as meant?",
    FitPart.SUPPORT: "Is there somebody who trains, supervises and helps us?",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """What one person holds of one question, and why."""

    part: FitPart
    score: int
    reason: str

    def __post_init__(self) -> None:
        if not LOWEST <= self.score <= HIGHEST:
            raise InputError(
                "A judgement of fit is outside 1 to 5.",
                code="deliver.fit-out-of-range",
                where=self.part,
                fix="Give a whole number from 1, not at all, to 5, fully.",
            )
        if not self.reason.strip():
            raise InputError(
                "A judgement of fit has no reason.",
                code="deliver.fit-without-reason",
                where=self.part,
                fix="Say in a sentence why: a number alone helps nobody a year later.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Assessment:
    """One person's judgement of all six, on one day."""

    by: str
    on: date
    judgements: tuple[Judgement, ...]

    def __post_init__(self) -> None:
        if [judgement.part for judgement in self.judgements] != list(FitPart):
            raise InputError(
                "An assessment of fit judges each of the six once, in their order.",
                code="deliver.fit-incomplete",
                where=self.by,
                fix="Judge " + ", ".join(FitPart) + ".",
            )

    def score(self, part: FitPart) -> int:
        """Give the score of one question."""
        return next(one.score for one in self.judgements if one.part is part)


@dataclass(frozen=True, kw_only=True, slots=True)
class PartOfFit:
    """One question over all who judged it: never without the spread."""

    part: FitPart
    scores: tuple[int, ...]

    @property
    def lowest(self) -> int:
        """The lowest score."""
        return min(self.scores)

    @property
    def highest(self) -> int:
        """The highest score."""
        return max(self.scores)

    @property
    def middle(self) -> float:
        """The score in the middle."""
        return median(self.scores)

    @property
    def far_apart(self) -> bool:
        """Whether those who judged see it so differently that they should talk."""
        return self.highest - self.lowest >= FAR_APART


def fit(assessments: Iterable[Assessment]) -> tuple[PartOfFit, ...]:
    """Set the judgements of several people beside each other, question by question.

    Raises
    ------
    InputError
        `deliver.fit-unassessed` when nobody has judged.

    Examples
    --------
    >>> from datetime import date
    >>> def judged(by, *scores):
    ...     return Assessment(by=by, on=date(2026, 3, 2), judgements=tuple(
    ...         Judgement(part=part, score=score, reason="An example.")
    ...         for part, score in zip(FitPart, scores)))
    >>> need = fit([judged("One", 5, 4, 2, 3, 3, 4), judged("Two", 3, 4, 2, 3, 3, 4)])[0]
    >>> need.middle, need.far_apart
    (4.0, True)
    """
    given = tuple(assessments)
    if not given:
        raise InputError(
            "Nobody has judged the fit of this programme yet.",
            code="deliver.fit-unassessed",
            fix="Ask one or more people to judge the six questions.",
        )
    return tuple(
        PartOfFit(part=part, scores=tuple(one.score(part) for one in given)) for part in FitPart
    )
