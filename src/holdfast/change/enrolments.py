"""Who was referred to the programme, what was decided, and who began it?

Reads the programme's own file, CSV or Parquet: one row a referral. What cannot be used is left
out or set aside under a named reason, and counted; no value of a row is ever repeated.

Children stand in it by the council's reference, in a column `child`, or by the pseudonym that
they already have under the organisation's secret, in a column `pseudonym`.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.errors import InputError
from holdfast.records.pseudonym import ALPHABET, LENGTH

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from holdfast.records.pseudonym import Pseudonyms

REQUIRED = ("child", "enrolled")
PSEUDONYM = "pseudonym"
OPTIONAL = ("referred", "decision", "ended", "team", "arm", "randomised")
DATES = ("referred", "enrolled", "ended", "randomised")
DECISIONS = ("accepted", "declined", "never engaged")
ARMS = ("programme", "comparison")
EARLIEST, LATEST = "2000-01-01", "2099-12-31"
FORMATS = ("%Y-%m-%d", "%d/%m/%Y", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S")

SCHEMA = pl.Schema(
    {
        "row": pl.Int64,
        "child": pl.String,
        "referred": pl.Date,
        "decision": pl.String,
        "enrolled": pl.Date,
        "ended": pl.Date,
        "team": pl.String,
        "arm": pl.String,
        "randomised": pl.Date,
    }
)


@dataclass(frozen=True, kw_only=True, eq=False)
class Enrolments:
    """The programme's referrals, with children as pseudonyms.

    Attributes
    ----------
    table
        Columns of `SCHEMA`, sorted by child, enrolled, referred and row. `row` counts the
        heading as row 1.
    set_aside
        How many rows or values could not be used, by reason.
    """

    table: pl.DataFrame
    set_aside: Mapping[str, int]


def read_enrolments(path: Path, *, pseudonyms: Pseudonyms) -> Enrolments:
    """Read a programme's enrolments.

    Headings may be in any order and case. Dates may be written 2024-03-31 or 31/03/2024.
    Where the file has `pseudonym` instead of `child`, its children are taken by the names that
    they have: they link to returns that were read under the same secret, and to no others.

    Raises
    ------
    InputError
        `change.enrolments-unreadable` where the file cannot be read as a table;
        `change.enrolments-missing-column` where it has no child or no enrolled column.
    """
    text, named = _read(path)
    counts: dict[str, int] = {}

    def count(reason: str, which: pl.Series) -> None:
        number = int(which.sum() or 0)
        if number:
            counts[reason] = counts.get(reason, 0) + number

    blank = text["child"].is_null()
    count("row left out: no child reference", blank)
    text = text.filter(~blank)
    if named:
        strange = ~text["child"].str.contains(f"^[{ALPHABET}]{{{LENGTH}}}$")
        count("row left out: not a pseudonym", strange)
        text = text.filter(~strange)
    dated = text.with_columns(_date(text[name]).alias(name) for name in DATES)
    for name in DATES:
        count(f"{name}: not a date", text[name].is_not_null() & dated[name].is_null())
        first, last = pl.lit(EARLIEST).str.to_date(), pl.lit(LATEST).str.to_date()
        off = dated.select(~pl.col(name).is_between(first, last)).to_series().fill_null(False)
        count(f"{name}: before 2000 or after 2099", off)
        dated = dated.with_columns(
            pl.when(pl.Series(off)).then(None).otherwise(pl.col(name)).alias(name)
        )
    for name, known in (("decision", DECISIONS), ("arm", ARMS)):
        words = dated[name].str.to_lowercase().str.replace_all(r"[\s_-]+", " ")
        strange = words.is_not_null() & ~words.is_in(list(known))
        count(f"{name}: not a known word", strange)
        dated = dated.with_columns(
            pl.when(pl.Series(strange)).then(None).otherwise(pl.Series(words)).alias(name)
        )
    for early, late in (("referred", "enrolled"), ("enrolled", "ended")):
        wrong = (dated[late] < dated[early]).fill_null(value=False)
        aside = early if early == "referred" else late
        count(f"{aside}: {late} is before {early}", wrong)
        dated = dated.with_columns(
            pl.when(pl.Series(wrong)).then(None).otherwise(pl.col(aside)).alias(aside)
        )
    unlike = dated["enrolled"].is_not_null() & (
        dated["decision"].fill_null("accepted") != "accepted"
    )
    count("decision: enrolled although not accepted, taken as accepted", unlike)
    table = (
        dated.with_columns(
            pl.Series("child", dated["child"] if named else pseudonyms.column(dated["child"])),
            pl.when(pl.col("enrolled").is_not_null())
            .then(pl.lit("accepted"))
            .otherwise(pl.col("decision"))
            .alias("decision"),
        )
        .select(SCHEMA.names())
        .cast(SCHEMA)
        .sort("child", "enrolled", "referred", "row", nulls_last=True)
    )
    return Enrolments(table=table, set_aside=MappingProxyType(dict(sorted(counts.items()))))


def _read(path: Path) -> tuple[pl.DataFrame, bool]:
    """Give every column as trimmed text, blanks as null, with the number of the row.

    The second part says whether children stand by their pseudonyms, not by references.
    """
    frame = _parquet(path) if path.suffix.lower() == ".parquet" else _csv(path)
    names = [name.strip().lower().replace(" ", "_") for name in frame.columns]
    named = PSEUDONYM in names and "child" not in names
    if named:
        names[names.index(PSEUDONYM)] = "child"
    missing = [name for name in REQUIRED if name not in names]
    if missing or len(set(names)) != len(names):
        raise InputError(
            "The enrolments file does not have each of the columns it needs, once.",
            code="change.enrolments-missing-column",
            where=f"{path.name}: {', '.join(missing) or 'a heading is there twice'}",
            fix=f"Give {', '.join(REQUIRED)} and, where known, {', '.join(OPTIONAL)}.",
        )
    frame.columns = names
    frame = frame.with_columns(
        pl.lit(None, dtype=pl.String).alias(name) for name in OPTIONAL if name not in names
    )
    text = frame.select(
        pl.col(name).cast(pl.String).str.strip_chars().replace("", None)
        for name in (*REQUIRED, *OPTIONAL)
    )
    return text.with_row_index("row", offset=2), named


def _csv(path: Path) -> pl.DataFrame:
    try:
        content = path.read_bytes()
        if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
            content = content.decode("utf-16").encode()
        else:
            try:
                content.decode("utf-8")
            except UnicodeDecodeError:
                content = content.decode("cp1252").encode()
        return pl.read_csv(content, infer_schema=False)
    except (OSError, UnicodeError, pl.exceptions.PolarsError) as error:
        raise _unreadable(path) from error


def _parquet(path: Path) -> pl.DataFrame:
    try:
        return pl.read_parquet(path)
    except (OSError, pl.exceptions.PolarsError) as error:
        raise _unreadable(path) from error


def _unreadable(path: Path) -> InputError:
    return InputError(
        "The enrolments file cannot be read as a table.",
        code="change.enrolments-unreadable",
        where=path.name,
        fix="Give a CSV file with one heading row, or a Parquet file.",
    )


def _date(column: pl.Series) -> pl.Series:
    """Read a date in any of the ways it may be written; null where it is none of them."""
    read = pl.coalesce(
        *(pl.col(column.name).str.to_datetime(form, strict=False) for form in FORMATS)
    )
    return column.to_frame().select(read.dt.date()).to_series()
