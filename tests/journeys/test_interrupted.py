"""An upload that stops in the middle goes on where it was, and nothing is sent twice."""

import re

import pytest
from playwright.sync_api import expect
from tests.journeys.attacks import GOOD
from tests.journeys.steps import choose_returns, wait_for_work

PIECE = 150


@pytest.fixture
def returns(tmp_path):
    path = tmp_path / "returns.zip"
    path.write_bytes(GOOD)
    return path


def offsets(view, *, only=200):
    """Keep where each piece began that was acknowledged."""
    kept = []

    def keep(answer):
        if "/uploads/files/" in answer.url and answer.status == only:
            kept.append(int(answer.url.rpartition("/")[2]))

    view.on("response", keep)
    return kept


@pytest.mark.slow
def test_a_window_that_was_closed_in_the_middle_goes_on_in_another(visit, served, returns):
    served.have_worker()
    first = visit("analyst")
    came = offsets(first)
    last = 2 * PIECE
    first.route(re.compile(f"/uploads/files/.*/{last}$"), lambda route: None)
    choose_returns(first, returns, label="Interrupted", piece=PIECE)
    first.get_by_role("button", name="Upload and read").click()
    expect(first.get_by_role("progressbar")).to_have_attribute("value", str(last))
    assert came == [0, PIECE]
    first.context.close()

    again = visit("analyst")
    came = offsets(again)
    choose_returns(again, returns, label="Interrupted", piece=PIECE)
    again.get_by_role("button", name="Upload and read").click()
    expect(again.get_by_role("heading", level=1)).to_have_text("Interrupted")

    assert came == list(range(last, len(GOOD), PIECE))
    wait_for_work(again)
    expect(again.get_by_role("link", name="Quality")).to_be_visible()
    assert visit.faults == []


def test_a_connection_that_was_lost_for_a_moment_is_waited_for(visit, returns):
    view = visit("analyst")
    came, lost = offsets(view), []

    def lose_once(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.request.url)
            route.abort("connectionreset")

    view.route(re.compile(f"/uploads/files/.*/{PIECE}$"), lose_once)
    choose_returns(view, returns, label="Lost for a moment", piece=PIECE)
    view.get_by_role("button", name="Upload and read").click()

    expect(view.get_by_role("heading", level=1)).to_have_text("Lost for a moment")
    assert came == list(range(0, len(GOOD), PIECE))
    assert len(lost) == 1
    assert [fault for fault in visit.faults if "ERR_CONNECTION_RESET" not in fault] == []
