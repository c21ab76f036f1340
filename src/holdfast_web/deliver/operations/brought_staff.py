"""What does a list of staff change, and how is that taken back? Called by `brought` only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from holdfast.deliver.staff_import import COMPARED, counts
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import (
    BroughtChange,
    CatchUp,
    LongAbsence,
    Mark,
    RosterShift,
    StaffMember,
)
from holdfast_web.deliver.queries.brought import (
    row_as_json,
    row_from_json,
    row_of,
    staff_changes_of,
)

if TYPE_CHECKING:
    from holdfast.deliver.staff_import import StaffRow
    from holdfast_web.deliver.models import BroughtList

AT_ONCE = 500
MOST_NAMED = 5


def apply_staff(brought: BroughtList) -> dict[str, int]:
    """Add and change posts as a list says; give how many of each sort."""
    changes = staff_changes_of(brought)
    new = StaffMember.objects.bulk_create(
        [
            StaffMember(organisation=brought.organisation, **_fields(row))
            for row in changes.added
        ],
        batch_size=AT_ONCE,
    )
    kept = {
        str(member.key): member
        for member in StaffMember.objects.filter(organisation=brought.organisation)
    }
    changed = [(kept[one.key], one.after) for one in (*changes.changed, *changes.leaving)]
    befores = [row_as_json(row_of(member)) for member, _ in changed]
    for member, row in changed:
        _set(member, row)
    StaffMember.objects.bulk_update(
        [member for member, _ in changed], list(COMPARED), batch_size=AT_ONCE
    )
    afters: list[tuple[StaffMember, object]] = [(member, None) for member in new]
    afters += [(member, before) for (member, _), before in zip(changed, befores, strict=True)]
    BroughtChange.objects.bulk_create(
        [
            BroughtChange(
                brought=brought, staff=member, before=before, after=row_as_json(row_of(member))
            )
            for member, before in afters
        ],
        batch_size=AT_ONCE,
    )
    return dict(counts(changes))


def _fields(row: StaffRow) -> dict[str, object]:
    """Give the fields of a post as the model has them."""
    values = {name: getattr(row, name) for name in COMPARED}
    return values | {"shifts": row.shifts or ""}


def _set(member: StaffMember, row: StaffRow) -> None:
    for name, value in _fields(row).items():
        setattr(member, name, value)


def undo_staff(brought: BroughtList) -> None:
    """Put posts back as they were; refuse all of it where one was changed since or is used."""
    changes = list(brought.changes.select_related("staff"))
    moved = [one for one in changes if row_as_json(row_of(one.staff)) != one.after]
    if moved:
        raise _stands_in_the_way(
            brought, "Posts that this list changed have been changed since", moved
        )
    added = [one for one in changes if one.before is None]
    keys = [one.staff_id for one in added]
    used = set(Mark.objects.filter(staff__in=keys).values_list("staff_id", flat=True))
    for model in (CatchUp, LongAbsence, RosterShift):
        used |= set(model.objects.filter(staff__in=keys).values_list("staff_id", flat=True))
    in_use = [one for one in added if one.staff_id in used]
    if in_use:
        raise _stands_in_the_way(
            brought, "People whom this list added are on registers, rosters or absences", in_use
        )
    put_back = [one for one in changes if one.before is not None]
    for one in put_back:
        _set(one.staff, row_from_json(one.before or {}))
    StaffMember.objects.bulk_update(
        [one.staff for one in put_back], list(COMPARED), batch_size=AT_ONCE
    )
    StaffMember.objects.filter(pk__in=keys).delete()


def _stands_in_the_way(
    brought: BroughtList, what: str, changes: list[BroughtChange]
) -> InputError:
    names = sorted({one.staff.name for one in changes})
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return InputError(
        f"{what}, so the list cannot be undone: {', '.join(names[:MOST_NAMED])}{more}.",
        code="deliver.list-changed-since",
        where=brought.file_name,
        fix="Put right by hand what was wrong, or bring a list with the right rows.",
    )
