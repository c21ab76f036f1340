"""What a person can find, and what they cannot."""

import pytest
from django.urls import reverse
from lxml import html

from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.operations.releases import ask_release
from holdfast_web.people.search import find

pytestmark = pytest.mark.django_db


def kinds(found):
    return {kind: [one.text for one in some] for kind, some in found.items()}


def homes(organisation, many):
    for number in range(many):
        Organisation.objects.create(
            name=f"Beech House {number:03}", kind=Kind.HOME, parent=organisation
        )


def test_only_what_is_mine_is_found(member, northmere, elsewhere):
    homes(northmere, 1)
    homes(elsewhere, 1)
    lead = member(northmere, "programme_lead")
    reader = member(northmere, "reader")

    assert kinds(find(lead, "beech house")) == {
        "Organisations": ["Beech House 000"],
        "Homes": ["Beech House 000"],
    }
    assert find(lead, "elsewhere") == {}
    assert find(reader, "beech house") == {}


def test_people_are_found_by_those_who_manage_them(member, northmere, elsewhere):
    lead = member(northmere, "programme_lead")
    member(northmere, "reader")
    member(elsewhere, "reader")

    assert kinds(find(lead, "reader@")) == {"People": ["reader@northmere.example"]}


def test_releases_are_found_where_they_may_be_seen(member, northmere, elsewhere):
    analyst = member(northmere, "analyst")
    ask_release(
        by=analyst, organisation=northmere, purpose="For the board.", file_name="entries.xlsx",
        content=b"x", checks=["Checked."],
    )  # fmt: skip

    assert kinds(find(analyst, "entries")) == {"Releases": ["entries.xlsx"]}
    assert find(member(elsewhere, "analyst"), "entries") == {}
    assert find(member(northmere, "reader"), "entries") == {}


@pytest.mark.parametrize("many", [10, 1000])
def test_the_number_of_queries_does_not_grow(
    many, member, northmere, django_assert_max_num_queries
):
    Organisation.objects.bulk_create(
        Organisation(name=f"Beech House {number:04}", kind=Kind.HOME, parent=northmere)
        for number in range(many)
    )
    lead = member(northmere, "programme_lead")

    with django_assert_max_num_queries(60):
        found = find(lead, "Beech")

    assert len(found["Organisations"]) == min(many, 20)


def test_the_page_says_how_much_was_found(client, member, northmere):
    client.force_login(member(northmere, "reader"))
    some = html.fromstring(client.get(reverse("search"), {"words": "worth"}).content)
    none = html.fromstring(client.get(reverse("search"), {"words": "<weather>"}).content)
    short = html.fromstring(client.get(reverse("search"), {"words": "w"}).content)

    assert some.xpath("//p[@role='status']")[0].text == "Found 1 thing for “worth”."
    assert "“<weather>”" in none.xpath("//p[@role='status']")[0].text
    assert short.xpath("//a[@href='#id_words']/text()") == ["Type at least 2 letters."]


def test_a_stranger_finds_nothing(client):
    assert client.get(reverse("search"), {"words": "beech"}).status_code == 302
