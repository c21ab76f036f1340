"""Following work on its page."""

import pytest
from django.urls import reverse

from holdfast_web.people.jobs import KINDS, ask, does
from holdfast_web.people.jobs.carry_out import claim, fail
from holdfast_web.people.models import Job
from holdfast_web.people.models.job import JobState

HTMX = {"HX-Request": "true"}


@pytest.fixture(autouse=True)
def _kind():
    does("tests.page", words="Read a return", then=lambda job: "/came-of-it/")(
        lambda work: None
    )
    yield
    del KINDS["tests.page"]


@pytest.fixture
def analyst(member, northmere):
    return member(northmere, "analyst")


@pytest.fixture
def job(analyst, northmere):
    return ask("tests.page", by=analyst, organisation=northmere)


@pytest.fixture
def page(client, analyst, job, monkeypatch):
    """Give a function that fetches the page, or what changes of it, as the analyst."""
    monkeypatch.setattr("holdfast_web.people.conditions.Conditions.process_view", _let_through)
    client.force_login(analyst)

    def fetched(headers=None, **query):
        return client.get(reverse("job", args=[job.key]), query, headers=headers or {})

    return fetched


def _let_through(self, request, view, args, kwargs):
    return None


def test_work_that_waits_says_so_and_can_be_cancelled(page, job):
    text = page().content.decode()

    assert '<h1 class="govuk-heading-xl">Read a return</h1>' in text
    assert "It begins as soon as a worker is free." in text
    assert f'action="{reverse("job_cancel", args=[job.key])}"' in text
    again = f'href="{reverse("job", args=[job.key])}">See how far it has got now</a>'
    assert again in text.partition("<noscript>")[2].partition("</noscript>")[0]
    assert 'hx-trigger="every 2s"' in text


def test_progress_is_shown_when_it_has_changed(page, job):
    claim(job, worker="here")
    Job.objects.update(step="Read files", done=3, total=12)
    job.refresh_from_db()

    part = page(HTMX, seen="something before")

    assert "Read files: 3 of 12" in part.content.decode()
    assert "<html" not in part.content.decode()
    assert page(HTMX, seen=job.fingerprint).status_code == 204


def test_work_that_has_ended_is_asked_for_no_more(page, job):
    claim(job, worker="here")
    fail(job, code="records.no-rows", reason="The file <b>has no rows.")

    part = page(HTMX)

    text = part.content.decode()
    assert part.status_code == 286
    assert "The file &lt;b&gt;has no rows." in text
    assert "Code: records.no-rows." in text
    assert "hx-get" not in text
    assert "refresh" not in page().content.decode()


def test_work_that_is_done_leads_to_what_came_of_it(page, job):
    Job.objects.update(state=JobState.DONE, finished_at=job.asked_at)

    assert 'href="/came-of-it/"' in page().content.decode()


def test_cancelling_needs_a_form_and_is_shown(page, job, client):
    address = reverse("job_cancel", args=[job.key])

    assert client.get(address).status_code == 405
    answer = client.post(address, follow=True)

    job.refresh_from_db()
    assert job.state == JobState.CANCELLED
    assert "The work was cancelled. Nothing was kept of it." in answer.content.decode()


def test_nobody_from_elsewhere_sees_or_cancels_it(page, client, member, elsewhere, job):
    client.force_login(member(elsewhere, "analyst"))

    assert page().status_code == 404
    assert client.post(reverse("job_cancel", args=[job.key])).status_code == 404
    job.refresh_from_db()
    assert job.state == JobState.WAITING
