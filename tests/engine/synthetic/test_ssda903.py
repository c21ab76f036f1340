"""The SSDA903 of the invented authority: rule-clean by DfE's own rules."""

from functools import lru_cache

import numpy as np
import polars as pl
import pytest

from holdfast.library.code_list import code_list
from holdfast.library.return_layout import return_layout
from holdfast.synthetic.care_records import CareRecords
from holdfast.synthetic.frames import birthday
from holdfast.synthetic.ssda903 import FILES, ssda903, tables_in

from .told import RATES, told

YEARS = (2022, 2023, 2024, 2025, 2026)


@lru_cache
def returns(**knobs):
    settings, history = told(children=3000, seed=3, **knobs)
    records = CareRecords.of(settings, RATES, history.people, history.spells)
    return {year: ssda903(records, year) for year in settings.collection_years}


def every_year(table, **knobs):
    """Give one table of all years, with the year."""
    return pl.concat(
        tables[table].with_columns(pl.lit(year).alias("year"))
        for year, tables in returns(**knobs).items()
        if table in tables
    )


def start(year):
    return pl.date(year - 1, 4, 1)


def end(year):
    return pl.date(year, 3, 31)


CODED = [
    (table.name, column)
    for table in return_layout("ssda903")
    for column in table.columns.values()
    if column.code_list
]


@pytest.mark.parametrize(("table", "column"), CODED, ids=[f"{t}.{c.name}" for t, c in CODED])
def test_every_code_is_valid_in_its_year(table, column):
    for year, tables in returns().items():
        used = set(tables[table][column.heading].drop_nulls()) if table in tables else set()
        assert used <= code_list(column.code_list).valid(year)


@pytest.mark.parametrize("table", list(FILES))
def test_required_columns_are_filled_and_every_table_is_met(table):
    required = [c.heading for c in return_layout("ssda903").tables[table].required]
    rows = every_year(table, **({"last_year": 2027} if table == "ssda903_dolo" else {}))

    assert len(rows) > 0
    assert rows.select(pl.col(required).null_count().sum()).row(0) == (0,) * len(required)


def test_tables_come_in_the_years_that_had_them():
    assert "ssda903_sw_episodes" not in tables_in(2023)
    assert "ssda903_sw_episodes" in tables_in(2024)
    assert "ssda903_dolo" not in tables_in(2026)
    assert "ssda903_dolo" in tables_in(2027)


def test_an_episode_open_on_31_march_comes_back_as_it_was():
    for year in YEARS[:-1]:
        this, later = (returns()[y]["ssda903_episodes"] for y in (year, year + 1))
        key = [
            "CHILD",
            "DECOM",
            "RNE",
            "LS",
            "CIN",
            "PLACE",
            "PLACE_PROVIDER",
            "URN",
            "PL_POST",
        ]
        left_open = this.filter(pl.col("DEC").is_null()).select(key).sort(key)
        carried = later.filter(pl.col("DECOM") < start(year + 1)).select(key).sort(key)

        assert left_open.equals(carried)


def test_an_episode_has_its_end_and_reason_together_and_only_in_its_year():
    rows = every_year("ssda903_episodes")

    assert rows.filter(pl.col("DEC").is_null() != pl.col("REC").is_null()).is_empty()
    assert rows.filter(
        pl.col("DEC").is_null() & pl.col("REASON_PLACE_CHANGE").is_not_null()
    ).is_empty()
    for year in YEARS:
        late = rows.filter(
            (pl.col("year") == year)
            & ((pl.col("DEC") > end(year)) | (pl.col("DECOM") > end(year)))
        )
        early = rows.filter((pl.col("year") == year) & (pl.col("DEC") < start(year)))
        assert late.is_empty()
        assert early.is_empty()


def whole_episodes():
    """Give each episode once, as the last return has it, with the next of the same child."""
    rows = every_year("ssda903_episodes").filter(pl.col("LS") != "V4")
    last = rows.sort("year").unique(["CHILD", "DECOM"], keep="last").sort("CHILD", "DECOM")
    return last.with_columns(
        pl.col("DECOM", "RNE", "LS", "PLACE", "PL_POST")
        .shift(-1)
        .over("CHILD")
        .name.prefix("N_")
    )


