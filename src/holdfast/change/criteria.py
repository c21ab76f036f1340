"""Is this child one for whom the service is meant, criterion by criterion?

Criteria are data: ages, stages on the journey, needs, what rules a child out, and how far all
that may be stretched. How far is agreed before anyone is referred, by a named post and on a
day, with the share of places that it may take: else whoever there is room for comes to fit.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.change.stages import MOST_COMPLEX_FIRST, NO_STAGE, PRIMARY_NEEDS
from holdfast.kernel.dates import whole_years
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

REFERRAL_STAGES: tuple[str, ...] = ("looked_after", *MOST_COMPLEX_FIRST, "care_leaver")
"""Stages that a referral may name, in the order in which one of several names the child."""

NEED_NOT_STATED = "N0"
OLDEST_AGE = 25  # support after care ends then
EXCLUSION = "exclusion:"


class Criterion(StrEnum):
    """What a child is judged by; each exclusion is one more: `exclusion:` and its name."""

    AGE = "age"
    STAGE = "stage"
    NEED = "need"


class Answer(StrEnum):
    """Whether one criterion is met."""

    MET = "met"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"


class Standing(StrEnum):
    """How a child stands against all the criteria together."""

    WITHIN = "within the criteria"
    FLEXIBLE = "within the flexibility agreed"
    OUTSIDE = "outside"
    NOT_JUDGED = "cannot be judged"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exclusion:
    """One thing that rules a child out, under a name that does not change."""

    name: str
    title: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Flexibility:
    """How far the criteria may be stretched, as agreed in advance.

    Attributes
    ----------
    agreed_by, agreed_on
        The post that agreed it (never a person's name), and the day.
    share
        The largest share of children who may be accepted by it, from 0 (none: it was decided
        that the criteria are not flexible) to 1.
    youngest, oldest
        Ages to which the criteria may be stretched; None leaves the criteria's own.
    stages, needs
        Stages and needs that may be added to the criteria's own.
    exclusions
        Names of exclusions that may be set aside.
    most_at_once
        How many criteria may be stretched for one child.
    """

    agreed_by: str
    agreed_on: date
    share: float
    youngest: int | None = None
    oldest: int | None = None
    stages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    exclusions: tuple[str, ...] = ()
    most_at_once: int = 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Criteria:
    """For whom a service is meant.

    Ages are whole years, both included. A child meets the stages by standing in any of them,
    and the needs by having any of them; none named means any. `flexibility` is None as long as
    nobody has decided whether the criteria are flexible, which is not the same as a share of 0.

    Raises
    ------
    InputError
        `change.criteria-unsound`, with the part that cannot be.
    """

    youngest: int
    oldest: int
    stages: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    flexibility: Flexibility | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.youngest <= self.oldest <= OLDEST_AGE:
            raise _unsound(
                "Ages are not in order", "ages", f"Give whole years from 0 to {OLDEST_AGE}."
            )
        _check_codes("stages", self.stages, (*REFERRAL_STAGES, NO_STAGE))
        _check_codes("needs", self.needs, PRIMARY_NEEDS[:-1])
        names = [exclusion.name for exclusion in self.exclusions]
        if len(set(names)) < len(names) or not all(
            exclusion.name and exclusion.title for exclusion in self.exclusions
        ):
            raise _unsound(
                "An exclusion has no name or title, or a name is there twice", "exclusions",
                "Give each exclusion a name of its own and a title.",
            )  # fmt: skip
        if self.flexibility is not None:
            _check_flexibility(self.flexibility, self)


@dataclass(frozen=True, kw_only=True, slots=True)
class Presented:
    """What is known of a child on the day of the referral; None is not known.

    `stages` are all stages in which the child stands, `()` where it is known to be none.
    `needs` are codes of the census, `()` where there are known to be none of them.
    `exclusions` says by name whether each applies; one that is not there is not known.
    """

    age: int | None = None
    stages: tuple[str, ...] | None = None
    needs: tuple[str, ...] | None = None
    exclusions: Mapping[str, bool | None] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """One criterion and whether it is met. `stretched` says that the flexibility covers it."""

    criterion: str
    answer: Answer
    stretched: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Judgement:
    """Each criterion one by one, and how the child stands by all of them."""

    criteria: tuple[Judged, ...]
    standing: Standing

    @property
    def not_met(self) -> tuple[str, ...]:
        """The criteria that are not met, stretched or not."""
        return self._with(Answer.NOT_MET)

    @property
    def not_known(self) -> tuple[str, ...]:
        """The criteria on which more must be known."""
        return self._with(Answer.NOT_KNOWN)

    def _with(self, answer: Answer) -> tuple[str, ...]:
        return tuple(one.criterion for one in self.criteria if one.answer is answer)


def judge(presented: Presented, criteria: Criteria) -> Judgement:
    """Say of each criterion whether a child meets it, and how the child stands.

    Parameters
    ----------
    presented
        What is known of the child on the day.
    criteria
        The criteria that were in force on that day.

    Returns
    -------
    Judgement
        `OUTSIDE` where a criterion is not met that may not be stretched, or more are not met
        than may be stretched at once, whatever else is unknown; else `NOT_JUDGED` where
        anything is not known; else `FLEXIBLE` where a criterion is stretched. It says nothing
        of whether the child should be helped, only whether this service is meant for them.

    Examples
    --------
    >>> teens = Criteria(youngest=11, oldest=17, stages=("child_protection_plan",))
    >>> child = Presented(age=10, stages=("child_in_need", "child_protection_plan"))
    >>> [str(name) for name in judge(child, teens).not_met], str(judge(child, teens).standing)
    (['age'], 'outside')
    """
    flexible = criteria.flexibility
    needs = None if presented.needs == (NEED_NOT_STATED,) else presented.needs
    # A child in no stage stands in the one that is called none.
    stages = (NO_STAGE,) if presented.stages == () else presented.stages
    judged = [
        _of_age(presented.age, criteria),
        _any_of(Criterion.STAGE, stages, criteria.stages, flexible.stages if flexible else ()),
        _any_of(Criterion.NEED, needs, criteria.needs, flexible.needs if flexible else ()),
    ]
    for exclusion in criteria.exclusions:
        applies = presented.exclusions.get(exclusion.name)
        may = flexible is not None and exclusion.name in flexible.exclusions
        answer = (
            Answer.NOT_KNOWN if applies is None else Answer.NOT_MET if applies else Answer.MET
        )
        judged.append(
            Judged(
                criterion=EXCLUSION + exclusion.name,
                answer=answer,
                stretched=may and answer is Answer.NOT_MET,
            )
        )
    return Judgement(criteria=tuple(judged), standing=_standing(judged, flexible))


def most_complex(stages: Iterable[str] | None) -> str | None:
    """Say by which of their stages a child is named: the most complex; None where not known.

    Examples
    --------
    >>> most_complex(("child_in_need", "child_protection_plan")), most_complex(())
    ('child_protection_plan', 'none')
    """
    if stages is None:
        return None
    standing = set(stages)
    return next((stage for stage in REFERRAL_STAGES if stage in standing), NO_STAGE)


def age_on(birth_month: date, day: date) -> int:
    """Give the age in whole years on a day, of a child of whom only the month of birth is held.

    The birthday is taken to be the first of the month, as everywhere else that cohorts are
    made: a child counts as older by up to 30 days, and never as younger.

    Examples
    --------
    >>> from datetime import date
    >>> age_on(date(2010, 5, 1), date(2026, 4, 30)), age_on(date(2010, 5, 1), date(2026, 5, 1))
    (15, 16)
    """
    return whole_years(birth_month.replace(day=1), day)


def _of_age(age: int | None, criteria: Criteria) -> Judged:
    if age is None:
        return Judged(criterion=Criterion.AGE, answer=Answer.NOT_KNOWN)
    if criteria.youngest <= age <= criteria.oldest:
        return Judged(criterion=Criterion.AGE, answer=Answer.MET)
    flexible = criteria.flexibility
    stretched = False
    if flexible is not None:
        youngest = criteria.youngest if flexible.youngest is None else flexible.youngest
        oldest = criteria.oldest if flexible.oldest is None else flexible.oldest
        stretched = youngest <= age <= oldest
    return Judged(criterion=Criterion.AGE, answer=Answer.NOT_MET, stretched=stretched)


def _any_of(
    criterion: Criterion,
    held: tuple[str, ...] | None,
    asked: tuple[str, ...],
    further: tuple[str, ...],
) -> Judged:
    if not asked:
        return Judged(criterion=criterion, answer=Answer.MET)
    if held is None:
        return Judged(criterion=criterion, answer=Answer.NOT_KNOWN)
    if set(held) & set(asked):
        return Judged(criterion=criterion, answer=Answer.MET)
    return Judged(
        criterion=criterion,
        answer=Answer.NOT_MET,
        stretched=not set(held).isdisjoint(further),
    )


def _standing(judged: list[Judged], flexible: Flexibility | None) -> Standing:
    failed = [one for one in judged if one.answer is Answer.NOT_MET]
    most = flexible.most_at_once if flexible else 0
    if len(failed) > most or not all(one.stretched for one in failed):
        return Standing.OUTSIDE
    if any(one.answer is Answer.NOT_KNOWN for one in judged):
        return Standing.NOT_JUDGED
    return Standing.FLEXIBLE if failed else Standing.WITHIN


def _check_flexibility(flexible: Flexibility, criteria: Criteria) -> None:
    where = "flexibility"
    if not flexible.agreed_by.strip():
        raise _unsound("Nobody is named who agreed it", where, "Give the post that agreed it.")
    if not 0 <= flexible.share <= 1:
        raise _unsound(
            "The share of places is not one", where, "Give a share from 0 to 1: 0.1, not 10."
        )
    youngest = criteria.youngest if flexible.youngest is None else flexible.youngest
    oldest = criteria.oldest if flexible.oldest is None else flexible.oldest
    if not 0 <= youngest <= criteria.youngest or not criteria.oldest <= oldest <= OLDEST_AGE:
        raise _unsound(
            "The stretched ages are narrower than the criteria", where,
            "Give a youngest age no higher, and an oldest no lower, than the criteria's own.",
        )  # fmt: skip
    _check_codes(where, flexible.stages, (*REFERRAL_STAGES, NO_STAGE))
    _check_codes(where, flexible.needs, PRIMARY_NEEDS[:-1])
    known = {exclusion.name for exclusion in criteria.exclusions}
    if not set(flexible.exclusions) <= known:
        raise _unsound(
            "It sets aside an exclusion that the criteria do not have", where,
            "Name exclusions of these criteria only.",
        )  # fmt: skip
    if flexible.most_at_once < 1:
        raise _unsound(
            "It lets no criterion be stretched", where,
            "Let at least 1 be stretched at once; for none at all, give a share of 0.",
        )  # fmt: skip


def _check_codes(where: str, given: tuple[str, ...], known: tuple[str, ...]) -> None:
    if not set(given) <= set(known) or max(Counter(given).values(), default=0) > 1:
        raise _unsound(
            "A code is not one of those that there are, or is there twice", where,
            "Use: " + ", ".join(known),
        )  # fmt: skip


def _unsound(what: str, where: str, fix: str) -> InputError:
    return InputError(
        f"The criteria of a service cannot be used. {what}.",
        code="change.criteria-unsound",
        where=where,
        fix=fix,
    )
