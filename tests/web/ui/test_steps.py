"""A long job in pages of one thing each; told of a problem as the page that uses it."""

import pytest
from django.urls import reverse
from lxml import html

from holdfast_web.people.models import AuditEvent

pytestmark = pytest.mark.django_db


@pytest.fixture
def person(client, member, northmere):
    user = member(northmere, "reader")
    client.force_login(user)
    return user


def at(step):
    return reverse("problem_step", args=[step])


def answer_all(client):
    client.post(at("page"), {"page": "Findings"})
    client.post(at("what"), {"what": "The table is <cut> off."})
    return client.post(at("reply"), {"reply": "yes"})


def test_a_stranger_is_asked_to_sign_in(client):
    assert client.get(at("page")).status_code == 302
    assert client.post(at("check")).url.startswith("/account/login/")


def test_each_answer_leads_to_the_next_page(client, person):
    assert client.get(reverse("problem")).url == at("page")
    assert client.post(at("page"), {"page": "Findings"}).url == at("what")
    assert client.post(at("what"), {"what": "It is cut off."}).url == at("reply")
    assert client.post(at("reply"), {"reply": "no"}).url == at("check")


def test_a_page_cannot_be_skipped(client, person):
    assert client.get(at("reply")).url == at("page")
    assert client.get(at("check")).url == at("page")
    assert client.post(at("check")).url == at("page")


def test_an_answer_that_is_missing_is_asked_for_again(client, person):
    answer = client.post(at("page"), {"page": ""})

    assert answer.status_code == 422
    assert html.fromstring(answer.content).xpath("//a[@href='#id_page']/text()") == [
        "Say which page it was."
    ]


def test_all_answers_are_shown_to_be_checked_and_changed(client, person):
    answer_all(client)
    page = html.fromstring(client.get(at("check")).content)
    values = [
        one.text_content().strip() for one in page.xpath("//dd[contains(@class,'value')]")
    ]

    assert values == ["Findings", "The table is <cut> off.", "Yes"]
    assert page.xpath("//dl//a/@href") == [
        f"{at(step)}?check" for step in ("page", "what", "reply")
    ]
    assert client.post(f"{at('page')}?check", {"page": "Journeys"}).url == at("check")
    assert "Journeys" in client.get(at("check")).content.decode()


def test_what_was_typed_is_there_again_when_one_goes_back(client, person):
    answer_all(client)
    page = html.fromstring(client.get(at("page")).content)

    assert page.xpath("//input[@name='page']/@value") == ["Findings"]


def test_the_last_page_sends_it_once(
    client, person, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.CONTACT = "help@northmere.example"
    answer_all(client)
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(at("check"))

    assert answer.url == reverse("home")
    assert [(mail.to, mail.reply_to) for mail in mailoutbox] == [
        (["help@northmere.example"], [person.email])
    ]
    assert client.post(at("check")).url == at("page")
    assert len(mailoutbox) == 1
    event = AuditEvent.objects.get(action="problem told")
    assert (event.user_key, event.detail) == (person.key, {"reply": True})


def test_beginning_again_forgets_what_was_answered(client, person):
    answer_all(client)
    client.get(reverse("problem"))

    assert client.get(at("check")).url == at("page")


def test_there_is_no_step_but_those_named(client, person):
    assert client.get(at("weather")).status_code == 404
