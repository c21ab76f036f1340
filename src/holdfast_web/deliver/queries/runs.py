"""Which runs may a person see, and what is planned, held and owed in one of them?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Max, Min, Prefetch, Q
from django.utils import timezone

from holdfast.deliver.closed_days import Blocked, ClosedDays, Nation
from holdfast.deliver.programme import dose
from holdfast.deliver.programme_content import from_content
from holdfast_web.deliver.models import (
    BlockedDays,
    CatchUp,
    PracticeTask,
    Run,
    Session,
    SessionKind,
    Sitting,
    SittingState,
)
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Region
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import above, seen_by

if TYPE_CHECKING:
    from datetime import date

    from django.contrib.auth.models import AnonymousUser
    from django.db.models import QuerySet

    from holdfast.deliver.dose import Dose
    from holdfast_web.people.models import User

NATIONS = {
    Region.WALES: Nation.WALES,
    Region.SCOTLAND: Nation.SCOTLAND,
    Region.NORTHERN_IRELAND: Nation.NORTHERN_IRELAND,
}


def runs_for(
    user: User | AnonymousUser, permission: Permission = Permission.SEE_DELIVERY
) -> QuerySet[Run]:
    """Give the runs that a person may see, or plan.

    What a run keeps of its programme is long: it is fetched only where it is read.
    """
    runs = seen_by(Run.objects.all(), user, permission)
    return runs.select_related("organisation").defer("content")


def sessions_for(user: User | AnonymousUser, permission: Permission) -> QuerySet[Session]:
    """Give the sessions of runs in which a person has a permission."""
    runs = seen_by(Run.objects.all(), user, permission)
    sessions = Session.objects.filter(run__in=runs)
    return sessions.select_related("run__organisation").defer("run__content")


def with_numbers(runs: QuerySet[Run]) -> QuerySet[Run]:
    """Give runs with their numbers of sittings: in all, taken, and late to be taken."""
    going = ~Q(sessions__sittings__state=SittingState.CANCELLED)
    taken = Q(sessions__sittings__register_taken_at__isnull=False)
    return runs.annotate(
        sittings=Count("sessions__sittings", filter=going),
        taken=Count("sessions__sittings", filter=going & taken),
        late=Count(
            "sessions__sittings",
            filter=going & ~taken & Q(sessions__sittings__on__lt=timezone.localdate()),
        ),
    ).order_by("-starts", "title", "-id")


def sessions_of(run: Run) -> list[Session]:
    """Give a run's sessions with their sittings, in the order of their days.

    Sessions whose every sitting was cancelled come in their place as well.
    """
    sittings = Prefetch("sittings", Sitting.objects.order_by("on", "starts", "id"))
    found = run.sessions.annotate(first=Min("sittings__on"), last=Max("sittings__on"))
    return list(found.prefetch_related(sittings).order_by("first", "kind", "number"))


@dataclass(frozen=True, kw_only=True, slots=True)
class Numbers:
    """How much is written down of a run beside its registers."""

    catch_ups: int
    tasks: int
    consultations: int


def numbers_of(run: Run) -> Numbers:
    """Count what is written down of a run beside its registers."""
    return Numbers(
        catch_ups=CatchUp.objects.filter(session__run=run).count(),
        tasks=PracticeTask.objects.filter(session__run=run).count(),
        consultations=run.consultations.count(),
    )


def dose_of(run: Run) -> Dose:
    """Give the planning values of the programme as it was when the run was planned."""
    return dose(from_content(run.content))


def first_days(run: Run, kind: SessionKind = SessionKind.STAFF) -> dict[int, date]:
    """Give the day on which each session was first held, by its number."""
    held = Sitting.objects.filter(session__run=run, session__kind=kind, state=SittingState.HELD)
    return dict(
        held.order_by()
        .values("session__number")
        .annotate(first=Min("on"))
        .values_list("session__number", "first")
    )


def nation_of(organisation: Organisation) -> Nation:
    """Say whose bank holidays hold: by the nearest region given, else England's."""
    places = above(organisation)
    regions = dict(Organisation.objects.filter(pk__in=places).values_list("pk", "region"))
    region = next((regions[place] for place in places if regions.get(place)), "")
    return NATIONS.get(Region(region), Nation.ENGLAND) if region else Nation.ENGLAND


def blocked_in(organisation: Organisation) -> QuerySet[BlockedDays]:
    """Give the days blocked by an organisation, or by any above it."""
    places = above(organisation)
    return BlockedDays.objects.filter(organisation_id__in=places).select_related("organisation")


def closed_days(organisation: Organisation) -> ClosedDays:
    """Give the days on which no session can be held in an organisation."""
    blocked = (
        Blocked(first=one.first, last=one.last, reason=one.reason)
        for one in blocked_in(organisation)
    )
    return ClosedDays(nation=nation_of(organisation), blocked=tuple(blocked))
