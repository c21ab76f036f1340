"""Where does a referral stand, who has to do the next thing, and what can that be?

One table, `TABLE`, holds the whole life of a referral: each state with whoever owns it and the
moves out of it. What is not in the table cannot happen. A child who is sent on to another
service goes with what was gathered, so that nobody is assessed again for the same thing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date


class State(StrEnum):
    """Where a referral stands."""

    RECEIVED = "received"
    TRIAGE = "in triage"
    MORE_ASKED = "more information asked for"
    ACCEPTED = "accepted"
    WAITING = "waiting"
    ALLOCATED = "allocated"
    STARTED = "started"
    ENDED = "ended"
    NEVER_ENGAGED = "never engaged"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    PASSED_ON = "passed on"


class Owner(StrEnum):
    """Who has to do the next thing while a referral is in a state."""

    REFERRER = "whoever referred"
    TRIAGE = "whoever decides on referrals"
    MANAGER = "the manager of the service"
    LEAD = "the lead professional"


class Move(StrEnum):
    """What can be done with a referral, as a verb."""

    TRIAGE = "begin triage"
    ASK = "ask for more information"
    ANSWER = "note the information that came"
    ACCEPT = "accept"
    DECLINE = "decline"
    PASS_ON = "pass on to another service"  # noqa: S105  (a verb, not a password)
    WITHDRAW = "withdraw"
    WAIT = "put on the waiting list"
    ALLOCATE = "allocate"
    START = "start"
    NEVER_ENGAGED = "note that they never engaged"
    END = "end"


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """One move out of a state. `decision` says that it needs a reason and whoever decided."""

    to: State
    decision: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Row:
    """One state: who owns it, what it means, and the moves out of it; an end has none."""

    owner: Owner
    means: str
    moves: Mapping[Move, Step]

    @property
    def final(self) -> bool:
        """Whether the referral is over."""
        return not self.moves


def _row(owner: Owner, means: str, **moves: Step) -> Row:
    return Row(
        owner=owner,
        means=means,
        moves=MappingProxyType({Move[name.upper()]: step for name, step in moves.items()}),
    )


_WITHDRAW = Step(to=State.WITHDRAWN, decision=True)
_PASS_ON = Step(to=State.PASSED_ON, decision=True)
_NEVER = Step(to=State.NEVER_ENGAGED, decision=True)
_ALLOCATE = Step(to=State.ALLOCATED)

TABLE: Mapping[State, Row] = MappingProxyType(
    {
        State.RECEIVED: _row(
            Owner.TRIAGE,
            "It came in and nobody has looked at it yet.",
            triage=Step(to=State.TRIAGE),
            withdraw=_WITHDRAW,
        ),
        State.TRIAGE: _row(
            Owner.TRIAGE,
            "It is being read against the criteria.",
            accept=Step(to=State.ACCEPTED, decision=True),
            ask=Step(to=State.MORE_ASKED),
            decline=Step(to=State.DECLINED, decision=True),
            pass_on=_PASS_ON,
            withdraw=_WITHDRAW,
        ),
        State.MORE_ASKED: _row(
            Owner.REFERRER,
            "It cannot be decided until whoever referred has answered.",
            answer=Step(to=State.TRIAGE),
            decline=Step(to=State.DECLINED, decision=True),
            withdraw=_WITHDRAW,
        ),
        State.ACCEPTED: _row(
            Owner.MANAGER,
            "It was accepted, and is to be given a place or put on the waiting list.",
            allocate=_ALLOCATE,
            wait=Step(to=State.WAITING),
            pass_on=_PASS_ON,
            withdraw=_WITHDRAW,
        ),
        State.WAITING: _row(
            Owner.MANAGER,
            "It was accepted, and there is no place or professional yet.",
            allocate=_ALLOCATE,
            never_engaged=_NEVER,
            pass_on=_PASS_ON,
            withdraw=_WITHDRAW,
        ),
        State.ALLOCATED: _row(
            Owner.LEAD,
            "Somebody leads, and the work has not begun.",
            start=Step(to=State.STARTED),
            wait=Step(to=State.WAITING),
            never_engaged=_NEVER,
            pass_on=_PASS_ON,
            withdraw=_WITHDRAW,
        ),
        State.STARTED: _row(
            Owner.LEAD,
            "The child is being served.",
            end=Step(to=State.ENDED),
            pass_on=_PASS_ON,
        ),
        State.ENDED: _row(Owner.MANAGER, "The service ended, with where the child went."),
        State.NEVER_ENGAGED: _row(
            Owner.MANAGER, "It was accepted, and the child or family never took part."
        ),
        State.DECLINED: _row(Owner.TRIAGE, "The service said no, and why."),
        State.WITHDRAWN: _row(
            Owner.REFERRER, "Whoever referred, or the family, no longer asks for the service."
        ),
        State.PASSED_ON: _row(
            Owner.MANAGER, "Another service has it, with what was gathered here."
        ),
    }
)
"""The life of a referral, in one table."""

FIRST = State.RECEIVED
OPEN = frozenset(state for state, row in TABLE.items() if not row.final)
IN_PLACE = frozenset({State.STARTED})
ACCEPTED_ONCE = frozenset({State.ACCEPTED, State.WAITING, State.ALLOCATED, State.STARTED})
"""States that only an accepted referral has; it may be over by now, and was accepted then."""


class Urgency(StrEnum):
    """How soon a child needs the service, in the order of a waiting list."""

    EMERGENCY = "emergency"
    URGENT = "urgent"
    ROUTINE = "routine"


class Consent(StrEnum):
    """Whether the child and family agreed to be referred."""

    GIVEN = "given"
    NOT_YET = "not asked yet"
    REFUSED = "refused"
    OTHER_BASIS = "another lawful basis"


class Outcome(StrEnum):
    """How far what was worked for was reached when the service ended."""

    REACHED = "goals reached"
    PARTLY = "goals partly reached"
    NOT_REACHED = "goals not reached"
    ENDED_EARLY = "ended before its time by the family"
    NOT_KNOWN = "not known"


@dataclass(frozen=True, kw_only=True, slots=True)
class Moved:
    """One move of a referral: what was done, and on which day."""

    move: Move
    on: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Stay:
    """How long a referral was in one state. `until` is None where it still is."""

    state: State
    since: date
    until: date | None
    days: int


def step(state: State, move: Move) -> Step:
    """Say what a move does from a state.

    Raises
    ------
    InputError
        `deliver.referral-move-not-open`, with the moves that are.

    Examples
    --------
    >>> str(step(State.TRIAGE, Move.ACCEPT).to)
    'accepted'
    """
    moves = TABLE[state].moves
    if move not in moves:
        known = ", ".join(moves) if moves else "none, since it is over"
        raise InputError(
            f"This cannot be done with a referral that is {state}: {move}.",
            code="deliver.referral-move-not-open",
            where=f"state: {state}",
            fix=f"What can be done from there: {known}.",
        )
    return moves[move]


def state_after(moves: Iterable[Move]) -> State:
    """Say where a referral stands after some moves, in order.

    Raises
    ------
    InputError
        `deliver.referral-move-not-open` at the first that was not open.

    Examples
    --------
    >>> str(state_after([Move.TRIAGE, Move.ACCEPT, Move.WAIT]))
    'waiting'
    """
    state = FIRST
    for move in moves:
        state = step(state, move).to
    return state


def course(received: date, moves: Sequence[Moved], *, today: date) -> tuple[Stay, ...]:
    """Say how long a referral was in each state, in order.

    Parameters
    ----------
    received
        The day on which it came in.
    moves
        In the order in which they were made.
    today
        Until when a state that lasts is counted. States in which a referral is over have none.

    Returns
    -------
    tuple of Stay
        Days are counted from the day a state began to the day it ended, which is not in it.

    Raises
    ------
    InputError
        `deliver.referral-days-out-of-order` where a move is earlier than the one before it, or
        later than today; `deliver.referral-move-not-open`.
    """
    stays: list[Stay] = []
    state, since = FIRST, received
    for one in (*moves, None):
        until = today if one is None else one.on
        if until < since:
            raise InputError(
                "The days of a referral are not in order.",
                code="deliver.referral-days-out-of-order",
                where=f"move: {one.move}" if one else "the day it was received",
                fix="Give each move a day no earlier than the one before, and none to come.",
            )
        if one is None and TABLE[state].final:
            break
        stays.append(
            Stay(
                state=state,
                since=since,
                until=None if one is None else until,
                days=(until - since).days,
            )
        )
        if one is not None:
            state, since = step(state, one.move).to, one.on
    return tuple(stays)


def days_in(stays: Iterable[Stay], states: Iterable[State]) -> int:
    """Add up the days that a referral was in any of some states."""
    wanted = set(states)
    return sum(stay.days for stay in stays if stay.state in wanted)
