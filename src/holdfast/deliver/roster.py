"""Who was on shift when a session was held, and what would a roster change?

A home keeps the roster as planned and as worked. Read here, it explains why somebody was not at
a session: they were with the young people, they had come off a night, or they had the day off.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from holdfast.deliver.list_file import RefusedCell, read_list
from holdfast.deliver.register import Reason
from holdfast.library.list_layout import list_layout

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from holdfast.deliver.staff_import import StaffRow

MIDDLE_OF_THE_NIGHT = time(3)
"""A shift that holds this hour is a night."""


class RosterState(StrEnum):
    """Whether a shift was planned or worked."""

    PLANNED = "planned"
    WORKED = "worked"


class OnShift(StrEnum):
    """What a roster says of somebody at the time of a session."""

    AT_WORK = "on shift at the time"
    AFTER_NIGHT = "came off a night that morning"
    BEFORE_NIGHT = "on a night that evening"
    OFF = "no shift that day"
    NO_ROSTER = "no roster of that day"


ABSENT_BECAUSE = {
    OnShift.AT_WORK: Reason.ON_SHIFT,
    OnShift.AFTER_NIGHT: Reason.NIGHTS,
    OnShift.BEFORE_NIGHT: Reason.NIGHTS,
    OnShift.OFF: Reason.OFF_SHIFT,
}
"""The reason that a roster suggests for an absence. Whoever takes the register decides."""


@dataclass(frozen=True, kw_only=True, slots=True, order=True)
class Shift:
    """One shift of one person, on the day on which it begins.

    One that ends at or before the time at which it begins ends on the next day.
    """

    day: date
    starts: time
    ends: time
    person: str
    state: RosterState

    @property
    def begins(self) -> datetime:
        """When it begins."""
        return datetime.combine(self.day, self.starts)

    @property
    def finishes(self) -> datetime:
        """When it ends."""
        later = self.ends <= self.starts
        return datetime.combine(self.day + timedelta(days=later), self.ends)

    @property
    def is_night(self) -> bool:
        """Whether it holds the middle of a night."""
        nights = (
            datetime.combine(self.day + timedelta(days=days), MIDDLE_OF_THE_NIGHT)
            for days in (0, 1)
        )
        return any(self.begins <= night < self.finishes for night in nights)


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterRead:
    """The shifts of a roster, and what of it was refused."""

    shifts: tuple[Shift, ...]
    refused: tuple[RefusedCell, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class RosterChanges:
    """What a roster would change: within its first and last day, it stands for the whole."""

    added: tuple[Shift, ...]
    removed: tuple[Shift, ...]
    unchanged: int


def read_roster(
    content: bytes, name: str, *, staff: dict[str, StaffRow], state: RosterState
) -> RosterRead:
    """Read a roster from CSV or Excel.

    Parameters
    ----------
    staff
        The posts of the home, by the caller's key, to find whose each shift is: by reference,
        or by name where one of the two has none. Whoever is not among them is refused.
    state
        Whether it is the planned or the worked roster, for rows that do not say so themselves.

    Raises
    ------
    InputError
        As `holdfast.deliver.list_file.read_list`.
    """
    layout = list_layout("roster")
    found = read_list(content, name, layout)
    shifts: dict[Shift, None] = {}
    refused = list(found.refused)
    by_reference, by_name = _index(staff)
    for row in found.rows:
        values = row.values
        reference = str(values.get("reference") or "").casefold()
        named = by_name.get(str(values.get("name") or "").casefold(), [])
        keys = (reference and by_reference.get(reference)) or [
            key for key in named if not (reference and staff[key].reference)
        ]
        day = values["day"]
        there = [key for key in keys if isinstance(day, date) and _in_post(staff[key], day)]
        if len(there) != 1:
            column = layout.column("reference" if reference else "name").heading
            code = (
                "deliver.roster-person-not-unique" if there else "deliver.roster-person-unknown"
            )
            refused.append(RefusedCell(row=row.number, column=column, code=code))
            continue
        said = values.get("state")
        shift = Shift(
            day=day,  # type: ignore[arg-type]
            starts=values["starts"],  # type: ignore[arg-type]
            ends=values["ends"],  # type: ignore[arg-type]
            person=there[0],
            state=RosterState(str(said)) if said else state,
        )
        shifts[shift] = None
    return RosterRead(
        shifts=tuple(sorted(shifts)),
        refused=tuple(sorted(refused, key=lambda cell: (cell.row, cell.column))),
        unknown=found.unknown,
    )


def roster_changes(shifts: Collection[Shift], kept: Collection[Shift]) -> RosterChanges:
    """Say what a roster would change in the shifts that are kept.

    For each of planned and worked, the new roster stands for all shifts between its first and
    its last day: those kept there that it does not have are removed.
    """
    new = set(shifts)
    removed = set()
    for state in RosterState:
        days = [shift.day for shift in new if shift.state is state]
        if days:
            first, last = min(days), max(days)
            removed |= {
                shift
                for shift in kept
                if shift.state is state and first <= shift.day <= last and shift not in new
            }
    old = set(kept)
    return RosterChanges(
        added=tuple(sorted(new - old)),
        removed=tuple(sorted(removed)),
        unchanged=len(new & old),
    )


def on_shift(
    shifts: Iterable[Shift],
    people: Sequence[str],
    *,
    day: date,
    starts: time,
    ends: time,
) -> dict[str, OnShift]:
    """Say of each person what the roster says of them at the time of a session.

    The roster as worked is believed before the roster as planned, person by person: where
    somebody has a worked shift from the day before to the day itself, the planned ones of
    theirs are passed over. It explains an absence and excuses nobody from the session.

    Parameters
    ----------
    shifts
        At least those of the day and of the day before.
    people
        Whom to say it of.
    """
    before = day - timedelta(days=1)
    near = [shift for shift in shifts if before <= shift.day <= day]
    rostered = any(shift.day == day for shift in near)
    begins, finishes = datetime.combine(day, starts), datetime.combine(day, ends)
    answers = {}
    for person in people:
        own = [shift for shift in near if shift.person == person]
        worked = [shift for shift in own if shift.state is RosterState.WORKED]
        answers[person] = _at(worked or own, day, begins, finishes, rostered=rostered)
    return answers


def _at(
    own: Sequence[Shift], day: date, begins: datetime, finishes: datetime, *, rostered: bool
) -> OnShift:
    if any(shift.begins < finishes and begins < shift.finishes for shift in own):
        return OnShift.AT_WORK
    this_morning = (s for s in own if s.is_night and s.finishes.date() == day)
    if any(shift.finishes <= begins for shift in this_morning):
        return OnShift.AFTER_NIGHT
    if any(s.is_night and s.day == day and s.begins >= finishes for s in own):
        return OnShift.BEFORE_NIGHT
    return OnShift.OFF if rostered else OnShift.NO_ROSTER


def _index(staff: dict[str, StaffRow]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    by_reference: dict[str, list[str]] = {}
    by_name: dict[str, list[str]] = {}
    for key, post in staff.items():
        by_name.setdefault(post.name.casefold(), []).append(key)
        if post.reference:
            by_reference.setdefault(post.reference.casefold(), []).append(key)
    return by_reference, by_name


def _in_post(post: StaffRow, day: date) -> bool:
    return post.started <= day and (post.left is None or day < post.left)
