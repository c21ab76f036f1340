"""Addresses of runs, registers and what lies between sessions, with examples in Northmere."""

from datetime import date, time
from functools import cache

from tests.web.urls_walked import MARK, everybody, own, theirs

from holdfast.deliver.programme_content import as_content
from holdfast.library.programme import programme
from holdfast_web.deliver.models import (
    BlockedDays,
    CalendarLink,
    CatchUp,
    FeedbackLink,
    Mark,
    PracticeTask,
    PracticeTry,
    Run,
    Session,
    Sitting,
    StaffMember,
)

DAY = date(2026, 3, 3)


@cache
def content():
    """Give a programme as a run keeps it."""
    return as_content(programme("result"))


def kept(name):
    """Keep what is made for one organisation, so that each address leads to the same thing."""

    def wrap(make):
        def made(northmere):
            things = vars(northmere).setdefault("of_runs", {})
            if name not in things:
                things[name] = make(northmere)
            return things[name]

        return made

    return wrap


@kept("programme_run")
def run(northmere):
    return Run.objects.create(
        organisation=northmere.organisation, programme="urn:programme:result", version=1,
        title=MARK, content=content(), starts=DAY, ends=DAY, state="under_way",
    )  # fmt: skip


@kept("programme_session")
def session(northmere):
    return Session.objects.create(run=run(northmere), number=1, title=MARK)


@kept("programme_sitting")
def sitting(northmere):
    return Sitting.objects.create(
        session=session(northmere), on=DAY, starts=time(9, 30), ends=time(13), place=MARK
    )


@kept("member_of_staff")
def staff(northmere):
    return StaffMember.objects.create(
        organisation=northmere.organisation, name=MARK, started=DAY
    )


@kept("caught_up")
def catch_up(northmere):
    Mark.objects.create(
        sitting=sitting(northmere), staff=staff(northmere), outcome="present", minutes=210,
        version=1,
    )  # fmt: skip
    return CatchUp.objects.create(
        session=session(northmere), staff=staff(northmere), kind="visit", on=DAY, minutes=60,
        counts=False,
    )  # fmt: skip


@kept("practised")
def task(northmere):
    return PracticeTask.objects.create(session=session(northmere), text=MARK)


@kept("tried")
def tried(northmere):
    return PracticeTry.objects.create(
        task=task(northmere), staff=staff(northmere), tried="yes", on=DAY, happened=MARK
    )


@kept("blocked")
def blocked(northmere):
    return BlockedDays.objects.create(
        organisation=northmere.organisation, first=DAY, last=DAY, reason=MARK
    )


@kept("calendar")
def calendar(northmere):
    return CalendarLink.objects.create(user=northmere.person("site_coordinator"), hash="0" * 64)


@kept("asked")
def asked(northmere):
    return FeedbackLink.objects.create(
        session=session(northmere), secret=MARK, closes="2030-01-01T00:00Z"
    )


def of(make):
    """Give the words of an address that leads to what is made, by its key."""
    return lambda northmere: {"key": make(northmere).key}


COORDINATOR = {"by": "site_coordinator"}

own("deliver:runs", "deliver:registers", "deliver:calendars", "deliver:run_new")
own("deliver:run_new_step", words=lambda northmere: {"step": "home"})
theirs("deliver:run", "deliver:schedule_versions", words=of(run))
theirs(
    "deliver:run_schedule", "deliver:schedule_release", "deliver:session_add",
    "deliver:catch_ups", "deliver:catch_up_add", "deliver:practice", "deliver:practice_add",
    "deliver:consultations", "deliver:consultation_add", "deliver:run_calendar",
    words=of(run), **COORDINATOR,
)  # fmt: skip
theirs("deliver:run_move", words=of(run), by=None, post=True)
theirs("deliver:session", words=of(session))
theirs("deliver:sitting_add", "deliver:session_feedback", words=of(session), **COORDINATOR)
theirs("deliver:feedback_open", words=of(session), post=True, **COORDINATOR)
theirs(
    "deliver:feedback_close",
    words=lambda northmere: {"key": asked(northmere).session.key},
    post=True,
    **COORDINATOR,
)
theirs("deliver:sitting_move", words=of(sitting), **COORDINATOR)
theirs("deliver:sitting_cancel", words=of(sitting), post=True, **COORDINATOR)
theirs(
    "deliver:register", "deliver:register_changes", "deliver:register_print",
    "deliver:register_workbook", "deliver:register_upload",
    words=of(sitting), **COORDINATOR,
)  # fmt: skip
theirs(
    "deliver:register_settle", "deliver:register_apply", words=of(sitting), post=True,
    **COORDINATOR,
)  # fmt: skip
theirs("deliver:catch_up", words=of(catch_up), **COORDINATOR)
theirs("deliver:catch_up_remove", words=of(catch_up), post=True, **COORDINATOR)
theirs("deliver:practice_task", "deliver:practice_try", words=of(task), **COORDINATOR)
theirs("deliver:practice_comment", words=of(tried), **COORDINATOR)
theirs(
    "deliver:blocked_days",
    words=lambda northmere: {"key": northmere.organisation.key},
    **COORDINATOR,
)
theirs("deliver:unblock", words=of(blocked), post=True, **COORDINATOR)
theirs("deliver:staff_calendar", words=of(staff), **COORDINATOR)
theirs("deliver:calendar_revoke", words=of(calendar), post=True, **COORDINATOR)
everybody(
    "deliver:calendar_feed", because="the link is the key, and it is a long random secret",
    words=lambda northmere: {"secret": "guessed"},
)  # fmt: skip
everybody(
    "deliver:feedback", because="the link is the key; it takes answers and shows none",
    words=lambda northmere: {"secret": "guessed"},
)  # fmt: skip
everybody("deliver:feedback_thanks", because="it thanks whoever answered")
