"""The pages that belong to no app, the security policy, and what went wrong."""

import re

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from lxml import html

from holdfast import __version__

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["accessibility", "privacy", "cookies"])
def test_pages_about_the_service_are_open_to_everyone(client, name):
    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert len(html.fromstring(answer.content).xpath("//h1")) == 1


def test_the_cookies_page_names_every_cookie_that_is_set(client, member, northmere):
    client.force_login(member(northmere, "reader"))
    client.get(reverse("notices"))
    client.post(reverse("notices"), {})  # leaves a message for the next page
    text = client.get(reverse("cookies")).content.decode()

    assert set(client.cookies) == {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
    assert [name for name in client.cookies if name not in text] == []


def test_every_robot_is_refused(client):
    assert client.get("/robots.txt").content == b"User-agent: *\nDisallow: /\n"


def test_the_policy_allows_no_inline_style_or_script(client, member, northmere):
    client.force_login(member(northmere, "analyst"))
    answer = client.get(reverse("home"))
    policy = dict(
        part.strip().split(" ", 1)
        for part in answer["Content-Security-Policy"].split(";")
        if part.strip()
    )
    tree = html.fromstring(answer.content)

    assert policy["default-src"] == "'none'"
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert tree.xpath("//@style | //style | //@onclick | //script[not(@src)]") == []
    nonce = re.search("'nonce-([^']+)'", policy["script-src"])
    assert {script.get("nonce") for script in tree.xpath("//script")} == {nonce.group(1)}


def test_a_page_that_is_not_there_looks_like_ours(client, member, northmere):
    client.force_login(member(northmere, "reader"))
    answer = client.get("/nowhere/")

    assert answer.status_code == 404
    assert html.fromstring(answer.content).xpath("//h1/text()") == ["Page not found"]


def test_a_form_from_elsewhere_is_refused_in_words(member, northmere):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(member(northmere, "reader"))
    answer = strict.post(reverse("notices"), {})

    assert answer.status_code == 403
    assert html.fromstring(answer.content).xpath("//h1/text()") == ["This was not done"]


def test_a_request_that_makes_no_sense_is_answered_in_words(client):
    answer = client.get("/", HTTP_HOST="elsewhere.example")

    assert answer.status_code == 400
    assert html.fromstring(answer.content).xpath("//h1/text()") == [
        "This request cannot be read"
    ]


def test_a_fault_of_ours_is_owned_without_its_details(client, monkeypatch):
    def fails(*_, **__):
        raise RuntimeError("the words of a fault")

    client.raise_request_exception = False
    monkeypatch.setattr("holdfast_web.ui.views.about.render", fails)
    answer = client.get(reverse("cookies"))

    assert answer.status_code == 500
    assert html.fromstring(answer.content).xpath("//h1/text()") == ["The service has a fault"]
    assert b"words of a fault" not in answer.content


def test_a_question_shows_what_is_offered_and_no_other(client, member, northmere, monkeypatch):
    from holdfast_web.ui import questions

    offered = {question.name: [] for question in questions.QUESTIONS}
    monkeypatch.setattr(questions, "_OFFERS", offered)
    questions.offer_answer(
        "measure", lambda user: [questions.Answer(text="Findings", href="/f/", words=str(user))]
    )
    client.force_login(member(northmere, "reader"))

    page = html.fromstring(client.get(reverse("question", args=["measure"])).content)
    empty = html.fromstring(client.get(reverse("question", args=["value"])).content)

    assert page.xpath("//main//a/@href") == ["/f/"]
    assert "reader@northmere.example" in page.xpath("//main")[0].text_content()
    assert "nothing here yet" in empty.xpath("//main")[0].text_content()
    assert client.get(reverse("question", args=["weather"])).status_code == 404


def test_a_question_is_for_those_who_signed_in(client):
    assert client.get(reverse("question", args=["measure"])).status_code == 302


def band(client):
    tree = html.fromstring(client.get(reverse("accessibility")).content)
    found = tree.xpath("//div[contains(@class, 'govuk-phase-banner')]")
    return found[0] if found else None


def test_every_page_says_that_this_is_an_early_version_and_where_to_tell_of_a_problem(
    client, member, northmere
):
    stranger = band(client)
    client.force_login(member(northmere, "reader"))

    one = band(client)

    said = " ".join(one.text_content().split())
    assert said == (
        f"Early version This is version {__version__}, an early one: parts of it may still "
        "change. Tell us about a problem"
    )
    assert one.xpath(".//a/@href") == [reverse("problem")]
    assert stranger.xpath(".//a/@href") == []


def test_the_band_can_be_switched_off_and_the_demo_says_that_it_is_one(client, settings, db):
    settings.DEMO = True
    demo = " ".join(band(client).text_content().split())
    settings.DEMO, settings.PHASE_BANNER = False, False

    assert demo == "Invented data Northmere and everyone in it are invented."
    assert band(client) is None
