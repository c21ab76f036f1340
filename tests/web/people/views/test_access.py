"""The pages of the code of conduct and of emergency access."""

import pytest
from django.urls import reverse

from holdfast_web.people.conduct import VERSION
from holdfast_web.people.models import Emergency

REASON = "The returns of a home that closed today must be checked before night."


def test_who_has_not_accepted_is_led_to_the_code_and_then_on(client, member, northmere):
    person = member(northmere, "reader", accepted=False)
    client.force_login(person)

    held = client.get("/notices/")
    assert held.url == "/code-of-conduct/?next=%2Fnotices%2F"
    answer = client.post(held.url, {"accepts": "on", "next": "/notices/"})

    assert answer.url == "/notices/"
    person.refresh_from_db()
    assert person.code_of_conduct_version == VERSION


def test_the_code_leads_nowhere_else(client, member, northmere):
    client.force_login(member(northmere, "reader", accepted=False))

    answer = client.post(
        "/code-of-conduct/", {"accepts": "on", "next": "https://elsewhere.example/"}
    )

    assert answer.url == "/"


def test_anyone_may_read_the_code(client, db):
    text = client.get("/code-of-conduct/").content.decode()

    assert "Code of conduct" in text
    assert 'name="accepts"' not in text


@pytest.fixture
def lead(member, northmere, client):
    person = member(northmere, "programme_lead")
    client.force_login(person)
    return person


def test_emergency_access_is_taken_shown_and_ended(client, lead, northmere):
    asked = {"organisation": str(northmere.key), "reason": REASON}
    taken = client.post(reverse("emergency_take"), asked, follow=True)
    emergency = Emergency.objects.get()

    assert "You have access to Northmere until" in taken.content.decode()
    assert emergency.is_open
    client.post(reverse("emergency_end", args=[emergency.key]))
    emergency.refresh_from_db()
    assert not emergency.is_open
    assert REASON in client.get(reverse("emergencies")).content.decode()


def test_a_reason_that_says_nothing_is_not_enough(client, lead, northmere):
    asked = {"organisation": str(northmere.key), "reason": "urgent"}

    answer = client.post(reverse("emergency_take"), asked)

    assert "needs a reason that others can judge" in answer.content.decode()
    assert not Emergency.objects.exists()


def test_who_may_not_take_it_is_led_away(client, member, northmere):
    client.force_login(member(northmere, "analyst"))

    assert client.get(reverse("emergency_take")).url == reverse("emergencies")
