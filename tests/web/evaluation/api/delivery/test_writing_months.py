"""Programs save a home's month as its page does, with the same doubts and refusals."""

from datetime import date
from unittest.mock import patch

import pytest
from django.utils import timezone

from holdfast_web.deliver.models import Home, HomeMonth
from holdfast_web.people.models import AuditEvent


@pytest.fixture(autouse=True)
def today():
    """It is 10 June 2026."""
    with patch.object(timezone, "localdate", lambda *_: date(2026, 6, 10)):
        yield


@pytest.fixture
def month(home):
    Home.objects.create(organisation=home, places=4)
    return {
        "organisation": str(home.key), "month": "2026-05-01", "seen": 0,
        "measures": {"restraints": 1, "child_nights": 120},
    }  # fmt: skip


def code(answer, status=409):
    assert answer.status_code == status, answer.content
    return answer.json()["code"]


def test_a_month_is_saved_and_what_is_not_named_stays(ask_lead, month):
    saved = ask_lead("/home-months", month).json()
    assert (saved["version"], saved["measures"]["restraints"]) == (1, 1)

    more = month | {"seen": 1, "measures": {"restraints": None, "leavers": 2}}
    again = ask_lead("/home-months", more).json()

    assert again["version"] == 2
    assert [again["measures"][of] for of in ("restraints", "child_nights", "leavers")] == [
        None, 120, 2,
    ]  # fmt: skip
    assert AuditEvent.objects.filter(action="home month kept").count() == 2


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"seen": 3}, "month-changed-meanwhile"),
        ({"month": "2026-05-02"}, "month-not-a-month"),
        ({"month": "0001-01-01"}, "month-too-early"),
        ({"month": "1999-12-01"}, "month-too-early"),
        ({"month": "2026-07-01"}, "month-in-future"),
        ({"measures": {"luck": 1}}, "measure-unknown"),
        ({"measures": {"school_attended": 9, "school_possible": 8}}, "numbers-disagree"),
        ({"measures": {"child_nights": 9_000}}, "numbers-disagree"),
        ({"measures": {"child_nights": 200}}, "month-doubtful"),
        ({"measures": {"missing_overnight": 2, "missing_episodes": 1}}, "month-doubtful"),
    ],
)
def test_a_month_that_cannot_be_or_may_be_a_slip_is_refused(ask_lead, month, said, why):
    assert code(ask_lead("/home-months", month | said)) == f"deliver.{why}"
    assert not HomeMonth.objects.exists()


def test_what_may_be_a_slip_is_saved_by_whoever_is_sure(ask_lead, month):
    doubtful = month | {"measures": {"child_nights": 200}}
    said = ask_lead("/home-months", doubtful).json()
    assert said["what"] == "More young people lived here than the home has places for."

    assert ask_lead("/home-months", doubtful | {"sure": True}).json()["version"] == 1
    # A month that is not over is no slip: it is saved again as it grows.
    now = month | {"month": "2026-06-01"}
    assert ask_lead("/home-months", now).status_code == 200


def test_a_month_is_saved_by_those_who_keep_it_only(ask, ask_lead, ask_elsewhere, month):
    assert ask("/home-months", data=month).status_code == 404  # an analyst keeps none
    assert ask_elsewhere("/home-months", month).status_code == 404
    for wrong in ({"measures": {}}, {"measures": {"restraints": -1}}, {"seen": -1}, {"x": 1}):
        assert ask_lead("/home-months", month | wrong).status_code == 422
    assert not HomeMonth.objects.exists()
