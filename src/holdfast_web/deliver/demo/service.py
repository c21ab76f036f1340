"""How do the edge-of-care service and its referrals come into the demo?"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from holdfast.change.criteria import most_complex
from holdfast.change.criteria_data import criteria_as_data
from holdfast.deliver.referral import TABLE, Move, Urgency
from holdfast.synthetic.delivery.service import months
from holdfast_web.deliver.models import (
    CasePart,
    CriteriaVersion,
    Referral,
    ReferralMove,
    Service,
    ServicePlaces,
    TeamMember,
)
from holdfast_web.deliver.operations.referral_services import add_service, set_costs
from holdfast_web.deliver.referral_words import kept
from holdfast_web.records.places import pseudonyms

if TYPE_CHECKING:
    from collections.abc import Mapping

    from holdfast.synthetic.delivery.caseload import InventedCourse
    from holdfast.synthetic.delivery.northmere import InventedService
    from holdfast.synthetic.delivery.settings import DeliverySettings
    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.people.models import Organisation

BASELINE_MONTHS = 9
OURS = 8
"""Every eighth referral was made by the demo's own practitioner."""
SOURCES = {
    "Social worker, assessment team": "5B", "Social worker, safeguarding team": "5B",
    "Early help worker": "5A", "School, designated lead": "2A", "Youth justice worker": "5C",
    "Child and adolescent mental health": "3F",
}  # fmt: skip
"""The code of the census for each kind of referrer."""
COSTS = {"occupied": Decimal(118), "empty": Decimal(96)}
WORTH = {"target": Decimal(140), "outside": Decimal(25)}
INVENTED = "Invented for Northmere, which does not exist"


def load_service(
    made: InventedService, settings: DeliverySettings, cast: Cast, place: Organisation
) -> Service:
    """Put the service, its criteria, places, team and every referral into the service."""
    window = months(settings)
    service = add_service(
        by=cast.lead,
        organisation=place,
        name=made.name,
        about="Helps young people at the edge of care to stay with their families.",
        need_measure="Need at referral",
        need_lowest=Decimal(0),
        need_highest=Decimal(10),
        decide_emergency=1, decide_urgent=3, decide_routine=10,
        place_emergency=3, place_urgent=14, place_routine=56,
        caseload_limit=settings.rates.service.caseload,
        baseline_first=window[0],
        baseline_last=window[BASELINE_MONTHS - 1],
    )  # fmt: skip
    set_costs(
        service, by=cast.lead, year="2025-26", source=INVENTED, **COSTS,
        worth_target=WORTH["target"], worth_outside=WORTH["outside"], worth_source=INVENTED,
    )  # fmt: skip
    flexible = made.criteria.flexibility
    since = flexible.agreed_on if flexible is not None else window[0]
    version = CriteriaVersion.objects.create(
        service=service, number=1, in_force_from=since, made_by=cast.lead,
        content=criteria_as_data(made.criteria),
        note="As agreed by the board before the service began.",
    )  # fmt: skip
    ServicePlaces.objects.create(service=service, since=since, number=made.places, by=cast.lead)
    team = {
        one.number: TeamMember(service=service, name=one.name, profession=one.profession)
        for one in made.workers
    }
    TeamMember.objects.bulk_create(team.values())
    _load_referrals(made, cast, version, team)
    return service


def _load_referrals(
    made: InventedService, cast: Cast, version: CriteriaVersion, team: Mapping[int, TeamMember]
) -> None:
    hidden = pseudonyms(version.service.references_of)
    rows = [
        _referral(one, cast, version, hidden.of(one.referral.child)) for one in made.courses
    ]
    Referral.objects.bulk_create(rows)
    pairs = list(zip(made.courses, rows, strict=True))
    ReferralMove.objects.bulk_create(
        ReferralMove(
            referral=row,
            order=order,
            move=kept(step.move),
            on=step.on,
            reason=step.because.name.lower() if step.because else "",
            note=step.note,
            decided_by=step.by if step.because else "",
            by=cast.lead,
        )
        for one, row in pairs
        for order, step in enumerate(one.moves, 1)
    )
    CasePart.objects.bulk_create(
        CasePart(
            referral=row,
            member=team[one.lead.number],
            leads=True,
            since=next(step.on for step in one.moves if step.move is Move.ALLOCATE),
            until=row.over,
        )
        for one, row in pairs
        if one.lead is not None
    )


def _referral(
    one: InventedCourse, cast: Cast, version: CriteriaVersion, pseudonym: str
) -> Referral:
    came, days = one.referral, {step.move: step.on for step in one.moves}
    ours = came.number % OURS == 0
    return Referral(
        organisation=version.service.organisation,
        service=version.service,
        criteria=version,
        number=came.number,
        pseudonym=pseudonym,
        birth_month=came.birth_month,
        age=came.presented.age,
        stages=list(came.presented.stages or ()),
        stage=most_complex(came.presented.stages) or "",
        needs=list(came.presented.needs or ()),
        exclusions=dict(came.presented.exclusions),
        need_score=Decimal(str(came.level)),
        gathered_on=came.received,
        urgency=kept(Urgency(came.urgency)),
        consent=came.consent.name.lower(),
        source=SOURCES[came.referrer],
        referred_from=came.referrer,
        standing=kept(came.judged.standing),
        state=kept(one.state),
        received=came.received,
        accepted=days.get(Move.ACCEPT),
        started=days.get(Move.START),
        over=one.moves[-1].on if TABLE[one.state].final else None,
        approved_by=one.approved_by,
        destination=one.destination,
        outcome=one.outcome.name.lower() if one.outcome is not None else "",
        made_by=cast.practitioner if ours else cast.lead,
    )
