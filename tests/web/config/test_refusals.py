"""The pages that are shown when a page cannot be."""

import pytest
from django.test import Client, RequestFactory

from holdfast_web.config import refusals
from holdfast_web.config.request_ids import CURRENT


@pytest.mark.django_db
def test_a_page_that_is_not_there_says_what_to_do(client):
    answer = client.get("/nothing-of-this-name/")

    text = answer.content.decode()
    assert answer.status_code == 404
    assert ">Page not found</h1>" in text
    assert answer["X-Request-ID"] in text


@pytest.mark.django_db
def test_a_form_from_elsewhere_is_refused():
    answer = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "a"})

    assert answer.status_code == 403
    assert "This was not done" in answer.content.decode()


@pytest.mark.django_db
def test_what_cannot_be_read_is_refused():
    answer = refusals.bad_request(_request())

    assert (answer.status_code, b"cannot be read" in answer.content) == (400, True)


def test_after_a_fault_of_ours_the_page_asks_no_database():
    token = CURRENT.set("number-of-it")
    answer = refusals.broken(_request())  # without the mark, a query would be refused
    CURRENT.reset(token)

    assert answer.status_code == 500
    assert ">The service has a fault</h1>" in answer.content.decode()
    assert b"number-of-it" in answer.content


def _request():
    from django.contrib.auth.models import AnonymousUser

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    return request