def test_care_goes_on_the_same_day_under_x1_and_starts_anew_with_s():
    rows = whole_episodes().filter(pl.col("DEC").is_not_null())
    goes_on = rows.filter(pl.col("REC") == "X1")
    ends = rows.filter((pl.col("REC") != "X1") & pl.col("N_DECOM").is_not_null())

    assert goes_on.filter(pl.col("N_DECOM").ne_missing(pl.col("DEC"))).is_empty()
    assert goes_on.filter(pl.col("N_RNE") == "S").is_empty()
    assert ends.filter(pl.col("N_RNE") != "S").is_empty()
    assert ends.filter(pl.col("N_DECOM") <= pl.col("DEC")).is_empty()
    assert rows.filter(pl.col("DECOM") >= pl.col("DEC")).is_empty()


def test_the_reason_for_a_new_episode_says_what_changed():
    rows = whole_episodes().filter(pl.col("REC") == "X1")
    status, place = pl.col("LS") != pl.col("N_LS"), pl.col("PL_POST") != pl.col("N_PL_POST")
    wrong = {
        "L": ~status | place | (pl.col("PLACE") != pl.col("N_PLACE")),
        "P": status,
        "B": ~status,
        "T": status | place | (pl.col("PLACE") == pl.col("N_PLACE")),
        "U": ~status | place,
    }

    for reason, fault in wrong.items():
        assert rows.filter((pl.col("N_RNE") == reason) & fault).is_empty(), reason


def test_a_reason_for_change_stands_where_the_placement_changed():
    rows = whole_episodes().filter(pl.col("DEC").is_not_null())
    changed = (pl.col("REC") == "X1") & (pl.col("N_RNE") != "L")

    assert rows.filter(changed & pl.col("REASON_PLACE_CHANGE").is_null()).is_empty()
    assert rows.filter(~changed & pl.col("REASON_PLACE_CHANGE").is_not_null()).is_empty()


def test_orders_of_protection_last_no_longer_than_the_law_allows():
    rows = whole_episodes().with_columns(
        (pl.col("DEC") - pl.col("DECOM")).dt.total_days().alias("d")
    )

    assert rows.filter((pl.col("LS") == "L1") & (pl.col("d") > 3)).is_empty()
    assert rows.filter((pl.col("LS") == "L2") & (pl.col("d") > 8)).is_empty()
    assert rows.filter((pl.col("PLACE") == "P1") & (pl.col("LS") == "V2")).is_empty()


def test_children_are_placed_for_adoption_before_they_are_adopted():
    rows = whole_episodes()
    adopted = rows.filter(pl.col("REC").is_in(["E11", "E12"]))
    before = rows.filter(
        pl.col("N_PLACE").is_in(["A5", "A6"]) & ~pl.col("PLACE").str.starts_with("A")
    )

    assert len(adopted) > 0
    assert set(adopted["PLACE"]) <= {"A5", "A6"}
    assert set(adopted["LS"]) == {"E1"}
    assert before["PLACE"].str.starts_with("U").all()
    assert set(adopted["CHILD"]) == set(every_year("ssda903_ad1")["CHILD"])


def test_ages_fit_the_placement_and_the_way_out():
    born = every_year("ssda903_header").select("CHILD", "DOB").unique()
    rows = whole_episodes().join(born, on="CHILD")

    def at(day):
        return (pl.col(day) - pl.col("DOB")).dt.total_days() / 365.25

    assert rows.filter(pl.col("PLACE").is_in(["H5", "K3"]) & (at("DECOM") < 15.99)).is_empty()
    assert rows.filter(pl.col("PLACE").is_in(["K1", "R5"]) & (at("DECOM") < 10)).is_empty()
    assert rows.filter((pl.col("LS") == "J1") & (at("DECOM") < 10)).is_empty()
    grown = ["E5", "E6", "E7", "E17"]
    assert rows.filter(pl.col("REC").is_in(grown) & (at("DEC") < 17.99)).is_empty()
    assert rows.filter(at("DEC") > 18.01).is_empty()
    assert rows.filter(pl.col("DECOM") < pl.col("DOB")).is_empty()


