"""Sign-in with one click: in the demo, from this machine, and nowhere else."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.urls import NoReverseMatch, reverse

from holdfast_web.people.models import AuditEvent, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.operations.demo import make_demo_people
from holdfast_web.people.roles import RoleName

HERE = {"HTTP_HOST": "127.0.0.1:8000"}


@pytest.fixture
def demo(settings):
    settings.DEMO = True
    settings.ROOT_URLCONF = "tests.web.people.demo_urls"


def test_there_is_one_button_for_each_role_and_one_for_a_second_analyst(
    client, demo, northmere
):
    make_demo_people(northmere)
    make_demo_people(northmere)

    text = client.get("/demo/", headers={"host": "127.0.0.1:8000"}).content.decode()

    assert text.count("<button") == len(RoleName) + 1
    assert "Invented home manager, Northmere" in text


def test_whoever_has_a_role_in_two_homes_belongs_there_and_has_one_button(
    client, demo, northmere
):
    homes = [
        Organisation.objects.create(name=name, kind=Kind.HOME, parent=northmere)
        for name in ("Larch House", "Rowan House")
    ]
    people = make_demo_people(northmere, belong={RoleName.FACILITATOR: homes})
    facilitator = people[list(RoleName).index(RoleName.FACILITATOR)]

    text = client.get("/demo/", headers={"host": "127.0.0.1:8000"}).content.decode()
    answer = client.post("/demo/", {"person": facilitator.key}, **HERE)

    assert text.count("Sign in as Invented facilitator") == 1
    assert {one.organisation for one in facilitator.memberships.all()} == set(homes)
    assert answer.status_code == 302


def test_a_click_signs_in_and_is_put_on_the_trail(client, demo, northmere):
    analyst = make_demo_people(northmere)[list(RoleName).index(RoleName.ANALYST)]

    answer = client.post("/demo/", {"person": analyst.key, "next": "/releases/"}, **HERE)

    assert (answer.status_code, answer.url) == (302, "/releases/")
    assert int(client.session["_auth_user_id"]) == analyst.pk
    assert AuditEvent.objects.last().action == "signed in to the demo"


def test_nobody_who_is_not_of_the_demo_is_offered(client, demo, northmere, member):
    make_demo_people(northmere)
    real = member(northmere, "analyst")

    answer = client.post("/demo/", {"person": real.key}, **HERE)

    assert answer.status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "request_from",
    [
        {"REMOTE_ADDR": "192.0.2.7"},
        {"REMOTE_ADDR": ""},
        {"HTTP_X_FORWARDED_FOR": "192.0.2.7"},
        {"HTTP_FORWARDED": "for=192.0.2.7"},
        {"HTTP_HOST": "elsewhere.example"},
    ],
    ids=[
        "another machine",
        "nowhere",
        "a proxy",
        "a proxy of the standard kind",
        "another name",
    ],
)
def test_it_answers_this_machine_only(client, demo, northmere, settings, request_from):
    settings.ALLOWED_HOSTS = ["*"]
    person = make_demo_people(northmere)[0]

    answers = [
        client.get("/demo/", **(HERE | request_from)),
        client.post("/demo/", {"person": person.key}, **(HERE | request_from)),
    ]

    assert [answer.status_code for answer in answers] == [404, 404]


def test_it_does_not_send_a_person_to_another_site(client, demo, northmere):
    person = make_demo_people(northmere)[0]

    answer = client.post(
        "/demo/", {"person": person.key, "next": "https://elsewhere.example/"}, **HERE
    )

    assert answer.url == "/"


def test_outside_the_demo_there_is_no_such_address(client, db):
    with pytest.raises(NoReverseMatch):
        reverse("demo_sign_in")
    assert client.get("/demo/", **HERE).status_code == 404


def test_outside_the_demo_the_page_itself_refuses(client, northmere, settings):
    settings.ROOT_URLCONF = "tests.web.people.demo_urls"

    assert client.get("/demo/", **HERE).status_code == 404


def test_outside_the_demo_nobody_is_invented(northmere):
    with pytest.raises(ImproperlyConfigured):
        make_demo_people(northmere)

    assert not User.objects.exists()
