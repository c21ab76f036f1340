"""Which table a file holds, to judge by its headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.records.made_returns import LAYOUT, TABLES, headings

from holdfast.kernel.errors import InputError
from holdfast.records.headings import recognise, unknown_file

STAGED = {"sw_episodes", "dolo", *TABLES}


def found(text: str, name: str = "a.csv"):
    return recognise(text.encode(), name)


@pytest.mark.parametrize("table", sorted(STAGED))
@given(data=st.data())
def test_table_is_known_in_any_order_case_and_company(table, data):
    columns = [*headings(table), "LA", "Notes"]
    cells = data.draw(st.permutations(columns))
    change = data.draw(st.sampled_from([str.upper, str.lower, str.title, " {} ".format]))

    text = ",".join(map(change, cells))
    heading = found(text)

    assert heading.table == f"ssda903_{table}"
    assert heading.width == len(columns)
    kept = [c for c in LAYOUT[heading.table].columns.values() if c.kind != "withheld"]
    assert heading.columns == {c.name: cells.index(c.heading) for c in kept}
    assert [note.code for note in heading.notes] == ["records.column-unknown"]


@pytest.mark.parametrize("table", sorted(STAGED))
def test_required_columns_alone_are_enough(table):
    columns = [c.heading for c in LAYOUT[f"ssda903_{table}"].required if c.kind != "withheld"]

    heading = found(",".join(columns), f"{table}.csv")

    assert heading.table == f"ssda903_{table}"
    assert heading.notes == ()


@pytest.mark.parametrize(
    ("text", "name", "table"),
    [
        ("CHILD,SEX,DOB,ETHNIC", "a.csv", "ssda903_header"),
        ("CHILD,SEX,DOB,DUC", "header.csv", "ssda903_uasc"),
        ("CHILD,SEX,DOB", "uasc_2021.csv", "ssda903_uasc"),
        ("CHILD,DOB,PREV_PERM", "previous_permanence.csv", "ssda903_prev_perm"),
        ("CHILDID,DECOM,RNE,LS,CIN,PL", "a.csv", "ssda903_episodes"),
        ("CHILD,DECOM", "Episodes 2021.csv", "ssda903_episodes"),
        ("child;decom;rne;ls;cin;place", "a.csv", "ssda903_episodes"),
        ("CHILD\tMISSING\tMIS_START\tMIS_END", "a.csv", "ssda903_missing"),
        ("CHILD|DOB|REVIEW|REVIEW_CODE", "a.csv", "ssda903_reviews"),
        ('"CHILD","DOB","REVIEW","REVIEW_CODE"', "a.csv", "ssda903_reviews"),
        ("\n\nsep=;\n;;\nCHILD;DOB;REVIEW;REVIEW_CODE", "a.csv", "ssda903_reviews"),
    ],
)
def test_table_is_known_from_what_there_is(text, name, table):
    assert found(text, name).table == table


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n  \n",
        "A1,02/05/2010,30/04/2020,PN1",
        "child,referred,decision,enrolled,ended,team",
        "date,category,description,amount",
        "DECOM,RNE,LS,CIN,PLACE",
        "CHILD,DOB,SEX",
        "CHILD,REC",
        '"CHILD,DECOM\n',
        '"CHILD"x,DECOM\n' + '"' * 3,
    ],
)
def test_anything_else_is_no_table(text):
    assert found(text) is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("CHILD,RNE,LS,CIN,PLACE,PLACE_PROVIDER,REC", "a.csv"),
        ("CHILD,DOB,REVIEW_CODE", "reviews.csv"),
    ],
)
def test_table_without_its_dates_is_refused_by_the_column(text, name):
    with pytest.raises(InputError) as caught:
        found(text, name)

    assert (caught.value.code, caught.value.where) == ("records.column-missing", name)


def test_place_of_the_headings_is_said():
    heading = found("\r\nsep=,\r\nCHILD,DOB,REVIEW,REVIEW_CODE\r\nA1,x,y,z\r\n")

    assert heading.row == 3
    assert heading.length == len("\r\nsep=,\r\nCHILD,DOB,REVIEW,REVIEW_CODE\r\n")


def test_what_is_missing_extra_or_twice_is_said_by_its_heading():
    text = f"CHILD,DECOM,PLACE,LS,REC,DEC,RNE,{'X' * 60},DECOM"

    notes = found(text, "episodes.csv").notes

    assert [(note.code, note.where, note.text) for note in notes] == [
        (
            "records.column-absent",
            "episodes.csv",
            "Columns that the file does not have were read as blank: CIN.",
        ),
        (
            "records.column-unknown",
            "episodes.csv",
            f"Columns that the return does not have were kept out: {'X' * 40}.",
        ),
        (
            "records.column-twice",
            "episodes.csv",
            "Of columns that the file has twice the first was read: DECOM.",
        ),
    ]


def test_column_without_a_heading_is_passed_over():
    heading = found("CHILD,DOB,,REVIEW,REVIEW_CODE,")

    assert (heading.width, heading.notes) == (6, ())


def test_upn_is_not_missed():
    assert found("CHILD,SEX,DOB,ETHNIC,MOTHER,MC_DOB").notes == ()


def test_unknown_file_says_what_would_be_known():
    assert unknown_file("notes.txt").code == "records.unknown-file"
