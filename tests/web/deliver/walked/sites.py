"""Addresses of sites, homes, staff, facilitators, coverage and what is seen across sites."""

from datetime import date

from tests.web.deliver.walked.runs import content, kept
from tests.web.urls_walked import MARK, own, theirs

from holdfast_web.deliver.models import (
    Barrier,
    BroughtList,
    Facilitator,
    Home,
    LongAbsence,
    Run,
    RunFacilitator,
    Site,
    SiteTeamMember,
    StaffMember,
    StageMove,
)
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

DAY = date(2026, 3, 3)
LEAD = {"by": "programme_lead"}


@kept("walked_home")
def home(northmere):
    made = Organisation.objects.create(
        name=f"{MARK} home", kind=Kind.HOME, parent=northmere.organisation
    )
    Home.objects.create(organisation=made)
    return made


@kept("walked_staff")
def member(northmere):
    return StaffMember.objects.create(
        organisation=home(northmere), name=f"{MARK} staff", started=DAY
    )


@kept("walked_absence")
def absence(northmere):
    return LongAbsence.objects.create(staff=member(northmere), since=DAY)


@kept("walked_list")
def brought(northmere):
    return BroughtList.objects.create(
        organisation=home(northmere), kind="staff", file_name=f"{MARK}.csv"
    )


@kept("walked_run")
def run(northmere):
    return Run.objects.create(
        organisation=home(northmere), programme="urn:programme:result", version=1, title=MARK,
        content=content(), starts=DAY, ends=DAY, state="under_way",
    )  # fmt: skip


@kept("walked_facilitator")
def facilitator(northmere):
    return Facilitator.objects.create(organisation=northmere.organisation, name=MARK)


@kept("walked_place")
def place(northmere):
    return RunFacilitator.objects.create(run=run(northmere), facilitator=facilitator(northmere))


@kept("walked_site")
def site(northmere):
    made = Site.objects.create(
        organisation=northmere.organisation, programme="urn:programme:result", title=MARK,
        stage_since=DAY,
    )  # fmt: skip
    StageMove.objects.create(site=made, after=made.stage, on=DAY)
    return made


@kept("walked_team")
def on_team(northmere):
    return SiteTeamMember.objects.create(site=site(northmere), name=MARK, since=DAY)


@kept("walked_barrier")
def barrier(northmere):
    return Barrier.objects.create(site=site(northmere), kind="time", what=MARK, noticed=DAY)


def of(make, **more):
    return lambda northmere: {"key": make(northmere).key, **more}


def of_place(northmere):
    return {"key": run(northmere).key, "place": place(northmere).pk}


own(
    "deliver:homes", "deliver:facilitators", "deliver:facilitator_add", "deliver:sites",
    "deliver:site_add", "deliver:coverage", "deliver:national", "deliver:exchange",
)  # fmt: skip
theirs("deliver:home", words=of(home))
theirs(
    "deliver:home_change", "deliver:staff", "deliver:staff_add", "deliver:roster",
    "deliver:lists", "deliver:list_bring", words=of(home), by="home_manager",
)  # fmt: skip
theirs(
    "deliver:staff_member", "deliver:staff_change", "deliver:staff_leave",
    "deliver:staff_away", words=of(member), by="home_manager",
)  # fmt: skip
theirs("deliver:staff_back", words=of(absence), by="home_manager")
theirs("deliver:list", words=of(brought), by="home_manager")
theirs(
    "deliver:list_apply", "deliver:list_undo", "deliver:list_drop", words=of(brought),
    by=None, post=True,
)  # fmt: skip
theirs(
    "deliver:facilitator", "deliver:facilitator_change", "deliver:facilitator_certify",
    words=of(facilitator), **LEAD,
)  # fmt: skip
theirs("deliver:run_facilitators", "deliver:run_facilitator_add", words=of(run), **LEAD)
theirs("deliver:run_facilitator_cover", "deliver:run_facilitator_end", words=of_place, **LEAD)
theirs("deliver:coverage_run", words=of(run))
theirs("deliver:coverage_rule", words=of(run), **LEAD)
theirs("deliver:site", words=of(site))
theirs(
    "deliver:site_move", "deliver:site_fund", "deliver:site_share", "deliver:site_team_add",
    "deliver:barrier_add", "deliver:lesson_add", words=of(site), **LEAD,
)  # fmt: skip
theirs("deliver:site_move_back", words=of(site), by=None, post=True)
theirs("deliver:site_ready", words=of(site, question="need"), **LEAD)
theirs("deliver:site_last", words=of(site, question="payer"), **LEAD)
theirs("deliver:site_team_leave", words=of(on_team), **LEAD)
theirs("deliver:barrier_resolve", words=of(barrier), **LEAD)
