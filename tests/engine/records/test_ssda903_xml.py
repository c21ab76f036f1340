"""EXPSSDA903, and that it says the same as the CSV files of the same return."""

import csv
import io

import polars as pl
import pytest
from tests.engine.records.made_returns import LAYOUT, TABLES, csv_text, xml_text
from tests.fixtures_elsewhere import shared

from holdfast.kernel.errors import InputError
from holdfast.records import ssda903_xml
from holdfast.records.batch import ROW, Batch
from holdfast.records.ssda903_csv import read_ssda903_csv
from holdfast.records.ssda903_xml import read_ssda903_xml

SHARED_FILES = {
    "header": "header.csv",
    "episodes": "episodes.csv",
    "reviews": "reviews.csv",
    "uasc": "uasc.csv",
    "oc2": "oc2.csv",
    "oc3": "oc3.csv",
    "ad1": "ad1.csv",
    "placed_adoption": "placed_for_adoption.csv",
    "prev_perm": "previous_permanence.csv",
    "missing": "missing.csv",
}


def read(text: str | bytes):
    content = text.encode() if isinstance(text, str) else text
    heading, found = read_ssda903_xml(io.BytesIO(content), "return.xml")
    items = list(found)
    assert heading is None
    frames: dict[str, list[pl.DataFrame]] = {}
    for item in items:
        if isinstance(item, Batch):
            frames.setdefault(item.table.removeprefix("ssda903_"), []).append(item.frame)
    notes = [item for item in items if not isinstance(item, Batch)]
    return {table: pl.concat(some) for table, some in frames.items()}, notes


def shared_return() -> dict[str, list[dict[str, str]]] | None:
    folder = shared("fixtures/ssda903")
    if folder is None:
        return None
    tables = {}
    for table, file in SHARED_FILES.items():
        with (folder / file).open(encoding="utf-8", newline="") as stream:
            tables[table] = list(csv.DictReader(stream))
    known = {row["CHILD"] for row in tables["header"]}
    return {t: [r for r in rows if r["CHILD"] in known] for t, rows in tables.items()}


@pytest.mark.parametrize("made", [TABLES, shared_return()], ids=["made", "shared"])
def test_xml_and_csv_of_one_return_hold_equal_tables(made):
    if made is None:
        made = TABLES  # nothing shared on this machine
    from_xml, notes = read(xml_text(made))

    assert notes == []
    assert set(from_xml) == set(made)
    for table, rows in made.items():
        (batch,) = read_ssda903_csv(io.BytesIO(csv_text(table, rows).encode()), table)[1]
        columns = [column for column in batch.frame.columns if column != ROW]
        assert (
            from_xml[table]
            .select(columns)
            .sort(columns)
            .equals(batch.frame.select(columns).sort(columns))
        ), table


def test_row_is_the_running_number_of_the_element():
    tables, _ = read(xml_text())

    assert tables["header"].select("child", ROW).rows() == [("A1", 1), ("B2", 2)]
    assert tables["episodes"].select("child", ROW).rows() == [("A1", 1), ("A1", 2), ("B2", 3)]
    assert tables["uasc"].select("child", ROW).rows() == [("B2", 2)]


def test_upn_never_leaves_the_reader():
    tables, _ = read(xml_text())

    assert "upn" not in tables["header"].columns


def test_tables_without_a_row_are_there_and_empty():
    tables, _ = read(
        "<EXPSSDA903><CHILD><HEADER><CHILDID>A</CHILDID></HEADER></CHILD></EXPSSDA903>"
    )

    expected = {name.removeprefix("ssda903_") for name, t in LAYOUT.items() if t.element}
    assert set(tables) == expected
    assert {table: len(frame) for table, frame in tables.items() if len(frame)} == {"header": 1}


@pytest.mark.parametrize(
    ("flag", "rows"), [("1", 1), ("true", 1), ("0", 0), ("", 0), (None, 0)]
)
def test_flag_alone_gives_a_row_of_uasc(flag, rows):
    element = "" if flag is None else f"<UASC>{flag}</UASC>"

    tables, _ = read(
        f"<EXPSSDA903><CHILD><HEADER><CHILDID>A</CHILDID>{element}<DUC> </DUC></HEADER>"
        "</CHILD></EXPSSDA903>"
    )

    assert len(tables["uasc"]) == rows


def test_namespace_does_not_matter():
    text = xml_text().replace("<EXPSSDA903>", '<EXPSSDA903 xmlns="urn:made">')

    assert len(read(text)[0]["episodes"]) == 3


def test_episode_without_a_header_has_no_child():
    tables, _ = read(
        "<EXPSSDA903><CHILD><HEADER><CHILDID>A</CHILDID></HEADER></CHILD>"
        "<CHILD><EPISODE><DECOM>01/04/2020</DECOM></EPISODE></CHILD></EXPSSDA903>"
    )

    assert tables["episodes"].select("child", "decom").rows() == [(None, "01/04/2020")]


def test_empty_block_gives_no_row():
    tables, _ = read(
        "<EXPSSDA903><CHILD><HEADER><CHILDID>A</CHILDID><OC2/><AREVIEW><REVIEW/></AREVIEW>"
        "</HEADER><EPISODE/></CHILD></EXPSSDA903>"
    )

    assert [len(tables[table]) for table in ("oc2", "reviews", "episodes")] == [0, 0, 0]


def test_elements_unknown_or_twice_are_kept_out_and_said():
    many = "".join(f"<NEW{at:02}>x</NEW{at:02}>" for at in range(10))
    tables, notes = read(
        f"<EXPSSDA903><CHILD><HEADER><CHILDID>A</CHILDID>{many}</HEADER>"
        "<EPISODE><DECOM>01/04/2020</DECOM><DECOM>02/04/2020</DECOM><REVIEW>x</REVIEW></EPISODE>"
        "<EPISODE><NEW00>x</NEW00></EPISODE>"
        "<SWEPISODE><SW_ID>1</SW_ID></SWEPISODE></CHILD></EXPSSDA903>"
    )

    names = ", ".join(f"NEW{at:02}" for at in range(10))
    assert tables["episodes"]["decom"].to_list() == ["01/04/2020"]
    assert [(note.code, note.text) for note in notes] == [
        (
            "records.column-unknown",
            f"Elements that no return has there were kept out: {names} and others.",
        ),
        ("records.column-twice", "Of elements that stand twice the first was read: DECOM."),
    ]


def test_memory_is_let_go_some_children_at_a_time(monkeypatch):
    monkeypatch.setattr(ssda903_xml, "CHILDREN_A_BATCH", 1)

    tables, _ = read(xml_text())

    assert tables["episodes"].select("child", ROW).rows() == [("A1", 1), ("A1", 2), ("B2", 3)]


def test_xml_that_was_cut_is_refused():
    text = xml_text()
    with pytest.raises(InputError) as caught:
        read(text[: len(text) // 2])

    assert caught.value.code == "records.xml-truncated"


def test_another_root_is_refused():
    with pytest.raises(InputError) as caught:
        read("<Message/>")

    assert caught.value.code == "records.xml-wrong-root"
