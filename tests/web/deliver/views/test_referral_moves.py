"""The pages on which a referral is moved on, given to others, or a move is taken back."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.referral import Move
from holdfast_web.deliver.models import Referral

pytestmark = pytest.mark.django_db


def url(sent, move=None, name="referral_move"):
    return reverse(f"deliver:{name}", args=[sent.key, move] if move else [sent.key])


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def today():
    day = timezone.localdate()
    return {"on-day": day.day, "on-month": day.month, "on-year": day.year}


@pytest.fixture
def sent(service, practitioner, referred, client, lead):
    client.force_login(lead)
    return referred(service, practitioner, "1")


def test_a_referral_is_decided_given_a_lead_begun_and_ended_on_pages(client, sent, service):
    lead = service.team.first()
    steps = [
        ("triage", {}),
        ("accept", {"decided_by": "Panel"}),
        ("wait", {"note": "The team is full."}),
        ("allocate", {"lead": lead.key, "others": [service.team.last().key]}),
        ("start", {}),
        ("end", {"outcome": "partly", "destination": "cin_plan"}),
    ]
    for move, said in steps:
        page = client.post(url(sent, move), today() | said)
        assert page["Location"] == url(sent, name="referral"), move

    shown = text_of(client.get(url(sent, name="referral")))
    for words in (
        "Ended The service ended", "Outcome Goals partly reached",
        "Where the child went Child in need plan", "Accept Meets the criteria Panel",
        "The team is full.", "Team member 1 Social worker Leads",
        "Team member 3 Youth worker Has a part",
    ):  # fmt: skip
        assert words in shown.replace("Psychologist", "Youth worker"), words


def test_what_was_agreed_stands_beside_the_decision(
    client, service, sent, practitioner, lead, referred, at
):
    at(sent, lead, Move.TRIAGE)
    assert "The child meets every criterion." in text_of(client.get(url(sent, "accept")))
    older = at(referred(service, practitioner, "2", age=18), lead, Move.TRIAGE)
    assert "within the flexibility that was agreed" in text_of(client.get(url(older, "accept")))
    younger = at(referred(service, practitioner, "3", age=9), lead, Move.TRIAGE)
    at(older, lead, Move.ACCEPT)

    page = text_of(client.get(url(younger, "accept")))

    assert "Who approved the exception?" in page
    assert "In the last year 1 of the 1 accepted did not meet every criterion." in page
    assert "Agreed were at most 10 of 100, by Head of service." in page
    refused = client.post(url(younger, "accept"), today() | {"decided_by": "Panel"})
    assert refused.status_code == 422
    assert "Enter the post that approved the exception." in refused.content.decode()
    unknown = at(referred(service, practitioner, "4", needs=None), lead, Move.TRIAGE)
    assert "cannot be judged" in text_of(client.get(url(unknown, "accept")))


def test_a_day_to_come_and_a_day_before_the_last_are_said_to_be_wrong(client, sent, lead, at):
    late = client.post(url(sent, "triage"), {"on": "2199-01-01"})
    early = client.post(url(sent, "triage"), {"on": "2001-01-01"})

    assert (late.status_code, early.status_code) == (422, 422)
    assert "The day must be today or earlier." in late.content.decode()
    assert "The days of a referral are not in order." in early.content.decode()


def test_what_more_is_needed_is_asked_in_words(client, sent, lead, at):
    at(sent, lead, Move.TRIAGE)

    page = client.post(url(sent, "ask"), today())

    assert "Enter what you need to know." in page.content.decode()


def test_reasons_are_those_of_the_decision(client, sent, lead, at):
    at(sent, lead, Move.TRIAGE)

    page = client.get(url(sent, "decline")).content.decode()
    client.post(url(sent, "decline"), today() | {"reason": "other_fits", "decided_by": "Panel"})

    assert "Another service fits better" in page
    assert "Nobody could be reached" not in page
    assert Referral.objects.get().state == "declined"


def test_caseloads_stand_beside_those_who_may_lead(
    client, service, sent, practitioner, lead, referred, at
):
    for number in ("2", "3"):
        at(
            referred(service, practitioner, number), lead, Move.TRIAGE, Move.ACCEPT,
            Move.ALLOCATE,
        )  # fmt: skip
    at(sent, lead, Move.TRIAGE, Move.ACCEPT)

    page = client.get(url(sent, "allocate")).content.decode()

    assert "Team member 1, Social worker: leads 2 of 2, at the limit" in page
    assert "Team member 2, Youth worker: leads 0 of 2" in page


def test_a_case_is_given_to_others(client, service, sent, lead, at, practitioner):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE)
    address = url(sent, name="referral_team")
    assert (
        f'value="{service.team.first().key}" selected' in client.get(address).content.decode()
    )

    client.post(address, today() | {"lead": service.team.last().key})

    now = [part for part in sent.parts.all() if part.until is None]
    assert [(part.member, part.leads) for part in now] == [(service.team.last(), True)]
    client.force_login(practitioner)
    assert client.get(address).status_code == 404


def test_a_child_is_passed_on_to_a_service_of_the_same_authority_only(
    client, service, sent, lead, at, elsewhere
):
    at(sent, lead, Move.TRIAGE)
    other, _ = (
        type(service).objects.create(
            organisation=service.organisation, references_of=of, name=name
        )
        for of, name in ((service.references_of, "Family support"), (elsewhere, "Far away"))
    )
    version = service.criteria_versions.get()
    version.pk, version.service = None, other
    version.save()

    offered = client.get(url(sent, "pass-on")).content.decode()
    client.post(
        url(sent, "pass-on"),
        today() | {"to": other.key, "reason": "other_fits", "decided_by": "Panel"},
    )

    assert ("Family support" in offered, "Far away" in offered) == (True, False)
    shown = text_of(client.get(url(sent, name="referral")))
    assert "Passed on to Family support, referral 1" in shown
    onward = Referral.objects.get(service=other)
    assert "Passed on from Edge of care team, referral 1" in text_of(
        client.get(url(onward, name="referral"))
    )


def test_the_last_move_is_taken_back_with_a_reason(client, sent, lead, at, practitioner):
    at(sent, lead, Move.TRIAGE)
    address = url(sent, name="referral_take_back")
    assert client.post(address, {"reason": ""}).status_code == 422

    client.post(address, {"reason": "The wrong child"})

    shown = text_of(client.get(url(sent, name="referral")))
    assert "Begin triage (taken back: The wrong child)" in shown
    nothing = client.post(address, {"reason": "Again"})
    assert "There is no move here that can be taken back." in nothing.content.decode()
    client.force_login(practitioner)
    assert client.get(address).status_code == 404


def test_a_move_that_is_not_open_leads_back_with_words_and_one_unknown_is_no_page(client, sent):
    page = client.get(url(sent, "start"), follow=True)

    assert "This cannot be done with a referral that is received: start." in text_of(page)
    assert client.get(url(sent, "dance")).status_code == 404


def test_a_move_that_is_not_a_persons_is_no_page(client, sent, practitioner, member, elsewhere):
    client.force_login(practitioner)
    assert client.get(url(sent, "triage")).status_code == 404
    assert client.get(url(sent, "withdraw")).status_code == 200
    client.force_login(member(elsewhere, "programme_lead"))
    assert client.get(url(sent, "triage")).status_code == 404
