"""Which referrals wait for a person, and what is found by a word."""

from datetime import timedelta

import pytest
from django.utils import timezone

from holdfast.deliver.referral import Move
from holdfast_web.deliver.models import TeamMember
from holdfast_web.deliver.operations.referrals import begin_referral
from holdfast_web.deliver.queries.referral_dues import find_services, referral_dues
from holdfast_web.people.due import State

pytestmark = pytest.mark.django_db


def told(user):
    return [(due.text, due.state) for due in referral_dues(user)]


def test_those_who_decide_are_told_of_each_service_once(
    service, lead, practitioner, referred, at
):
    today = timezone.localdate()
    for number, ago in enumerate((12, 3, 1)):
        referred(service, practitioner, number, received=today - timedelta(days=ago))
    at(referred(service, practitioner, 9), lead, Move.TRIAGE, Move.ACCEPT, Move.WAIT)
    at(referred(service, practitioner, 10), lead, Move.TRIAGE, Move.ASK)

    assert told(lead) == [
        ("Decide on 3 referrals to Edge of care team, 1 late", State.LATE),
        ("Give places to 1 referral to Edge of care team", State.DUE),
    ]
    first = next(iter(referral_dues(lead)))
    assert first.when == today - timedelta(days=2)


def test_whoever_referred_is_told_of_drafts_and_of_what_is_asked(
    service, lead, practitioner, referred, at
):
    begin_referral(by=practitioner, service=service, reference="1")
    at(referred(service, practitioner, 2), lead, Move.TRIAGE, Move.ASK)

    assert told(practitioner) == [
        ("Finish a referral to Edge of care team", State.DUE),
        ("Answer what Edge of care team asks about referral 1", State.DUE),
    ]


def test_whoever_leads_is_told_of_cases_that_have_not_begun(
    service, lead, practitioner, referred, at, member, northmere
):
    colleague = member(northmere, "practitioner", email="colleague@northmere.example")
    TeamMember.objects.filter(name="Team member 1").update(user=colleague)
    sent = at(referred(service, practitioner, 1), lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE)

    assert told(colleague) == [("Begin with referral 1 to Edge of care team", State.DUE)]
    at(sent, colleague, Move.START)
    assert told(colleague) == []


def test_nobody_else_is_told_anything(service, practitioner, referred, member, elsewhere):
    referred(service, practitioner, 1)

    assert told(member(elsewhere, "programme_lead")) == []
    assert told(practitioner) == []


def test_services_are_found_by_name_and_referrals_by_nothing(
    service, lead, practitioner, referred, member, elsewhere
):
    sent = referred(service, practitioner, 1)

    assert [one.text for one in find_services(lead, "edge")] == ["Edge of care team"]
    assert list(find_services(lead, sent.pseudonym[:6])) == []
    assert list(find_services(member(elsewhere, "programme_lead"), "edge")) == []


@pytest.mark.parametrize("many", [2, 12])
def test_no_more_is_asked_of_the_database_among_many(
    service, lead, practitioner, referred, at, many, django_assert_max_num_queries
):
    for number in range(many):
        at(referred(service, practitioner, number), lead, Move.TRIAGE)

    with django_assert_max_num_queries(17):
        told(lead)
