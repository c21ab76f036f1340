"""Every address says for which scope a token is made, and refuses one that lacks it."""

import re
from uuid import uuid4

import pytest

from holdfast_web.evaluation.api import api
from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token

ASKED = {"first": "2026-03-02", "programme": "urn:programme:result", "measure": "restraints",
         "score": "parts", "of": str(uuid4())}  # fmt: skip
"""What some addresses ask for beside a key."""
SENT = {
    "/evaluations": {"protocol": str(uuid4()), "returns": str(uuid4())},
    "/registers/{sitting}": {
        "seen": 0, "marks": [{"line": str(uuid4()), "outcome": "present"}]
    },
    "/runs/{key}/catch-ups": {
        "session": str(uuid4()), "staff": str(uuid4()), "kind": "visit", "on": "2026-03-02",
        "minutes": 60,
    },
    "/practice/{key}/tries": {"staff": str(uuid4()), "tried": "yes", "on": "2026-03-02"},
    "/runs/{key}/consultations": {"kind": "other", "on": "2026-03-02", "minutes": 60},
    "/fidelity-reviews": {
        "run": str(uuid4()), "instrument": str(uuid4()), "facilitator": str(uuid4()),
        "on": "2026-03-02", "rater": "self", "chosen": "all", "scores": {},
    },
    "/home-months": {
        "organisation": str(uuid4()), "month": "2026-03-01", "seen": 0,
        "measures": {"restraints": 0},
    },
    "/services/{key}/referrals": {
        "reference": "1", "urgency": "routine", "consent": "given", "source": "5A",
    },
    "/referrals/{key}/moves": {"move": "triage", "on": "2026-03-02"},
    "/referrals/{key}/team": {"on": "2026-03-02", "lead": str(uuid4())},
    "/referrals/{key}/take-back": {"reason": "A slip"},
}  # fmt: skip
"""What is sent to addresses that save something."""

OPERATIONS = [
    (path.removeprefix("/api/v1"), verb, operation)
    for path, verbs in api.get_openapi_schema()["paths"].items()
    for verb, operation in verbs.items()
]


def of(operation):
    """Give the scope that the description of an address names."""
    (scope,) = re.findall(r"Scope: ([a-z:]+)", operation["description"])
    return Scope(scope)


@pytest.mark.parametrize(
    ("path", "verb", "operation"), OPERATIONS, ids=[f"{v} {p}" for p, v, _ in OPERATIONS]
)
def test_a_token_without_its_scope_is_refused(client, analyst, path, verb, operation):
    scopes = [scope for scope in Scope if scope != of(operation)]
    token = make_token(by=analyst, name="t", scopes=scopes, days=1)[1]
    where = path
    for one in operation.get("parameters", ()):
        if one["in"] == "path":
            known = ASKED.get(one["name"], str(uuid4()))
            where = where.replace("{" + one["name"] + "}", known)
    asked = {
        one["name"]: ASKED[one["name"]]
        for one in operation.get("parameters", ())
        if one["in"] == "query" and one.get("required")
    }

    send = {"get": client.get, "post": client.post}[verb]
    data = asked if verb == "get" else SENT[path]
    more = {} if verb == "get" else {"content_type": "application/json"}
    answer = send(f"/api/v1{where}", data, headers={"Authorization": f"Bearer {token}"}, **more)

    assert (answer.status_code, answer.json()["code"]) == (403, "api.scope-missing")


def test_every_scope_is_of_use():
    assert {of(operation) for _, _, operation in OPERATIONS} == set(Scope)
