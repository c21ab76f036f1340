"""Annex A workbooks, tidy and untidy, read by `holdfast.records.annex_a`."""

import csv
import io
import re
from datetime import date

import polars as pl
import pytest
from tests.engine.records.test_workbook import workbook
from tests.fixtures_elsewhere import shared

from holdfast.library.return_layout import Kind, plain, return_layout
from holdfast.library.spelling import spelling
from holdfast.records.annex_a import read_annex_a
from holdfast.records.batch import Batch, Note

LAYOUT = return_layout("annex_a")
CONTACTS = LAYOUT.tables["annex_a_contacts"]
HEADINGS = [column.heading for column in CONTACTS.columns.values()]
ROW = ["c1", "a) Male", "WBRI", date(2015, 1, 25), 9, date(2024, 2, 1), "6: Police"]


def read(content: bytes) -> tuple[dict[str, Batch], list[Note]]:
    heading, items = read_annex_a(io.BytesIO(content), "annex.xlsx")
    items = list(items)
    assert heading is None
    batches = [item for item in items if isinstance(item, Batch)]
    assert len({batch.table for batch in batches}) == len(batches)
    return {batch.table: batch for batch in batches}, [i for i in items if isinstance(i, Note)]


def contacts(*rows, sheet="List 1") -> tuple[pl.DataFrame, list[tuple], list[Note]]:
    """Read a workbook of one sheet; what is said of lists that are not there is left out."""
    batches, notes = read(workbook(**{sheet: rows}))
    notes = [note for note in notes if note.code != "records.list-missing"]
    batch = batches["annex_a_contacts"]
    return batch.frame, batch.faults.rows(), notes


def example(column) -> object:
    """Give a value that a column of this kind may hold."""
    if column.kind is Kind.CODE:
        return next(iter(spelling("annex_a").by_column[column.name]))
    return {
        Kind.DATE: date(2024, 1, 31),
        Kind.INTEGER: 3,
        Kind.ID: "c1",
        Kind.POSTCODE: "LS1 4AB",
    }.get(column.kind, "some text")


def complete() -> bytes:
    """Make a workbook of all the lists with their proper headings and two rows each."""
    sheets = {}
    for table in LAYOUT:
        columns = list(table.columns.values())
        row = [example(column) for column in columns]
        sheets[table.element] = [[column.heading for column in columns], row, row]
    return workbook(**sheets)


def test_every_list_of_a_tidy_workbook_is_read():
    batches, notes = read(complete())

    assert notes == []
    assert {name: batch.frame.columns for name, batch in batches.items()} == {
        table.name: ["row", *(c.name for c in table.columns.values() if c.kind != "withheld")]
        for table in LAYOUT
    }
    assert {tuple(batch.frame["row"]) for batch in batches.values()} == {(2, 3)}
    assert {batch.faults.height for batch in batches.values()} == {0}


def test_the_workbook_of_another_team_is_read():
    path = shared("fixtures/annex_a/Annex_A_2024_Jan.xlsx")

    batches, notes = read(path.read_bytes() if path else complete())

    assert list(batches) == list(LAYOUT.tables)
    assert notes == []
    unknown = sum(batch.faults.height for batch in batches.values())
    assert unknown == (6 if path else 0)


def test_values_come_as_text_under_the_codes_of_the_library():
    frame, faults, notes = contacts(HEADINGS, ROW)

    assert frame.rows() == [(2, "c1", "A", "A", "2015-01-25", "9", "2024-02-01", "G")]
    assert (faults, notes) == ([], [])


