"""Whole returns, from the folder that was given to the tables that are staged."""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from tests.engine.records.made_returns import (
    SECRET,
    TABLES,
    Rows,
    csv_text,
    read,
    write_return,
    xml_text,
    zip_folder,
)
from tests.fixtures_elsewhere import shared

from holdfast.kernel.errors import InputError
from holdfast.kernel.progress import Progress, Step
from holdfast.records import returns as returns_module
from holdfast.records.engine import Engine
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.returns import Returns

CIN = """<Message><Header><CollectionDetails><Collection>CIN</Collection><Year>2021</Year>
<ReferenceDate>2021-03-31</ReferenceDate></CollectionDetails></Header><Children><Child>
<ChildIdentifiers><LAchildID>A1</LAchildID><PersonBirthDate>2010-05-02</PersonBirthDate>
<GenderCurrent>1</GenderCurrent></ChildIdentifiers><ChildCharacteristics><Ethnicity>WBRI</Ethnicity>
</ChildCharacteristics><CINdetails><CINreferralDate>2020-10-06</CINreferralDate>
<ReferralSource>1A</ReferralSource><ReferralNFA>0</ReferralNFA></CINdetails></Child>
</Children></Message>"""
PLACES = ("file", "row")


def table(returns: Returns, name: str) -> pl.DataFrame:
    return pl.concat(pl.read_parquet(part) for part in returns.tables[f"ssda903_{name}"])


def codes(returns: Returns) -> list[str]:
    return [note.code for note in returns.notes if note.code != "records.table-missing"]


def moved(tables: Mapping[str, Rows], years: int) -> dict[str, list[dict[str, str]]]:
    """Give the same return some years later: the events, not the births."""
    births = {"DOB", "MC_DOB"}

    def move(heading: str, cell: str) -> str:
        if heading in births or cell.count("/") != 2:
            return cell
        return cell[:6] + str(int(cell[6:]) + years)

    return {
        name: [{h: move(h, cell) for h, cell in row.items()} for row in rows]
        for name, rows in tables.items()
    }


def contents(returns: Returns) -> dict[str, list[tuple[object, ...]]]:
    """Everything staged, but for the file and row that it came from, in order."""
    names = sorted(returns.tables)
    frames = {name: pl.concat(map(pl.read_parquet, returns.tables[name])) for name in names}
    return {n: sorted(f.drop(PLACES).rows(), key=str) for n, f in frames.items() if len(f)}


def test_folder_of_a_year_is_staged_with_its_year(tmp_path):
    write_return(tmp_path / "in" / "2021")

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert returns.years == {"ssda903": (2021,)}
    assert returns.read == {f"ssda903_{name}": len(rows) for name, rows in TABLES.items()}
    assert len(returns.refusals) == 0
    assert codes(returns) == []
    assert [file.name for file in returns.files] == sorted(
        f"2021/{name}.csv" for name in TABLES
    )
    episodes = (tmp_path / "in" / "2021" / "episodes.csv").read_bytes()
    file = next(file for file in returns.files if file.name == "2021/episodes.csv")
    assert (file.sha256, file.bytes) == (hashlib.sha256(episodes).hexdigest(), len(episodes))
    header = table(returns, "header").row(0, named=True)
    assert header == {
        "child": Pseudonyms(SECRET).of("A1"),
        "sex": "M",
        "dob": date(2010, 5, 2),
        "ethnic": "WBRI",
        "mother": None,
        "mc_dob": None,
        "return_year": 2021,
        "file": [file.name for file in returns.files].index("2021/header.csv"),
        "row": 2,
    }
    assert table(returns, "episodes").select("place", "dec", "home_post", "row").row(0) == (
        "U4", date(2020, 9, 1), "LS1", 2,
    )  # fmt: skip


