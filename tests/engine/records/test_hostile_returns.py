"""Files made to do harm, or badly broken, among good ones: the good ones are still read."""

import io
import tracemalloc
import zipfile
from pathlib import Path

import polars as pl
import pytest
from tests.engine.records.made_returns import (
    TABLES,
    csv_text,
    read,
    write_return,
    xml_text,
)

from holdfast.kernel.errors import InputError
from holdfast.records.returns import Returns
from holdfast.records.zipped import ZipLimits

LAUGHS = "".join(f'<!ENTITY lol{at} "{f"&lol{at - 1};" * 10}">' for at in range(1, 10))
BILLION_LAUGHS = (
    f'<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol0 "lol">{LAUGHS}]>'
    "<EXPSSDA903><CHILD><HEADER><CHILDID>&lol9;</CHILDID></HEADER></CHILD></EXPSSDA903>"
)
EXTERNAL_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
    "<EXPSSDA903><CHILD><HEADER><CHILDID>&x;</CHILDID></HEADER></CHILD></EXPSSDA903>"
)
EXTERNAL_DTD = '<!DOCTYPE EXPSSDA903 SYSTEM "http://127.0.0.1:1/a.dtd"><EXPSSDA903/>'
UNDECLARED = "<EXPSSDA903><CHILD><HEADER><CHILDID>&x;</CHILDID></HEADER></CHILD></EXPSSDA903>"


def archive(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, inside in files.items():
            packed.writestr(name, inside)
    return content.getvalue()


def among_good_ones(tmp_path: Path, name: str, content: bytes, **given: object) -> Returns:
    write_return(tmp_path / "in" / "2021")
    (tmp_path / "in" / name).write_bytes(content)
    returns = read(tmp_path / "in", tmp_path / "stage", **given)
    assert returns.read["ssda903_episodes"] == len(TABLES["episodes"])
    assert returns.read["ssda903_header"] == len(TABLES["header"])
    return returns


def refused(returns: Returns) -> list[tuple[str, str, str]]:
    missing = pl.col("consequence") == "table missing"
    return returns.refusals.filter(~missing).select("file", "code", "consequence").rows()


LOW = ZipLimits(ratio=50, ratio_from=4 << 20)
GOOD = csv_text("reviews").encode()
LONG = b"CHILD,DOB,REVIEW,REVIEW_CODE\n" + b"A1,02/05/2010,30/04/2020,PN1\n" * 20_000


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("b.xml", BILLION_LAUGHS.encode(), "records.xml-doctype"),
        ("b.xml", BILLION_LAUGHS.encode("utf-16"), "records.xml-doctype"),
        ("b.xml", EXTERNAL_ENTITY.encode(), "records.xml-doctype"),
        ("b.xml", EXTERNAL_DTD.encode(), "records.xml-doctype"),
        ("b.xml", UNDECLARED.encode(), "records.xml-entity"),
        ("b_2021.xml", xml_text().encode()[:-200], "records.xml-truncated"),
        ("b_2021.xml", xml_text().encode().replace(b"</REC>", b"</RE>"), "records.xml-broken"),
        ("b.csv", LONG + b"A" * 200_000 + b"\n", "records.line-too-long"),
        ("b.csv", LONG + b"A\0,x,y,z\n", "records.nul-bytes"),
        ("b.csv", LONG + b'A1,"02/05/2010,30/04/2020,PN1\n' * 3, "records.quote-misplaced"),
        ("b.csv", b"", "records.file-empty"),
        ("b.csv", b"hello", "records.unknown-file"),
        ("b.csv", b"CHILD,DOB,REVIEW_DATE,X\nA1,x,y,z\n", "records.unknown-file"),
        ("reviews.csv", b"CHILD,DOB,REVIEW_CODE,X\nA1,x,y,z\n", "records.column-missing"),
        ("b.xlsx", archive({"[Content_Types].xml": b"<x/>"}), "records.workbook-unreadable"),
        ("b.zip", archive({"a.csv": GOOD})[:-30], "records.zip-broken"),
    ],
)
def test_file_is_refused_whole_and_the_rest_is_read(tmp_path, name, content, code):
    returns = among_good_ones(tmp_path, name, content)

    assert refused(returns) == [(name, code, "file refused")]
    assert [note.code for note in returns.notes].count(code) == (name != "b.zip")
    assert returns.read["ssda903_reviews"] == len(TABLES["reviews"])


@pytest.mark.parametrize("name", ["../up.csv", "/etc/up.csv", "C:\\up.csv", "a/../../up.csv"])
def test_path_that_climbs_out_of_a_zip_is_refused_and_nothing_is_written(tmp_path, name):
    content = archive({name: GOOD, "2022/reviews.csv": GOOD})

    returns = among_good_ones(tmp_path, "b.zip", content)

    assert refused(returns) == [(f"b.zip/{name}", "records.zip-path-outside", "file refused")]
    assert "b.zip/2022/reviews.csv" in [file.name for file in returns.files]
    assert list(tmp_path.rglob("up.csv")) == []


