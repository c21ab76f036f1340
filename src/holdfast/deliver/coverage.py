"""Which share of a home's team received the programme's dose?

There is no one team. People start and leave while a programme runs, so the same receipts are
set against three denominators, each by head and by contracted hours:

- the team at session 1: those who were there when it began, whatever became of them;
- the team on the day of each session: whom that session could have reached;
- the team today: who looks after young people now, with all who came since.

No one of them is the true one, and none says that anybody works differently.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from holdfast.deliver.team import LeftOut, TeamRule, team_on
from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import Rate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from holdfast.deliver.received import Received
    from holdfast.deliver.team import Member

    Bits = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
    Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


class Team(StrEnum):
    """Against which team a share is taken."""

    AT_START = "the team at session 1"
    ON_THE_DAY = "the team on the day of each session"
    TODAY = "the team today"


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionDay:
    """One session and its day: that of its first sitting, where it is repeated for some."""

    session: int
    day: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Share:
    """A share by head and by contracted hours; None where the team has nobody, or no hours."""

    heads: Rate | None
    hours: Rate | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TeamShare:
    """What one team received in all.

    Attributes
    ----------
    whole
        Who received every session held so far. For the team on the day of each session it is
        asked of the team on the day of the latest one.
    mean
        The mean share of the sessions held so far: receipts out of those that there could be,
        over all sessions.
    left_out
        How many on the list are not counted, by reason: on the day of session 1, of the latest
        session, or today.
    without_hours
        How many are counted whose contracted hours are not known. They weigh nothing by hours.
    """

    whole: Share
    mean: Share
    left_out: Mapping[LeftOut, int]
    without_hours: int


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionShares:
    """The share of each of the three teams that received one session."""

    session: int
    day: date
    shares: Mapping[Team, Share]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """What became of the team at session 1, by head; it explains the difference to today.

    `whole` of each are those who received every session held so far. Someone who left without
    it makes today's share larger although nobody learned anything: therefore both are counted.
    """

    at_start: int
    gone: int
    gone_whole: int
    stayed: int
    stayed_whole: int
    came: int
    came_whole: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Coverage:
    """The coverage of one run, as of one day.

    `held` sessions out of `planned` had been held by then; shares are of those held. `shares`
    is empty, and there is no change, before the first.
    """

    today: date
    held: int
    planned: int
    sessions: tuple[SessionShares, ...]
    shares: Mapping[Team, TeamShare]
    change: Change | None


def coverage(
    members: Sequence[Member],
    sessions: Sequence[SessionDay],
    received: Received,
    *,
    rule: TeamRule,
    today: date,
    planned: int | None = None,
) -> Coverage:
    """Say which share of the team received the dose, against three teams.

    Parameters
    ----------
    members
        Everybody who was on the home's list at any time, each once.
    sessions
        Those held by `today`, of one kind: for all staff, or for managers. Those of a later day
        are not counted yet.
    received
        From `holdfast.deliver.received.received`.
    rule
        Whom to count.
    planned
        Sessions in the programme; as many as are given where it is not said.

    Raises
    ------
    InputError
        `deliver.team-repeated` where a person or a session is given twice.
    """
    _check_once([member.person for member in members], "a person")
    _check_once([one.session for one in sessions], "a session")
    held = sorted(
        (one for one in sessions if one.day <= today), key=lambda s: (s.day, s.session)
    )
    if not held:
        return Coverage(
            today=today, held=0, planned=len(sessions) if planned is None else planned,
            sessions=(), shares=MappingProxyType({}), change=None,
        )  # fmt: skip
    got = _matrix(
        [[one.session in received.of(member.person) for one in held] for member in members],
        len(held),
    )
    every: Bits = np.logical_and.reduce(got, axis=1)
    days = [one.day for one in held]
    on_day = _counted(members, days, rule)
    now = _counted(members, [today], rule)[:, 0]
    weights = _weights(members)
    unknown = np.array([member.hours is None for member in members], np.bool_)
    teams = {Team.AT_START: on_day[:, 0], Team.ON_THE_DAY: on_day[:, -1], Team.TODAY: now}
    shares = {}
    for team, people in teams.items():
        day = {Team.AT_START: days[0], Team.ON_THE_DAY: days[-1], Team.TODAY: today}[team]
        could = on_day if team is Team.ON_THE_DAY else np.repeat(people[:, None], len(held), 1)
        shares[team] = TeamShare(
            whole=_share(weights, every & people, people),
            mean=_share(weights, got & could, could),
            left_out=team_on(members, day, rule=rule).left_out,
            without_hours=int((people & unknown).sum()),
        )
    return Coverage(
        today=today,
        held=len(held),
        planned=len(sessions) if planned is None else planned,
        sessions=tuple(
            SessionShares(
                session=one.session,
                day=one.day,
                shares=MappingProxyType({
                    Team.AT_START: _share(weights, got[:, at] & on_day[:, 0], on_day[:, 0]),
                    Team.ON_THE_DAY: _share(weights, got[:, at] & on_day[:, at], on_day[:, at]),
                    Team.TODAY: _share(weights, got[:, at] & now, now),
                }),
            )
            for at, one in enumerate(held)
        ),
        shares=MappingProxyType(shares),
        change=_change(on_day[:, 0], now, every),
    )  # fmt: skip


def _counted(members: Sequence[Member], days: Sequence[date], rule: TeamRule) -> Bits:
    """Say who is counted on each of some days: as `TeamRule.leaves_out`, all at once."""
    numbers = np.array([day.toordinal() for day in days])
    starts = np.array([member.started.toordinal() for member in members])
    ends = np.array([m.left.toordinal() if m.left else date.max.toordinal() for m in members])
    ever = np.array([rule.leaves_out_always(member) is None for member in members], np.bool_)
    counted = ever[:, None] & (starts[:, None] <= numbers) & (numbers < ends[:, None])
    if not rule.away:
        for at, member in enumerate(members):
            for absence in member.away:
                counted[at] &= [not absence.covers(day) for day in days]
    return counted


def _matrix(rows: list[list[bool]], columns: int) -> Bits:
    return np.array(rows, dtype=np.bool_).reshape(len(rows), columns)


def _weights(members: Sequence[Member]) -> Numbers:
    """Give what each person weighs by head, and by contracted hours."""
    return np.array([[1.0] * len(members), [m.hours or 0.0 for m in members]], np.float64)


def _share(weights: Numbers, have: Bits, could: Bits) -> Share:
    if have.ndim > 1:
        have, could = have.sum(axis=1), could.sum(axis=1)
    top, whole = (weights @ have).tolist(), (weights @ could).tolist()
    heads, hours = (
        Rate(numerator=part, denominator=of) if of > 0 else None
        for part, of in zip(top, whole, strict=True)
    )
    return Share(heads=heads, hours=hours)


def _change(start: Bits, now: Bits, whole: Bits) -> Change:
    def number(people: Bits) -> int:
        return int(people.sum())

    return Change(
        at_start=number(start),
        gone=number(start & ~now),
        gone_whole=number(start & ~now & whole),
        stayed=number(start & now),
        stayed_whole=number(start & now & whole),
        came=number(now & ~start),
        came_whole=number(now & ~start & whole),
    )


def _check_once(names: Sequence[object], what: str) -> None:
    if len(set(names)) < len(names):
        raise InputError(
            f"Coverage was asked for with {what} given twice, who would be counted twice.",
            code="deliver.team-repeated",
            fix="Give each person and each session once.",
        )
