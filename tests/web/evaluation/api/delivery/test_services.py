"""What programs are given of services: criteria, waits, places, caseloads, enrolments."""

from datetime import timedelta

import pytest
from django.utils import timezone

from holdfast.deliver.referral import Move
from holdfast_web.people.models import AuditEvent
from holdfast_web.people.roles import RoleName


@pytest.fixture
def busy(service, lead, referred, at):
    """A service with a child who waits for a decision, one for a place, and one who began."""
    today = timezone.localdate()
    waits = referred(service, lead, 1, received=today - timedelta(days=20))
    accepted = referred(service, lead, 2)
    at(accepted, lead, Move.TRIAGE, Move.ACCEPT)
    began = referred(service, lead, 3)
    at(began, lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE, Move.START)
    return service, waits, accepted, began


def events(service):
    found = AuditEvent.objects.filter(subject_key=str(service.key), action__contains="program")
    return list(found.order_by("number").values_list("action", flat=True))


def test_criteria_are_given_in_versions(ask, service):
    (found,) = ask(f"/services/{service.key}/criteria").json()["items"]

    assert (found["number"], found["criteria"]["youngest"]) == (1, 11)
    assert found["criteria"]["flexibility"]["agreed_by"] == "Head of service"


def test_the_waiting_list_is_given_most_urgent_first_and_put_down(ask, busy):
    service, waits, accepted, _ = busy

    found = ask(f"/services/{service.key}/waiting-list").json()["items"]

    assert [(one["referral"], one["waits_for"]) for one in found] == [
        (str(waits.key), "decision"),
        (str(accepted.key), "place"),
    ]
    assert (found[0]["days"], found[0]["days_late"]) == (20, 10)
    assert found[0]["pseudonym"] == waits.pseudonym
    assert events(service) == ["waiting list read by a program"]


def test_waits_and_places_are_given_in_numbers(ask, busy):
    service, *_ = busy

    waits = ask(f"/services/{service.key}/waits").json()
    places = ask(f"/services/{service.key}/capacity").json()

    assert (waits["waiting"], waits["late"], waits["median_days_so_far"]) == (2, 1, 10.0)
    assert (places["places_now"], places["waiting_now"], places["split"]) == (4, 1, True)
    assert places["costs"] is None
    assert len(places["months"]) == 12
    assert events(service) == ["waits read by a program", "capacity read by a program"]


def test_whoever_may_not_see_children_is_given_no_small_count(ask_as, busy, member, northmere):
    """A commissioner who leads the national team too sees drift in counts, and no child."""
    service, *_ = busy
    service.cost_occupied, service.cost_empty, service.price_year = 300, 200, "2025-26"
    service.cost_source = "Our own"
    service.save()
    ask = ask_as(member(northmere, RoleName.COMMISSIONER, RoleName.NATIONAL_TEAM_LEAD))

    waits = ask(f"/services/{service.key}/waits").json()
    places = ask(f"/services/{service.key}/capacity").json()

    assert (waits["waiting"], waits["late"], waits["median_days_so_far"]) == (
        "suppressed", "suppressed", None,
    )  # fmt: skip
    assert (places["waiting_now"], places["split"], places["costs"]) == (
        "suppressed", False, None,
    )  # fmt: skip
    assert {one["target"] for one in places["months"]} == {None}
    assert events(service) == []
    for of in ("waiting-list", "caseloads", "enrolments", "referrals"):
        assert ask(f"/services/{service.key}/{of}").status_code == 404


def test_what_empty_places_cost_is_given_where_it_is_known(ask, busy):
    service, *_ = busy
    service.cost_occupied, service.cost_empty, service.price_year = 300, 200, "2025-26"
    service.cost_source = "Our own"
    service.save()

    costs = ask(f"/services/{service.key}/capacity").json()["costs"]

    assert costs["price_year"] == "2025-26"
    assert costs["empty_places"] == 200 * costs["empty_days"] > 0


def test_caseloads_are_given_beside_the_limit(ask, busy):
    service, *_ = busy

    found = ask(f"/services/{service.key}/caseloads").json()

    assert (found["cases"], found["without_lead"]) == (1, 0)
    assert [(one["leads"], one["limit"], one["over"]) for one in found["team"]] == [
        (1, 2, 0), (0, 2, 0), (0, 2, 0),
    ]  # fmt: skip


def test_enrolments_are_given_by_pseudonym_and_put_down(ask, busy, ask_elsewhere):
    service, *_, began = busy

    given = ask(f"/services/{service.key}/enrolments").json()["items"]
    found = {one["child"]: one for one in given}

    assert found[began.pseudonym]["enrolled"] == timezone.localdate().isoformat()
    assert len(found) == 3
    assert events(service) == ["enrolments read by a program"]
    for of in ("criteria", "waiting-list", "waits", "capacity", "caseloads", "enrolments"):
        assert ask_elsewhere(f"/services/{service.key}/{of}").status_code == 404


def test_one_referral_is_given_criterion_by_criterion_and_who_read_it_is_put_down(
    ask, ask_lead, busy, ask_elsewhere
):
    _, _, _, began = busy

    found = ask(f"/referrals/{began.key}").json()

    assert (found["state"], found["standing"], found["criteria"]) == ("started", "within", 1)
    assert {one["answer"] for one in found["judged"]} == {"met"}
    assert [one["move"] for one in found["moves"]] == ["triage", "accept", "allocate", "start"]
    assert (found["needs"], found["exclusions"]) == (["N5"], {"harm": False})
    assert found["parts"][0]["leads"] is True
    assert found["open_moves"] == []  # an analyst decides nothing
    assert ask_lead(f"/referrals/{began.key}").json()["open_moves"] == ["end", "pass_on"]
    assert ask_elsewhere(f"/referrals/{began.key}").status_code == 404
    looked = AuditEvent.objects.filter(action="referral read", subject_key=str(began.key))
    assert [one.detail["pseudonym"] for one in looked] == [began.pseudonym] * 2
