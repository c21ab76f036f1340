"""What does the text of a cell mean, and which cells mean nothing?

Each function takes a column of text and gives its values, with a mask of the cells at fault for
each reason. Nearly all columns of nearly all returns are in order, so each first asks the whole
column at once; only the texts that are left over, each once, are looked at one by one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, TypeVar

import polars as pl

from holdfast.kernel.dates import year_end
from holdfast.library.code_list import CodeList, code_list
from holdfast.library.return_layout import Column, Kind
from holdfast.records.pseudonym import POINT_ZERO
from holdfast.records.spans import AHEAD, ANY_YEAR, BEHIND, LIMITS, YEARS_AHEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

T = TypeVar("T")

DATE_UNREADABLE = "records.date-unreadable"
DATE_TOO_EARLY = "records.date-too-early"
DATE_TOO_LATE = "records.date-too-late"
CODE_UNKNOWN = "records.code-unknown"
NUMBER_UNREADABLE = "records.number-unreadable"
NUMBER_OUT_OF_RANGE = "records.number-out-of-range"
FLAG_UNREADABLE = "records.flag-unreadable"
POSTCODE_UNREADABLE = "records.postcode-unreadable"
ID_ROUNDED = "records.id-rounded"

ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:[T ].*)?")
BRITISH = re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})(?:[T ].*)?")
OUTWARD = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?(?:[0-9][A-Z]{2})?")
OUTWARD_ALONE = r"^[A-Z]{1,2}[0-9][A-Z0-9]?$"
INWARD = 4  # characters: a space, a digit and two letters
ROUNDED = r"^[0-9](\.[0-9]+)?[Ee]\+[0-9]+$"

SAMPLE = 1000
"""How many cells are looked at to tell which form of date a column mostly has."""

NUMBERS = (0, 2**31 - 1)

FLAGS = {
    **dict.fromkeys(("1", "TRUE", "T", "YES", "Y"), True),
    **dict.fromkeys(("0", "FALSE", "F", "NO", "N"), False),
}


@dataclass(slots=True)
class Cells:
    """The values of one column, and which cells are at fault, by the code of the fault.

    `mended` counts the cells that had the `.0` of a spreadsheet, `dated` those with a code that
    is not valid in every year.
    """

    values: pl.Series
    faults: dict[str, pl.Series] = field(default_factory=dict)
    mended: int = 0
    dated: dict[str, int] = field(default_factory=dict)


def read_cells(
    raw: pl.DataFrame, columns: Iterable[Column], year: int | None
) -> dict[str, Cells]:
    """Say what the cells of these columns mean.

    Parameters
    ----------
    raw
        Columns of text; blank cells are null or "".
    columns
        Which of them to read, and what they should hold. References (`Kind.ID`) are tidied but
        not yet pseudonyms.
    year
        The collection year of the return, for what dates are plausible; None if not known.
    """
    wanted = list(columns)
    # All columns are asked at once, so that polars can answer for several at the same time.
    first = raw.select(_ASK[column.kind](raw[column.name], column) for column in wanted)
    return {
        column.name: _SETTLE[column.kind](raw[column.name], first[column.name], column, year)
        for column in wanted
    }


def plausible(column: str, year: int | None) -> tuple[date, date]:
    """Between which days may a date in this column of this return lie?

    Examples
    --------
    >>> [str(day) for day in plausible("decom", 2024)]
    ['1994-03-31', '2025-03-31']
    """
    if year is None:
        return ANY_YEAR
    ahead = YEARS_AHEAD.get(column, AHEAD)
    return year_end(year - BEHIND), year_end(year + ahead)


def read_date(text: str) -> date | None:
    """Read one date as a return may write it, with or without a time; None where it is none.

    Examples
    --------
    >>> read_date("05/12/2019 00:00"), read_date("2019-12-05"), read_date("31/02/2019")
    (datetime.date(2019, 12, 5), datetime.date(2019, 12, 5), None)
    """
    found = ISO.fullmatch(text) or BRITISH.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["y"]), int(found["m"]), int(found["d"]))
    except ValueError:
        return None


def read_dates(raw: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Read a column of dates, plausible or not, and say which cells hold none."""
    values = raw.to_frame().select(_ask_dates(raw, None)).to_series()
    return _the_rest(raw, values, read_date)


def _ask_dates(raw: pl.Series, _: Column | None) -> pl.Expr:
    sample = raw.head(SAMPLE).drop_nulls()
    form = "%Y-%m-%d" if len(sample) and ISO.fullmatch(sample[0]) else "%d/%m/%Y"
    return pl.col(raw.name).str.to_date(form, strict=False)


