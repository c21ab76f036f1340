"""Reviews are kept as the engine takes them, by those who may, of those who delivered."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.http import Http404
from django.utils import timezone

from holdfast.deliver.fidelity_review import Counted
from holdfast.kernel.errors import InputError
from holdfast.library.fidelity import instrument as library_instrument
from holdfast_web.deliver.models import (
    ChosenKind,
    Facilitator,
    FidelityReview,
    RaterKind,
    RunFacilitator,
    Session,
)
from holdfast_web.deliver.operations.fidelity import (
    add_action,
    add_review,
    finish_action,
    take_up_instrument,
    withdraw_review,
)
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db
PROGRAMME = "urn:programme:result"


@pytest.fixture
def lead(member, northmere):
    return member(northmere, "programme_lead")


@pytest.fixture
def kept(lead, northmere):
    return take_up_instrument(
        by=lead, organisation=northmere, programme=PROGRAMME,
        instrument=library_instrument("miti-4"), fewest=2, rater=RaterKind.OBSERVER,
        chosen=ChosenKind.RANDOM, source="Our own",
    )  # fmt: skip


@pytest.fixture
def deliverer(run, northmere):
    made = Facilitator.objects.create(organisation=northmere, name="Facilitator 1")
    RunFacilitator.objects.create(run=run, facilitator=made)
    return made


@pytest.fixture
def said(lead, run, kept, deliverer):
    return {
        "by": lead, "run": run, "instrument": kept, "facilitator": deliverer, "session": None,
        "on": timezone.localdate(), "rater": RaterKind.OBSERVER, "rated_by": None,
        "rater_name": "Observer 9", "chosen": ChosenKind.RANDOM, "scores": {"technical": 4.0},
    }  # fmt: skip


def test_a_review_is_kept_with_its_scores(said):
    review = add_review(
        **(said | {"scores": {"reflections-to-questions": Counted(count=3, to=2)}})
    )

    assert review.scores == {"reflections-to-questions": [3, 2]}
    event = AuditEvent.objects.get(action="fidelity review kept")
    assert event.detail == {"rater": "observer", "scores": 1}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rater_name": ""}, "deliver.rater-not-named"),
        ({"rater_name": " facilitator  1 "}, "deliver.rater-is-the-deliverer"),
        ({"on": date(2036, 1, 1)}, "deliver.review-not-of-run"),
        ({"on": date(2020, 1, 1)}, "deliver.review-not-of-run"),
        ({"scores": {"technical": 9.0}}, "deliver.score-out-of-range"),
        ({"rater": RaterKind.CAREGIVER}, "deliver.rater-not-for-instrument"),
    ],
)
def test_a_review_that_cannot_be_is_refused(said, change, code):
    with pytest.raises(InputError) as caught:
        add_review(**(said | change))

    assert caught.value.code == code
    assert not FidelityReview.objects.exists()


def test_a_facilitator_of_another_run_is_refused(said, northmere):
    other = Facilitator.objects.create(organisation=northmere, name="Facilitator 8")

    with pytest.raises(InputError) as caught:
        add_review(**(said | {"facilitator": other}))

    assert caught.value.code == "deliver.review-not-of-run"


def test_a_session_of_another_run_is_refused(said, delivered, home):
    other = Session.objects.filter(run=delivered(home)).earliest("number")

    with pytest.raises(InputError) as caught:
        add_review(**(said | {"session": other}))

    assert caught.value.code == "deliver.review-not-of-run"


def test_cover_delivers_on_its_own_days_only(said, run, northmere):
    cover = Facilitator.objects.create(organisation=northmere, name="Facilitator 3")
    day = timezone.localdate() - timedelta(days=7)
    RunFacilitator.objects.create(
        run=run, facilitator=cover, since=day, until=day + timedelta(days=1)
    )

    kept = add_review(**(said | {"facilitator": cover, "on": day}))
    outside = add_review(**(said | {"rated_by": cover, "rater_name": ""}))

    assert (kept.facilitator, outside.rated_by) == (cover, cover)
    with pytest.raises(InputError):
        add_review(**(said | {"facilitator": cover}))


def test_oneself_is_the_rater_of_a_rating_of_oneself(said, deliverer):
    review = add_review(**(said | {"rater": RaterKind.SELF, "rater_name": "Somebody"}))

    assert (review.rated_by, review.rater_name) == (deliverer, "")


def test_a_caregiver_is_never_named(lead, northmere, said):
    tam_r = take_up_instrument(
        by=lead, organisation=northmere, programme=PROGRAMME,
        instrument=library_instrument("tam-r"), fewest=2, rater=RaterKind.CAREGIVER,
        chosen=ChosenKind.ALL, source="Our own",
    )  # fmt: skip

    review = add_review(
        **(
            said
            | {
                "instrument": tam_r,
                "rater": RaterKind.CAREGIVER,
                "rater_name": "A name that must go",
                "scores": {"adherence": 0.7},
            }
        )
    )

    assert (review.rated_by, review.rater_name) == (None, "")


def test_a_retired_instrument_takes_no_review(said, kept):
    kept.retired_at = timezone.now()
    kept.save()

    with pytest.raises(InputError) as caught:
        add_review(**said)

    assert caught.value.code == "deliver.review-not-of-run"


def test_others_may_not_review(said, member, elsewhere, home_manager):
    for other in (member(elsewhere, "programme_lead"), home_manager):
        with pytest.raises(Http404):
            add_review(**(said | {"by": other}))


def test_a_review_is_withdrawn_with_a_reason(said, lead):
    review = add_review(**said)

    with pytest.raises(InputError) as caught:
        withdraw_review(review, by=lead, because=" ")
    withdraw_review(review, by=lead, because="Of another session.")

    assert caught.value.code == "deliver.withdrawn-without-reason"
    assert review.withdrawn_by == lead


def test_the_database_holds_a_reason_to_a_withdrawal(said):
    review = add_review(**said)
    review.withdrawn_at = timezone.now()

    with pytest.raises(IntegrityError), transaction.atomic():
        review.save()


def test_an_action_that_is_done_stays_done(said, lead):
    action = add_action(add_review(**said), by=lead, what=" Read. ", due=date(2026, 1, 1))

    finish_action(action, by=lead)
    first = action.done_at
    finish_action(action, by=lead)

    assert (action.what, action.done_at) == ("Read.", first)
    assert str(action) == "Read."
    assert AuditEvent.objects.filter(action="action after a review done").count() == 1


def test_reviews_and_instruments_say_what_they_are(said, kept):
    assert str(kept) == "Motivational interviewing observed, MITI 4"
    assert str(add_review(**said)) == f"Facilitator 1, {timezone.localdate()}"
