"""The pages of referrals: what they show, whom they refuse, and what is put down."""

import re
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.referral import Move
from holdfast_web.deliver.models import Referral, TeamMember
from holdfast_web.deliver.operations.referrals import begin_referral
from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db
REFERENCE = "CH-4711"


def url(name, thing, *more):
    return reverse(f"deliver:{name}", args=[thing.key, *more])


def text_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.content.decode()))


@pytest.fixture
def sent(service, practitioner, referred):
    return referred(
        service, practitioner, REFERENCE, received=timezone.localdate() - timedelta(days=12)
    )


def test_a_child_is_referred_page_by_page_and_nothing_is_kept_in_the_session(
    client, service, practitioner
):
    client.force_login(practitioner)

    page = client.post(url("refer", service), {"reference": REFERENCE})
    draft = Referral.objects.get()
    answers = {
        "birth": {"month": 5, "year": timezone.localdate().year - 14, "age": ""},
        "stages": {"chosen": ["child_protection_plan", "child_in_need"]},
        "needs": {"chosen": ["N5"]},
        "exclusions": {"harm": "no"},
        "urgency": {"urgency": "urgent"},
        "consent": {"consent": "given"},
        "source": {
            "source": "5A", "referred_from": "Duty team", "received": timezone.localdate(),
        },
    }  # fmt: skip
    for part, said in answers.items():
        assert page["Location"] == url("referral_part", draft, part)
        page = client.post(page["Location"], said)
    assert page["Location"] == url("referral_check", draft)
    check = client.get(page["Location"])
    assert "This child is Within the criteria" in text_of(check)
    page = client.post(page["Location"])

    draft.refresh_from_db()
    assert page["Location"] == url("referral", draft)
    assert (draft.number, draft.standing, draft.referred_from) == (1, "within", "Duty team")
    assert draft.stages == ["child_protection_plan", "child_in_need"]
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert REFERENCE not in str(kept)
    assert "N5" not in str(kept)


def test_an_answer_that_cannot_be_is_said_to_be(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)
    this_year = timezone.localdate().year
    for part, said, words in (
        ("birth", {"month": 5}, "Enter both month and year."),
        ("birth", {"month": 5, "year": this_year + 1}, "The child must be born"),
        ("birth", {"month": 5, "year": this_year - 40}, "at most 25 years old"),
        ("birth", {"month": 5, "year": this_year - 9, "age": 9}, "not both"),
        ("stages", {}, "Select all that apply"),
        ("stages", {"chosen": ["none", "cin_plan"]}, "stand alone"),
        ("exclusions", {}, "Say whether this applies: Has harmed another child"),
        ("source", {"source": "5A", "received": "2199-01-01"}, "must be today or earlier"),
    ):
        page = client.post(url("referral_part", draft, part), said)
        assert page.status_code == 422, part
        assert words in page.content.decode(), words


def test_none_and_not_known_are_two_answers(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)

    client.post(url("referral_part", draft, "stages"), {"chosen": ["none"]})
    client.post(url("referral_part", draft, "needs"), {"chosen": ["unknown"]})
    client.post(url("referral_part", draft, "birth"), {})

    draft.refresh_from_db()
    assert (draft.stages, draft.stage, draft.needs, draft.age) == ([], "none", None, None)
    assert (
        'value="none" checked'
        in client.get(url("referral_part", draft, "stages")).content.decode()
    )
    shown = text_of(client.get(url("referral_check", draft)))
    assert "Stages of the journey None of those on the list" in shown
    assert "Needs Not known" in shown


def test_nothing_is_ticked_on_a_page_that_was_not_asked_yet(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)

    def ticked(part):
        page = client.get(url("referral_part", draft, part)).content.decode()
        return re.findall(r'value="(\w+)" checked', page)

    client.post(url("referral_part", draft, "birth"), {"age": 14})
    assert ticked("stages") == []
    client.post(url("referral_part", draft, "stages"), {"chosen": ["unknown"]})
    assert ticked("needs") == []
    client.post(url("referral_part", draft, "needs"), {"chosen": ["N5"]})
    client.post(url("referral_part", draft, "urgency"), {"urgency": "urgent"})
    assert (ticked("stages"), ticked("needs")) == (["unknown"], ["N5"])