def test_the_header_holds_every_child_of_every_table_once():
    for tables in returns().values():
        header = tables["ssda903_header"]
        assert header["CHILD"].is_unique().all()
        for name, table in tables.items():
            assert set(table["CHILD"]) <= set(header["CHILD"]), name
            if "DOB" in table.columns:
                joined = table.join(header, on="CHILD")
                assert (joined["DOB"] == joined["DOB_right"]).all()


def test_what_a_child_is_stays_the_same_from_year_to_year():
    people = every_year("ssda903_header").with_columns(
        pl.col("SEX").replace({"1": "M", "2": "F"})
    )

    per_child = people.group_by("CHILD").agg(pl.col("DOB", "SEX", "ETHNIC").n_unique())
    assert per_child.select(pl.col("DOB", "SEX", "ETHNIC").max()).row(0) == (1, 1, 1)


def test_sex_is_coded_as_the_year_codes_it():
    used = {year: set(tables["ssda903_header"]["SEX"]) for year, tables in returns().items()}

    assert used[2024] == {"1", "2"}
    assert used[2025] == {"M", "F"}


def test_only_those_in_care_all_year_are_in_the_health_return():
    for year, tables in returns().items():
        rows = tables["ssda903_episodes"].filter(pl.col("LS") != "V4")
        there = rows.filter(pl.col("DECOM") <= start(year))["CHILD"]
        stayed = rows.filter(pl.col("DEC").is_null())["CHILD"]
        broke = rows.filter(~pl.col("REC").is_in(["X1"]) & pl.col("REC").is_not_null())["CHILD"]
        whole = (set(there) & set(stayed)) - set(broke)
        assert set(tables["ssda903_oc2"]["CHILD"]) == whole


def test_the_health_return_answers_what_it_asks():
    rows = every_year("ssda903_oc2")
    misuse = pl.col("SUBSTANCE_MISUSE") == "1"
    helped = pl.col("INTERVENTION_RECEIVED")

    scored = pl.col("SDQ_SCORE").is_not_null()
    assert rows.filter(scored & pl.col("SDQ_REASON").is_not_null()).is_empty()
    assert rows.filter(misuse & helped.is_null()).is_empty()
    assert rows.filter(~misuse & helped.is_not_null()).is_empty()
    assert rows.filter((helped == "0") & pl.col("INTERVENTION_OFFERED").is_null()).is_empty()
    for year in YEARS:
        age = (end(year) - pl.col("DOB")).dt.total_days() / 365.25
        asked = rows.filter((pl.col("year") == year) & (age >= 5.01) & (age < 16.99))
        assert asked.filter(~scored & pl.col("SDQ_REASON").is_null()).is_empty()


def test_reviews_keep_the_statutory_rhythm():
    rows = every_year("ssda903_reviews").sort("CHILD", "REVIEW")
    gaps = rows.select(pl.col("REVIEW").diff().over("CHILD").dt.total_days()).to_series()
    entries = whole_episodes().filter((pl.col("RNE") == "S") & (pl.col("DECOM") >= start(2022)))
    first = entries.sort("DECOM").join_asof(
        rows.select("CHILD", "REVIEW").sort("REVIEW"),
        left_on="DECOM",
        right_on="REVIEW",
        by="CHILD",
        strategy="forward",
        check_sortedness=False,
    )
    waited = (first["REVIEW"] - first["DECOM"]).dt.total_days().drop_nulls()

    assert gaps.drop_nulls().min() > 0
    assert (waited < 27).mean() > 0.75
    code = rows.with_columns(
        ((pl.col("REVIEW") - pl.col("DOB")).dt.total_days() / 365.25).alias("age")
    )
    young = code.filter(pl.col("age") < 3.99)["REVIEW_CODE"]
    older = code.filter(pl.col("age") > 4.01)["REVIEW_CODE"]
    assert set(young) == {"PN0"}
    assert "PN0" not in set(older)


