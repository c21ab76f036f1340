"""Sign-in by an organisation's own account, at a provider that speaks the real protocol."""

import time
from urllib.parse import parse_qs, urlsplit

import pytest
import requests
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.urls import reverse
from tests.web.people.sign_in.provider_at_hand import (
    CLIENT,
    OTHER_KEY,
    SECRET,
    provider_at_hand,
)
from tests.web.people.test_sign_in import code_now

from holdfast_web.people.models import AuditEvent, Membership, User
from holdfast_web.people.operations.invitations import invite
from holdfast_web.people.roles import RoleName

pytestmark = pytest.mark.django_db
LOGIN = "/account/oidc/council/login/"


@pytest.fixture
def provider(monkeypatch, settings):
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # loopback, in a test
    with provider_at_hand() as found:
        app = {
            "provider_id": "council", "name": "Northmere's account", "client_id": CLIENT,
            "secret": SECRET, "settings": {"server_url": found.address},
        }  # fmt: skip
        configured = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"] | {"APPS": [app]}
        settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": configured}
        yield found


@pytest.fixture
def come(client, provider):
    """Give a function that signs a person in at the provider and comes back with them."""

    def came(user=None, **claims):
        if user is not None:
            provider.person = {
                "sub": f"person {user.pk}", "email": user.email, "email_verified": True
            }  # fmt: skip
        provider.person |= claims
        return client.get(back(client))

    return came


def back(client):
    """Go to the provider as a browser would; give the address that it sends back to."""
    there = client.post(f"{LOGIN}?process=login")
    assert there.status_code == 302, there.content
    answer = requests.get(there.url, allow_redirects=False, timeout=5)
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"].removeprefix("http://testserver")


def signed_in(client):
    return client.session.get("_auth_user_id")


def last_event():
    return AuditEvent.objects.order_by("number").values_list("action", "detail").last()


def test_a_person_who_is_known_signs_in(client, come, member, northmere):
    reader = member(northmere, "reader", second_factor=False)

    answer = come(reader)

    assert (answer.status_code, answer.url) == (302, "/")
    assert signed_in(client) == str(reader.pk)
    assert client.get("/").status_code == 200
    event = AuditEvent.objects.get(action="signed in")
    assert (event.user_key, event.detail) == (reader.key, {"way": "identity provider"})
    # Of the provider's answer nothing is kept but that this account there is this person.
    account = SocialAccount.objects.get()
    assert (account.user, account.provider) == (reader, "council")
    assert (account.uid, account.extra_data) == (f"person {reader.pk}", {"id_token": {}})
    assert not SocialToken.objects.exists()


def test_the_provider_is_asked_with_a_state_a_nonce_and_a_challenge(client, come, provider):
    there = urlsplit(client.post(f"{LOGIN}?process=login").url)
    asked = {name: value for name, (value,) in parse_qs(there.query).items()}
    again = parse_qs(urlsplit(client.post(f"{LOGIN}?process=login").url).query)

    assert set(asked) == {
        "client_id", "redirect_uri", "scope", "response_type", "state", "nonce",
        "code_challenge", "code_challenge_method",
    }  # fmt: skip
    assert (asked["response_type"], asked["code_challenge_method"]) == ("code", "S256")
    assert set(asked["scope"].split()) == {"openid", "profile", "email"}
    assert all(again[name] != [asked[name]] for name in ("state", "nonce", "code_challenge"))
    come()
    (token,) = [path for path in provider.asked if path.startswith("/token?")]
    assert len(parse_qs(token)["code_verifier"][0]) >= 43


def test_what_stands_in_our_own_address_has_no_say_in_what_is_asked(client, provider):
    sent = client.post(
        f"{LOGIN}?process=login&scope=admin&auth_params=nonce%3Dmine%26state%3Dmine%26prompt%3Dnone"
    )

    asked = parse_qs(urlsplit(sent.url).query)
    assert "mine" not in asked["nonce"] + asked["state"]
    assert "prompt" not in asked
    assert "admin" not in asked["scope"][0]


def test_nobody_comes_in_uninvited(client, come, northmere):
    answer = come(sub="2", email="stranger@northmere.example", name="A Stranger")

    assert "Accounts are made by invitation" in answer.content.decode()
    assert signed_in(client) is None
    assert not User.objects.exists()


def test_who_was_invited_comes_in_under_the_very_address(client, come, northmere):
    links = []
    invite(
        by=None, organisation=northmere, email="new@northmere.example", role=RoleName.READER,
        link=lambda secret: links.append(reverse("invitation", args=[secret])) or links[-1],
    )  # fmt: skip
    client.get(links[0])

    come(sub="3", email="other@northmere.example")
    assert not User.objects.exists()
    client.get(links[0])
    come(sub="4", email="new@northmere.example", name="A Person Invented")

    user = User.objects.get()
    assert (user.email, user.name) == ("new@northmere.example", "A Person Invented")
    assert signed_in(client) == str(user.pk)
    assert not user.has_usable_password()
    assert Membership.objects.get(user=user).role == RoleName.READER
    assert client.get("/").url.startswith("/code-of-conduct/")


@pytest.mark.parametrize("said", [False, None, "false"])
def test_an_address_that_the_provider_does_not_vouch_for_is_nobodys(
    client, come, member, northmere, said
):
    come(member(northmere, "reader", second_factor=False), email_verified=said)

    assert signed_in(client) is None
    assert not SocialAccount.objects.exists()


def test_who_was_switched_off_does_not_come_in(client, come, member, northmere):
    reader = member(northmere, "reader", second_factor=False)
    User.objects.update(is_active=False)

    come(reader)

    assert signed_in(client) is None


