"""Reviews: who may rate, and which scores a scale has."""

from datetime import date

import pytest

from holdfast.deliver.fidelity_review import (
    Counted,
    Review,
    check_review,
    meets,
    plain_value,
)
from holdfast.kernel.errors import InputError
from holdfast.library.fidelity import Chosen, Rater, Score, instrument

MITI = instrument("miti-4")
TAM_R = instrument("tam-r")
SYSTEMIC = instrument("systemic-supervision")
KEEP = instrument("keep-video-review")
STEPS = instrument("family-group-conference-steps")


def review(**said):
    usual = {
        "facilitator": "F1", "run": "R1", "site": "S1", "rater": Rater.OBSERVER,
        "rated_by": "F9", "day": date(2026, 3, 2), "chosen": Chosen.RANDOM,
    }  # fmt: skip
    return Review(**(usual | said))


@pytest.mark.parametrize("rated_by", ["F1", "F2"])
def test_an_observer_who_delivered_is_refused(rated_by):
    both = frozenset({"F1", "F2"})

    with pytest.raises(InputError) as caught:
        check_review(review(rated_by=rated_by, delivered_by=both), MITI)

    assert caught.value.code == "deliver.rater-is-the-deliverer"


def test_a_caregiver_who_delivered_is_refused():
    with pytest.raises(InputError) as caught:
        check_review(review(rater=Rater.CAREGIVER, rated_by="F1"), TAM_R)

    assert caught.value.code == "deliver.rater-is-the-deliverer"


def test_a_caregiver_without_a_name_may_rate():
    given = review(rater=Rater.CAREGIVER, rated_by=None, scores={"adherence": 0.7})

    assert check_review(given, TAM_R) is given


def test_the_other_facilitator_of_the_pair_may_rate_as_a_peer_but_nobody_themselves():
    pair = frozenset({"F1", "F2"})
    peer = review(rater=Rater.PEER, rated_by="F2", delivered_by=pair)

    assert check_review(peer, MITI) is peer
    with pytest.raises(InputError) as caught:
        check_review(review(rater=Rater.PEER, rated_by="F1", delivered_by=pair), MITI)
    assert caught.value.code == "deliver.rater-is-the-deliverer"


@pytest.mark.parametrize("rated_by", [None, "F1"])
def test_a_rating_of_oneself_is_by_oneself(rated_by):
    given = review(rater=Rater.SELF, rated_by=rated_by)

    assert check_review(given, MITI) is given


def test_a_rating_of_oneself_by_another_is_refused():
    with pytest.raises(InputError) as caught:
        check_review(review(rater=Rater.SELF, rated_by="F9"), MITI)

    assert caught.value.code == "deliver.self-rater-is-another"


def test_a_rater_for_whom_the_instrument_is_not_made_is_refused():
    with pytest.raises(InputError) as caught:
        check_review(review(), TAM_R)

    assert caught.value.code == "deliver.rater-not-for-instrument"


def test_a_score_of_another_instrument_is_refused():
    with pytest.raises(InputError) as caught:
        check_review(review(scores={"adherence": 0.7}), MITI)

    assert caught.value.code == "deliver.score-not-of-instrument"


@pytest.mark.parametrize(
    ("made_with", "code", "given", "fix"),
    [
        (MITI, "technical", 5.5, "Give a number from 1 to 5."),
        (MITI, "technical", float("nan"), "Give a number from 1 to 5."),
        (MITI, "technical", "good", "Give a number from 1 to 5."),
        (KEEP, "rating", Counted(count=1, to=2), "Give a number."),
        (KEEP, "rating", float("inf"), "Give a number."),
        (
            MITI, "reflections-to-questions", Counted(count=0, to=0),
            "Give two whole numbers: reflections, questions. Not both may be 0.",
        ),
        (
            MITI, "reflections-to-questions", Counted(count=1, to=-1),
            "Give two whole numbers: reflections, questions. Not both may be 0.",
        ),
        (
            MITI, "complex-reflections", Counted(count=3, to=2),
            "Give two whole numbers: complex reflections cannot be more than all reflections.",
        ),
        (
            STEPS, "steps", 3.0,
            "Give two whole numbers: steps done cannot be more than steps that were due.",
        ),
        (SYSTEMIC, "group", "very", "Choose one of: not systemic, green shoots, systemic."),
        (SYSTEMIC, "group", 2.0, "Choose one of: not systemic, green shoots, systemic."),
    ],
)  # fmt: skip
def test_a_score_that_its_scale_does_not_have_is_refused(made_with, code, given, fix):
    with pytest.raises(InputError) as caught:
        check_review(review(scores={code: given}), made_with)

    assert caught.value.code == "deliver.score-out-of-range"
    assert caught.value.fix == fix


@pytest.mark.parametrize(
    ("made_with", "scores"),
    [
        (MITI, {"technical": 1, "relational": 5.0, "complex-reflections": None}),
        (MITI, {"reflections-to-questions": Counted(count=7, to=0)}),
        (STEPS, {"steps": Counted(count=0, to=4)}),
        (KEEP, {"rating": -3.5}),
        (SYSTEMIC, {"group": "systemic"}),
    ],
)
def test_a_score_that_its_scale_has_is_taken(made_with, scores):
    given = review(scores=scores)

    assert check_review(given, made_with) is given


def test_scores_reach_a_threshold_without_dividing():
    assert meets(3, 3)
    assert not meets(2.99, 3)
    assert meets(Counted(count=1, to=0), 2)
    assert not meets(Counted(count=3, to=2), 2)
    assert not meets("systemic", 1)


def test_a_score_is_drawn_as_one_number():
    group = SYSTEMIC.by_code["group"]
    ratio = Score(code="r", title="R", kind="ratio", parts=("one", "other"))

    assert plain_value("green shoots", group) == 2
    assert plain_value(Counted(count=3, to=2), ratio) == 1.5
    assert plain_value(Counted(count=3, to=0), ratio) is None
    assert plain_value(3, ratio) == 3.0


def test_a_review_has_no_scores_unless_given():
    assert dict(review().scores) == {}