def test_a_change_from_the_check_page_leads_back_to_it(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)

    page = client.post(f"{url('referral_part', draft, 'birth')}?check", {"age": 12})

    assert page["Location"] == url("referral_check", draft)


def test_a_part_that_the_service_does_not_ask_for_is_not_there(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)

    assert client.get(url("referral_part", draft, "score")).status_code == 404
    service.need_measure, service.need_lowest, service.need_highest = "SDQ", 0, 40
    service.save()
    asked = client.get(url("referral_part", draft, "score"))
    assert "From 0 to 40" in asked.content.decode()
    page = client.post(url("referral_part", draft, "score"), {"need_score": "41"})
    assert "Enter a score from 0 to 40." in page.content.decode()
    client.post(url("referral_part", draft, "score"), {"need_score": "17.5"})
    draft.refresh_from_db()
    assert float(draft.need_score) == 17.5


def test_a_refusal_to_begin_is_read_on_the_page(client, service, practitioner, sent):
    client.force_login(practitioner)

    page = client.post(url("refer", service), {"reference": REFERENCE})

    assert page.status_code == 422
    assert "This child has an open referral to this service." in page.content.decode()


def test_a_draft_that_lacks_an_answer_is_not_sent(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)

    page = client.post(url("referral_check", draft), follow=True)

    assert "does not say all that every referral says" in page.content.decode()


def test_a_draft_is_deleted(client, service, practitioner):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(practitioner)

    assert client.get(url("referral_delete", draft)).status_code == 405
    assert client.post(url("referral_delete", draft))["Location"] == url("service", service)
    assert not Referral.objects.exists()


def test_a_draft_is_nobody_elses(client, service, practitioner, lead):
    draft = begin_referral(by=practitioner, service=service, reference=REFERENCE)
    client.force_login(lead)

    for address in (
        url("referral", draft), url("referral_check", draft),
        url("referral_part", draft, "birth"),
    ):  # fmt: skip
        assert client.get(address).status_code == 404
    assert client.post(url("referral_delete", draft)).status_code == 404


def test_a_referral_shows_its_criteria_one_by_one_and_each_reading_is_put_down(
    client, sent, lead
):
    client.force_login(lead)

    page = client.get(url("referral", sent))

    shown = text_of(page)
    for words in (
        "Referral 1", sent.pseudonym, "Next is whoever decides on referrals",
        "Child protection plan, Pre-proceedings Met", "Has harmed another child Must not apply",
        "Begin triage",
    ):  # fmt: skip
        assert words in shown, words
    assert "Cache-Control" in page.headers
    assert "no-store" in page["Cache-Control"]
    event = AuditEvent.objects.order_by("-number").first()
    assert (event.action, event.user_key, event.detail) == (
        "referral read", lead.key, {"pseudonym": sent.pseudonym},
    )  # fmt: skip


def test_who_sees_which_referral(
    client, service, sent, practitioner, lead, member, northmere, elsewhere, at
):
    colleague = member(northmere, "practitioner", email="colleague@northmere.example")
    TeamMember.objects.filter(name="Team member 1").update(user=colleague)
    people = {
        "author": practitioner,
        "lead": lead,
        "analyst": member(northmere, "analyst"),
        "colleague": colleague,
        "commissioner": member(northmere, "commissioner"),
        "stranger": member(elsewhere, "programme_lead"),
    }

    def seen():
        found = set()
        for name, user in people.items():
            client.force_login(user)
            if client.get(url("referral", sent)).status_code == 200:
                found.add(name)
        return found

    assert seen() == {"author", "lead", "analyst"}
    at(sent, lead, Move.TRIAGE, Move.ACCEPT, Move.ALLOCATE)
    assert seen() == {"author", "lead", "analyst", "colleague"}


