"""Who is on the team of a home on a day, and who is left out of the count, and why?

A team changes under a programme: people start, leave, are long away, and some come from a bank
or an agency. Whom to count is a rule that somebody sets, and everybody whom the rule leaves out
is counted under one reason.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class StaffKind(StrEnum):
    """How somebody is employed."""

    PERMANENT = "permanent"
    BANK = "bank"
    AGENCY = "agency"


class Shifts(StrEnum):
    """When somebody works as a rule."""

    DAYS = "days"
    NIGHTS = "nights"
    MIXED = "mixed"


class LeftOut(StrEnum):
    """Why somebody on the list is not counted on a day: the first of these that holds."""

    NOT_YET = "not on the team yet"
    GONE = "left before"
    AWAY = "long absence"
    KIND = "bank or agency staff whom the rule leaves out"
    NIGHTS = "night staff whom the rule leaves out"
    FEW_HOURS = "fewer contracted hours than the rule asks for"
    NO_MANAGER = "not a manager"


@dataclass(frozen=True, kw_only=True, slots=True)
class LongAbsence:
    """Days on which somebody in post is away for long: maternity, long sickness, secondment.

    `until` is the first day back; None where it is not known yet.
    """

    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Say whether a day is among them."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, kw_only=True, slots=True)
class Member:
    """One person in a post at a home.

    Attributes
    ----------
    person
        What the caller knows them by. It is never shown by the engine.
    hours
        Contracted hours a week; None where they are not known. Bank staff without guaranteed
        hours have 0.
    started, left
        The first day in post, and the first day no longer in it.

    Raises
    ------
    InputError
        `deliver.member-unsound`: somebody left before they started, or has hours that no week
        holds.
    """

    person: str
    kind: StaffKind
    started: date
    left: date | None = None
    hours: float | None = None
    shifts: Shifts | None = None
    manager: bool = False
    away: tuple[LongAbsence, ...] = ()

    def __post_init__(self) -> None:
        hours_in_a_week = 168
        backwards = self.left is not None and self.left < self.started
        odd = self.hours is not None and not 0 <= self.hours <= hours_in_a_week
        if backwards or odd:
            raise InputError(
                "A member of staff left before they started, or has hours that no week holds.",
                code="deliver.member-unsound",
                where="left" if backwards else "contracted hours",
                fix="Mend the dates, or give the hours of one week.",
            )

    def in_post(self, day: date) -> bool:
        """Say whether they hold their post on a day, away or not."""
        return self.started <= day and (self.left is None or day < self.left)


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamRule:
    """Whom coverage counts.

    Attributes
    ----------
    kinds
        The kinds of staff that are counted.
    nights
        Whether staff who work nights only are counted.
    away
        Whether people in post who are on long absence are counted.
    least_hours
        The least contracted hours a week. Hours that are not known are never too few.
    managers_only
        For the sessions of a programme that are for managers.
    """

    kinds: frozenset[StaffKind] = frozenset({StaffKind.PERMANENT, StaffKind.BANK})
    nights: bool = True
    away: bool = False
    least_hours: float = 0
    managers_only: bool = False

    def leaves_out(self, member: Member, day: date) -> LeftOut | None:
        """Say why somebody is not counted on a day; None where they are."""
        if day < member.started:
            return LeftOut.NOT_YET
        if not member.in_post(day):
            return LeftOut.GONE
        if not self.away and any(absence.covers(day) for absence in member.away):
            return LeftOut.AWAY
        return self.leaves_out_always(member)

    def leaves_out_always(self, member: Member) -> LeftOut | None:
        """Say why somebody is counted on no day; None where it depends on the day."""
        if member.kind not in self.kinds:
            return LeftOut.KIND
        if not self.nights and member.shifts is Shifts.NIGHTS:
            return LeftOut.NIGHTS
        if member.hours is not None and member.hours < self.least_hours:
            return LeftOut.FEW_HOURS
        if self.managers_only and not member.manager:
            return LeftOut.NO_MANAGER
        return None


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamOnDay:
    """Who is counted on a day, and how many are not, by reason: every reason is there.

    People counted and people left out add up to everybody on the list.
    """

    day: date
    people: tuple[str, ...]
    left_out: Mapping[LeftOut, int]


def team_on(members: Iterable[Member], day: date, *, rule: TeamRule) -> TeamOnDay:
    """Say who is counted on a day under a rule, and how many are left out and why.

    Examples
    --------
    >>> from datetime import date
    >>> home = [
    ...     Member(person="1", kind=StaffKind.PERMANENT, started=date(2025, 1, 6)),
    ...     Member(person="2", kind=StaffKind.AGENCY, started=date(2025, 1, 6)),
    ... ]
    >>> found = team_on(home, date(2025, 3, 1), rule=TeamRule())
    >>> found.people, found.left_out[LeftOut.KIND]
    (('1',), 1)
    """
    verdicts = [(member.person, rule.leaves_out(member, day)) for member in members]
    counts = Counter(why for _, why in verdicts)
    return TeamOnDay(
        day=day,
        people=tuple(person for person, why in verdicts if why is None),
        left_out=MappingProxyType({why: counts[why] for why in LeftOut}),
    )
