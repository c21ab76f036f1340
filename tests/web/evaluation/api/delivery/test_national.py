"""What programs are given across sites: aggregates that no small number can be had from."""

from datetime import date

import pytest
from tests.web.deliver.covering import hold, settle, settled

from holdfast_web.deliver.models import Barrier, Lesson, Site
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind, Region

DAY = date(2026, 1, 5)
RESULT = "urn:programme:result"


def site(organisation, team, stage="initial"):
    return Site.objects.create(
        organisation=organisation, programme=RESULT, title="RESuLT", stage=stage,
        stage_since=DAY, shares_counts=True, national_team=team,
    )  # fmt: skip


@pytest.fixture
def ask_nation(ask_as, member, national_team):
    return ask_as(member(national_team, "national_team_lead"))


def test_a_programme_is_given_across_sites_in_aggregates(
    ask_nation, ask_lead, northmere, elsewhere, national_team, home, employed, delivered
):
    hold(settle(delivered(home, content=settled())), 1, employed(home, 14)[:8])
    Organisation.objects.filter(pk=elsewhere.pk).update(region=Region.LONDON)
    other = Organisation.objects.create(name="Rowan House", kind=Kind.HOME, parent=elsewhere)
    hold(settle(delivered(other, content=settled())), 1, employed(other, 3, start=20))
    site(northmere, national_team)
    site(elsewhere, national_team, stage="full")
    count_coverage()

    assert ask_nation("/national").json() == [
        {"programme": RESULT, "name": "RESuLT", "sites": 2}
    ]
    answer = ask_nation(f"/national/{RESULT}")
    found = answer.json()

    assert {name: number for name, number in found["stages"].items() if number} == {
        "initial": 1, "full": 1,
    }  # fmt: skip
    assert found["fidelity"]["not reviewed"] == 2
    regions = {one["region"]: one for one in found["regions"]}
    assert regions["london"]["staff"] == "suppressed"
    assert regions["london"]["share"] is None
    assert (found["all"]["sites"], found["all"]["homes_with_a_run"]) == (2, 2)
    assert (found["threshold"], found["rounding"]) == (6, 5)
    listed = ask_nation(f"/national/{RESULT}/sites")
    assert [(one["name"], one["stage"]) for one in listed.json()["items"]] == [
        ("Elsewhere", "full"),
        ("Northmere", "initial"),
    ]
    for said in (answer, listed):
        assert b"Staff member" not in said.content
        assert b"House" not in said.content
    # One authority's lead is in no national team, though its site shares its counts.
    assert ask_lead("/national").json() == []
    assert ask_lead(f"/national/{RESULT}").status_code == 404
    assert ask_lead(f"/national/{RESULT}/sites").status_code == 404


def test_a_site_that_does_not_share_is_not_there(ask_nation, northmere):
    Site.objects.create(
        organisation=northmere, programme=RESULT, title="RESuLT", stage_since=DAY
    )

    assert ask_nation("/national").json() == []
    assert ask_nation(f"/national/{RESULT}").status_code == 404


def test_what_sites_changed_is_given_to_those_who_share(
    ask_nation, ask_lead, ask_elsewhere, northmere, national_team
):
    shared = site(northmere, national_team)
    Lesson.objects.create(site=shared, title="Sundays", changed="On Sundays.", why="x", on=DAY)
    for what, told in (("No cover.", True), ("Ours alone.", False)):
        Barrier.objects.create(
            site=shared, kind="time", what=what, noticed=DAY, resolved=DAY, how="A bank.",
            shared=told,
        )  # fmt: skip

    for asks in (ask_nation, ask_lead):
        found = asks("/exchange").json()["items"]
        assert {(one["kind"], one["why"]) for one in found} == {
            ("lesson", "x"),
            ("barrier", "No cover."),
        }
    assert ask_lead("/exchange?kind=lesson").json()["total"] == 1
    assert ask_lead("/exchange?words=elephants").json()["total"] == 0
    assert ask_lead("/exchange?kind=rumour").status_code == 422
    assert ask_elsewhere("/exchange").json()["items"] == []
