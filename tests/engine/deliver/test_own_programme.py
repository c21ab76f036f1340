"""A programme made of plain answers, and the answers read back out of it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from holdfast.deliver.dose import CatchUp, FacilitatorNeed
from holdfast.deliver.own_programme import OwnAnswers, OwnRole, answers_of, own_programme
from holdfast.deliver.programme import dose
from holdfast.deliver.programme_content import as_content, from_content
from holdfast.kernel.errors import InputError
from holdfast.library.programme_lines import lines
from holdfast.library.programme_parts import Attends, Kind, Need
from holdfast.library.programme_words import TITLES

WHOLE = OwnAnswers(
    name="Shift talks",
    title="Talks between shifts",
    kind=Kind.PRACTICE_MODEL,
    why="Shifts that talk make calmer evenings.",
    done="A talk at each change of shift.",
    attends=Attends.WHOLE_HOME,
    youngest=11,
    oldest=17,
    needs=(Need.BEHAVIOUR, Need.PRACTICE),
    needs_words="Evenings that go wrong",
    stages=("looked_after",),
    place_words="Living in a home",
    facilitators=(OwnRole(title="Lead practitioner", how_many=1),),
    supervision="Monthly",
    weeks=6,
    sessions=6,
    minutes=45,
    manager_sessions=0,
    manager_minutes=30,
    group_least=4,
    group_most=12,
    rhythm="Weekly",
    topics="One for each evening",
    order_fixed=False,
    spill_over_sessions=0,
    catch_up_kinds=(CatchUp.VISIT, CatchUp.NEXT_RUN),
    catch_up_counts=True,
    least_share=0.5,
    between_sessions="Try it on one shift",
    instrument="session-checklist",
    sample="Two of the six",
    outcomes=("Calmer evenings", "Fewer call-outs"),
    measures=("Restraints each month",),
    evidence="Our own figures of 2025 show fewer restraints; nobody has compared.",
)
BARE = OwnAnswers(name="Shift talks", title="Talks between shifts")


def made(answers, **more):
    given = {
        "urn": "urn:programme:own:example", "version": 1, "whose": "Northmere",
        "on": date(2026, 3, 2),
    }  # fmt: skip
    return own_programme(answers, **given | more)


def test_answers_come_back_out_of_the_programme():
    assert answers_of(made(WHOLE)) == WHOLE
    assert answers_of(made(BARE)) == BARE


def test_the_dose_is_what_was_answered():
    planned = dose(made(WHOLE))

    assert planned.unsettled == {}
    assert (planned.sessions, planned.weeks, planned.minutes) == (6, 6, 45)
    assert (planned.manager_sessions, planned.spill_over) == (0, 0)
    assert planned.catch_up_kinds == (CatchUp.VISIT, CatchUp.NEXT_RUN)
    assert planned.facilitators == (
        FacilitatorNeed(role="lead-practitioner", title="Lead practitioner", how_many=1),
    )


def test_what_was_not_answered_says_who_has_not_said():
    bare = made(BARE)

    said = {path for path in TITLES if not lines(bare, path)[0].silent}

    assert said == {"owner"}
    assert bare.silences["amount.sessions"] == "Northmere has not said."


def test_it_is_kept_and_read_back_like_any_programme():
    assert from_content(as_content(made(WHOLE))).programme == made(WHOLE)


def test_the_organisation_is_the_source_of_all_of_it():
    whole = made(WHOLE)

    assert [(source.title, source.read) for source in whole.sources.values()] == [
        ("Northmere", date(2026, 3, 2))
    ]


@pytest.mark.parametrize(
    ("wrong", "where"),
    [
        ({"stages": ("nowhere",)}, "who_for > journey > said > 0 > value > stages > 0"),
        ({"youngest": 17, "oldest": 11}, "who_for > ages > said > 0 > value"),
        ({"instrument": "none-such"}, "fidelity > items > 0 > instrument"),
        (
            {"facilitators": (OwnRole(title="!", how_many=1),)},
            "provided > roles > items > 0 > role",
        ),
        ({"name": ""}, "name"),
    ],
)  # fmt: skip
def test_an_answer_that_cannot_stand_is_named(wrong, where):
    given = {"name": "Shift talks", "title": "Talks between shifts"} | wrong

    with pytest.raises(InputError) as caught:
        made(OwnAnswers(**given))

    assert (caught.value.code, caught.value.where) == ("deliver.own-programme-wrong", where)


@given(
    sessions=st.none() | st.integers(min_value=1, max_value=60),
    counts=st.none() | st.booleans(),
    needs=st.lists(st.sampled_from(Need), unique=True).map(tuple),
    share=st.none() | st.floats(min_value=0.01, max_value=1),
)
def test_any_answers_come_back(sessions, counts, needs, share):
    answers = OwnAnswers(
        name="A", title="B", sessions=sessions, catch_up_counts=counts, needs=needs,
        least_share=share,
    )  # fmt: skip

    assert answers_of(made(answers)) == answers
