"""What programs write down of runs: catch-ups, practice, consultations, reviews."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone
from tests.web.deliver.covering import hold, settle
from tests.web.evaluation.api.delivery.test_fidelity import instrument

from holdfast_web.deliver.models import (
    CatchUp,
    Consultation,
    Facilitator,
    FidelityReview,
    PracticeTask,
    PracticeTry,
    RunFacilitator,
    SessionKind,
    Sitting,
)
from holdfast_web.people.models import AuditEvent


def today(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


def code(answer, status=409):
    assert answer.status_code == status, answer.content
    return answer.json()["code"]


@pytest.fixture
def held(run, team):
    """A run whose first session was held with all but the last two of the team."""
    hold(settle(run), 1, team[:3])
    return run


@pytest.fixture
def caught(held, team):
    """What is sent of a catch-up of the first session."""
    return {
        "session": str(held.sessions.get(number=1).key), "staff": str(team[3].key),
        "kind": "visit", "on": today(), "minutes": 60, "given_by": "Facilitator 1",
    }  # fmt: skip


def test_a_catch_up_is_written_down_and_counts(ask_lead, held, caught, lead):
    before = ask_lead(f"/runs/{held.key}/coverage").json()

    answer = ask_lead(f"/runs/{held.key}/catch-ups", caught)

    made = answer.json()
    assert (answer.status_code, made["counts"], made["staff"]) == (201, True, caught["staff"])
    kept = CatchUp.objects.get(key=made["key"])
    assert (kept.given_by, kept.entered_by) == ("Facilitator 1", lead)
    after = ask_lead(f"/runs/{held.key}/coverage").json()
    assert after["people_owing"] == before["people_owing"] - 1
    assert AuditEvent.objects.filter(action="catch-up recorded").count() == 1


@pytest.mark.parametrize(
    ("days", "why"), [(1, "deliver.day-to-come"), (-400, "deliver.catch-up-too-early")]
)
def test_a_catch_up_that_cannot_be_is_refused(ask_lead, held, caught, days, why):
    assert code(ask_lead(f"/runs/{held.key}/catch-ups", caught | {"on": today(days)})) == why
    assert not CatchUp.objects.exists()


def test_a_catch_up_of_somebody_or_something_else_is_refused(
    ask, ask_lead, ask_elsewhere, held, caught
):
    path = f"/runs/{held.key}/catch-ups"
    for name in ("session", "staff"):
        assert code(ask_lead(path, caught | {name: str(uuid4())}), 404) == "api.not-found"
    spill_over = held.sessions.get(number=1)
    spill_over.kind = SessionKind.SPILL_OVER
    spill_over.save()
    assert code(ask_lead(path, caught)) == "deliver.catch-up-of-spill-over"
    assert ask(path, data=caught).status_code == 404  # an analyst takes no registers
    assert ask_elsewhere(path, caught).status_code == 404
    for wrong in ({"minutes": 0}, {"minutes": 601}, {"kind": "dream"}, {"more": 1}):
        assert ask_lead(path, caught | wrong).status_code == 422
    assert not CatchUp.objects.exists()


def test_a_try_is_written_down(ask, ask_lead, ask_elsewhere, run, team):
    task = PracticeTask.objects.create(session=run.sessions.get(number=1), text="Try it")
    path = f"/practice/{task.key}/tries"
    said = {
        "staff": str(team[0].key), "tried": "partly", "on": today(), "happened": " It went. ",
    }  # fmt: skip

    answer = ask_lead(path, said)

    assert answer.status_code == 201
    assert (answer.json()["tried"], answer.json()["happened"]) == ("partly", "It went.")
    assert ask_lead(path).json()["items"] == [answer.json()]
    assert code(ask_lead(path, said | {"on": today(1)})) == "deliver.day-to-come"
    assert ask_lead(path, said | {"staff": str(uuid4())}).status_code == 404
    assert ask_lead(path, said | {"happened": "a\x00b"}).status_code == 422
    assert ask(path, data=said).status_code == 404
    assert ask_elsewhere(path, said).status_code == 404
    assert PracticeTry.objects.count() == 1


def test_a_consultation_is_written_down(ask, ask_lead, ask_elsewhere, run):
    path = f"/runs/{run.key}/consultations"
    said = {"kind": "managers", "on": today(), "minutes": 45, "about": "Cover at nights"}

    answer = ask_lead(path, said)

    assert (answer.status_code, answer.json()["minutes"]) == (201, 45)
    assert ask_lead(path).json()["items"] == [answer.json()]
    assert code(ask_lead(path, said | {"on": today(1)})) == "deliver.day-to-come"
    assert ask_lead(path, said | {"kind": "chat"}).status_code == 422
    assert ask(path, data=said).status_code == 404
    assert ask_elsewhere(path, said).status_code == 404
    assert Consultation.objects.count() == 1


@pytest.fixture
def review(run, northmere):
    """What is sent of a review of the first of two facilitators by an observer."""
    kept = instrument(northmere)
    run.state = "under_way"
    run.save()
    Sitting.objects.filter(session__run=run).update(state="held")
    people = [
        Facilitator.objects.create(organisation=northmere, name=f"Facilitator {number}")
        for number in (1, 2)
    ]
    for one in people:
        RunFacilitator.objects.create(run=run, facilitator=one)
    return {
        "run": str(run.key), "instrument": str(kept.key), "facilitator": str(people[0].key),
        "session": str(run.sessions.get(number=3).key), "on": today(), "rater": "observer",
        "rater_name": "Observer 9", "chosen": "random",
        "scores": {"technical": 4, "reflections-to-questions": [9, 5], "relational": None},
    }  # fmt: skip


def test_a_review_is_kept_with_what_is_missing(ask_lead, review):
    answer = ask_lead("/fidelity-reviews", review)

    assert answer.status_code == 201, answer.content
    assert answer.json()["scores"] == {
        "technical": 4.0, "reflections-to-questions": [9, 5], "relational": None,
        "complex-reflections": None,
    }  # fmt: skip
    assert ask_lead("/fidelity-reviews").json()["items"] == [answer.json()]
    kept = FidelityReview.objects.get()
    assert (kept.rater_name, kept.session.number) == ("Observer 9", 3)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"rater_name": ""}, "deliver.rater-not-named"),
        ({"rater_name": "Facilitator 2"}, "deliver.rater-is-the-deliverer"),
        ({"rater": "caregiver"}, "deliver.rater-not-for-instrument"),
        ({"on": "9999-01-01"}, "deliver.review-not-of-run"),
        ({"scores": {"charm": 4}}, "deliver.score-not-of-instrument"),
        ({"scores": {"technical": 40}}, "deliver.score-out-of-range"),
        ({"scores": {"technical": [4, 5]}}, "deliver.score-out-of-range"),
        ({"scores": {"technical": "high"}}, "deliver.score-out-of-range"),
        ({"scores": {"reflections-to-questions": 4}}, "deliver.score-out-of-range"),
    ],
)
def test_a_review_that_cannot_be_is_refused(ask_lead, review, said, why):
    assert code(ask_lead("/fidelity-reviews", review | said)) == why
    assert not FidelityReview.objects.exists()


def test_a_review_of_something_else_or_by_somebody_else_is_refused(
    ask, ask_lead, ask_elsewhere, review, run, elsewhere
):
    for name in ("run", "instrument", "facilitator", "session", "rated_by"):
        assert ask_lead("/fidelity-reviews", review | {name: str(uuid4())}).status_code == 404
    stranger = Facilitator.objects.create(organisation=elsewhere, name="Facilitator 3")
    theirs = review | {"rated_by": str(stranger.key)}
    assert ask_lead("/fidelity-reviews", theirs).status_code == 404
    assert ask("/fidelity-reviews", data=review).status_code == 404
    assert ask_elsewhere("/fidelity-reviews", review).status_code == 404
    run.state = "stopped"
    run.save()
    assert ask_lead("/fidelity-reviews", review).status_code == 404
    assert not FidelityReview.objects.exists()
