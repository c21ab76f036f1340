"""What would a home's list of staff change in what is kept of them already?

Nothing is changed here: the answer is who is new, who changes and how, who leaves, who stays as
they are, and who is not on the list. So it can be looked at first, applied, and taken back.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from holdfast.deliver.list_file import RefusedCell, read_list
from holdfast.library.list_layout import list_layout

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from holdfast.deliver.list_file import ListRow

Value = str | float | bool | None
COMPARED = ("reference", "name", "post", "kind", "contracted_hours", "shifts", "manager",
            "started", "left")  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffRow:
    """One post as a list has it, or as it is kept.

    `number` is the row of the sheet, 0 for what is kept. Blank text is empty; hours, shifts and
    a leave date that are not known are None.
    """

    number: int = 0
    reference: str = ""
    name: str
    post: str = ""
    kind: str = "permanent"
    contracted_hours: float | None = None
    shifts: str | None = None
    manager: bool = False
    started: date
    left: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffList:
    """What a list holds: its rows, what was refused, and what was left out.

    `given` are the columns that the list has. What it does not have changes nothing.
    """

    rows: tuple[StaffRow, ...]
    refused: tuple[RefusedCell, ...]
    unknown: tuple[str, ...]
    given: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldChange:
    """One field of one post, as it is kept and as the list has it."""

    field: str
    before: Value | date
    after: Value | date


@dataclass(frozen=True, kw_only=True, slots=True)
class Changed:
    """One post that is kept already and would change. `key` is the caller's name for it."""

    key: str
    after: StaffRow
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class StaffChanges:
    """What a list would change.

    Attributes
    ----------
    added
        Posts that are not kept yet.
    changed
        Posts that would change in something, other than only that they are left.
    leaving
        Posts that would be given a leave date that they do not have yet.
    unchanged, absent
        The keys of those that the list has just as they are, and of those in post that it does
        not have. Those who left already and are not on the list are neither.
    refused
        Rows that could be read, and not be told apart from one another.
    """

    added: tuple[StaffRow, ...]
    changed: tuple[Changed, ...]
    leaving: tuple[Changed, ...]
    unchanged: tuple[str, ...]
    absent: tuple[str, ...]
    refused: tuple[RefusedCell, ...]


def read_staff(content: bytes, name: str) -> StaffList:
    """Read a home's list of staff from CSV or Excel.

    Raises
    ------
    InputError
        As `holdfast.deliver.list_file.read_list`.
    """
    layout = list_layout("staff")
    found = read_list(content, name, layout)
    rows, refused = [], list(found.refused)
    for one in found.rows:
        row = _row(one)
        if row.left is not None and row.left < row.started:
            refused.append(
                _refused(one.number, "left", code="deliver.staff-left-before-started")
            )
        else:
            rows.append(row)
    given = {name for one in found.rows[:1] for name in one.values}
    return StaffList(
        rows=tuple(rows),
        refused=tuple(sorted(refused, key=lambda cell: (cell.row, cell.column))),
        unknown=found.unknown,
        given=frozenset(given),
    )


def staff_changes(
    found: StaffList, kept: Mapping[str, StaffRow], *, absent_left: date | None = None
) -> StaffChanges:
    """Say what a list would change in what is kept.

    A post on the list is one that is kept when it has the same reference, or, where one of the
    two has none, the same name; and the same first day, or else the only one of that reference
    or name which is still held. Somebody who comes back after leaving has a new post. A blank
    cell changes nothing, but for the leave date: who is on the list without one is in post.

    Parameters
    ----------
    kept
        The posts of the home, by the caller's key.
    absent_left
        For a list that is known to be whole: the leave date of those in post who are not on
        it. None leaves them as they are.
    """
    rows, refused = _once(found.rows)
    matched: dict[str, StaffRow] = {}
    added = []
    for row in rows:
        keys = [key for key in _matches(row, kept) if key not in matched]
        if len(keys) > 1:
            refused.append(_refused(row.number, "name", code="deliver.staff-name-not-unique"))
        elif keys:
            matched[keys[0]] = row
        else:
            added.append(row)
    changed, leaving, unchanged = [], [], []
    for key, row in matched.items():
        one = _change(key, kept[key], row, found.given)
        if not one.fields:
            unchanged.append(key)
        elif [change.field for change in one.fields] == ["left"] and one.after.left:
            leaving.append(one)
        else:
            changed.append(one)
    absent = tuple(key for key, post in kept.items() if key not in matched and not post.left)
    if absent_left is not None:
        leaving += [_leaves(key, kept[key], absent_left) for key in absent]
        absent = ()
    return StaffChanges(
        added=tuple(added),
        changed=tuple(changed),
        leaving=tuple(leaving),
        unchanged=tuple(unchanged),
        absent=absent,
        refused=tuple(refused),
    )


