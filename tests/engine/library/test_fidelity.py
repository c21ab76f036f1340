"""Instruments of fidelity: scales, thresholds and how far each may be relied on."""

import pytest
from pydantic import ValidationError

from holdfast.library.fidelity import (
    Instrument,
    Rater,
    Sampling,
    Score,
    Standing,
    Threshold,
    instrument,
    instrument_names,
)

FAIR = {"band": "fair", "at_least": 3, "standing": "confirmed", "source": "made-up example"}
GOOD = FAIR | {"band": "good", "at_least": 4}
SCORE = {"code": "example", "title": "Example", "kind": "number"}
INSTRUMENT = {
    "urn": "urn:fidelity:example", "version": 1, "title": "Example", "source": "made up",
    "licence": "MIT", "status": "illustrative", "form": "adherence score",
    "looks_at": "a session", "raters": ["observer"], "wording": "none",
    "sampling": {"standing": "not published", "source": "made up"},
}  # fmt: skip


def test_thresholds_of_motivational_interviewing_are_as_tabled():
    bands = {
        score.code: {one.band: one.at_least for one in score.thresholds}
        for score in instrument("miti-4").scores
    }

    assert bands == {
        "technical": {"fair": 3, "good": 4},
        "relational": {"fair": 3.5, "good": 4},
        "reflections-to-questions": {"fair": 1, "good": 2},
        "complex-reflections": {"fair": 0.4, "good": 0.5},
    }


def test_the_threshold_that_nobody_could_confirm_says_so():
    (score,) = instrument("tam-r").scores
    (threshold,) = score.thresholds

    assert (score.low, score.high) == (0, 1)
    assert (threshold.at_least, threshold.standing) == (0.61, Standing.TO_BE_CONFIRMED)
    assert instrument("tam-r").raters == (Rater.CAREGIVER,)


def test_a_threshold_that_is_not_published_has_no_number():
    (score,) = instrument("keep-video-review").scores

    assert [(one.at_least, one.standing) for one in score.thresholds] == [
        (None, Standing.NOT_PUBLISHED)
    ]


def test_no_instrument_of_the_library_claims_a_sample_rule_that_was_not_read():
    assert {instrument(name).sampling.standing for name in instrument_names()} == {
        Standing.NOT_PUBLISHED
    }


def test_the_library_holds_its_instruments_by_name():
    assert instrument_names() == (
        "family-group-conference-steps",
        "keep-video-review",
        "miti-4",
        "session-checklist",
        "systemic-supervision",
        "tam-r",
    )


@pytest.mark.parametrize(
    "threshold",
    [
        FAIR | {"at_least": None},
        FAIR | {"standing": "not published"},
    ],
)
def test_a_threshold_has_a_number_if_and_only_if_it_is_published(threshold):
    with pytest.raises(ValidationError, match="a number unless it is not published"):
        Threshold.model_validate(threshold)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"kind": "share"}, "name two parts"),
        ({"parts": ["one", "other"]}, "name two parts"),
        ({"kind": "group", "groups": ["one"]}, "two or more"),
        ({"groups": ["one", "other"]}, "two or more"),
        ({"low": 0}, "both its ends"),
        ({"low": 1, "high": 1}, "below the highest"),
        ({"kind": "group", "groups": ["a", "b"], "low": 0, "high": 1}, "only a number"),
        ({"thresholds": [GOOD, FAIR]}, "go upwards"),
        ({"kind": "group", "groups": ["a", "b"], "thresholds": [FAIR]}, "has no threshold"),
    ],
)
def test_a_score_is_made_of_what_its_kind_needs(change, message):
    with pytest.raises(ValidationError, match=message):
        Score.model_validate(SCORE | change)


@pytest.mark.parametrize(
    "rule",
    [
        {"standing": "confirmed", "source": "made up"},
        {"standing": "not published", "source": "made up", "fewest": 3},
    ],
)
def test_a_sample_rule_says_something_if_and_only_if_it_is_published(rule):
    with pytest.raises(ValidationError, match="unless it is not published"):
        Sampling.model_validate(rule)


def test_two_scores_of_one_code_are_a_fault():
    with pytest.raises(ValidationError, match="given more than once: example"):
        Instrument.model_validate(INSTRUMENT | {"scores": [SCORE, SCORE]})


def test_scores_are_found_by_their_code():
    made = Instrument.model_validate(INSTRUMENT | {"scores": [SCORE]})

    assert made.by_code == {"example": made.scores[0]}
