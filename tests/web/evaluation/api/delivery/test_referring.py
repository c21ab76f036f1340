"""Programs refer children and move referrals on, by the pages' own checks and table."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from holdfast_web.deliver.models import (
    CriteriaVersion,
    Referral,
    Service,
    TeamMember,
)
from holdfast_web.deliver.operations.referrals import answer, begin_referral
from holdfast_web.people.models import AuditEvent
from holdfast_web.records.places import pseudonyms

REFERENCE = "CH 000123"


def day(days=0):
    return (timezone.localdate() + timedelta(days=days)).isoformat()


CHILD = {
    "reference": REFERENCE, "age": 14, "stages": ["child_protection_plan"], "needs": ["N5"],
    "exclusions": {"harm": False}, "urgency": "routine", "consent": "given", "source": "5A",
    "referred_from": "Duty team",
}  # fmt: skip


def code(answer, status=409):
    assert answer.status_code == status, answer.content
    return answer.json()["code"]


@pytest.fixture
def refer(ask_lead, service):
    return lambda **said: ask_lead(f"/services/{service.key}/referrals", CHILD | said)


@pytest.fixture
def move(ask_lead):
    """Give a function that moves a referral on, today."""

    def moved(referral, move, **said):
        sent = {"move": move, "on": day()} | said
        return ask_lead(f"/referrals/{referral['key']}/moves", sent)

    return moved


def test_a_child_is_referred_in_one_go_under_the_pseudonym_of_the_pages(refer, service, lead):
    answer = refer()

    made = answer.json()
    assert (answer.status_code, made["number"], made["standing"]) == (201, 1, "within")
    assert made["pseudonym"] == pseudonyms(service.references_of).of(REFERENCE)
    kept = Referral.objects.get(key=made["key"])
    assert (kept.made_by, kept.received, kept.stage) == (
        lead, timezone.localdate(), "child_protection_plan",
    )  # fmt: skip
    done = AuditEvent.objects.filter(subject_key=made["key"]).order_by("number")
    assert [one.action for one in done] == [
        "referral begun", "referral answered", "referral sent",
    ]  # fmt: skip
    everything = str(list(Referral.objects.values())) + str([one.detail for one in done])
    assert "000123" not in everything.replace(made["pseudonym"], "")


def test_a_child_of_whom_little_is_known_is_referred_and_may_not_be_judged(refer):
    made = refer(age=None, stages=None, needs=[], exclusions={}, received=day(-3)).json()

    # No needs at all is an answer, and the service asks for some: that is outside it.
    assert (made["standing"], made["received"], made["age"]) == ("outside", day(-3), None)
    assert refer(reference="2", age=None).json()["standing"] == "not_judged"


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"birth_month": "2012-04-01"}, "age"),
        ({"age": None, "birth_month": "2012-04-02"}, "birth_month"),
        ({"age": None, "birth_month": "1980-04-01"}, "birth_month"),
        ({"age": None, "birth_month": "9980-04-01"}, "birth_month"),
        ({"stages": ["in_a_hurry"]}, "stages"),
        ({"stages": ["cin_plan", "cin_plan"]}, "stages"),
        ({"needs": ["N0"]}, "needs"),
        ({"exclusions": {"harms": False}}, "exclusions"),
        ({"need_score": 3}, "need_score"),
        ({"source": "99"}, "source"),
        ({"received": "9999-01-01"}, "received"),
    ],
)
def test_what_cannot_be_said_of_a_child_is_refused(refer, said, where):
    answer = refer(**said)

    assert code(answer) == "deliver.referral-answer-unsound"
    assert answer.json()["where"] == where
    # Nothing of it is left, neither a draft nor an event.
    assert not Referral.objects.exists()
    assert not AuditEvent.objects.filter(action__startswith="referral").exists()


def test_a_score_is_held_against_the_measure_of_the_service(refer, service):
    service.need_measure, service.need_lowest, service.need_highest = "Our scale", 0, 10
    service.save()

    for score in (10.5, -1, 7.255):
        assert code(refer(need_score=score)) == "deliver.referral-answer-unsound"
    assert refer(need_score=7.25).status_code == 201
    assert float(Referral.objects.get().need_score) == 7.25


def test_a_child_who_is_open_already_is_not_referred_twice(refer):
    assert refer().status_code == 201
    assert code(refer()) == "deliver.referral-open-already"
    assert Referral.objects.count() == 1


def test_a_service_that_is_closed_or_has_no_criteria_takes_nobody(refer, service):
    CriteriaVersion.objects.all().delete()
    assert code(refer()) == "deliver.service-without-criteria"
    service.closed = timezone.localdate()
    service.save()
    assert code(refer()) == "deliver.service-closed"


def test_nobody_else_refers_and_no_reference_comes_back(ask, refer, ask_elsewhere, service):
    path = f"/services/{service.key}/referrals"
    assert ask(path, data=CHILD).status_code == 404  # an analyst refers nobody
    assert ask_elsewhere(path, CHILD).status_code == 404
    for wrong in (
        {"reference": ""}, {"urgency": "soon"}, {"age": 99}, {"more": 1},
        {"reference": REFERENCE * 9},
    ):  # fmt: skip
        answer = refer(**wrong)
        assert answer.status_code == 422
        assert b"000123" not in answer.content
    assert code(refer(reference="  ")) == "deliver.referral-without-child"
    assert not Referral.objects.exists()


def test_a_draft_of_the_pages_becomes_the_referral_and_leaves_nothing_in_it(
    refer, service, lead
):
    draft = begin_referral(by=lead, service=service, reference=REFERENCE)
    answer(draft, by=lead, needs=["N1"], urgency="emergency", age=3)

    made = refer(needs=None, age=None).json()

    assert made["key"] == str(draft.key)
    kept = Referral.objects.get()
    assert (kept.needs, kept.age, kept.urgency) == (None, None, "routine")


def test_a_referral_goes_all_the_way_by_the_table(refer, move, ask_lead, service):
    made = refer().json()
    first, second, *_ = service.team.all()

    assert move(made, "triage").json()["state"] == "triage"
    assert move(made, "ask", note="Which school?").json()["state"] == "more_asked"
    assert move(made, "answer").json()["state"] == "triage"
    accepted = move(made, "accept", decided_by="Panel").json()
    assert (accepted["state"], accepted["accepted"]) == ("accepted", day())
    assert move(made, "wait").json()["state"] == "waiting"
    parts = {"lead": str(first.key), "others": [str(second.key)]}
    assert move(made, "allocate", **parts).json()["state"] == "allocated"
    assert move(made, "start").json()["started"] == day()
    ended = move(made, "end", outcome="reached", destination="cin_plan").json()
    assert (ended["state"], ended["outcome"], ended["destination"], ended["over"]) == (
        "ended", "reached", "cin_plan", day(),
    )  # fmt: skip
    found = ask_lead(f"/referrals/{made['key']}").json()
    assert {one["member"]: one["leads"] for one in found["parts"]} == {
        str(first.key): True, str(second.key): False,
    }  # fmt: skip
    assert found["open_moves"] == []
    taken = ask_lead(f"/referrals/{made['key']}/take-back", {"reason": "A slip"}).json()
    assert (taken["state"], taken["outcome"], taken["over"]) == ("started", "", None)


def test_a_move_that_is_not_open_or_not_explained_is_refused(refer, move, ask_lead):
    made = refer(age=9).json()
    assert made["standing"] == "outside"
    assert code(move(made, "start")) == "deliver.referral-move-not-open"
    assert code(move(made, "triage", on=day(1))) == "deliver.referral-days-out-of-order"
    assert code(move(made, "triage", on=day(-1))) == "deliver.referral-days-out-of-order"
    assert move(made, "triage").status_code == 200
    assert code(move(made, "ask", note="  ")) == "deliver.question-missing"
    assert code(move(made, "accept", decided_by="Panel")) == "deliver.exception-not-approved"
    for reason in ("no_contact", "because"):
        declined = {"decided_by": "Panel", "reason": reason}
        assert code(move(made, "decline", **declined)) == "deliver.decision-unexplained"
    for wrong in (
        {"move": "accept"}, {"move": "triage", "lead": str(uuid4())}, {"move": "fly"},
        {"move": "decline", "reason": "outside"}, {"move": "ask"},
    ):  # fmt: skip
        answer = ask_lead(f"/referrals/{made['key']}/moves", {"on": day()} | wrong)
        assert answer.status_code == 422, wrong


def test_a_case_is_given_to_the_team_and_ends_at_a_place_on_the_list(refer, move, service):
    made = refer(age=9).json()
    move(made, "triage")
    approved = {"decided_by": "Panel", "approved_by": "Head of service"}
    assert move(made, "accept", **approved).status_code == 200

    assert move(made, "allocate", lead=str(uuid4())).status_code == 404
    gone, *_, other = service.team.all()
    TeamMember.objects.filter(pk=gone.pk).update(ended=timezone.localdate())
    assert move(made, "allocate", lead=str(gone.key)).status_code == 404
    assert move(made, "allocate", lead=str(other.key)).status_code == 200
    assert move(made, "start").status_code == 200
    moon = {"outcome": "reached", "destination": "the_moon"}
    assert code(move(made, "end", **moon)) == "deliver.destination-unknown"


def test_consent_is_asked_for_before_a_child_is_accepted(refer, move):
    made = refer(consent="not_yet").json()
    move(made, "triage")

    assert code(move(made, "accept", decided_by="Panel")) == "deliver.referral-without-consent"


def test_a_child_is_passed_on_with_what_was_gathered(refer, move, northmere, elsewhere):
    other = Service.objects.create(
        organisation=northmere, references_of=northmere, name="Family support"
    )
    CriteriaVersion.objects.create(
        service=other, number=1, in_force_from="2020-01-06",
        content={"youngest": 0, "oldest": 17},
    )  # fmt: skip
    theirs = Service.objects.create(
        organisation=elsewhere, references_of=elsewhere, name="Theirs"
    )
    made = refer().json()
    move(made, "triage")
    said = {"reason": "other_fits", "decided_by": "Panel"}

    assert move(made, "pass_on", to=str(theirs.key), **said).status_code == 404
    passed = move(made, "pass_on", to=str(other.key), **said).json()

    onward = Referral.objects.get(key=passed["onward"])
    assert (passed["state"], passed["key"]) == ("passed_on", made["key"])
    assert (onward.service, onward.needs, onward.standing) == (other, ["N5"], "within")


def test_what_is_anothers_is_not_moved(ask, ask_elsewhere, refer):
    made = refer().json()
    moves, back = f"/referrals/{made['key']}/moves", f"/referrals/{made['key']}/take-back"
    triage = {"move": "triage", "on": day()}

    for asks in (ask_elsewhere, lambda path, data: ask(path, data=data)):
        assert asks(moves, triage).status_code == 404
        assert asks(back, {"reason": "A slip"}).status_code == 404
    assert Referral.objects.get().state == "received"


def test_a_case_is_given_to_others_from_a_day_on(refer, move, ask_lead, ask_elsewhere, service):
    referral = refer(received=day(-3)).json()
    first, second, third = service.team.all()
    address = f"/referrals/{referral['key']}/team"
    sent = {"on": day(), "lead": str(third.key), "others": [str(second.key)]}
    assert code(ask_lead(address, sent)) == "deliver.case-not-allocated"
    for one, said in (
        ("triage", {}), ("accept", {"decided_by": "Panel"}),
        ("allocate", {"lead": str(first.key), "others": [str(second.key)], "on": day()}),
    ):  # fmt: skip
        assert move(referral, one, **said).status_code == 200

    assert ask_elsewhere(address, sent).status_code == 404
    assert ask_lead(address, sent).json()["state"] == "allocated"

    parts = ask_lead(f"/referrals/{referral['key']}").json()["parts"]
    now = {(one["member"], one["leads"]) for one in parts if one["until"] is None}
    assert now == {(str(third.key), True), (str(second.key), False)}
    assert AuditEvent.objects.filter(action="case given to others").count() == 1
    assert code(ask_lead(address, sent | {"on": day(-1)})) == "deliver.case-day-out-of-order"
    assert ask_lead(address, sent | {"lead": str(uuid4())}).status_code == 404
