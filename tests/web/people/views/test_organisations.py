"""The pages on which organisations and their people are looked after."""

import pytest
from django.urls import reverse

from holdfast_web.people.models import AuditEvent, Membership, Organisation, User
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.roles import RoleName


@pytest.fixture
def administrator(member, northmere, client):
    person = member(northmere, "system_administrator")
    client.force_login(person)
    return person


@pytest.fixture
def home(northmere):
    return Organisation.objects.create(name="Hill House", kind=Kind.HOME, parent=northmere)


def test_a_home_is_added_under_its_authority(client, administrator, northmere):
    answer = client.post(
        reverse("organisation_add"),
        {"name": "Lane End", "kind": "home", "parent": str(northmere.key)},
        follow=True,
    )

    added = Organisation.objects.get(name="Lane End")
    assert (added.parent, added.kind) == (northmere, Kind.HOME)
    assert "Lane End is added." in answer.content.decode()
    assert AuditEvent.objects.get(action="organisation added").subject_key == str(added.key)


def test_an_organisation_is_not_added_under_one_of_others(
    client, administrator, northmere, elsewhere
):
    answer = client.post(
        reverse("organisation_add"),
        {"name": "Lane End", "kind": "home", "parent": str(elsewhere.key)},
    )

    assert not Organisation.objects.filter(name="Lane End").exists()
    assert "There is a problem" in answer.content.decode()


def test_a_home_is_renamed_where_it_stands(client, administrator, northmere, home):
    client.post(
        reverse("organisation_change", args=[home.key]),
        {"name": "Hill View", "kind": "home", "parent": str(northmere.key)},
    )

    home.refresh_from_db()
    assert (home.name, home.parent) == ("Hill View", northmere)


def test_an_organisation_is_not_put_under_what_stands_under_it(
    client, administrator, northmere, home
):
    answer = client.post(
        reverse("organisation_change", args=[northmere.key]),
        {"name": "Northmere", "kind": "authority", "parent": str(home.key)},
    )

    northmere.refresh_from_db()
    assert northmere.parent is None
    assert "There is a problem" in answer.content.decode()


def test_who_adds_nothing_anywhere_is_led_to_the_list(client, member, northmere):
    client.force_login(member(northmere, "programme_lead"))

    answer = client.get(reverse("organisation_add"))

    assert answer.url == reverse("organisations")


def test_a_role_is_given_and_taken(client, administrator, member, northmere):
    person = member(northmere, "reader")
    page = reverse("person", args=[northmere.key, person.key])
    take = reverse("person_take_role", args=[northmere.key, person.key])

    client.post(page, {"role": "analyst"})
    assert _roles(person) == {RoleName.READER, RoleName.ANALYST}
    still = client.post(take, {"role": "reader"})
    assert _roles(person) == {RoleName.ANALYST}
    gone = client.post(take, {"role": "analyst"})

    assert _roles(person) == set()
    assert still.url == page
    assert gone.url == reverse("organisation", args=[northmere.key])


def test_nobody_gives_themselves_a_role(client, administrator, northmere):
    page = reverse("person", args=[northmere.key, administrator.key])

    client.post(page, {"role": "analyst"})

    assert _roles(administrator) == {RoleName.SYSTEM_ADMINISTRATOR}


def test_a_person_is_switched_off_and_on(client, administrator, member, northmere):
    person = member(northmere, "reader")
    switch = reverse("person_switch", args=[northmere.key, person.key])

    off = client.post(switch, follow=True).content.decode()
    person.refresh_from_db()
    assert not person.is_active
    on = client.post(switch, follow=True).content.decode()
    person.refresh_from_db()

    assert person.is_active
    assert "is switched off and signed out everywhere." in off
    assert "can sign in again." in on


def _roles(person):
    return {RoleName(one.role) for one in Membership.objects.filter(user=person)}


def test_whether_files_of_returns_may_be_kept_is_chosen_on_the_page_and_on_the_trail(
    client, administrator, northmere, home
):
    page = reverse("organisation_change", args=[home.key])
    same = {"name": home.name, "kind": "home", "parent": str(northmere.key)}
    before = client.get(reverse("organisation", args=[home.key])).content.decode()

    client.post(page, same | {"keep_originals": "on"})

    home.refresh_from_db()
    event = AuditEvent.objects.get(action="organisation changed")
    assert (home.keep_originals, event.detail["may_keep_originals"]) == (True, True)
    assert "unless whoever uploads them keeps them" not in before
    after = client.get(reverse("organisation", args=[home.key])).content.decode()
    assert "unless whoever uploads them keeps them" in after
    client.post(page, same)
    home.refresh_from_db()
    assert not home.keep_originals


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Staff member 1", "Staff member 2", "administrator"]),
        ({"name": "MEMBER 1"}, ["Staff member 1"]),
        ({"name": "two@"}, ["Staff member 2"]),
        ({"role": "reader"}, ["Staff member 1", "Staff member 2"]),
        ({"role": "analyst"}, ["Staff member 2"]),
        ({"role": "analyst", "name": "member 1"}, []),
        ({"role": "king"}, ["Staff member 1", "Staff member 2", "administrator"]),
    ],
)
def test_the_people_of_an_organisation_are_found_by_name_and_role(
    client, administrator, member, northmere, asked, found
):
    named = {
        "Staff member 1": member(northmere, "reader", email="one@northmere.example"),
        "Staff member 2": member(northmere, "reader", "analyst", email="two@northmere.example"),
        "administrator": administrator,
    }
    for name, person in named.items():
        User.objects.filter(pk=person.pk).update(name=name)

    page = client.get(reverse("organisation", args=[northmere.key]), asked)
    text = page.content.decode()

    shown = [
        name
        for name, person in named.items()
        if reverse("person", args=[northmere.key, person.key]) in text
    ]
    assert shown == found
    assert ("Nobody with a role here itself answers this." in text) is (found == [])
    assert ("Select one of the list." in text) is (asked.get("role") == "king")
