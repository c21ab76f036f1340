"""What does a roster change, and how is that taken back? Called by `brought` only."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from holdfast.deliver.roster import RosterState, Shift
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import RosterShift, StaffMember
from holdfast_web.deliver.queries.brought import (
    roster_changes_of,
    shift_as_json,
    shift_from_json,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast_web.deliver.models import BroughtList
    from holdfast_web.people.models import Organisation

AT_ONCE = 500


def apply_roster(brought: BroughtList) -> dict[str, int]:
    """Put in and take out shifts as a roster says; give how many of each sort."""
    changes = roster_changes_of(brought)
    brought.taken_out = [shift_as_json(shift) for shift in changes.removed]
    _take_out(brought.organisation, changes.removed)
    _put_in(brought.organisation, changes.added, brought=brought)
    return {
        "added": len(changes.added), "removed": len(changes.removed),
        "unchanged": changes.unchanged,
    }  # fmt: skip


def undo_roster(brought: BroughtList) -> None:
    """Take out the shifts that a roster put in, and put back those that it took out."""
    put_back = [shift_from_json(row) for row in brought.taken_out]
    if brought.shifts.count() != brought.counts.get("added", 0):
        raise InputError(
            "Shifts that this roster added were replaced since, so it cannot be undone.",
            code="deliver.list-changed-since",
            where=brought.file_name,
            fix="Undo the roster that came after it first, or bring the right one.",
        )
    brought.shifts.all().delete()
    _put_in(brought.organisation, put_back, brought=None)


def _take_out(home: Organisation, shifts: Iterable[Shift]) -> None:
    gone = set(shifts)
    if not gone:
        return
    days = [shift.day for shift in gone]
    rows = RosterShift.objects.filter(
        organisation=home, day__range=(min(days), max(days))
    ).values_list("id", "staff__key", "day", "starts", "ends", "state")
    keys = [
        key
        for key, person, day, starts, ends, state in rows.iterator()
        if Shift(
            person=str(person), day=day, starts=starts, ends=ends, state=RosterState(state)
        )
        in gone
    ]
    for place in range(0, len(keys), AT_ONCE):
        RosterShift.objects.filter(pk__in=keys[place : place + AT_ONCE]).delete()


def _put_in(
    home: Organisation, shifts: Iterable[Shift], *, brought: BroughtList | None
) -> None:
    staff = dict(StaffMember.objects.filter(organisation=home).values_list("key", "id"))
    RosterShift.objects.bulk_create(
        [
            RosterShift(
                organisation=home, staff_id=staff[UUID(shift.person)], day=shift.day,
                starts=shift.starts, ends=shift.ends, state=shift.state.value, brought=brought,
            )
            for shift in shifts
            if UUID(shift.person) in staff
        ],
        batch_size=AT_ONCE,
    )  # fmt: skip
