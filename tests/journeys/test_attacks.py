"""Files made to do harm, chosen in a browser: refused in words, nothing outside the store."""

import csv
import io
import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import expect
from tests.journeys.attacks import ATTACKS, FORMULA, GOOD, PICTURE, bomb, formulas
from tests.journeys.steps import PATIENCE, choose_returns, upload, wait_for_work

SQLITE = re.compile(r"holdfast\.sqlite3(-wal|-shm)?$|/log$|/mail/")


def sent(name, content):
    return {"name": name, "mimeType": "text/csv", "buffer": content}


def files_of(home):
    return {path for path in home.rglob("*") if path.is_file() and not SQLITE.search(str(path))}


@pytest.fixture
def unharmed(served):
    """See that no file stands outside the store after a test, and that the service answers."""
    served.have_worker()
    around = set(served.home.parent.iterdir())
    before = files_of(served.home)
    yield served
    end = time.monotonic() + 60
    while any("scratch" in path.parts for path in files_of(served.home) - before):
        assert time.monotonic() < end, "An attempt that is over has left files."
        time.sleep(0.2)
    left = {path.relative_to(served.home) for path in files_of(served.home) - before}
    assert {path.parts[0] for path in left} <= {"store"}
    assert [path for path in left if path.suffix in {".zip", ".xml", ".exe"}] == []
    assert [path for path in left if path.name in {"up.csv", "reviews.csv"}] == []
    assert {path.parts[2] for path in left} <= {"returns"}
    assert set(served.home.parent.iterdir()) == around
    assert served.at_work.poll() is None
    assert served.answers()


@pytest.mark.slow
def test_attacks_among_good_files_are_refused_each_by_its_code(visit, unharmed):
    view = visit("analyst")
    files = [sent("good.zip", GOOD), sent("reviews.csv", formulas())]
    files += [sent(name, made()) for name, (made, _) in ATTACKS.items()]
    view.on("dialog", lambda dialog: visit.faults.append(f"a dialog: {dialog.message}"))

    upload(view, *files, label="Attacks among good files")
    wait_for_work(view)
    view.get_by_role("link", name="Quality").click()
    expect(view).to_have_url(re.compile("/quality/"))
    view.wait_for_load_state("load")

    table = view.get_by_role("table", name="Files refused, and tables missing")
    rows = [row.locator("th, td").all_inner_texts() for row in table.get_by_role("row").all()]
    refused = {
        (file.partition(".zip/")[0] + ".zip" if ".zip/" in file else file, code)
        for file, code, _ in rows
    }
    for name, (_, code) in ATTACKS.items():
        assert (name, code) in refused
        expect(view.locator(f"[id='code-{code}']")).to_be_visible()
    assert view.locator("main img").count() == 0
    with view.expect_download() as waiting:
        view.get_by_role("link", name="Download all refused rows (CSV)").click()
    told = Path(waiting.value.path()).read_text(encoding="utf-8")
    lines = list(csv.reader(io.StringIO(told)))
    assert [cell for line in lines for cell in line if cell[:1] in {"=", "+", "-", "@"}] == []
    assert "SUM(1)" not in told
    assert {line[0] for line in lines} >= {f"'{FORMULA}.csv", PICTURE, "reviews.csv"}
    assert visit.faults == []


@pytest.mark.slow
def test_a_bomb_by_itself_fails_in_words_and_nothing_is_kept(visit, unharmed):
    view = visit("analyst")

    address = upload(view, sent("bomb.zip", bomb()), label="A bomb")
    expect(view.get_by_text("Code: records.zip-bomb.")).to_be_visible(timeout=PATIENCE)
    view.goto(address)

    expect(view.get_by_role("heading", name="What this means")).to_be_visible()
    expect(
        view.get_by_text("Nothing was kept: the files that came were deleted.")
    ).to_be_visible()
    assert visit.faults == []


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_name_that_is_too_long_is_refused_before_a_byte_of_it_came(visit, unharmed, script):
    view = visit("analyst", script=script)

    choose_returns(view, sent("a" * 200 + ".csv", b"CHILD\n"), label="A long name")
    view.get_by_role("button", name="Upload and read").click()

    words = view.get_by_text("A file has no name that can be used.").first
    expect(words).to_contain_text("Code: records.upload-name.")
    expect(view.get_by_role("heading", level=1)).to_have_text("Upload returns")
    assert [fault for fault in visit.faults if "status of 400" not in fault] == []
