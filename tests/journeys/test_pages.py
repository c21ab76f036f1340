"""Every page, at every width, with and without JavaScript: read by axe, and never too wide."""

import re
from uuid import uuid4

import pytest
from django.urls import resolve
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import DESKTOP, PHONE, SMALLEST
from tests.journeys.pages import PAGES, WITHOUT
from tests.web.test_every_url import ADDRESSES, NAMELESS


@pytest.fixture(params=PAGES, ids=lambda page: page.name)
def page(request):
    return request.param


def test_a_page_is_accessible_at_every_width_and_without_javascript(page, looker):
    view, found = looker.page, {}

    looker.resize(DESKTOP)
    show(page, looker)
    for width in (DESKTOP, PHONE, SMALLEST):
        looker.resize(width)
        found |= faults(view, f"{width} pixels")
    looker.let_scripts_run(False)
    looker.resize(PHONE)
    show(page, looker)
    expect(view.get_by_role("heading", level=1)).to_be_visible()
    expect(view.get_by_role("main")).to_be_visible()
    if page.who:
        expect(view.get_by_role("link", name="Home", exact=True)).to_be_visible()
    looker.let_scripts_run(True)
    found |= faults(view, "without JavaScript")

    assert found == {}
    assert complaints(looker.faults, page) == []


def show(page, looker):
    """Go to a page as who looks at it, and check that it is the one that was meant."""
    looker.become(page.who)
    answer = looker.page.goto(page.at.format(**looker.served.keys))
    if page.then:
        page.then(looker.page)
    else:
        assert answer.status == page.status, looker.served.log()[-3000:]
    title = page.title.format(**looker.served.keys)
    assert looker.page.title() == f"{title} - Holdfast"


def faults(view, where):
    """Give what axe finds, and whether the page is wider than the window."""
    seen = violations(view)
    if view.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
        seen.append("The page is wider than the window.")
    return {where: seen} if seen else {}


def complaints(told, page):
    """Leave out what is no fault: a refusal that the page itself is about."""
    about = "status of 4" if page.then else f"status of {page.status} "
    return [fault for fault in told if about not in fault]


def test_every_address_has_a_page_that_is_looked_at():
    names = {name for path, name in ADDRESSES if name or not path.startswith(NAMELESS)}
    names = {name for name in names if not str(name).startswith("api:")}
    looked_at = {resolve(example(page.at)).view_name for page in PAGES if page.status != 404}

    assert sorted(names - looked_at - set(WITHOUT), key=str) == []
    assert sorted(set(WITHOUT) & looked_at) == []


def example(at):
    """Give an address of this form, of something that is not there."""
    return re.sub(
        r"{\w+}", str(uuid4()), at.replace("{passkey}", "1").replace("{place}", "1")
    ).partition("?")[0]
