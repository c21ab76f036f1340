"""What a person does in many a story: sign in, upload, wait for the worker."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect
from tests.journeys.people import PASSWORD, TOTP_SECRET

A_STEP = 30  # seconds for which a code holds
PATIENCE = 240_000  # milliseconds: a loaded machine is slow, not wrong


def code_now():
    """Compute the code that an authenticator app would show."""
    return format_hotp_value(hotp_value(TOTP_SECRET, int(time.time()) // A_STEP))


def sign_in(view, email):
    """Go to the service and give an address and the password."""
    view.goto("/")
    view.get_by_label("Email").fill(email)
    view.get_by_label("Password", exact=True).fill(PASSWORD)
    view.get_by_role("button", name="Sign in", exact=True).click()


def give_code(view):
    view.locator("input[name=code]").fill(code_now())
    view.locator("input[name=code]").press("Enter")


def choose_returns(view, *files, label, piece=None):
    """Fill in the page of uploads; `piece` has the script send smaller pieces."""
    view.goto("/returns/upload/")
    view.get_by_label("Whose returns are these?").select_option(label="Northmere")
    view.locator("input[type=file]").set_input_files(files)
    view.get_by_label("What should this upload be called?").fill(label)
    if piece:
        view.evaluate(
            "piece => { document.querySelector('[data-upload]').dataset.piece = piece }", piece
        )


def upload(view, *files, label, piece=None):
    """Send files, and wait for the page that says what became of them."""
    choose_returns(view, *files, label=label, piece=piece)
    view.get_by_role("button", name="Upload and read").click()
    expect(view.get_by_role("heading", level=1)).to_have_text(label)
    return view.url


def wait_for_work(view):
    """Wait for a job as a person does, looking at its page, and see what came of it."""
    done = view.get_by_role("button", name="See what came of it")
    expect(done.or_(view.get_by_text("Number of this job:"))).to_be_visible(timeout=PATIENCE)
    done.click()
    expect(view).not_to_have_url(re.compile("/jobs/"))
    view.wait_for_load_state("load")  # the address is the new page's before its end has come
