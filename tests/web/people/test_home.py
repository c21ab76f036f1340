"""The first page."""

from django.urls import reverse


def test_a_stranger_is_asked_to_sign_in(client):
    answer = client.get(reverse("home"))

    assert (answer.status_code, answer.url) == (302, "/account/login/?next=/")


def test_a_person_reads_what_their_roles_are_for(client, member, northmere):
    client.force_login(member(northmere, "analyst"))

    text = client.get(reverse("home")).content.decode()

    assert "Analyst, Northmere" in text
    assert "Uploads returns, sees what was read and repaired" in text