@pytest.mark.parametrize(
    "rows",
    [
        [["Annex A, child-level data"], None, ["Printed on", date(2024, 4, 1)], HEADINGS, ROW],
        [None, None, None, HEADINGS, ROW],
        [[None, *HEADINGS], [None, *ROW]],
        [HEADINGS[::-1], ROW[::-1]],
        [[h.upper() for h in HEADINGS], ROW],
        [[f"  {h.replace(' ', chr(10))} :" for h in HEADINGS], ROW],
        [[h.replace(" ", "\xa0  ") for h in HEADINGS], ROW],
        [HEADINGS, ROW, None, ["", " "], None],
        [HEADINGS, ROW, None, HEADINGS],
        [HEADINGS, [f" {cell} " if isinstance(cell, str) else cell for cell in ROW]],
        [["Child ID", "Sex", "Ethnicity", "Date of birth", "Age", *HEADINGS[5:]], ROW],
    ],
)
def test_the_form_of_a_list_does_not_matter(rows):
    frame, faults, notes = contacts(*rows)

    assert frame.drop("row").select(sorted(frame.columns[1:])).rows() == [
        ("9", "c1", "2024-02-01", "G", "2015-01-25", "A", "A")
    ]
    assert (faults, notes) == ([], [])


def test_a_row_keeps_its_number_in_the_sheet():
    frame, _, _ = contacts(["Title"], None, HEADINGS, ROW, None, ROW)

    assert frame["row"].to_list() == [4, 6]


@pytest.mark.parametrize("sheet", ["List 1", "1. Contacts", "LIST 01 - contacts", "Sheet7"])
def test_a_list_is_known_whatever_its_sheet_is_called(sheet):
    frame, _, _ = contacts(HEADINGS, ROW, sheet=sheet)

    assert frame.height == 1


def test_headings_win_over_a_sheet_name_that_contradicts_them():
    batches, _ = read(workbook(**{"List 3": [HEADINGS, ROW]}))

    assert list(batches) == ["annex_a_contacts"]


def test_of_two_sheets_of_one_list_the_better_is_read_and_the_other_said():
    old = [HEADINGS[:3] + HEADINGS[5:], ROW[:3] + ROW[5:], ROW[:3] + ROW[5:]]

    batches, notes = read(workbook(Old=old, New=[HEADINGS, ROW]))

    assert batches["annex_a_contacts"].frame.height == 1
    assert [(n.where, n.text) for n in notes if n.code == "records.list-twice"] == [
        (
            "annex.xlsx, sheet Old",
            "Sheet New holds the same list and was read; this was not.",
        )
    ]


def test_of_two_like_sheets_the_one_with_the_number_of_the_list_is_read():
    batches, notes = read(workbook(Copy=[HEADINGS, ROW, ROW], List_1=[HEADINGS, ROW]))

    assert batches["annex_a_contacts"].frame.height == 1
    assert [n.where for n in notes if n.code == "records.list-twice"] == [
        "annex.xlsx, sheet Copy"
    ]


@pytest.mark.parametrize(
    ("reference", "text"),
    [(123, "123"), ("123.0", "123.0"), (" 00123 ", "00123"), ("AB/12", "AB/12")],
)
def test_references_keep_their_form(reference, text):
    frame, _, _ = contacts(HEADINGS, [reference, *ROW[1:]])

    assert frame["child"].to_list() == [text]


def test_dates_may_be_text():
    frame, _, _ = contacts(HEADINGS, [*ROW[:3], "25/01/2015", 9, "01/02/2024 00:00", ROW[6]])

    assert frame.select("dob", "contact_date").rows() == [("25/01/2015", "01/02/2024 00:00")]


@pytest.mark.parametrize(
    ("age", "years"), [(9.99, "9"), (0.3, "0"), ("9.5", "9"), (9, "9"), ("nine", "nine")]
)
def test_whole_years_of_an_age_are_kept(age, years):
    frame, _, _ = contacts(HEADINGS, [*ROW[:4], age, *ROW[5:]])

    assert frame["age"].to_list() == [years]


def test_a_spelling_that_is_not_known_is_set_aside_and_its_value_said_nowhere():
    frame, faults, notes = contacts(
        HEADINGS, ROW, [*ROW[:6], "the odd neighbour"], [*ROW[:6], None]
    )

    assert frame["contact_source"].to_list() == ["G", None, None]
    assert faults == [(3, "contact_source", "records.spelling-unknown", "value set aside")]
    assert notes == []


