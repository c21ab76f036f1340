"""Spellings are mapped or reported, never guessed."""

import csv

import pytest
from tests.fixtures_elsewhere import shared

from holdfast.library.code_list import code_list
from holdfast.library.entry import LIBRARY, read_rows
from holdfast.library.return_layout import plain, return_layout
from holdfast.library.spelling import COLUMNS, spelling, spelling_names

ANNEX_A = spelling("annex_a")
ROWS = read_rows(LIBRARY / "spellings" / "annex_a.csv", COLUMNS)


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("gender", "b) Female", "B"),
        ("gender", "FEMALE ", "B"),
        ("ethnicity", "k) APKN", "C"),
        ("contact_source", "q) 6: Police", "G"),
        ("legal_status", "C2: FCO", "B"),
        ("category_of_need", "N1 - Abuse or Neglect", "A"),
        ("placement_provider", "e) PR4 - Private provision", "B"),
        ("in_touch", "a) Yes", "A"),
        ("uasc", "b) No", "NO"),
        ("gender", "Indeterminate", None),  # seen for two codes
        ("legal_status", "V4 - Accommodation under a series of short term breaks", None),
        ("gender", "", None),
        ("gender", "–", None),
        ("no_such_column", "a) Male", None),
        ("allocated_team", "a) Male", None),
    ],
)
def test_a_value_is_mapped_where_it_can_mean_one_thing(column, value, code):
    assert ANNEX_A.canonical(column, value) == code


def test_every_spelling_stands_once_for_a_code_that_is_there():
    keys = [(row["code_list"], row["spelling"]) for row in ROWS]

    assert len(set(keys)) == len(keys) == 5790
    assert keys == sorted(keys)
    assert [row for row in ROWS if row["code"] not in code_list(row["code_list"]).codes] == []
    assert [row for row in ROWS if plain(row["spelling"]) != row["spelling"]] == []


def test_every_column_of_codes_has_its_template_labels():
    """The labels of the template itself must be known wherever codes have letters."""
    columns = ("ethnicity", "placement_type", "reason_ceased", "case_status", "need")
    labelled = {row["code_list"] for row in ROWS if row["spelling"].startswith("a ")}

    assert {f"annex_a/{column}" for column in columns} <= labelled


def test_almost_all_spellings_seen_in_real_workbooks_are_mapped_to_what_they_meant():
    path = shared("code_lists/annexa_value_variants.csv")
    seen = [("Gender", "b) Female", "b) Female"), ("Placement Location", "a) In", "In borough")]
    if path is not None:
        with path.open(encoding="utf-8", newline="") as stream:
            seen = [tuple(row.values()) for row in csv.DictReader(stream)]
    columns = {
        column.heading: column.name
        for table in return_layout("annex_a")
        for column in table.columns.values()
        if column.code_list
    }
    asked = [row for row in seen if row[0] in columns]

    answered = [
        (canonical, ANNEX_A.canonical(columns[heading], value))
        for heading, canonical, value in asked
    ]

    wrong = [
        (canonical, code)
        for canonical, code in answered
        if code is not None and not plain(canonical).upper().startswith(code)
    ]
    assert wrong == []
    if path is not None:
        assert sum(code is not None for _, code in answered) / len(answered) > 0.98


def test_there_is_one_table_of_spellings():
    assert spelling_names() == ("annex_a",)
