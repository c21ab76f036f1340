"""What journeys are made of SSDA903, CIN census and Annex A returns read together."""

from datetime import date

import polars as pl
import pytest
from tests.engine.records.staged import staged

from holdfast.kernel.progress import Progress
from holdfast.library.stages import stages
from holdfast.records.batch import Note
from holdfast.records.children import CHILDREN
from holdfast.records.journey import build_journeys
from holdfast.records.spells import SPELLS
from holdfast.records.yearly import YEARLY

EPISODES = """
child year decom      rne ls place provider dec        rec reason
ann   2022 2021-05-01 S   V2 U6    PR1      2021-07-01 X1  CARPL
ann   2022 2021-07-01 B   C1 K2    PR4      2021-09-01 X1  -
ann   2022 2021-09-01 L   C2 K2    PR4      2021-11-01 X1  -
ann   2022 2021-11-01 T   C2 K1    PR4      2022-01-10 E4A -
ann   2023 2022-06-01 S   C2 U4    PR4      -          -   -
bob   2022 2019-03-01 P   C2 U4    PR1      2021-06-01 E11 -
cat   2023 2022-05-01 S   V3 U6    PR1      2022-05-03 E8  -
cat   2023 2022-06-01 S   V4 U6    PR1      -          -   -
dan   2022 2021-08-01 S   V2 K2    PR4      2021-08-01 E4B -
eve   2022 2021-08-01 S   V2 K2    PR4      2021-12-24 E2  -
fay   2022 2021-08-01 S   V2 K2    PR4      2021-12-24 E5  -
gus   2022 2021-08-01 S   V2 K2    PR4      -          -   -
hal   2023 2022-08-01 P   V2 K2    PR4      -          -   -
ida   2023 2022-05-01 S   V3 U6    PR1      2022-05-20 X1  CARPL
ida   2023 2022-05-20 B   C1 U6    PR1      -          -   -
joe   2023 2022-05-01 S   -  -     -        -          -   -
"""
HEADER = """
child year dob        sex ethnic
ann   2022 2008-02-14 F   WBRI
ann   2023 2008-02-15 F   MWBC
bob   2022 2012-12-31 M   -
bob   2023 2012-12-31 -   WIRT
kim   2022 2010-01-01 U   WBRI
"""
UASC = """
child year dob        sex duc
fay   2022 2004-05-06 F   2022-05-06
"""
REVIEWS = """
child year review     review_code
ann   2022 2021-06-01 PN1
ann   2022 2021-06-01 PN1
ann   2023 2022-07-01 PN2
"""
MISSING = """
child year missing mis_start  mis_end
ann   2022 M       2021-12-30 2022-01-02
ann   2022 A       2022-03-30 -
ann   2023 A       2022-03-30 2022-04-02
gus   2022 M       2022-03-30 -
"""
DOLO = """
child year dolo_start dolo_end
ann   2023 2022-07-01 -
"""
PLACED = """
child year date_placed date_placed_ceased reason_placed_ceased
ann   2022 2021-06-01  2021-12-01         RD1
bob   2022 2020-11-01  -                  -
"""
OC2 = """
child year sdq_score convicted health_check substance_misuse
ann   2022 17        0         1            -
ann   2023 20        1         -            0
ann   2023 21        1         -            0
"""
TABLES = {
    "ssda903_episodes": EPISODES,
    "ssda903_header": HEADER,
    "ssda903_uasc": UASC,
    "ssda903_reviews": REVIEWS,
    "ssda903_missing": MISSING,
    "ssda903_dolo": DOLO,
    "ssda903_placed_adoption": PLACED,
    "ssda903_oc2": OC2,
}


@pytest.fixture(scope="module")
def made(engine, tmp_path_factory):
    """Build the journeys of these returns, and bring all of them into memory."""
    returns = staged(
        tmp_path_factory.mktemp("journey"),
        TABLES,
        refusals=[{"file": "a.csv", "row": 3, "code": "records.date-too-late"}] * 2,
        notes=[
            Note("records.extra", "a.csv", "A column was kept out."),
            Note("b", "", "Once."),
        ],
    )
    journeys = build_journeys(engine, returns)
    frames = {name: engine.frame(getattr(journeys, name)) for name in ("spells", "trail")}
    frames |= {name: engine.frame(getattr(journeys, name)) for name in ("children", "yearly")}
    return journeys, frames


def _spells(made, child, stage):
    spells = made[1]["spells"].filter(child=child, stage=stage).sort("start", "end")
    rows = spells.select("start", "end", "detail", "end_reason", "provider").rows()
    return [
        tuple(str(part) if isinstance(part, date) else part for part in row) for row in rows
    ]


def test_a_period_of_care_runs_from_s_to_the_reason_it_ceased(made):
    assert _spells(made, "ann", "looked_after") == [
        ("2021-05-01", "2022-01-10", "V2", "E4A", None),
        ("2022-06-01", None, "C2", None, None),
    ]


