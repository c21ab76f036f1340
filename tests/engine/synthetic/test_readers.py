"""The real readers take the invented returns: clean ones whole, dirty ones as they should."""

import json
from functools import lru_cache

import polars as pl
import pytest

from holdfast.records.engine import open_engine
from holdfast.records.journey import build_journeys
from holdfast.records.pseudonym import Pseudonyms
from holdfast.records.returns import read_returns
from holdfast.synthetic.northmere import synthesise
from holdfast.synthetic.settings import Settings

SECRET = Pseudonyms(b"only for the tests of Northmere")


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    @lru_cache
    def reading(dirt, missing=0.0):
        folder = tmp_path_factory.mktemp("northmere")
        settings = Settings(children=1200, seed=6, dirt=dirt, missing=missing)
        made = synthesise(settings, folder / "out")
        returns = read_returns(
            made.folder / "returns", stage=folder / "stage", pseudonyms=SECRET
        )
        engine = open_engine(workspace=folder)
        journeys = build_journeys(engine, returns)
        frames = {
            name: engine.frame(getattr(journeys, name))
            for name in ("spells", "children", "trail")
        }
        engine.close()
        truth = json.loads((made.folder / "truth.json").read_text(encoding="utf-8"))
        return returns, frames, truth

    return reading


@pytest.mark.parametrize("missing", [0.0, 0.4])
def test_clean_returns_are_read_whole_and_need_no_repair(read, missing):
    returns, frames, _ = read(0.0, missing)

    assert len(returns.refusals) == 0
    assert returns.notes == ()
    assert returns.years == {"cin": (2022, 2023, 2024, 2025, 2026)} | {
        "ssda903": (2022, 2023, 2024, 2025, 2026)
    }
    refused = pl.concat(
        pl.read_parquet(part).filter("no_further_action").select("file", "row")
        for part in returns.tables["cin_referrals"]
    )
    # What never ends is no fault: a referral with no further action has no closure, and a
    # decision for adoption that led to one is not ceased.
    adopted = frames["spells"].filter(pl.col("stage") == "adoption")["child"].implode()
    decided = (pl.col("table") == "ssda903_placed_adoption") & pl.col("child").is_in(adopted)
    mended = frames["trail"].filter(~decided).join(refused, on=["file", "row"], how="anti")
    assert mended.height == 0


def test_the_returns_of_both_kinds_link_on_the_same_children(read):
    _, frames, _ = read(0.0)
    by_source = frames["spells"].group_by("source").agg(pl.col("child").unique())
    found = {source: set(children) for source, children in by_source.iter_rows()}

    assert frames["children"].height == 1200
    in_care = frames["spells"].filter(pl.col("stage").is_in(["looked_after", "short_break"]))
    assert set(in_care["child"]) <= found["cin"]


def test_every_stage_of_the_journey_is_met(read):
    _, frames, _ = read(0.0)
    stages = set(frames["spells"]["stage"])

    assert stages >= {
        "referral", "child_in_need", "assessment", "cin_plan", "section_47",
        "child_protection_plan", "child_protection_review", "proceedings", "looked_after",
        "short_break", "episode", "placement", "legal_status", "move", "review", "missing",
        "placed_for_adoption", "return_home", "special_guardianship", "adoption",
        "leaving_care", "transferred",
    }  # fmt: skip


def test_nobody_is_looked_after_without_an_open_case(read):
    _, frames, _ = read(0.0)
    spells = frames["spells"]
    care = spells.filter(pl.col("stage") == "looked_after").select("child", "start")
    need = spells.filter(pl.col("stage") == "child_in_need").select(
        "child", opened="start", closed="end"
    )
    later = care.filter(pl.col("start") >= pl.date(2021, 4, 1))

    held = later.join(need, on="child").filter(
        (pl.col("opened") <= pl.col("start"))
        & (pl.col("closed").is_null() | (pl.col("start") < pl.col("closed")))
    )
    assert held.unique().height == later.height


def test_dirty_returns_are_refused_and_mended_by_the_rules_meant_for_their_faults(read):
    returns, frames, truth = read(0.05)
    refused, mended = set(returns.refusals["code"]), set(frames["trail"]["rule"])

    assert refused >= {
        "records.id-blank", "records.date-unreadable", "records.date-too-late",
        "records.date-too-early", "records.end-before-start", "records.code-unknown",
        "records.two-birth-dates",
    }  # fmt: skip
    assert mended >= {
        "duplicate", "superseded", "overlap", "gap-under-x1", "open-never-closed",
        "reason-without-end",
    }  # fmt: skip
    assert {note.code for note in returns.notes} >= {
        "records.column-unknown", "records.old-code-page",
    }  # fmt: skip
    assert len(truth["faults"]) >= 16


def test_dirt_does_not_make_new_children(read):
    _, clean, _ = read(0.0)
    _, dirty, _ = read(0.05)

    assert set(dirty["children"]["child"]) <= set(clean["children"]["child"])
    assert dirty["children"].height > 0.95 * clean["children"].height
