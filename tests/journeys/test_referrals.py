"""Say for whom a service is; refer, decide, discharge; and take it into an evaluation."""

import re

from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import PHONE

REFERENCE = "CH-2026-4711"


def press(view, text):
    view.get_by_role("button", name=text, exact=True).click()


def sound(view):
    assert violations(view) == []
    assert not view.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def test_a_child_is_referred_decided_on_and_discharged(visit):
    view = visit("programme_lead", width=PHONE)

    view.goto("/deliver/services/")
    view.get_by_role("link", name="Edge of care team", exact=True).click()
    press(view, "Refer a child")
    view.get_by_label("What is the council's reference for the child?").fill(REFERENCE)
    press(view, "Continue")
    view.get_by_label("Month of birth").fill("4")
    view.get_by_label("Year of birth").fill(str(timezone.localdate().year - 14))
    press(view, "Continue")
    view.get_by_label("Child in need", exact=True).check()
    view.get_by_label("Child protection plan", exact=True).check()
    press(view, "Continue")
    view.get_by_label("Family dysfunction").check()
    press(view, "Continue")
    view.get_by_label("No", exact=True).check()
    press(view, "Continue")
    view.get_by_label("Need at referral: what is the score?").fill("7")
    press(view, "Continue")
    view.get_by_label("Urgent").check()
    press(view, "Continue")
    view.get_by_label("Yes", exact=True).check()
    press(view, "Continue")
    view.get_by_label("Who refers the child?").select_option(label="School")
    press(view, "Continue")

    expect(view.get_by_role("heading", level=1)).to_have_text(
        "Check the referral to Edge of care team"
    )
    expect(view.get_by_text("This child is Within the criteria")).to_be_visible()
    assert REFERENCE not in view.content()
    sound(view)
    press(view, "Send the referral")
    expect(view.get_by_role("heading", level=1)).to_have_text(re.compile(r"^Referral \d+$"))

    press(view, "Begin triage")
    press(view, "Save")
    press(view, "Accept")
    expect(view.get_by_text("The child meets every criterion.")).to_be_visible()
    view.get_by_label("Who decided?").fill("Edge of care panel")
    press(view, "Save")
    press(view, "Allocate")
    view.get_by_label("Who leads?").select_option(index=1)
    view.get_by_label("Team member 2, Youth worker").check()
    sound(view)
    press(view, "Save")
    press(view, "Start")
    press(view, "Save")
    press(view, "End")
    view.get_by_label("Goals reached").check()
    view.get_by_label("Where does the child go on their journey?").select_option(
        label="Early help"
    )
    press(view, "Save")

    expect(view.get_by_text("The service ended, with where the child went.")).to_be_visible()
    expect(view.get_by_text("Early help", exact=True)).to_be_visible()
    sound(view)
    assert visit.faults == []


def test_criteria_are_written_page_by_page(visit):
    view = visit("programme_lead", width=PHONE, script=False)
    # Axe is a script, and would wait for ever where none may run: it reads in a window beside.
    beside = visit("programme_lead", width=PHONE)

    def sound_here():
        beside.goto(view.url)
        sound(beside)

    def go_on():
        sound_here()
        press(view, "Continue")

    view.goto("/deliver/services/")
    view.get_by_role("link", name="A service to come").click()
    view.get_by_role("link", name="Every version of the criteria").click()
    press(view, "Write a new version")
    view.get_by_label("Youngest age in years").fill("10")
    view.get_by_label("Oldest age in years").fill("16")
    go_on()
    view.get_by_label("Pre-proceedings", exact=True).check()
    go_on()
    go_on()
    view.get_by_label("What rules a child out? (optional)").fill("Lives elsewhere")
    go_on()
    view.get_by_label("Yes, within limits that were agreed").check()
    go_on()
    view.get_by_label("Child in need plan", exact=True).check()
    view.get_by_label("Of 100 children accepted, how many at most by this?").fill("10")
    go_on()
    view.get_by_label("Which post agreed this?").fill("Head of service")
    for part, value in (("day", "6"), ("month", "1"), ("year", "2025")):
        view.locator(f"[name=agreed_on-{part}]").fill(value)
    go_on()
    go_on()
    expect(view.get_by_role("heading", level=1)).to_have_text("Check the criteria")
    sound_here()
    press(view, "Keep these criteria")

    expect(view.get_by_text("The criteria are kept.")).to_be_visible()
    expect(view.get_by_text("10 of 100 children accepted")).to_be_visible()
    sound_here()
    assert visit.faults == []


def test_enrolments_are_taken_from_a_service(visit, served):
    view = visit("analyst", width=PHONE)

    view.goto(f"/protocols/{served.keys['locked']}/")
    press(view, "Copy it")
    view.get_by_role("link", name=re.compile("^Give")).first.click()
    view.get_by_role("link", name="Take them from a service").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Take enrolments from a service")
    view.get_by_label("Which service?").select_option(label="Edge of care team")
    sound(view)
    press(view, "Take them")

    expect(view.get_by_text(re.compile(r"\d+ referrals are taken as"))).to_be_visible()
    expect(view.get_by_text("enrolments-edge-of-care-team.csv")).to_be_visible()
    assert visit.faults == []
