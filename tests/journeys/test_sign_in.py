"""A person signs in with a password and a code, looks around, and signs out."""

import re
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import DESKTOP, PASSWORD, PHONE, TOTP_SECRET

A_STEP = 30  # seconds for which a code holds


def code_now():
    """Compute the code that an authenticator app would show."""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // A_STEP))


def sign_in(view, email):
    view.goto("/")
    view.get_by_label("Email").fill(email)
    view.get_by_label("Password", exact=True).fill(PASSWORD)
    view.get_by_role("button", name="Sign in", exact=True).click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_an_analyst_signs_in_with_a_second_factor(window, northmere, member, width, script):
    analyst = member(northmere, "analyst")
    view = window(width, script=script)

    sign_in(view, analyst.email)
    expect(view).to_have_url(re.compile("/account/2fa/authenticate/"))
    if script:
        assert violations(view) == []
    view.locator("input[name=code]").fill(code_now())
    view.locator("input[name=code]").press("Enter")

    expect(view.get_by_role("heading", level=1)).to_have_text("What needs you")
    view.get_by_role("button", name="Sign out").click()
    view.goto("/")
    expect(view).to_have_url(re.compile("/account/login/"))
    assert window.faults == []


def test_a_wrong_password_is_said_at_the_top_and_led_to(window, northmere, member):
    member(northmere, "reader")
    view = window(PHONE)

    view.goto("/")
    view.get_by_label("Email").fill("reader@northmere.example")
    view.get_by_label("Password", exact=True).fill("not the password at all")
    view.get_by_role("button", name="Sign in", exact=True).click()

    expect(view.get_by_role("alert")).to_contain_text("There is a problem")
    assert violations(view) == []


def test_the_keyboard_alone_reaches_the_main_part(window, northmere, member, cookie_of):
    view = window(DESKTOP, cookie=cookie_of(member(northmere, "analyst")))

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


def test_a_problem_is_told_in_steps_and_its_answers_checked(
    window, northmere, member, cookie_of, mailoutbox
):
    view = window(PHONE, cookie=cookie_of(member(northmere, "reader")))

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
    assert [mail.body.splitlines()[0] for mail in mailoutbox] == [
        "Page: Findings of one evaluation"
    ]
