"""Reading a programme's own file of referrals and enrolments."""

from datetime import date

import polars as pl
import pytest

from holdfast.change.enrolments import SCHEMA, read_enrolments
from holdfast.kernel.errors import InputError
from holdfast.records.pseudonym import Pseudonyms

PSEUDONYMS = Pseudonyms(b"a secret of this test alone")


def read(tmp_path, text, name="enrolments.csv"):
    path = tmp_path / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_enrolments(path, pseudonyms=PSEUDONYMS)


def test_columns_may_be_in_any_order_and_case_and_dates_in_two_forms(tmp_path):
    found = read(
        tmp_path,
        "Team,ENROLLED,Child,referred,Decision,notes\n"
        "North,01/06/2022, 17 ,2022-05-01,Accepted,kept out\n"
        ",,18,02/05/2022,never-engaged,\n",
    )

    assert found.table.schema == SCHEMA
    assert dict(found.set_aside) == {}
    assert sorted(found.table.drop("child").rows()) == [
        (2, date(2022, 5, 1), "accepted", date(2022, 6, 1), None, "North", None, None),
        (3, date(2022, 5, 2), "never engaged", None, None, None, None, None),
    ]
    assert set(found.table["child"]) == {PSEUDONYMS.of("17"), PSEUDONYMS.of("18")}


def test_what_cannot_be_used_is_set_aside_and_counted_without_its_value(tmp_path):
    found = read(
        tmp_path,
        "child,referred,decision,enrolled,ended,arm,randomised\n"
        ",2022-05-01,accepted,2022-06-01,,,\n"
        "1,soon,perhaps,2022-06-01,2022-05-01,both,1922-01-01\n"
        "2,2022-07-01,declined,2022-06-01,,Programme,2022-06-01\n",
    )

    assert dict(found.set_aside) == {
        "row left out: no child reference": 1,
        "referred: not a date": 1,
        "decision: not a known word": 1,
        "ended: ended is before enrolled": 1,
        "arm: not a known word": 1,
        "randomised: before 2000 or after 2099": 1,
        "referred: enrolled is before referred": 1,
        "decision: enrolled although not accepted, taken as accepted": 1,
    }
    by_row = {row[0]: row[2:] for row in found.table.rows()}
    assert by_row == {
        3: (None, "accepted", date(2022, 6, 1), None, None, None, None),
        4: (None, "accepted", date(2022, 6, 1), None, None, "programme", date(2022, 6, 1)),
    }


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path, encoding):
    text = "child,enrolled,team\n1,2022-06-01,Café\n"

    assert read(tmp_path, text.encode(encoding)).table["team"].to_list() == ["Café"]


def test_parquet_reads_as_csv_does(tmp_path):
    table = pl.DataFrame({"child": [17], "enrolled": [date(2022, 6, 1)], "team": ["North"]})
    table.write_parquet(tmp_path / "e.parquet")
    table.write_csv(tmp_path / "e.csv")

    one, other = (
        read_enrolments(tmp_path / name, pseudonyms=PSEUDONYMS).table
        for name in ("e.parquet", "e.csv")
    )

    assert one.equals(other)


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("child,referred\n1,2022-06-01\n", "enrolments.csv: enrolled"),
        ("name\n1\n", "enrolments.csv: child, enrolled"),
        ("child,Child,enrolled\n1,1,\n", "enrolments.csv: a heading is there twice"),
    ],
)
def test_missing_or_doubled_columns_are_refused(tmp_path, text, where):
    with pytest.raises(InputError) as caught:
        read(tmp_path, text)

    assert (caught.value.code, caught.value.where) == (
        "change.enrolments-missing-column", where,
    )  # fmt: skip


@pytest.mark.parametrize("name", ["e.csv", "e.parquet"])
def test_what_is_no_table_is_refused(tmp_path, name):
    with pytest.raises(InputError) as caught:
        read(tmp_path, b"", name)

    assert (caught.value.code, caught.value.where) == ("change.enrolments-unreadable", name)


def test_children_may_stand_by_the_pseudonyms_that_they_have(tmp_path):
    known = PSEUDONYMS.of("17")

    found = read(
        tmp_path, f"Pseudonym,enrolled\n {known} ,2022-06-01\n17,2022-06-01\n,2022-06-01\n"
    )

    assert found.table["child"].to_list() == [known]
    assert dict(found.set_aside) == {
        "row left out: no child reference": 1,
        "row left out: not a pseudonym": 1,
    }


def test_a_file_with_references_too_is_read_by_them(tmp_path):
    found = read(tmp_path, "child,pseudonym,enrolled\n17,0123456789ABCDEF,2022-06-01\n")

    assert found.table["child"].to_list() == [PSEUDONYMS.of("17")]
