"""The pages of tokens, and the page for programs."""

import re

import pytest
from django.urls import reverse

from holdfast_web.evaluation.models import ApiToken, Scope
from holdfast_web.evaluation.operations.tokens import hash_of, make_token
from holdfast_web.people.models import AuditEvent


def test_a_token_is_shown_once_and_kept_as_a_hash(client, analyst):
    client.force_login(analyst)
    answer = client.post(
        reverse("token_new"),
        {"name": "Dashboard", "scopes": [Scope.RETURNS, Scope.FINDINGS], "days": "30"},
    )

    text = re.search(r'id="token">([^<]+)<', answer.content.decode()).group(1)
    token = ApiToken.objects.get()
    assert (token.hash, token.scopes) == (hash_of(text), ["findings:read", "returns:read"])
    assert (token.expires - token.made).days in {29, 30}
    assert "no-store" in answer["Cache-Control"]
    assert text not in client.get(reverse("tokens")).content.decode()
    assert not AuditEvent.objects.filter(detail__icontains=text).exists()


def test_a_token_is_revoked_by_its_owner_alone(client, analyst, northmere, member):
    token, _ = make_token(by=analyst, name="Dashboard", scopes=[Scope.RETURNS], days=1)
    client.force_login(member(northmere, "analyst", email="other@northmere.example"))
    assert client.post(reverse("token_revoke", args=[token.key])).status_code == 404
    assert "Dashboard" not in client.get(reverse("tokens")).content.decode()

    client.force_login(analyst)
    client.post(reverse("token_revoke", args=[token.key]))

    token.refresh_from_db()
    assert token.revoked is not None


@pytest.mark.parametrize(
    ("days", "said"),
    [("0", "at least 1 day"), ("400", "at most 365 days"), ("", "Say for how many days.")],
)
def test_a_token_has_an_end(client, analyst, days, said):
    client.force_login(analyst)
    answer = client.post(
        reverse("token_new"), {"name": "Long", "scopes": [Scope.RETURNS], "days": days}
    )

    assert (answer.status_code, ApiToken.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_the_page_for_programs_names_every_address(client, analyst):
    client.force_login(analyst)
    page = client.get(reverse("api_guide"))

    described = client.get("/api/v1/openapi.json").json()["paths"]
    text = page.content.decode()
    assert [path for path in described if path not in text] == []
    assert "script-src" in page["Content-Security-Policy"]
    assert not re.search(r"<script(?![^>]*nonce)", text)


@pytest.mark.parametrize("name", ["tokens", "token_new", "api_guide"])
def test_who_may_not_use_the_interface_finds_no_pages_of_it(client, northmere, member, name):
    client.force_login(member(northmere, "reader"))

    assert client.get(reverse(name)).status_code == 404