def _row(one: ListRow) -> StaffRow:
    values = dict(one.values)
    manager = values.pop("manager", None) == "yes"
    given = {name: value for name, value in values.items() if value is not None}
    return StaffRow(number=one.number, manager=manager, **given)  # type: ignore[arg-type]


def _refused(number: int, column: str, *, code: str) -> RefusedCell:
    heading = list_layout("staff").column(column).heading
    return RefusedCell(row=number, column=heading, code=code)


def _once(rows: Sequence[StaffRow]) -> tuple[list[StaffRow], list[RefusedCell]]:
    """Keep each post once: a second row with the same reference or name and day is refused."""
    kept, refused = [], []
    seen: set[tuple[str, str, date]] = set()
    for row in rows:
        whose = _whose(row)
        if whose in seen:
            refused.append(_refused(row.number, "name", code="deliver.staff-row-twice"))
        else:
            seen.add(whose)
            kept.append(row)
    return kept, refused


def _whose(row: StaffRow) -> tuple[str, str, date]:
    reference = row.reference.casefold()
    return reference, "" if reference else row.name.casefold(), row.started


def _matches(row: StaffRow, kept: Mapping[str, StaffRow]) -> list[str]:
    """Which of the posts kept may a row be? At best one."""
    same = [
        key
        for key, post in kept.items()
        if (
            post.reference.casefold() == row.reference.casefold()
            if post.reference and row.reference
            else post.name.casefold() == row.name.casefold()
        )
    ]
    first_day = [key for key in same if kept[key].started == row.started]
    if first_day:
        return first_day
    return [key for key in same if _still_held(kept[key], row)]


def _still_held(post: StaffRow, row: StaffRow) -> bool:
    """Say whether a row with another first day may be a post that goes on."""
    return post.left is None or row.started < post.left


def _change(key: str, post: StaffRow, row: StaffRow, given: Iterable[str]) -> Changed:
    changes = []
    for name in COMPARED:
        before, after = getattr(post, name), getattr(row, name)
        blank = after is None or after == ""
        if name not in given or before == after or (blank and name != "left"):
            continue
        changes.append(FieldChange(field=name, before=before, after=after))
    after_all = {f.name: getattr(post, f.name) for f in fields(StaffRow)}
    after_all |= {change.field: change.after for change in changes} | {"number": row.number}
    return Changed(key=key, after=StaffRow(**after_all), fields=tuple(changes))


def _leaves(key: str, post: StaffRow, day: date) -> Changed:
    left = max(day, post.started)
    after = {f.name: getattr(post, f.name) for f in fields(StaffRow)} | {"left": left}
    change = FieldChange(field="left", before=None, after=left)
    return Changed(key=key, after=StaffRow(**after), fields=(change,))


def counts(found: StaffChanges) -> Mapping[str, int]:
    """Say how many posts there are of each sort, for a line above a preview."""
    return Counter({
        "added": len(found.added), "changed": len(found.changed),
        "leaving": len(found.leaving), "unchanged": len(found.unchanged),
        "absent": len(found.absent),
    })  # fmt: skip
