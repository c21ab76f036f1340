"""Is a child one for whom the service is meant, criterion by criterion?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.change.criteria import (
    REFERRAL_STAGES,
    Answer,
    Criteria,
    Exclusion,
    Flexibility,
    Presented,
    Standing,
    age_on,
    judge,
    most_complex,
)
from holdfast.kernel.errors import InputError

HARM = Exclusion(name="sexual-harm", title="Has harmed another child sexually")
PSYCHOSIS = Exclusion(name="psychosis", title="Is in an acute psychosis")
AGREED = Flexibility(
    agreed_by="Head of service",
    agreed_on=date(2026, 3, 2),
    share=0.1,
    oldest=18,
    stages=("cin_plan",),
    needs=("N4",),
    exclusions=("psychosis",),
)
EDGE = Criteria(
    youngest=11,
    oldest=17,
    stages=("pre_proceedings", "child_protection_plan"),
    needs=("N1", "N5"),
    exclusions=(HARM, PSYCHOSIS),
    flexibility=AGREED,
)
CHILD = {
    "age": 14,
    "stages": ("child_in_need", "child_protection_plan"),
    "needs": ("N5", "N6"),
    "exclusions": {"sexual-harm": False, "psychosis": False},
}


def standing(criteria=EDGE, **changed):
    return judge(Presented(**CHILD | changed), criteria)


def test_each_criterion_is_answered_one_by_one():
    found = standing(age=18, needs=None, exclusions={"sexual-harm": False})

    assert [(one.criterion, one.answer, one.stretched) for one in found.criteria] == [
        ("age", Answer.NOT_MET, True),
        ("stage", Answer.MET, False),
        ("need", Answer.NOT_KNOWN, False),
        ("exclusion:sexual-harm", Answer.MET, False),
        ("exclusion:psychosis", Answer.NOT_KNOWN, False),
    ]
    assert found.not_met == ("age",)
    assert found.not_known == ("need", "exclusion:psychosis")


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({}, Standing.WITHIN),
        ({"age": 11}, Standing.WITHIN),
        ({"age": 17}, Standing.WITHIN),
        ({"age": 10}, Standing.OUTSIDE),
        ({"age": 18}, Standing.FLEXIBLE),
        ({"age": 19}, Standing.OUTSIDE),
        ({"age": None}, Standing.NOT_JUDGED),
        ({"stages": ("cin_plan", "child_in_need")}, Standing.FLEXIBLE),
        ({"stages": ("early_help",)}, Standing.OUTSIDE),
        ({"stages": ()}, Standing.OUTSIDE),
        ({"stages": None}, Standing.NOT_JUDGED),
        ({"needs": ("N4",)}, Standing.FLEXIBLE),
        ({"needs": ("N2",)}, Standing.OUTSIDE),
        ({"needs": ()}, Standing.OUTSIDE),
        ({"needs": ("N0",)}, Standing.NOT_JUDGED),
        ({"exclusions": {"sexual-harm": True, "psychosis": False}}, Standing.OUTSIDE),
        ({"exclusions": {"sexual-harm": False, "psychosis": True}}, Standing.FLEXIBLE),
        ({"exclusions": {"sexual-harm": None, "psychosis": False}}, Standing.NOT_JUDGED),
        ({"age": 18, "needs": ("N4",)}, Standing.OUTSIDE),
        ({"age": 19, "needs": None}, Standing.OUTSIDE),
        ({"age": 18, "needs": None}, Standing.NOT_JUDGED),
    ],
)
def test_how_a_child_stands(changed, expected):
    assert standing(**changed).standing is expected


def test_nothing_is_stretched_where_no_flexibility_was_agreed():
    strict = Criteria(youngest=11, oldest=17, stages=("child_protection_plan",))

    assert standing(strict, age=18).standing is Standing.OUTSIDE
    assert standing(strict, stages=("cin_plan",)).standing is Standing.OUTSIDE


def test_two_may_be_stretched_at_once_where_that_was_agreed():
    two = Flexibility(
        agreed_by="Head of service", agreed_on=date(2026, 3, 2), share=0.1, youngest=9,
        needs=("N4",), most_at_once=2,
    )  # fmt: skip
    criteria = Criteria(youngest=11, oldest=17, needs=("N1",), flexibility=two)

    assert standing(criteria, age=9, needs=("N4",)).standing is Standing.FLEXIBLE
    assert standing(criteria, age=8, needs=("N4",)).standing is Standing.OUTSIDE


def test_criteria_that_name_no_stage_or_need_are_met_by_any():
    anyone = Criteria(youngest=0, oldest=17)

    assert judge(Presented(age=3), anyone).standing is Standing.WITHIN


def test_standing_in_no_stage_can_be_asked_for():
    unknown = Criteria(youngest=0, oldest=17, stages=("none",))

    assert judge(Presented(age=3, stages=()), unknown).standing is Standing.WITHIN
    assert judge(Presented(age=3), unknown).standing is Standing.NOT_JUDGED


@given(
    age=st.none() | st.integers(0, 25),
    stages=st.none() | st.lists(st.sampled_from(REFERRAL_STAGES), unique=True).map(tuple),
    needs=st.none() | st.lists(st.sampled_from(["N0", "N1", "N4", "N5"]), unique=True),
    exclusions=st.dictionaries(
        st.sampled_from(["sexual-harm", "psychosis"]), st.none() | st.booleans()
    ),
)
def test_flexibility_only_ever_moves_a_child_from_outside(age, stages, needs, exclusions):
    child = Presented(
        age=age,
        stages=stages,
        needs=None if needs is None else tuple(needs),
        exclusions=exclusions,
    )
    strict = Criteria(
        youngest=11, oldest=17, stages=EDGE.stages, needs=EDGE.needs, exclusions=EDGE.exclusions
    )

    with_it, without = judge(child, EDGE), judge(child, strict)

    assert with_it.not_met == without.not_met
    if without.standing is not Standing.OUTSIDE:
        assert with_it.standing is without.standing
    assert (with_it.standing is Standing.WITHIN) == (
        not with_it.not_met and not with_it.not_known
    )


def test_a_child_in_several_stages_is_named_by_the_most_complex():
    assert most_complex(("early_help", "section_47")) == "section_47"
    assert most_complex(("care_leaver",)) == "care_leaver"
    assert most_complex(()) == "none"
    assert most_complex(None) is None


def test_age_is_counted_from_the_first_of_the_month_of_birth():
    assert age_on(date(2015, 6, 30), date(2026, 6, 1)) == 11
    assert age_on(date(2015, 6, 1), date(2026, 5, 31)) == 10


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"youngest": 12, "oldest": 11}, "ages"),
        ({"youngest": -1}, "ages"),
        ({"oldest": 26}, "ages"),
        ({"stages": ("edge_of_care",)}, "stages"),
        ({"stages": ("cin_plan", "cin_plan")}, "stages"),
        ({"needs": ("N0",)}, "needs"),
        ({"exclusions": (HARM, HARM)}, "exclusions"),
        ({"exclusions": (Exclusion(name="x", title=""),)}, "exclusions"),
    ],
)
def test_criteria_that_cannot_be_are_refused(wrong, where):
    with pytest.raises(InputError) as caught:
        Criteria(**{"youngest": 11, "oldest": 17} | wrong)

    assert (caught.value.code, caught.value.where) == ("change.criteria-unsound", where)


@pytest.mark.parametrize(
    "wrong",
    [
        {"agreed_by": " "},
        {"share": 10},
        {"share": -0.1},
        {"youngest": 12},
        {"youngest": -1},
        {"oldest": 16},
        {"oldest": 26},
        {"stages": ("edge_of_care",)},
        {"needs": ("N0",)},
        {"exclusions": ("psychosis",)},
        {"most_at_once": 0},
    ],
)
def test_flexibility_that_cannot_be_is_refused(wrong):
    agreed = {"agreed_by": "Head of service", "agreed_on": date(2026, 3, 2), "share": 0.1}

    with pytest.raises(InputError) as caught:
        Criteria(youngest=11, oldest=17, flexibility=Flexibility(**agreed | wrong))

    assert (caught.value.code, caught.value.where) == (
        "change.criteria-unsound",
        "flexibility",
    )
