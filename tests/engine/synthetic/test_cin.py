"""The CIN census of the invented authority: valid by DfE's schema, and consistent."""

from functools import lru_cache

import polars as pl
import pytest
from lxml import etree
from tests.fixtures_elsewhere import shared

from holdfast.library.code_list import code_list
from holdfast.synthetic.cin_census import CaseRecords
from holdfast.synthetic.cin_xml import CLOSING, children_text, opening

from .told import RATES, told

YEARS = (2022, 2023, 2024, 2025, 2026)
ORDER = {
    "Child": ("ChildIdentifiers", "ChildCharacteristics", "CINdetails"),
    "ChildIdentifiers": (
        "LAchildID", "UPNunknown", "PersonBirthDate", "Sex", "GenderCurrent", "PersonDeathDate",
    ),
    "CINdetails": (
        "CINreferralDate", "ReferralSource", "PrimaryNeedCode", "CINclosureDate",
        "ReasonForClosure", "Assessments", "CINPlanDates", "Section47", "ReferralNFA",
        "ChildProtectionPlans", "PreProceedingsandFGDM",
    ),
    "Assessments": (
        "AssessmentActualStartDate", "AssessmentAuthorisationDate",
        "FactorsIdentifiedAtAssessment",
    ),
    "ChildProtectionPlans": (
        "CPPstartDate", "CPPendDate", "InitialCategoryOfAbuse", "LatestCategoryOfAbuse",
        "NumberOfPreviousCPP", "Reviews",
    ),
}  # fmt: skip


@lru_cache
def records(**knobs):
    settings, history = told(children=3000, seed=5, **knobs)
    return CaseRecords.of(settings, RATES, history.people, history.spells)


@lru_cache
def census(year, **knobs):
    return records(**knobs).year(year)


@lru_cache
def document(year, **knobs):
    text = opening(year) + children_text(census(year, **knobs), year) + CLOSING
    return etree.fromstring(text.encode())


@pytest.mark.parametrize("year", [*YEARS, 2027])
def test_elements_stand_in_the_order_of_the_schema(year):
    check_order(document(year, last_year=2027))


def check_order(root):
    for parent, order in ORDER.items():
        found = 0
        for element in root.iter(parent):
            places = [order.index(child.tag) for child in element]
            assert places == sorted(places)
            found += 1
        assert found > 0


@pytest.mark.parametrize("year", YEARS[1:])
def test_the_census_is_valid_by_dfes_schema_or_where_that_is_not_here_in_its_order(year):
    path = shared(f"fixtures/cin_xsd/CIN_schema_{year}.xsd")
    root = document(year)

    if path is None:
        check_order(root)
    else:
        schema = etree.XMLSchema(etree.parse(str(path)))
        schema.validate(root)
        assert list(schema.error_log) == []


def test_the_header_says_which_year_and_that_nobody_is_real():
    root = document(2024)

    assert root.findtext("Header/CollectionDetails/Year") == "2024"
    assert root.findtext("Header/CollectionDetails/ReferenceDate") == "2024-03-31"
    assert root.findtext("Header/Source/SoftwareCode") == "Holdfast synthetic"
    assert root.findtext("Header/Source/LEA") == "999"


@pytest.mark.parametrize("year", YEARS)
def test_codes_are_valid_in_their_year(year):
    root = document(year)
    sex = "cin/sex"
    for tag, name in (
        ("ReferralSource", "cin/referral_source"),
        ("PrimaryNeedCode", "cin/primary_need"),
        ("ReasonForClosure", "cin/reason_for_closure"),
        ("AssessmentFactors", "cin/assessment_factors"),
        ("LatestCategoryOfAbuse", "cin/category_of_abuse"),
        ("Disability", "cin/disability"),
        ("Ethnicity", "ethnicity"),
        ("UPNunknown", "upn_unknown"),
        ("Sex" if year >= 2025 else "GenderCurrent", sex),
    ):
        used = {element.text for element in root.iter(tag)}
        assert used
        assert used <= code_list(name).valid(year), tag


@pytest.mark.parametrize("year", YEARS)
def test_the_census_holds_the_cases_open_in_its_year(year):
    cases = census(year)["cases"]
    first, last = pl.date(year - 1, 4, 1), pl.date(year, 3, 31)
    closed = pl.col("closure_date")
    refused = pl.col("no_further_action") == "1"

    assert cases.filter(pl.col("referral_date") > last).is_empty()
    assert cases.filter((closed < first) | (closed > last)).is_empty()
    assert cases.filter(closed.is_null() != pl.col("closure_reason").is_null()).is_empty()
    assert cases.filter(refused & (pl.col("referral_date") < first)).is_empty()
    assert cases.filter(refused & pl.col("primary_need").is_not_null()).is_empty()
    assert cases.filter(~refused & pl.col("primary_need").is_null()).is_empty()


@pytest.mark.parametrize("year", YEARS[:-1])
def test_a_case_open_at_one_census_is_in_the_next(year):
    this, later = (census(y)["cases"] for y in (year, year + 1))
    still = this.filter(pl.col("closure_date").is_null() & (pl.col("no_further_action") == "0"))

    assert set(still["case"]) <= set(later["case"])


