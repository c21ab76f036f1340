"""Does a catch-up make good a missed session, and is it counted once only?

A catch-up names one person and one session. Whether it counts is the programme's rule, as its
dose states it. However many catch-ups there are, one person receives one session once.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.deliver.dose import CatchUp as Kind
from holdfast.deliver.dose import Dose, Unsettled
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

__all__ = ["CaughtUp", "Judged", "Kind", "Verdict", "judge"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaughtUp:
    """One catch-up as it was given. `by` is who gave it; empty where nobody wrote it down.

    Raises
    ------
    InputError
        `deliver.catch-up-unsound`: no minutes, or a session before the first.
    """

    person: str
    session: int
    kind: Kind
    day: date
    minutes: int
    by: str = ""

    def __post_init__(self) -> None:
        if self.minutes <= 0:
            raise _unsound("A catch-up took no time.", "Give its minutes: at least 1.")
        if self.session < 1:
            raise _unsound("A catch-up names no session.", "Sessions are counted from 1.")


class Verdict(StrEnum):
    """Whether a catch-up counts, or the first reason why it does not."""

    COUNTS = "counts"
    KIND = "this kind does not count under the programme's rule"
    NOT_SETTLED = "the programme's rule on catch-ups is not settled"
    NOT_HELD = "the session has not been held yet"
    BEFORE_SESSION = "given before the session was held"
    ATTENDED = "the person attended the session"
    COUNTED = "another catch-up for this session counts already"


@dataclass(frozen=True, kw_only=True, slots=True)
class Judged:
    """A catch-up with the verdict on it."""

    caught_up: CaughtUp
    verdict: Verdict

    @property
    def counts(self) -> bool:
        """Whether it makes the session good."""
        return self.verdict is Verdict.COUNTS


def judge(
    given: Iterable[CaughtUp],
    *,
    dose: Dose,
    held: Mapping[int, date],
    attended: frozenset[tuple[str, int]] = frozenset(),
) -> tuple[Judged, ...]:
    """Say of each catch-up whether it counts; never two for one person and session.

    Parameters
    ----------
    given
        Catch-ups in any order.
    dose
        The programme's values, with its rule on catch-ups. Where that is not settled no
        catch-up counts, and each says why: the organisation settles it by a variation.
    held
        The day on which each session was first held, by its number.
    attended
        Who received which session by being there. They need no catch-up, and one that was
        given all the same is not counted beside it.

    Returns
    -------
    tuple of Judged
        By day, then session and person. Of several that could count, the first does.

    Examples
    --------
    >>> from datetime import date
    >>> visit = CaughtUp(
    ...     person="staff-7", session=3, kind=Kind.VISIT, day=date(2027, 2, 9), minutes=90
    ... )
    >>> rule = Dose(sessions=10, catch_up_counts=True, catch_up_kinds=(Kind.VISIT,))
    >>> [one.verdict for one in judge([visit, visit], dose=rule, held={3: date(2027, 2, 2)})]
    [<Verdict.COUNTS: 'counts'>, <Verdict.COUNTED: 'another catch-up for this session counts \
already'>]
    """
    taken: set[tuple[str, int]] = set()
    judged = []
    for one in sorted(
        given, key=lambda one: (one.day, one.session, one.person, one.kind, one.minutes, one.by)
    ):
        verdict = _verdict(one, dose=dose, held=held)
        whose = (one.person, one.session)
        if whose in attended:
            verdict = Verdict.ATTENDED
        elif verdict is Verdict.COUNTS and whose in taken:
            verdict = Verdict.COUNTED
        elif verdict is Verdict.COUNTS:
            taken.add(whose)
        judged.append(Judged(caught_up=one, verdict=verdict))
    return tuple(judged)


def _verdict(one: CaughtUp, *, dose: Dose, held: Mapping[int, date]) -> Verdict:
    allowed = dose.counts(one.kind)
    if isinstance(allowed, Unsettled):
        return Verdict.NOT_SETTLED
    if not allowed:
        return Verdict.KIND
    day = held.get(one.session)
    if day is None:
        return Verdict.NOT_HELD
    return Verdict.BEFORE_SESSION if one.day < day else Verdict.COUNTS


def _unsound(what: str, fix: str) -> InputError:
    return InputError(what, code="deliver.catch-up-unsound", fix=fix)
