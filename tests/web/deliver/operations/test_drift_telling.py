"""Who is told that a service left the children it is meant for, when, and how often."""

from datetime import date, timedelta
from itertools import count

import pytest
from django.core import mail
from django.http import Http404
from django.utils import timezone

from holdfast.change.drift_watch import Group
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import DriftAlert, Referral
from holdfast_web.deliver.operations.drift_telling import (
    say_what_was_decided,
    tell_if_drifted,
    tell_of_all_drift,
)
from holdfast_web.deliver.queries.drift import limits, sent
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def began(service):
    """Give a function that lets children begin in a month, some of them outside."""
    numbers = count(1)

    def made(month, within, outside):
        day = month.replace(day=5)
        Referral.objects.bulk_create(
            Referral(
                organisation=service.organisation, service=service, number=next(numbers),
                criteria=service.criteria_versions.get(), pseudonym=f"{outside:016}",
                received=day, accepted=day, started=day, state="started", standing=standing,
                approved_by="Head of service",
            )
            for standing in ["within"] * within + ["outside"] * outside
        )  # fmt: skip

    return made


def this_month():
    return timezone.localdate().replace(day=1)


@pytest.fixture(autouse=True)
def late_in_the_month(monkeypatch):
    """Whatever the day on which this is run, it is late in its month."""
    day = timezone.localdate().replace(day=28)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)


def test_the_month_in_which_it_leaves_its_limits_is_told_once_to_lead_and_commissioner(
    service, began, lead, member, northmere, practitioner, django_capture_on_commit_callbacks
):
    commissioner = member(northmere, "commissioner")
    began(this_month(), 3, 5)

    with django_capture_on_commit_callbacks(execute=True):
        found = tell_if_drifted(service)
        again = tell_if_drifted(service)

    assert {(one.group, one.window) for one in found} == {
        (group.value, 1) for group in Group
    } | {(group.value, 3) for group in Group} | {(group.value, 12) for group in Group}
    assert again == []
    assert sorted(to for one in mail.outbox for to in one.to) == sorted(
        [lead.email, commissioner.email]
    )
    assert "Edge of care team left the children it is meant for" in mail.outbox[0].subject
    assert AuditEvent.objects.filter(action="drift told").count() == 1


def test_a_service_within_its_limits_is_not_told_of(service, began):
    began(this_month(), 8, 1)

    assert tell_if_drifted(service) == []


def test_what_was_entered_late_is_told_for_the_month_just_past(service, began):
    last = (this_month() - timedelta(days=1)).replace(day=1)
    began(last, 0, 6)

    assert {one.month for one in tell_if_drifted(service)} == {last}


def test_months_long_past_are_not_told_of(service, began):
    began(date(2023, 5, 1), 0, 6)
    began(this_month(), 8, 0)

    assert tell_if_drifted(service) == []


def test_every_service_is_looked_at_once_a_day_and_closed_ones_are_not(service, began):
    began(this_month(), 0, 6)

    assert tell_of_all_drift() == 9
    assert tell_of_all_drift() == 0
    DriftAlert.objects.all().delete()
    service.closed = timezone.localdate()
    service.save()
    assert tell_of_all_drift() == 0


def test_what_is_decided_is_noted_by_who_keeps_the_service(
    service, began, lead, member, northmere
):
    began(this_month(), 0, 6)
    alert = tell_if_drifted(service)[0]

    with pytest.raises(Http404):
        say_what_was_decided(alert, by=member(northmere, "commissioner"), decided="Nothing.")
    with pytest.raises(InputError) as caught:
        say_what_was_decided(alert, by=lead, decided="  ")
    assert caught.value.code == "deliver.drift-nothing-decided"
    found = say_what_was_decided(alert, by=lead, decided=" The criteria are looked at. ")
    assert (found.decided, found.seen_by) == ("The criteria are looked at.", lead)


def test_a_baseline_limits_where_no_share_was_agreed(service, began):
    version = service.criteria_versions.get()
    service.baseline_first, service.baseline_last = date(2024, 1, 1), date(2024, 12, 1)
    began(date(2024, 3, 1), 36, 4)
    cases = sent(service)

    assert [type(one).__name__ for one in limits(service, [version], cases, Group.SERVED)] == [
        "AgreedShare"
    ]
    version.content = version.content | {"flexibility": None}
    (found,) = limits(service, [version], cases, Group.SERVED)
    assert (found.outside, found.judged, found.since) == (4, 40, date(2025, 1, 1))
    service.baseline_first = service.baseline_last = date(2022, 1, 1)
    assert limits(service, [version], cases, Group.SERVED) == []