def test_episodes_stand_as_they_are(made):
    assert _spells(made, "ann", "episode") == [
        ("2021-05-01", "2021-07-01", "V2/U6", "X1", "PR1"),
        ("2021-07-01", "2021-09-01", "C1/K2", "X1", "PR4"),
        ("2021-09-01", "2021-11-01", "C2/K2", "X1", "PR4"),
        ("2021-11-01", "2022-01-10", "C2/K1", "E4A", "PR4"),
        ("2022-06-01", None, "C2/U4", None, "PR4"),
    ]


def test_an_episode_without_codes_is_an_episode(made):
    assert _spells(made, "joe", "episode") == [("2022-05-01", None, "/", None, None)]


def test_a_placement_lasts_while_the_carer_stays(made):
    assert _spells(made, "ann", "placement") == [
        ("2021-05-01", "2021-07-01", "U6", "CARPL", "PR1"),
        ("2021-07-01", "2022-01-10", "K1", "E4A", "PR4"),
        ("2022-06-01", None, "U4", None, "PR4"),
    ]


def test_a_move_is_each_placement_of_a_period_but_its_first(made):
    assert _spells(made, "ann", "move") == [("2021-07-01", "2021-07-01", "K2", "CARPL", None)]


def test_legal_status_and_proceedings(made):
    assert _spells(made, "ann", "legal_status") == [
        ("2021-05-01", "2021-07-01", "V2", None, None),
        ("2021-07-01", "2021-09-01", "C1", None, None),
        ("2021-09-01", "2022-01-10", "C2", None, None),
        ("2022-06-01", None, "C2", None, None),
    ]
    assert _spells(made, "ann", "proceedings") == [
        ("2021-07-01", "2021-09-01", None, None, None)
    ]


def test_the_stage_after_care_lasts_until_the_child_comes_back(made):
    assert _spells(made, "ann", "return_home") == [
        ("2022-01-10", "2022-06-01", "E4A", None, None)
    ]
    assert _spells(made, "fay", "leaving_care") == [("2021-12-24", None, "E5", None, None)]


def test_a_child_in_care_when_the_records_begin_has_a_start_before_them(made):
    assert _spells(made, "bob", "looked_after") == [
        ("2019-03-01", "2021-06-01", "C2", "E11", None)
    ]
    assert _spells(made, "bob", "adoption") == [("2021-06-01", None, "E11", None, None)]


def test_short_breaks_are_no_period_of_care(made):
    assert _spells(made, "cat", "short_break") == [
        ("2022-05-01", "2022-05-03", "V3", "E8", "PR1"),
        ("2022-06-01", None, "V4", None, "PR1"),
    ]
    assert set(made[1]["spells"].filter(child="cat")["stage"]) == {"short_break", "episode"}


def test_care_that_follows_a_short_break_starts_with_it(made):
    assert _spells(made, "ida", "looked_after") == [("2022-05-20", None, "C1", None, None)]
    assert _spells(made, "ida", "placement") == [("2022-05-20", None, "U6", None, "PR1")]
    assert _spells(made, "ida", "move") == []


def test_a_single_day_of_care_is_a_spell_of_no_nights(made):
    assert _spells(made, "dan", "looked_after") == [
        ("2021-08-01", "2021-08-01", "V2", "E4B", None)
    ]


def test_a_death_is_an_event(made):
    assert _spells(made, "eve", "died") == [("2021-12-24", "2021-12-24", "E2", None, None)]


def test_a_child_who_is_returned_no_more_left_for_an_unknown_reason(made):
    assert _spells(made, "gus", "looked_after") == [
        ("2021-08-01", "2022-03-31", "V2", None, None)
    ]
    assert _spells(made, "gus", "left_care_other") == [("2022-03-31", None, None, None, None)]


def test_reviews_times_missing_and_the_rest(made):
    assert _spells(made, "ann", "review") == [
        ("2021-06-01", "2021-06-01", "PN1", None, None),
        ("2022-07-01", "2022-07-01", "PN2", None, None),
    ]
    assert _spells(made, "ann", "missing") == [
        ("2021-12-30", "2022-01-02", "M", None, None),
        ("2022-03-30", "2022-04-02", "A", None, None),
    ]
    assert _spells(made, "gus", "missing") == [("2022-03-30", "2022-03-31", "M", None, None)]
    assert _spells(made, "ann", "deprivation_of_liberty") == [
        ("2022-07-01", None, None, None, None)
    ]
    assert _spells(made, "ann", "placed_for_adoption") == [
        ("2021-06-01", "2021-12-01", None, "RD1", None)
    ]


def test_a_placement_for_adoption_ends_with_care_and_leaves_no_trail(made):
    assert _spells(made, "bob", "placed_for_adoption") == [
        ("2020-11-01", "2021-06-01", None, None, None)
    ]
    assert made[1]["trail"].filter(table="ssda903_placed_adoption").is_empty()


