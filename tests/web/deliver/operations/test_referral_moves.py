"""What can be done with a referral, by whom, and what follows from each move."""

from datetime import timedelta

import pytest
from django.core import mail
from django.http import Http404
from django.utils import timezone
from tests.web.deliver.refused import refused

from holdfast.deliver.referral import Move, Outcome
from holdfast.deliver.referral_reasons import Reason
from holdfast_web.deliver.models import CriteriaVersion, Referral, Service, TeamMember
from holdfast_web.deliver.operations.referral_moves import (
    accept_referral,
    allocate_referral,
    end_referral,
    move_referral,
    pass_on_referral,
    take_back,
)
from holdfast_web.deliver.operations.referral_team import change_team
from holdfast_web.deliver.referral_policies import open_moves
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def days_ago(number):
    return TODAY() - timedelta(days=number)


@pytest.fixture
def sent(service, practitioner, referred):
    """A referral that came thirty days ago."""
    return referred(service, practitioner, "4711", received=days_ago(30))


def test_a_referral_goes_from_triage_to_its_end(sent, lead, at, service):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, on=days_ago(25))
    at(sent, lead, Move.WAIT, on=days_ago(25))
    at(sent, lead, Move.ALLOCATE, on=days_ago(20))
    found = at(sent, lead, Move.START, on=days_ago(15))
    assert (found.state, found.accepted, found.started, found.over) == (
        "started", days_ago(25), days_ago(15), None,
    )  # fmt: skip

    found = at(sent, lead, Move.END, on=days_ago(1))

    assert (found.state, found.over, found.destination, found.outcome) == (
        "ended", days_ago(1), "cin_plan", "reached",
    )  # fmt: skip
    part = found.parts.get()
    assert (part.leads, part.since, part.until) == (True, days_ago(20), days_ago(1))
    assert [move.move for move in found.moves.all()] == [
        "triage", "accept", "wait", "allocate", "start", "end",
    ]  # fmt: skip
    assert [event.action for event in AuditEvent.objects.filter(subject_key=str(sent.key))][
        -1
    ] == "referral: end"


def test_a_move_that_is_not_open_is_refused(sent, lead):
    refused(
        lambda: move_referral(sent, by=lead, move=Move.START, on=TODAY()),
        "deliver.referral-move-not-open",
    )


@pytest.mark.parametrize("ago", [31, -1])
def test_a_day_before_it_came_or_to_come_is_refused_and_nothing_is_kept(sent, lead, ago):
    refused(
        lambda: move_referral(sent, by=lead, move=Move.TRIAGE, on=days_ago(ago)),
        "deliver.referral-days-out-of-order",
    )
    assert not sent.moves.exists()


@pytest.mark.parametrize(
    ("reason", "decided_by"),
    [(None, "Panel"), (Reason.OUTSIDE, " "), (Reason.NO_CONTACT, "Panel")],
    ids=["no reason", "nobody decided", "reason of another decision"],
)
def test_a_decision_needs_its_reason_and_whoever_decided(sent, lead, at, reason, decided_by):
    at(sent, lead, Move.TRIAGE)

    refused(
        lambda: move_referral(
            sent, by=lead, move=Move.DECLINE, on=TODAY(), reason=reason, decided_by=decided_by
        ),
        "deliver.decision-unexplained",
    )


def test_moves_with_verbs_of_their_own_are_not_made_by_the_plain_one(sent, lead):
    with pytest.raises(TypeError):
        move_referral(sent, by=lead, move=Move.ACCEPT, on=TODAY())


@pytest.mark.parametrize("consent", ["not_yet", "refused"])
def test_nobody_is_accepted_without_consent_where_it_is_needed(
    service, practitioner, lead, referred, at, consent
):
    sent = at(referred(service, practitioner, "1", consent=consent), lead, Move.TRIAGE)

    refused(
        lambda: accept_referral(sent, by=lead, on=TODAY(), decided_by="Panel"),
        "deliver.referral-without-consent",
    )
    Service.objects.update(consent_needed=False)
    assert accept_referral(sent, by=lead, on=TODAY(), decided_by="Panel").state == "accepted"


