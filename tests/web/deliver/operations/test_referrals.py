"""How a child is referred: under a pseudonym from the first, answered, judged, sent."""

import json
from datetime import timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.utils import timezone

from holdfast.deliver.referral import Move
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import CriteriaVersion, Referral
from holdfast_web.deliver.operations.referrals import (
    answer,
    begin_referral,
    forget_drafts,
    send_referral,
    throw_away,
)
from holdfast_web.people.models import AuditEvent
from holdfast_web.records.places import pseudonyms

pytestmark = pytest.mark.django_db
REFERENCE = "CH/4711-x"


def refused(code, do):
    with pytest.raises(InputError) as caught:
        do()
    assert caught.value.code == code


def test_the_reference_becomes_a_pseudonym_at_once_and_is_kept_nowhere(service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=f" {REFERENCE} ")

    assert draft.pseudonym == pseudonyms(service.organisation).of(REFERENCE)
    assert (draft.number, draft.received, draft.made_by) == (None, None, practitioner)
    rows = [*Referral.objects.values(), *AuditEvent.objects.values()]
    assert REFERENCE not in json.dumps(rows, default=str)
    assert [event.action for event in AuditEvent.objects.order_by("-number")[:1]] == [
        "referral begun"
    ]


def test_a_provider_knows_children_by_the_references_of_its_authority(
    service, northmere, home, practitioner
):
    service.organisation = home
    service.save()

    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)

    assert draft.pseudonym == pseudonyms(northmere).of(REFERENCE)


def test_somebody_who_begins_twice_goes_on_with_the_same_draft(service, practitioner, lead):
    first = begin_referral(by=practitioner, service=service, reference=REFERENCE)

    assert begin_referral(by=practitioner, service=service, reference=REFERENCE) == first
    assert begin_referral(by=lead, service=service, reference=REFERENCE) != first


def test_a_referral_that_is_sent_has_a_number_a_day_its_criteria_and_how_the_child_stands(
    service, practitioner, referred
):
    sent = [referred(service, practitioner, number) for number in (1, 2)]

    assert [one.number for one in sent] == [1, 2]
    assert sent[0].received == timezone.localdate()
    assert sent[0].criteria == service.criteria_versions.get()
    assert (sent[0].state, sent[0].standing, sent[0].stage) == (
        "received", "within", "child_protection_plan",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "standing"),
    [
        ({"age": 18}, "flexible"),
        ({"age": 9}, "outside"),
        ({"stages": None}, "not_judged"),
        ({"stages": []}, "outside"),
        ({"exclusions": {"harm": True}}, "outside"),
        ({"exclusions": {}}, "not_judged"),
    ],
)
def test_the_child_is_judged_by_what_is_known(service, practitioner, referred, known, standing):
    assert referred(service, practitioner, REFERENCE, **known).standing == standing


def test_the_age_is_that_of_the_day_on_which_it_came(service, practitioner, referred):
    today = timezone.localdate()
    turns_eleven = today.replace(year=today.year - 11, day=1)

    sent = referred(service, practitioner, REFERENCE, birth_month=turns_eleven, age=None)
    before = referred(
        service, practitioner, "2", birth_month=turns_eleven, age=None,
        received=today.replace(day=1) - timedelta(days=1),
    )  # fmt: skip

    assert (sent.standing, before.standing) == ("within", "outside")


def test_it_is_judged_by_the_criteria_of_its_day(service, practitioner, referred):
    today = timezone.localdate()
    newer = CriteriaVersion.objects.create(
        service=service, number=2, in_force_from=today, content={"youngest": 0, "oldest": 5}
    )

    now = referred(service, practitioner, 1)
    before = referred(service, practitioner, 2, received=today - timedelta(days=1))

    assert (now.criteria, now.standing) == (newer, "outside")
    assert (before.criteria.number, before.standing) == (1, "within")


