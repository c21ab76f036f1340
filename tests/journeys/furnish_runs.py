"""A run in its third week, with all that lies between its sessions, and one just planned."""

from datetime import date, time, timedelta
from uuid import uuid4

from django.utils import timezone
from tests.web.deliver.covering import settled

from holdfast.deliver.register import Mark as Said
from holdfast.deliver.register import Presence, Reason
from holdfast_web.deliver.models import (
    CatchUpKind,
    ConsultationKind,
    Facilitator,
    FeedbackLink,
    Run,
    RunFacilitator,
    Session,
    SessionKind,
    Sitting,
    StaffMember,
    Tried,
    VisitorKind,
)
from holdfast_web.deliver.operations.catch_ups import record_catch_up
from holdfast_web.deliver.operations.feedback import (
    close_feedback,
    give_feedback,
    open_feedback,
)
from holdfast_web.deliver.operations.practice import (
    comment_on,
    record_consultation,
    record_try,
    set_task,
)
from holdfast_web.deliver.operations.registers import OfTheDay, save_register
from holdfast_web.deliver.operations.schedules import block_days, release_schedule

STARTS, ENDS = time(9, 30), time(13, 0)
HERE = Said(presence=Presence.PRESENT)
NIGHTS = Said(presence=Presence.ABSENT, reason=Reason.NIGHTS)
LATE = Said(presence=Presence.LATE, arrived=time(10, 0))


def runs_kept(home, lead):
    """Give the keys of runs, sessions, sittings and what belongs to them."""
    team = [
        StaffMember.objects.create(
            organisation=home, name=f"Staff member {number}", post="Residential worker",
            manager=number == 1, contracted_hours=37, started=date(2020, 1, 6),
        )
        for number in range(1, 13)
    ]  # fmt: skip
    today = timezone.localdate()
    run = made(home, [today - timedelta(weeks=weeks) for weeks in (2, 1, 0, -1)])
    one = Facilitator.objects.create(organisation=home.parent, name="Facilitator 1")
    RunFacilitator.objects.create(run=run, facilitator=one, role="residential-child-care")
    planned = made(home, [today + timedelta(weeks=weeks) for weeks in (4, 5)])
    release_schedule(run, by=lead)
    first, second, *_ = run.sessions.filter(kind=SessionKind.STAFF).order_by("number")
    guest = uuid4()
    save_register(
        by=lead, sitting=first.sittings.get(), seen=0,
        sent={member.key: HERE for member in team[2:]} | {team[0].key: NIGHTS, guest: HERE},
        of_the_day={guest: OfTheDay(name="Guest 1", kind=VisitorKind.VISITOR)},
    )  # fmt: skip
    save_register(
        by=lead, sitting=first.sittings.get(), seen=1, sent={team[2].key: LATE}
    )  # fmt: skip
    caught = record_catch_up(
        by=lead, session=first, staff=team[0], kind=CatchUpKind.VISIT, on=today, minutes=90,
        given_by="Facilitator 1",
    )  # fmt: skip
    task = set_task(by=lead, session=first, text="Notice one thing that went well on a shift.")
    tried = record_try(
        by=lead, task=task, staff=team[0], tried=Tried.PARTLY, on=today, happened="Twice."
    )
    comment_on(tried, by=lead, comment="Go on.")
    record_consultation(
        by=lead, run=run, kind=ConsultationKind.FACILITATORS, on=today, minutes=60,
        people="Facilitator 1", about="How the first session went.",
    )  # fmt: skip
    link = open_feedback(by=lead, session=first)
    for number in range(5):
        give_feedback(link, useful=4, clear=5, confident=3, comment=f"Comment {number}.")
    close_feedback(link, by=lead)
    block_days(
        home, by=lead, first=today + timedelta(days=40), last=today + timedelta(days=41),
        reason="An invented inspection",
    )  # fmt: skip
    of_team = Sitting.objects.filter(session__run=run, session__kind=SessionKind.STAFF)
    today_s = of_team.get(on=today)
    to_come = of_team.get(on=today + timedelta(weeks=1))
    return {
        "delivered": run.key, "just_planned": planned.key, "session": first.key,
        "asked": second.key, "unasked": today_s.session.key,
        "sitting": first.sittings.get().key, "sitting_today": today_s.key,
        "sitting_to_come": to_come.key,
        "caught_up": caught.key, "task": task.key, "tried": tried.key, "staff": team[3].key,
        "feedback": open_feedback(by=lead, session=second).secret,
        "feedback_over": FeedbackLink.objects.get(session=first).secret,
    }  # fmt: skip


def made(home, days):
    run = Run.objects.create(
        organisation=home, programme="urn:programme:result", version=1, title="RESuLT",
        content=settled(), starts=days[0], ends=days[-1],
    )  # fmt: skip
    for number, day in enumerate(days, 1):
        session = Session.objects.create(run=run, number=number)
        Sitting.objects.create(session=session, on=day, starts=STARTS, ends=ENDS)
    session = Session.objects.create(run=run, kind=SessionKind.MANAGERS, number=1)
    Sitting.objects.create(
        session=session, on=days[-1], starts=time(14), ends=time(16), place="The library"
    )
    return run
