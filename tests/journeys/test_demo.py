"""The page of the demo, where one click signs in as somebody invented."""

import pytest
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import DESKTOP, PHONE, SMALLEST, keep_faults, new_context
from tests.journeys.served import Served


@pytest.fixture(scope="module")
def demo(served):
    """Give the same service once more, as a demo."""
    service = Served(served.home)
    service.environment["HOLDFAST_DEMO"] = "yes"
    service.begin()
    yield service
    service.end()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_one_click_signs_in_as_somebody_invented(browser, demo, script):
    context = new_context(browser, demo.url, script=script)
    view, told, found = context.new_page(), [], {}
    keep_faults(view, told)

    view.goto("/returns/")
    expect(view.get_by_role("heading", level=1)).to_have_text("Try Holdfast as …")
    for width in (DESKTOP, PHONE, SMALLEST) if script else ():
        view.set_viewport_size({"width": width, "height": 900})
        found[width] = violations(view)
        assert not view.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    view.get_by_role("button", name="Sign in as Invented analyst").click()

    expect(view.get_by_role("heading", level=1)).to_have_text("Returns")
    assert {width: wrong for width, wrong in found.items() if wrong} == {}
    assert told == []
    context.close()
