"""No address of delivery asks more of the database for many things than for few."""

from datetime import date, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from holdfast.change.criteria import Criteria
from holdfast.change.criteria_data import criteria_as_data
from holdfast_web.deliver.models import (
    CatchUp,
    CatchUpKind,
    CriteriaVersion,
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    Home,
    HomeMonth,
    Mark,
    Outcome,
    OwnKind,
    OwnProgramme,
    Referral,
    Run,
    Service,
    Session,
    Site,
    Sitting,
    StaffMember,
)
from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

DAY = date(2025, 3, 4)
FEW, MANY = 5, 150


@pytest.fixture
def filled(northmere):
    """Give a function that adds things of every kind, and what the addresses name."""
    run = Run.objects.create(
        organisation=northmere, programme="urn:programme:result", version=1, title="RESuLT",
        content={}, starts=DAY,
    )  # fmt: skip
    session = Session.objects.create(run=run, number=1)
    sitting = Sitting.objects.create(session=session, on=DAY, starts=time(9), ends=time(12))
    service = Service.objects.create(
        organisation=northmere, references_of=northmere, name="Edge of care"
    )
    criteria = CriteriaVersion.objects.create(
        service=service, number=1, in_force_from=DAY,
        content=criteria_as_data(Criteria(youngest=10, oldest=17)),
    )  # fmt: skip
    instrument = FidelityInstrument.objects.create(
        organisation=northmere, programme="urn:programme:result", urn="urn:fidelity:invented",
        version=1, title="A list", content={}, rule_fewest=1, rule_rater="observer",
        rule_chosen="all", rule_source="us",
    )  # fmt: skip

    def add(first, last):
        for at in range(first, last):
            home = Organisation.objects.create(
                name=f"House {at:03}", kind=Kind.HOME, parent=northmere
            )
            Home.objects.create(organisation=home)
            Site.objects.create(
                organisation=home, programme="urn:programme:result", title="RESuLT",
                stage_since=DAY,
            )  # fmt: skip
            member = StaffMember.objects.create(
                organisation=northmere, name=f"Staff member {at}", started=DAY
            )
            facilitator = Facilitator.objects.create(
                organisation=northmere, name=f"Facilitator {at}"
            )
            another = Session.objects.create(run=run, number=at + 2)
            Sitting.objects.create(session=another, on=DAY, starts=time(9), ends=time(12))
            Mark.objects.create(
                sitting=sitting, staff=member, outcome=Outcome.PRESENT, version=1
            )
            CatchUp.objects.create(
                session=session, staff=member, kind=CatchUpKind.VISIT, on=DAY, minutes=60,
                counts=True,
            )  # fmt: skip
            FidelityReview.objects.create(
                organisation=northmere, instrument=instrument, run=run, on=DAY,
                facilitator=facilitator, rater="self", scores={}, chosen="all",
            )  # fmt: skip
            HomeMonth.objects.create(
                organisation=northmere, month=(DAY + timedelta(days=31 * at)).replace(day=1)
            )
            Referral.objects.create(
                organisation=northmere, service=service, criteria=criteria, number=at + 1,
                pseudonym=f"{at:016}", standing="outside", received=DAY, started=DAY,
            )  # fmt: skip
            OwnProgramme.objects.create(
                organisation=northmere, urn=f"urn:programme:own-{at}", kind=OwnKind.OWN,
                name=f"Own {at}",
            )  # fmt: skip

    return add, run, sitting, service


def test_lists_ask_as_much_for_many_as_for_few(ask, filled, member, northmere):
    add, run, sitting, service = filled
    lead = member(northmere, "programme_lead")
    token = make_token(by=lead, name="t", scopes=list(Scope), days=1)[1]
    paths = [
        *("/programmes", "/sites", "/homes", "/staff", "/facilitators", "/runs", "/services"),
        *("/home-months", "/fidelity-reviews"),
        *(f"/runs/{run.key}{rest}" for rest in ("", "/catch-ups", "/coverage")),
        *(f"/services/{service.key}/{rest}" for rest in ("referrals", "drift")),
        f"/registers/{sitting.key}",
    ]

    def counts():
        found = {}
        for path in paths:
            with CaptureQueriesContext(
                connection,
            ) as asked:
                assert ask(path, token=token).status_code == 200, path
            found[path] = len(asked)
        return found

    add(0, FEW)
    counts()  # whatever is worked out once and then kept
    few = counts()
    add(FEW, MANY)

    assert counts() == few
