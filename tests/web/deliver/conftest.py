"""What tests of delivery share: an invented home with a team, and a run of a programme."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone

from holdfast.change.criteria import Criteria, Exclusion, Flexibility
from holdfast.change.criteria_data import criteria_as_data
from holdfast.deliver.referral import Move, Outcome
from holdfast.deliver.referral_reasons import REASONS
from holdfast_web.deliver.models import (
    CriteriaVersion,
    Run,
    Service,
    ServicePlaces,
    Session,
    SessionKind,
    Sitting,
    StaffMember,
    TeamMember,
)
from holdfast_web.deliver.operations.referral_moves import (
    accept_referral,
    allocate_referral,
    end_referral,
    move_referral,
)
from holdfast_web.deliver.operations.referrals import answer, begin_referral, send_referral
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind, Region

PROGRAMME = "urn:programme:result"
STARTS, ENDS = time(9, 30), time(13, 0)
LONG_AGO = date(2020, 1, 6)


@pytest.fixture
def home(northmere):
    """A children's home of Northmere."""
    northmere.region = Region.YORKSHIRE
    northmere.save()
    return Organisation.objects.create(name="Larch House", kind=Kind.HOME, parent=northmere)


@pytest.fixture
def home_manager(member, home):
    return member(home, "home_manager", email="manager@larch.example")


@pytest.fixture
def coordinator(member, northmere):
    return member(northmere, "site_coordinator")


@pytest.fixture
def employed():
    """Give a function that puts invented people in post at a home."""

    def made(organisation, count, *, start=1, **fields):
        usual = {"started": LONG_AGO, "contracted_hours": 37, "post": "Residential worker"}
        return [
            StaffMember.objects.create(
                organisation=organisation,
                name=f"Staff member {number}",
                **(usual | fields),
            )
            for number in range(start, start + count)
        ]

    return made


@pytest.fixture
def team(home, employed):
    """Four members of staff and a manager."""
    return [*employed(home, 4), *employed(home, 1, start=5, manager=True, post="Manager")]


@pytest.fixture
def delivered():
    """Give a function that puts a run in a home: a session a week, the last `ago` days ago."""

    def made(organisation, *, sessions=3, ago=0, **fields):
        last = timezone.localdate() - timedelta(days=ago)
        days = [last - timedelta(weeks=sessions - 1 - place) for place in range(sessions)]
        usual = {
            "programme": PROGRAMME, "version": 1, "title": "RESuLT", "content": {},
            "starts": days[0],
        }  # fmt: skip
        run = Run.objects.create(organisation=organisation, **(usual | fields))
        for number, day in enumerate(days, 1):
            session = Session.objects.create(run=run, kind=SessionKind.STAFF, number=number)
            Sitting.objects.create(session=session, on=day, starts=STARTS, ends=ENDS)
        return run

    return made


@pytest.fixture
def run(home, team, delivered):
    """A run of three sessions, of which the last is today's."""
    return delivered(home)


@pytest.fixture
def sitting(run):
    """Today's sitting."""
    return Sitting.objects.get(session__run=run, session__number=3)


AGREED_ON = date(2020, 1, 6)
EDGE = Criteria(
    youngest=11,
    oldest=17,
    stages=("child_protection_plan", "pre_proceedings"),
    needs=("N1", "N5", "N6"),
    exclusions=(Exclusion(name="harm", title="Has harmed another child"),),
    flexibility=Flexibility(
        agreed_by="Head of service", agreed_on=AGREED_ON, share=0.1, oldest=18,
        stages=("cin_plan",),
    ),
)  # fmt: skip
CHILD = {
    "age": 14, "stages": ["child_protection_plan"], "needs": ["N5"],
    "exclusions": {"harm": False},
}  # fmt: skip
SAID = {"urgency": "routine", "consent": "given", "source": "5A"}


@pytest.fixture
def service(northmere):
    """An invented service at the edge of care, with places and a team of three."""
    made = Service.objects.create(
        organisation=northmere, references_of=northmere, name="Edge of care team",
        caseload_limit=2, decide_urgent=2, decide_routine=10, place_routine=28,
    )  # fmt: skip
    CriteriaVersion.objects.create(
        service=made, number=1, in_force_from=AGREED_ON, content=criteria_as_data(EDGE)
    )
    ServicePlaces.objects.create(service=made, since=AGREED_ON, number=4)
    for number, profession in enumerate(("Social worker", "Youth worker", "Psychologist"), 1):
        TeamMember.objects.create(
            service=made, name=f"Team member {number}", profession=profession
        )
    return made


@pytest.fixture
def lead(member, northmere):
    """Somebody who may do all there is to do with services and referrals."""
    return member(northmere, "programme_lead", email="lead@northmere.example")


@pytest.fixture
def practitioner(member, northmere):
    return member(northmere, "practitioner", email="practitioner@northmere.example")


@pytest.fixture
def referred():
    """Give a function that sends a referral to a service, its child known as is said."""

    def made(service, by, reference, **known):
        draft = begin_referral(by=by, service=service, reference=str(reference))
        return send_referral(answer(draft, by=by, **CHILD | SAID | known), by=by)

    return made


@pytest.fixture
def at():
    """Give a function that takes a referral along some moves, all on one day."""

    def moved(referral, by, *moves, on=None):
        on = on or timezone.localdate()
        for move in moves:
            if move is Move.ACCEPT:
                accept_referral(
                    referral, by=by, on=on, decided_by="Panel", approved_by="Head of service"
                )
            elif move is Move.ALLOCATE:
                allocate_referral(referral, by=by, on=on, lead=referral.service.team.first())
            elif move is Move.END:
                end_referral(
                    referral, by=by, on=on, destination="cin_plan", outcome=Outcome.REACHED
                )
            else:
                reason = REASONS[move][0] if move in REASONS else None
                move_referral(
                    referral, by=by, move=move, on=on, reason=reason,
                    decided_by="Panel" if reason else "", note="What is not known yet?",
                )  # fmt: skip
        referral.refresh_from_db()
        return referral

    return moved
