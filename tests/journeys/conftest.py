"""A real browser against the real service, on this machine only.

The tests need a Chromium on the path. Without one they are left out, and `tests/conftest.py`
says so loudly at the end of the run.
"""

import os
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright
from tests.journeys.looker import Looker
from tests.journeys.served import furnished

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


@pytest.fixture(scope="session")
def browser():
    """Give a browser that lasts for all tests; each opens windows of its own."""
    arguments = [*QUIET, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, in which nothing of Django's runs; the
        # tests of the service that come after these may use the database all the same.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        opened = playwright.chromium.launch(
            executable_path=found_chromium(), args=arguments, headless=True
        )
        yield opened
        opened.close()


def new_context(browser, address, *, script=True):
    """Open the surroundings of windows: cookies of their own, and scripts or none."""
    return browser.new_context(
        base_url=address, java_script_enabled=script, locale="en-GB",
        timezone_id="Europe/London",
    )  # fmt: skip


def keep_faults(page, faults):
    """Keep what the console of a page calls an error, and what fails in a script."""
    page.on(
        "console",
        lambda said: faults.append(said.text) if said.type == "error" else None,
    )
    page.on("pageerror", lambda error: faults.append(str(error)))


@pytest.fixture(scope="session")
def served(tmp_path_factory):
    """Give a furnished service in processes of its own, with its people's cookies."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with furnished(shared, base / "served") as service:
        yield service


@pytest.fixture(scope="session")
def _one_window(browser, served):
    with closing(new_context(browser, served.url)) as context:
        page = context.new_page()
        looker = Looker(page, served)
        keep_faults(page, looker.faults)
        yield looker


@pytest.fixture
def looker(_one_window):
    """Give one window on the furnished service, the same for all tests: it is quicker."""
    _one_window.begin_again()
    return _one_window


@pytest.fixture
def visit(browser, served):
    """Give a function that opens a window of its own on the furnished service, for a story.

    What the console calls an error and what fails in a script is kept in `visit.faults`.
    """
    opened = []

    def open_window(who=None, *, script=True, width=DESKTOP):
        context = new_context(browser, served.url, script=script)
        opened.append(context)
        if who:
            context.add_cookies([served.cookie(who)])
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 900})
        page.set_default_timeout(60_000)
        keep_faults(page, open_window.faults)
        return page

    open_window.faults = []
    yield open_window
    for context in opened:
        context.close()
