"""What programs are given of a site."""

from datetime import date

import pytest

from holdfast_web.deliver.models import (
    Barrier,
    Lesson,
    ReadinessAnswer,
    RosterShift,
    RosterState,
    Site,
    SiteTeamMember,
    StageMove,
    SustainmentItem,
)

DAY = date(2026, 1, 5)


@pytest.fixture
def site(northmere):
    made = Site.objects.create(
        organisation=northmere, programme="urn:programme:result", title="RESuLT",
        stage="installation", stage_since=DAY, funded_by="A fund",
    )  # fmt: skip
    StageMove.objects.create(site=made, after="exploration", on=date(2025, 9, 1))
    StageMove.objects.create(
        site=made, before="exploration", after="installation", on=DAY, reason="Agreed."
    )
    return made


def test_a_site_is_given_with_moves_readiness_barriers_and_plans_and_no_name(ask_lead, site):
    for answer, on in (("no", DAY), ("partly", date(2026, 2, 1))):
        ReadinessAnswer.objects.create(
            site=site, question="leadership", answer=answer, words="A word", on=on
        )
    Barrier.objects.create(site=site, kind="time", what="No cover.", noticed=DAY)
    SustainmentItem.objects.create(
        site=site, question="funding", plan="The base budget", who="Person 7"
    )
    Lesson.objects.create(site=site, title="Sundays", changed="A.", why="B.", on=DAY)
    SiteTeamMember.objects.create(site=site, name="Person 8", leads=True, since=DAY)

    answer = ask_lead(f"/sites/{site.key}")
    found = answer.json()

    assert [(one["before"], one["after"]) for one in found["moves"]] == [
        ("", "exploration"),
        ("exploration", "installation"),
    ]
    said = {one["question"]: one["answer"] for one in found["readiness"]}
    assert {one for one in said.values() if one is not None} == (
        {"partly"} if "leadership" in said else set()
    )
    assert len(said) > 1
    assert [(one["kind"], one["resolved"]) for one in found["barriers"]] == [("time", None)]
    assert [one["title"] for one in found["lessons"]] == ["Sundays"]
    assert (found["funded_by"], found["stage"]) == ("A fund", "installation")
    assert b"Person" not in answer.content


def test_the_team_of_a_site_is_given_by_name_with_the_scope_for_names(
    ask_lead, ask_elsewhere, site
):
    SiteTeamMember.objects.create(site=site, name="Person 8", leads=True, since=DAY)

    (found,) = ask_lead(f"/sites/{site.key}/team").json()["items"]

    assert (found["name"], found["leads"], found["until"]) == ("Person 8", True, None)
    assert ask_elsewhere(f"/sites/{site.key}/team").status_code == 404
    assert ask_elsewhere(f"/sites/{site.key}").status_code == 404


def test_a_week_of_a_roster_is_given(ask_lead, home, team):
    for day in (date(2026, 3, 2), date(2026, 3, 8), date(2026, 3, 9)):
        RosterShift.objects.create(
            organisation=home, staff=team[0], day=day, starts="22:00", ends="07:00",
            state=RosterState.PLANNED,
        )  # fmt: skip

    found = ask_lead(f"/homes/{home.key}/roster?first=2026-03-02").json()

    assert [one["day"] for one in found["items"]] == ["2026-03-02", "2026-03-08"]
    assert ask_lead(f"/homes/{home.key}/roster").status_code == 422
    assert ask_lead(f"/homes/{home.key}/roster?first=9999-12-31").json()["total"] == 0
