"""Coming in by a link that works once; roles and emergency access from the pages."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.models import (
    AuditEvent,
    Emergency,
    Invitation,
    Membership,
    Organisation,
    User,
)
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.roles import RoleName
from holdfast_web.people.scope import can

NEW = {"name": "Somebody invented", "password": "three invented words", "accepts": "on"}


@pytest.fixture
def administrator(member, northmere):
    return member(northmere, "system_administrator")


@pytest.fixture
def link(client, administrator, northmere, django_capture_on_commit_callbacks):
    """Send an invitation from the page, and give the link out of the email."""

    def sent(role="analyst", email="new@northmere.example"):
        client.force_login(administrator)
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(
                reverse("person_invite", args=[northmere.key]), {"email": email, "role": role}
            )
        assert answer.status_code == 302
        client.logout()
        return re.search(r"http://testserver(/invitation/\S+)", mail.outbox[-1].body).group(1)

    return sent


def test_a_link_makes_an_account_once(client, link, northmere):
    where = link()

    answer = client.post(where, NEW)
    client.logout()
    again = client.get(where)

    user = User.objects.get(email="new@northmere.example")
    assert (answer.status_code, answer.url) == (302, "/")
    assert [(one.role, one.given_by.email) for one in user.memberships.all()] == [
        ("analyst", "system_administrator@northmere.example")
    ]
    assert (again.status_code, "does not work" in again.content.decode()) == (404, True)
    assert {"person invited", "invitation accepted"} <= set(
        AuditEvent.objects.values_list("action", flat=True)
    )


def test_the_secret_of_a_link_is_not_kept(link):
    secret = link().split("/")[2]

    assert secret not in str(list(Invitation.objects.values()))


def test_a_link_expires(client, link):
    where = link()
    Invitation.objects.update(expires_at=timezone.now())

    assert client.get(where).status_code == 404
    assert client.post(where, NEW).status_code == 404


def test_a_link_ends_when_its_sender_may_no_longer_give_the_role(client, link, administrator):
    where = link()
    Membership.objects.filter(user=administrator).delete()

    assert client.post(where, NEW).status_code == 404


def test_a_link_that_was_withdrawn_or_sent_again_does_not_work(client, link):
    first, second = link(), link()

    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200


def test_a_weak_password_is_refused(client, link):
    page = client.post(link(), NEW | {"password": "short"}).content.decode()

    assert "at least 12 characters" in page
    assert not User.objects.filter(email="new@northmere.example").exists()


def test_a_link_for_somebody_known_is_accepted_by_them_alone(
    client, link, member, northmere, elsewhere
):
    known = member(elsewhere, "reader", email="known@elsewhere.example")
    where = link(email=known.email)

    assert "Sign in to accept" in client.get(where).content.decode()
    client.force_login(member(elsewhere, "analyst"))
    client.post(where)
    assert not Membership.objects.filter(user=known, organisation=northmere).exists()
    client.force_login(known)
    client.post(where)
    assert Membership.objects.filter(user=known, organisation=northmere).exists()


def test_a_role_that_is_not_yours_to_give_is_not_offered_or_taken(client, member, northmere):
    lead = member(northmere, "programme_lead")
    client.force_login(lead)
    where = reverse("person_invite", args=[northmere.key])

    page = client.get(where).content.decode()
    sent = client.post(where, {"email": "x@northmere.example", "role": "analyst"})

    assert 'value="reader"' in page
    assert 'value="analyst"' not in page
    assert sent.status_code == 200
    assert not Invitation.objects.exists()


def test_roles_are_given_and_taken_and_a_person_switched_off(
    client, member, administrator, northmere
):
    reader = member(northmere, "reader")
    client.force_login(administrator)
    where = reverse("person", args=[northmere.key, reader.key])

    client.post(where, {"role": "analyst"})
    given = set(reader.memberships.values_list("role", flat=True))
    client.post(
        reverse("person_take_role", args=[northmere.key, reader.key]), {"role": "reader"}
    )
    client.post(reverse("person_switch", args=[northmere.key, reader.key]))

    reader.refresh_from_db()
    assert given == {"reader", "analyst"}
    assert set(reader.memberships.values_list("role", flat=True)) == {"analyst"}
    assert reader.is_active is False


def test_an_organisation_is_added_under_another_and_not_under_itself(
    client, administrator, northmere
):
    client.force_login(administrator)
    home = {"name": "Beech House", "kind": Kind.HOME, "parent": str(northmere.key)}

    client.post(reverse("organisation_add"), home)
    added = Organisation.objects.get(name="Beech House")
    again = client.post(reverse("organisation_add"), home).content.decode()
    page = client.post(
        reverse("organisation_change", args=[northmere.key]),
        {"name": "Northmere", "kind": Kind.AUTHORITY, "parent": str(added.key)},
    ).content.decode()

    assert added.parent == northmere
    assert "There is an organisation of that name" in again
    assert "cannot stand under itself" in page


def test_the_page_of_roles_says_what_each_allows(client, member, northmere):
    client.force_login(member(northmere, "reader"))

    page = client.get(reverse("roles")).content.decode()

    assert all(role.label in page for role in RoleName)
    assert "See one child&#x27;s journey by pseudonym" in page or "one child" in page


def test_emergency_access_needs_a_reason_tells_those_who_watch_and_ends(
    client, member, administrator, northmere, django_capture_on_commit_callbacks
):
    lead = member(northmere, "programme_lead")
    client.force_login(lead)
    where = reverse("emergency_take")
    asked = {"organisation": str(northmere.key), "reason": "A child may come to harm tonight."}

    refused = client.post(where, asked | {"reason": "urgent"}).content.decode()
    before = can(lead, Permission.SEE_CHILD, northmere)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(where, asked)
    during = can(lead, Permission.SEE_CHILD, northmere)
    Emergency.objects.update(
        began_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now()
    )

    assert "needs a reason that others can judge" in refused
    assert (before, during, can(lead, Permission.SEE_CHILD, northmere)) == (False, True, False)
    assert mail.outbox[-1].to == [administrator.email]
    assert asked["reason"] not in str(list(AuditEvent.objects.values()))
    assert "emergency access taken" in AuditEvent.objects.values_list("action", flat=True)


def test_the_trail_is_searched_on_its_page(client, administrator, member, northmere):
    client.force_login(administrator)
    client.get(reverse("trail"), {"person": "nobody"})

    page = client.get(reverse("trail")).content.decode()

    assert "Audit trail searched" in page
    client.force_login(member(northmere, "analyst"))
    assert client.get(reverse("trail")).status_code == 404
