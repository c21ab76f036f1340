"""Plan a run, take its register on a phone, with another at the same one, and catch up.

What is looked at before and after is its coverage: who owes what, and the share who had it all.
"""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import expect
from tests.journeys.accessibility import violations
from tests.journeys.conftest import PHONE

PROGRAMME = "RESuLT with catch-ups"


def go_on(view):
    view.get_by_role("button", name="Continue").click()


def say_times(view, day, starts, ends):
    view.get_by_label(day, exact=True).check()
    view.locator("[name=starts]").fill(starts)
    view.locator("[name=ends]").fill(ends)
    assert violations(view) == []
    go_on(view)


def say_day(view, name, day):
    for part in ("day", "month", "year"):
        view.locator(f"[name={name}-{part}]").fill(str(getattr(day, part)))


def line(view, name):
    return view.get_by_role("group", name=re.compile(rf"^{name}\b"))


def look_at_coverage(view, run):
    """Go to the coverage of a run as it is reached from the run."""
    view.goto(run)
    view.get_by_role("link", name="Coverage", exact=True).last.click()
    expect(view.get_by_role("heading", level=1)).to_have_text(
        f"{PROGRAMME}: who has received it"
    )
    assert violations(view) == []
    assert not view.evaluate("document.documentElement.scrollWidth > window.innerWidth")


def today_s_share(view):
    """Give the line of the table that counts the team today."""
    return view.get_by_role("row", name=re.compile("^The team today"))


def test_run_is_planned_and_its_register_taken_by_two(visit):
    view = visit("programme_lead")
    today = timezone.localdate()

    view.goto("/deliver/runs/")
    view.get_by_role("button", name="Plan a run").click()
    view.get_by_label("Which home is the run for?").select_option(label="Invented House")
    go_on(view)
    view.get_by_label("Which programme?").select_option(label=PROGRAMME)
    go_on(view)
    view.get_by_label("Spill-over sessions").fill("0")
    go_on(view)
    # The first session is today, so that its register can be taken.
    say_day(view, "first", today)
    go_on(view)
    say_times(view, f"{today:%A}", "9:30", "1pm")
    view.get_by_label("No", exact=True).check()
    go_on(view)
    say_times(view, f"{today + timedelta(days=1):%A}", "10am", "12:00")
    go_on(view)
    go_on(view)
    expect(view.get_by_role("heading", level=1)).to_have_text("Check the run and its days")
    assert violations(view) == []
    view.get_by_role("button", name="Plan the run").click()
    expect(view.get_by_text("The run is planned. Nobody has been told yet.")).to_be_visible()
    run = view.url
    view.get_by_role("link", name="Schedule", exact=True).click()
    view.get_by_role("button", name="Release the schedule").click()
    view.get_by_role("button", name="Release and tell them").click()
    expect(view.get_by_text("Release 1 is out.")).to_be_visible()

    view.set_viewport_size({"width": PHONE, "height": 800})
    view.get_by_role("link", name="Register", exact=True).first.click()
    other = visit("programme_lead", width=PHONE, script=False)
    other.goto(view.url)
    view.get_by_role("link", name="Start with everybody present").click()
    line(view, "Staff member 2").get_by_label("Absent", exact=True).check()
    line(view, "Staff member 2").get_by_label("Why absent").select_option(label="Sick")
    line(view, "Staff member 3").get_by_label("Late", exact=True).check()
    line(view, "Staff member 3").get_by_label("Arrived").fill("10:00")
    assert violations(view) == []
    assert not view.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    view.get_by_role("button", name="Save the register").click()
    expect(view.get_by_text("12 marks new or changed.")).to_be_visible()

    # Without a script, and with the register as it was before: one mark was touched by both.
    line(other, "Staff member 2").get_by_label("Present", exact=True).check()
    other.get_by_role("button", name="Save the register").click()
    heading = other.get_by_role("heading", level=1)
    expect(heading).to_have_text("Two people changed the same mark")
    other.get_by_label("Absent, sick").check()
    other.get_by_role("button", name="Keep what I chose").click()
    expect(other.get_by_text("The register is as it was")).to_be_visible()
    view.reload()
    expect(line(view, "Staff member 2").get_by_label("Absent", exact=True)).to_be_checked()

    look_at_coverage(view, run)
    expect(view.get_by_text("1 of 10 sessions held.")).to_contain_text(
        "91% (10 of 11) had every"
    )
    expect(view.get_by_text("1 person owes a session, 10 owe nothing.")).to_be_visible()
    owes = view.get_by_role("row", name=re.compile("^Staff member 2 "))
    expect(owes).to_contain_text("Session 1 (absent)")
    expect(today_s_share(view)).to_contain_text("91% (10 of 11)")

    owes.get_by_role("link", name="Write down a catch-up of session 1").click()
    expect(view.get_by_label("Who caught up?")).to_have_value(re.compile("."))
    view.get_by_label("Visit", exact=True).check()
    view.get_by_label("How many minutes?").fill("90")
    assert violations(view) == []
    view.get_by_role("button", name="Keep it").click()
    expect(view.get_by_text("Staff member 2 caught up Session 1.")).to_be_visible()
    assert violations(view) == []

    look_at_coverage(view, run)
    expect(view.get_by_text("1 of 10 sessions held.")).to_contain_text(
        "100% (11 of 11) had every"
    )
    expect(view.get_by_text("Nobody on the team today owes a session.")).to_be_visible()
    expect(today_s_share(view)).to_contain_text("100% (11 of 11)")
    # The page that asks which of two marks stands says so by its status.
    assert [fault for fault in visit.faults if "status of 409" not in fault] == []
