"""The edge-of-care service: whom it is meant for, and who comes from a known month on."""

from collections import Counter
from datetime import timedelta
from statistics import fmean

import pytest

from holdfast.change.criteria import Standing, judge
from holdfast.deliver.referral import Consent, Move, Moved, State, course
from holdfast.synthetic.delivery.caseload import courses
from holdfast.synthetic.delivery.northmere import serve
from holdfast.synthetic.delivery.service import months, outside_share
from holdfast.synthetic.delivery.settings import DeliverySettings
from holdfast.synthetic.delivery.truth import service_truth

from .made import TODAY, children, served

SETTINGS = DeliverySettings(today=TODAY)
MADE = served()
COURSES = MADE.courses
RATES = SETTINGS.rates.service
STATES = Counter(one.state for one in COURSES)


def test_referrals_come_over_24_months_in_order_and_no_child_twice():
    days = [one.referral.received for one in COURSES]

    assert len(months(SETTINGS)) == 24
    assert months(SETTINGS)[0] <= days[0]
    assert days == sorted(days)
    assert days[-1] <= TODAY
    assert all(day.weekday() < 5 for day in days)
    assert len({one.referral.child for one in COURSES}) == len(COURSES) > 200


def test_whoever_is_meant_to_be_inside_meets_the_criteria_and_nobody_else():
    for one in COURSES:
        inside = one.referral.judged.standing is Standing.WITHIN
        assert inside is not one.referral.meant_outside
        assert judge(one.referral.presented, MADE.criteria) == one.referral.judged


def test_children_are_those_of_the_returns_with_their_age_and_need():
    known = children(3000)
    for one in COURSES[::17]:
        at = known.references.index(one.referral.child)
        assert one.referral.birth_month == known.birth_month(at)
        assert one.referral.presented.needs == (known.need(at),)
        assert one.referral.presented.age == known.ages(one.referral.received)[at]


def test_the_share_outside_rises_from_the_known_month_over_many_seeds():
    truth = service_truth(SETTINGS)
    before, after = [], []
    for seed in range(8):
        for one in served(seed=seed).courses:
            came = one.referral.received
            (after if came >= truth.drift_from else before).append(one.referral)

    assert truth.drift_from == months(SETTINGS)[12]
    assert fmean(one.meant_outside for one in before) == pytest.approx(0.10, abs=0.03)
    assert fmean(one.meant_outside for one in after) == pytest.approx(0.42, abs=0.04)
    assert fmean(one.level for one in before) > fmean(one.level for one in after) + 0.5
    assert list(truth.outside.values()) == [outside_share(RATES, at) for at in range(1, 25)]


def test_every_course_is_one_that_the_table_allows():
    for one in COURSES:
        moves = [Moved(move=step.move, on=step.on) for step in one.moves]
        stays = course(one.referral.received, moves, today=TODAY)
        assert all(stay.days >= 0 for stay in stays)
        assert all(move.by for move in one.moves)


def test_every_state_but_one_in_which_an_answer_is_awaited_is_there():
    assert set(STATES) >= set(State) - {State.MORE_ASKED, State.ACCEPTED, State.ALLOCATED}


def test_the_places_are_never_more_than_there_are_and_stand_empty_before_the_drift():
    def in_place(day):
        return sum(_has_place(one, day) for one in COURSES)

    days = [months(SETTINGS)[0] + timedelta(days=step) for step in range(150, 728)]
    taken = {day: in_place(day) for day in days if day <= TODAY}
    drift = service_truth(SETTINGS).drift_from

    assert max(taken.values()) <= RATES.places
    assert min(many for day, many in taken.items() if day < drift) < RATES.places - 3
    assert fmean(many for day, many in taken.items() if day > drift + timedelta(days=180)) > 33


def _has_place(one, day) -> bool:
    given = [move.on for move in one.moves if move.move is Move.ALLOCATE]
    over = [move.on for move in one.moves if move.move in {Move.END, Move.NEVER_ENGAGED}]
    return bool(given) and given[0] <= day and not (over and over[0] <= day)


def test_those_who_do_not_consent_are_never_taken():
    refused = [one for one in COURSES if one.referral.consent is Consent.REFUSED]

    assert refused
    assert {one.state for one in refused} <= {
        State.WITHDRAWN, State.RECEIVED, State.TRIAGE, State.MORE_ASKED,
    }  # fmt: skip


def test_exceptions_are_approved_or_not_recorded_and_only_for_those_outside():
    accepted = [one for one in COURSES if any(move.move is Move.ACCEPT for move in one.moves)]
    outside = [one for one in accepted if one.referral.judged.standing is not Standing.WITHIN]

    assert all(one in outside for one in accepted if one.approved_by)
    assert 0.4 < sum(bool(one.approved_by) for one in outside) / len(outside) < 1


def test_whoever_has_a_place_has_a_lead_and_whoever_ended_an_outcome():
    for one in COURSES:
        assert (one.lead is not None) is any(m.move is Move.ALLOCATE for m in one.moves)
        ended = one.state is State.ENDED
        assert (one.outcome is not None) is ended
        assert bool(one.destination) is ended


def test_caseloads_are_near_their_limit_and_now_and_then_above():
    leads = Counter(
        one.lead.number for one in COURSES if one.state in {State.ALLOCATED, State.STARTED}
    )

    assert len(MADE.workers) == 8
    assert max(leads.values()) > RATES.caseload - 1
    assert all(worker.name.startswith("Invented practitioner ") for worker in MADE.workers)


def test_the_flexibility_was_agreed_before_the_first_referral():
    flexible = MADE.criteria.flexibility

    assert flexible.agreed_on < months(SETTINGS)[0]
    assert flexible.youngest == MADE.criteria.youngest - 1


def test_a_place_without_children_has_no_referrals():
    settings = DeliverySettings(today=TODAY.replace(year=2055))
    made = serve(settings, children())

    assert made.courses == ()
    assert courses(settings, ()) == ()


def test_the_same_seed_gives_the_same_service():
    assert serve(DeliverySettings(today=TODAY), children(3000)) == MADE
