"""Six questions, several people, and never one mark."""

from datetime import date

import pytest

from holdfast.deliver.fit import QUESTIONS, Assessment, FitPart, Judgement, PartOfFit, fit
from holdfast.kernel.errors import InputError


def judged(by, *scores):
    return Assessment(
        by=by,
        on=date(2026, 3, 2),
        judgements=tuple(
            Judgement(part=part, score=score, reason="As seen here.")
            for part, score in zip(FitPart, scores, strict=True)
        ),
    )


def test_judgements_stand_beside_each_other():
    parts = fit([judged("One", 5, 4, 2, 3, 3, 4), judged("Two", 3, 4, 3, 3, 1, 4)])

    assert parts == tuple(
        PartOfFit(part=part, scores=scores)
        for part, scores in zip(
            FitPart, [(5, 3), (4, 4), (2, 3), (3, 3), (3, 1), (4, 4)], strict=True
        )
    )
    assert [part.part for part in parts if part.far_apart] == [FitPart.NEED, FitPart.USABILITY]
    assert (parts[0].lowest, parts[0].middle, parts[0].highest) == (3, 4, 5)


def test_each_of_the_six_has_its_question():
    assert list(QUESTIONS) == list(FitPart)
    assert all(question.endswith("?") for question in QUESTIONS.values())


@pytest.mark.parametrize("score", [0, 6])
def test_a_score_outside_one_to_five_is_refused(score):
    with pytest.raises(InputError) as caught:
        Judgement(part=FitPart.NEED, score=score, reason="As seen here.")

    assert (caught.value.code, caught.value.where) == ("deliver.fit-out-of-range", "need")


def test_a_score_without_a_reason_is_refused():
    with pytest.raises(InputError) as caught:
        Judgement(part=FitPart.FIT, score=3, reason=" ")

    assert (caught.value.code, caught.value.where) == ("deliver.fit-without-reason", "fit")


def test_an_assessment_that_leaves_one_out_is_refused():
    whole = judged("One", 5, 4, 2, 3, 3, 4)

    with pytest.raises(InputError) as caught:
        Assessment(by="One", on=date(2026, 3, 2), judgements=whole.judgements[:5])

    assert (caught.value.code, caught.value.where) == ("deliver.fit-incomplete", "One")


def test_nobody_asked_is_not_a_fit():
    with pytest.raises(InputError) as caught:
        fit([])

    assert caught.value.code == "deliver.fit-unassessed"
