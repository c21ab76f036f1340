"""Which sessions stand in a calendar, and how is it written as iCal (RFC 5545)?

A calendar holds what was released: no day that may still change, and no name of a person. Its
address is read by other people's servers, so it says the programme, the home and the place.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone
from icalendar import Calendar, Event

from holdfast_web.deliver.calendar_secret import hash_of
from holdfast_web.deliver.models import (
    CalendarCovers,
    CalendarLink,
    Run,
    ScheduleVersion,
    StaffMember,
)
from holdfast_web.deliver.queries.runs import runs_for
from holdfast_web.deliver.queries.schedules import released_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, time

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

KEPT_FOR = timedelta(days=90)
MOST_RUNS = 300
MANAGERS = "Manager session"


def calendar_at(secret: str) -> CalendarLink | None:
    """Give the address of this secret if it still works; None otherwise."""
    return (
        CalendarLink.objects.select_related("user", "staff__organisation")
        .filter(hash=hash_of(secret), revoked__isnull=True)
        .filter(Q(user__isnull=True) | Q(user__is_active=True))
        .first()
    )


def versions_for(link: CalendarLink) -> list[ScheduleVersion]:
    """Give the releases that a calendar follows: the latest of each run, not long over."""
    if link.user is not None:
        runs = runs_for(link.user)
        if link.covers == CalendarCovers.DELIVERS:
            runs = runs.filter(facilitators__facilitator__user=link.user)
    else:
        runs = Run.objects.filter(organisation__staff__in=_in_post(link))
    recent = Q(ends__isnull=True) | Q(ends__gte=timezone.localdate() - KEPT_FOR)
    return latest_versions(Q(run__in=runs.filter(recent).values("pk")))[:MOST_RUNS]


def _in_post(link: CalendarLink) -> QuerySet[StaffMember]:
    """Give the member of staff of an address, unless they have left."""
    stays = Q(left__isnull=True) | Q(left__gt=timezone.localdate())
    return StaffMember.objects.filter(stays, calendar_links=link)


def latest_versions(narrowed: Q) -> list[ScheduleVersion]:
    """Give the latest release of each run that is narrowed to."""
    newest = (
        ScheduleVersion.objects.filter(run=OuterRef("run"))
        .order_by("-number")
        .values("number")[:1]
    )
    return list(
        ScheduleVersion.objects.filter(narrowed)
        .annotate(newest=Subquery(newest))
        .filter(number=F("newest"))
        .select_related("run__organisation")
        .defer("run__content")
        .order_by("run__starts", "run_id")
    )


def written_calendar(
    versions: Iterable[ScheduleVersion], *, title: str, managers: bool = True
) -> bytes:
    """Write releases of schedules as one calendar.

    Parameters
    ----------
    managers
        Whether sessions for managers stand in it.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Holdfast//Sessions//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", title)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    for version in versions:
        for one in released_in(version):
            if not managers and one.name.startswith(MANAGERS):
                continue
            for place, sitting in enumerate(one.sittings, 1):
                event = Event()
                event.add("uid", f"{one.key}-{place}@holdfast")
                event.add("sequence", version.number)
                event.add("dtstamp", version.released_at.astimezone(UTC))
                event.add(
                    "summary", f"{version.run.title}: {one.name}, {version.run.organisation}"
                )
                event.add("dtstart", _moment(sitting.day, sitting.starts))
                event.add("dtend", _moment(sitting.day, sitting.ends))
                if sitting.place:
                    event.add("location", sitting.place)
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(day: date, clock: time) -> datetime:
    here = datetime.combine(day, clock, tzinfo=timezone.get_current_timezone())
    return here.astimezone(UTC)


def links_of(user: User) -> QuerySet[CalendarLink]:
    """Give a person's own addresses, the newest first."""
    return CalendarLink.objects.filter(user=user)
