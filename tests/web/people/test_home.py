"""The first page."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from holdfast_web.people.due import Due
from holdfast_web.people.views.home import _when


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get(reverse("home"))

    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/")


def test_a_person_reads_what_their_roles_are_for(client, member, northmere):
    client.force_login(member(northmere, "analyst"))

    text = client.get(reverse("home")).content.decode()

    assert "Analyst, Northmere" in text
    assert "Uploads returns, sees what was read and repaired" in text


def test_a_day_is_said_as_what_it_is():
    today = timezone.localdate()
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)

    def said(state, when):
        return _when(Due(text="Do it", href="/", when=when, state=state)).split()[0:2]

    assert said("due", tomorrow)[0] == "by"
    assert said("due", yesterday)[0] == "since"
    assert said("waiting", yesterday)[0] == "since"
    assert said("waiting", tomorrow)[0] == "by"
    assert said("late", yesterday) == ["was", "due"]
    assert said("due", None) == []
