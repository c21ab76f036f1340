"""What happened in the demo besides: a schedule that was moved, alerts, judgements of fit?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from holdfast.deliver.fit import FitPart
from holdfast_web.deliver.demo.cast import moment
from holdfast_web.deliver.models import (
    BlockedDays,
    DriftAlert,
    FeedbackLink,
    FitAssessment,
    RunState,
    ScheduleVersion,
    Sitting,
    SittingState,
)
from holdfast_web.deliver.queries.drift import watched
from holdfast_web.deliver.queries.runs import sessions_of
from holdfast_web.deliver.queries.schedules import as_content, schedule_now, unreleased

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast_web.deliver.demo.cast import Cast
    from holdfast_web.deliver.demo.runs import LoadedRun
    from holdfast_web.deliver.models import Run, Service, Session
    from holdfast_web.deliver.queries.programmes import Held
    from holdfast_web.people.models import Organisation

DECEMBER = 12
WEEKS_OPEN = timedelta(weeks=2)
RELEASED_BEFORE = timedelta(weeks=5)
SECRET = "{key}-of-the-demo"  # noqa: S105  (an address of invented answers)
DECIDED = (
    "The head of service asked every referrer to read the criteria again.",
    "Two exceptions a month at most, each approved before the first meeting.",
    "Need in the area has not changed; the board is told.",
)
FIT = {
    FitPart.NEED: (4, 5, "Three homes had more than four restraints a month."),
    FitPart.FIT: (4, 3, "It asks for a half day a week beside supervision."),
    FitPart.CAPACITY: (3, 2, "Cover for half days is thin where nights are worked."),
    FitPart.EVIDENCE: (3, 3, "Judged suitable; what it changes has not been measured."),
    FitPart.USABILITY: (4, 4, "Ten sessions in an order, and two for managers."),
    FitPart.SUPPORT: (4, 4, "A national team trains facilitators."),
}
"""What two people held of each question, and why."""


def release_schedules(runs: Iterable[LoadedRun], cast: Cast) -> None:
    """Release each run's schedule; in the run under way, once more after a session moved."""
    for one in runs:
        _release(one.run, 1, cast, "")
        to_come = [
            sitting
            for sitting in one.sittings.values()
            if sitting.state == SittingState.PLANNED and sitting.session.number > 1
        ]
        if one.run.state == RunState.UNDER_WAY and to_come:
            last = max(to_come, key=lambda sitting: sitting.on)
            Sitting.objects.filter(pk=last.pk).update(place="Northmere Training Rooms")
            _release(one.run, 2, cast, "The last session is held away from the home.")


def open_answers(runs: Iterable[LoadedRun], cast: Cast, *, today: date) -> None:
    """Leave the addresses at which staff said what each session was like; the last is open."""
    FeedbackLink.objects.bulk_create(
        FeedbackLink(
            session=session,
            secret=SECRET.format(key=session.key.hex),
            closes=moment(day + WEEKS_OPEN),
            by=cast.facilitator,
        )
        for one in runs
        for session, day in _held(one, today).items()
    )


def tell_of_drift(service: Service, cast: Cast) -> None:
    """Put down each month in which the service left its limits; of the latest none decided."""
    alerts = [
        DriftAlert(
            organisation=service.organisation, service=service, group=group,
            window=fired.window, month=date.fromisoformat(f"{month.month}-01"),
        )
        for group, watch in watched(service).items()
        for month in watch.months
        for fired in month.fired
        if fired.new
    ]  # fmt: skip
    latest = max((alert.month for alert in alerts), default=None)
    for at, alert in enumerate(sorted(alerts, key=lambda alert: alert.month)):
        if alert.month != latest:
            alert.seen_at = moment(alert.month + timedelta(days=40))
            alert.seen_by, alert.decided = cast.lead, DECIDED[at % len(DECIDED)]
    DriftAlert.objects.bulk_create(alerts)


def judge_fit(held: Held, place: Organisation, cast: Cast, *, on: date) -> None:
    """Put two people's judgements of the programme's fit beside each other."""
    FitAssessment.objects.bulk_create(
        FitAssessment(
            organisation=place, programme=held.known_as, version=held.version, on=on, by=by,
            judgements=[
                {"part": part.value, "score": said[at], "reason": said[2]}
                for part, said in FIT.items()
            ],
        )
        for at, by in enumerate((cast.lead, cast.analyst))
    )  # fmt: skip


def block_christmas(place: Organisation, cast: Cast, *, today: date) -> None:
    """Say that nobody meets over Christmas."""
    BlockedDays.objects.create(
        organisation=place, first=date(today.year, DECEMBER, 20), by=cast.lead,
        last=date(today.year + 1, 1, 4), reason="Christmas: every home runs on its own staff",
    )  # fmt: skip


def _release(run: Run, number: int, cast: Cast, note: str) -> None:
    sessions = sessions_of(run)
    said = [change.words for change in unreleased(run, sessions)]
    version = ScheduleVersion.objects.create(
        run=run, number=number, content=as_content(schedule_now(sessions)),
        changes=said, note=note, released_by=cast.lead,
    )  # fmt: skip
    if number == 1:
        ScheduleVersion.objects.filter(pk=version.pk).update(
            released_at=moment(run.starts - RELEASED_BEFORE)
        )


def _held(one: LoadedRun, today: date) -> dict[Session, date]:
    days: dict[Session, date] = {}
    for at, sitting in one.sittings.items():
        if at.kind == "staff" and at.day <= today:
            days[sitting.session] = max(at.day, days.get(sitting.session, at.day))
    return days
