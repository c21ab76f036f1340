"""Sign-in: by password and second factor, held against guessing, for who was invited."""

import re

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.core.cache import cache
from django.urls import reverse
from tests.web.conftest import PASSWORD, TOTP_SECRET

from holdfast_web.people.conduct import VERSION
from holdfast_web.people.models import AuditEvent, User
from holdfast_web.people.permissions import SECOND_FACTOR
from holdfast_web.people.roles import ROLES, RoleName

LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _no_attempts_before(db):
    cache.clear()


def code_now(secret=TOTP_SECRET):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def sign_in(client, user, password=PASSWORD):
    return client.post(LOGIN, {"login": user.email, "password": password})


def signed_in(client):
    return "_auth_user_id" in client.session


def actions():
    return list(AuditEvent.objects.values_list("action", flat=True))


def test_password_and_code_let_a_person_in(client, member, northmere):
    analyst = member(northmere, "analyst")

    first = sign_in(client, analyst)
    assert (first.status_code, first.url) == (302, reverse("mfa_authenticate"))
    assert not signed_in(client)
    second = client.post(first.url, {"code": code_now()})

    assert (second.status_code, second.url) == (302, "/")
    assert client.get("/").status_code == 200
    assert actions()[-1] == "signed in"


def test_a_wrong_code_does_not(client, member, northmere):
    sign_in(client, member(northmere, "analyst"))

    answer = client.post(reverse("mfa_authenticate"), {"code": "000000"})

    assert answer.status_code == 200
    assert not signed_in(client)


def test_a_code_works_once(client, member, northmere):
    analyst = member(northmere, "analyst")
    code = code_now()
    sign_in(client, analyst)
    client.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("account_logout"))
    sign_in(client, analyst)
    client.post(reverse("mfa_authenticate"), {"code": code})

    assert not signed_in(client)


def test_the_secret_of_an_app_is_encrypted_in_the_database(member, northmere):
    kept = Authenticator.objects.get(user=member(northmere, "analyst")).data["secret"]

    assert TOTP_SECRET not in kept
    assert get_adapter().decrypt(kept) == TOTP_SECRET


@pytest.mark.parametrize("role", RoleName)
def test_a_second_factor_is_required_for_roles_that_reach_children_or_give_that(
    client, member, northmere, role
):
    client.force_login(member(northmere, role, second_factor=False))

    answer = client.get("/")

    if ROLES[role].permissions & SECOND_FACTOR:
        assert (answer.status_code, answer.url) == (302, reverse("mfa_index"))
    else:
        assert answer.status_code == 200


def test_those_roles_are_these():
    assert {name for name, role in ROLES.items() if role.permissions & SECOND_FACTOR} == {
        RoleName.SYSTEM_ADMINISTRATOR,
        RoleName.NATIONAL_TEAM_LEAD,
        RoleName.PROGRAMME_LEAD,
        RoleName.PRACTITIONER,  # refers children
        RoleName.ANALYST,
    }


def test_in_the_demo_no_second_factor_is_asked_for(client, member, northmere, settings):
    settings.DEMO = True
    client.force_login(member(northmere, "analyst", second_factor=False))

    assert client.get("/roles/").status_code == 200


@pytest.mark.django_db(transaction=True)  # the trail is told once it is certain
def test_an_app_is_added_and_then_the_person_goes_on(client, member, northmere):
    analyst = member(northmere, "analyst", second_factor=False)
    sign_in(client, analyst)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r"<code[^>]*>([A-Z2-7]+)</code>", page).group(1)

    client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})

    assert client.get("/").status_code == 200
    assert "second factor added" in actions()


def test_the_last_factor_of_who_needs_one_stays(client, member, northmere):
    analyst = member(northmere, "analyst")
    sign_in(client, analyst)
    client.post(reverse("mfa_authenticate"), {"code": code_now()})

    client.post(reverse("mfa_deactivate_totp"))

    assert Authenticator.objects.filter(user=analyst, type="totp").exists()


def test_too_many_wrong_passwords_close_the_door_even_to_the_right_one(
    client, member, northmere, settings
):
    reader = member(northmere, "reader", second_factor=False)
    answers = [
        sign_in(client, reader, f"wrong {n}") for n in range(settings.AXES_FAILURE_LIMIT)
    ]

    right = sign_in(client, reader)

    assert [answer.status_code for answer in answers[:-1]] == [200] * (len(answers) - 1)
    assert (answers[-1].status_code, right.status_code) == (429, 429)
    assert "Too many attempts to sign in" in right.content.decode()
    assert not signed_in(client)
    assert actions().count("sign-in refused") == settings.AXES_FAILURE_LIMIT + 1
    assert "sign-in locked" in actions()


