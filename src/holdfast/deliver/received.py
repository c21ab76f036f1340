"""Which sessions has each person received under the programme's rule?

A session is received when somebody was at one of its sittings for at least the least share of
its minutes, or caught it up in a way that counts. Received once is received: to come twice, or
to catch up what one attended, adds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar

from holdfast.deliver.catch_up import judge
from holdfast.deliver.dose import settled

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from holdfast.deliver.catch_up import CaughtUp
    from holdfast.deliver.dose import Dose
    from holdfast.deliver.register import Attendance

Value = TypeVar("Value")


class Grounds(StrEnum):
    """On what grounds a session counts as received."""

    ATTENDED = "attended"
    CAUGHT_UP = "caught up"


class Shortfall(StrEnum):
    """What is known of a session not received: the furthest that somebody came."""

    NO_RECORD = "no record"
    ABSENT = "absent"
    MINUTES_NOT_KNOWN = "there, but for how long is not known"
    TOO_LITTLE = "there, but for too short a time"
    CATCH_UP_DOES_NOT_COUNT = "caught up in a way that does not count"


@dataclass(frozen=True, kw_only=True, slots=True)
class Receipt:
    """One session that one person received: on which day first, and on what grounds."""

    day: date
    grounds: Grounds


@dataclass(frozen=True, kw_only=True, slots=True)
class Received:
    """All that a team has received.

    `receipts` has the sessions that each person received, by number; `short` what is known of
    those that they came to, or tried to make up, without receiving them.
    """

    receipts: Mapping[str, Mapping[int, Receipt]]
    short: Mapping[str, Mapping[int, Shortfall]]

    def of(self, person: str) -> Mapping[int, Receipt]:
        """Give what one person received, by the number of the session."""
        return self.receipts.get(person, {})

    def shortfall(self, person: str, session: int) -> Shortfall:
        """Say what is known of a session that somebody has not received."""
        return self.short.get(person, {}).get(session, Shortfall.NO_RECORD)


def received(
    attendances: Iterable[Attendance],
    catch_ups: Iterable[CaughtUp],
    *,
    dose: Dose,
    held: Mapping[int, date],
) -> Received:
    """Say who received which session.

    Parameters
    ----------
    attendances
        Every line of every register, in any order. Minutes at two sittings of one session are
        not added up: half of it twice may be the same half.
    catch_ups
        Every catch-up; `holdfast.deliver.catch_up.judge` says which count.
    dose
        The values of the run's version of the programme. `least_share` must be settled.
    held
        The day on which each session was first held, by its number.

    Raises
    ------
    InputError
        `deliver.dose-not-settled` where nobody has said which share of a session is enough.

    Examples
    --------
    >>> from datetime import date
    >>> from holdfast.deliver.dose import Dose
    >>> from holdfast.deliver.register import Attendance
    >>> day = date(2025, 9, 1)
    >>> line = Attendance(person="1", session=1, day=day, minutes=160, length=210)
    >>> rule = Dose(sessions=10, least_share=0.75)
    >>> found = received([line, line], [], dose=rule, held={1: day})
    >>> [(number, receipt.grounds.value) for number, receipt in found.of("1").items()]
    [(1, 'attended')]
    """
    least = settled(dose.least_share, "least_share")
    got: defaultdict[str, dict[int, Receipt]] = defaultdict(dict)
    short: defaultdict[str, dict[int, Shortfall]] = defaultdict(dict)
    for line in attendances:
        why = _attended_short(line, least)
        if why is None:
            receipt = Receipt(day=line.day, grounds=Grounds.ATTENDED)
            known = got[line.person].get(line.session, receipt)
            got[line.person][line.session] = min(receipt, known, key=lambda r: r.day)
        else:
            _fall_short(short[line.person], line.session, why)
    attended = frozenset((person, number) for person, of in got.items() for number in of)
    for judged in judge(catch_ups, dose=dose, held=held, attended=attended):
        one = judged.caught_up
        if judged.counts:
            receipt = Receipt(day=one.day, grounds=Grounds.CAUGHT_UP)
            got[one.person][one.session] = receipt
        else:
            _fall_short(short[one.person], one.session, Shortfall.CATCH_UP_DOES_NOT_COUNT)
    return Received(
        receipts=_frozen(got),
        short=_frozen({
            person: {number: why for number, why in of.items() if number not in got[person]}
            for person, of in short.items()
        }),
    )  # fmt: skip


def _attended_short(line: Attendance, least: float) -> Shortfall | None:
    if line.minutes is None:
        return Shortfall.MINUTES_NOT_KNOWN
    if line.minutes <= 0:
        return Shortfall.ABSENT
    # A hair's breadth for shares such as 0.7, which no binary number is.
    enough = line.minutes >= least * line.length - 1e-9
    return None if enough else Shortfall.TOO_LITTLE


def _fall_short(of: dict[int, Shortfall], session: int, why: Shortfall) -> None:
    """Keep the furthest that somebody came."""
    of[session] = max(of.get(session, why), why, key=list(Shortfall).index)


def _frozen(of: Mapping[str, dict[int, Value]]) -> Mapping[str, Mapping[int, Value]]:
    return MappingProxyType({
        person: MappingProxyType(dict(sorted(by.items()))) for person, by in of.items() if by
    })  # fmt: skip
