"""The tables and columns of the returns."""

import csv

import pytest
from tests.fixtures_elsewhere import shared

from holdfast.library.code_list import code_list
from holdfast.library.return_layout import Kind, plain, return_layout, return_layout_names

LAYOUTS = [return_layout(name) for name in return_layout_names()]
COLUMNS = [
    (layout.name, table.name, column)
    for layout in LAYOUTS
    for table in layout
    for column in table.columns.values()
]


def test_every_table_of_the_contract_is_there():
    assert {layout.name: len(layout.tables) for layout in LAYOUTS} == {
        "annex_a": 11,
        "cin": 8,
        "ssda903": 12,
    }


def test_a_column_of_codes_has_a_list_and_no_other_has():
    wrong = [
        (table, column.name)
        for _, table, column in COLUMNS
        if (column.kind in {Kind.CODE, Kind.CODES}) is (column.code_list is None)
    ]

    assert wrong == []


def test_every_code_list_named_is_there():
    for name in {column.code_list for _, _, column in COLUMNS if column.code_list}:
        assert code_list(name).codes


def test_upns_and_workers_names_are_never_staged():
    withheld = {column.name for _, _, column in COLUMNS if column.kind is Kind.WITHHELD}

    assert withheld == {
        "upn", "former_upn", "upn_unknown", "allocated_worker", "allocated_personal_adviser",
    }  # fmt: skip


def test_every_table_has_one_column_for_whom_it_is_about():
    for layout in LAYOUTS:
        for table in layout:
            first = next(iter(table.columns.values()))
            assert first.kind is Kind.ID
            assert first.name == ("adopter" if table.name == "annex_a_adopters" else "child")


def test_tables_that_came_later_say_since_when():
    tables = return_layout("ssda903").tables | return_layout("cin").tables

    first_years = {
        name: {column.first_year for column in table.columns.values()}
        for name, table in tables.items()
    }

    assert {name: years for name, years in first_years.items() if years != {None}} == {
        "ssda903_sw_episodes": {2024},
        "ssda903_dolo": {2027},
        "cin_plans": {2022},
        "cin_pre_proceedings": {2027},
    }


def test_the_xml_and_the_csv_of_a_column_may_have_different_names():
    episodes = return_layout("ssda903").tables["ssda903_episodes"]

    named = {c.name: c.xml for c in episodes.columns.values() if c.xml != c.heading}

    assert named == {"child": "CHILDID", "place": "PL"}


def test_a_column_may_stand_in_one_of_two_places():
    sex = return_layout("cin").tables["cin_children"].columns["sex"]

    assert sex.xml_paths == ("ChildIdentifiers/Sex", "ChildIdentifiers/GenderCurrent")


def test_what_may_not_be_blank_is_known():
    referrals = return_layout("cin").tables["cin_referrals"]

    assert [column.name for column in referrals.required] == [
        "child", "referral_date", "referral_source", "no_further_action",
    ]  # fmt: skip


def test_a_column_without_a_place_in_the_xml_has_no_path():
    assert return_layout("annex_a").tables["annex_a_contacts"].columns["age"].xml_paths == ()


@pytest.mark.parametrize(
    ("table", "heading", "column"),
    [
        ("annex_a_contacts", "Age", "age"),
        ("annex_a_contacts", "AGE OF CHILD (years)", "age"),
        ("annex_a_contacts", "Sex", "gender"),
        ("annex_a_referrals", " Date  of Referral", "referral_date"),
        ("annex_a_looked_after", "Child’s legal status", "legal_status"),
        ("annex_a_looked_after", "Shoe size", None),
        ("ssda903_episodes", "place_provider", "place_provider"),
    ],
)
def test_a_heading_is_known_in_any_form(table, heading, column):
    found = return_layout(table[:7]).tables[table].column_for(heading)

    assert (found.name if found else None) == column


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_heading_stands_for_its_own_column_only(layout):
    for table in layout:
        for column in table.columns.values():
            if column.heading:
                matching = [c.name for c in table.columns.values() if c.matches(column.heading)]
                assert matching == [column.name]


def test_plain_takes_form_away():
    assert plain("  UASC\u00a0(Y/N)? Child\u2019s ") == "uasc y n childs"


def test_the_layout_holds_every_column_of_a_real_export():
    folder = shared("fixtures/ssda903")
    headers = [["CHILD", "DOB", "REVIEW", "REVIEW_CODE"]]
    if folder is not None:
        for path in sorted(folder.glob("*.csv")):
            with path.open(encoding="utf-8-sig", newline="") as stream:
                headers.append(next(csv.reader(stream)))

    known = [{c.heading for c in table.columns.values()} for table in return_layout("ssda903")]

    assert [header for header in headers if set(header) not in known] == []
