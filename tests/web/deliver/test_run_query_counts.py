"""No page of runs, registers or what lies between sessions asks more among many than few."""

import hashlib
from datetime import date, time
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from tests.web.crowd import FEW, MANY, WORD, Crowd, asked_among_both, check_same
from tests.web.deliver.covering import settled

from holdfast_web.deliver.models import (
    BlockedDays,
    CalendarLink,
    CatchUp,
    Consultation,
    Mark,
    MarkChange,
    PracticeTask,
    PracticeTry,
    Run,
    Session,
    SessionFeedback,
    Sitting,
    StaffMember,
)
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind

pytestmark = pytest.mark.django_db
MOST_SHOWN = 200
DAY = date(2025, 1, 6)
WHOLE_STAFF = {"register", "register_all", "register_print", "catch_up_add", "practice_try"}
"""One home's whole staff stands on them, as every home does where a run is planned."""


class Runs(Crowd):
    """One run with as much between its sessions as there are runs beside it."""

    def grow(self, size):
        had = self.size
        super().grow(size)
        names = [f"{WORD}.{number:04}" for number in range(had, size)]
        if not had:
            self._the_one()
        staff = StaffMember.objects.bulk_create(
            StaffMember(organisation=self.home, name=f"{name} staff", started=DAY)
            for name in names
        )
        self._registers(names, staff)
        self._between(names, staff)
        self._others(names)

    def _the_one(self):
        self.home = Organisation.objects.create(
            name="The one", kind=Kind.HOME, parent=self.organisation
        )
        self.run = Run.objects.create(
            organisation=self.home, programme="urn:programme:result", version=1,
            title="RESuLT", content=settled(), starts=DAY, state="under_way",
        )  # fmt: skip
        self.session = Session.objects.create(run=self.run, number=1)
        self.sitting = Sitting.objects.create(
            session=self.session, on=DAY, starts=time(9), ends=time(12), state="held",
            register_version=1, register_taken_at=timezone.now(),
        )  # fmt: skip
        self.task = PracticeTask.objects.create(session=self.session, text="The one")
        SessionFeedback.objects.create(session=self.session, useful=1, clear=1, confident=1)

    def _registers(self, names, staff):
        Mark.objects.bulk_create(
            Mark(
                sitting=self.sitting, staff=one, outcome="present", minutes=180, version=1,
                by=self.who,
            )
            for one in staff
        )  # fmt: skip
        MarkChange.objects.bulk_create(
            MarkChange(
                sitting=self.sitting, line=one.key, version=1, by=self.who,
                after={
                    "presence": "present", "reason": None, "arrived": None, "left": None,
                },
            )
            for one in staff
        )  # fmt: skip

    def _between(self, names, staff):
        CatchUp.objects.bulk_create(
            CatchUp(
                session=self.session, staff=one, kind="visit", on=DAY, minutes=60, counts=True
            )
            for one in staff
        )
        PracticeTask.objects.bulk_create(
            PracticeTask(session=self.session, text=name) for name in names
        )
        PracticeTry.objects.bulk_create(
            PracticeTry(task=self.task, staff=one, tried="yes", on=DAY) for one in staff
        )
        Consultation.objects.bulk_create(
            Consultation(run=self.run, kind="other", on=DAY, minutes=30, about=name)
            for name in names
        )
        BlockedDays.objects.bulk_create(
            BlockedDays(organisation=self.home, first=DAY, last=DAY, reason=name)
            for name in names
        )
        CalendarLink.objects.bulk_create(
            CalendarLink(user=self.who, hash=hashlib.sha256(name.encode()).hexdigest())
            for name in names
        )

    def _others(self, names):
        runs = Run.objects.bulk_create(
            Run(
                organisation=self.home, programme="urn:programme:result", version=1,
                title=f"{name} run", content={}, starts=DAY, ends=DAY, key=uuid4(),
            )
            for name in names
        )  # fmt: skip
        sessions = Session.objects.bulk_create(Session(run=run, number=1) for run in runs)
        Sitting.objects.bulk_create(
            Sitting(session=one, on=DAY, starts=time(9), ends=time(12)) for one in sessions
        )


def test_no_page_of_runs_asks_more_or_shows_all(northmere, member, client):
    crowd = Runs(northmere, member)

    def addresses():
        run, session, sitting = crowd.run, crowd.session, crowd.sitting
        keyed = {
            **dict.fromkeys(
                (
                    "run", "run_schedule", "schedule_release", "schedule_versions",
                    "session_add", "catch_ups", "catch_up_add", "practice", "practice_add",
                    "consultations", "consultation_add", "run_calendar",
                ),
                run,
            ),
            **dict.fromkeys(("session", "sitting_add", "session_feedback"), session),
            **dict.fromkeys(
                ("register", "register_print", "register_changes", "register_upload",
                 "register_workbook", "sitting_move"),
                sitting,
            ),
            **dict.fromkeys(("practice_task", "practice_try"), crowd.task),
            "practice_comment": PracticeTry.objects.earliest("pk"),
            "catch_up": CatchUp.objects.earliest("pk"),
            "blocked_days": crowd.home,
            "staff_calendar": StaffMember.objects.earliest("pk"),
        }  # fmt: skip
        asked = {
            name: (reverse(f"deliver:{name}", args=[thing.key]), None)
            for name, thing in keyed.items()
        }
        return asked | {
            "runs": (reverse("deliver:runs"), None),
            "run_new": (reverse("deliver:run_new_step", args=["home"]), None),
            "registers": (reverse("deliver:registers"), None),
            "register_all": (
                reverse("deliver:register", args=[sitting.key]), {"all": "present"}
            ),
            "calendars": (reverse("deliver:calendars"), None),
            "home": (reverse("home"), None),
            "search": (reverse("search"), {"words": WORD}),
        }  # fmt: skip

    few, many = asked_among_both(crowd, client, addresses)

    check_same(few, many)
    assert {name: one.status for name, one in many.items() if one.status >= 400} == {}
    assert {name for name, one in few.items() if one.rows >= FEW // 2} >= {
        "runs", "registers", "register", "register_changes", "catch_ups", "practice",
        "practice_task", "consultations", "blocked_days",
    }  # fmt: skip
    assert {
        name: one.rows
        for name, one in many.items()
        if one.rows > MOST_SHOWN and name not in WHOLE_STAFF | {"run_new"}
    } == {}
    assert MANY > MOST_SHOWN
