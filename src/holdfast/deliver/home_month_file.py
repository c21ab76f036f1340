"""What would a list of homes' months change in what is kept of them already?

One row a home a month, from CSV or Excel. Nothing is changed here: the answer is which months
are new, which numbers would change and from what, and which rows were refused and why, so that
it can be looked at first. A blank cell changes nothing; it is never read as 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

from holdfast.deliver.home_measures import BY_NAME
from holdfast.deliver.home_month import HomeMonth, check_home_month
from holdfast.deliver.list_file import EARLIEST, LATEST, RefusedCell, read_list
from holdfast.kernel.errors import InputError
from holdfast.library.list_layout import list_layout, plain
from holdfast.records.cells import read_date

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.deliver.home_month import Doubt
    from holdfast.deliver.list_file import ListRow

LAYOUT = "home-months"
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
BY_NUMBERS = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})|(?P<m2>\d{1,2})[-/](?P<y2>\d{4})")
BY_WORD = re.compile(r"(?P<word>[a-z]{3,9})\.?[ -]+(?P<y>\d{4})")
FULL = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september",
    "october", "november", "december",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthRow:
    """One row that could be read; `record` has the numbers that were given and no others."""

    row: int
    record: HomeMonth


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthsRead:
    """Everything that a list held. `unknown` are headings whose columns were left out."""

    rows: tuple[MonthRow, ...]
    refused: tuple[RefusedCell, ...]
    unknown: tuple[str, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class NumberChange:
    """One number that would change; `before` is None where it was missing."""

    measure: str
    before: int | None
    after: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthChange:
    """One home's month that is new or would change: `record` as it would then be."""

    row: int
    record: HomeMonth
    new: bool
    numbers: tuple[NumberChange, ...]
    doubts: tuple[Doubt, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class MonthChanges:
    """What a list would change. `unchanged` counts rows that say what is kept already."""

    changes: tuple[MonthChange, ...]
    unchanged: int
    refused: tuple[RefusedCell, ...]


def read_months(
    content: bytes,
    name: str,
    *,
    homes: Mapping[str, str],
    only: str | None = None,
) -> MonthsRead:
    """Read a list of homes' months.

    Parameters
    ----------
    content, name
        The file, and what to call it in messages.
    homes
        The caller's key of each home by what the list may call it: its name, its Ofsted URN.
    only
        The home that the list is of, where it has no column for it.

    Raises
    ------
    InputError
        As `holdfast.deliver.list_file.read_list`.
    """
    found = read_list(content, name, list_layout(LAYOUT))
    known = {plain(spelling): key for spelling, key in homes.items()}
    rows, refused = [], list(found.refused)
    seen: set[tuple[str, date]] = set()
    for one in found.rows:
        row = _row(one, known, only=only)
        if isinstance(row, RefusedCell):
            refused.append(row)
        elif (row.record.home, row.record.month) in seen:
            refused.append(_refused(one, "month", "deliver.home-month-twice"))
        else:
            seen.add((row.record.home, row.record.month))
            rows.append(row)
    return MonthsRead(
        rows=tuple(rows),
        refused=tuple(sorted(refused, key=lambda cell: cell.row)),
        unknown=found.unknown,
    )


def month_changes(
    read: MonthsRead,
    kept: Mapping[tuple[str, date], HomeMonth],
    *,
    today: date,
    places: Mapping[str, int] = MappingProxyType({}),
) -> MonthChanges:
    """Say what a list would change in what is kept.

    Parameters
    ----------
    kept
        By home and month.
    places
        How many each home is for, where it is known.

    Notes
    -----
    A row is checked together with the numbers that are kept, since sessions attended may be on
    the list and sessions possible may not.
    """
    changes, refused, unchanged = [], list(read.refused), 0
    for one in read.rows:
        record = one.record
        before = kept.get((record.home, record.month))
        values = dict(before.values) if before is not None else {}
        numbers = tuple(
            NumberChange(measure=name, before=values.get(name), after=number)
            for name, number in record.values.items()
            if number is not None and values.get(name) != number
        )
        if not numbers:
            unchanged += 1
            continue
        values |= {change.measure: change.after for change in numbers}
        after = HomeMonth(home=record.home, month=record.month, values=MappingProxyType(values))
        try:
            doubts = check_home_month(after, today=today, places=places.get(record.home))
        except InputError as error:
            column = error.where.partition(", ")[2] or _heading("month")
            refused.append(RefusedCell(row=one.row, column=column, code=error.code))
            continue
        changes.append(
            MonthChange(
                row=one.row, record=after, new=before is None, numbers=numbers, doubts=doubts
            )
        )
    return MonthChanges(
        changes=tuple(changes),
        unchanged=unchanged,
        refused=tuple(sorted(refused, key=lambda cell: cell.row)),
    )


def read_month(text: str) -> date | None:
    """Read a month as people and spreadsheets write it; any day of it will do.

    Examples
    --------
    >>> [str(read_month(text)) for text in ("March 2026", "2026-03", "03/2026", "31/03/2026")]
    ['2026-03-01', '2026-03-01', '2026-03-01', '2026-03-01']
    """
    day = read_date(text)
    if day is None:
        year, number = _year_and_month(text.casefold().strip())
        if number not in range(1, 13):
            return None
        day = date(year, number, 1)
    first = day.replace(day=1)
    return first if EARLIEST <= first <= LATEST else None


def _year_and_month(text: str) -> tuple[int, int]:
    """Give year and month; a month of 0 where there is none."""
    if found := BY_NUMBERS.fullmatch(text):
        return int(found["y"] or found["y2"]) or 1, int(found["m"] or found["m2"])
    found = BY_WORD.fullmatch(text)
    if found is None:
        return 1, 0
    word = found["word"]
    short = word[:3]
    if short not in MONTHS or not (word in FULL or word in {short, "sept"}):
        return 1, 0
    return int(found["y"]) or 1, MONTHS.index(short) + 1


def _row(one: ListRow, homes: Mapping[str, str], *, only: str | None) -> MonthRow | RefusedCell:
    said = one.values.get("home")
    home = only if said is None else homes.get(plain(str(said)))
    if home is None:
        return _refused(one, "home", "deliver.home-unknown")
    month = read_month(str(one.values["month"]))
    if month is None:
        return _refused(one, "month", "deliver.month-unreadable")
    values: dict[str, int | None] = {}
    for name in BY_NAME:
        number = one.values.get(name)
        if isinstance(number, float):
            if not number.is_integer():
                return _refused(one, name, "deliver.number-not-whole")
            values[name] = int(number)
    record = HomeMonth(home=home, month=month, values=MappingProxyType(values))
    return MonthRow(row=one.number, record=record)


def _refused(one: ListRow, column: str, code: str) -> RefusedCell:
    return RefusedCell(row=one.number, column=_heading(column), code=code)


def _heading(column: str) -> str:
    return list_layout(LAYOUT).column(column).heading