def test_the_list_is_narrowed_and_its_reading_put_down(
    client, service, sent, practitioner, lead, referred, at
):
    other = at(referred(service, practitioner, "2", age=9), lead, Move.TRIAGE)
    client.force_login(lead)

    everyone = text_of(client.get(url("referrals", service)))
    outside = text_of(client.get(f"{url('referrals', service)}?standing=outside"))
    over = text_of(client.get(f"{url('referrals', service)}?show=over"))

    assert sent.pseudonym in everyone
    assert (sent.pseudonym in outside, other.pseudonym in outside) == (False, True)
    assert "There is no such referral." in over
    assert [
        (event.action, event.detail) for event in AuditEvent.objects.order_by("-number")[:3]
    ][::-1] == [
        ("list of referrals read", {"children": 2}),
        ("list of referrals read", {"children": 1}),
        ("list of referrals read", {"children": 0}),
    ]


def test_whoever_only_refers_sees_their_own_in_the_list(
    client, service, sent, lead, referred, practitioner
):
    theirs = referred(service, lead, "2")
    client.force_login(practitioner)

    shown = text_of(client.get(url("referrals", service)))

    assert (sent.pseudonym in shown, theirs.pseudonym in shown) == (True, False)


def test_the_list_leaves_as_a_file_with_an_event(client, service, sent, lead):
    client.force_login(lead)

    file = client.get(f"{url('referrals', service)}?as=csv")

    lines = b"".join(file.streaming_content).decode().splitlines()
    assert lines[0].startswith("Referral,Child,Came in")
    assert lines[1].startswith(f"Referral 1,{sent.pseudonym},{sent.received}")
    assert AuditEvent.objects.order_by("-number").first().action == "list taken as a file"


def test_the_waiting_list_says_who_waits_how_long_and_who_is_late(
    client, service, sent, practitioner, lead, referred, at
):
    today = timezone.localdate()
    urgent = referred(service, practitioner, "2", urgency="urgent")
    placed = at(
        referred(service, practitioner, "3", received=today - timedelta(days=3)), lead,
        Move.TRIAGE, Move.ACCEPT, Move.WAIT,
    )  # fmt: skip
    at(referred(service, practitioner, "4"), lead, Move.WITHDRAW)
    client.force_login(lead)

    page = client.get(url("waiting_list", service))

    rows = [(str(row[0]), *map(str, row[2:4]), row[5]) for row in page.context["rows"]]
    assert [(re.sub("<[^>]+>", "", name), *rest) for name, *rest in rows] == [
        (str(urgent), "A decision", "Urgent", "0"),
        (str(sent), "A decision", "Routine", "12"),
        (str(placed), "A place", "Routine", "0"),
    ]
    assert "1 waits longer than was agreed." in text_of(page)
    file = b"".join(client.get(f"{url('waiting_list', service)}?as=csv").streaming_content)
    assert file.decode().splitlines()[2].split(",")[2:7] == [
        "A decision", "Routine", "Within the criteria", str(sent.received), "12",
    ]  # fmt: skip


def test_what_is_known_is_put_right_from_the_page_until_it_is_decided(
    client, sent, lead, at, practitioner
):
    client.force_login(lead)

    page = client.post(url("referral_part", sent, "birth"), {"age": 9}, follow=True)

    assert page.redirect_chain[-1][0] == url("referral", sent)
    assert "This child is Outside" in text_of(page)
    at(sent, lead, Move.TRIAGE, Move.ACCEPT)
    assert client.get(url("referral_part", sent, "birth")).status_code == 404
    client.force_login(practitioner)
    assert client.get(url("referral_part", sent, "birth")).status_code == 404


@pytest.mark.parametrize("name", ["refer", "referrals", "waiting_list"])
def test_those_who_may_not_find_no_page(client, service, member, northmere, elsewhere, name):
    for user in (member(northmere, "commissioner"), member(elsewhere, "programme_lead")):
        client.force_login(user)
        assert client.get(url(name, service)).status_code == 404