def lay_out(form: str, folder: Path) -> Path:
    """Lay the same two returns out in one of the forms that authorities use."""
    years = {2021: TABLES, 2022: moved(TABLES, 1)}
    folder.mkdir()
    for year, tables in years.items():
        if form in {"folders", "zip", "zips in a folder", "zip with a folder around"}:
            write_return(folder / "returns" / str(year), tables)
        elif form == "years in names":
            for name, rows in tables.items():
                text = csv_text(name, rows)
                (folder / f"{name}_{year - 1}-{year % 100}.csv").write_text(
                    text, encoding="utf-8"
                )
        elif form == "xml":
            (folder / f"SSDA903_{year}.xml").write_text(xml_text(tables), encoding="utf-8")
        elif form == "utf-16":
            for name, rows in tables.items():
                path = folder / str(year) / f"{name}.csv"
                path.parent.mkdir(exist_ok=True)
                path.write_text(csv_text(name, rows, delimiter="\t"), encoding="utf-16")
    if form == "zip":
        return zip_folder(folder / "returns", folder / "all.zip")
    if form == "zip with a folder around":
        return zip_folder(folder, folder.parent / "all.zip")
    if form == "zips in a folder":
        (folder / "zips").mkdir()
        for year in years:
            zip_folder(folder / "returns" / str(year), folder / "zips" / f"{year}.zip")
        return folder / "zips"
    return folder


@pytest.mark.parametrize(
    "form",
    ["zip", "zip with a folder around", "zips in a folder", "years in names", "xml", "utf-16"],
)
def test_same_returns_in_another_form_are_the_same_tables(tmp_path, form):
    plain = read(lay_out("folders", tmp_path / "plain"), tmp_path / "stage")
    expected = contents(plain)

    returns = read(lay_out(form, tmp_path / "other"), tmp_path / "stage 2")

    assert returns.years == plain.years == {"ssda903": (2021, 2022)}
    assert contents(returns) == expected
    assert len(returns.refusals) == 0


def test_one_file_alone_is_read(tmp_path):
    path = tmp_path / "episodes_2021.csv"
    path.write_text(csv_text("episodes"), encoding="utf-8")

    returns = read(path, tmp_path / "stage")

    assert dict(returns.read) == {"ssda903_episodes": 3}
    assert returns.refusals["consequence"].unique().to_list() == ["table missing"]
    assert "ssda903_header" in {note.where for note in returns.notes}


def test_kinds_of_return_are_read_together(tmp_path):
    write_return(tmp_path / "in" / "2021")
    (tmp_path / "in" / "cin.xml").write_text(CIN, encoding="utf-8")

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert returns.years == {"cin": (2021,), "ssda903": (2021,)}
    assert returns.reference_dates == {2021: date(2021, 3, 31)}
    (part,) = returns.tables["cin_referrals"]
    assert pl.read_parquet(part).select("child", "no_further_action").rows() == [
        (Pseudonyms(SECRET).of("A1"), False)
    ]


def test_what_readers_and_staging_notice_is_said_in_order_of_file(tmp_path):
    folder = write_return(tmp_path / "in" / "2021")
    extra = (
        csv_text("reviews").replace("\r\n", ",x\r\n").replace("REVIEW_CODE,x", "REVIEW_CODE,LA")
    )
    (folder / "reviews.csv").write_text(extra, encoding="utf-8")
    episodes = csv_text("episodes").replace(",K2,", ",K3,")
    (folder / "episodes.csv").write_text(episodes, encoding="utf-8")
    (tmp_path / "in" / "cin_2021.xml").write_text(
        CIN.replace("<ReferenceDate>2021-03-31</ReferenceDate>", "").replace(
            "<Year>2021</Year>", ""
        ),
        encoding="utf-8",
    )

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert [(note.code, note.where) for note in returns.notes] == [
        ("records.code-of-another-year", "2021/episodes.csv, ssda903_episodes, place"),
        ("records.column-unknown", "2021/reviews.csv"),
        ("records.cin-year-missing", "cin_2021.xml, Header"),
    ]
    assert (returns.years["cin"], returns.reference_dates) == ((2021,), {})


def test_folders_named_by_the_start_of_the_year_are_shifted_and_said(tmp_path):
    write_return(tmp_path / "in" / "2020")
    write_return(tmp_path / "in" / "2021", moved(TABLES, 1))
    write_return(tmp_path / "in" / "2022", {"header": TABLES["header"]})

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert returns.years == {"ssda903": (2021, 2022, 2023)}
    years = table(returns, "header")["return_year"]
    assert years.to_list() == [2021, 2021, 2022, 2022, 2023, 2023]
    shifted = [note for note in returns.notes if note.code == "records.year-label-shifted"]
    assert [note.where for note in shifted] == ["2020", "2021"]
    assert len(returns.refusals.filter(pl.col("consequence") != "table missing")) == 0


