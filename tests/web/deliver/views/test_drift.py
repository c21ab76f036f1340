"""The page of drift: what it shows to whom, what is noted, and how numbers leave."""

import re
from datetime import date, timedelta
from itertools import count

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast_web.deliver.models import DriftAlert, Referral
from holdfast_web.deliver.operations.drift_telling import tell_if_drifted
from holdfast_web.people.due import due_for
from holdfast_web.people.models import AuditEvent, Release

pytestmark = pytest.mark.django_db
NUMBERS = count(1)


def url(name, service, *more):
    return reverse(f"deliver:{name}", args=[service.key, *more])


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    day = date(2026, 11, 28)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)
    return day


def began(service, month, within, outside, **more):
    """Let children begin in a month."""
    usual = {
        "state": "started", "stage": "cin_plan", "needs": ["N1"],
        "approved_by": "Head of service", "organisation": service.organisation,
        "criteria": service.criteria_versions.get(),
        **dict.fromkeys(("received", "accepted", "started"), month.replace(day=5)),
    }  # fmt: skip
    Referral.objects.bulk_create(
        Referral(
            service=service, number=number, pseudonym=f"{number:016}", standing=standing,
            **usual | more,
        )
        for standing in ["within"] * within + ["outside"] * outside
        for number in [next(NUMBERS)]
    )  # fmt: skip


@pytest.fixture
def drifting(service):
    for month in range(1, 11):
        began(service, date(2026, month, 1), 8, 0)
    began(service, date(2026, 11, 1), 2, 6)
    tell_if_drifted(service)
    return service


def test_who_may_see_single_referrals_sees_it_month_by_month(client, drifting, lead):
    client.force_login(lead)

    page = client.get(url("drift", drifting))

    shown = text_of(page)
    for words in (
        "More of the children who began stand outside the criteria than its limits allow",
        "November 2026, alone: children who began Nobody has said yet what is decided.",
        "at most 10 of 100 children, agreed by Head of service",
        "Exact limit over 1, 3 and 12 months",
        "would be told of within",
        "Head of service 6",
        "6 of 8 in this month, at most 4 by chance",
        "As it may be shown to others",
    ):  # fmt: skip
        assert words in shown, words
    assert "<svg" in page.content.decode()
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.action, event.detail) == ("drift, month by month read", {"children": 88})


def test_a_commissioner_sees_periods_under_disclosure_control_and_no_referral(
    client, drifting, member, northmere
):
    client.force_login(member(northmere, "commissioner"))

    shown = text_of(client.get(url("drift", drifting)))

    assert "Referral 8" not in shown
    assert "at most 4 by chance" not in shown
    assert "By year" in shown
    assert "2026 not known 90 90 90 90 5" in shown
    assert "One by one" not in shown
    assert "In none of these stages" not in shown
    assert not AuditEvent.objects.filter(action="drift, month by month read").exists()


def test_another_group_can_be_chosen(client, drifting, lead):
    began(drifting, date(2026, 11, 1), 5, 0, accepted=None, started=None, state="declined")
    client.force_login(lead)

    shown = text_of(client.get(f"{url('drift', drifting)}?group=referred"))

    assert "November 2026, alone: children referred" in shown
    assert "6 of 13 in this month" in shown


def test_a_service_of_which_nobody_was_judged_says_so(client, service, lead):
    client.force_login(lead)

    shown = text_of(client.get(url("drift", service)))

    assert "No children who began have been judged by the criteria yet" in shown
    assert "These children have not left the limits." in shown
    assert "Nobody was accepted outside the criteria" in shown


def test_a_service_without_a_limit_says_how_one_comes(client, service, lead):
    version = service.criteria_versions.get()
    version.content = version.content | {"flexibility": None}
    version.save()
    began(service, date(2026, 10, 1), 4, 4)
    client.force_login(lead)

    shown = text_of(client.get(url("drift", service)))

    assert "may stand outside the criteria is not limited yet" in shown
    assert "No limit is set, so nobody is told of a drift." in shown


def test_months_that_were_left_long_ago_are_told_apart(client, service, lead):
    began(service, date(2025, 5, 1), 0, 6)
    began(service, date(2026, 10, 1), 40, 0)
    client.force_login(lead)

    shown = text_of(client.get(url("drift", service)))

    assert "left the limits of the service last in May 2025" in shown
    assert "This was entered after the months were over, so nobody was told." in shown


def test_children_were_always_within(client, service, lead):
    began(service, date(2026, 10, 1), 40, 0)
    client.force_login(lead)

    assert (
        "No more of the children who began stand outside the criteria than its limits allow"
        in text_of(client.get(url("drift", service)))
    )


def test_what_is_decided_is_noted_and_is_no_longer_due(client, drifting, lead):
    client.force_login(lead)
    alert = drifting.drift_alerts.filter(group="served", window=1).get()
    assert any(
        alert.service.name in due.text for held in due_for(lead).values() for due in held
    )
    address = url("drift_decided", drifting, alert.key)
    assert client.post(address, {"decided": ""}).status_code == 422
    DriftAlert.objects.exclude(pk=alert.pk).delete()

    client.post(address, {"decided": "Head of service looks at each exception."})

    assert "Head of service looks at each exception. (lead@" in text_of(
        client.get(url("drift", drifting))
    )
    assert not any(
        "left the children" in due.text for held in due_for(lead).values() for due in held
    )


def test_numbers_leave_through_a_release_under_disclosure_control(client, drifting, lead):
    client.force_login(lead)

    page = client.post(
        f"{url('drift_release', drifting)}?group=served", {"purpose": "For the board."}
    )

    release = Release.objects.get()
    assert page["Location"] == reverse("release", args=[release.key])
    assert (release.file_name, release.purpose) == (
        "drift-edge-of-care-team-served.csv", "For the board.",
    )  # fmt: skip
    assert client.post(url("drift_release", drifting), {"purpose": ""}).status_code == 422


def test_who_may_not(client, drifting, member, northmere, elsewhere, practitioner):
    alert = drifting.drift_alerts.first()
    for user in (practitioner, member(elsewhere, "programme_lead")):
        client.force_login(user)
        for name in ("drift", "drift_release"):
            assert client.get(url(name, drifting)).status_code == 404
    client.force_login(member(northmere, "commissioner"))
    assert client.get(url("drift_decided", drifting, alert.key)).status_code == 404
    assert client.get(url("drift_release", drifting)).status_code == 200


def test_older_than_what_is_looked_at(service, today):
    began(service, today - timedelta(days=200), 0, 6)

    assert tell_if_drifted(service) == []
