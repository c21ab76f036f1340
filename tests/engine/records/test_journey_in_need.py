"""What journeys are made of the CIN census, over several years of it, and of Annex A."""

from datetime import date

import pytest
from tests.engine.records.staged import staged

from holdfast.records.journey import build_journeys

REFERRALS = """
child year referral_date referral_source primary_need closure_date closure_reason nfa
ann   2022 2021-05-01    1A              N1           -            -              false
ann   2023 2021-05-01    1A              N4           2022-09-01   RC8            false
bob   2022 2021-06-01    6               N1           2021-07-01   RC7            false
bob   2022 2021-07-01    2A              N2           2021-08-01   RC8            false
cat   2022 2021-06-01    6               N1           2021-12-01   RC7            false
cat   2022 2021-07-01    2A              N2           2021-08-01   RC8            false
cat   2022 2021-11-01    2A              N3           2022-02-01   RC9            false
dan   2022 2021-06-01    6               N1           -            -              false
eve   2023 2022-06-01    6               N1           -            -              false
fay   2023 2022-06-01    9               -            -            -              true
gus   2023 2022-06-01    9               N1           2022-05-30   RC8            -
una   2022 2021-06-01    9               -            -            -              true
hal   2022 2021-06-01    6               N1           -            -              false
hal   2022 2021-08-01    6               N2           2021-09-01   RC8            false
"""
ASSESSMENTS = """
child year referral_date start      authorised factors
ann   2022 2021-05-01    2021-05-10 2021-06-20 1A;16A
ann   2023 2021-05-01    2022-02-10 2022-04-01 21
dan   2022 2021-06-01    2022-03-20 -          -
"""
PLANS = """
child year referral_date start      end
ann   2022 2021-05-01    2021-07-01 -
ann   2023 2021-05-01    2021-07-01 2022-08-01
"""
ENQUIRIES = """
child year referral_date start      conference_date conference_not_required
ann   2022 2021-05-01    2021-05-12 2021-05-30      false
dan   2022 2021-06-01    2021-06-02 -               true
eve   2023 2022-06-01    2022-06-05 2022-06-01      false
"""
PROTECTION_PLANS = """
child year referral_date start      end        initial_category latest_category
ann   2022 2021-05-01    2021-05-30 -          NEG              NEG
ann   2023 2021-05-01    2021-05-30 2022-07-01 NEG              EMO
dan   2022 2021-06-01    2021-07-01 2021-12-01 PHY              -
"""
PLAN_REVIEWS = """
child year plan_start review_date
ann   2022 2021-05-30 2021-08-20
ann   2023 2021-05-30 2021-08-20
ann   2023 2021-05-30 2022-06-30
"""
PRE_PROCEEDINGS = """
child year referral_date start      letter_sent initial_meeting step_decision outcome court
ann   2022 2021-05-01    2021-12-01 2021-12-03  2021-12-20      2022-03-01    A       2022-03-15
dan   2022 2021-06-01    -          2021-12-03  2021-12-20      2022-02-01    B       -
eve   2023 2022-06-01    -          -           -               -             -       2022-08-01
"""
PEOPLE = """
child year dob        expected_birth_date sex death_date ethnicity disabilities
ann   2022 2015-03-27 -                   F   -          WBRI      NONE
ann   2023 2015-03-27 -                   F   -          WBRI      AUT;LD
bob   2022 2010-01-05 -                   M   2022-02-01 -         NONE
cat   2022 -          2022-01-15          U   -          -         -
"""
EPISODES = """
child year decom      rne ls place provider dec        rec reason
bob   2022 2021-12-01 S   C2 U6    PR1      2022-02-01 E2  -
"""
CONTACTS = """
child year gender contact_date contact_source dob
kim   2023 F      2022-12-01   A              2012-05-06
kim   2023 F      2022-12-01   A              2012-05-06
"""
EARLY_HELP = """
child year gender assessment_start assessment_completed assessing_organisation
kim   2022 F      2021-12-01       -                    School
kim   2023 F      2021-12-01       2022-04-20           School
"""
LEAVERS = """
child year gender latest_contact eligibility
lea   2022 F      2022-01-05     A
lea   2023 F      2023-02-01     B
max   2023 M      -              B
"""


