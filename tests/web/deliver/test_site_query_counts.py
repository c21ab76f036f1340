"""No page of sites, homes, staff or coverage asks more among a thousand rows than among ten."""

from datetime import date, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.crowd import FEW, MANY, WORD, Crowd, asked_among_both, check_same
from tests.web.deliver.covering import settled

from holdfast_web.deliver.models import (
    Barrier,
    BroughtChange,
    BroughtList,
    Certification,
    Facilitator,
    Home,
    Lesson,
    LongAbsence,
    Mark,
    RosterShift,
    Run,
    RunFacilitator,
    Session,
    Site,
    Sitting,
    StaffMember,
    StageMove,
    SustainmentItem,
)
from holdfast_web.deliver.operations.summaries import count_coverage
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

pytestmark = pytest.mark.django_db
MOST_SHOWN = 200
RESULT = "urn:programme:result"
DAY = date(2025, 1, 6)


class Homes(Crowd):
    """One home with as many staff as there are homes, each with a run and a site."""

    def grow(self, size):
        had = self.size
        super().grow(size)
        names = [f"{WORD}.{number:04}" for number in range(had, size)]
        self.today = timezone.localdate()
        if not had:
            self._the_one()
        homes = list(
            Organisation.objects.filter(
                kind=Kind.HOME, name__in=[f"{name} home" for name in names]
            ).order_by("name")
        )
        Home.objects.bulk_create(Home(organisation=home) for home in homes)
        staff = self._staff(names, homes)
        self._runs(names, homes)
        self._sites(names, homes)
        self._facilitators(names)
        self._lists(names, staff)
        count_coverage()

    def _the_one(self):
        self.one = Organisation.objects.create(
            name="The one", kind=Kind.HOME, parent=self.organisation
        )
        self.run = Run.objects.create(
            organisation=self.one, programme=RESULT, version=1, title="RESuLT",
            content=settled(), starts=DAY, state="under_way",
        )  # fmt: skip
        session = Session.objects.create(run=self.run, number=1)
        Session.objects.create(run=self.run, number=1, kind="managers")
        self.sitting = Sitting.objects.create(
            session=session, on=self.today, starts=time(9), ends=time(12), state="held"
        )
        self.site = Site.objects.create(
            organisation=self.organisation, programme=RESULT, title="RESuLT",
            stage_since=DAY, shares_counts=True, national_team=self.organisation,
        )  # fmt: skip
        StageMove.objects.create(site=self.site, after=self.site.stage, on=DAY)

    def _staff(self, names, homes):
        staff = StaffMember.objects.bulk_create(
            StaffMember(
                organisation=home, name=f"{name} staff", started=DAY, contracted_hours=37
            )
            for name, place in zip(names, homes, strict=True)
            for home in (self.one, place)
        )
        here = [member for member in staff if member.organisation_id == self.one.pk]
        Mark.objects.bulk_create(
            Mark(sitting=self.sitting, staff=member, outcome="absent", reason="sick",
                 minutes=0, version=1)
            for member in here
        )  # fmt: skip
        self.absence = LongAbsence.objects.create(staff=here[0], since=self.today)
        RosterShift.objects.bulk_create(
            RosterShift(
                organisation=self.one, staff=member, day=self.today, starts=time(9),
                ends=time(17), state="planned",
            )
            for member in here
        )  # fmt: skip
        return here

    def _runs(self, names, homes):
        Run.objects.bulk_create(
            Run(
                organisation=home, programme=RESULT, version=1, title=f"{name} run",
                content=settled(), starts=DAY, state="under_way",
            )
            for name, home in zip(names, homes, strict=True)
        )  # fmt: skip

    def _sites(self, names, homes):
        soon = self.today + timedelta(days=20)
        Site.objects.bulk_create(
            Site(
                organisation=home, programme=RESULT, title=f"{name} site", stage_since=DAY,
                funding_ends=soon, shares_counts=True, national_team=self.organisation,
            )
            for name, home in zip(names, homes, strict=True)
        )  # fmt: skip
        Barrier.objects.bulk_create(
            Barrier(
                site=self.site, kind="time", what=f"{name} barrier", noticed=DAY, resolved=DAY,
                how=f"{name} help", shared=True,
            )
            for name in names
        )  # fmt: skip
        Lesson.objects.bulk_create(
            Lesson(site=self.site, title=f"{name} lesson", changed="x", why="y", on=DAY)
            for name in names
        )
        SustainmentItem.objects.bulk_create(
            SustainmentItem(site=site, question="payer", plan="x", by_when=DAY)
            for site in Site.objects.filter(title__in=[f"{name} site" for name in names])
        )

    def _facilitators(self, names):
        made = Facilitator.objects.bulk_create(
            Facilitator(organisation=self.organisation, name=f"{name} facilitator")
            for name in names
        )
        Certification.objects.bulk_create(
            Certification(
                facilitator=one, programme=RESULT, state="certified", since=DAY,
                expires=self.today + timedelta(days=9),
            )
            for one in made
        )  # fmt: skip
        self.facilitator = made[0]
        self.place = RunFacilitator.objects.bulk_create(
            [RunFacilitator(run=self.run, facilitator=made[0])]
        )[0]

    def _lists(self, names, staff):
        lists = BroughtList.objects.bulk_create(
            BroughtList(
                organisation=self.one, kind="staff", file_name=f"{name}.csv",
                brought_by=self.who,
            )
            for name in names
        )  # fmt: skip
        self.waiting = lists[0]
        self.applied = BroughtList.objects.create(
            organisation=self.one, kind="staff", file_name="applied.csv", state="applied",
            applied_at=timezone.now(),
        )  # fmt: skip
        kept = {
            "number": 0, "reference": "", "name": "", "post": "", "kind": "permanent",
            "contracted_hours": 37.0, "shifts": None, "manager": False,
            "started": DAY.isoformat(), "left": None,
        }  # fmt: skip
        BroughtChange.objects.bulk_create(
            BroughtChange(
                brought=self.applied, staff=member, after=kept | {"name": member.name}
            )
            for member in staff
        )

    @property
    def addresses(self):
        """Give every page with what is asked of it."""
        home, run = {"key": self.one.key}, {"key": self.run.key}
        member = {"key": StaffMember.objects.filter(organisation=self.one).earliest("pk").key}
        site, place = {"key": self.site.key}, run | {"place": self.place.pk}
        who = {"key": self.facilitator.key}
        words = {
            "homes": None, "facilitators": None, "coverage": None, "sites": None,
            "national": None, "exchange": None, "site_add": None, "facilitator_add": None,
            **dict.fromkeys(
                ("home", "home_change", "staff", "staff_add", "roster", "lists", "list_bring"),
                home,
            ),
            **dict.fromkeys(
                ("staff_member", "staff_change", "staff_leave", "staff_away"), member
            ),
            "staff_back": {"key": self.absence.key},
            "list": {"key": self.applied.key},
            **dict.fromkeys(
                ("facilitator", "facilitator_change", "facilitator_certify"), who
            ),
            **dict.fromkeys(
                ("run_facilitators", "run_facilitator_add", "coverage_run", "coverage_rule"),
                run,
            ),
            **dict.fromkeys(("run_facilitator_cover", "run_facilitator_end"), place),
            **dict.fromkeys(
                ("site", "site_move", "site_fund", "site_share", "site_team_add",
                 "barrier_add", "lesson_add"),
                site,
            ),
            "site_ready": site | {"question": "need"},
            "site_last": site | {"question": "payer"},
        }  # fmt: skip
        found = {
            name: (reverse(f"deliver:{name}", kwargs=of), None) for name, of in words.items()
        }
        looked_at = reverse("deliver:list", kwargs={"key": self.waiting.key})
        return found | {
            "looked_at": (looked_at, None),
            "homepage": (reverse("home"), None),
            "search": (reverse("search"), {"words": WORD}),
            "question": (reverse("question", kwargs={"name": "deliver"}), None),
        }


OFFER_EVERYTHING = {
    "site_add", "facilitator_add", "run_facilitator_add", "run_facilitator_cover", "looked_at",
}  # fmt: skip
"""Where one of all is chosen, and where it is said who is not on a list."""


def test_no_page_of_sites_and_homes_asks_more_or_shows_all(northmere, member, client):
    crowd = Homes(northmere, member)

    few, many = asked_among_both(crowd, client, lambda: crowd.addresses)

    check_same(few, many)
    assert {one.status for one in many.values()} == {200}
    shows = {
        "homes", "staff", "lists", "roster", "facilitators", "coverage", "coverage_run",
        "sites", "site", "national", "exchange", "list",
    }  # fmt: skip
    assert {name for name in shows if few[name].rows < FEW // 2} == set()
    assert {
        name: one.rows
        for name, one in many.items()
        if one.rows > MOST_SHOWN and name not in OFFER_EVERYTHING
    } == {}
    assert MANY > MOST_SHOWN
