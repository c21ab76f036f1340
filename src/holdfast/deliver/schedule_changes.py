"""What changed between two releases of a schedule, in words that a notice can carry?

Sessions are told apart by a key that stays with them whatever happens to their number or day.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from holdfast.deliver.schedule import Sitting

NOON = 12


class What(StrEnum):
    """What happened to a session."""

    MOVED = "moved"
    ADDED = "added"
    CANCELLED = "cancelled"


@dataclass(frozen=True, kw_only=True, slots=True)
class Released:
    """One session as a release of a schedule has it. `name` is what people call it."""

    key: str
    name: str
    sittings: tuple[Sitting, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Change:
    """One thing that changed, and the sentence that says it."""

    key: str
    what: What
    words: str


def changes(before: Iterable[Released], after: Iterable[Released]) -> tuple[Change, ...]:
    """Say what changed, session by session, in the order of the new days.

    Parameters
    ----------
    before, after
        Two releases. Nothing in `before` makes every session an addition.

    Returns
    -------
    tuple of Change
        Empty where nobody's diary is touched. A name that alone changed is not told.

    Examples
    --------
    >>> from datetime import date, time
    >>> from holdfast.deliver.schedule import Sitting
    >>> def third(day):
    ...     sitting = Sitting(day=day, starts=time(9, 30), ends=time(13, 0))
    ...     return [Released(key="a", name="Session 3", sittings=(sitting,))]
    >>> (moved,) = changes(third(date(2027, 4, 5)), third(date(2027, 4, 12)))
    >>> moved.words
    'Session 3 moves from Monday 5 April 2027 to Monday 12 April 2027, 9:30am to 1pm.'
    """
    old = {one.key: one for one in before}
    new = {one.key: one for one in after}
    found: list[tuple[tuple[Sitting, ...], Change]] = []
    for key, session in new.items():
        if key not in old:
            words = f"{session.name} is added: {_list(session.sittings)}."
            found.append((session.sittings, Change(key=key, what=What.ADDED, words=words)))
            continue
        sentences = _moves(session.name, old[key].sittings, session.sittings)
        if sentences:
            change = Change(key=key, what=What.MOVED, words=" ".join(sentences))
            found.append((session.sittings, change))
    for key, session in old.items():
        if key not in new:
            words = f"{session.name} is cancelled. It was to be {_list(session.sittings)}."
            change = Change(key=key, what=What.CANCELLED, words=words)
            found.append((session.sittings, change))
    return tuple(change for _, change in sorted(found, key=lambda one: (one[0], one[1].words)))


def written_day(day: date) -> str:
    """Write a day with its weekday, as a diary has it.

    Examples
    --------
    >>> from datetime import date
    >>> written_day(date(2027, 4, 5))
    'Monday 5 April 2027'
    """
    return f"{day:%A} {day.day} {day:%B %Y}"


def written_time(moment: time) -> str:
    """Write a time of the day as people do.

    Examples
    --------
    >>> from datetime import time
    >>> written_time(time(13, 0)), written_time(time(9, 5)), written_time(time(0, 30))
    ('1pm', '9:05am', '12:30am')
    """
    hour = moment.hour % NOON or NOON
    minutes = f":{moment.minute:02d}" if moment.minute else ""
    return f"{hour}{minutes}{'am' if moment.hour < NOON else 'pm'}"


def _moves(name: str, before: tuple[Sitting, ...], after: tuple[Sitting, ...]) -> list[str]:
    """Say how the sittings of one session changed; those that stayed are not told."""
    gone = sorted(set(before) - set(after))
    come = sorted(set(after) - set(before))
    sentences = [
        f"{name} {_from_to(one, other)}." for one, other in zip(gone, come, strict=False)
    ]
    sentences += [f"{name} is no longer held {_list((one,))}." for one in gone[len(come) :]]
    sentences += [f"{name} is also held {_list((one,))}." for one in come[len(gone) :]]
    return sentences


def _from_to(one: Sitting, other: Sitting) -> str:
    hours_before, hours = _hours(one), _hours(other)
    same_hours = hours_before == hours
    place = f", at {other.place}" if other.place != one.place and other.place else ""
    if one.day != other.day:
        before = (
            "" if same_hours else f", {written_time(one.starts)} to {written_time(one.ends)},"
        )
        return (
            f"moves from {written_day(one.day)}{before} to {written_day(other.day)}, "
            f"{hours}{place}"
        )
    if not same_hours:
        return f"on {written_day(other.day)} is now from {hours}{place}"
    return f"on {written_day(other.day)} is now at {other.place or 'a place to be told'}"


def _list(sittings: tuple[Sitting, ...]) -> str:
    return " and ".join(
        f"on {written_day(one.day)}, {_hours(one)}" + (f", at {one.place}" if one.place else "")
        for one in sittings
    )


def _hours(one: Sitting) -> str:
    return f"{written_time(one.starts)} to {written_time(one.ends)}"
