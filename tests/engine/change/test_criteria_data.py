"""Criteria written as data and read back, and the cohort that is the same as they are."""

import json
from datetime import date

import pytest

from holdfast.change.cohort import CohortRule
from holdfast.change.criteria import Criteria, Exclusion, Flexibility, Presented
from holdfast.change.criteria_data import (
    as_cohort,
    criteria_as_data,
    criteria_from_data,
    presented_as_data,
    stage_title,
)
from holdfast.change.stages import COHORT_STAGES
from holdfast.kernel.errors import DesignError, InputError

EDGE = Criteria(
    youngest=11,
    oldest=17,
    stages=("pre_proceedings",),
    needs=("N1",),
    exclusions=(Exclusion(name="harm", title="Has harmed another child"),),
    flexibility=Flexibility(
        agreed_by="Head of service", agreed_on=date(2026, 3, 2), share=0.1, oldest=18,
        stages=("cin_plan",), exclusions=("harm",),
    ),
)  # fmt: skip
YEAR = {"first_day": date(2026, 4, 1), "last_day": date(2027, 3, 31)}


@pytest.mark.parametrize("criteria", [EDGE, Criteria(youngest=0, oldest=3)])
def test_criteria_come_back_from_json_as_they_were(criteria):
    assert criteria_from_data(json.loads(json.dumps(criteria_as_data(criteria)))) == criteria


@pytest.mark.parametrize(
    "wrong",
    [
        {"youngest": 11},
        {"youngest": "eleven", "oldest": 17},
        {"youngest": 11, "oldest": 17, "edge": True},
        {"youngest": 11, "oldest": 17, "exclusions": [{"title": "no name"}]},
        {"youngest": 11, "oldest": 17, "flexibility": {"share": 0.1}},
        {
            "youngest": 11, "oldest": 17,
            "flexibility": {"share": 0.1, "agreed_by": "Head", "agreed_on": "soon"},
        },
    ],
)  # fmt: skip
def test_data_that_are_no_criteria_are_refused(wrong):
    with pytest.raises(InputError) as caught:
        criteria_from_data(wrong)

    assert caught.value.code == "change.criteria-unreadable"


def test_data_whose_parts_do_not_go_together_are_refused_as_criteria_are():
    with pytest.raises(InputError) as caught:
        criteria_from_data({"youngest": 18, "oldest": 17})

    assert caught.value.code == "change.criteria-unsound"


def test_what_is_known_of_a_child_is_written_with_what_is_not_known():
    child = Presented(stages=(), needs=("N1",), exclusions={"harm": None})

    assert presented_as_data(child) == {
        "age": None, "stages": [], "needs": ["N1"], "exclusions": {"harm": None},
    }  # fmt: skip
    assert presented_as_data(Presented(age=3)) == {
        "age": 3, "stages": None, "needs": None, "exclusions": {},
    }  # fmt: skip


def test_the_cohort_has_the_ages_stages_and_needs_of_the_criteria():
    assert as_cohort(EDGE, **YEAR) == CohortRule(
        stages=("pre_proceedings",), youngest=11, oldest=17, needs=("N1",), **YEAR
    )
    assert as_cohort(Criteria(youngest=0, oldest=3), **YEAR).stages == COHORT_STAGES


def test_there_is_no_cohort_of_children_already_in_care():
    criteria = Criteria(youngest=11, oldest=17, stages=("pre_proceedings", "looked_after"))

    with pytest.raises(DesignError) as caught:
        as_cohort(criteria, **YEAR)

    assert (caught.value.code, caught.value.where) == (
        "change.criteria-no-cohort",
        "looked_after",
    )


def test_stages_have_the_titles_of_the_library():
    assert stage_title("looked_after") == "Looked after"