def _settle_dates(raw: pl.Series, first: pl.Series, column: Column, year: int | None) -> Cells:
    values, unreadable = _the_rest(raw, first, read_date)
    faults = {DATE_UNREADABLE: unreadable}
    earliest, latest = plausible(column.name, year)
    lowest, highest = values.min(), values.max()
    if isinstance(lowest, date) and lowest < earliest:
        faults[DATE_TOO_EARLY] = (values < earliest).fill_null(value=False)
    if isinstance(highest, date) and highest > latest:
        faults[DATE_TOO_LATE] = (values > latest).fill_null(value=False)
    for code in (DATE_TOO_EARLY, DATE_TOO_LATE):
        if code in faults:
            values = values.set(faults[code], None)
    return Cells(values, faults)


def _ask_codes(raw: pl.Series, column: Column) -> pl.Expr:
    return pl.col(raw.name).cast(code_type(column), strict=False)


def _settle_codes(raw: pl.Series, first: pl.Series, column: Column, _: int | None) -> Cells:
    codes = _list(column)
    known = _by_spelling(codes)
    mended = _count_point_zeros(raw, first)
    values, unknown = _the_rest(raw, first, lambda text: known.get(_code(text)))
    dated = {}
    if limited := _dated(codes):
        hits = values.filter(values.is_in(limited))
        dated = dict(hits.value_counts().iter_rows()) if len(hits) else {}
    if codes.recoding:
        values = values.cast(pl.String).replace(dict(codes.recoding)).cast(code_type(column))
    return Cells(values, {CODE_UNKNOWN: unknown}, mended, dated)


def _settle_code_sets(raw: pl.Series, _: pl.Series, column: Column, __: int | None) -> Cells:
    """Read several codes joined by ';': those that are known, in order, each once."""
    known = _by_spelling(_list(column))

    def read(text: str) -> tuple[str | None, bool]:
        pieces = [piece for piece in map(_code, text.split(";")) if piece]
        found = sorted({known[piece] for piece in pieces if piece in known})
        return ";".join(found) or None, any(piece not in known for piece in pieces)

    answers = {text: read(text) for text in raw.drop_nulls().unique()}
    values = pl.Series([value for value, _ in answers.values()], dtype=pl.String)
    bad = [text for text, (_, unknown) in answers.items() if unknown]
    return Cells(
        raw.replace_strict(pl.Series(list(answers), dtype=pl.String), values, default=None),
        {CODE_UNKNOWN: raw.is_in(bad).fill_null(value=False)},
    )


def _ask_integers(raw: pl.Series, _: Column) -> pl.Expr:
    return pl.col(raw.name).cast(pl.Int32, strict=False)


def _settle_integers(raw: pl.Series, first: pl.Series, column: Column, _: int | None) -> Cells:
    mended = _count_point_zeros(raw, first)
    values, unreadable = _the_rest(raw, first, _whole_number)
    outside = ~values.is_between(*LIMITS.get(column.name, NUMBERS)).fill_null(value=True)
    faults = {NUMBER_UNREADABLE: unreadable, NUMBER_OUT_OF_RANGE: outside}
    return Cells(values.set(outside, None), faults, mended)


def _whole_number(text: str) -> int | None:
    found = re.fullmatch(r"(-?[0-9]{1,9})(?:\.0*)?", text)
    return int(found[1]) if found else None


def _ask_flags(raw: pl.Series, _: Column) -> pl.Expr:
    return pl.col(raw.name).replace_strict(
        ["0", "1", "false", "true"], [False, True, False, True], default=None
    )


def _settle_flags(raw: pl.Series, first: pl.Series, _: Column, __: int | None) -> Cells:
    values, unreadable = _the_rest(raw, first, lambda text: FLAGS.get(_code(text)))
    return Cells(values, {FLAG_UNREADABLE: unreadable})


def _ask_postcodes(raw: pl.Series, _: Column) -> pl.Expr:
    """Take off the inward part where the space stands in the right place."""
    cells = pl.col(raw.name)
    return pl.when(cells.str.slice(-INWARD, 1) == " ").then(cells.str.head(-INWARD))


def _settle_postcodes(raw: pl.Series, first: pl.Series, _: Column, __: int | None) -> Cells:
    ordinary = first.unique()
    ordinary = ordinary.filter(ordinary.str.contains(OUTWARD_ALONE))
    if first.n_unique() > len(ordinary) + (first.null_count() > 0):
        first = first.set(~first.is_in(ordinary.implode()).fill_null(value=False), None)
    values, unreadable = _the_rest(raw, first, _outward)
    return Cells(values, {POSTCODE_UNREADABLE: unreadable})