def test_a_spelling_that_could_mean_two_things_is_not_guessed():
    frame, faults, _ = contacts(HEADINGS, ["c1", "Indeterminate", *ROW[2:]])

    assert frame["gender"].to_list() == [None]
    assert [fault[1] for fault in faults] == ["gender"]


def test_columns_absent_beyond_and_twice_are_said():
    sheet = "annex.xlsx, sheet List 1"

    _, _, notes = contacts(
        [*HEADINGS[:3], *HEADINGS[5:], "Comments", "Sex"], [*ROW[:3], *ROW[5:], "x", "F"]
    )

    assert [(note.code, note.where, note.text.rpartition(": ")[2]) for note in notes] == [
        ("records.column-absent", sheet, "Date of Birth, Age of Child (Years)."),
        ("records.column-unknown", sheet, "Comments."),
        ("records.column-twice", sheet, "Sex."),
    ]


def test_workers_are_never_handed_over():
    batches, _ = read(complete())

    names = {name for batch in batches.values() for name in batch.frame.columns}
    assert {name for name in names if "worker" in name or "advis" in name} == set()


def test_lists_that_are_missing_and_sheets_that_are_none_are_said():
    _, notes = read(workbook(List_1=[HEADINGS, ROW], Lookups=[["Male"], ["Female"]], Empty=[]))

    assert [(note.code, note.text.rpartition(": ")[2]) for note in notes] == [
        ("records.list-missing", ", ".join(f"List {n}" for n in range(2, 12)) + "."),
        ("records.sheet-unknown", "Lookups."),
    ]


def test_a_list_without_rows_or_codes_is_still_a_list():
    early_help = ["Child Unique ID", "Assessment start date", "Assessment completion date"]

    batches, _ = read(workbook(Any=[early_help]))

    assert batches["annex_a_early_help"].frame.height == 0
    assert batches["annex_a_early_help"].faults.height == 0


def test_a_sheet_without_references_is_no_list():
    batches, notes = read(workbook(**{"List 1": [HEADINGS[1:], ROW[1:]]}))

    assert batches == {}
    assert [note.code for note in notes] == ["records.list-missing", "records.sheet-unknown"]


SPELLINGS = [
    ("Gender", "b) Female", "f"),
    ("Ethnicity", "a) White", "a) WBRI"),
    ("Primary Need Code", "a) Abuse or neglect", "N1 - Abuse or Neglect"),
]


def spellings_seen() -> list[tuple[str, str, str]]:
    path = shared("code_lists/annexa_value_variants.csv")
    if path is None:
        return SPELLINGS
    with path.open(encoding="utf-8", newline="") as lines:
        return [tuple(row) for row in csv.reader(lines)][1:]


def code_meant(canonical: str) -> str:
    """Give our code for a value of the template: "a) Male" is A, "F1: Full time" is F1."""
    found = re.match(r"([a-z])\)|([A-Z][0-9]):", canonical)
    return (found[1] or found[2] if found else canonical).upper()


def test_nearly_all_spellings_seen_in_real_returns_are_known_and_none_wrongly():
    of_heading = {
        plain(column.heading): column.name
        for table in LAYOUT
        for column in table.columns.values()
        if column.code_list
    }
    # The authority of a placement is free text to us, so its spellings are not asked for.
    seen = [(of_heading.get(plain(h)), meant, value) for h, meant, value in spellings_seen()]
    asked = [(name, meant, value) for name, meant, value in seen if name is not None]

    found = [
        (meant, spelling("annex_a").canonical(name, value)) for name, meant, value in asked
    ]

    known = [(meant, code) for meant, code in found if code is not None]
    assert len(known) / len(asked) >= 0.98
    assert [pair for pair in known if code_meant(pair[0]) != pair[1]] == []
