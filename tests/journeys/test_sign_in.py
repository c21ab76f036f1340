"""A person signs in with a password and a code, looks around, and signs out."""

import email
import re

import pytest
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import DESKTOP, PHONE
from tests.journeys.steps import give_code, sign_in


# A code signs in once, so each signs in as somebody else; the story does with a wide window.
@pytest.mark.parametrize(
    ("who", "script"), [("commissioner", True), ("second_analyst", False)],
    ids=["script", "no script"],
)  # fmt: skip
def test_somebody_signs_in_on_a_phone_with_a_second_factor(visit, who, script):
    view = visit(width=PHONE, script=script)

    sign_in(view, f"{who}@northmere.example")
    expect(view).to_have_url(re.compile("/account/2fa/authenticate/"))
    if script:
        assert violations(view) == []
    give_code(view)

    expect(view.get_by_role("heading", level=1)).to_have_text("What needs you")
    view.get_by_role("button", name="Sign out").click()
    view.goto("/")
    expect(view).to_have_url(re.compile("/account/login/"))
    assert visit.faults == []


def test_a_wrong_password_is_said_at_the_top_and_led_to(visit):
    view = visit(width=PHONE)

    view.goto("/")
    view.get_by_label("Email").fill("reader@northmere.example")
    view.get_by_label("Password", exact=True).fill("not the password at all")
    view.get_by_role("button", name="Sign in", exact=True).click()

    expect(view.get_by_role("alert")).to_contain_text("There is a problem")
    assert violations(view) == []


def test_the_keyboard_alone_reaches_the_main_part(visit):
    view = visit("analyst", width=DESKTOP)

    view.goto("/")
    view.keyboard.press("Tab")
    focused = view.evaluate("document.activeElement.textContent")
    view.keyboard.press("Enter")

    assert focused == "Skip to main content"
    assert view.url.endswith("#main-content")
    view.keyboard.press("Tab")
    assert view.evaluate(
        "document.querySelector('main').contains(document.activeElement)"
        " || document.activeElement.closest('main') !== null"
    )


def test_a_problem_is_told_in_steps_and_its_answers_checked(visit, served):
    view, before = visit("reader", width=PHONE), mails(served)

    view.goto("/problem/")
    view.get_by_role("button", name="Continue").click()
    view.get_by_role("link", name="Say which page it was.").click()
    assert view.evaluate("document.activeElement.id") == "id_page"
    assert violations(view) == []
    view.keyboard.type("The page of findings")
    view.get_by_role("button", name="Continue").click()
    view.get_by_label("What were you doing").fill("The table is cut off.")
    view.get_by_role("button", name="Continue").click()
    view.get_by_label("No", exact=True).check()
    view.get_by_role("button", name="Continue").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Check what you tell us")
    assert violations(view) == []
    view.get_by_role("link", name="Change which page was it?").click()
    view.get_by_label("Which page was it?").fill("Findings of one evaluation")
    view.get_by_role("button", name="Continue").click()
    expect(view.get_by_text("Findings of one evaluation")).to_be_visible()
    view.get_by_role("button", name="Send").click()

    expect(view.get_by_text("Thank you. What you told us has been sent.")).to_be_visible()
    (sent,) = mails(served) - before
    assert "Page: Findings of one evaluation" in sent.splitlines()
    assert [fault for fault in visit.faults if "status of 422" not in fault] == []


def mails(served):
    """Give the words of every letter that was sent."""
    folder = served.home / "mail"
    letters = [email.message_from_bytes(path.read_bytes()) for path in folder.glob("*.log")]
    return {letter.get_payload(decode=True).decode() for letter in letters}
