"""Faults put in on purpose: of every kind, counted, and none where none are asked for."""

from collections import Counter
from functools import lru_cache

import polars as pl
import pytest

from holdfast.synthetic.care_records import CareRecords
from holdfast.synthetic.cin_census import CaseRecords
from holdfast.synthetic.dirt import (
    BACKWARDS,
    BLANK_ID,
    DUPLICATE,
    GAP,
    IMPOSSIBLE,
    NEVER_CLOSED,
    OTHER_FORMAT,
    OVERLAP,
    POINT_ZERO,
    REASON_ON_OPEN,
    SUPERSEDED,
    TWO_BIRTHS,
    UNKNOWN,
    Paper,
    Soil,
)
from holdfast.synthetic.ssda903 import ssda903

from .told import RATES, told

YEAR = 2024
KINDS = {
    BACKWARDS, BLANK_ID, DUPLICATE, GAP, IMPOSSIBLE, NEVER_CLOSED, OTHER_FORMAT, OVERLAP,
    POINT_ZERO, REASON_ON_OPEN, SUPERSEDED, TWO_BIRTHS, UNKNOWN,
}  # fmt: skip


@lru_cache
def both(dirt, year=YEAR):
    """Give the clean tables, the dirty ones and the counts of one year."""
    settings, history = told(children=6000, seed=9, dirt=dirt)
    care = ssda903(CareRecords.of(settings, RATES, history.people, history.spells), year)
    cases = CaseRecords.of(settings, RATES, history.people, history.spells).year(year)
    found = Counter()
    soil = Soil(settings, year, found)
    return care, soil.ssda903(care), found, cases, soil.cin(cases)


def counted(*, cin=False):
    """Count the faults of one kind of return alone."""
    settings, history = told(children=6000, seed=9, dirt=0.05)
    found = Counter()
    soil = Soil(settings, YEAR, found)
    if cin:
        soil.cin(CaseRecords.of(settings, RATES, history.people, history.spells).year(YEAR))
    else:
        soil.ssda903(
            ssda903(CareRecords.of(settings, RATES, history.people, history.spells), YEAR)
        )
    return found


def test_every_kind_of_fault_is_there_and_counted():
    _, _, found, _, _ = both(0.05)

    assert set(found) == KINDS
    assert min(found.values()) > 0


def test_a_kind_of_fault_is_on_its_share_of_rows():
    clean, _, _, _, _ = both(0.05)
    found = counted()
    rows = sum(len(frame) for frame in clean.values())

    assert found[BLANK_ID] / rows == pytest.approx(0.05, abs=0.01)
    assert found[DUPLICATE] / rows == pytest.approx(0.05, abs=0.01)


def test_blank_references_duplicates_and_unknown_codes_are_as_counted():
    clean, dirty, _, _, _ = both(0.05)
    found = counted()

    blanks = sum(frame["CHILD"].null_count() for frame in dirty.values())
    assert blanks == found[BLANK_ID]
    added = sum(len(frame) for frame in dirty.values()) - sum(len(f) for f in clean.values())
    assert added == found[DUPLICATE] - found[NEVER_CLOSED]
    codes = (dirty["ssda903_episodes"]["LS"] == "QQ").sum()
    codes += (dirty["ssda903_header"]["ETHNIC"] == "QQ").sum()
    assert codes == found[UNKNOWN]
    tails = sum(frame["CHILD"].str.ends_with(".0").sum() for frame in dirty.values())
    assert tails == found[POINT_ZERO]
    births = dirty["ssda903_header"]["DOB"].n_unique()
    assert births > 0


def test_dates_are_text_in_the_british_form_but_for_those_that_are_not():
    _, dirty, _, _, _ = both(0.05)
    days = dirty["ssda903_episodes"]["DECOM"]

    british = days.str.contains(r"^\d\d/\d\d/\d{4}$")
    iso = days.str.contains(r"^\d{4}-\d\d-\d\d$")
    assert (british | iso).all()
    assert 0 < iso.mean() < 0.1


