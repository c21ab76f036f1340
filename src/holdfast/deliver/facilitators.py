"""Who may deliver a programme on a day, and has a run the people that it needs?

A certification begins on a day and may expire on another. That it has expired is never written
down: it follows from its day. A run needs its roles filled on every day on which it is held.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.deliver.dose import Unsettled
from holdfast.kernel.dates import months_later

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from holdfast.deliver.dose import Dose


class Standing(StrEnum):
    """How far somebody is allowed to deliver a programme on a day."""

    NONE = "no training yet"
    IN_TRAINING = "in training"
    CERTIFIED = "certified"
    EXPIRED = "expired"


@dataclass(frozen=True, kw_only=True, slots=True)
class Certification:
    """From which day somebody is in training or certified, and on which day that expires.

    `expires` is the first day on which it no longer holds; None where it does not expire.
    """

    certified: bool
    since: date
    expires: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Stands:
    """The standing of somebody on a day, since when, and until when if that is known."""

    standing: Standing
    since: date | None
    until: date | None

    def ends_within(self, months: int, *, today: date) -> bool:
        """Say whether it is a certification that expires within so many months."""
        if self.standing is not Standing.CERTIFIED or self.until is None:
            return False
        return self.until <= months_later(today, months)


def stands(certifications: Iterable[Certification], day: date) -> Stands:
    """Say how somebody stands on a day, by the latest certification that has begun.

    Examples
    --------
    >>> from datetime import date
    >>> made = Certification(certified=True, since=date(2024, 1, 8), expires=date(2026, 1, 8))
    >>> [stands([made], date(year, 1, 8)).standing.value for year in (2023, 2025, 2026)]
    ['no training yet', 'certified', 'expired']
    """
    begun = [one for one in certifications if one.since <= day]
    if not begun:
        return Stands(standing=Standing.NONE, since=None, until=None)
    latest = max(begun, key=lambda one: one.since)
    if latest.expires is not None and latest.expires <= day:
        return Stands(standing=Standing.EXPIRED, since=latest.expires, until=None)
    standing = Standing.CERTIFIED if latest.certified else Standing.IN_TRAINING
    return Stands(standing=standing, since=latest.since, until=latest.expires)


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """One person's place on a run: in which role, from which day, until which other.

    No `since` is from the beginning, no `until` to the end; `until` is the first day off it.
    """

    facilitator: str
    role: str
    since: date | None = None
    until: date | None = None

    def holds(self, day: date) -> bool:
        """Say whether it holds on a day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )


@dataclass(frozen=True, kw_only=True, slots=True)
class RoleOnDay:
    """One role that a run needs, on a day: how many it asks for, and who fills it.

    `needed` is unsettled where nobody has published how many. `not_certified` are those of
    `filled` who are not certified on the day.
    """

    role: str
    title: str
    needed: int | Unsettled
    filled: tuple[str, ...]
    not_certified: tuple[str, ...]

    @property
    def lacking(self) -> int:
        """How many are still to be found; at least one where the number is not settled."""
        needed = 1 if isinstance(self.needed, Unsettled) else self.needed
        return max(needed - len(self.filled), 0)


def roles_on(
    dose: Dose,
    places: Sequence[Place],
    certifications: Mapping[str, Sequence[Certification]],
    *,
    day: date,
) -> tuple[RoleOnDay, ...]:
    """Say for each role that a programme asks for who fills it on a day, and who may not yet.

    Somebody without a role, or in one that the programme does not have, fills none of them.
    A programme that names no role has none to fill.

    Parameters
    ----------
    certifications
        Those for the run's programme, by facilitator.
    """
    found = []
    for need in dose.facilitators:
        filled = tuple(
            place.facilitator
            for place in places
            if place.role == need.role and place.holds(day)
        )
        found.append(
            RoleOnDay(
                role=need.role,
                title=need.title,
                needed=need.how_many,
                filled=filled,
                not_certified=tuple(
                    who
                    for who in filled
                    if stands(certifications.get(who, ()), day).standing
                    is not Standing.CERTIFIED
                ),
            )
        )
    return tuple(found)
