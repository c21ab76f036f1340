"""A service with referrals in every part of their life, and one of which nothing was said."""

from datetime import date, timedelta
from decimal import Decimal

from django.utils import timezone

from holdfast.change.criteria import Criteria, Exclusion, Flexibility
from holdfast.deliver.referral import Move, Outcome
from holdfast.deliver.referral_reasons import Reason
from holdfast_web.deliver.operations.drift_telling import tell_if_drifted
from holdfast_web.deliver.operations.referral_moves import (
    accept_referral,
    allocate_referral,
    end_referral,
    move_referral,
)
from holdfast_web.deliver.operations.referral_services import (
    add_criteria,
    add_service,
    add_team_member,
    set_costs,
    set_places,
)
from holdfast_web.deliver.operations.referrals import answer, begin_referral, send_referral

BEGUN = date(2020, 1, 6)
EDGE = Criteria(
    youngest=11,
    oldest=17,
    stages=("child_protection_plan", "pre_proceedings"),
    needs=("N1", "N5"),
    exclusions=(Exclusion(name="harm", title="Has harmed another child"),),
    flexibility=Flexibility(agreed_by="Head of service", agreed_on=BEGUN, share=0.1, oldest=18),
)
CHILD = {
    "age": 14, "stages": ["child_protection_plan"], "needs": ["N5"],
    "exclusions": {"harm": False}, "urgency": "routine", "consent": "given", "source": "5A",
}  # fmt: skip


def services_kept(authority, lead):
    """Give the keys of services, referrals and what belongs to them."""
    today = timezone.localdate()
    service = add_service(
        by=lead, organisation=authority, name="Edge of care team", about="Helps to stay home.",
        decide_urgent=2, decide_routine=10, place_routine=28, caseload_limit=2,
        need_measure="Need at referral", need_lowest=Decimal(0), need_highest=Decimal(10),
    )  # fmt: skip
    add_criteria(service, by=lead, criteria=EDGE, in_force_from=BEGUN)
    set_places(service, by=lead, since=today - timedelta(days=120), number=4)
    set_costs(
        service, by=lead, year="2025-26", occupied=Decimal(500), empty=Decimal(400),
        source="An invented ledger", worth_target=Decimal(900), worth_outside=Decimal(300),
        worth_source="Invented",
    )  # fmt: skip
    team = [
        add_team_member(service, by=lead, name=f"Team member {number}", profession=profession)
        for number, profession in enumerate(("Social worker", "Youth worker"), 1)
    ]
    empty = add_service(by=lead, organisation=authority, name="A service to come")
    numbers = iter(range(1, 100))

    def referred(ago, **known):
        draft = begin_referral(by=lead, service=service, reference=f"child {next(numbers)}")
        received = today - timedelta(days=ago)
        answer(draft, by=lead, received=received, need_score=Decimal(6), **CHILD | known)
        return send_referral(draft, by=lead), received

    def accepted(ago, **known):
        one, came = referred(ago, **known)
        move_referral(one, by=lead, move=Move.TRIAGE, on=came)
        accept_referral(
            one, by=lead, on=came, decided_by="Panel", approved_by="Head of service"
        )
        return one, came

    for ago, known in ((70, {}), (60, {}), (8, {"age": 9}), (6, {"stages": []})):
        one, came = accepted(ago, **known)
        allocate_referral(one, by=lead, on=came, lead=team[0], others=team)
        move_referral(one, by=lead, move=Move.START, on=came)
    ended, came = accepted(90)
    allocate_referral(ended, by=lead, on=came, lead=team[1])
    move_referral(ended, by=lead, move=Move.START, on=came)
    end_referral(
        ended, by=lead, on=today - timedelta(days=9), destination="cin_plan",
        outcome=Outcome.PARTLY,
    )  # fmt: skip
    waiting, came = accepted(40)
    move_referral(waiting, by=lead, move=Move.WAIT, on=came, note="The team is full.")
    declined, came = referred(20, age=9)
    move_referral(declined, by=lead, move=Move.TRIAGE, on=came)
    move_referral(
        declined, by=lead, move=Move.DECLINE, on=came, reason=Reason.OTHER_FITS,
        decided_by="Panel",
    )  # fmt: skip
    triage, came = referred(12, needs=None)
    move_referral(triage, by=lead, move=Move.TRIAGE, on=came)
    draft = begin_referral(by=lead, service=service, reference="a draft")
    tell_if_drifted(service)
    alert = service.drift_alerts.first()
    return {
        "service": service.key, "service_empty": empty.key, "member": team[0].key,
        "referral_ended": ended.key, "referral_waiting": waiting.key,
        "referral_declined": declined.key, "referral_triage": triage.key,
        "referral_draft": draft.key, "alert": alert.key,
    }  # fmt: skip
