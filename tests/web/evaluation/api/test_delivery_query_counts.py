"""No address of delivery asks more of the database for many things than for few."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve
from tests.web.deliver.covering import settled
from tests.web.urls_walked import WALKED

from holdfast.change.criteria import Criteria
from holdfast.change.criteria_data import criteria_as_data
from holdfast.deliver.programme_content import as_content
from holdfast.library.fidelity import instrument as library_instrument
from holdfast.library.programme import programme
from holdfast_web.deliver.models import (
    Barrier,
    BlockedDays,
    BroughtList,
    CasePart,
    CatchUp,
    CatchUpKind,
    Consultation,
    CriteriaVersion,
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    FitAssessment,
    Home,
    HomeMonth,
    Lesson,
    LongAbsence,
    Mark,
    MarkChange,
    Outcome,
    OwnKind,
    OwnProgramme,
    PracticeTask,
    PracticeTry,
    ProgrammeVersion,
    ReadinessAnswer,
    Referral,
    ReferralMove,
    Restraint,
    RosterShift,
    RosterState,
    Run,
    RunFacilitator,
    ScheduleVersion,
    Service,
    Session,
    Site,
    SiteTeamMember,
    Sitting,
    StaffMember,
    TeamMember,
)
from holdfast_web.evaluation.api import coming_in
from holdfast_web.evaluation.models import Scope
from holdfast_web.evaluation.operations.tokens import make_token
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

DAY = date(2025, 3, 4)
FEW, MANY = 5, 150
RESULT = "urn:programme:result"
MITI = library_instrument("miti-4").model_dump(mode="json")


@pytest.fixture
def filled(northmere):
    """Give a function that adds things of every kind, and what the addresses name."""
    run = Run.objects.create(
        organisation=northmere, programme=RESULT, version=1, title="RESuLT",
        content=settled(), starts=DAY, state="under_way",
    )  # fmt: skip
    the_home = Organisation.objects.create(name="The one", kind=Kind.HOME, parent=northmere)
    the_site = Site.objects.create(
        organisation=northmere, programme=RESULT, title="RESuLT", stage_since=DAY,
        shares_counts=True, national_team=northmere,
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
    the_child = Referral.objects.create(
        organisation=northmere, service=service, criteria=criteria, number=9_999,
        pseudonym="F" * 16, standing="within", received=DAY,
    )  # fmt: skip
    usual = {
        "organisation": northmere, "programme": RESULT, "version": 1, "title": "A list",
        "content": MITI, "rule_fewest": 1, "rule_rater": "observer", "rule_chosen": "all",
        "rule_source": "us",
    }  # fmt: skip
    instrument = FidelityInstrument.objects.create(urn="urn:fidelity:invented", **usual)
    task = PracticeTask.objects.create(session=session, text="Try it")
    own = OwnProgramme.objects.create(
        organisation=northmere, urn="urn:programme:own", kind=OwnKind.OWN, name="Own"
    )

    def add(first, last):
        for at in range(first, last):
            home = Organisation.objects.create(
                name=f"House {at:03}", kind=Kind.HOME, parent=northmere
            )
            Home.objects.create(organisation=home)
            Site.objects.create(
                organisation=home, programme=RESULT, title="RESuLT", stage_since=DAY,
                shares_counts=True, national_team=northmere,
            )  # fmt: skip
            SiteTeamMember.objects.create(site=the_site, name=f"{at}", since=DAY)
            ReadinessAnswer.objects.create(site=the_site, question="x", answer="no", on=DAY)
            Barrier.objects.create(site=the_site, kind="time", what=f"{at}", noticed=DAY)
            Lesson.objects.create(site=the_site, title=f"{at}", changed="a", why="b", on=DAY)
            Run.objects.create(
                organisation=home, programme=RESULT, version=1, title="RESuLT",
                content=settled(), starts=DAY, state="under_way",
            )  # fmt: skip
            Restraint.objects.create(
                organisation=home, number=1, used_at=datetime(2025, 3, 4, tzinfo=UTC)
            )
            member = StaffMember.objects.create(
                organisation=northmere, name=f"Staff member {at}", started=DAY
            )
            LongAbsence.objects.create(staff=member, since=DAY)
            BroughtList.objects.create(
                organisation=the_home, kind="staff", file_name=f"{at}.csv"
            )
            BlockedDays.objects.create(
                organisation=northmere, first=DAY, last=DAY, reason=f"{at}"
            )
            facilitator = Facilitator.objects.create(
                organisation=northmere, name=f"Facilitator {at}"
            )
            RunFacilitator.objects.create(run=run, facilitator=facilitator)
            RosterShift.objects.create(
                organisation=the_home, staff=member, day=DAY, starts=time(9), ends=time(17),
                state=RosterState.PLANNED,
            )  # fmt: skip
            FidelityInstrument.objects.create(urn=f"urn:fidelity:{at}", **usual)
            PracticeTask.objects.create(session=session, text=f"Try {at}")
            PracticeTry.objects.create(task=task, staff=member, tried="yes", on=DAY)
            Consultation.objects.create(run=run, kind="other", on=DAY, minutes=30)
            ScheduleVersion.objects.create(run=run, number=at + 1, content=[])
            MarkChange.objects.create(sitting=sitting, line=member.key, version=at + 1)
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
                organisation=the_home, month=(DAY - timedelta(days=31 * at)).replace(day=1)
            )
            lead = TeamMember.objects.create(service=service, name=f"{at}", profession="Nurse")
            Referral.objects.create(
                organisation=northmere, service=service, criteria=criteria, number=at + 1,
                pseudonym=f"{at:016}", standing="outside", received=DAY, started=DAY,
            )  # fmt: skip
            ReferralMove.objects.create(referral=the_child, order=at + 1, move="triage", on=DAY)
            CasePart.objects.create(referral=the_child, member=lead, since=DAY)
            OwnProgramme.objects.create(
                organisation=northmere, urn=f"urn:programme:own-{at}", kind=OwnKind.OWN,
                name=f"Own {at}",
            )  # fmt: skip
            ProgrammeVersion.objects.create(
                programme=own, number=at + 1, content=as_content(programme("result"))
            )
            FitAssessment.objects.create(
                organisation=northmere, programme=own.urn, version=1, on=DAY, judgements=[]
            )

    return add, [
        *("/programmes", "/sites", "/homes", "/staff", "/facilitators", "/runs", "/services"),
        *("/home-months", "/fidelity-reviews", "/fidelity-instruments", "/restraints"),
        *("/coverage", "/registers?every=true", "/national", "/exchange"),
        *("/lists-brought", "/long-absences", f"/organisations/{the_home.key}/blocked-days"),
        *(f"/national/{RESULT}{rest}" for rest in ("", "/sites")),
        *(f"/programmes/{own.urn}{rest}" for rest in ("", "/versions", "/fit")),
        f"/homes-compared?programme={RESULT}&measure=restraints",
        *(f"/sites/{the_site.key}{rest}" for rest in ("", "/team")),
        *(
            f"/runs/{run.key}{rest}"
            for rest in (
                "", "/catch-ups", "/coverage", "/schedule", "/facilitators", "/practice",
                "/consultations", "/owing",
            )
        ),
        *(
            f"/services/{service.key}/{rest}"
            for rest in (
                "referrals", "drift", "criteria", "waiting-list", "waits", "capacity",
                "caseloads", "enrolments",
            )
        ),
        *(f"/registers/{sitting.key}{rest}" for rest in ("", "/changes")),
        *(f"/fidelity-instruments/{instrument.key}/summary?by={by}" for by in ("run", "site")),
        f"/fidelity-instruments/{instrument.key}/trend?score=technical&by=site&of={the_site.key}",
        *(f"/homes/{the_home.key}/charts{rest}" for rest in ("", "/restraints")),
        f"/homes/{the_home.key}/roster?first={DAY}",
        f"/practice/{task.key}/tries",
        f"/sessions/{session.key}/feedback",
        f"/referrals/{the_child.key}",
    ]  # fmt: skip


def test_lists_ask_as_much_for_many_as_for_few(ask, filled, member, northmere, monkeypatch):
    monkeypatch.setattr(coming_in.ByToken, "get_cache_key", lambda *_: None)
    add, paths = filled
    lead = member(northmere, "programme_lead", "national_team_lead")
    token = make_token(by=lead, name="t", scopes=list(Scope), days=1)[1]

    def counts():
        found = {}
        for path in paths:
            with CaptureQueriesContext(connection) as asked:
                answer = ask(path, token=token).status_code
            # Homes with so few months are not compared; they are all read before it is said.
            assert answer == (409 if path.startswith("/homes-compared") else 200), path
            found[path] = len(asked)
        return found

    asked_for = {resolve(f"/api/v1{path.partition('?')[0]}").view_name for path in paths}
    assert asked_for == {
        name for name, one in WALKED.items() if one.counted_in == "evaluation/api"
    }

    add(0, FEW)
    counts()  # whatever is worked out once and then kept
    few = counts()
    add(FEW, MANY)

    assert counts() == few
