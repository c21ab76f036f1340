"""Leads use the interface for programs, and see by it what their role lets them see."""

from datetime import UTC, date, datetime, time

import pytest

from holdfast.library.fidelity import instrument
from holdfast_web.deliver.models import (
    BroughtList,
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    Home,
    HomeMonth,
    LongAbsence,
    Restraint,
    Service,
    Session,
    Site,
    Sitting,
    StaffMember,
)
from holdfast_web.deliver.models import Run as ProgrammeRun
from holdfast_web.evaluation.models import Protocol, Run, Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission as May
from holdfast_web.people.roles import ROLES, RoleName
from holdfast_web.records.models import ReturnSet

DAY = date(2025, 3, 4)
URN = "urn:programme:result"
MITI = instrument("miti-4")
LISTS = {
    "/returns": May.SEE_RETURNS, "/protocols": May.SEE_FINDINGS,
    "/evaluations": May.SEE_FINDINGS, "/sites": May.SEE_DELIVERY, "/homes": May.SEE_DELIVERY,
    "/runs": May.SEE_DELIVERY, "/staff": May.SEE_STAFF, "/facilitators": May.SEE_STAFF,
    "/fidelity-reviews": May.SEE_FIDELITY, "/home-months": May.SEE_HOME_MONTHS,
    "/services": May.SEE_REFERRALS, "/coverage": May.SEE_DELIVERY, "/registers": May.SEE_STAFF,
    "/fidelity-instruments": May.SEE_FIDELITY, "/restraints": May.SEE_HOME_MONTHS,
    "/long-absences": May.SEE_STAFF, "/lists-brought": May.MANAGE_STAFF,
}  # fmt: skip
"""Every list, and what a person must be allowed in the pages to be given it."""
OF_EVERYBODY = {"/organisations", "/programmes"}
ACROSS = {"/national", "/exchange", "/homes-compared"}
"""What is put together of many organisations: asked in tests of their own."""


def filled(authority):
    """Put one thing of each list into an authority; give those that stand alone."""
    home = Organisation.objects.create(
        name=f"A home of {authority.name}", kind=Kind.HOME, parent=authority
    )
    Home.objects.create(organisation=home, ofsted_urn=f"SC{home.pk:06}", places=5)
    member = StaffMember.objects.create(organisation=home, name="Staff member 1", started=DAY)
    LongAbsence.objects.create(staff=member, since=DAY)
    BroughtList.objects.create(organisation=home, kind="staff", file_name="staff.csv")
    facilitator = Facilitator.objects.create(organisation=home, name="Facilitator 1")
    site = Site.objects.create(
        organisation=home, programme=URN, title="RESuLT", stage="initial", stage_since=DAY
    )
    Restraint.objects.create(
        organisation=home, number=1, used_at=datetime(2025, 3, 4, 21, tzinfo=UTC)
    )
    run = ProgrammeRun.objects.create(
        organisation=home, programme=URN, version=1, title="RESuLT", content={}, starts=DAY
    )
    kept = FidelityInstrument.objects.create(
        organisation=home, programme=URN, urn="urn:fidelity:invented", version=1,
        title="A list", content=MITI.model_dump(mode="json"), rule_fewest=1,
        rule_rater="observer", rule_chosen="all", rule_source="us",
    )  # fmt: skip
    FidelityReview.objects.create(
        organisation=home, instrument=kept, run=run, on=DAY, facilitator=facilitator,
        rater="self", scores={"total": 3.5}, chosen="all",
    )  # fmt: skip
    HomeMonth.objects.create(organisation=home, month=DAY.replace(day=1), planned_moves=0)
    service = Service.objects.create(
        organisation=authority, references_of=authority, name="Edge of care"
    )
    session = Session.objects.create(run=run, number=1)
    sitting = Sitting.objects.create(session=session, on=DAY, starts=time(9), ends=time(12))
    returns = ReturnSet.objects.create(organisation=authority, label="Returns")
    protocol = Protocol.objects.create(organisation=authority, title="A plan", text="")
    evaluated = Run.objects.create(
        organisation=authority, protocol=protocol, returns_key=returns.key, returns_name="R"
    )
    return {
        f"/returns/{returns.key}": May.SEE_RETURNS,
        f"/evaluations/{evaluated.key}": May.SEE_FINDINGS,
        f"/runs/{run.key}": May.SEE_DELIVERY,
        f"/runs/{run.key}/coverage": May.SEE_DELIVERY,
        f"/runs/{run.key}/schedule": May.SEE_DELIVERY,
        f"/sites/{site.key}": May.SEE_DELIVERY,
        f"/sites/{site.key}/team": May.SEE_DELIVERY,
        f"/fidelity-instruments/{kept.key}/summary": May.SEE_FIDELITY,
        f"/homes/{home.key}/roster?first=2025-03-03": May.SEE_STAFF,
        f"/fidelity-instruments/{kept.key}/trend?score=technical&of={facilitator.key}":
            May.SEE_FIDELITY,
        f"/organisations/{home.key}/blocked-days": May.PLAN_RUNS,
        f"/homes/{home.key}/charts": May.SEE_HOME_MONTHS,
        f"/homes/{home.key}/charts/restraints": May.SEE_HOME_MONTHS,
        f"/sessions/{session.key}/feedback": May.SEE_STAFF,
        f"/registers/{sitting.key}": May.SEE_STAFF,
        f"/registers/{sitting.key}/changes": May.SEE_STAFF,
        **{
            f"/runs/{run.key}/{of}": May.SEE_STAFF
            for of in ("catch-ups", "facilitators", "practice", "consultations")
        },
        **{
            f"/services/{service.key}/{of}": May.SEE_REFERRALS
            for of in (
                "referrals", "criteria", "waiting-list", "waits", "capacity", "caseloads",
                "enrolments",
            )
        },
    }  # fmt: skip


