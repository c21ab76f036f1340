"""The whole story in one: sign in, upload, read, plan, run, read, release, take away."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.conftest import PHONE
from tests.journeys.steps import give_code, sign_in, upload, wait_for_work

EXAMPLE = Path("examples/northmere").resolve()
RETURNS = EXAMPLE / "returns.zip"
PICTURES = 8


@pytest.fixture
def plan(tmp_path):
    """Give a folder with Northmere's plan, of few draws so that a run is quick."""
    for name in ("returns.zip", "enrolments.csv", "cost_ledger.csv"):
        (tmp_path / name).symlink_to(EXAMPLE / name)
    text = (EXAMPLE / "protocol.yaml").read_text(encoding="utf-8")
    (tmp_path / "protocol.yaml").write_text(text.replace("draws: 1000", "draws: 100"))
    return tmp_path


@pytest.fixture
def found(served, plan):
    """Give a function that waits for what the command line finds; it begins here."""
    out = plan / "out"
    running = served.start(
        "tests.journeys.by_command_line",
        "evaluate",
        str(plan / "protocol.yaml"),
        "--out",
        str(out),
    )

    def wait():
        assert running.wait(240) == 0, served.log()
        return (out / "findings.json").read_bytes()

    return wait


@pytest.mark.slow
def test_from_signing_in_to_a_file_that_has_left(visit, served, plan, found):
    served.have_worker()
    view = visit()

    sign_in(view, "analyst@northmere.example")
    expect(view).to_have_url(re.compile("/account/2fa/authenticate/"))
    give_code(view)
    expect(view.get_by_role("heading", level=1)).to_have_text("What needs you")

    pieces = []
    view.on(
        "request", lambda asked: pieces.append(asked.url) if "/files/" in asked.url else None
    )
    upload(view, RETURNS, label="A story's returns", piece=150_000)
    assert [int(url.rpartition("/")[2]) for url in pieces] == [0, 150_000, 300_000]
    wait_for_work(view)
    view.get_by_role("link", name="Quality").click()
    expect(view.get_by_role("heading", level=1)).to_have_text(
        "What was read, refused and mended"
    )
    link = view.get_by_role("link", name="SSDA903, episodes", exact=True)
    read = view.get_by_role("row").filter(has=link).get_by_role("cell").nth(1)
    expect(read).to_have_text(re.compile(r"^[1-9][\d,]+$"))

    view.goto("/protocols/upload/")
    view.get_by_label("Whose protocol is it?").select_option(label="Northmere")
    view.locator("[name='protocol']").set_input_files(plan / "protocol.yaml")
    view.locator("[name='enrolments']").set_input_files(plan / "enrolments.csv")
    view.locator("[name='cost_ledger']").set_input_files(plan / "cost_ledger.csv")
    view.get_by_role("button", name="Upload", exact=True).click()
    expect(view.get_by_text("Nothing is wrong with it.")).to_be_visible()
    view.get_by_label("Returns").select_option(label="A story's returns")
    view.get_by_role("button", name="Check against these returns").click()
    expect(view.get_by_text("Checked against A story's returns")).to_be_visible()
    view.get_by_role("button", name="Lock it").click()
    expect(view).to_have_url(re.compile("/lock/"))
    view.get_by_role("button", name="Lock it").click()
    expect(view.get_by_text("The protocol is locked. It can now be run.")).to_be_visible()

    view.get_by_role("button", name="Run it").click()
    expect(view).to_have_url(re.compile("/run/"))
    view.get_by_label("Returns").select_option(label="A story's returns")
    view.get_by_role("button", name="Run it").click()
    expect(view.get_by_role("button", name="Cancel the work")).to_be_visible()
    wait_for_work(view)
    assert seen_pictures(view) == PICTURES
    view.set_viewport_size({"width": PHONE, "height": 900})
    assert seen_pictures(view) == PICTURES

    view.get_by_role("button", name="Take a file away").click()
    view.get_by_label("Findings for programs (JSON)").check()
    view.get_by_label("What is it for?").fill("An invented committee reads it.")
    view.get_by_role("button", name="Ask for a release").click()
    expect(view.get_by_text("You cannot approve what you asked for.")).to_be_visible()
    assert view.get_by_role("button", name="Download the file").count() == 0

    expected = found()
    second = visit("second_analyst")
    second.goto(view.url)
    assert file_of(second, "Read the file") == expected
    second.get_by_label("Approve: the file may leave").check()
    second.get_by_role("button", name="Keep my decision").click()
    expect(second.get_by_text("Your decision is kept")).to_be_visible()
    view.reload()
    assert file_of(view, "Download the file") == expected
    assert json.loads(expected)["protocol"]["settings"]["bootstrap"]["draws"] == 100
    assert visit.faults == []


def seen_pictures(view):
    """Count the pictures that are drawn at this width, each with its title and its words."""
    found = [one for one in view.locator("figure").all() if one.locator("svg:visible").count()]
    for one in found:
        drawn = one.locator("svg:visible")
        expect(drawn).to_have_count(1)
        size, wide = drawn.bounding_box(), view.viewport_size["width"]
        assert size["height"] > 40
        assert size["x"] + size["width"] <= wide
        assert drawn.locator("text").count() > 0
        assert one.get_by_role("heading").inner_text()
        assert one.locator("figcaption p").inner_text()
    return len(found)


def file_of(view, button):
    """Give the bytes of the file that a button downloads."""
    with view.expect_download() as waiting:
        view.get_by_role("button", name=button).click()
    return Path(waiting.value.path()).read_bytes()
