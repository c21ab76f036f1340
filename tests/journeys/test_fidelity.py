"""Fill in a month on a phone, and enter a review of fidelity page by page."""

from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import PHONE


def test_a_month_is_filled_in_on_a_phone_in_part(visit):
    view = visit("programme_lead", width=PHONE)

    view.goto("/deliver/home-months/")
    view.get_by_role("link", name="Invented House 10", exact=True).click()
    view.get_by_role("button", name="Fill in").click()
    view.get_by_label("Leavers", exact=True).fill("1")
    view.get_by_label("Restraints", exact=True).fill("many")
    view.get_by_role("button", name="Save the month").click()

    expect(view.get_by_role("heading", name="There is a problem")).to_be_visible()
    assert violations(view) == []
    view.get_by_label("Restraints", exact=True).fill("0")
    view.get_by_role("button", name="Save the month").click()
    expect(view.get_by_text("numbers are missing.")).to_be_visible()
    assert not view.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_a_review_is_entered_page_by_page(visit):
    view = visit("programme_lead")
    today = timezone.localdate()

    view.goto("/deliver/fidelity/reviews/add/")
    view.get_by_label("Which run was reviewed?").select_option(label="RESuLT in Invented House")
    view.get_by_role("button", name="Continue").click()
    view.get_by_label("By which instrument?").select_option(index=1)
    view.get_by_label("Whose practice was reviewed?").select_option(label="Facilitator 1")
    for part in ("day", "month", "year"):
        view.locator(f"[name=on-{part}]").fill(str(getattr(today, part)))
    view.get_by_label("By chance").check()
    assert violations(view) == []
    view.get_by_role("button", name="Continue").click()
    view.get_by_label("An observer who did not deliver it").check()
    view.get_by_label("Or who else? (optional)").fill("Observer 9")
    assert violations(view) == []
    view.get_by_role("button", name="Continue").click()
    view.locator("[name=technical]").fill("4")
    assert violations(view) == []
    view.get_by_role("button", name="Continue").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Check the review")
    view.get_by_role("button", name="Keep the review").click()

    expect(view.get_by_text("The review is kept.")).to_be_visible()
    assert violations(view) == []
