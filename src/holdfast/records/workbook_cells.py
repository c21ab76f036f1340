"""What stands in the cells of a workbook? Run in a process of its own by `workbook`.

The reader of workbooks makes room for every cell between the first and the last of a sheet, so
a file of six kilobytes with one cell in each corner asks for more memory than there is, and
ends the process. It ends this one, which holds nothing else. So this file imports nothing of
Holdfast: it reads a workbook from standard input and writes its cells to standard output.
"""

from __future__ import annotations

import io
import json
import sys
from contextlib import suppress
from datetime import date, datetime, time

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

MEMORY = 4 << 30
"""Bytes that this process may ask for, where the system can hold it to that."""

EXACT = 1e15
"""A spreadsheet keeps fifteen figures: a whole number above this was rounded."""

Value = str | float | bool | date | datetime | object


def text_of(value: Value) -> str | None:
    r"""Write the value of a cell as text: days as ISO dates, whole numbers without a point.

    Examples
    --------
    >>> text_of(123.0), text_of(date(2024, 3, 31)), text_of("  a\xa0 b "), text_of("")
    ('123', '2024-03-31', 'a b', None)
    """
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        if not value.is_integer():
            return repr(value)
        return str(int(value)) if abs(value) < EXACT else f"{value:E}"
    if isinstance(value, datetime):
        midnight = value.time() == time()
        return value.date().isoformat() if midnight else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return " ".join(str(value).split()) or None


def rows_of(content: bytes) -> list[tuple[str, list[tuple[int, list[str | None]]]]]:
    """Give the sheets of a workbook: the rows that are not blank, by their number from 1."""
    sheets = []
    with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
        for name in workbook.sheet_names:
            cells = workbook.get_sheet_by_name(name).iter_rows()
            texts = ([text_of(value) for value in row] for row in cells)
            numbered = enumerate(texts, 1)
            sheets.append((name, [(n, row) for n, row in numbered if any(row)]))
    return sheets


def main() -> None:
    """Answer on standard output with the sheets, or with the word for what is wrong."""
    with suppress(ImportError, OSError, ValueError):
        import resource  # not on Windows

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    answer: dict[str, object]
    try:
        answer = {"sheets": rows_of(sys.stdin.buffer.read())}
    except PasswordError:
        answer = {"fault": "locked"}
    except (CalamineError, MemoryError, OSError, ValueError):
        answer = {"fault": "unreadable"}
    json.dump(answer, sys.stdout)


if __name__ == "__main__":
    main()