LIES = {
    "another issuer": ({"iss": "https://elsewhere.example"}, "issuer"),
    "another audience": ({"aud": "another-client"}, "audience"),
    "several audiences without a party": ({"aud": [CLIENT, "another-client"]}, "audience"),
    "another party": ({"azp": "another-client"}, "audience"),
    "expired": ({"exp": int(time.time()) - 3600}, "expired"),
    "not yet": ({"iat": int(time.time()) + 3600}, "not yet valid"),
    "another nonce": ({"nonce": "of another sign-in"}, "nonce"),
    "no nonce": ({"nonce": None}, "incomplete"),
    "no expiry": ({"exp": None}, "incomplete"),
    "about somebody else": ({"sub": "somebody else"}, "subject"),
}


def outcome(client, answer):
    """Give all that a refusal must and must not leave behind."""
    return {
        "status": answer.status_code,
        "told": "You could not be signed in" in answer.content.decode(),
        "signed in": signed_in(client),
        "accounts": SocialAccount.objects.count(),
        "event": last_event(),
    }


def refused_for(reason):
    """Give the outcome of a sign-in that was refused for a reason."""
    event = ("sign-in refused", {"way": "identity provider", "reason": reason})
    return {"status": 401, "told": True, "signed in": None, "accounts": 0, "event": event}


@pytest.mark.parametrize("lie", LIES)
def test_a_token_that_lies_is_refused(client, come, member, northmere, provider, lie):
    provider.says, reason = LIES[lie]

    answer = come(member(northmere, "reader", second_factor=False))

    assert outcome(client, answer) == refused_for(reason)


@pytest.mark.parametrize(
    ("key", "algorithm", "reason"),
    [
        (OTHER_KEY, "RS256", "signature"),
        (None, "none", "algorithm"),
        (SECRET.encode() * 2, "HS256", "algorithm"),
    ],
    ids=["another key", "no signature", "a shared secret"],
)
def test_a_token_that_the_provider_did_not_sign_is_refused(
    client, come, member, northmere, provider, key, algorithm, reason
):
    provider.key, provider.algorithm = key, algorithm

    answer = come(member(northmere, "reader", second_factor=False))

    assert outcome(client, answer) == refused_for(reason)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ({"issuer": "https://elsewhere.example"}, "issuer"),
        ({"token_endpoint": "ftp://elsewhere.example/token"}, "address"),
    ],
)
def test_a_provider_that_speaks_for_another_is_refused(client, provider, said, reason):
    provider.says_of_itself = said

    answer = client.post(f"{LOGIN}?process=login")

    assert outcome(client, answer) == refused_for(reason)


def test_a_provider_that_does_not_answer_is_told_on_a_page(client, provider, settings):
    apps = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    apps[0]["settings"] = {"server_url": "http://127.0.0.1:1"}

    answer = client.post(f"{LOGIN}?process=login")

    assert answer.status_code == 401
    assert "You could not be signed in" in answer.content.decode()


def test_a_way_that_began_elsewhere_does_not_end_here(client, provider, member, northmere):
    from django.test import Client

    reader = member(northmere, "reader", second_factor=False)
    provider.person = {"sub": "1", "email": reader.email, "email_verified": True}
    address = back(Client())  # begun in another browser, which is what a forged link does

    answer = client.get(address)

    assert answer.status_code == 401
    assert signed_in(client) is None


def test_a_code_works_once(client, provider, member, northmere):
    reader = member(northmere, "reader", second_factor=False)
    provider.person = {"sub": "1", "email": reader.email, "email_verified": True}
    address = back(client)
    client.get(address)
    client.post(reverse("account_logout"))

    assert client.get(address).status_code == 401
    assert signed_in(client) is None


def test_a_second_factor_that_is_ours_is_asked_for_all_the_same(
    client, come, member, northmere
):
    analyst = member(northmere, "analyst")

    answer = come(analyst)

    assert (answer.url, signed_in(client)) == (reverse("mfa_authenticate"), None)
    client.post(answer.url, {"code": code_now()})
    assert signed_in(client) == str(analyst.pk)
    assert client.get("/").status_code == 200


HELD_BACK = [
    # trusted, named class of sign-in, what the token says, let in
    (False, [], {"amr": ["pwd", "mfa"]}, False),
    (True, [], {}, True),
    (True, [], {"amr": ["pwd", "otp"]}, True),
    (True, [], {"amr": ["pwd"]}, False),
    (True, ["mfa"], {"acr": "mfa"}, True),
    (True, ["mfa"], {"acr": "password", "amr": ["mfa"]}, False),
    (True, ["mfa"], {}, False),
]


@pytest.mark.parametrize(("trusted", "named", "said", "let_in"), HELD_BACK)
def test_who_needs_a_second_factor_goes_on_only_with_one(
    client, come, member, northmere, provider, settings, trusted, named, said, let_in
):
    settings.OIDC_BRINGS_SECOND_FACTOR, settings.OIDC_ACR = trusted, named
    provider.says = said

    come(member(northmere, "analyst", second_factor=False))

    answer = client.get("/")
    assert answer.status_code == (200 if let_in else 302)
    assert let_in or answer.url == reverse("mfa_index")
    asked = next(path for path in provider.asked if path.startswith("/authorize"))
    assert parse_qs(urlsplit(asked).query).get("acr_values", []) == named


def test_a_sign_in_by_password_brings_no_second_factor(
    client, come, member, northmere, settings
):
    from tests.web.conftest import PASSWORD

    settings.OIDC_BRINGS_SECOND_FACTOR = True
    analyst = member(northmere, "analyst", second_factor=False)
    come(analyst)
    client.post(reverse("account_logout"))
    client.post(reverse("account_login"), {"login": analyst.email, "password": PASSWORD})

    assert client.get("/").url == reverse("mfa_index")
