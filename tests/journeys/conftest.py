"""A real browser against the real service, on this machine only.

The tests need a Chromium on the path. Without one they are left out, and `tests/conftest.py`
says so loudly at the end of the run.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright
from tests.web.conftest import (
    PASSWORD,
    TOTP_SECRET,
    _trail_may_be_emptied_between_tests,
    elsewhere,
    member,
    northmere,
)

__all__ = [
    "PASSWORD", "TOTP_SECRET", "_trail_may_be_emptied_between_tests", "elsewhere", "member",
    "northmere",
]  # fmt: skip

HERE = Path(__file__).parent
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Nothing but what a page asks for: no updates, no sync, no reports.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)
DESKTOP, PHONE, SMALLEST = 1200, 390, 320


def found_chromium():
    """Give the path of the Chromium that is installed here, or None."""
    return next((path for name in CHROMIUMS if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config, items):
    """Mark what is here as needing a browser; leave it out where there is none."""
    mine = [item for item in items if HERE in Path(item.path).parents]
    for item in mine:
        item.add_marker(pytest.mark.browser)
    if mine and found_chromium() is None:
        config.hook.pytest_deselected(items=mine)
        items[:] = [item for item in items if item not in mine]


@pytest.fixture(scope="session", autouse=True)
def _database_beside_the_browser():
    # Playwright keeps an event loop in this thread, in which nothing of Django's runs.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    yield
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]
    else:
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = before


@pytest.fixture(scope="session")
def browser():
    """Give a browser that lasts for all tests; each opens windows of its own."""
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=found_chromium(), args=arguments, headless=True
        )
        yield opened
        opened.close()


@pytest.fixture
def window(browser, live_server):
    """Give a function that opens a window of a width on the service, perhaps signed in.

    What the browser's console calls an error, a refusal of the security policy among them, and
    what fails in a script is kept in `window.faults`. With `script=False` the browser runs no
    script at all, which is how a person without JavaScript reads; axe cannot look then, so with
    `served_script=False` the browser could run scripts and is given none.
    """
    opened = []

    def open_window(width=DESKTOP, *, cookie=None, script=True, served_script=True):
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": 900},
            java_script_enabled=script,
            locale="en-GB",
            timezone_id="Europe/London",
        )
        opened.append(context)
        if not served_script:
            context.route(
                re.compile(r"\.js(\?|$)"),
                lambda route: route.fulfill(body="", content_type="text/javascript"),
            )
        if cookie:
            name = settings.SESSION_COOKIE_NAME
            context.add_cookies([{"name": name, "value": cookie, "url": live_server.url}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on(
            "console",
            lambda message: (
                open_window.faults.append(message.text) if message.type == "error" else None
            ),
        )
        page.on("pageerror", lambda error: open_window.faults.append(str(error)))
        return page

    open_window.faults = []
    yield open_window
    for context in opened:
        context.close()


@pytest.fixture
def cookie_of(client):
    """Give a function that signs a person in and gives the session's cookie."""

    def sign_in(user):
        client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    return sign_in
