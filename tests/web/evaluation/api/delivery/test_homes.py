"""What programs are given of homes: charts, a comparison, and the times of restraints."""

from datetime import date, datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from holdfast.deliver.home_month import months
from holdfast_web.deliver.models import HomeMonth, Restraint, Run, RunState
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind

TODAY = date(2026, 6, 10)
ALL = months(date(2023, 12, 1), date(2026, 5, 1))
PROGRAMME = "urn:programme:result"
UK = ZoneInfo("Europe/London")


@pytest.fixture(autouse=True)
def today():
    """It is 10 June 2026."""
    with patch.object(timezone, "localdate", lambda *_: TODAY):
        yield


def kept(home, counts):
    HomeMonth.objects.bulk_create(
        HomeMonth(organisation=home, month=month, restraints=count, child_nights=120)
        for month, count in zip(ALL, counts, strict=True)
    )


def trained(home, starts):
    Run.objects.create(
        organisation=home, starts=starts, ends=starts, state=RunState.FINISHED,
        programme=PROGRAMME, version=1, title="RESuLT", content={},
    )  # fmt: skip


def read(action):
    return AuditEvent.objects.filter(action=f"{action} read by a program")


def test_the_chart_of_a_measure_has_its_limits_and_what_fired(ask, home):
    kept(home, [5, 6, 4] * 6 + [1] * 12)
    trained(home, date(2025, 6, 2))

    found = ask(f"/homes/{home.key}/charts/restraints").json()

    assert (found["training"], found["shown"]) == ("2025-06-02", "count")
    assert found["too_few"] is None
    assert (found["baseline_months"], round(found["centre"], 2)) == (18, 5.0)
    assert found["lower"] < found["centre"] < found["upper"]
    assert {one["side"] for one in found["signals"]} == {"below"}
    assert [one["value"] for one in found["points"]][-1] == 1
    assert found["organisation"] == str(home.key)
    rate = ask(f"/homes/{home.key}/charts/restraints?shown=rate").json()
    assert rate["shown"] == "rate"
    assert read("charts of a home").count() == 2


def test_every_chart_of_a_home_says_what_fired_or_why_nothing_can(ask, home, ask_elsewhere):
    kept(home, [5, 6, 4] * 10)

    found = {one["measure"]: one for one in ask(f"/homes/{home.key}/charts").json()}

    assert (found["restraints"]["too_few"], found["restraints"]["signals"]) == (None, [])
    assert found["missing_episodes"]["too_few"] == "too few months"
    assert read("charts of a home").count() == 1
    for path in (f"/homes/{home.key}/charts", f"/homes/{home.key}/charts/restraints"):
        assert ask_elsewhere(path).status_code == 404
    assert ask(f"/homes/{home.key}/charts/nothing").status_code == 404
    assert ask(f"/homes/{home.key}/charts/restraints?shown=share").status_code == 404
    assert ask(f"/homes/{home.key}/charts/restraints?shown=upside-down").status_code == 422


def test_homes_are_compared_as_on_the_page(ask, home, northmere, elsewhere, ask_elsewhere):
    others = [
        Organisation.objects.create(name=f"House {number}", kind=Kind.HOME, parent=northmere)
        for number in range(9)
    ]
    theirs = Organisation.objects.create(name="Ash", kind=Kind.HOME, parent=elsewhere)
    for place, one in enumerate([home, *others, theirs]):
        before, after = [6, 4, 5] * 6, [2, 1, 3] * 4 if place < 5 else [5, 6, 4] * 4
        kept(one, before + after)
    for one in (home, *others[:4]):
        trained(one, date(2025, 6, 2))
    asked = f"/homes-compared?programme={PROGRAMME}&measure=restraints"

    found = ask(asked).json()

    assert found["change"] < -1
    assert found["low"] <= found["change"] <= found["high"] < 0
    assert set(found["trained"]) == {str(one.key) for one in (home, *others[:4])}
    assert set(found["comparison"]) == {str(one.key) for one in others[4:]}
    assert (found["claim"], found["drawn_by_lot"]) == ("associate", False)
    assert read("comparison of homes").get().organisation_key == northmere.key
    assert ask_elsewhere(asked).status_code == 404
    assert ask(f"{asked}&shown=share").status_code == 404
    assert ask("/homes-compared").status_code == 422


def test_too_few_homes_are_not_compared(ask, home):
    kept(home, [5, 6, 4] * 10)
    trained(home, date(2025, 6, 2))

    answer = ask(f"/homes-compared?programme={PROGRAMME}&measure=restraints")

    assert answer.status_code == 409
    assert answer.json()["code"].startswith("measure.")


def test_restraints_are_given_with_what_is_due_and_nobody_named(ask, home, ask_elsewhere):
    used = datetime(2026, 3, 6, 21, 40, tzinfo=UK)
    done = datetime(2026, 3, 7, 9, 0, tzinfo=UK)
    Restraint.objects.create(organisation=home, number=1, used_at=used, recorded_at=done)
    Restraint.objects.create(
        organisation=home, number=2, used_at=used, recorded_at=done, debriefed_at=done,
        child_spoken_to_at=done,
    )  # fmt: skip

    (found,) = ask("/restraints").json()["items"]

    assert (found["organisation"], found["number"]) == (str(home.key), 1)
    steps = {one["step"]: one for one in found["steps"]}
    assert [one["state"] for one in steps.values()] == ["done", "late", "late"]
    assert datetime.fromisoformat(steps["debriefed"]["due"]) == datetime(
        2026, 3, 8, 21, 40, tzinfo=UK
    )
    assert ask("/restraints?show=all").json()["total"] == 2
    assert read("restraints").count() == 2
    assert ask_elsewhere("/restraints?show=all").json()["items"] == []