def test_a_lock_is_for_one_name_from_one_place(client, member, northmere, settings):
    reader = member(northmere, "reader", second_factor=False)
    for n in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, reader, f"wrong {n}")
    cache.clear()

    client.post(LOGIN, {"login": reader.email, "password": PASSWORD}, REMOTE_ADDR="192.0.2.7")

    assert signed_in(client)


def test_a_password_that_was_tried_is_kept_nowhere(client, member, northmere):
    from axes.models import AccessAttempt

    sign_in(client, member(northmere, "reader"), "a secret that was tried")

    attempt = AccessAttempt.objects.get()
    assert "a secret that was tried" not in attempt.post_data + attempt.get_data
    assert "a secret that was tried" not in str(list(AuditEvent.objects.values()))


def test_nobody_signs_up_unasked(client):
    form = {"email": "x@elsewhere.example", "password1": PASSWORD, "password2": PASSWORD}

    page = client.post(reverse("account_signup"), form)

    assert "Accounts are made by invitation" in page.content.decode()
    assert not User.objects.exists()


def test_a_person_who_was_switched_off_does_not_come_in(client, member, northmere):
    reader = member(northmere, "reader", second_factor=False)
    reader.is_active = False
    reader.save()

    sign_in(client, reader)

    assert not signed_in(client)


def test_the_code_of_conduct_is_accepted_once_and_leads_back(client, member, northmere):
    reader = member(northmere, "reader", accepted=False)
    client.force_login(reader)

    held = client.get("/roles/")
    page = client.get(held.url)
    refused = client.post("/code-of-conduct/", {"next": "/roles/"})
    accepted = client.post("/code-of-conduct/", {"next": "/roles/", "accepts": "on"})

    assert held.url == "/code-of-conduct/?next=%2Froles%2F"
    assert "I have read the code of conduct" in page.content.decode()
    assert "Tick the box" in refused.content.decode()
    assert (accepted.status_code, accepted.url) == (302, "/roles/")
    assert client.get("/roles/").status_code == 200
    reader.refresh_from_db()
    assert reader.code_of_conduct_version == VERSION
    assert actions() == ["code of conduct accepted"]


def test_another_version_is_asked_for_again(client, member, northmere):
    reader = member(northmere, "reader")
    reader.code_of_conduct_version = "0"
    reader.save()
    client.force_login(reader)

    assert client.get("/roles/").status_code == 302


@pytest.mark.parametrize(
    ("kept_as", "longest"),
    [("session_last_asked", "SESSION_IDLE_SECONDS"), ("session_began", "SESSION_COOKIE_AGE")],
    ids=["idle", "old, however busy"],
)
def test_a_session_ends(client, member, northmere, settings, kept_as, longest):
    client.force_login(member(northmere, "reader"))
    client.get("/roles/")
    session = client.session
    session[kept_as] -= getattr(settings, longest) + 1
    session.save()

    assert client.get("/roles/").url.startswith(LOGIN)
    assert not signed_in(client)


def test_devices_and_sessions_are_shown_and_the_others_ended(client, member, northmere):
    from django.test import Client

    reader = member(northmere, "reader", second_factor=False)
    phone = "Mozilla/5.0 (Android 16; Mobile; rv:150.0) Gecko/150.0 Firefox/150.0"
    other = Client(headers={"user-agent": phone})
    sign_in(other, reader)
    sign_in(client, reader)

    page = client.get(reverse("usersessions_list")).content.decode()
    client.post(reverse("usersessions_list"))

    assert "Firefox on Android" in page
    assert phone not in page
    assert other.get("/roles/").url.startswith(LOGIN)
    assert client.get("/roles/").status_code == 200


@pytest.mark.parametrize(
    "name",
    ["account_login", "account_reset_password", "account_signup", "account_inactive"],
)
def test_pages_of_sign_in_are_drawn_with_our_own_components(client, name):
    page = client.get(reverse(name)).content.decode()

    assert 'class="govuk-heading-xl"' in page
    assert 'id="main-content"' in page


@pytest.mark.parametrize(
    "name",
    [
        "account_change_password", "mfa_index", "mfa_list_webauthn", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes", "mfa_add_webauthn", "mfa_deactivate_totp",
        "usersessions_list", "socialaccount_connections", "account", "account_logout",
        "account_reauthenticate",
    ],
)  # fmt: skip
def test_pages_of_my_account_are_drawn_with_our_own_components(client, member, northmere, name):
    sign_in(client, member(northmere, "analyst"))
    client.post(reverse("mfa_authenticate"), {"code": code_now()})
    if name == "mfa_view_recovery_codes":
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        client.post(reverse("mfa_generate_recovery_codes"))

    page = client.get(reverse(name), follow=True).content.decode()

    assert page.count('class="govuk-heading-xl"') == 1
    assert 'id="main-content"' in page
