"""Returns uploaded by the plain form, and the worker waited for by looking again."""

import time

import pytest
from playwright.sync_api import expect
from tests.journeys.attacks import GOOD
from tests.journeys.conftest import PHONE
from tests.journeys.steps import PATIENCE, choose_returns


@pytest.mark.slow
def test_returns_are_uploaded_and_read_without_javascript(visit, served):
    served.have_worker()
    view = visit("analyst", script=False, width=PHONE)
    sent = {"name": "returns.zip", "mimeType": "application/zip", "buffer": GOOD}

    choose_returns(view, sent, label="By the plain form")
    view.get_by_role("button", name="Upload and read").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("By the plain form")
    end = time.monotonic() + PATIENCE / 1000
    while (again := view.get_by_role("link", name="See how far it has got now")).count():
        assert time.monotonic() < end
        again.click()
        view.wait_for_timeout(500)
    view.get_by_role("link", name="Quality").click()

    expect(view.get_by_role("link", name="SSDA903, episodes", exact=True)).to_be_visible()
    assert visit.faults == []