@pytest.fixture(scope="module")
def made(engine, tmp_path_factory):
    """Build the journeys of all of these at once."""
    returns = staged(
        tmp_path_factory.mktemp("in_need"),
        {
            "cin_referrals": REFERRALS,
            "cin_assessments": ASSESSMENTS,
            "cin_plans": PLANS,
            "cin_section47": ENQUIRIES,
            "cin_protection_plans": PROTECTION_PLANS,
            "cin_protection_reviews": PLAN_REVIEWS,
            "cin_pre_proceedings": PRE_PROCEEDINGS,
            "cin_children": PEOPLE,
            "ssda903_episodes": EPISODES,
            "annex_a_contacts": CONTACTS,
            "annex_a_early_help": EARLY_HELP,
            "annex_a_care_leavers": LEAVERS,
        },
        reference_dates={2023: date(2023, 3, 30)},
    )
    journeys = build_journeys(engine, returns)
    frames = {name: engine.frame(getattr(journeys, name)) for name in ("spells", "trail")}
    return journeys, frames | {"children": engine.frame(journeys.children)}


def _spells(made, child, stage):
    spells = made[1]["spells"].filter(child=child, stage=stage).sort("start", "end")
    rows = spells.select("start", "end", "detail", "end_reason").rows()
    return [
        tuple(str(part) if isinstance(part, date) else part for part in row) for row in rows
    ]


def test_a_referral_in_two_censuses_is_one_case_and_the_latest_counts(made):
    assert _spells(made, "ann", "referral") == [("2021-05-01", "2021-05-01", "1A", None)]
    assert _spells(made, "ann", "child_in_need") == [("2021-05-01", "2022-09-01", "N4", "RC8")]


def test_a_case_closed_and_another_opened_the_same_day_are_two(made):
    assert _spells(made, "bob", "child_in_need") == [
        ("2021-06-01", "2021-07-01", "N1", "RC7"),
        ("2021-07-01", "2021-08-01", "N2", "RC8"),
    ]


def test_referrals_that_overlap_are_one_spell_of_need(made):
    assert len(_spells(made, "cat", "referral")) == 3
    assert _spells(made, "cat", "child_in_need") == [("2021-06-01", "2022-02-01", "N1", "RC9")]
    assert _spells(made, "hal", "child_in_need") == [("2021-06-01", "2022-03-31", "N1", None)]


def test_a_case_that_the_next_census_does_not_hold_is_closed_at_the_reference_date(made):
    assert _spells(made, "dan", "child_in_need") == [("2021-06-01", "2022-03-31", "N1", None)]


def test_a_case_open_at_the_latest_census_is_open(made):
    assert _spells(made, "eve", "child_in_need") == [("2022-06-01", None, "N1", None)]


def test_a_referral_with_no_further_action_is_an_event_and_no_need(made):
    assert _spells(made, "fay", "referral") == [("2022-06-01", "2022-06-01", "9", "NFA")]
    assert _spells(made, "fay", "child_in_need") == []


def test_a_referral_with_no_further_action_is_no_case_that_nobody_closed(made):
    assert _spells(made, "una", "referral") == [("2021-06-01", "2021-06-01", "9", "NFA")]
    assert made[0].summary.repaired["open-never-closed"] == 3


def test_a_closure_before_its_referral_closes_on_the_day_of_the_referral(made):
    assert _spells(made, "gus", "child_in_need") == [("2022-06-01", "2022-06-01", "N1", "RC8")]


def test_assessments_carry_their_factors(made):
    assert _spells(made, "ann", "assessment") == [
        ("2021-05-10", "2021-06-20", "1A;16A", None),
        ("2022-02-10", "2022-04-01", "21", None),
    ]
    assert _spells(made, "dan", "assessment") == [("2022-03-20", "2022-03-31", None, None)]