def _outward(text: str) -> str | None:
    found = OUTWARD.fullmatch(" ".join(text.upper().split()))
    return found[1] if found else None


def _ask_text(raw: pl.Series, _: Column) -> pl.Expr:
    return pl.col(raw.name).str.strip_chars()


def _settle_text(raw: pl.Series, first: pl.Series, _: Column, __: int | None) -> Cells:
    blank = first == ""
    return Cells(first.set(blank.fill_null(value=False), None) if blank.any() else first)


def _settle_references(
    raw: pl.Series, first: pl.Series, column: Column, year: int | None
) -> Cells:
    values = _settle_text(raw, first, column, year).values
    faults = {}
    mended = 0
    if values.str.contains(".", literal=True).any():
        pointed = values.str.contains(POINT_ZERO)
        mended = int(pointed.sum())
        values = values.str.replace(POINT_ZERO, "${1}")
    if values.str.contains("+", literal=True).any():
        rounded = values.str.contains(ROUNDED).fill_null(value=False)
        values, faults[ID_ROUNDED] = values.set(rounded, None), rounded
    return Cells(values, faults, mended)


_ASK: dict[Kind, Callable[[pl.Series, Column], pl.Expr]] = {
    Kind.ID: _ask_text,
    Kind.DATE: _ask_dates,
    Kind.CODE: _ask_codes,
    Kind.CODES: _ask_text,
    Kind.FLAG: _ask_flags,
    Kind.INTEGER: _ask_integers,
    Kind.POSTCODE: _ask_postcodes,
    Kind.TEXT: _ask_text,
}
"""What polars is asked of a whole column. A cell that it cannot answer for comes out null."""

_SETTLE: dict[Kind, Callable[[pl.Series, pl.Series, Column, int | None], Cells]] = {
    Kind.ID: _settle_references,
    Kind.DATE: _settle_dates,
    Kind.CODE: _settle_codes,
    Kind.CODES: _settle_code_sets,
    Kind.FLAG: _settle_flags,
    Kind.INTEGER: _settle_integers,
    Kind.POSTCODE: _settle_postcodes,
    Kind.TEXT: _settle_text,
}
"""What is made of the answers: the cells left null are looked at one by one."""


def _the_rest(
    raw: pl.Series, values: pl.Series, read: Callable[[str], T | None]
) -> tuple[pl.Series, pl.Series]:
    """Read what the whole column at once could not, and say which cells are not to be read.

    `read` is asked once for each text, trimmed; blank text is no fault.
    """
    no_fault = pl.Series([False], dtype=pl.Boolean).new_from_index(0, len(raw))
    if values.null_count() == raw.null_count():
        return values, no_fault
    left = raw.filter(values.is_null()).drop_nulls().unique()
    answers = {text: read(text.strip()) for text in left}
    found = {text: value for text, value in answers.items() if value is not None}
    bad = [text for text, value in answers.items() if value is None and text.strip()]
    if found:
        old, new = pl.Series(list(found)), pl.Series(list(found.values()), dtype=values.dtype)
        rest = raw.replace_strict(old, new, default=None)
        values = pl.select(pl.coalesce(values, rest)).to_series()
    return values, raw.is_in(bad).fill_null(False) if bad else no_fault


def _list(column: Column) -> CodeList:
    return code_list(column.code_list or "")


def code_type(column: Column) -> pl.Enum:
    """Give the type of a column of codes in memory: each code once, and a number a cell."""
    return _enum(_list(column))


@cache
def _enum(codes: CodeList) -> pl.Enum:
    return pl.Enum(sorted(codes.codes))


@cache
def _dated(codes: CodeList) -> list[str]:
    return [code.code for code in codes.entries if code.valid_from or code.valid_to]


@cache
def _by_spelling(codes: CodeList) -> Mapping[str, str]:
    return {code.upper(): code for code in sorted(codes.codes)}


def _code(text: str) -> str:
    """Write a code as its list does: in capitals, without what a spreadsheet added."""
    return re.sub(POINT_ZERO, r"\1", " ".join(text.upper().split()))


def _count_point_zeros(raw: pl.Series, first: pl.Series) -> int:
    """Count the cells with a spreadsheet's `.0`, of those that have no answer yet."""
    if first.null_count() == raw.null_count():
        return 0
    left = raw.filter(first.is_null()).str.strip_chars()
    return int(left.str.contains(POINT_ZERO).sum())