@pytest.mark.parametrize("year", YEARS)
def test_what_happened_lies_within_its_case_and_its_year(year):
    tables = census(year)
    last = pl.date(year, 3, 31)
    held = tables["cases"].select("case", "referral_date", "closure_date", "no_further_action")
    for name, ended in (
        ("assessments", "authorised"),
        ("need_plans", "end"),
        ("enquiries", "conference_date"),
        ("plans", "end"),
    ):
        rows = tables[name].join(held, on="case", how="left")
        assert rows["referral_date"].null_count() == 0
        assert rows.filter(pl.col("no_further_action") == "1").is_empty()
        assert rows.filter(pl.col("start") < pl.col("referral_date")).is_empty()
        assert rows.filter(pl.col(ended) < pl.col("start")).is_empty()
        assert rows.filter(pl.col(ended) > pl.col("closure_date")).is_empty()
        assert rows.filter((pl.col("start") > last) | (pl.col(ended) > last)).is_empty()


def test_a_case_closed_after_assessment_has_no_plan_and_no_enquiry():
    for year in YEARS:
        tables = census(year)
        short = tables["cases"].filter(pl.col("closure_reason").is_in(["RC8", "RC9"]))["case"]
        assert len(short) > 0
        for name in ("need_plans", "enquiries", "plans"):
            assert set(tables[name]["case"]) & set(short) == set(), name


def test_early_help_is_a_reason_from_2023_only():
    used = {year: set(census(year)["cases"]["closure_reason"].drop_nulls()) for year in YEARS}

    assert "RC9" not in used[2022]
    assert "RC9" in used[2023]


def test_assessments_are_done_within_a_plausible_time():
    rows = pl.concat(census(year)["assessments"] for year in YEARS)
    days = (rows["authorised"] - rows["start"]).dt.total_days().drop_nulls()

    assert days.min() >= 0
    assert (days <= 65).mean() > 0.85
    assert rows.filter(
        pl.col("authorised").is_null() & pl.col("factors").is_not_null()
    ).is_empty()
    assert rows.filter(
        pl.col("factors").str.contains("21") & (pl.col("factors") != "21")
    ).is_empty()


def test_conferences_follow_enquiries_on_working_days_and_begin_plans():
    enquiries = pl.concat(census(year)["enquiries"] for year in YEARS)
    plans = pl.concat(census(year)["plans"] for year in YEARS)
    held = enquiries.filter(pl.col("conference_date").is_not_null())

    assert held["conference_date"].dt.weekday().max() <= 5
    assert enquiries["conference_target"].dt.weekday().drop_nulls().max() <= 5
    assert (held["conference_date"] >= held["start"]).all()
    begun = plans.select("case", pl.col("start").alias("conference_date")).unique()
    in_returns = begun.filter(pl.col("conference_date") >= pl.date(2021, 4, 1))
    missing = in_returns.join(held, on=["case", "conference_date"], how="anti")
    assert missing.is_empty()


def test_plans_are_reviewed_and_counted():
    plans = pl.concat(census(year)["plans"] for year in YEARS)

    once = plans.sort("end").unique(["case", "start"], keep="first")
    assert plans["previous_plans"].cast(pl.Int64).min() == 0
    assert plans["previous_plans"].cast(pl.Int64).max() >= 1
    long = once.filter((pl.col("end") - pl.col("start")).dt.total_days() > 120)
    assert long["reviews"].null_count() < 0.5 * len(long)


def test_a_need_plan_never_runs_beside_a_protection_plan():
    for year in YEARS:
        tables = census(year)
        both = tables["need_plans"].join(tables["plans"], on="case", suffix="_cp")
        far = pl.date(2100, 1, 1)
        overlap = (pl.col("start") <= pl.col("end_cp").fill_null(far)) & (
            pl.col("end").fill_null(far) >= pl.col("start_cp")
        )
        assert both.filter(overlap).is_empty()


def test_a_death_closes_the_case_and_is_dated():
    root = document(2026, competing=20.0)
    died = [
        child for child in root.iter("Child") if child.find(".//PersonDeathDate") is not None
    ]

    assert died
    for child in died:
        reasons = [element.text for element in child.iter("ReasonForClosure")]
        assert "RC2" in reasons


def test_pre_proceedings_are_returned_from_2027():
    assert "pre_proceedings" not in census(2026, last_year=2027)
    rows = census(2027, last_year=2027)["pre_proceedings"]
    ended = rows.filter(pl.col("step_decision").is_not_null())

    assert len(ended) > 0
    assert ended["outcome"].null_count() == 0
    assert rows.filter(
        pl.col("court_application").is_not_null() & (pl.col("outcome") != "A")
    ).is_empty()


def test_factors_that_are_not_recorded_are_left_out():
    rows = census(2024, missing=0.5)["assessments"].filter(pl.col("authorised").is_not_null())

    assert rows["factors"].null_count() / len(rows) == pytest.approx(0.5, abs=0.05)


def test_a_chunk_with_no_children_writes_nothing():
    empty = {name: frame.clear() for name, frame in census(2024).items()}

    assert children_text(empty, 2024) == ""


def test_signs_that_xml_reserves_are_written_so_that_it_can_be_read():
    tables = dict(census(2024))
    tables["children"] = tables["children"].with_columns(pl.lit("A&B <c>").alias("child"))

    root = etree.fromstring((opening(2024) + children_text(tables, 2024) + CLOSING).encode())

    assert root.findtext(".//LAchildID") == "A&B <c>"
