"""What would a list that was brought change now, and what is kept already?"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from datetime import date, time
from typing import TYPE_CHECKING, Any

from holdfast.deliver.list_file import RefusedCell
from holdfast.deliver.roster import RosterState, Shift, roster_changes
from holdfast.deliver.staff_import import StaffList, StaffRow, staff_changes
from holdfast_web.deliver.models import BroughtList, RosterShift, StaffMember
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import seen_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast.deliver.roster import RosterChanges
    from holdfast.deliver.staff_import import StaffChanges
    from holdfast_web.people.models import Organisation, User

DATES = ("started", "left")
Json = dict[str, Any]


def lists_brought(user: User | AnonymousUser) -> QuerySet[BroughtList]:
    """Give the lists of homes whose staff a person keeps, the latest first."""
    found = seen_by(BroughtList.objects.all(), user, Permission.MANAGE_STAFF)
    return found.select_related("organisation", "brought_by", "applied_by", "undone_by")


def row_as_json(row: StaffRow) -> Json:
    """Give a row of a list of staff as it is kept until the list is used."""
    return {
        name: value.isoformat() if isinstance(value, date) else value
        for name, value in asdict(row).items()
    }


def row_from_json(kept: Mapping[str, Any]) -> StaffRow:
    """Give such a row back."""
    days = {name: date.fromisoformat(kept[name]) for name in DATES if kept[name] is not None}
    return StaffRow(**(dict(kept) | days))


def row_of(member: StaffMember) -> StaffRow:
    """Give a post as a list would have it."""
    hours = member.contracted_hours
    return StaffRow(
        reference=member.reference,
        name=member.name,
        post=member.post,
        kind=member.kind,
        contracted_hours=None if hours is None else float(hours),
        shifts=member.shifts or None,
        manager=member.manager,
        started=member.started,
        left=member.left,
    )


def posts_kept(home: Organisation) -> dict[str, StaffRow]:
    """Give every post of a home, by its key as text."""
    members = StaffMember.objects.filter(organisation=home).order_by("name", "started", "id")
    return {str(member.key): row_of(member) for member in members}


def staff_list_of(brought: BroughtList) -> StaffList:
    """Give a list of staff as it was read."""
    return StaffList(
        rows=tuple(row_from_json(row) for row in brought.rows),
        refused=tuple(RefusedCell(**cell) for cell in brought.refused),
        unknown=tuple(brought.unknown),
        given=frozenset(brought.options.get("given", ())),
    )


def staff_changes_of(brought: BroughtList) -> StaffChanges:
    """Say what a list of staff would change in what is kept now."""
    left = brought.options.get("absent_left")
    return staff_changes(
        staff_list_of(brought),
        posts_kept(brought.organisation),
        absent_left=date.fromisoformat(left) if left else None,
    )


def shift_as_json(shift: Shift) -> list[str]:
    """Give a shift as it is kept until the roster is used, or to be put back."""
    return [
        shift.person, shift.day.isoformat(), shift.starts.isoformat("minutes"),
        shift.ends.isoformat("minutes"), shift.state.value,
    ]  # fmt: skip


def shift_from_json(kept: Iterable[str]) -> Shift:
    """Give such a shift back."""
    person, day, starts, ends, state = kept
    return Shift(
        person=person,
        day=date.fromisoformat(day),
        starts=time.fromisoformat(starts),
        ends=time.fromisoformat(ends),
        state=RosterState(state),
    )


def shifts_kept(home: Organisation, first: date, last: date) -> list[Shift]:
    """Give the shifts of a home between two days, both included, by the keys of its staff."""
    rows = (
        RosterShift.objects.filter(organisation=home, day__range=(first, last))
        .order_by("day", "starts", "staff_id", "id")
        .values_list("staff__key", "day", "starts", "ends", "state")
    )
    return [
        Shift(person=str(key), day=day, starts=starts, ends=ends, state=RosterState(state))
        for key, day, starts, ends, state in rows
    ]


def roster_changes_of(brought: BroughtList) -> RosterChanges:
    """Say what a roster would change in the shifts that are kept now."""
    shifts = [shift_from_json(row) for row in brought.rows]
    if not shifts:
        return roster_changes([], [])
    days = [shift.day for shift in shifts]
    return roster_changes(shifts, shifts_kept(brought.organisation, min(days), max(days)))


def print_of(changes: StaffChanges | RosterChanges) -> str:
    """Give a hash of what a list would change, to tell whether that is still what was seen."""
    said = json.dumps(asdict(changes), default=str, sort_keys=True)
    return hashlib.sha256(said.encode()).hexdigest()
