"""`holdfast journeys`, run on real files."""

import importlib.util
import json
import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest
import typer
from tests.fixtures_elsewhere import shared
from typer.testing import CliRunner

from holdfast.cli.journeys import _one_of_each, journeys
from holdfast.kernel.errors import InputError
from holdfast.records.batch import Note

EPISODES = (
    "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,"
    "HOME_POST,PL_POST,URN"
)
HEADER = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB"
OUR_OWN = {
    "2022": {
        "header.csv": [HEADER, "7,2,14/02/2008,WBRI,UN1,,", "8,1,01/03/2010,WBRI,UN1,,"],
        "episodes.csv": [
            EPISODES,
            "7,01/05/2021,S,V2,N1,U6,PR1,01/07/2021,X1,CARPL,LS1 4AB,LS9 8CD,",
            "7,01/07/2021,P,V2,N1,K2,PR4,,,,LS1 4AB,LS9 8CD,",
            "8,01/08/2021,S,C2,N1,U4,PR1,,,,LS1 4AB,LS9 8CD,",
        ],
    },
    "2023": {
        "header.csv": [HEADER, "7,2,14/02/2008,WBRI,UN1,,"],
        "episodes.csv": [
            EPISODES,
            "7,01/07/2021,P,V2,N1,K2,PR4,01/06/2022,E4A,,LS1 4AB,LS9 8CD,",
        ],
    },
}
SECRET = "a secret for these tests"  # noqa: S105  (nobody's)
FIVE_YEARS = shared("ssda903_five_years.zip") or shared("fixtures/ssda903_five_years.zip")


@pytest.fixture
def app():
    """Give a command line with this one command."""
    made = typer.Typer()
    made.command()(journeys)
    return made


@pytest.fixture
def returns(tmp_path):
    """Write the returns of two children over two years."""
    for year, files in OUR_OWN.items():
        (tmp_path / "returns" / year).mkdir(parents=True)
        for name, lines in files.items():
            (tmp_path / "returns" / year / name).write_text("\n".join(lines) + "\n")
    return tmp_path / "returns"


def _run(app, *words):
    given = [str(word) for word in words]
    return CliRunner().invoke(app, given, env={"HOLDFAST_SECRET": SECRET, "COLUMNS": "200"})


def test_journeys_are_written_and_summed_up(app, returns, tmp_path):
    out = tmp_path / "out"

    said = _run(app, returns, "--out", out)

    assert said.exit_code == 0, said.output
    assert sorted(path.name for path in out.iterdir()) == [
        "children.parquet",
        "journeys.parquet",
        "refused.csv",
        "repairs.csv",
        "summary.json",
        "yearly.parquet",
    ]
    lines = [line.strip() for line in said.stdout.splitlines()]
    assert lines[0] == "2 children in 4 files"
    assert lines[1] == "SSDA903 2022 to 2023"
    assert "2  Looked after" in lines
    assert "1  open-never-closed" in lines
    assert "1  open episodes came back in the next return, as they should" in lines
    assert lines[-1].startswith("Written to")
    assert "Build journeys: done" in said.stderr.splitlines()


def test_what_is_written_says_when_each_child_was_in_care(app, returns, tmp_path):
    _run(app, returns, "--out", tmp_path / "out")

    spells = pl.read_parquet(tmp_path / "out" / "journeys.parquet")

    care = spells.filter(stage="looked_after").select("start", "end", "end_reason")
    assert sorted(tuple(map(str, row)) for row in care.rows()) == [
        ("2021-05-01", "2022-06-01", "E4A"),
        ("2021-08-01", "2022-03-31", "None"),
    ]


def test_nothing_of_the_way_there_is_left_behind(app, returns, tmp_path):
    _run(app, returns, "--out", tmp_path / "out")

    assert not [path for path in tmp_path.rglob("*") if "stage" in path.name]


def test_the_same_returns_give_the_same_files(app, returns, tmp_path):
    for name in ("one", "two"):
        _run(app, returns, "--out", tmp_path / name)

    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_londons_rules_can_be_asked_for(app, returns, tmp_path):
    said = _run(app, returns, "--out", tmp_path / "out", "--repair", "london")

    assert said.exit_code == 0
    found = json.loads((tmp_path / "out" / "summary.json").read_text())["summary"]
    assert found["repaired"] == {"london-2": 1}


def test_a_single_year_and_nothing_mended_are_said_so(app, returns, tmp_path):
    said = _run(app, returns / "2022", "--out", tmp_path / "out")

    assert "SSDA903 2022" in [line.strip() for line in said.stdout.splitlines()]
    assert "nothing" in [line.strip() for line in said.stdout.splitlines()]


def test_years_that_do_not_follow_each_other_are_named_one_by_one(app, returns, tmp_path):
    (returns / "2023").rename(returns / "2025")
    text = (returns / "2025" / "episodes.csv").read_text().replace("/2022", "/2024")
    (returns / "2025" / "episodes.csv").write_text(text)

    said = _run(app, returns, "--out", tmp_path / "out")

    assert "SSDA903 2022, 2025" in [line.strip() for line in said.stdout.splitlines()]


