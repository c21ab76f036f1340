"""The pages of services: what each person sees and can do there."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from holdfast.change.criteria import Flexibility
from holdfast.change.criteria_data import criteria_from_data
from holdfast.deliver.referral import Move
from holdfast_web.deliver.models import DriftAlert, Referral, Service, TeamMember
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db


def url(name, thing=None, *more):
    return reverse(f"deliver:{name}", args=[thing.key, *more] if thing else [])


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_the_list_shows_services_of_ones_own_only(client, service, lead, elsewhere):
    Service.objects.create(organisation=elsewhere, references_of=elsewhere, name="Theirs")
    client.force_login(lead)

    page = text_of(client.get(url("services")))
    file = client.get(f"{url('services')}?as=csv")

    assert ("Edge of care team" in page, "Theirs" in page) == (True, False)
    assert b"".join(file.streaming_content).decode().splitlines() == [
        "Service,Organisation,State", "Edge of care team,Northmere,Open",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("role", "there", "not_there"),
    [
        ("programme_lead", ["Refer a child", "Decide on referrals", "Drift", "Change it"], []),
        ("practitioner", ["Refer a child", "Your referrals"], ["Drift", "Waiting list"]),
        ("commissioner", ["Drift", "Capacity"], ["Refer a child", "Waiting list", "Change it"]),
        ("analyst", ["Waiting list", "Drift", "enrolments.csv"], ["Refer a child"]),
    ],
)
def test_what_each_role_is_offered(client, service, member, northmere, role, there, not_there):
    client.force_login(member(northmere, role, email="one@northmere.example"))

    page = text_of(client.get(url("service", service)))

    assert [words for words in there if words not in page] == []
    assert [words for words in not_there if words in page] == []
    assert "11 to 17" in page
    assert "Ages 11 to 18. stages: child in need plan (one at once)" in page


@pytest.mark.parametrize("role", ["home_manager", "reader", "facilitator"])
def test_others_find_no_service(client, service, member, northmere, role):
    client.force_login(member(northmere, role))

    assert client.get(url("service", service)).status_code == 404
    assert "There is no service yet" in client.get(url("services")).content.decode()


def test_what_waits_is_counted(client, service, practitioner, lead, referred, at):
    referred(service, practitioner, 1)
    at(referred(service, practitioner, 2), lead, Move.TRIAGE, Move.ACCEPT)
    client.force_login(lead)

    page = text_of(client.get(url("service", service)))

    for words in ("Decide on referrals 1", "Give places 1", "In hand 0", "Over 0"):
        assert words in page, words


def test_a_service_without_criteria_says_so_and_takes_no_referral(client, service, lead):
    service.criteria_versions.all().delete()
    client.force_login(lead)

    page = text_of(client.get(url("service", service)))

    assert "so it takes no referrals" in page
    assert "Refer a child" not in page


def test_an_open_alert_is_not_overlooked(client, service, lead):
    DriftAlert.objects.create(
        organisation=service.organisation, service=service, group="served", window=1,
        month=timezone.localdate().replace(day=1),
    )  # fmt: skip
    client.force_login(lead)

    assert "left the children it is meant for" in text_of(client.get(url("service", service)))


def test_a_service_is_added_and_changed(client, lead, northmere):
    client.force_login(lead)
    said = {"organisation": northmere.key, "name": "Edge", "consent_needed": "on"}

    page = client.post(url("service_add"), said)
    made = Service.objects.get()
    assert page["Location"] == url("criteria_new", made)
    again = client.post(url("service_add"), said)
    assert "There is a service of that name" in again.content.decode()
    client.post(url("service_change", made), {"name": "Edge", "caseload_limit": 6})

    made.refresh_from_db()
    assert (made.caseload_limit, made.consent_needed) == (6, False)


def test_places_costs_and_team_are_kept(client, service, lead, practitioner):
    client.force_login(lead)

    client.post(url("service_places", service), {"since": "2026-01-01", "number": 9})
    client.post(
        url("service_costs", service),
        {"occupied": "500", "empty": "400", "year": "2025-26", "source": "Our ledger"},
    )
    client.post(
        url("team_member_add", service),
        {"name": "Team member 4", "profession": "Nurse", "email": practitioner.email},
    )

    page = text_of(client.get(url("service", service)))
    for words in (
        "1 January 2026 9", "£500 (2025-26 prices). Our ledger", "Team member 4 Nurse",
    ):  # fmt: skip
        assert words in page, words
    assert TeamMember.objects.get(name="Team member 4").user == practitioner
    assert AuditEvent.objects.order_by("-number").first().action == "team member added"


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("service_costs", {"occupied": "1", "empty": "2"}, "must cost no more"),
        ("service_costs", {"year": "soon"}, "Enter a price year, such as 2025-26."),
        ("service_costs", {"worth_target": "9"}, "is said for both kinds of children"),
        ("team_member_add", {"name": "Team member 1"}, "somebody of that name in the team"),
        ("team_member_add", {"email": "nobody@x.example"}, "Nobody with a role here"),
    ],
)
def test_what_cannot_be_kept_is_said(client, service, lead, name, said, words):
    client.force_login(lead)
    whole = {
        "service_costs": {"occupied": "5", "empty": "4", "year": "2025-26", "source": "s"},
        "team_member_add": {"name": "Team member 5", "profession": "Nurse"},
    }

    page = client.post(url(name, service), whole[name] | said)

    assert page.status_code == 422 or words in page.content.decode()
    assert words in page.content.decode()


def test_somebody_leaves_the_team(client, service, lead):
    client.force_login(lead)
    one = service.team.first()
    address = url("team_member", service, one.key)
    assert "Team member 1" in client.get(address).content.decode()
    said = {"name": one.name, "profession": one.profession, "limit": 3}

    late = client.post(address, said | {"ended": "2199-01-01"})
    assert "must be today or earlier" in late.content.decode()
    client.post(address, said | {"ended": str(timezone.localdate())})

    assert "Left on" in text_of(client.get(url("service", service)))


@pytest.mark.parametrize(
    "name", ["service_change", "service_places", "service_costs", "team_member_add",
             "criteria_new"],
)  # fmt: skip
def test_nobody_else_keeps_a_service(client, service, member, northmere, elsewhere, name):
    for user in (
        member(northmere, "analyst"),
        member(northmere, "practitioner"),
        member(elsewhere, "programme_lead"),
    ):
        client.force_login(user)
        assert client.get(url(name, service)).status_code == 404
    assert client.get(url("service_add")).status_code == 200  # elsewhere, they may


def test_nobody_adds_a_service_who_may_keep_none(client, practitioner):
    client.force_login(practitioner)

    assert client.get(url("service_add")).status_code == 404


def step(service, name):
    return reverse("deliver:criteria_new_step", args=[service.key, name])


def say(client, service, answers):
    page = None
    for name, said in answers.items():
        page = client.post(step(service, name), said)
        assert page.status_code == 302, (name, page.content.decode()[:3000])
    return page


AGES = {"ages": {"youngest": 10, "oldest": 16}}
WHO = {
    "stages": {"stages": ["pre_proceedings"]},
    "needs": {"needs": ["N1"]},
    "exclusions": {"exclusions": "Has harmed another child\n\nLives elsewhere"},
}


def test_a_new_version_of_the_criteria_is_written_page_by_page(client, service, lead):
    client.force_login(lead)
    client.get(url("criteria_new", service))
    today = timezone.localdate()

    page = say(
        client, service,
        AGES | WHO | {
            "flexible": {"flexible": "flexible"},
            "limits": {
                "youngest": 9, "stages": ["cin_plan"], "exclusions": ["lives-elsewhere"],
                "most_at_once": 2, "share": "12.5",
            },
            "agreed": {"agreed_by": "Panel", "agreed_on": "2026-01-05"},
            "from": {"in_force_from": str(today + timedelta(days=1)), "note": "Younger."},
        },
    )  # fmt: skip
    assert page["Location"] == step(service, "check")
    client.post(step(service, "check"))

    version = service.criteria_versions.get(number=2)
    criteria = criteria_from_data(version.content)
    assert (criteria.youngest, criteria.oldest, criteria.needs) == (10, 16, ("N1",))
    assert [one.name for one in criteria.exclusions] == [
        "has-harmed-another-child", "lives-elsewhere",
    ]  # fmt: skip
    assert criteria.flexibility == Flexibility(
        agreed_by="Panel", agreed_on=criteria.flexibility.agreed_on, share=0.125, youngest=9,
        stages=("cin_plan",), exclusions=("lives-elsewhere",), most_at_once=2,
    )  # fmt: skip
    shown = text_of(client.get(url("criteria", service)))
    for words in ("Version 2 To come", "Version 1 Holds now", "12.5 of 100", "Younger."):
        assert words in shown, words


@pytest.mark.parametrize(
    ("flexible", "further", "share"),
    [
        ("fixed", {"agreed": {"agreed_by": "Panel", "agreed_on": "2026-01-05"}}, 0),
        ("undecided", {}, None),
    ],
)
def test_criteria_that_are_not_flexible_or_not_decided(
    client, service, lead, flexible, further, share
):
    client.force_login(lead)
    client.get(url("criteria_new", service))
    said = {
        "flexible": {"flexible": flexible}, **further,
        "from": {"in_force_from": str(timezone.localdate())},
    }  # fmt: skip

    say(client, service, AGES | WHO | said)
    client.post(step(service, "check"))

    found = criteria_from_data(service.criteria_versions.get(number=2).content).flexibility
    assert (found.share if found else None) == share
    shown = text_of(client.get(url("service", service)))
    assert ("has not been decided whether" in shown) == (share is None)


@pytest.mark.parametrize(
    ("name", "said", "words"),
    [
        ("ages", {"youngest": 12, "oldest": 11}, "at least the youngest"),
        ("exclusions", {"exclusions": "Same\nsame"}, "words of its own"),
        ("limits", {"most_at_once": 1, "share": 5, "youngest": 11}, "would narrow them"),
        ("limits", {"most_at_once": 1, "share": 5, "oldest": 15}, "would narrow them"),
        ("agreed", {"agreed_by": "P", "agreed_on": "2199-01-01"}, "today or earlier"),
        ("from", {"in_force_from": "2021-01-01"}, "at the earliest"),
    ],
)
def test_answers_that_cannot_be_are_refused_on_their_page(
    client, service, lead, name, said, words
):
    client.force_login(lead)
    client.get(url("criteria_new", service))
    path = AGES | WHO | {
        "flexible": {"flexible": "flexible"},
        "limits": {"most_at_once": 1, "share": 5},
        "agreed": {"agreed_by": "P", "agreed_on": "2026-01-01"},
    }  # fmt: skip
    before = dict(list(path.items())[: list(path).index(name)] if name in path else path)
    say(client, service, before)

    page = client.post(step(service, name), said)

    assert page.status_code == 422
    assert words in page.content.decode()


def test_pages_of_criteria_begin_from_the_last_version(client, service, lead):
    client.force_login(lead)
    client.get(url("criteria_new", service))

    assert 'value="11"' in client.get(step(service, "ages")).content.decode()


def test_enrolments_leave_as_a_protocol_takes_them(
    client, service, practitioner, lead, referred, at, member, northmere
):
    at(
        referred(service, practitioner, 1), lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE,
        Move.START, Move.END,
    )  # fmt: skip
    at(referred(service, practitioner, 2), lead, Move.TRIAGE, Move.DECLINE)
    client.force_login(lead)

    file = client.get(url("service_enrolments", service)).content.decode().splitlines()

    assert file[0] == "pseudonym,referred,decision,enrolled,ended,team"
    day = timezone.localdate()
    assert sorted(line.split(",", 1)[1] for line in file[1:]) == [
        f"{day},accepted,{day},{day},Edge of care team",
        f"{day},declined,,,Edge of care team",
    ]
    assert {line.split(",")[0] for line in file[1:]} == set(
        Referral.objects.values_list("pseudonym", flat=True)
    )
    event = AuditEvent.objects.order_by("-number").first()
    assert event.action == "enrolments of a service taken as a file"
    client.force_login(member(northmere, "commissioner"))
    assert client.get(url("service_enrolments", service)).status_code == 404
