"""No page asks more of the database among a thousand rows than among ten, or shows them all.

The pages are those of `urls_walked.py`; a new one is asked here too, or the reason is given
why it is not.
"""

import pytest
from django.urls import reverse
from tests.web import crowd as crowds
from tests.web.crowd import FEW, MANY, Crowd
from tests.web.urls_walked import WALKED

from holdfast_web.evaluation.models import Protocol, Run, Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Invitation, Job, Release
from holdfast_web.records.models import ReturnSet, Upload

pytestmark = pytest.mark.django_db


def of(model, **more):
    """Give the words of the address of the first thing of a kind."""
    return lambda crowd: {"key": model.objects.filter(**more).earliest("pk").key}


def place(crowd):
    return {"key": crowd.organisation.key}


def withdrawn(crowd):
    return place(crowd) | {"invitation": Invitation.objects.earliest("pk").key}


def person(crowd):
    return place(crowd) | {"person": crowd.other.key}


def run(crowd):
    return {"key": Run.objects.filter(asked_by=crowd.who).earliest("pk").key}


WORDS = {
    "question": lambda crowd: {"name": "measure"},
    "problem_step": lambda crowd: {"step": "page"},
    "job": of(Job, state="waiting"),
    "release": of(Release),
    "organisation": place, "organisation_change": place, "person_invite": place,
    "invitation_withdraw": withdrawn, "person": person,
    "emergency": lambda crowd: {"key": crowd.emergency.key},
    "upload_standing": of(Upload),
    "return_set": of(ReturnSet), "return_set_delete": of(ReturnSet),
    "protocol_new_step": lambda crowd: {"step": "name"},
    "protocol_edit_step": lambda crowd: of(Protocol)(crowd) | {"step": "name"},
    "run": run,
    **{
        name: of(Protocol)
        for name in (
            "protocol", "protocol_text", "protocol_edit", "protocol_lock", "run_new",
            "protocol_enrolments", "protocol_cost_ledger",
        )
    },
    "api:nothing_there": lambda crowd: {"unknown": "nothing"},
    "api:organisation": place, "api:return_set": of(ReturnSet), "api:evaluation": run,
}  # fmt: skip
"""What stands in the addresses of single things."""

QUERIES = {
    "search": {"words": "Crowded"},
    "trail": {"person": "Crowded", "action": "something done"},
    "api:organisations": {"limit": 200}, "api:returns": {"limit": 200},
    "api:protocols": {"limit": 200}, "api:evaluations": {"limit": 200},
}  # fmt: skip
"""What is asked of a list, where there is something to ask."""

SHOW_ROWS = {
    "home", "search", "releases", "organisations", "organisation", "trail", "emergencies",
    "account", "return_sets", "evaluations", "protocols", "protocol", "tokens",
    "api:organisations", "api:returns", "api:protocols", "api:evaluations",
}  # fmt: skip
"""The lists: among ten rows they show some."""

MOST_SHOWN = 200
OFFER_EVERYTHING = {
    "organisation_add", "organisation_change", "emergency_take", "upload", "protocol_upload",
    "protocol", "run_new",
}  # fmt: skip
"""Where one organisation, or one set of returns, is chosen out of all there are."""

FORM_ONLY = "it takes a sent form only, about one thing"
ONE_KEY = "it is about one passkey of one's own, and needs a real one"
LEFT_OUT = {
    **dict.fromkeys(
        ("job_cancel", "release_file", "release_withdraw", "person_switch",
         "person_take_role", "emergency_end", "upload_announce", "upload_finish",
         "upload_piece", "protocol_copy", "token_revoke", "api:run"),
        FORM_ONLY,
    ),
    **{name: one.counted_in for name, one in WALKED.items() if one.counted_in},
    **dict.fromkeys(
        ("mfa_edit_webauthn", "mfa_remove_webauthn", "mfa_reauthenticate_webauthn"), ONE_KEY
    ),
    **{
        name: one.because or "it shows nobody's data"
        for name, one in WALKED.items()
        if one.kind == "everybody"
    },
}  # fmt: skip
ASKED = sorted(set(WALKED) - set(LEFT_OUT) - set(crowds.ASKED_ELSEWHERE))


def test_what_is_named_here_is_a_page():
    named = {*LEFT_OUT, *crowds.ASKED_ELSEWHERE, *WORDS, *QUERIES, *SHOW_ROWS}

    assert sorted((named | OFFER_EVERYTHING) - set(WALKED)) == []


def test_no_page_asks_more_or_shows_all_among_many_rows(northmere, member, client):
    crowd = Crowd(northmere, member)
    token = make_token(by=crowd.who, name="t", scopes=list(Scope), days=1)[1]

    few, many = crowds.asked_among_both(
        crowd, client,
        lambda: {name: (address(name, crowd), QUERIES.get(name)) for name in ASKED},
        headers={"Authorization": f"Bearer {token}"},
    )  # fmt: skip

    crowds.check_same(few, many)
    assert sorted(name for name in SHOW_ROWS if few[name].rows < FEW // 2) == []
    assert {
        name: one.rows
        for name, one in many.items()
        if one.rows > MOST_SHOWN and name not in OFFER_EVERYTHING
    } == {}
    assert {name for name in OFFER_EVERYTHING if many[name].rows < MANY} == set()


def address(name, crowd):
    words = WORDS.get(name)
    return reverse(name, kwargs=words(crowd) if words is not None else None)