def test_returns_without_a_year_in_their_names_follow_their_dates(tmp_path):
    write_return(tmp_path / "in" / "north")

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert returns.years == {"ssda903": (2021,)}
    assert "records.year-from-dates" in codes(returns)


def test_file_without_any_year_is_refused_and_the_rest_is_read(tmp_path):
    write_return(tmp_path / "in" / "2021")
    write_return(tmp_path / "in" / "north", {"header": TABLES["header"]})

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert returns.years == {"ssda903": (2021,)}
    assert returns.refusals.rows() == [
        ("north/header.csv", None, None, None, "records.year-unknown", "file refused")
    ]
    assert returns.read["ssda903_header"] == 2


def test_nothing_but_a_file_without_a_year_is_refused(tmp_path):
    path = tmp_path / "header.csv"
    path.write_text(csv_text("header"), encoding="utf-8")

    with pytest.raises(InputError) as caught:
        read(path, tmp_path / "stage")

    assert caught.value.code == "records.year-unknown"


def test_child_with_two_birth_dates_keeps_that_of_the_latest_header(tmp_path):
    write_return(tmp_path / "in" / "2021")
    later = moved({"header": TABLES["header"], "episodes": TABLES["episodes"]}, 1)
    later["header"][0]["DOB"] = "05/02/2010"
    write_return(tmp_path / "in" / "2022", later)

    returns = read(tmp_path / "in", tmp_path / "stage")

    child = Pseudonyms(SECRET).of("A1")
    births = table(returns, "header").filter(pl.col("child") == child)
    assert births.select("return_year", "dob").rows() == [
        (2021, None),
        (2022, date(2010, 2, 5)),
    ]
    assert set(table(returns, "reviews")["dob"]) == {None}
    two = returns.refusals.filter(pl.col("code") == "records.two-birth-dates")
    assert set(two["file"]) == {
        f"2021/{n}.csv" for n in TABLES if n not in {"episodes", "uasc", "oc3", "missing"}
    }
    assert returns.notes[-1].text.startswith("Children with more than one birth date: 1.")


def test_same_input_gives_the_same_bytes(tmp_path):
    write_return(tmp_path / "in" / "2021")
    write_return(tmp_path / "in" / "2022", moved(TABLES, 1))

    first, second = (read(tmp_path / "in", tmp_path / f"stage {at}") for at in (1, 2))

    assert [first.tables[n][0].read_bytes() for n in first.tables] == [
        second.tables[n][0].read_bytes() for n in second.tables
    ]
    assert first.refusals.equals(second.refusals)
    assert (first.notes, first.files) == (second.notes, second.files)


def test_reading_again_replaces_what_was_staged(tmp_path):
    write_return(tmp_path / "in" / "2021")
    read(tmp_path / "in", tmp_path / "stage")

    returns = read(tmp_path / "in" / "2021" / "reviews.csv", tmp_path / "stage")

    assert sorted((tmp_path / "stage").rglob("*.parquet")) == sorted(
        returns.tables["ssda903_reviews"]
    )


def test_progress_tells_every_byte_once(tmp_path):
    write_return(tmp_path / "in" / "2021")
    steps: list[Step] = []

    read(tmp_path / "in", tmp_path / "stage", progress=Progress((steps.append,)))

    size = sum(path.stat().st_size for path in (tmp_path / "in").rglob("*.csv"))
    assert {step.name for step in steps} == {"Read returns"}
    assert (steps[0].total, steps[-1].done, steps[-1].finished) == (size, size, True)
    assert [step.done for step in steps] == sorted(step.done for step in steps)


def test_listener_can_stop_the_work(tmp_path):
    write_return(tmp_path / "in" / "2021")

    def stop(step: Step) -> None:
        if step.done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(tmp_path / "in", tmp_path / "stage", progress=Progress((stop,)))


@pytest.mark.parametrize("found", ["nothing", "one", "many", "zip"])
def test_nothing_that_can_be_read_is_refused_with_the_reason(tmp_path, found):
    folder = tmp_path / "in"
    folder.mkdir()
    if found != "nothing":
        (folder / "a.txt").write_text("hello", encoding="utf-8")
    if found == "many":
        for at in range(7):
            (folder / f"b{at}.csv").touch()
    if found == "zip":
        (folder / "c.zip").write_bytes(b"PK\x03\x04")

    with pytest.raises(InputError) as caught:
        read(folder, tmp_path / "stage")

    assert (caught.value.code, caught.value.where) == {
        "nothing": ("records.nothing-read", "in"),
        "one": ("records.unknown-file", "a.txt"),
        "many": (
            "records.nothing-read",
            "a.txt (records.unknown-file), b0.csv (records.file-empty), "
            "b1.csv (records.file-empty), b2.csv (records.file-empty), "
            "b3.csv (records.file-empty)",
        ),
        "zip": (
            "records.nothing-read",
            "a.txt (records.unknown-file), c.zip (records.zip-broken)",
        ),
    }[found]


def test_file_that_cannot_be_opened_does_not_stop_the_rest(tmp_path, monkeypatch):
    write_return(tmp_path / "in" / "2021")
    recognise = returns_module.recognise_form

    def broken(stream, name):
        if name == "2021/oc2.csv":
            raise OSError("the disk is on fire")
        return recognise(stream, name)

    monkeypatch.setattr(returns_module, "recognise_form", broken)

    returns = read(tmp_path / "in", tmp_path / "stage")

    assert returns.refusals.row(0) == (
        "2021/oc2.csv", None, None, None, "records.file-unreadable", "file refused",
    )  # fmt: skip
    assert "ssda903_oc2" not in returns.tables


def test_every_engine_reads_what_was_staged(tmp_path, engine: Engine):
    write_return(tmp_path / "in" / "2021")
    write_return(tmp_path / "in" / "2022", moved(TABLES, 1))
    returns = read(tmp_path / "in", tmp_path / "stage")

    for name, parts in returns.tables.items():
        frame = engine.frame(engine.read(parts))
        expected = pl.concat(pl.read_parquet(part) for part in parts)
        assert dict(frame.schema) == dict(expected.schema), name
        assert sorted(frame.rows(), key=str) == sorted(expected.rows(), key=str), name


def test_shared_five_years_are_read_whole(tmp_path):
    path = shared("fixtures/ssda903_five_years.zip")
    if path is None:
        path = lay_out("zip", tmp_path / "made")
        shift, kinds = 0, {"reviews", "header"}
    else:
        shift, kinds = 1, {"reviews", "header", "episodes"}

    returns = read(path, tmp_path / "stage")

    first = returns.years["ssda903"][0]
    assert returns.years["ssda903"] == tuple(
        range(first, first + len(returns.years["ssda903"]))
    )
    assert codes(returns).count("records.year-label-shifted") == shift * 5
    assert kinds <= {name.removeprefix("ssda903_") for name in returns.tables}
    assert set(returns.refusals["consequence"]) <= {
        "table missing", "value set aside", "row refused",
    }  # fmt: skip


def test_no_value_of_a_record_is_repeated_anywhere(tmp_path):
    """Put a word of its own into every cell, and look for it in all that is said."""
    word = "ZQXJ"
    for at, name in enumerate(sorted(TABLES)):
        rows = [
            {heading: f"{word}{at}{heading}"[:60] for heading in row} for row in TABLES[name]
        ]
        kept = [*TABLES[name], *rows]
        write_return(tmp_path / "in" / "2021", {name: kept})
    (tmp_path / "in" / "broken_2021.xml").write_text(
        xml_text().replace("A1", word)[:-30], encoding="utf-8"
    )
    (tmp_path / "in" / "bare.csv").write_text(f"{word},{word}\n" * 3, encoding="utf-8")

    returns = read(tmp_path / "in", tmp_path / "stage")

    said = json.dumps([returns.refusals.rows(), [str(note) for note in returns.notes]])
    assert len(returns.refusals) > 20
    assert word not in said
