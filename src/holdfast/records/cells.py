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
    from collections.abc import Callable, Mapping

T = TypeVar("T")

DATE_UNREADABLE = "records.date-unreadable"
DATE_IMPLAUSIBLE = "records.date-implausible"
CODE_UNKNOWN = "records.code-unknown"
NUMBER_UNREADABLE = "records.number-unreadable"
NUMBER_OUT_OF_RANGE = "records.number-out-of-range"
FLAG_UNREADABLE = "records.flag-unreadable"
POSTCODE_UNREADABLE = "records.postcode-unreadable"
ID_ROUNDED = "records.id-rounded"

ISO = re.compile(r"(?P<y>\d{4})[-/](?P<m>\d{1,2})[-/](?P<d>\d{1,2})(?:[T ].*)?")
BRITISH = re.compile(r"(?P<d>\d{1,2})[-/. ](?P<m>\d{1,2})[-/. ](?P<y>\d{4})(?:[T ].*)?")
OUTWARD = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?) ?(?:[0-9][A-Z]{2})?")
OUTWARD_PATTERN = r"^[A-Z]{1,2}[0-9][A-Z0-9]?$"
INWARD_LENGTH = 4  # a space, a digit and two letters
ROUNDED = r"^[0-9](\.[0-9]+)?[Ee]\+?[0-9]+$"

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


def read_cells(raw: pl.Series, column: Column, year: int | None) -> Cells:
    """Say what the cells of one column mean.

    Parameters
    ----------
    raw
        The column as text; blank cells are null or "".
    column
        What it should hold. References (`Kind.ID`) are tidied but not yet pseudonyms.
    year
        The collection year of the return, for what dates are plausible; None if not known.
    """
    if column.kind is Kind.DATE:
        return _dates(raw, column.name, year)
    if column.kind is Kind.CODE and column.code_list is not None:
        return _codes(raw, code_list(column.code_list))
    if column.kind is Kind.CODES and column.code_list is not None:
        return _code_sets(raw, code_list(column.code_list))
    if column.kind is Kind.INTEGER:
        return _integers(raw, LIMITS.get(column.name, (0, 2**31 - 1)))
    if column.kind is Kind.FLAG:
        return _flags(raw)
    if column.kind is Kind.POSTCODE:
        return _outward_postcodes(raw)
    if column.kind is Kind.ID:
        return _references(raw)
    return Cells(_blank_to_null(raw.str.strip_chars()))


def plausible(column: str, year: int | None) -> tuple[date, date]:
    """Between which days may a date in this column of this return lie?

    Examples
    --------
    >>> [str(day) for day in plausible("decom", 2024)]
    ['1984-03-31', '2025-03-31']
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
    first = raw.drop_nulls().head(1).to_list()
    form = "%Y-%m-%d" if first and ISO.fullmatch(first[0]) else "%d/%m/%Y"
    return _the_rest(raw, raw.str.to_date(form, strict=False), read_date)


def _dates(raw: pl.Series, name: str, year: int | None) -> Cells:
    values, unreadable = read_dates(raw)
    faults = {DATE_UNREADABLE: unreadable}
    earliest, latest = plausible(name, year)
    outside = ~values.is_between(earliest, latest)
    if outside.any():
        faults[DATE_IMPLAUSIBLE] = outside.fill_null(False)
        values = values.set(faults[DATE_IMPLAUSIBLE], None)
    return Cells(values, faults)


def _codes(raw: pl.Series, codes: CodeList) -> Cells:
    known = _by_spelling(codes)
    values = raw.cast(_enum(codes), strict=False)
    mended = 0
    if values.null_count() > raw.null_count():
        mended = _count_point_zeros(raw.filter(values.is_null()))
    values, unknown = _the_rest(
        raw, values.cast(pl.String), lambda text: known.get(_code(text))
    )
    dated = {}
    if limited := _dated(codes):
        hits = values.filter(values.is_in(limited))
        dated = dict(hits.value_counts().iter_rows()) if len(hits) else {}
    if codes.recoding:
        values = values.replace(dict(codes.recoding))
    return Cells(values, {CODE_UNKNOWN: unknown}, mended, dated)


def _code_sets(raw: pl.Series, codes: CodeList) -> Cells:
    """Read several codes joined by ';': those that are known, in order, each once."""
    known = _by_spelling(codes)

    def read(text: str) -> tuple[str, bool]:
        pieces = [piece for piece in map(_code, text.split(";")) if piece]
        found = sorted({known[piece] for piece in pieces if piece in known})
        return ";".join(found), any(piece not in known for piece in pieces)

    unique = raw.drop_nulls().unique()
    answers = [read(text) for text in unique]
    values = raw.replace_strict(
        unique, pl.Series([v or None for v, _ in answers], dtype=pl.String), default=None
    )
    unknown = raw.is_in([text for text, (_, bad) in zip(unique, answers, strict=True) if bad])
    return Cells(values, {CODE_UNKNOWN: unknown.fill_null(False)})


def _integers(raw: pl.Series, limits: tuple[int, int]) -> Cells:
    def read(text: str) -> int | None:
        found = re.fullmatch(r"(-?\d{1,9})(?:\.0*)?", text)
        return int(found[1]) if found else None

    values = raw.cast(pl.Int32, strict=False)
    mended = 0
    if values.null_count() > raw.null_count():
        mended = _count_point_zeros(raw.filter(values.is_null()))
    values, unreadable = _the_rest(raw, values, read)
    outside = ~values.is_between(*limits).fill_null(value=True)
    values = values.set(outside, None)
    return Cells(values, {NUMBER_UNREADABLE: unreadable, NUMBER_OUT_OF_RANGE: outside}, mended)


def _flags(raw: pl.Series) -> Cells:
    nothing = pl.Series([None], dtype=pl.Boolean).new_from_index(0, len(raw))
    values, unreadable = _the_rest(raw, nothing, lambda text: FLAGS.get(_code(text)))
    return Cells(values, {FLAG_UNREADABLE: unreadable})


def _outward_postcodes(raw: pl.Series) -> Cells:
    """Keep the outward part only: "LS1 4AB" is LS1."""

    def read(text: str) -> str | None:
        found = OUTWARD.fullmatch(" ".join(text.upper().split()))
        return found[1] if found else None

    spaced = raw.str.slice(-INWARD_LENGTH, 1) == " "
    outward = raw.str.head(-INWARD_LENGTH)
    ordinary = outward.unique().str.contains(OUTWARD_PATTERN)
    if not (spaced.all() and ordinary.all()):
        fits = spaced & outward.str.contains(OUTWARD_PATTERN)
        outward = outward.set(~fits.fill_null(False), None)
    values, unreadable = _the_rest(raw, outward, read)
    return Cells(values, {POSTCODE_UNREADABLE: unreadable})


def _references(raw: pl.Series) -> Cells:
    values = _blank_to_null(raw.str.strip_chars())
    faults = {}
    mended = 0
    if values.str.ends_with("0").any() and values.str.contains(".", literal=True).any():
        mended = _count_point_zeros(values)
        values = values.str.replace(POINT_ZERO, "${1}")
    if values.str.contains("+", literal=True).any():
        rounded = values.str.contains(ROUNDED).fill_null(False)
        values, faults[ID_ROUNDED] = values.set(rounded, None), rounded
    return Cells(values, faults, mended)


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


def _count_point_zeros(texts: pl.Series) -> int:
    return int(texts.str.strip_chars().str.contains(POINT_ZERO).sum())


def _blank_to_null(texts: pl.Series) -> pl.Series:
    blank = texts == ""
    return texts.set(blank.fill_null(False), None) if blank.any() else texts