@pytest.mark.parametrize("wrong", [("--repair", "leeds"), ("--engine", "sqlite")])
def test_what_is_refused_is_an_error_of_ours(app, returns, tmp_path, wrong):
    said = _run(app, returns, "--out", tmp_path / "out", *wrong)

    assert isinstance(said.exception, InputError)


def test_an_address_of_spark_in_the_environment_is_used_for_spark_only(
    app, returns, tmp_path, monkeypatch
):
    asked = []

    def refuse(name, *, workspace, url):
        asked.append((name, url))
        raise InputError("Not here.", code="records.spark-missing")

    monkeypatch.setattr("holdfast.records.engine.open_engine", refuse)
    monkeypatch.setenv("SPARK_REMOTE", "sc://host")

    _run(app, returns, "--out", tmp_path / "out", "--engine", "spark")
    _run(app, returns, "--out", tmp_path / "out")
    _run(app, returns, "--out", tmp_path / "out", "--engine", "spark", "--spark", "local[1]")

    assert asked == [("spark", "sc://host"), ("duckdb", None), ("spark", "local[1]")]


def test_five_linked_years_of_another_team_or_two_of_our_own_lose_no_row(
    app, returns, tmp_path
):
    said = _run(app, FIVE_YEARS or returns, "--out", tmp_path / "out")
    children, episodes = (820, 3737) if FIVE_YEARS else (2, 4)

    assert said.exit_code == 0, said.output
    found = json.loads((tmp_path / "out" / "summary.json").read_text())["summary"]
    assert found["children"] == children
    assert found["read"]["ssda903_episodes"] == episodes
    kept = found["spells"]["episode"] + found["carried_forward"]
    deleted = pl.read_csv(tmp_path / "out" / "repairs.csv").filter(
        action="deleted", table="ssda903_episodes"
    )
    assert kept + deleted.height == episodes


@pytest.mark.spark
def test_spark_gives_the_same_journeys(app, returns, tmp_path):
    for name in ("duckdb", "spark"):
        said = _run(app, returns, "--out", tmp_path / name, "--engine", name)
        assert said.exit_code == 0, said.output

    _are_the_same(tmp_path / "duckdb", tmp_path / "spark")


@pytest.fixture
def connect_server(tmp_path):
    """Start a real Spark Connect server on this machine, and give its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        Path(sys.executable).with_name("spark-submit"),
        "--class", "org.apache.spark.sql.connect.service.SparkConnectServer",
        "--master", "local[1]",
        "--conf", f"spark.connect.grpc.binding.port={port}",
        "--conf", "spark.connect.grpc.binding.address=127.0.0.1",
        "--conf", "spark.ui.enabled=false",
        "spark-internal",
    ]  # fmt: skip
    home = Path(importlib.util.find_spec("pyspark").origin).parent
    setting = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable}
    log = tmp_path / "server.log"
    with log.open("w") as said:
        server = subprocess.Popen(command, cwd=tmp_path, env=setting, stdout=said, stderr=said)
    try:
        for _ in range(240):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert server.poll() is None, log.read_text()
            time.sleep(0.5)
        yield f"sc://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(60)


@pytest.mark.spark
def test_a_spark_connect_server_gives_the_same_journeys(app, returns, tmp_path, connect_server):
    said = _run(app, returns, "--out", tmp_path / "duckdb")
    assert said.exit_code == 0, said.output
    # In a process of its own: one that runs Spark itself cannot also be a client of another.
    command = [Path(sys.executable).with_name("holdfast"), "journeys", returns]
    done = subprocess.run(
        [*command, "--out", tmp_path / "connect", "--engine", "spark"],
        env={**os.environ, "HOLDFAST_SECRET": SECRET, "SPARK_REMOTE": connect_server},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    _are_the_same(tmp_path / "duckdb", tmp_path / "connect")


def _are_the_same(ours, theirs):
    for name in ("journeys", "children", "yearly"):
        one, other = (pl.read_parquet(place / f"{name}.parquet") for place in (ours, theirs))
        assert one.equals(other)
    for name in ("refused.csv", "repairs.csv", "summary.json"):
        assert (ours / name).read_text() == (theirs / name).read_text()


def test_notes_of_one_kind_are_told_once_with_how_many_more():
    notes = [
        Note(code="records.columns-kept-out", where="a.csv", text="Kept out: A."),
        Note(code="records.year-label-shifted", where="2021", text="Read as 2022."),
        Note(code="records.columns-kept-out", where="b.csv", text="Kept out: B."),
        Note(code="records.columns-kept-out", where="c.csv", text="Kept out: C."),
    ]

    assert _one_of_each(notes) == [(notes[0], 2), (notes[1], 0)]
