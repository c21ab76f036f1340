"""What do the sheets of this workbook hold?

Any workbook that python-calamine reads: .xlsx, .xlsb, .xls and .ods. It is opened in a process
of its own, because a broken or hostile one can end the process that reads it. That it is no
zip bomb is checked before, by `holdfast.records.zipped.check_workbook`.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from holdfast.kernel.errors import InputError
from holdfast.records import workbook_cells

SECONDS = 600.0
"""A workbook that takes longer than this is not read: a large one takes ten seconds."""


class SheetRow(NamedTuple):
    """One row that is not blank: its number in the sheet from 1, and its cells as text."""

    number: int
    cells: list[str | None]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, with its rows in order."""

    name: str
    rows: list[SheetRow]


def read_workbook(stream: BinaryIO, name: str) -> tuple[Sheet, ...]:
    """Read the cells of every sheet as text.

    Parameters
    ----------
    stream, name
        The workbook from its first byte, and what to call it in messages.

    Raises
    ------
    InputError
        `records.workbook-locked`, `records.workbook-unreadable`.
    """
    answer = _ask(stream.read())
    if "sheets" in answer:
        return tuple(
            Sheet(sheet, [SheetRow(*row) for row in rows]) for sheet, rows in answer["sheets"]
        )
    if answer["fault"] == "locked":
        raise InputError(
            "This workbook is locked with a password.",
            code="records.workbook-locked",
            where=name,
            fix="Open it, take the password off, and save it again.",
        )
    raise InputError(
        "This workbook is damaged, or not laid out as a workbook of lists.",
        code="records.workbook-unreadable",
        where=name,
        fix="Open it in a spreadsheet and save it again as .xlsx.",
    )


def _ask(content: bytes) -> dict[str, Any]:
    """Have another process read it; one that ends badly has found it unreadable."""
    script = str(Path(workbook_cells.__file__))
    try:
        done = subprocess.run(  # noqa: S603  (our own file, no shell)
            [sys.executable, "-P", script],
            input=content,
            capture_output=True,
            check=True,
            timeout=SECONDS,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return {"fault": "unreadable"}
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer
