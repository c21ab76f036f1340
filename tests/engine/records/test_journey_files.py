"""What `holdfast journeys` writes, and opening it again."""

import json
from datetime import date

import polars as pl
import pytest
from tests.engine.records.staged import staged
from tests.engine.records.test_journey import TABLES

from holdfast.kernel.errors import InputError
from holdfast.records.journey import build_journeys
from holdfast.records.journey_files import open_journeys, write_journeys
from holdfast.records.refusals import REFUSAL_SCHEMA

NAMES = [
    "children.parquet", "journeys.parquet", "refused.csv", "repairs.csv", "summary.json",
    "yearly.parquet",
]  # fmt: skip


@pytest.fixture
def written(duckdb, tmp_path):
    """Write the journeys of a few returns."""
    refused = {"file": "a.csv", "row": 3, "code": "records.date-too-late"}
    returns = staged(tmp_path / "stage", TABLES, refusals=[refused])
    journeys = build_journeys(duckdb, returns)
    paths = write_journeys(duckdb, journeys, returns, tmp_path / "out")
    return journeys, tmp_path / "out", paths


def test_six_files_are_written(written):
    _, folder, paths = written

    assert sorted(path.name for path in folder.iterdir()) == NAMES
    assert sorted(paths) == [folder / name for name in NAMES]


def test_spells_are_in_order(written):
    spells = pl.read_parquet(written[1] / "journeys.parquet")

    assert spells.equals(spells.sort("child", "start", "stage", "end", nulls_last=True))


def test_what_was_refused_and_mended_is_written_with_the_file_and_row(written):
    refused = pl.read_csv(written[1] / "refused.csv", schema_overrides=REFUSAL_SCHEMA)
    repairs = pl.read_csv(written[1] / "repairs.csv")

    assert refused["code"].to_list() == ["records.date-too-late"]
    assert repairs.select("rule", "file", "row").rows() == [
        ("duplicate", "file0.csv", 2),
        ("open-never-closed", "file0.csv", 10),
        ("open-never-closed", "file0.csv", 4),
    ]


def test_the_summary_is_the_same_to_the_byte_each_time(written, duckdb, tmp_path):
    returns = staged(tmp_path / "again", TABLES)
    write_journeys(duckdb, build_journeys(duckdb, returns), returns, tmp_path / "second")
    write_journeys(duckdb, build_journeys(duckdb, returns), returns, tmp_path / "third")

    for name in NAMES:
        second = (tmp_path / "second" / name).read_bytes()
        assert second == (tmp_path / "third" / name).read_bytes()
    said = json.loads((tmp_path / "second" / "summary.json").read_text())
    assert said["observed"] == {"ssda903": ["2021-04-01", "2023-03-31"]}
    assert said["summary"]["years"] == {"ssda903": [2022, 2023]}


def test_journeys_open_again_as_they_were(written, duckdb):
    journeys, folder, _ = written

    opened = open_journeys(duckdb, folder)

    for name in ("spells", "children", "yearly"):
        before, after = (
            duckdb.frame(getattr(these, name)).sort(pl.all()) for these in (journeys, opened)
        )
        assert before.equals(after)
    assert opened.observed == {"ssda903": (date(2021, 4, 1), date(2023, 3, 31))}
    assert opened.summary == journeys.summary
    assert duckdb.frame(opened.trail)["rule"].value_counts(sort=True).rows() == [
        ("open-never-closed", 2),
        ("duplicate", 1),
    ]


def test_a_folder_without_journeys_is_refused(duckdb, tmp_path):
    with pytest.raises(InputError) as caught:
        open_journeys(duckdb, tmp_path)

    assert caught.value.code == "records.journeys-not-here"
