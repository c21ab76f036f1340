"""Who waits, how long so far, and for whom is the agreed time over?

A wait is counted in days from the day on which its state began. The times agreed are the
service's own, by urgency: none are assumed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.deliver.referral import State, Urgency
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

URGENCIES = tuple(Urgency)


@dataclass(frozen=True, kw_only=True, slots=True)
class AgreedTimes:
    """Within how many days a referral is to be decided, and a place given, by urgency.

    An urgency that is not there has no agreed time.
    """

    decide: Mapping[Urgency, int] = field(default_factory=lambda: MappingProxyType({}))
    place: Mapping[Urgency, int] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if any(days < 0 for days in (*self.decide.values(), *self.place.values())):
            raise InputError(
                "An agreed time is below zero.",
                code="deliver.agreed-time-unsound",
                fix="Give whole days from 0, or none where none is agreed.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiter:
    """One referral that waits: for a decision, or for a place.

    `since` is the day on which the wait began: for a decision the day it was received, for a
    place the day it was accepted.
    """

    key: str
    state: State
    urgency: Urgency
    since: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Waiting:
    """One wait on a list: how long so far, and by when it should be over, if agreed."""

    waiter: Waiter
    days: int
    due: date | None
    late: int

    @property
    def is_late(self) -> bool:
        """Whether the agreed time is over."""
        return self.late > 0


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitSummary:
    """How long those on a list have waited so far. The numbers are None where nobody waits."""

    waiting: int
    late: int
    median: float | None
    longest: int | None


def waiting_list(
    waiters: Iterable[Waiter], agreed: AgreedTimes, *, today: date
) -> tuple[Waiting, ...]:
    """Put those who wait in order: most urgent first, and of those whoever waits longest.

    Examples
    --------
    >>> agreed = AgreedTimes(place={Urgency.URGENT: 14})
    >>> one = Waiter(key="a", state=State.WAITING, urgency=Urgency.URGENT,
    ...              since=date(2026, 5, 1))
    >>> found = waiting_list([one], agreed, today=date(2026, 5, 20))[0]
    >>> found.days, str(found.due), found.late
    (19, '2026-05-15', 5)
    """
    found = []
    for waiter in waiters:
        times = (
            agreed.decide
            if waiter.state in {State.RECEIVED, State.TRIAGE, State.MORE_ASKED}
            else agreed.place
        )
        allowed = times.get(waiter.urgency)
        due = None if allowed is None else waiter.since + timedelta(days=allowed)
        found.append(
            Waiting(
                waiter=waiter,
                days=(today - waiter.since).days,
                due=due,
                late=0 if due is None else max((today - due).days, 0),
            )
        )
    return tuple(
        sorted(
            found,
            key=lambda one: (
                URGENCIES.index(one.waiter.urgency),
                one.waiter.since,
                one.waiter.key,
            ),
        )
    )


def summary(waits: Iterable[Waiting]) -> WaitSummary:
    """Sum up a list.

    Examples
    --------
    >>> summary([])
    WaitSummary(waiting=0, late=0, median=None, longest=None)
    """
    listed = list(waits)
    days = [one.days for one in listed]
    return WaitSummary(
        waiting=len(listed),
        late=sum(one.is_late for one in listed),
        median=float(median(days)) if days else None,
        longest=max(days, default=None),
    )