def test_a_second_open_referral_of_one_child_is_refused(
    service, practitioner, lead, referred, at
):
    first = referred(service, practitioner, REFERENCE)

    refused(
        "deliver.referral-open-already",
        lambda: begin_referral(by=lead, service=service, reference=REFERENCE),
    )
    at(first, lead, Move.WITHDRAW)
    assert begin_referral(by=lead, service=service, reference=REFERENCE).number is None


def test_two_drafts_of_one_child_are_not_both_sent(service, practitioner, lead, referred):
    draft = begin_referral(by=lead, service=service, reference=REFERENCE)
    answer(draft, by=lead, urgency="urgent", consent="given", source="5A")
    referred(service, practitioner, REFERENCE)

    refused("deliver.referral-open-already", lambda: send_referral(draft, by=lead))


def test_what_every_referral_says_must_be_answered(service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)

    refused("deliver.referral-not-answered", lambda: send_referral(draft, by=practitioner))


@pytest.mark.parametrize("reference", ["", "  ", "\t"])
def test_a_child_without_a_reference_is_refused(service, practitioner, reference):
    refused(
        "deliver.referral-without-child",
        lambda: begin_referral(by=practitioner, service=service, reference=reference),
    )


def test_a_service_without_criteria_and_one_that_is_closed_take_none(service, practitioner):
    service.closed = timezone.localdate()
    refused(
        "deliver.service-closed",
        lambda: begin_referral(by=practitioner, service=service, reference=REFERENCE),
    )
    service.closed = None
    service.criteria_versions.all().delete()
    refused(
        "deliver.service-without-criteria",
        lambda: begin_referral(by=practitioner, service=service, reference=REFERENCE),
    )


def test_only_whoever_began_a_draft_answers_sends_or_deletes_it(
    service, practitioner, lead, member, elsewhere
):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)

    for verb in (
        lambda: answer(draft, by=lead, age=12),
        lambda: send_referral(draft, by=lead),
        lambda: throw_away(draft, by=lead),
    ):
        with pytest.raises(Http404):
            verb()
    stranger = member(elsewhere, "programme_lead")
    with pytest.raises(Http404):
        begin_referral(by=stranger, service=service, reference=REFERENCE)
    throw_away(draft, by=practitioner)
    assert not Referral.objects.exists()


def test_what_is_known_is_put_right_by_who_decides_and_the_child_is_judged_again(
    service, practitioner, lead, referred
):
    sent = referred(service, practitioner, REFERENCE, age=9)

    with pytest.raises(Http404):
        answer(sent, by=practitioner, age=12)
    right = answer(sent, by=lead, age=12, received=timezone.localdate() - timedelta(days=9))

    assert (sent.standing, right.standing) == ("outside", "within")
    assert right.received == sent.received


def test_what_is_not_asked_of_a_referral_is_not_written(service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)

    with pytest.raises(TypeError):
        answer(draft, by=practitioner, standing="within")


def test_those_who_decide_are_told_and_nothing_of_the_child_is_in_it(
    service, practitioner, lead, referred, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        sent = referred(service, practitioner, REFERENCE)

    assert [(one.to, "Edge of care team" in one.subject) for one in mail.outbox] == [
        ([lead.email], True)
    ]
    assert f"Referral {sent.number} came" in mail.outbox[0].body
    assert sent.pseudonym not in mail.outbox[0].body + mail.outbox[0].subject


def test_drafts_that_nobody_sends_are_forgotten_in_time(service, practitioner, referred):
    begin_referral(by=practitioner, service=service, reference="old")
    sent = referred(service, practitioner, REFERENCE)
    Referral.objects.update(made_at=timezone.now() - timedelta(days=29))
    new = begin_referral(by=practitioner, service=service, reference="new")

    assert (forget_drafts(), forget_drafts()) == (1, 0)
    assert set(Referral.objects.all()) == {sent, new}
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.action, event.detail) == ("drafts of referrals deleted", {"drafts": 1})