def test_plans_run_from_census_to_census(made):
    assert _spells(made, "ann", "cin_plan") == [("2021-07-01", "2022-08-01", None, None)]
    assert _spells(made, "ann", "child_protection_plan") == [
        ("2021-05-30", "2022-07-01", "EMO", None)
    ]
    assert _spells(made, "dan", "child_protection_plan") == [
        ("2021-07-01", "2021-12-01", "PHY", None)
    ]
    assert _spells(made, "ann", "child_protection_review") == [
        ("2021-08-20", "2021-08-20", None, None),
        ("2022-06-30", "2022-06-30", None, None),
    ]


def test_an_enquiry_ends_with_its_conference_and_never_before_it_began(made):
    assert _spells(made, "ann", "section_47") == [
        ("2021-05-12", "2021-05-30", "conference", None)
    ]
    assert _spells(made, "dan", "section_47") == [
        ("2021-06-02", "2021-06-02", "no conference", None)
    ]
    assert _spells(made, "eve", "section_47") == [
        ("2022-06-05", "2022-06-05", "conference", None)
    ]


def test_pre_proceedings_start_with_the_first_day_known_and_court_is_an_event(made):
    assert _spells(made, "ann", "pre_proceedings") == [("2021-12-01", "2022-03-01", "A", None)]
    assert _spells(made, "dan", "pre_proceedings") == [("2021-12-03", "2022-02-01", "B", None)]
    assert _spells(made, "eve", "pre_proceedings") == []
    assert _spells(made, "ann", "proceedings") == [("2022-03-15", "2022-03-15", None, None)]
    assert _spells(made, "eve", "proceedings") == [("2022-08-01", "2022-08-01", None, None)]


def test_a_death_that_two_returns_tell_of_is_told_once(made):
    died = made[1]["spells"].filter(stage="died")

    assert died.select("child", "start", "source").rows() == [
        ("bob", date(2022, 2, 1), "ssda903")
    ]


def test_children_of_the_census(made):
    known = {row["child"]: row for row in made[1]["children"].iter_rows(named=True)}

    assert known["ann"]["disabled"] is True
    assert known["bob"]["disabled"] is False
    assert known["bob"]["death_date"] == date(2022, 2, 1)
    assert known["cat"]["disabled"] is None
    assert known["cat"]["birth_month"] == date(2022, 1, 1)
    assert known["kim"]["sex"] == "F"
    assert known["kim"]["birth_month"] == date(2012, 5, 1)


def test_contacts_early_help_and_care_leavers_come_from_annex_a(made):
    assert _spells(made, "kim", "contact") == [("2022-12-01", "2022-12-01", "A", None)]
    assert _spells(made, "kim", "early_help") == [("2021-12-01", "2022-04-20", "School", None)]
    assert _spells(made, "lea", "care_leaver") == [
        ("2022-01-05", "2022-03-31", "A", None),
        ("2023-02-01", None, "B", None),
    ]
    assert _spells(made, "max", "care_leaver") == [("2023-03-31", None, "B", None)]


def test_what_was_mended_is_counted_by_rule(made):
    assert made[0].summary.repaired == {
        "closure-before-referral": 1,
        "duplicate": 1,
        "open-never-closed": 3,
        "overlapping-referrals": 3,
    }


def test_a_census_covers_the_days_up_to_its_reference_date(made):
    assert made[0].observed == {
        "annex_a": (date(2021, 4, 1), date(2023, 3, 31)),
        "cin": (date(2021, 4, 1), date(2023, 3, 30)),
        "ssda903": (date(2021, 4, 1), date(2022, 3, 31)),
    }


def test_a_death_in_the_census_alone_is_told_by_it(duckdb, tmp_path):
    journeys = build_journeys(duckdb, staged(tmp_path, {"cin_children": PEOPLE}))

    spells = duckdb.frame(journeys.spells)

    assert spells.select("child", "stage", "start", "source").rows() == [
        ("bob", "died", date(2022, 2, 1), "cin")
    ]
