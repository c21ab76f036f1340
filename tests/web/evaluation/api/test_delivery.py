"""What programs are given of delivery, what they may save, and what they are refused."""

from datetime import date, time

import pytest

from holdfast.change.criteria import Criteria
from holdfast.change.criteria_data import criteria_as_data
from holdfast_web.deliver.models import (
    CatchUp,
    CatchUpKind,
    Certification,
    CertificationState,
    CriteriaVersion,
    Facilitator,
    FidelityInstrument,
    FidelityReview,
    Home,
    HomeMonth,
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
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind

DAY = date(2025, 3, 4)
URN = "urn:programme:result"


@pytest.fixture
def home(northmere):
    found = Organisation.objects.create(name="Beech House", kind=Kind.HOME, parent=northmere)
    Home.objects.create(organisation=found, ofsted_urn="SC000001", places=5)
    return found


@pytest.fixture
def team(home):
    return [
        StaffMember.objects.create(
            organisation=home, name=f"Staff member {number}", started=date(2024, 1, 1),
            contracted_hours=37.5,
        )
        for number in (1, 2)
    ]  # fmt: skip


@pytest.fixture
def sitting(home):
    run = Run.objects.create(
        organisation=home, programme=URN, version=1, title="RESuLT", content={}, starts=DAY
    )
    session = Session.objects.create(run=run, number=1)
    return Sitting.objects.create(session=session, on=DAY, starts=time(9), ends=time(12))


@pytest.fixture
def lead(member, northmere):
    """Ask with the token of a programme lead, who may save registers."""
    return make_token(
        by=member(northmere, "programme_lead"), name="tests", scopes=list(Scope), days=1
    )[1]


@pytest.fixture
def ask_lead(ask, lead):
    return lambda path, data=None: ask(path, token=lead, data=data)


def test_programmes_of_the_library_are_everyones(ask):
    found = ask("/programmes").json()

    result = [one for one in found if one["urn"] == URN]
    assert [(one["name"], one["organisation"]) for one in result] == [("RESuLT", None)]
    assert len(found) >= 18


def test_sites_homes_and_runs_are_given(ask, home, sitting):
    Site.objects.create(
        organisation=home, programme=URN, title="RESuLT", stage="initial", stage_since=DAY
    )
    run = sitting.session.run

    assert ask("/sites").json()["items"][0]["stage"] == "initial"
    assert ask("/homes").json()["items"] == [
        {
            "organisation": str(home.key), "name": "Beech House", "ofsted_urn": "SC000001",
            "places": 5,
        }
    ]  # fmt: skip
    listed = ask("/runs").json()["items"]
    whole = ask(f"/runs/{run.key}").json()
    assert listed == [{name: whole[name] for name in listed[0]}]
    assert [one["number"] for one in whole["sessions"]] == [1]
    assert whole["sessions"][0]["sittings"][0]["key"] == str(sitting.key)


def test_staff_are_given_to_whoever_sees_them_by_name(ask, ask_lead, home, team):
    facilitator = Facilitator.objects.create(organisation=home, name="Facilitator 1")
    Certification.objects.create(
        facilitator=facilitator, programme=URN, state=CertificationState.CERTIFIED, since=DAY
    )

    given = ask_lead("/staff").json()["items"]
    assert [(one["name"], one["contracted_hours"]) for one in given] == [
        ("Staff member 1", 37.5),
        ("Staff member 2", 37.5),
    ]
    (person,) = ask_lead("/facilitators").json()["items"]
    assert person["certifications"][0]["state"] == "certified"
    # An analyst sees counts of delivery and nobody by name.
    assert ask("/staff").json()["total"] == 0
    assert ask("/facilitators").json()["total"] == 0


def test_a_register_is_saved_and_read_again(ask, ask_lead, sitting, team, monkeypatch):
    path = f"/registers/{sitting.key}"
    marks = [
        {"line": str(team[0].key), "outcome": "present"},
        {"line": str(team[1].key), "outcome": "absent", "reason": "nights"},
    ]

    saved = ask_lead(path, {"seen": 0, "marks": marks}).json()

    assert (saved["version"], saved["conflicts"]) == (1, [])
    assert [(one["outcome"], one["reason"]) for one in saved["marks"]] == [
        ("present", ""),
        ("absent", "nights"),
    ]
    assert ask_lead(path).json() == {name: saved[name] for name in saved if name != "conflicts"}
    # Another, who saw nothing of it, wants otherwise: what was saved first stands.
    late = {"line": str(team[0].key), "outcome": "late", "arrived": "09:20:00"}
    again = ask_lead(path, {"seen": 0, "marks": [late]}).json()
    assert (again["version"], again["conflicts"]) == (1, [str(team[0].key)])
    # Who may not take registers finds none.
    assert ask(path).status_code == 404
    assert ask(path, data={"seen": 1, "marks": [late]}).status_code == 404


def test_a_mark_that_makes_no_sense_is_refused(ask_lead, sitting, team):
    mark = {"line": str(team[0].key), "outcome": "absent"}

    answer = ask_lead(f"/registers/{sitting.key}", {"seen": 0, "marks": [mark]})

    assert (answer.status_code, answer.json()["code"]) == (409, "deliver.mark-unsound")
    assert ask_lead(f"/registers/{sitting.key}").json()["marks"] == []


def test_what_was_caught_up_is_given(ask_lead, sitting, team):
    CatchUp.objects.create(
        session=sitting.session, staff=team[1], kind=CatchUpKind.VIDEO, on=DAY, minutes=60,
        counts=True,
    )  # fmt: skip

    (given,) = ask_lead(f"/runs/{sitting.session.run.key}/catch-ups").json()["items"]

    assert (given["staff"], given["kind"], given["counts"]) == (
        str(team[1].key),
        "video",
        True,
    )


def test_what_is_anothers_is_not_there(ask, ask_lead, elsewhere):
    home = Organisation.objects.create(name="Ash House", kind=Kind.HOME, parent=elsewhere)
    run = Run.objects.create(
        organisation=home, programme=URN, version=1, title="RESuLT", content={}, starts=DAY
    )
    session = Session.objects.create(run=run, number=1)
    other = Sitting.objects.create(session=session, on=DAY, starts=time(9), ends=time(12))

    assert ask_lead("/runs").json()["total"] == 0
    assert ask_lead(f"/runs/{run.key}").status_code == 404
    assert ask_lead(f"/runs/{run.key}/catch-ups").status_code == 404
    assert ask_lead(f"/registers/{other.key}").status_code == 404


def test_coverage_of_a_run_is_given_in_counts(ask, sitting, team):
    found = ask(f"/runs/{sitting.session.run.key}/coverage").json()

    assert (found["planned"], found["held"], found["registers_missing"]) == (1, 0, 1)
    # The run says nothing of its programme: why nothing can be told is said by its code.
    assert found["problem"].startswith("deliver.")


def test_homes_months_are_given_with_what_is_missing(ask, home):
    HomeMonth.objects.create(organisation=home, month=DAY.replace(day=1), planned_moves=0)

    (found,) = ask("/home-months").json()["items"]

    assert found["month"] == "2025-03-01"
    assert (found["measures"]["planned_moves"], found["measures"]["restraints"]) == (0, None)
    assert AuditEvent.objects.filter(action="home months read by a program").count() == 1


def test_reviews_are_given_by_kind_of_rater(ask, home, sitting):
    instrument = FidelityInstrument.objects.create(
        organisation=home, programme=URN, urn="urn:fidelity:invented", version=1,
        title="A list", content={}, rule_fewest=1, rule_rater="observer",
        rule_chosen="all", rule_source="us",
    )  # fmt: skip
    facilitator = Facilitator.objects.create(organisation=home, name="Facilitator 1")
    FidelityReview.objects.create(
        organisation=home, instrument=instrument, run=sitting.session.run, on=DAY,
        facilitator=facilitator, rater="self", scores={"total": 3.5, "pace": None},
        chosen="all",
    )  # fmt: skip

    (found,) = ask("/fidelity-reviews").json()["items"]

    assert (found["rater"], found["scores"]) == ("self", {"total": 3.5, "pace": None})


def test_services_their_referrals_and_drift_are_given_by_pseudonym(ask, northmere):
    service = Service.objects.create(
        organisation=northmere, references_of=northmere, name="Edge of care"
    )
    criteria = CriteriaVersion.objects.create(
        service=service,
        number=1,
        in_force_from=DAY,
        content=criteria_as_data(Criteria(youngest=10, oldest=17)),
    )  # fmt: skip
    Referral.objects.create(
        organisation=northmere, service=service, criteria=criteria, number=1,
        pseudonym="A" * 16, standing="outside", received=DAY, started=DAY,
    )  # fmt: skip

    assert [one["name"] for one in ask("/services").json()["items"]] == ["Edge of care"]
    (referral,) = ask(f"/services/{service.key}/referrals").json()["items"]
    assert (referral["pseudonym"], referral["number"]) == ("A" * 16, 1)
    months = ask(f"/services/{service.key}/drift").json()["months"]
    assert (months[0]["month"], months[0]["served"], months[0]["outside"]) == ("2025-03", 1, 1)
    assert set(
        AuditEvent.objects.filter(subject_key=str(service.key)).values_list("action", flat=True)
    ) == {"referrals read by a program", "drift read by a program"}