def test_the_tables_have_their_columns_and_only_known_stages(made):
    _, frames = made

    assert frames["spells"].schema == SPELLS
    assert frames["children"].schema == CHILDREN
    assert frames["yearly"].schema == YEARLY
    assert set(frames["spells"]["stage"]) <= set(stages())
    assert set(frames["spells"]["source"]) == {"ssda903"}


def test_children_are_known_by_the_latest_return_that_says_it(made):
    known = {row["child"]: row for row in made[1]["children"].iter_rows(named=True)}

    nothing = dict.fromkeys(CHILDREN.names()) | {"uasc": False}
    assert known["ann"] == nothing | {
        "child": "ann",
        "birth_month": date(2008, 2, 1),
        "sex": "F",
        "ethnicity": "MWBC",
    }
    assert known["bob"] == nothing | {
        "child": "bob",
        "birth_month": date(2012, 12, 1),
        "sex": "M",
        "ethnicity": "WIRT",
    }
    assert known["eve"] == nothing | {"child": "eve", "death_date": date(2021, 12, 24)}
    assert known["fay"]["uasc"]
    assert known["fay"]["birth_month"] == date(2004, 5, 1)
    assert "".join(sorted(name[0] for name in known)) == "abcdefghijk"


def test_a_yearly_form_that_comes_twice_counts_once_and_a_blank_is_not_no(made):
    yearly = made[1]["yearly"].sort("return_year")

    chosen = yearly.select("return_year", "sdq_score", "convicted", "health_check")
    assert chosen.rows() == [(2022, 17, False, True), (2023, 21, True, None)]
    assert yearly["substance_misuse"].to_list() == [None, False]
    assert yearly["teeth_check"].to_list() == [None, None]


def test_the_observed_days_run_from_the_first_return_to_the_close_of_the_last(made):
    assert made[0].observed == {"ssda903": (date(2021, 4, 1), date(2023, 3, 31))}


def test_the_summary_counts_everything(made):
    summary = made[0].summary

    assert summary.children == 11
    assert summary.years == {"ssda903": (2022, 2023)}
    assert summary.read["ssda903_episodes"] == 16
    assert summary.spells["looked_after"] == 10
    assert summary.refused == {"records.date-too-late": 2}
    assert summary.repaired == {"duplicate": 1, "open-never-closed": 2}
    assert summary.carried_forward == 0
    assert summary.legal_status_splits == 1
    assert summary.in_care_at_the_start == 1
    assert summary.starts_not_returned == 2
    assert summary.notes == ("a.csv: A column was kept out.", "Once.")


def test_the_trail_names_the_table(made):
    trail = made[1]["trail"].sort("table", "rule")

    assert trail.select("rule", "table", "child", "column", "now").rows() == [
        ("open-never-closed", "ssda903_episodes", "gus", "dec", "2022-03-31"),
        ("open-never-closed", "ssda903_missing", "gus", "mis_end", "2022-03-31"),
        ("duplicate", "ssda903_reviews", "ann", None, None),
    ]


def test_steps_are_heard_of(duckdb, tmp_path):
    heard = []
    returns = staged(tmp_path, {"ssda903_episodes": EPISODES})

    build_journeys(duckdb, returns, progress=Progress((heard.append,)))

    assert [step.name for step in heard if step.finished] == ["Mend episodes", "Build journeys"]


def test_returns_without_episodes_still_have_journeys(duckdb, tmp_path):
    returns = staged(tmp_path, {"ssda903_reviews": REVIEWS, "ssda903_header": HEADER})

    journeys = build_journeys(duckdb, returns)

    assert journeys.summary.spells == {"review": 2}
    assert journeys.summary.children == 3
    assert journeys.summary.carried_forward == 0


def test_returns_without_anything_that_happens_have_no_spells(duckdb, tmp_path):
    returns = staged(tmp_path, {"ssda903_header": HEADER})

    journeys = build_journeys(duckdb, returns)

    assert duckdb.frame(journeys.spells).equals(pl.DataFrame(schema=SPELLS))
    assert journeys.summary.children == 3
    assert journeys.summary.repaired == {}


def test_events_of_children_whom_no_return_describes(duckdb, tmp_path):
    journeys = build_journeys(duckdb, staged(tmp_path, {"ssda903_reviews": REVIEWS}))

    assert journeys.summary.spells == {"review": 2}
    assert duckdb.frame(journeys.children).equals(pl.DataFrame(schema=CHILDREN))


def test_londons_rules_give_whole_journeys_too(duckdb, tmp_path):
    journeys = build_journeys(duckdb, staged(tmp_path, TABLES), repairs="london")

    spells = duckdb.frame(journeys.spells).filter(child="gus", stage="looked_after")

    assert spells["end_reason"].to_list() == ["E99"]
    assert journeys.summary.repaired == {"duplicate": 1, "london-2": 1, "open-never-closed": 1}
