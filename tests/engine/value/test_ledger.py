"""Ledgers of every form, and those that are refused."""

from datetime import date

import polars as pl
import pytest

from holdfast.kernel.errors import InputError
from holdfast.value.ledger import COLUMNS, ledger_lines, read_ledger

GOOD = {
    "date": "2024-03-31",
    "category": "Staff",
    "description": "Salaries",
    "amount": "1250.50",
    "kind": "recurring",
    "in_kind": "0",
    "source": "General ledger",
}


def _frame(*rows):
    return pl.DataFrame([GOOD | row for row in rows])


def test_a_ledger_is_read_in_any_order_case_and_form(tmp_path):
    path = tmp_path / "ledger.csv"
    path.write_text(
        "Amount,DATE,kind,In_Kind, category ,description,source,who\n"
        '"£1,250.50",31/03/2024,One-off,yes,Premises,Room,,kept out\n'
        "-10,2024-03-01, recurring ,0,Staff,Credit,Bank,kept out\n",
        encoding="utf-8-sig",
    )

    lines = read_ledger(path)

    assert lines.columns == list(COLUMNS)
    assert lines.select("date", "amount", "kind", "in_kind").rows() == [
        (date(2024, 3, 1), -10.0, "recurring", False),
        (date(2024, 3, 31), 1250.5, "one-off", True),
    ]


def test_a_ledger_that_was_read_can_be_checked_again():
    lines = ledger_lines(_frame({}, {"in_kind": "1"}))

    assert ledger_lines(lines).equals(lines)


def test_missing_columns_are_named():
    with pytest.raises(InputError) as caught:
        ledger_lines(_frame({}).drop("amount", "kind"), name="costs.csv")

    assert caught.value.code == "value.ledger-columns-missing"
    assert caught.value.what == "The cost ledger lacks the columns amount, kind."
    assert caught.value.where == "costs.csv"


def test_one_missing_column_is_named():
    with pytest.raises(InputError) as caught:
        ledger_lines(_frame({}).drop("source"))

    assert caught.value.what == "The cost ledger lacks the column source."


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("date", "31/31/2024"),
        ("date", None),
        ("category", "  "),
        ("amount", "a lot"),
        ("amount", "inf"),
        ("amount", "NaN"),
        ("amount", ""),
        ("kind", "often"),
        ("in_kind", "perhaps"),
    ],
)
def test_a_line_that_cannot_be_read_is_named_by_row_and_column(column, value):
    with pytest.raises(InputError) as caught:
        ledger_lines(_frame({}, {column: value}, {column: value}))

    assert caught.value.code == "value.ledger-line-unreadable"
    assert caught.value.where == f"cost ledger, row 3, column {column}"
    assert caught.value.what.endswith(f"the column {column} (rows at fault: 2).")


def test_an_empty_ledger_is_refused():
    with pytest.raises(InputError) as caught:
        ledger_lines(_frame({}).clear())

    assert caught.value.code == "value.ledger-empty"


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00\xd8a,b\n1,2\n", None])
def test_a_file_that_is_no_csv_is_refused(tmp_path, content):
    path = tmp_path / "ledger.csv"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(InputError) as caught:
        read_ledger(path)

    assert caught.value.code in {"value.ledger-unreadable", "value.ledger-columns-missing"}
    assert caught.value.where == "ledger.csv"
