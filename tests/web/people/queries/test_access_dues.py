"""What whoever looks after people and watches the trail is told on the first page."""

from datetime import timedelta

import pytest
from django.utils import timezone

from holdfast_web.people.models import Emergency, Invitation
from holdfast_web.people.queries.access_dues import access_dues

NOW = timezone.now()


@pytest.fixture
def administrator(member, northmere):
    return member(northmere, "system_administrator")


def invited(organisation, by, email, *, sent, lasts=7):
    sent_at = NOW - timedelta(days=sent)
    return Invitation.objects.create(
        organisation=organisation, email=email, role="reader", secret_hash=f"{email} {sent}",
        sent_by=by, sent_at=sent_at, expires_at=sent_at + timedelta(days=lasts),
    )  # fmt: skip


def taken(by, organisation, *, hours=1):
    return Emergency.objects.create(
        user=by, organisation=organisation, reason="A home closes tonight.",
        began_at=NOW - timedelta(hours=2), ends_at=NOW + timedelta(hours=hours),
    )  # fmt: skip


def texts(user):
    return [one.text for one in access_dues(user)]


def test_an_invitation_that_ran_out_is_told_until_another_is_sent(administrator, northmere):
    invited(northmere, administrator, "late@invited.example", sent=20)
    invited(northmere, administrator, "again@invited.example", sent=20)
    invited(northmere, administrator, "again@invited.example", sent=1)
    withdrawn = invited(northmere, administrator, "gone@invited.example", sent=20)
    Invitation.objects.filter(pk=withdrawn.pk).update(withdrawn_at=NOW)

    assert texts(administrator) == [
        "The invitation of late@invited.example to Northmere ran out: "
        "send another, or withdraw it"
    ]


def test_open_emergency_access_is_told_to_who_took_it_and_who_watches(
    administrator, member, northmere
):
    lead = member(northmere, "programme_lead")
    taken(lead, northmere)
    taken(lead, northmere, hours=-1)

    assert texts(lead) == ["Your emergency access to Northmere is open"]
    assert texts(administrator) == [
        f"{lead} has emergency access to Northmere: read the reason"
    ]


def test_nobody_elsewhere_is_told(administrator, member, northmere, elsewhere):
    invited(northmere, administrator, "late@invited.example", sent=20)
    taken(administrator, northmere)

    assert texts(member(elsewhere, "system_administrator")) == []


@pytest.mark.parametrize("many", [10, 100])
def test_it_takes_as_many_queries_for_many(
    administrator, northmere, many, django_assert_max_num_queries
):
    for number in range(many):
        invited(northmere, administrator, f"{number}@invited.example", sent=20)
    with django_assert_max_num_queries(6):
        assert len(texts(administrator)) == 10
