"""Every page, at every width, with and without JavaScript: read by axe, and never too wide."""

import pytest
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import DESKTOP, PHONE, SMALLEST
from tests.journeys.pages import PAGES


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def shown(request, northmere, member, cookie_of):
    """Give a page with its address and the cookie of who looks at it."""
    page = request.param
    person = member(northmere, page.role) if page.role else None
    address = page.address(northmere, person) if callable(page.address) else page.address
    return page, address, cookie_of(person) if person else None


def test_a_page_is_accessible_at_every_width_and_without_javascript(shown, window):
    page, address, cookie = shown
    found = {}

    for width, served in ((DESKTOP, True), (PHONE, True), (SMALLEST, True), (PHONE, False)):
        view = window(width, cookie=cookie, served_script=served)
        answer = view.goto(address)
        assert answer.status == page.status
        assert view.title() == f"{page.title} - Holdfast"
        seen = violations(view)
        if view.evaluate("document.documentElement.scrollWidth") > width:
            seen.append("The page is wider than the window.")
        if seen:
            found[width, "script" if served else "no script"] = seen

    assert found == {}
    # That a page is not found is itself an error to the console.
    assert [fault for fault in window.faults if page.status == 200 or "404" not in fault] == []


def test_a_page_is_all_there_in_a_browser_that_runs_no_script(shown, window):
    page, address, cookie = shown
    view = window(PHONE, cookie=cookie, script=False)

    answer = view.goto(address)

    assert answer.status == page.status
    expect(view.get_by_role("heading", level=1)).to_be_visible()
    expect(view.get_by_role("main")).to_be_visible()
    if cookie:
        expect(view.get_by_role("link", name="Home", exact=True)).to_be_visible()