@pytest.mark.parametrize(
    ("known", "reason", "approved"),
    [
        ({}, "meets", ""),
        ({"age": 18}, "flexible", ""),
        ({"age": 9}, "exception", "Head of service"),
        ({"stages": None}, "exception", "Head of service"),
    ],
)
def test_why_a_child_is_accepted_follows_from_how_they_stand(
    service, practitioner, lead, referred, at, known, reason, approved
):
    sent = at(referred(service, practitioner, "1", **known), lead, Move.TRIAGE)
    if reason == "exception":
        refused(
            lambda: accept_referral(sent, by=lead, on=TODAY(), decided_by="Panel"),
            "deliver.exception-not-approved",
        )

    found = accept_referral(
        sent, by=lead, on=TODAY(), decided_by="Panel", approved_by=" Head of service "
    )

    assert (found.moves.last().reason, found.approved_by) == (reason, approved)


def test_who_may_do_what(service, sent, practitioner, lead, member, northmere, at):
    colleague = member(northmere, "practitioner", email="colleague@northmere.example")
    TeamMember.objects.filter(name="Team member 1").update(user=colleague)
    analyst = member(northmere, "analyst")

    def may(user):
        return open_moves(user, Referral.objects.get())

    assert may(practitioner) == [Move.WITHDRAW]
    assert may(colleague) == may(analyst) == []
    at(sent, lead, Move.TRIAGE, Move.ASK)
    assert may(practitioner) == [Move.ANSWER, Move.WITHDRAW]
    at(sent, practitioner, Move.ANSWER)
    at(sent, lead, Move.ACCEPT, Move.ALLOCATE)
    assert may(colleague) == [Move.START, Move.NEVER_ENGAGED]
    at(sent, colleague, Move.START)
    assert may(colleague) == [Move.END]
    assert may(lead) == [Move.END, Move.PASS_ON]
    with pytest.raises(Http404):
        end_referral(
            sent, by=practitioner, on=TODAY(), destination="none", outcome=Outcome.PARTLY
        )


def test_whoever_referred_is_told_what_was_decided_and_no_more(
    sent, lead, practitioner, at, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        at(sent, lead, Move.TRIAGE, Move.ACCEPT, Move.WAIT)

    assert [(one.to, one.body.split("\n")[0]) for one in mail.outbox] == [
        ([practitioner.email], "Referral 1 to Edge of care team: it was accepted.")
    ]
    assert sent.pseudonym not in mail.outbox[0].body


def test_a_case_is_given_only_to_those_who_are_in_the_team(sent, lead, at, service):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT)
    gone = TeamMember.objects.create(
        service=service, name="Team member 9", profession="Nurse", ended=days_ago(3)
    )

    refused(
        lambda: allocate_referral(sent, by=lead, on=TODAY(), lead=gone),
        "deliver.not-in-team",
    )


def test_a_case_has_one_lead_and_others_who_have_a_part(sent, lead, at, service):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, on=days_ago(20))
    first, second, third = service.team.all()

    allocate_referral(sent, by=lead, on=days_ago(10), lead=first, others=[first, second])
    change_team(sent, by=lead, on=days_ago(4), lead=third, others=[second])

    assert [(part.member, part.leads, part.since, part.until) for part in sent.parts.all()] == [
        (first, True, days_ago(10), days_ago(4)),
        (second, False, days_ago(10), None),
        (third, True, days_ago(4), None),
    ]
    refused(
        lambda: change_team(sent, by=lead, on=days_ago(11), lead=first),
        "deliver.case-day-out-of-order",
    )


def test_nobody_is_changed_in_a_case_that_nobody_has(sent, lead, service):
    refused(
        lambda: change_team(sent, by=lead, on=TODAY(), lead=service.team.first()),
        "deliver.case-not-allocated",
    )


def test_back_on_the_waiting_list_nobody_has_the_case(sent, lead, at):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE, on=days_ago(9))

    at(sent, lead, Move.WAIT, on=days_ago(5))

    assert [part.until for part in sent.parts.all()] == [days_ago(5)]


def test_a_place_that_is_not_on_the_list_is_no_destination(sent, lead, at):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE, Move.START)

    refused(
        lambda: end_referral(
            sent, by=lead, on=TODAY(), destination="the moon", outcome=Outcome.PARTLY
        ),
        "deliver.destination-unknown",
    )