def test_link_in_a_zip_is_refused(tmp_path):
    content = io.BytesIO()
    link = zipfile.ZipInfo("2022/header.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(content, "w") as packed:
        packed.writestr(link, "/etc/hostname")

    returns = among_good_ones(tmp_path, "b.zip", content.getvalue())

    assert refused(returns) == [("b.zip/2022/header.csv", "records.zip-link", "file refused")]


def test_zip_in_a_zip_is_not_opened(tmp_path):
    returns = among_good_ones(tmp_path, "b.zip", archive({"c.zip": archive({"a.csv": GOOD})}))

    assert refused(returns) == [("b.zip/c.zip", "records.zip-in-zip", "file refused")]


@pytest.mark.parametrize("kind", ["one line", "rows", "xml"])
def test_zip_bomb_is_stopped_in_little_memory(tmp_path, kind):
    """A gigabyte from a megabyte. The rows of it would be good rows."""
    row = b"A1,02/05/2010,30/04/2020,PN1\n" * 40_000
    start = {
        "one line": (b"CHILD,DOB,REVIEW,REVIEW_CODE\n", b"A" * len(row)),
        "rows": (b"CHILD,DOB,REVIEW,REVIEW_CODE\n", row),
        "xml": (b"<EXPSSDA903>", b"<CHILD></CHILD>" * 80_000),
    }[kind]
    path = tmp_path / "in" / "2021"
    path.mkdir(parents=True)
    with (
        zipfile.ZipFile(path / "b.zip", "w", zipfile.ZIP_DEFLATED) as packed,
        packed.open("2021/b.csv", "w", force_zip64=True) as inside,
    ):
        inside.write(start[0])
        for _ in range(60):
            inside.write(start[1])

    tracemalloc.start()
    returns = among_good_ones(tmp_path, "c.csv", GOOD, limits=LOW)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert refused(returns) == [("2021/b.zip/2021/b.csv", "records.zip-bomb", "file refused")]
    assert returns.read["ssda903_reviews"] == 2 * len(TABLES["reviews"])
    assert peak < 150 << 20


def test_hundreds_of_bombs_together_stop_at_the_sum(tmp_path):
    content = archive({f"2022/{at}/reviews.csv": LONG for at in range(20)})

    returns = among_good_ones(tmp_path, "b.zip", content, limits=ZipLimits(total=9 * len(LONG)))

    codes = [code for _, code, _ in refused(returns)]
    assert set(codes) == {"records.zip-bomb"}
    assert 10 <= len(codes) < 20


def test_what_was_staged_of_a_broken_file_is_taken_back(tmp_path, monkeypatch):
    monkeypatch.setattr("holdfast.records.staging.ROWS_A_PART", 1)
    monkeypatch.setattr("holdfast.records.ssda903_xml.CHILDREN_A_BATCH", 1)

    returns = among_good_ones(tmp_path, "b_2021.xml", xml_text().encode()[:-30])

    assert refused(returns) == [("b_2021.xml", "records.xml-truncated", "file refused")]
    at = [file.name for file in returns.files].index("b_2021.xml")
    for parts in returns.tables.values():
        assert all(at not in set(pl.read_parquet(part)["file"]) for part in parts)
    kept = {part for parts in returns.tables.values() for part in parts}
    assert set((tmp_path / "stage").rglob("*.parquet")) == kept


@pytest.mark.parametrize(
    ("column", "value", "expected"),
    [
        ("CHILD", "", ("child", "records.id-blank", "row refused")),
        ("CHILD", "1.2E+05", ("child", "records.id-rounded", "row refused")),
        ("DECOM", "", ("decom", "records.start-blank", "row refused")),
        ("DECOM", "31/02/2020", ("decom", "records.date-unreadable", "row refused")),
        ("DECOM", "04/04/1920", ("decom", "records.date-too-early", "row refused")),
        ("DECOM", "04/04/2122", ("decom", "records.date-too-late", "row refused")),
        ("DEC", "03/04/2020", ("dec", "records.end-before-start", "row refused")),
        ("DEC", "04/04/2122", ("dec", "records.date-too-late", "value set aside")),
        ("DEC", "soon", ("dec", "records.date-unreadable", "value set aside")),
        ("PLACE", "K9", ("place", "records.code-unknown", "value set aside")),
        ("LS", "??", ("ls", "records.code-unknown", "value set aside")),
        (
            "HOME_POST",
            "nowhere",
            ("home_post", "records.postcode-unreadable", "value set aside"),
        ),
    ],
)
def test_one_bad_cell_is_named_and_only_its_row_or_value_is_lost(
    tmp_path, column, value, expected
):
    rows = [dict(row) for row in TABLES["episodes"]]
    rows[0][column] = value
    write_return(tmp_path / "in" / "2021", {"episodes": rows})

    returns = read(tmp_path / "in", tmp_path / "stage")

    faults = returns.refusals.filter(pl.col("consequence") != "table missing")
    assert faults.rows() == [("2021/episodes.csv", 2, "ssda903_episodes", *expected)]
    assert returns.read["ssda903_episodes"] == len(rows) - (expected[-1] == "row refused")


def test_nothing_but_a_bomb_is_an_error(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(archive({"2021/reviews.csv": b"\n" * (40 << 20)}))

    with pytest.raises(InputError) as caught:
        read(path, tmp_path / "stage")

    assert caught.value.code == "records.file-empty"
