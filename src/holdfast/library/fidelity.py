"""By which instrument is fidelity rated, on what scale, and from which score is it good enough?

`library/fidelity/`, one YAML file an instrument. A file holds scales and thresholds, never the
wording of an item: most of these instruments are licensed, and whoever rates holds the form. A
threshold says how far it may be relied on. One that nobody has published stays without a
number. On every scale here more is better.
"""

from __future__ import annotations

from collections import Counter
from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated

from pydantic import Field, model_validator

from holdfast.library.entry import Entry, Strict, find, load_yaml, names

if TYPE_CHECKING:
    from collections.abc import Mapping

Word = Annotated[str, Field(min_length=1)]


class Rater(StrEnum):
    """Who rated. Ratings of two kinds of rater are never put together."""

    SELF = "self"
    PEER = "peer"
    OBSERVER = "observer"
    CAREGIVER = "caregiver"


class Chosen(StrEnum):
    """How it was chosen what to review."""

    ALL = "all"
    RANDOM = "random"
    DELIVERER = "the deliverer's choice"


class Form(StrEnum):
    """What kind of instrument it is."""

    ADHERENCE = "adherence score"
    CHECKLIST = "session checklist"
    OBSERVED = "observed practice"
    VIDEO = "video review"


class ScoreKind(StrEnum):
    """What one score is made of."""

    NUMBER = "number"  # between a lowest and a highest value
    CHECKLIST = "checklist"  # steps done out of steps that could be done
    RATIO = "ratio"  # one count to another, such as 3 to 2
    SHARE = "share"  # a count out of another
    GROUP = "group"  # one of named groups, from least to most


class Standing(StrEnum):
    """How far a threshold or a rule may be relied on."""

    CONFIRMED = "confirmed"  # read in the source named
    TO_BE_CONFIRMED = "to be confirmed"  # not read in a source, or its source is not checked
    NOT_PUBLISHED = "not published"  # looked for and not found; it has no number
    OWN = "the organisation's own"  # set by whoever uses the instrument


class Threshold(Strict):
    """From which score on a band begins."""

    band: Word
    at_least: float | None = None
    standing: Standing
    source: Word

    @model_validator(mode="after")
    def _number_where_published(self) -> Threshold:
        if (self.at_least is None) != (self.standing is Standing.NOT_PUBLISHED):
            raise ValueError("a threshold has a number unless it is not published")
        return self


class Score(Strict):
    """One scale of an instrument.

    `parts` names the two counts of a checklist, a ratio or a share, such as reflections and
    questions. `groups` are in order, from least to most. `thresholds` go upwards.
    """

    code: Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
    title: Word
    kind: ScoreKind
    low: float | None = None
    high: float | None = None
    parts: tuple[Word, Word] | None = None
    groups: tuple[Word, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    note: str = ""

    @model_validator(mode="after")
    def _made_of_what_its_kind_needs(self) -> Score:
        counted = self.kind in {ScoreKind.CHECKLIST, ScoreKind.RATIO, ScoreKind.SHARE}
        if (self.parts is not None) != counted:
            raise ValueError("a checklist, a ratio and a share name two parts, others none")
        if (len(self.groups) > 1) != (self.kind is ScoreKind.GROUP):
            raise ValueError("groups are named, two or more, where a score is a group")
        if (self.low is None) != (self.high is None):
            raise ValueError("a scale has both its ends or neither")
        if self.low is not None and self.kind is not ScoreKind.NUMBER:
            raise ValueError("only a number has a lowest and a highest value")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError("the lowest value of a scale must be below the highest")
        published = [one.at_least for one in self.thresholds if one.at_least is not None]
        if any(second <= first for first, second in pairwise(published)):
            raise ValueError("thresholds go upwards")
        if self.kind is ScoreKind.GROUP and published:
            raise ValueError("a score in groups has no threshold: the group says it")
        return self


class Sampling(Strict):
    """How many reviews a verdict needs, and how they must have been chosen."""

    fewest: Annotated[int, Field(ge=1)] | None = None
    chosen: Chosen | None = None
    standing: Standing
    source: Word

    @model_validator(mode="after")
    def _given_where_published(self) -> Sampling:
        nothing = self.fewest is None and self.chosen is None
        if nothing != (self.standing is Standing.NOT_PUBLISHED):
            raise ValueError("a sample rule says something unless it is not published")
        return self


class Instrument(Entry):
    """An instrument of fidelity.

    `looks_at` is what one review rates. `raters` are those whose ratings it is made for.
    `wording` says where its items are, since they are not here.
    """

    form: Form
    looks_at: Word
    raters: Annotated[tuple[Rater, ...], Field(min_length=1)]
    scores: Annotated[tuple[Score, ...], Field(min_length=1)]
    sampling: Sampling
    wording: Word
    note: str = ""

    @model_validator(mode="after")
    def _unique(self) -> Instrument:
        counted = Counter(score.code for score in self.scores)
        twice = [code for code, count in counted.items() if count > 1]
        if twice:
            raise ValueError(f"given more than once: {', '.join(twice)}")
        return self

    @cached_property
    def by_code(self) -> Mapping[str, Score]:
        """The scores by their code."""
        return MappingProxyType({score.code: score for score in self.scores})


def instrument_names() -> tuple[str, ...]:
    """Which instruments of fidelity does the library hold? In order of name."""
    return names("fidelity", ".yaml")


@cache
def instrument(name: str) -> Instrument:
    """Read an instrument of fidelity by name, such as `miti-4`.

    Examples
    --------
    >>> [one.at_least for one in instrument("miti-4").by_code["relational"].thresholds]
    [3.5, 4.0]
    """
    return load_yaml(find("fidelity", name, ".yaml"), Instrument)
