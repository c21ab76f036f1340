"""Who still owes which session, and can it still be caught up?

A list for whoever runs the home: everybody counted today, the sessions held that they have not
received, in the order in which these are due, and what can be done about each. To owe a session
is no fault: someone who came last week owes them all.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.deliver.dose import Unsettled
from holdfast.deliver.team import LeftOut

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from holdfast.deliver.coverage import SessionDay
    from holdfast.deliver.dose import Dose
    from holdfast.deliver.received import Received, Shortfall
    from holdfast.deliver.team import Member, TeamRule


class Way(StrEnum):
    """What can be done about a session that somebody owes: the first of these that holds."""

    SITTING = "a sitting of it is still to come"
    CATCH_UP = "it can be caught up"
    NOT_IN_ORDER = "an earlier session comes first"
    RULE_NOT_SETTLED = "whether a catch-up counts is not settled"
    NO_CATCH_UP = "the programme counts no catch-up"


@dataclass(frozen=True, kw_only=True, slots=True)
class Owed:
    """One session that somebody owes.

    `joined_after` and `was_away` say that they could not have come: they were not on the team
    yet on its day, or on long absence. `shortfall` is what is known otherwise. `sitting` is the
    next sitting of it, where there is one.
    """

    session: int
    day: date
    joined_after: bool
    was_away: bool
    shortfall: Shortfall
    way: Way
    sitting: date | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Owes:
    """What one person owes, in the order in which it is due."""

    person: str
    sessions: tuple[Owed, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Owing:
    """Who owes what as of a day.

    `due` are those on the team today, who owes the oldest session first. `away` are those of
    the team who are on long absence: they owe, and nobody asks them now. `nothing` counts those
    of the team today who owe nothing.
    """

    today: date
    due: tuple[Owes, ...]
    away: tuple[Owes, ...]
    nothing: int


def owing(
    members: Sequence[Member],
    sessions: Sequence[SessionDay],
    received: Received,
    *,
    dose: Dose,
    rule: TeamRule,
    today: date,
    to_come: Mapping[int, date] | None = None,
) -> Owing:
    """Say who still owes which of the sessions held so far.

    Parameters
    ----------
    members, sessions, received, rule
        As for `holdfast.deliver.coverage.coverage`.
    dose
        Says whether a catch-up counts, and whether sessions must be received in order.
    to_come
        The next sitting, from today on, of sessions that are repeated.
    """
    held = sorted((one for one in sessions if one.day <= today), key=lambda s: s.session)
    ahead = to_come or {}
    due, away, nothing = [], [], 0
    for member in members:
        why = rule.leaves_out(member, today)
        if why not in (None, LeftOut.AWAY) or rule.leaves_out_always(member):
            continue
        got = received.of(member.person)
        missing = [one for one in held if one.session not in got]
        owes = Owes(
            person=member.person,
            sessions=tuple(
                _owed(member, one, received, dose, ahead, first=not at)
                for at, one in enumerate(missing)
            ),
        )
        if why is LeftOut.AWAY:
            away += [owes] if missing else []
        elif missing:
            due.append(owes)
        else:
            nothing += 1
    return Owing(
        today=today,
        due=tuple(sorted(due, key=_oldest_first)),
        away=tuple(sorted(away, key=_oldest_first)),
        nothing=nothing,
    )


def _owed(
    member: Member,
    one: SessionDay,
    received: Received,
    dose: Dose,
    ahead: Mapping[int, date],
    *,
    first: bool,
) -> Owed:
    return Owed(
        session=one.session,
        day=one.day,
        joined_after=one.day < member.started,
        was_away=any(absence.covers(one.day) for absence in member.away),
        shortfall=received.shortfall(member.person, one.session),
        way=Way.SITTING if one.session in ahead else _way(dose, first=first),
        sitting=ahead.get(one.session),
    )


def _way(dose: Dose, *, first: bool) -> Way:
    """Say whether the programme lets a session be caught up; not settled is not yes."""
    if isinstance(dose.catch_up_counts, Unsettled):
        return Way.RULE_NOT_SETTLED
    if not dose.catch_up_counts or dose.catch_up_kinds == ():
        return Way.NO_CATCH_UP
    if isinstance(dose.catch_up_kinds, Unsettled):
        return Way.RULE_NOT_SETTLED
    return Way.NOT_IN_ORDER if dose.order_fixed is True and not first else Way.CATCH_UP


def _oldest_first(owes: Owes) -> tuple[date, int, str]:
    return min(owed.day for owed in owes.sessions), -len(owes.sessions), owes.person
