"""How is it said what a list would change, what it changed, and what of it was left out?"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from holdfast.library.list_layout import list_layout
from holdfast_web.deliver.models import BroughtKind
from holdfast_web.deliver.queries.brought import posts_kept, row_from_json, shift_from_json
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from holdfast.deliver.roster import RosterChanges, Shift
    from holdfast.deliver.staff_import import Changed, StaffChanges, StaffRow
    from holdfast_web.deliver.models import BroughtList

STAFF_HEAD = ("Name", "What happens", "What changes")
ROSTER_HEAD = ("Day", "Name", "Shift", "Roster", "What happens")

WHY = {
    "deliver.list-cell-missing": "There is nothing in it, and it must have a value.",
    "deliver.list-word-unknown": "The word is none of those that this column may hold.",
    "deliver.list-number-unreadable": "It holds no number, or one that cannot be.",
    "deliver.list-day-unreadable": "It holds no day, such as 1 September 2025 or 01/09/2025.",
    "deliver.list-time-unreadable": "It holds no time, such as 07:30.",
    "deliver.list-text-too-long": "The text is too long.",
    "deliver.staff-left-before-started": "The day of leaving is before the first day in post.",
    "deliver.staff-row-twice": "The same post stands higher up in the list.",
    "deliver.staff-name-not-unique": "It could be several people. Give each a reference.",
    "deliver.roster-person-unknown": "Nobody of this name or reference is in post that day.",
    "deliver.roster-person-not-unique": "Several people of this name are in post that day.",
}
"""Why a row was left out, in a sentence, by the code that docs/reference/errors.md explains."""

COUNTED = {
    BroughtKind.STAFF: {
        "added": "{} added", "changed": "{} changed", "leaving": "{} leaving",
        "unchanged": "{} as they were", "absent": "{} in post and not on the list",
    },
    BroughtKind.ROSTER: {
        "added": "{} shifts added", "removed": "{} shifts taken out",
        "unchanged": "{} as they were",
    },
}  # fmt: skip


def said_counts(kind: str, counts: Mapping[str, int]) -> str:
    """Say in a line how many of each sort there are; sorts with none are passed over."""
    words = COUNTED[BroughtKind(kind)]
    said = [
        form.format(f"{counts[name]:,}") for name, form in words.items() if counts.get(name)
    ]
    return ", ".join(said) or "Nothing"


def refused_rows(refused: Iterable[Mapping[str, Any]]) -> list[tuple[object, ...]]:
    """Say which rows were left out, where, and why."""
    ordered = sorted(refused, key=lambda cell: (cell["row"], cell["column"]))
    return [
        (cell["row"], cell["column"], WHY.get(cell["code"], cell["code"])) for cell in ordered
    ]


def staff_rows(changes: StaffChanges, brought: BroughtList) -> list[tuple[object, ...]]:
    """Say what a list of staff would do, post by post: what is new or leaves comes first."""
    kept = posts_kept(brought.organisation)
    rows: list[tuple[object, ...]] = [
        (one.name, "Added", said_post(one)) for one in changes.added
    ]
    rows += [(one.after.name, "Leaves", _said_fields(one)) for one in changes.leaving]
    rows += [(kept[one.key].name, "Changes", _said_fields(one)) for one in changes.changed]
    return rows


def absent_names(changes: StaffChanges, brought: BroughtList) -> list[str]:
    """Give who is in post and not on a list of staff: they stay as they are."""
    kept = posts_kept(brought.organisation)
    return [kept[key].name for key in changes.absent]


def said_post(row: StaffRow) -> str:
    """Say in a line what a post is."""
    hours = "" if row.contracted_hours is None else f"{row.contracted_hours:g} hours"
    left = f"until {written_day(row.left)}" if row.left else ""
    parts = (
        row.post, row.kind, hours, row.shifts or "", "manager" if row.manager else "",
        f"from {written_day(row.started)}", left,
    )  # fmt: skip
    return ", ".join(part for part in parts if part)


def roster_rows(changes: RosterChanges, brought: BroughtList) -> list[tuple[object, ...]]:
    """Say what a roster would do, shift by shift in order of time."""
    names = _names(brought)
    both = [(shift, "Added") for shift in changes.added]
    both += [(shift, "Taken out") for shift in changes.removed]
    return [_said_shift(shift, names, what) for shift, what in sorted(both)]


def applied_rows(brought: BroughtList) -> list[tuple[object, ...]]:
    """Say what a list that was applied did change."""
    if brought.kind == BroughtKind.ROSTER:
        names = _names(brought)
        return [
            _said_shift(shift_from_json(shift), names, "Taken out")
            for shift in brought.taken_out
        ]
    rows: list[tuple[object, ...]] = []
    for change in brought.changes.all():
        after = row_from_json(change.after)
        if change.before is None:
            rows.append((after.name, "Added", said_post(after)))
            continue
        before = row_from_json(change.before)
        said = [
            _said_field(column.name, getattr(before, column.name), getattr(after, column.name))
            for column in list_layout("staff").columns
            if getattr(before, column.name) != getattr(after, column.name)
        ]
        rows.append((after.name, "Changed", "; ".join(said)))
    return rows


def _said_fields(one: Changed) -> str:
    return "; ".join(
        _said_field(field.field, field.before, field.after) for field in one.fields
    )


def _said_field(name: str, before: object, after: object) -> str:
    heading = list_layout("staff").column(name).heading
    return f"{heading}: {_said(before)} becomes {_said(after)}"


def _said(value: object) -> str:
    if value is None or value == "":
        return "nothing"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return written_day(value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def _names(brought: BroughtList) -> dict[str, str]:
    return {key: post.name for key, post in posts_kept(brought.organisation).items()}


def _said_shift(shift: Shift, names: Mapping[str, str], what: str) -> tuple[object, ...]:
    return (
        written_day(shift.day),
        names.get(shift.person, "Somebody no longer on the list"),
        f"{shift.starts:%H:%M} to {shift.ends:%H:%M}",
        shift.state.value.capitalize(),
        what,
    )
