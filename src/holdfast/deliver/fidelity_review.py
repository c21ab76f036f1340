"""Who rated whom, by which instrument, and is the review one that may be counted?

A review holds scores, never the answers to single items. A score that is not there is None:
nothing is put in its place. Whoever rates as an observer or a caregiver must not have delivered
what is rated; whoever rates themselves must have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from math import isfinite
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError
from holdfast.library.fidelity import Chosen, Rater, Score, ScoreKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from holdfast.library.fidelity import Instrument


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """Two counts of which a checklist, a ratio or a share is made: so many to so many."""

    count: int
    to: int


Given = float | Counted | str
"""A score: a number, two counts, or the name of a group."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Review:
    """One review of one facilitator.

    Attributes
    ----------
    facilitator
        Whose practice was rated.
    run, site
        In which run, at which site.
    rater
        What kind of rater it was.
    rated_by
        Who rated, where that is somebody with a name here; a caregiver is not.
    delivered_by
        Everyone who delivered what was rated, the facilitator among them.
    day
        When what was rated took place.
    session
        The number of the session, where there is one.
    chosen
        How it came to be this one that was reviewed.
    scores
        By code of the score; None, or not there, where it is missing.
    """

    facilitator: str
    run: str
    site: str
    rater: Rater
    rated_by: str | None = None
    delivered_by: frozenset[str] = frozenset()
    day: date
    session: int | None = None
    chosen: Chosen
    scores: Mapping[str, Given | None] = field(default_factory=lambda: MappingProxyType({}))


def check_review(review: Review, instrument: Instrument) -> Review:
    """Say whether a review may be counted, and give it back if so.

    Raises
    ------
    InputError
        `deliver.rater-not-for-instrument`, `deliver.rater-is-the-deliverer`,
        `deliver.self-rater-is-another`, `deliver.score-not-of-instrument`, or
        `deliver.score-out-of-range` for a score that its scale does not have.
    """
    if review.rater not in instrument.raters:
        raise InputError(
            f"This instrument is not made for ratings by this kind of rater: {review.rater}.",
            code="deliver.rater-not-for-instrument",
            fix=f"It is made for ratings by: {', '.join(instrument.raters)}.",
        )
    delivered = review.delivered_by | {review.facilitator}
    outside = review.rater in {Rater.OBSERVER, Rater.CAREGIVER}
    barred = delivered if outside else {review.facilitator}
    if review.rater is Rater.SELF:
        if review.rated_by not in {None, review.facilitator}:
            raise InputError(
                "A rating of oneself was given by somebody else.",
                code="deliver.self-rater-is-another",
                fix="Choose peer or observer as the kind of rater.",
            )
    elif review.rated_by in barred:
        raise InputError(
            "Whoever rated delivered what is rated.",
            code="deliver.rater-is-the-deliverer",
            fix="Record it as a rating of oneself, or have somebody else rate.",
        )
    for code, given in review.scores.items():
        if code not in instrument.by_code:
            raise InputError(
                "A review has a score that the instrument does not have.",
                code="deliver.score-not-of-instrument",
                where=f"{instrument.title}, {code}",
                fix=f"Its scores are: {', '.join(instrument.by_code)}.",
            )
        if given is not None:
            _check_score(given, instrument.by_code[code], where=instrument.title)
    return review


def meets(given: Given, at_least: float) -> bool:
    """Say whether a score reaches a threshold.

    Two counts are compared without dividing, so that reflections with no question at all are
    more than two to one.

    Examples
    --------
    >>> meets(3.5, 3.5), meets(Counted(count=9, to=5), 2), meets(Counted(count=4, to=0), 2)
    (True, False, True)
    """
    if isinstance(given, Counted):
        return given.count >= at_least * given.to
    return not isinstance(given, str) and given >= at_least


def plain_value(given: Given, score: Score) -> float | None:
    """Give a score as one number to draw: a group by its place from 1, counts by division.

    None where there is nothing to divide by.
    """
    if isinstance(given, Counted):
        return given.count / given.to if given.to else None
    if isinstance(given, str):
        return float(score.groups.index(given) + 1)
    return float(given)


def _check_score(given: Given, score: Score, *, where: str) -> None:
    where = f"{where}, {score.title}"
    if score.kind is ScoreKind.GROUP:
        sound = isinstance(given, str) and given in score.groups
        fix = f"Choose one of: {', '.join(score.groups)}."
    elif score.kind is ScoreKind.NUMBER:
        sound = isinstance(given, float | int) and isfinite(given)
        fix = "Give a number."
        if score.low is not None and score.high is not None:
            sound = (
                sound and isinstance(given, float | int) and score.low <= given <= score.high
            )
            fix = f"Give a number from {score.low:g} to {score.high:g}."
    else:
        first, second = score.parts or ("", "")
        sound = isinstance(given, Counted) and given.count >= 0 and given.to >= 0
        sound = sound and given != Counted(count=0, to=0)
        fix = f"Give two whole numbers: {first}, {second}. Not both may be 0."
        if score.kind is not ScoreKind.RATIO:
            sound = sound and isinstance(given, Counted) and given.count <= given.to
            fix = f"Give two whole numbers: {first} cannot be more than {second}."
    if not sound:
        raise InputError(
            "A score is not one that its scale has.",
            code="deliver.score-out-of-range",
            where=where,
            fix=fix,
        )
