"""Answers in words: every question of every programme, and each kind of nothing."""

import pytest

from holdfast.library.evidence_card import CostBand
from holdfast.library.programme import programme, programmes
from holdfast.library.programme_lines import Line, lines
from holdfast.library.programme_words import SECTIONS, TITLES, answer, in_words


@pytest.mark.parametrize("urn", programmes())
def test_every_question_has_an_answer_in_words(urn):
    entry = programmes()[urn]

    for path in TITLES:
        answered = lines(entry, path)
        assert answered
        assert all(line.words and line.standing for line in answered)


def test_the_order_is_that_of_the_checklist():
    items = [section.item for section in SECTIONS if section.item]

    assert items == list(range(1, 13))


def test_two_accounts_are_two_lines_with_their_sources():
    assert lines(programme("keep-safe"), "amount.length") == (
        Line(
            about="",
            words="20 weeks",
            standing="confirmed",
            sources=("cypnow",),
            note="In England.",
        ),
        Line(
            about="",
            words="16 weeks",
            standing="confirmed",
            sources=("nhs-scotland",),
            note="As listed in Scotland.",
        ),
    )


@pytest.mark.parametrize(
    ("name", "path", "standing"),
    [
        ("result", "amount.minutes", "not published"),
        ("result", "amount.caseload", "does not apply"),
        ("result", "fidelity", "not published"),
    ],
)
def test_nothing_to_say_says_which_kind_of_nothing(name, path, standing):
    (line,) = lines(programme(name), path)

    assert (line.silent, line.standing) == (True, standing)


@pytest.mark.parametrize(
    ("name", "path", "about", "words"),
    [
        ("result", "provided.roles", "Facilitator from CAMHS, how many", "1"),
        (
            "mst",
            "fidelity",
            "Therapist Adherence Measure, revised (TAM-R): who rates",
            "caregiver",
        ),
        ("keep", "costs", "Setting up", "£13,000 a site, once (price year not published)"),
        (
            "keep",
            "costs",
            "One carer, facilitators certified",
            "£1,800 to £2,000 a carer, each time (price year not published)",
        ),
        ("keep", "collection", "Follow-up", "6 and 12 months after the end"),
        ("result", "outcomes", "For young people", "They want to spend time at the home"),
        (
            "tfco-adolescents",
            "evidence.ratings",
            "EIF Guidebook, evidence",
            "3 (At least one rigorous study found a good effect)",
        ),
        (
            "keep-safe",
            "evidence.ratings",
            "NHS Scotland early intervention framework, supports",
            "4",
        ),
        (
            "mst",
            "evidence.studies",
            "START, 18 months",
            "No fewer placed out of home at 18 months: odds ratio 1.25 (95% interval 0.77 to "
            "2.05). 684 families of 1,076 referred to nine panels; 11 to 17 years compared "
            "with usual services, 342 families in each group. England, randomised trial.",
        ),
    ],
)  # fmt: skip
def test_an_item_of_a_list_is_a_line(name, path, about, words):
    assert (about, words) in {(line.about, line.words) for line in lines(programme(name), path)}


def test_a_rating_that_could_not_be_read_says_so():
    (line,) = lines(programme("keep"), "evidence.ratings")

    assert (line.about, line.standing, line.silent) == (
        "Foundations Guidebook, evidence",
        "not published",
        True,
    )


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (True, "Yes"),
        (False, "No"),
        (0.75, "75%"),
        (1.5, "1.5"),
        ("In a group", "In a group"),
        (CostBand(body="EIF", band="5", out_of="5", means="Dear"), "EIF: 5 of 5 (Dear)"),
        (CostBand(body="EIF", band="High"), "EIF: High"),
    ],
)
def test_a_value_is_said_in_words(value, words):
    assert in_words(value) == words


def test_places_needs_and_make_up_are_said_in_the_words_of_the_file():
    said = {
        path: in_words(answer(programme("keep"), path).said[0].value)
        for path in ("who_for.journey", "who_for.needs", "amount.make_up", "amount.order_fixed")
    }

    assert said == {
        "who_for.journey": "Placed, or about to be placed, with foster or kinship carers or "
        "special guardians (Looked after; Placement; Special guardianship)",
        "who_for.needs": "Children in foster or kinship care whose behaviour puts the "
        "placement under strain",
        "amount.make_up": "A home visit or a video call",
        "amount.order_fixed": "Yes",
    }


def test_what_is_no_question_has_no_answer():
    with pytest.raises(TypeError, match="who_for"):
        answer(programme("keep"), "who_for")
