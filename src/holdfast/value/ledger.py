"""What was paid for the programme, line by line, as the ledger has it?

A ledger is short and kept by hand. A line that cannot be read is refused with the whole ledger,
since a line left out would make the programme look cheaper than it was.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = ("date", "category", "description", "amount", "kind", "in_kind", "source")
RECURRING = "recurring"
ONE_OFF = "one-off"
_KINDS = {"recurring": RECURRING, "one-off": ONE_OFF, "one off": ONE_OFF, "one_off": ONE_OFF}
_IN_KIND = {"0": False, "no": False, "false": False, "1": True, "yes": True, "true": True}
_FIXES = {
    "date": "Write dates as 2024-03-31 or 31/03/2024.",
    "category": "Give every line a category, such as staff or premises.",
    "amount": "Write amounts as numbers in pounds, such as 1250.00.",
    "kind": "Write recurring or one-off.",
    "in_kind": "Write 0 for money spent, 1 for what was given in kind.",
}


def read_ledger(path: Path) -> pl.DataFrame:
    """Read a cost ledger from CSV; see `ledger_lines` for what comes out."""
    try:
        frame = pl.read_csv(path, infer_schema=False, encoding="utf8")
    except (OSError, pl.exceptions.PolarsError) as error:
        raise InputError(
            "The cost ledger cannot be read as a CSV file in UTF-8.",
            code="value.ledger-unreadable",
            where=path.name,
            fix="Save it as CSV (UTF-8) with the columns " + ", ".join(COLUMNS) + ".",
        ) from error
    return ledger_lines(frame, name=path.name)


def ledger_lines(frame: pl.DataFrame, *, name: str = "cost ledger") -> pl.DataFrame:
    """Check a ledger and give its lines typed, in order of date.

    Parameters
    ----------
    frame
        The columns `COLUMNS` in any order and case; others are kept out. Text or typed.
    name
        What to call the ledger in an error.

    Returns
    -------
    DataFrame
        `date` Date, `amount` Float64 (a credit is negative), `kind` recurring or one-off,
        `in_kind` Boolean, and `category`, `description`, `source` as text.
    """
    found = {column.strip().lower(): column for column in frame.columns}
    missing = [column for column in COLUMNS if column not in found]
    if missing:
        raise InputError(
            f"The cost ledger lacks the column{'s' if len(missing) > 1 else ''} "
            f"{', '.join(missing)}.",
            code="value.ledger-columns-missing",
            where=name,
            fix="Give all of " + ", ".join(COLUMNS) + ".",
        )
    if frame.is_empty():
        raise InputError(
            "The cost ledger has no lines.",
            code="value.ledger-empty",
            where=name,
            fix="Enter what the programme cost, line by line.",
        )
    text = frame.select(
        pl.col(found[column]).cast(pl.String).str.strip_chars().alias(column)
        for column in COLUMNS
    )
    lower = pl.col("kind", "in_kind").str.to_lowercase()
    lines = text.with_columns(lower).with_columns(
        pl.coalesce(
            pl.col("date").str.to_date(form, strict=False) for form in ("%Y-%m-%d", "%d/%m/%Y")
        ),
        pl.col("category").replace("", None),
        pl.col("amount").str.replace_all("[£, ]", "").cast(pl.Float64, strict=False),
        pl.col("kind").replace_strict(_KINDS, default=None),
        pl.col("in_kind").replace_strict(_IN_KIND, default=None, return_dtype=pl.Boolean),
    )
    lines = lines.with_columns(pl.when(pl.col("amount").is_finite()).then("amount"))
    for column, fix in _FIXES.items():
        _refuse_gaps(lines[column], name=name, fix=fix)
    order = ["date", "category", "description", "kind", "in_kind", "amount", "source"]
    return lines.sort(order)


def _refuse_gaps(column: pl.Series, *, name: str, fix: str) -> None:
    gaps = column.is_null().arg_true()
    if gaps.len():
        raise InputError(
            f"A line of the cost ledger cannot be read in the column {column.name} "
            f"(rows at fault: {gaps.len()}).",
            code="value.ledger-line-unreadable",
            where=f"{name}, row {gaps[0] + 2}, column {column.name}",
            fix=fix,
        )