def test_missing_episodes_lie_within_care_and_within_the_year():
    for year, tables in returns().items():
        rows = tables["ssda903_missing"]
        assert rows.filter(pl.col("MIS_END") > end(year)).is_empty()
        assert rows.filter(pl.col("MIS_START") > pl.col("MIS_END")).is_empty()
        care = tables["ssda903_episodes"].select(
            "CHILD", "DECOM", pl.col("DEC").fill_null(end(year + 1))
        )
        held = rows.join(care, on="CHILD").filter(
            (pl.col("DECOM") <= pl.col("MIS_START")) & (pl.col("MIS_END") <= pl.col("DEC"))
        )
        assert len(held.unique(["CHILD", "MIS_START"])) == len(rows)


def test_children_in_care_have_one_social_worker_after_another():
    rows = every_year("ssda903_sw_episodes").sort("year")
    rows = rows.unique(["CHILD", "SW_DECOM"], keep="last").sort("CHILD", "SW_DECOM")
    after = rows.with_columns(pl.col("SW_DECOM").shift(-1).over("CHILD").alias("next"))

    assert rows["SW_ID"].str.starts_with("SW").all()
    assert after.filter(pl.col("next") < pl.col("SW_DEC")).is_empty()
    assert after.filter(pl.col("next").is_not_null() & pl.col("SW_DEC").is_null()).is_empty()


def test_unaccompanied_children_have_no_home_postcode_and_cease_at_18():
    rows = every_year("ssda903_uasc")
    episodes = every_year("ssda903_episodes").join(rows.select("CHILD").unique(), on="CHILD")

    assert len(rows) > 0
    assert episodes["HOME_POST"].null_count() == len(episodes)
    years = (pl.col("DUC").dt.year() - pl.col("DOB").dt.year()).alias("years")
    assert set(rows.select(years).to_series()) == {18}


def test_short_breaks_are_marked_and_are_not_care():
    rows = every_year("ssda903_episodes")
    breaks = rows.filter(pl.col("LS") == "V4")

    assert len(breaks) > 0
    assert breaks["PL_POST"].null_count() == len(breaks)
    others = set(rows.filter(pl.col("LS") != "V4")["CHILD"])
    assert set(breaks["CHILD"]) & others == set()


def test_care_leavers_are_asked_around_their_birthdays():
    rows = every_year("ssda903_oc3")
    lost = rows.filter(pl.col("IN_TOUCH") != "YES")

    ages = rows.select(pl.col("year") - pl.col("DOB").dt.year()).to_series()
    assert ages.min() >= 17
    assert ages.max() <= 22
    assert set(lost["ACTIV"]) | set(lost["ACCOM"]) == {"0"}
    assert "0" not in set(rows.filter(pl.col("IN_TOUCH") == "YES")["ACCOM"])


def test_deprivations_of_liberty_are_of_older_children_in_homes():
    rows = every_year("ssda903_dolo", last_year=2027)
    homes = every_year("ssda903_episodes", last_year=2027).filter(pl.col("PLACE") == "K2")

    assert set(rows["CHILD"]) <= set(homes["CHILD"])
    ended = rows.filter(pl.col("DOLO_END").is_not_null())
    assert (ended["DOLO_END"] > ended["DOLO_START"]).all()


def test_what_may_be_blank_is_left_blank_as_asked():
    rows = every_year("ssda903_episodes", missing=0.5)
    kept = rows.filter((pl.col("LS") != "V4") & (pl.col("CIN") != "N8"))
    scores = every_year("ssda903_oc2", missing=0.5)

    assert kept["PL_POST"].null_count() / len(kept) == pytest.approx(0.5, abs=0.05)
    unscored = scores["SDQ_REASON"].is_not_null().sum()
    asked = unscored + scores["SDQ_SCORE"].is_not_null().sum()
    assert unscored / asked == pytest.approx(0.56, abs=0.08)


def test_days_of_a_leap_year_birth_are_days():
    leap = np.array([np.datetime64("2004-02-29").astype(int)])

    assert birthday(leap, np.array([18]))[0] == np.datetime64("2022-03-01").astype(int)
