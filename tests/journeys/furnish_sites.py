"""A site on its way, a home with lists and rosters, and facilitators, to be looked at."""

from datetime import date, timedelta

from django.utils import timezone

from holdfast.deliver.roster import RosterState
from holdfast_web.deliver.models import (
    BarrierKind,
    CertificationState,
    Ready,
    Run,
    RunFacilitator,
    StaffMember,
    Stage,
)
from holdfast_web.deliver.operations.brought import apply_list, bring_roster, bring_staff
from holdfast_web.deliver.operations.facilitators import add_facilitator, certify
from holdfast_web.deliver.operations.site_parts import (
    add_to_team,
    answer_readiness,
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
)
from holdfast_web.deliver.operations.staff import go_away
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.deliver.queries.brought import print_of, roster_changes_of

RESULT = "urn:programme:result"
STAFF = b"""Reference,Name,Started,Kind
,Staff member 5,2020-01-06,bank
P90,Staff member 90,2026-01-05,
P91,Staff member 91,2026-01-05,volunteer
,,,
,Staff member 92,soon,
"""


def sites_kept(place, home, lead):
    """Give the keys of a site, of lists, and of what else is looked at; after the runs."""
    today = timezone.localdate()
    return {
        **_site(place, lead, today),
        **_lists(home, lead, today),
        **_facilitators(place, home, lead, today),
    }


def _site(place, lead, today):
    begun = today - timedelta(days=700)
    site = add_site(
        by=lead, organisation=place, programme=RESULT, title="RESuLT",
        stage=Stage.EXPLORATION, on=begun,
    )  # fmt: skip
    for days, stage, reason in (
        (90, Stage.INSTALLATION, ""),
        (200, Stage.INITIAL, ""),
        (400, Stage.INSTALLATION, "Half the team left."),
    ):
        day = begun + timedelta(days=days)
        move_site(by=lead, site=site, to=stage, on=day, reason=reason)
        site.refresh_from_db()
    fund_site(by=lead, site=site, funded_by="An invented fund", ends=today + timedelta(days=80))
    share_counts(by=lead, site=site, national_team=place)
    member = add_to_team(
        by=lead, site=site, name="Team member 1", part="Programme lead", leads=True, since=begun
    )
    answer_readiness(
        by=lead, site=site, on=begun, answers={"need": (Ready.PARTLY, "Most of them.")}
    )
    barrier, overcome = (
        note_barrier(by=lead, site=site, kind=BarrierKind.TIME, what=what, noticed=begun)
        for what in ("Nobody covers the shift.", "Nights cannot come by day.")
    )
    resolve_barrier(by=lead, barrier=overcome, on=today, how="A second sitting.", shared=True)
    plan_to_last(
        by=lead, site=site, question="payer", plan="The training budget.", who="A head"
    )
    write_lesson(
        by=lead, site=site, title="Sundays", changed="A session on a Sunday.",
        why="Those on nights could come.", came_of_it="All came.", on=today,
    )  # fmt: skip
    empty = add_site(
        by=lead, organisation=place, programme="urn:programme:keep", title="KEEP",
        stage=Stage.EXPLORATION, on=today,
    )  # fmt: skip
    return {
        "site": site.key, "site_empty": empty.key, "on_team": member.key,
        "barrier": barrier.key,
    }  # fmt: skip


def _lists(home, lead, today):
    away = StaffMember.objects.get(organisation=home, name="Staff member 12")
    absence = go_away(by=lead, member=away, since=today)
    waiting = bring_staff(by=lead, home=home, file_name="staff.csv", content=STAFF)
    shift = f"Name,Day,Starts,Ends\nStaff member 6,{today.isoformat()},21:00,08:00\n"
    roster = bring_roster(
        by=lead, home=home, file_name="roster.csv", content=shift.encode(),
        state=RosterState.PLANNED,
    )  # fmt: skip
    apply_list(by=lead, brought=roster, seen=print_of(roster_changes_of(roster)))
    return {"absence": absence.key, "list_waiting": waiting.key, "list_applied": roster.key}


def _facilitators(place, home, lead, today):
    one = add_facilitator(by=lead, organisation=place, name="Facilitator 9", background="camhs")
    certify(
        by=lead, facilitator=one, programme=RESULT, state=CertificationState.CERTIFIED,
        since=date(2024, 1, 8), expires=today + timedelta(days=20),
    )  # fmt: skip
    count_coverage()
    run = Run.objects.filter(organisation=home).earliest("starts")
    return {
        "facilitator": one.key,
        "place": RunFacilitator.objects.filter(run=run).earliest("pk").pk,
    }
