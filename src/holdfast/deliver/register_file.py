"""What does a register say that comes back as a list: one row a person, typed in later?

The rows that the service wrote carry a code of the register, of the person, and of the version
from which it was written. So a list that belongs to another register is told apart, and a mark
that somebody changed in the meantime is a conflict and not an overwrite.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import time
from typing import TYPE_CHECKING

from holdfast.deliver.list_file import RefusedCell, read_list
from holdfast.deliver.register import Mark, Presence, Reason
from holdfast.kernel.errors import InputError
from holdfast.library.list_layout import list_layout

if TYPE_CHECKING:
    from holdfast.deliver.list_file import ListRow

LAYOUT = "register"
MOST_PEOPLE = 300
CODE = re.compile(r"(?P<register>[0-9a-f-]{36})/(?P<person>[0-9a-f-]{36})/(?P<version>\d{1,9})")


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterCode:
    """What the code of a row says: of which register, of whom, and from which version."""

    register: str
    person: str
    version: int

    def __str__(self) -> str:
        return f"{self.register}/{self.person}/{self.version}"


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterRow:
    """One row with a mark. `code` is None for somebody of the day, whose name counts then."""

    row: int
    code: RegisterCode | None
    name: str
    agency: bool
    mark: Mark


@dataclass(frozen=True, kw_only=True, slots=True)
class RegisterRead:
    """Everything that a list held: rows with a mark, rows without one, and what was refused."""

    rows: tuple[RegisterRow, ...]
    without_mark: int
    refused: tuple[RefusedCell, ...]

    @property
    def version(self) -> int | None:
        """The version of the register from which it was written; None where no row says."""
        return next((row.code.version for row in self.rows if row.code is not None), None)


def read_register(content: bytes, name: str, *, register: str) -> RegisterRead:
    """Read a register that comes back.

    Parameters
    ----------
    content, name
        The file, and what to call it in messages.
    register
        The key of the register that it must be.

    Raises
    ------
    InputError
        `deliver.register-of-another` where a row is of another register,
        `deliver.register-file-version` where its rows are of several versions,
        `deliver.register-file-too-long`, and whatever `read_list` refuses a file with.
    """
    read = read_list(content, name, list_layout(LAYOUT))
    if len(read.rows) > MOST_PEOPLE:
        raise InputError(
            f"This list has more than {MOST_PEOPLE} rows, which no register has.",
            code="deliver.register-file-too-long",
            where=name,
            fix="Bring the workbook of one register.",
        )
    rows, refused, seen, without = [], list(read.refused), set(), 0
    for row in read.rows:
        try:
            read_row = _row(row)
        except InputError as error:
            refused.append(RefusedCell(row=row.number, column="Mark", code=error.code))
            continue
        if read_row is None:
            without += 1
            continue
        if read_row.code is not None:
            _check(read_row.code, register=register, name=name, row=row.number)
            if read_row.code.person in seen:
                refused.append(
                    RefusedCell(
                        row=row.number, column="Code", code="deliver.register-row-twice"
                    )
                )
                continue
            seen.add(read_row.code.person)
        rows.append(read_row)
    versions = {row.code.version for row in rows if row.code is not None}
    if len(versions) > 1:
        raise InputError(
            "The rows of this list come from different copies of the register.",
            code="deliver.register-file-version",
            where=name,
            fix="Bring one workbook as it was taken, with the marks typed into it.",
        )
    return RegisterRead(
        rows=tuple(rows),
        without_mark=without,
        refused=tuple(sorted(refused, key=lambda cell: cell.row)),
    )


def _row(row: ListRow) -> RegisterRow | None:
    """Give a row as it was meant; None where nothing was typed into it."""
    values = row.values
    arrived, left = values.get("arrived"), values.get("left")
    presence, reason = values.get("mark"), values.get("reason")
    if presence is None:
        if reason is not None:
            presence = Presence.ABSENT
        elif arrived is not None or left is not None:
            presence = Presence.PRESENT
        else:
            return None
    if presence == Presence.ABSENT and reason is None:
        reason = Reason.NOT_KNOWN
    mark = Mark(
        presence=Presence(str(presence)),
        reason=Reason(str(reason)) if reason is not None else None,
        arrived=_time(arrived),
        left=_time(left),
    )
    code = str(values.get("code") or "")
    found = CODE.fullmatch(code)
    if code and found is None:
        raise InputError("A code cannot be read.", code="deliver.register-code-unreadable")
    return RegisterRow(
        row=row.number,
        code=None
        if found is None
        else RegisterCode(
            register=found["register"], person=found["person"], version=int(found["version"])
        ),
        name=str(values["name"]),
        agency=values.get("standing") != "visitor",
        mark=mark,
    )


def _time(value: object) -> time | None:
    return value if isinstance(value, time) else None


def _check(code: RegisterCode, *, register: str, name: str, row: int) -> None:
    if code.register != register:
        raise InputError(
            "A row of this list belongs to the register of another sitting.",
            code="deliver.register-of-another",
            where=f"{name}, row {row}",
            fix="Open the sitting that it belongs to, and bring it there.",
        )
