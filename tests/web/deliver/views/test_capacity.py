"""The pages of capacity and caseloads: what they show, and to whom."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.referral import Move
from holdfast_web.deliver.models import CasePart, Referral, ServicePlaces
from holdfast_web.deliver.operations.referral_services import set_costs

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 1)


def url(name, service):
    return reverse(f"deliver:{name}", args=[service.key])


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda *args: TODAY)


@pytest.fixture
def full(service, lead):
    """Two places since October: one outside the target group all the time, one empty."""
    service.places.all().delete()
    ServicePlaces.objects.create(service=service, since=date(2026, 10, 1), number=2)
    version = service.criteria_versions.get()
    for number, (standing, started, state) in enumerate(
        (("outside", date(2026, 10, 1), "started"), ("within", None, "waiting")), 1
    ):
        Referral.objects.create(
            organisation=service.organisation, service=service, criteria=version,
            number=number, pseudonym=f"{number:016}", standing=standing, state=state,
            received=date(2026, 9, 20), started=started,
            accepted=started or date(2026, 10, 12),
        )  # fmt: skip
    set_costs(
        service, by=lead, year="2025-26", occupied=Decimal(500), empty=Decimal(400),
        source="Our ledger", worth_target=Decimal(900), worth_outside=Decimal(300),
        worth_source="Placements that were not needed",
    )  # fmt: skip
    return service


def test_empty_places_and_places_outside_the_target_group_side_by_side(client, full, lead):
    client.force_login(lead)

    page = client.get(url("capacity", full))

    shown = text_of(page)
    for words in (
        "0% of the days of its places went to those it is meant for, 50% to others, and 50%",
        "Days of places 31 31",
        "Cost £12,400 (2025-26 prices) £15,500 (2025-26 prices)",
        "Days on which one of the target group waited meanwhile 20 20",
        "Whole cost for each day of a child of the target group No such day",
        "at least 25% of its days",
        "Our ledger. ",
        "Children of the target group waiting for a place 1",
    ):
        assert words in shown, words
    assert "<svg" in page.content.decode()


def test_a_commissioner_does_not_see_what_few_children_stand_behind(
    client, full, member, northmere
):
    client.force_login(member(northmere, "commissioner"))

    shown = text_of(client.get(url("capacity", full)))

    assert "There was a child in the service's places on 50% of their days" in shown.replace(
        "&#x27;", "'"
    )
    assert "Too few children stand behind the numbers" in shown
    assert "£15,500" not in shown
    assert "Children of the target group waiting for a place held back" in shown


def test_a_service_of_which_nothing_was_said(client, service, lead):
    service.places.all().delete()
    client.force_login(lead)

    shown = text_of(client.get(url("capacity", service)))

    assert "How full the service was cannot be told yet" in shown
    assert "Nobody has said yet what a place costs a day." in shown
    assert "Half were accepted within Too few to tell" in shown


def test_a_place_given_outside_that_spares_less_than_it_costs(client, full, lead):
    full.worth_outside = Decimal(50)
    full.save()
    client.force_login(lead)

    assert "keeping it empty is never dearer" in text_of(client.get(url("capacity", full)))


def test_caseloads_beside_the_limit(
    client, service, lead, practitioner, referred, at, monkeypatch
):
    for number in range(3):
        at(
            referred(service, practitioner, number), lead, Move.TRIAGE, Move.ACCEPT,
            Move.ALLOCATE,
        )  # fmt: skip
    CasePart.objects.create(
        referral=Referral.objects.first(), member=service.team.last(), since=TODAY
    )
    client.force_login(lead)

    shown = text_of(client.get(url("caseloads", service)))
    file = client.get(f"{url('caseloads', service)}?as=csv")

    assert "3 cases in hand. Each has somebody who leads." in shown
    assert "Team member 1 Social worker 3 2 0 Over" in shown
    assert "Team member 3 Psychologist 0 2 1" in shown
    assert b"".join(file.streaming_content).decode().splitlines()[1] == (
        "Team member 1,Social worker,3,2,0,Over"
    )


def test_somebody_without_a_limit_and_a_case_without_a_lead(
    client, service, lead, practitioner, referred, at
):
    at(referred(service, practitioner, 1), lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE)
    CasePart.objects.all().delete()
    service.caseload_limit = None
    service.save()
    client.force_login(lead)

    shown = text_of(client.get(url("caseloads", service)))

    assert "1 case in hand. 1 of them has nobody who leads." in shown
    assert "Social worker 0 Not agreed 0" in shown


@pytest.mark.parametrize(("name", "who"), [("capacity", "practitioner"),
                                           ("caseloads", "commissioner")])  # fmt: skip
def test_who_may_not(client, service, member, northmere, elsewhere, name, who):
    for user in (member(northmere, who), member(elsewhere, "programme_lead")):
        client.force_login(user)
        assert client.get(url(name, service)).status_code == 404
