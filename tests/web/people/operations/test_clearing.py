"""What is kept for a while goes when that is over, and nothing else does."""

import os
from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from tests.web.conftest import PASSWORD

from holdfast_web.people import store
from holdfast_web.people.models import AuditEvent, Emergency, Invitation, Release
from holdfast_web.people.operations import clearing, releases
from holdfast_web.people.operations.invitations import invite
from holdfast_web.people.roles import RoleName

pytestmark = pytest.mark.django_db


def test_the_end_of_emergency_access_is_put_down_once(member, northmere):
    lead, now = member(northmere, "programme_lead"), timezone.now()
    over, going_on, ended = (
        Emergency.objects.create(
            user=lead, organisation=northmere, reason="A reason that others can judge.",
            began_at=now - timedelta(hours=2), ends_at=now + timedelta(minutes=end),
            ended_at=at,
        )
        for end, at in ((-60, None), (1, None), (-60, now - timedelta(hours=1, minutes=30)))
    )  # fmt: skip

    assert (clearing.end_emergencies(), clearing.end_emergencies()) == (1, 0)

    over.refresh_from_db()
    assert over.ended_at == over.ends_at
    kept = list(Emergency.objects.order_by("pk").values_list("pk", "ended_at"))[1:]
    assert kept == [(going_on.pk, None), (ended.pk, ended.ended_at)]
    event = AuditEvent.objects.get()
    assert (event.action, event.user_key) == ("emergency access ended", None)
    assert event.subject_key == str(over.key)


def test_sessions_that_are_over_are_forgotten_with_where_they_were(member, northmere):
    reader = member(northmere, "reader", second_factor=False)
    browsers = [Client(), Client()]
    for browser in browsers:
        browser.post("/account/login/", {"login": reader.email, "password": PASSWORD})
    over, going_on = (browser.session.session_key for browser in browsers)
    Session.objects.filter(pk=over).update(expire_date=timezone.now() - timedelta(seconds=1))
    assert UserSession.objects.count() == 2

    clearing.forget_what_is_over()

    assert list(Session.objects.values_list("pk", flat=True)) == [going_on]
    assert list(UserSession.objects.values_list("session_key", flat=True)) == [going_on]
    assert browsers[1].get("/roles/").status_code == 200


@pytest.mark.parametrize("model", [AccessAttempt, AccessFailureLog, AccessLog])
def test_attempts_to_sign_in_are_forgotten_after_a_month(model):
    counted = {"failures_since_start": 1} if model is AccessAttempt else {}
    for days in (29, 31):
        made = model.objects.create(username=f"{days}@northmere.example", **counted)
        model.objects.filter(pk=made.pk).update(
            attempt_time=timezone.now() - timedelta(days=days)
        )

    assert clearing.forget_what_is_over() == 1
    assert model.objects.get().username == "29@northmere.example"


def test_the_address_of_who_never_came_is_forgotten(member, northmere):
    def invited(email, days, used_by=None):
        made = invite(
            by=None, organisation=northmere, email=email, role=RoleName.READER,
            link=lambda secret: secret,
        )  # fmt: skip
        ended = timezone.now() - timedelta(days=days)
        Invitation.objects.filter(pk=made.pk).update(
            expires_at=ended, used_by=used_by, used_at=ended if used_by else None
        )

    invited("lately@northmere.example", 89)
    invited("long.ago@northmere.example", 91)
    invited("came@northmere.example", 91, used_by=member(northmere, "reader"))

    assert clearing.forget_what_is_over() == 1
    assert sorted(Invitation.objects.values_list("email", flat=True)) == [
        "came@northmere.example", "lately@northmere.example",
    ]  # fmt: skip


def test_files_that_are_not_to_leave_do_not_stay(member, northmere):
    analyst, second = member(northmere, "analyst"), member(northmere, "programme_lead")

    def asked():
        return releases.ask_release(
            by=analyst, organisation=northmere, purpose="For the board.", file_name="a.csv",
            content=b"counts", checks=["Counts under five are hidden."],
        )  # fmt: skip

    waiting, approved, refused = asked(), asked(), asked()
    releases.approve(approved, by=second)
    Release.objects.filter(pk=refused.pk).update(
        state="refused", decided_by=second, decided_at=timezone.now()
    )
    place = store.folder(northmere, "releases")
    (place / "of no release").write_bytes(b"counts")
    long_ago = timezone.now().timestamp() - 2 * 60 * 60
    for path in place.iterdir():
        os.utime(path, (long_ago, long_ago))
    (place / "just written").write_bytes(b"counts")

    assert clearing.delete_left_files() == 2
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [str(waiting.key), str(approved.key), "just written"]
    )