def test_faults_over_time_are_what_they_say():
    clean, dirty, _, _, _ = both(0.05)
    rows = dirty["ssda903_episodes"].with_columns(
        pl.col("DECOM", "DEC").str.to_date("%d/%m/%Y", strict=False)
    )

    assert rows.filter(pl.col("DEC") < pl.col("DECOM")).height > 0
    assert rows.filter(pl.col("DEC").is_null() & (pl.col("REC") == "X1")).height > 0
    key = ["CHILD", "DECOM"]
    was = clean["ssda903_episodes"].select(*key, "DEC", "PLACE")
    changed = rows.join(was, on=key, suffix="_was")
    later = changed.filter(pl.col("DEC") > pl.col("DEC_was"))
    sooner = changed.filter(
        (pl.col("DEC") < pl.col("DEC_was")) & (pl.col("DEC") > pl.col("DECOM"))
    )
    other = changed.filter(pl.col("PLACE") != pl.col("PLACE_was"))
    assert set(later["REC"]) == set(sooner["REC"]) == {"X1"}
    assert other["DEC"].null_count() == len(other)
    assert len(other) > 0


def test_nothing_supersedes_the_last_return():
    _, _, found, _, _ = both(0.05, 2026)

    assert SUPERSEDED not in found


def test_the_census_has_its_faults_too():
    _, _, _, clean, dirty = both(0.05)
    found = counted(cin=True)
    cases = dirty["cases"]

    assert (dirty["children"]["child"] == "").sum() == found[BLANK_ID]
    births = dirty["children"]["dob"] != clean["children"]["dob"]
    assert births.sum() == found[TWO_BIRTHS]
    assert (cases["primary_need"] == "QQ").sum() == found[UNKNOWN]
    assert (cases["referral_date"] == pl.Series([None]).cast(pl.Date)).sum() == 0
    wrong = cases.filter(pl.col("closure_date") < pl.col("referral_date")).height
    assert wrong >= found[BACKWARDS] > 0


def test_one_year_says_true_and_false():
    _, _, _, _, dirty = both(0.05, 2023)

    assert set(dirty["cases"]["no_further_action"]) == {"true", "false"}
    assert set(dirty["enquiries"]["conference_not_required"]) == {"true", "false"}


def test_each_of_the_first_years_is_on_other_paper():
    settings, _ = told(children=6000, seed=9, dirt=0.05)
    papers = {year: Paper.of(settings, year) for year in settings.collection_years}

    assert [papers[year].encoding for year in papers] == [
        "utf-8", "cp1252", "utf-16", "utf-8", "utf-8",
    ]  # fmt: skip
    assert papers[2022].faults == ("year with headings in small letters",)
    assert len(papers[2023].faults) == 3
    assert papers[2025].faults == ()


def test_clean_returns_are_on_clean_paper():
    settings, _ = told(children=6000, seed=9)

    assert {Paper.of(settings, year) for year in settings.collection_years} == {Paper()}


def test_the_paper_changes_headings_and_columns():
    _, small, _, _, _ = both(0.05, 2022)
    _, wide, _, _, _ = both(0.05, 2023)

    assert small["ssda903_header"].columns[0] == "child"
    assert wide["ssda903_header"].columns[-1] == "LOCALITY"


def test_which_rows_are_faulty_does_not_depend_on_who_else_is_there():
    settings, history = told(children=6000, seed=9, dirt=0.05)
    clean = ssda903(CareRecords.of(settings, RATES, history.people, history.spells), YEAR)
    half = {name: frame.filter(pl.col("CHILD") > "999003000") for name, frame in clean.items()}

    whole = Soil(settings, YEAR, Counter()).ssda903(clean)["ssda903_reviews"]
    part = Soil(settings, YEAR, Counter()).ssda903(half)["ssda903_reviews"]

    known = whole.filter(pl.col("CHILD").str.slice(0, 9) > "999003000")
    assert part.drop_nulls("CHILD").equals(known)
