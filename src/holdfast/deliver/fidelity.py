"""Is it delivered as meant, as far as anyone has looked?

Reviews are put together by facilitator, run or site, and by kind of rater: what people say of
themselves and what others saw are never one number. A score that is missing is counted as
missing. Where fewer were reviewed than the rule asks, that is what is said, and nothing about
how good it was.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import t as student

from holdfast.deliver.fidelity_review import Counted, Given, Review, check_review, meets
from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Estimate, share
from holdfast.library.fidelity import Chosen, Rater, Standing

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from holdfast.library.fidelity import Instrument, Score

FEWEST_FOR_AN_INTERVAL = 3


class By(StrEnum):
    """What reviews are put together by."""

    FACILITATOR = "facilitator"
    RUN = "run"
    SITE = "site"


@dataclass(frozen=True, kw_only=True, slots=True)
class SampleRule:
    """How many reviews a verdict needs, by whom, and how they must have been chosen.

    `fewest` is for each facilitator in each run; where they held fewer sessions, all of them.
    """

    fewest: int
    rater: Rater
    chosen: Chosen
    standing: Standing
    source: str

    def __post_init__(self) -> None:
        if self.fewest < 1 or self.rater is Rater.SELF:
            raise InputError(
                "A sample rule needs at least one review, by somebody other than the one who "
                "delivers.",
                code="deliver.sample-rule-unsound",
                fix="Ask for one review or more by a peer, an observer or a caregiver.",
            )

    def asks(self, sessions: int) -> int:
        """How many reviews of someone who has held so many sessions?"""
        return sessions if self.chosen is Chosen.ALL else min(self.fewest, sessions)

    def accepts(self, chosen: Chosen) -> bool:
        """Is a review that was chosen in this way as good as the rule asks?

        Only where the rule asks for chance does what the deliverer chose not count: where all
        are reviewed nothing is left to choose.
        """
        return self.chosen is not Chosen.RANDOM or chosen is not Chosen.DELIVERER


@dataclass(frozen=True, kw_only=True, slots=True)
class Delivery:
    """How many sessions one facilitator has held in one run: what there was to review."""

    facilitator: str
    run: str
    site: str
    sessions: int


class WhyNot(StrEnum):
    """Why there is no verdict."""

    TOO_FEW = "too few reviews"
    NOT_THE_RATER = "not the kind of rater that the rule asks for"
    NO_THRESHOLD = "the instrument has no threshold"
    NOT_PUBLISHED = "the threshold is not published"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """The band that was reached, or why none can be given.

    `standing` is that of the thresholds: a band by a threshold that is to be confirmed is one
    that is to be confirmed.
    """

    band: str | None = None
    why_not: WhyNot | None = None
    standing: Standing | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScoreSummary:
    """One score of one kind of rater in one group.

    `scored` and `missing` add up to the reviews not set aside. `mean` is of numbers, with
    Student's interval from three on; `pooled` is the counts of all reviews added; `groups` the
    share in each group.
    `reached` counts, for each band from below the first upwards, the reviews whose own score
    falls in it.
    """

    code: str
    scored: int
    missing: int
    mean: float | None
    interval: Estimate | None
    pooled: Counted | None
    groups: Mapping[str, Estimate]
    reached: Mapping[str, int]
    verdict: Verdict


@dataclass(frozen=True, kw_only=True, slots=True)
class RaterSummary:
    """What one kind of rater said.

    `set_aside` counts reviews that the deliverer chose where the rule asks for chance: they are
    in no score here. `chosen` counts all reviews by how they were chosen.
    """

    rater: Rater
    reviews: int
    set_aside: int
    chosen: Mapping[Chosen, int]
    scores: tuple[ScoreSummary, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class TooFew:
    """A facilitator in a run of whom too few sessions were reviewed under the rule."""

    facilitator: str
    run: str
    reviewed: int
    asked: int


@dataclass(frozen=True, kw_only=True, slots=True)
class FidelitySummary:
    """One facilitator, run or site. There is no number over all kinds of rater, by design.

    `asked` is what the rule asks of all that was delivered, `reviewed` how much of it was done,
    each review counted only as far as it was asked for. `too_few` names where it falls short.
    """

    key: str
    asked: int
    reviewed: int
    too_few: tuple[TooFew, ...]
    raters: tuple[RaterSummary, ...]

    @property
    def enough(self) -> bool:
        """Whether as much was reviewed as the rule asks, and it asks for something."""
        return self.asked > 0 and not self.too_few


def summarise(
    reviews: Iterable[Review],
    deliveries: Iterable[Delivery],
    *,
    instrument: Instrument,
    rule: SampleRule,
    by: By,
    level: float = 0.95,
) -> tuple[FidelitySummary, ...]:
    """Put reviews together, each kind of rater by itself.

    Parameters
    ----------
    reviews
        All by one instrument.
    deliveries
        What was held, so that what nobody reviewed is seen too: one row a facilitator and run.
    rule
        Which reviews a verdict needs. Those of other raters are shown beside it; those that the
        deliverer chose where it asks for chance are counted apart.

    Returns
    -------
    tuple of FidelitySummary
        In order of their key, those without any review among them. A verdict says what was seen
        in the sessions reviewed, not that the programme works.
    """
    checked = [check_review(review, instrument) for review in reviews]
    held = tuple(deliveries)
    keys = {_key(one, by) for one in checked} | {_key(one, by) for one in held}
    return tuple(
        _summary(
            key,
            [review for review in checked if _key(review, by) == key],
            [delivery for delivery in held if _key(delivery, by) == key],
            instrument=instrument,
            rule=rule,
            level=level,
        )
        for key in sorted(keys)
    )


def band_of(given: Given, score: Score) -> str | None:
    """Name the band in which a score falls; None where the instrument has no threshold.

    Examples
    --------
    >>> from holdfast.library.fidelity import instrument
    >>> relational = instrument("miti-4").by_code["relational"]
    >>> [band_of(mark, relational) for mark in (3, 3.5, 4)]
    ['below fair', 'fair', 'good']
    """
    known = [(one.band, one.at_least) for one in score.thresholds if one.at_least is not None]
    if not known:
        return None
    reached = [band for band, at_least in known if meets(given, at_least)]
    return reached[-1] if reached else f"below {known[0][0]}"


def _summary(
    key: str,
    reviews: list[Review],
    held: list[Delivery],
    *,
    instrument: Instrument,
    rule: SampleRule,
    level: float,
) -> FidelitySummary:
    asked = [(one, rule.asks(one.sessions)) for one in held]
    raters, counted = [], list[Review]()
    for rater in Rater:
        theirs = [review for review in reviews if review.rater is rater]
        kept = theirs
        if rater is rule.rater:
            kept = counted = [review for review in theirs if rule.accepts(review.chosen)]
        if theirs:
            raters.append(
                RaterSummary(
                    rater=rater,
                    reviews=len(theirs),
                    set_aside=len(theirs) - len(kept),
                    chosen=MappingProxyType(Counter(review.chosen for review in theirs)),
                    scores=tuple(
                        _score(kept, score, ruled=rater is rule.rater, asked=asked, level=level)
                        for score in instrument.scores
                    ),
                )
            )
    done = Counter((review.facilitator, review.run) for review in counted)
    return FidelitySummary(
        key=key,
        asked=sum(wanted for _, wanted in asked),
        reviewed=sum(min(done[one.facilitator, one.run], wanted) for one, wanted in asked),
        too_few=_too_few(counted, asked),
        raters=tuple(raters),
    )


def _too_few(reviews: list[Review], asked: list[tuple[Delivery, int]]) -> tuple[TooFew, ...]:
    done = Counter((review.facilitator, review.run) for review in reviews)
    return tuple(
        TooFew(
            facilitator=one.facilitator,
            run=one.run,
            reviewed=done[one.facilitator, one.run],
            asked=wanted,
        )
        for one, wanted in asked
        if done[one.facilitator, one.run] < wanted
    )


def _score(
    reviews: list[Review],
    score: Score,
    *,
    ruled: bool,
    asked: list[tuple[Delivery, int]],
    level: float,
) -> ScoreSummary:
    with_it = [review for review in reviews if review.scores.get(score.code) is not None]
    given = [
        one for one in (review.scores[score.code] for review in with_it) if one is not None
    ]
    counts = [one for one in given if isinstance(one, Counted)]
    numbers = [float(one) for one in given if isinstance(one, float | int)]
    mean = float(np.mean(numbers)) if numbers else None
    pooled = None
    if counts:
        pooled = Counted(
            count=sum(one.count for one in counts), to=sum(one.to for one in counts)
        )
    bands = [band_of(one, score) for one in given]
    groups = score.groups if given else ()
    # A review in which this very score is missing does not count towards its verdict.
    enough = any(wanted for _, wanted in asked) and not _too_few(with_it, asked)
    return ScoreSummary(
        code=score.code,
        scored=len(given),
        missing=len(reviews) - len(given),
        mean=mean,
        interval=_interval(numbers, level=level),
        pooled=pooled,
        groups=MappingProxyType(
            {name: share(given.count(name), len(given), level=level) for name in groups}
        ),
        reached=MappingProxyType({band: bands.count(band) for band in _bands(score)}),
        verdict=_verdict(mean if pooled is None else pooled, score, ruled=ruled, enough=enough),
    )


def _verdict(value: Given | None, score: Score, *, ruled: bool, enough: bool) -> Verdict:
    if not score.thresholds:
        return Verdict(why_not=WhyNot.NO_THRESHOLD)
    standings = {one.standing for one in score.thresholds}
    if Standing.NOT_PUBLISHED in standings:
        return Verdict(why_not=WhyNot.NOT_PUBLISHED)
    if not ruled:
        return Verdict(why_not=WhyNot.NOT_THE_RATER)
    if value is None or not enough:
        return Verdict(why_not=WhyNot.TOO_FEW)
    weakest = (Standing.TO_BE_CONFIRMED, Standing.OWN, Standing.CONFIRMED)
    return Verdict(
        band=band_of(value, score), standing=next(one for one in weakest if one in standings)
    )


def _interval(numbers: Sequence[float], *, level: float) -> Estimate | None:
    """Student's interval for a mean; it supposes that reviews do not hang together."""
    n = len(numbers)
    if n < FEWEST_FOR_AN_INTERVAL:
        return None
    mean = float(np.mean(numbers))
    wide = float(student.ppf((1 + level) / 2, n - 1)) * float(np.std(numbers, ddof=1)) / sqrt(n)
    return Estimate(
        value=mean,
        low=mean - wide,
        high=mean + wide,
        level=level,
        n=n,
        method="Student's interval for the mean of the reviews",
    )


def _bands(score: Score) -> tuple[str, ...]:
    known = [one.band for one in score.thresholds if one.at_least is not None]
    return (f"below {known[0]}", *known) if known else ()


def _key(one: Review | Delivery, by: By) -> str:
    return {By.FACILITATOR: one.facilitator, By.RUN: one.run, By.SITE: one.site}[by]