@pytest.fixture
def asked_as(ask, member, northmere, elsewhere):
    """Give a function that asks as somebody with a role in Northmere, who reads elsewhere."""

    def made(role):
        person = member(northmere, role, email="leads@northmere.example")
        person.memberships.create(organisation=elsewhere, role=RoleName.READER)
        token = make_token(by=person, name="tests", scopes=list(Scope), days=1)[1]
        return lambda path, data=None: ask(path, token=token, data=data)

    return made


@pytest.mark.parametrize("role", ["national_team_lead", "programme_lead", "analyst"])
def test_a_role_is_given_by_the_interface_what_its_pages_show(
    asked_as, northmere, elsewhere, role
):
    may = ROLES[RoleName(role)].permissions
    ours, theirs = filled(northmere), filled(elsewhere)
    asks = asked_as(role)

    lists = {path: asks(path).json()["total"] for path in LISTS}
    single = {path: asks(path).status_code for path in [*ours, *theirs]}

    assert lists == {path: int(permission in may) for path, permission in LISTS.items()}
    assert single == {
        **{path: 200 if permission in may else 404 for path, permission in ours.items()},
        **dict.fromkeys(theirs, 404),
    }
    assert [one["name"] for one in asks("/organisations").json()["items"]] == [
        "A home of Northmere",
        "Northmere",
    ]


def test_a_national_team_lead_reads_no_returns_no_names_no_months_and_no_referrals(
    asked_as, northmere
):
    filled(northmere)
    asks = asked_as("national_team_lead")

    withheld = (
        "/returns", "/staff", "/long-absences", "/lists-brought", "/facilitators",
        "/registers", "/home-months", "/restraints", "/services",
    )  # fmt: skip

    assert [asks(path).json()["items"] for path in withheld] == [[]] * len(withheld)


@pytest.mark.parametrize("role", ["national_team_lead", "programme_lead"])
def test_a_lead_runs_no_evaluation_by_the_interface(asked_as, locked, returns, role):
    asked = {"protocol": str(locked.key), "returns": str(returns.key)}

    assert asked_as(role)("/evaluations", asked).status_code == 404
    assert not Run.objects.exists()


def test_every_list_of_the_interface_is_asked_here(client, db):
    described = client.get("/api/v1/openapi.json").json()["paths"]
    lists = {
        path.removeprefix("/api/v1")
        for path, verbs in described.items()
        if "{" not in path and "get" in verbs
    }

    assert lists == LISTS.keys() | OF_EVERYBODY | ACROSS
