"""What programs are given, and what they are refused."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from holdfast_web.evaluation.models import ApiToken, Run, Scope
from holdfast_web.evaluation.operations.outputs import ask_output
from holdfast_web.evaluation.operations.protocols import add_protocol
from holdfast_web.evaluation.operations.tokens import make_token, revoke_token
from holdfast_web.evaluation.places import FINDINGS, run_folder
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.operations.releases import approve
from holdfast_web.records.models import ReturnSet


def test_organisations_are_those_where_the_person_may_use_the_interface(
    ask, northmere, elsewhere
):
    home = Organisation.objects.create(name="Beech House", kind=Kind.HOME, parent=northmere)

    found = ask("/organisations").json()

    assert found == {
        "items": [
            {
                "key": str(home.key), "name": "Beech House", "kind": "home",
                "parent": str(northmere.key),
            },
            {
                "key": str(northmere.key), "name": "Northmere", "kind": "authority",
                "parent": None,
            },
        ],
        "total": 2, "offset": 0, "limit": 50,
    }  # fmt: skip
    assert ask(f"/organisations/{northmere.key}").json()["name"] == "Northmere"
    assert ask(f"/organisations/{elsewhere.key}").status_code == 404


def test_a_run_is_asked_for_and_followed(ask, locked, returns):
    answer = ask(
        "/evaluations", data={"protocol": str(locked.key), "returns": str(returns.key)}
    )

    asked = answer.json()
    assert (answer.status_code, asked["state"], asked["verdict"]) == (201, "waiting", "")
    assert ask(f"/evaluations/{asked['key']}").json() == asked
    assert ask("/evaluations").json()["items"] == [asked]
    assert ask("/protocols").json()["items"][0]["sha256"] == asked["protocol_sha256"]
    assert ask(f"/returns/{returns.key}").json() == ask("/returns").json()["items"][0]


def test_a_draft_is_not_run(ask, protocol, returns):
    answer = ask(
        "/evaluations", data={"protocol": str(protocol.key), "returns": str(returns.key)}
    )

    assert (answer.status_code, answer.json()["code"]) == (
        409,
        "evaluation.protocol-not-locked",
    )
    assert not Run.objects.exists()


def test_findings_are_given_once_a_second_person_has_agreed(
    ask, finished, analyst, member, northmere
):
    path = f"/findings/{finished.key}"
    assert ask(path).json()["code"] == "evaluation.findings-not-released"

    release = ask_output(finished, by=analyst, file=FINDINGS, purpose="A test")
    assert ask(path).status_code == 409
    approve(release, by=member(northmere, "programme_lead"))

    answer = ask(path)
    kept = json.loads((run_folder(finished) / FINDINGS).read_bytes())
    assert (answer.status_code, answer.json()) == (200, kept)
    assert AuditEvent.objects.filter(action="findings read by a program").count() == 1


def test_what_is_anothers_is_not_there(ask, elsewhere, member, text):
    theirs = add_protocol(by=member(elsewhere, "analyst"), organisation=elsewhere, text=text)
    other = ReturnSet.objects.create(organisation=elsewhere, label="Theirs")
    run = Run.objects.create(
        organisation=elsewhere, protocol=theirs, returns_key=other.key, returns_name="Theirs"
    )

    asked = [
        ask(path).status_code
        for path in (
            f"/returns/{other.key}", f"/evaluations/{run.key}", f"/findings/{run.key}",
            f"/evaluations/{uuid4()}", "/nothing/here",
        )
    ]  # fmt: skip
    lists = [ask(path).json()["total"] for path in ("/returns", "/protocols", "/evaluations")]

    assert asked == [404] * 5
    assert lists == [0, 0, 0]
    posted = {"protocol": str(theirs.key), "returns": str(other.key)}
    assert ask("/evaluations", data=posted).status_code == 404


def test_a_token_does_only_what_it_was_made_for(ask, analyst):
    _, text = make_token(by=analyst, name="little", scopes=[Scope.RETURNS], days=1)

    assert ask("/returns", token=text).status_code == 200
    refused = ask("/organisations", token=text)
    assert (refused.status_code, refused.json()["code"]) == (403, "api.scope-missing")


@pytest.mark.parametrize("end", ["revoked", "expired", "switched off", "made up"])
def test_a_token_that_has_ended_opens_nothing(ask, analyst, end):
    made, text = make_token(by=analyst, name="old", scopes=list(Scope), days=1)
    if end == "revoked":
        revoke_token(made, by=analyst)
    elif end == "expired":
        ApiToken.objects.update(expires=timezone.now() - timedelta(seconds=1))
    elif end == "switched off":
        type(analyst).objects.update(is_active=False)
    else:
        text = text[:-1]

    refused = ask("/returns", token=text)

    assert (refused.status_code, refused.json()["code"]) == (401, "api.token-not-valid")
    assert refused["WWW-Authenticate"] == "Bearer"


def _left(person):
    person.memberships.all().delete()


def _has_another_role(person):
    person.memberships.update(role="reader")


def _has_not_accepted_the_newest_code(person):
    person.code_of_conduct_version = "0"
    person.save()


def _has_no_second_factor(person):
    person.authenticator_set.all().delete()


@pytest.mark.parametrize(
    "change",
    [_left, _has_another_role, _has_not_accepted_the_newest_code, _has_no_second_factor],
)
def test_a_token_is_worth_no_more_than_its_person_is_now(ask, member, northmere, change):
    analyst = member(northmere, "analyst", email="leaver@northmere.example")
    _, text = make_token(by=analyst, name="leaver's", scopes=list(Scope), days=1)
    assert ask("/organisations", token=text).json()["total"] == 1

    change(analyst)

    for path in ("/organisations", "/returns", "/protocols", "/evaluations"):
        refused = ask(path, token=text)
        assert (refused.status_code, refused.json()["code"]) == (401, "api.token-not-valid")


def test_a_token_of_one_whose_provider_asks_for_the_second_factor_works(
    ask, member, northmere, settings
):
    settings.OIDC_BRINGS_SECOND_FACTOR = True
    analyst = member(northmere, "analyst", second_factor=False, email="a@northmere.example")
    _, text = make_token(by=analyst, name="mine", scopes=list(Scope), days=1)

    assert ask("/organisations", token=text).status_code == 200


def test_too_many_requests_are_asked_to_wait(ask):
    for _ in range(120):
        ask("/organisations")

    refused = ask("/organisations")

    assert (refused.status_code, refused.json()["code"]) == (429, "api.too-many-requests")
    assert 0 < int(refused["Retry-After"]) <= 61