@pytest.fixture
def other(northmere, service):
    """Another service of the authority, for younger children."""
    made = Service.objects.create(
        organisation=northmere, references_of=northmere, name="Family support"
    )
    CriteriaVersion.objects.create(
        service=made, number=1, in_force_from=days_ago(900),
        content={
            "youngest": 0, "oldest": 14, "stages": ["child_protection_plan"],
            "exclusions": [
                {"name": "harm", "title": "Has harmed another child"},
                {"name": "away", "title": "Lives elsewhere"},
            ],
        },
    )  # fmt: skip
    return made


def passed(referral, by, to, **more):
    return pass_on_referral(
        referral, by=by, to=to,
        **{"on": TODAY(), "reason": Reason.OTHER_FITS, "decided_by": "Panel"} | more,
    )  # fmt: skip


def test_what_was_gathered_goes_along_when_a_child_is_passed_on(sent, lead, at, other):
    at(sent, lead, Move.TRIAGE)

    onward = passed(sent, lead, other)

    sent.refresh_from_db()
    assert (sent.state, sent.over, onward.passed_from) == ("passed_on", TODAY(), sent)
    assert (onward.service, onward.state, onward.number) == (other, "received", 1)
    for field in (
        "pseudonym", "age", "stages", "stage", "needs", "exclusions", "gathered_on", "urgency",
        "consent", "source",
    ):  # fmt: skip
        assert getattr(onward, field) == getattr(sent, field), field
    assert (onward.referred_from, onward.standing) == ("Edge of care team", "not_judged")
    assert onward.received == TODAY()


def test_a_child_is_passed_on_only_to_a_service_that_knows_the_same_references(
    sent, lead, at, other, elsewhere
):
    at(sent, lead, Move.TRIAGE)

    refused(lambda: passed(sent, lead, sent.service), "deliver.pass-on-elsewhere")
    other.references_of = elsewhere
    refused(lambda: passed(sent, lead, other), "deliver.pass-on-elsewhere")


def test_a_child_is_not_passed_on_to_where_they_are_already(
    sent, lead, at, other, practitioner, referred
):
    at(sent, lead, Move.TRIAGE)
    referred(other, practitioner, "4711")

    refused(lambda: passed(sent, lead, other), "deliver.referral-open-already")


def test_the_last_move_is_taken_back_with_all_that_followed_from_it(sent, lead, at):
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE, on=days_ago(9))
    at(sent, lead, Move.START, Move.END, on=days_ago(2))

    found = take_back(sent, by=lead, reason="Another child was meant.")
    assert (found.state, found.over, found.destination, found.outcome) == (
        "started", None, "", "",
    )  # fmt: skip
    assert [part.until for part in found.parts.all()] == [None]

    take_back(sent, by=lead, reason="r")
    found = take_back(sent, by=lead, reason="r")
    assert (found.state, found.started, found.parts.count()) == ("accepted", None, 0)

    found = take_back(sent, by=lead, reason="r")
    assert (found.state, found.accepted, found.approved_by) == ("triage", None, "")
    assert [move.taken_back_reason for move in found.moves.all()] == [
        "", "r", "r", "r", "Another child was meant.",
    ]  # fmt: skip
    assert at(found, lead, Move.ACCEPT, on=days_ago(1)).accepted == days_ago(1)


def test_a_child_who_was_passed_on_and_a_referral_without_moves_are_not_taken_back(
    sent, lead, at, other, practitioner
):
    refused(lambda: take_back(sent, by=lead, reason="r"), "deliver.move-not-taken-back")
    at(sent, lead, Move.TRIAGE)
    passed(sent, lead, other)
    refused(lambda: take_back(sent, by=lead, reason="r"), "deliver.move-not-taken-back")
    with pytest.raises(Http404):
        take_back(sent, by=practitioner, reason="r")


def test_the_end_of_a_referral_is_not_taken_back_beside_a_new_one(
    service, sent, lead, at, practitioner, referred
):
    at(sent, lead, Move.WITHDRAW)
    referred(service, practitioner, "4711")

    refused(lambda: take_back(sent, by=lead, reason="r"), "deliver.referral-open-already")
