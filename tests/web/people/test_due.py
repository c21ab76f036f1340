"""What is late, due and waiting, on the first page."""

from datetime import date

import pytest
from django.urls import reverse
from lxml import html

from holdfast_web.people import due
from holdfast_web.people.due import Due, State, due_for
from holdfast_web.people.jobs import does
from holdfast_web.people.jobs.kinds import KINDS
from holdfast_web.people.models import Job

pytestmark = pytest.mark.django_db


@pytest.fixture
def offers(monkeypatch):
    kept = []
    monkeypatch.setattr(due, "_OFFERS", kept)
    return kept


def thing(text, when, state):
    return Due(text=text, href=f"/{text}/", when=when, state=state)


def test_things_stand_by_state_and_the_oldest_first(offers, member, northmere):
    due.offer(lambda _user: [thing("b", date(2026, 5, 2), "late"), thing("n", None, "late")])
    due.offer(lambda _user: [thing("a", date(2026, 5, 1), "late"), thing("w", None, "waiting")])

    found = due_for(member(northmere, "reader"))

    assert {state: [one.text for one in some] for state, some in found.items()} == {
        State.LATE: ["a", "b", "n"],
        State.DUE: [],
        State.WAITING: ["w"],
    }


def test_a_state_that_is_none_of_the_three_is_refused():
    with pytest.raises(ValueError, match="overdue"):
        thing("x", None, "overdue")


def test_the_first_page_shows_it_with_a_word_and_a_day(offers, client, member, northmere):
    due.offer(lambda user: [thing(f"for {user}", date(2026, 5, 1), "late")])
    client.force_login(member(northmere, "reader"))
    page = html.fromstring(client.get(reverse("home")).content)
    item = page.xpath("//ul[contains(@class, 'hf-due')]/li")[0]

    assert " ".join(item.text_content().split()) == (
        "for reader@northmere.example was due 1 May 2026 Late"
    )


def test_the_first_page_says_so_where_there_is_nothing(offers, client, member, northmere):
    client.force_login(member(northmere, "reader"))
    text = client.get(reverse("home")).content.decode()

    assert "Nothing is late, due or waiting." in text
    assert "Reader, Northmere" in text


@pytest.mark.parametrize("many", [1, 30])
def test_jobs_that_i_wait_for_are_shown_in_few_queries(
    many, member, northmere, elsewhere, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("holdfast_web.people.jobs.kinds.KINDS", dict(KINDS))
    from holdfast_web.people.queries.job_dues import job_dues

    kind = next(iter(KINDS)) if KINDS else None
    if kind is None:
        does("test.wait", words="Wait")(lambda _work: None)
        kind = "test.wait"
    analyst = member(northmere, "analyst")
    for asked_by in [analyst] * many + [member(elsewhere, "analyst")]:
        Job.objects.create(organisation=northmere, kind=kind, asked_by=asked_by)

    with django_assert_max_num_queries(5):
        found = job_dues(analyst)

    assert [one.state for one in found] == [State.WAITING] * min(many, 20)
