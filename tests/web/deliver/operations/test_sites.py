"""Sites: begun, moved both ways, funded, shared, and what is kept of each."""

from datetime import date, timedelta

import pytest
from django.http import Http404
from tests.web.deliver.refused import refused

from holdfast_web.deliver.models import Barrier, BarrierKind, Ready, Site, Stage, StageMove
from holdfast_web.deliver.operations.site_parts import (
    add_to_team,
    answer_readiness,
    leave_team,
    note_barrier,
    plan_to_last,
    resolve_barrier,
    write_lesson,
)
from holdfast_web.deliver.operations.sites import (
    add_site,
    fund_site,
    move_site,
    share_counts,
    take_back_move,
)
from holdfast_web.people.models import AuditEvent, Organisation
from holdfast_web.people.models.organisation import Kind

DAY = date(2026, 1, 5)
LATER = DAY + timedelta(days=30)
RESULT = "urn:programme:result"


@pytest.fixture
def site(northmere, coordinator):
    return add_site(
        by=coordinator, organisation=northmere, programme=RESULT, title="RESuLT",
        stage=Stage.INSTALLATION, on=DAY,
    )  # fmt: skip


def test_a_site_begins_in_its_stage(site, northmere, coordinator):
    assert list(site.moves.values_list("before", "after", "on")) == [("", "installation", DAY)]
    refused(
        lambda: add_site(
            by=coordinator, organisation=northmere, programme=RESULT, title="RESuLT",
            stage=Stage.INITIAL, on=DAY,
        ),
        "deliver.site-twice",
    )  # fmt: skip


def test_a_site_moves_forward_and_back(site, coordinator):
    move_site(by=coordinator, site=site, to=Stage.INITIAL, on=LATER)
    move_site(
        by=coordinator, site=site, to=Stage.INSTALLATION, on=LATER, reason="Half the team left."
    )

    site.refresh_from_db()
    assert (site.stage, site.stage_since) == (Stage.INSTALLATION, LATER)
    assert AuditEvent.objects.latest("number").detail == {
        "before": "initial", "after": "installation",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("to", "on", "reason", "code"),
    [
        (Stage.SUSTAINED, LATER, "", "deliver.stage-move-not-allowed"),
        (Stage.INITIAL, DAY - timedelta(days=1), "", "deliver.stage-move-out-of-order"),
        (Stage.ENDED, LATER, " ", "deliver.stage-move-without-reason"),
    ],
)
def test_a_move_that_the_table_has_not_is_refused(site, coordinator, to, on, reason, code):
    refused(lambda: move_site(by=coordinator, site=site, to=to, on=on, reason=reason), code)
    assert StageMove.objects.count() == 1


def test_the_latest_move_can_be_taken_back_but_not_the_beginning(site, coordinator):
    move_site(by=coordinator, site=site, to=Stage.INITIAL, on=LATER)

    take_back_move(by=coordinator, site=site)

    site.refresh_from_db()
    assert (site.stage, site.stage_since, site.moves.count()) == ("installation", DAY, 1)
    refused(lambda: take_back_move(by=coordinator, site=site), "deliver.site-not-moved")


def test_funding_and_sharing_are_kept(site, coordinator):
    team = Organisation.objects.create(name="Team of all", kind=Kind.NATIONAL_TEAM)

    fund_site(by=coordinator, site=site, funded_by=" A grant ", ends=LATER)
    share_counts(by=coordinator, site=site, national_team=team)
    site.refresh_from_db()
    assert (site.funded_by, site.funding_ends, site.shares_counts) == ("A grant", LATER, True)

    share_counts(by=coordinator, site=site, national_team=None)
    assert Site.objects.get().national_team is None


def test_who_is_on_the_team_from_when_until_when(site, coordinator):
    member = add_to_team(
        by=coordinator, site=site, name="Team member 1", part="Head", leads=True, since=DAY
    )
    refused(
        lambda: leave_team(by=coordinator, member=member, on=DAY - timedelta(days=1)),
        "deliver.site-team-backwards",
    )
    assert leave_team(by=coordinator, member=member, on=LATER).until == LATER


def test_only_answers_that_differ_are_kept_anew(site, coordinator):
    def answer(**answers):
        return answer_readiness(by=coordinator, site=site, on=DAY, answers=answers)

    assert answer(need=(Ready.YES, ""), fit=(Ready.NO, "Not asked yet.")) == 2
    assert answer(need=(Ready.YES, ""), fit=(Ready.PARTLY, "Asked.")) == 1
    assert site.readiness.count() == 3


def test_a_barrier_is_resolved_with_how_and_may_be_shared(site, coordinator):
    barrier = note_barrier(
        by=coordinator, site=site, kind=BarrierKind.TIME, what="No cover.", noticed=DAY
    )
    for on, how in ((DAY - timedelta(days=1), "Cover found."), (LATER, " ")):
        refused(
            lambda on=on, how=how: resolve_barrier(
                by=coordinator, barrier=barrier, on=on, how=how
            ),
            "deliver.barrier-unsound",
        )
    resolve_barrier(by=coordinator, barrier=barrier, on=LATER, how="Cover found.", shared=True)

    kept = Barrier.objects.get()
    assert (kept.resolved, kept.how, kept.shared) == (LATER, "Cover found.", True)


def test_a_question_of_sustainment_has_one_answer(site, coordinator):
    for plan in ("To be found.", "The council's training budget."):
        plan_to_last(by=coordinator, site=site, question="payer", plan=plan, by_when=LATER)

    assert list(site.sustainment.values_list("question", "plan", "by_when", "done")) == [
        ("payer", "The council's training budget.", LATER, None)
    ]


def test_a_lesson_is_written(site, coordinator):
    made = write_lesson(
        by=coordinator, site=site, title="Sundays", changed="Sessions on Sundays.",
        why="Nights could come.", on=DAY,
    )  # fmt: skip

    assert list(site.lessons.all()) == [made]


def test_only_those_who_keep_sites_may(site, home_manager, member, northmere, elsewhere):
    barrier = Barrier.objects.create(site=site, kind="time", what="No cover.", noticed=DAY)
    person = add_to_team(
        by=member(northmere, "programme_lead"), site=site, name="Team member 1", part="",
        leads=False, since=DAY,
    )  # fmt: skip
    for who in (
        home_manager,
        member(elsewhere, "programme_lead"),
        member(northmere, "analyst"),
    ):
        for do in (
            lambda who: add_site(
                by=who, organisation=northmere, programme="urn:programme:keep", title="KEEP",
                stage=Stage.FULL, on=DAY,
            ),
            lambda who: move_site(by=who, site=site, to=Stage.INITIAL, on=LATER),
            lambda who: take_back_move(by=who, site=site),
            lambda who: fund_site(by=who, site=site, funded_by="", ends=None),
            lambda who: share_counts(by=who, site=site, national_team=None),
            lambda who: leave_team(by=who, member=person, on=LATER),
            lambda who: answer_readiness(by=who, site=site, on=DAY, answers={}),
            lambda who: note_barrier(
                by=who, site=site, kind=BarrierKind.TIME, what="x", noticed=DAY
            ),
            lambda who: resolve_barrier(by=who, barrier=barrier, on=LATER, how="x"),
            lambda who: plan_to_last(by=who, site=site, question="payer", plan="x"),
            lambda who: write_lesson(
                by=who, site=site, title="x", changed="x", why="x", on=DAY
            ),
        ):  # fmt: skip
            with pytest.raises(Http404):
                do(who)
