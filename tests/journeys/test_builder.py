"""A protocol written on pages, one thing a page, in a browser with and without JavaScript."""

import pytest
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import DESKTOP, PHONE, SMALLEST
from tests.journeys.page import press
from tests.web.evaluation.views.test_builder import ANSWERS

WIDTHS = (DESKTOP, PHONE, SMALLEST)


def answer(view, answers):
    """Fill in one page, and go on to the next."""
    for name, given in answers.items():
        field = view.locator(f"[name='{name}']")
        for one in [given] if isinstance(given, str) else given:
            kind = field.first.evaluate("found => found.type")
            if kind in {"radio", "checkbox"}:
                view.locator(f"[name='{name}'][value='{one}']").check()
            elif kind == "select-one":
                field.select_option(one)
            else:
                field.fill(one)
    press("Continue")(view)


def faults(view):
    """Give what axe finds at every width, and whether the page is wider than the window."""
    found = []
    for width in WIDTHS:
        view.set_viewport_size({"width": width, "height": 900})
        found += [f"{width}: {fault}" for fault in violations(view)]
        if view.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
            found.append(f"{width}: the page is wider than the window")
    return found


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_protocol_is_written_on_pages_checked_and_kept(visit, script):
    view, found = visit("analyst", script=script), {}

    view.goto("/protocols/new/")
    view.get_by_label("Whose protocol is it?").select_option(label="Northmere")
    press("Continue")(view)
    press("Continue")(view)
    expect(view.get_by_role("alert")).to_contain_text("There is a problem")
    if script:
        found["errors"] = faults(view)
        view.set_viewport_size({"width": DESKTOP, "height": 900})
    for name, answers in ANSWERS.items():
        assert view.url.endswith(f"/protocols/new/{name}/")
        if script:
            found[name] = faults(view)
        answer(view, answers)
    expect(view.get_by_role("heading", level=1)).to_have_text("Check the plan")
    expect(view.get_by_text("31 March 2024")).to_be_visible()
    view.get_by_role("link", name="Change youngest age").click()
    answer(view, {"youngest": "11"})
    expect(view.get_by_role("heading", level=1)).to_have_text("Check the plan")
    view.get_by_role("button", name="Keep as a draft").click()

    expect(view.get_by_role("heading", level=1)).to_have_text("A plan")
    expect(view.get_by_text("the file of enrolments has not been given yet")).to_be_visible()
    expect(view.get_by_text("from: 11")).to_be_visible()
    assert {name: wrong for name, wrong in found.items() if wrong} == {}
    assert [fault for fault in visit.faults if "status of 422" not in fault] == []
