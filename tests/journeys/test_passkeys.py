"""A passkey: added, used to sign in without a password, used to show again who one is.

Chromium's own authenticator for tests stands for the device; nothing of the service is
replaced.
"""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.accessibility import violations

DEVICE = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def device():
    """Give a function that puts an authenticator beside a window."""

    def put(view, **more):
        browser = view.context.new_cdp_session(view)
        browser.send("WebAuthn.enable")
        browser.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | more})

    return put


def test_a_passkey_is_added_and_signs_in_by_itself(visit, device):
    view = visit("passkey_bringer")
    device(view)

    view.goto("/returns/")
    expect(view.get_by_role("heading", level=1)).to_have_text("Second factor")
    view.get_by_role("button", name="Add a passkey or security key").click()
    view.get_by_label("Name").fill("An invented phone")
    view.get_by_label(re.compile("password", re.IGNORECASE)).check()
    view.get_by_role("button", name="Add", exact=True).click()
    expect(view.get_by_text("Security key added.")).to_be_visible()
    view.goto("/account/2fa/webauthn/")
    expect(view.get_by_role("heading", name="An invented phone")).to_be_visible()
    view.goto("/returns/")
    expect(view.get_by_role("heading", level=1)).to_have_text("Returns")

    view.get_by_role("button", name="Sign out").click()
    view.goto("/returns/")
    expect(view).to_have_url(re.compile("/account/login/"))
    view.get_by_role("button", name="Sign in with a passkey").click()
    expect(view.get_by_role("heading", level=1)).to_have_text("Returns")
    view.goto("/account/2fa/reauthenticate/")
    view.goto("/account/2fa/webauthn/reauthenticate/")
    assert violations(view) == []
    assert visit.faults == []
