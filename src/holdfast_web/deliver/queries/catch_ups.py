"""Who caught up what, and does it count?"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.utils import timezone

from holdfast.deliver.catch_up import CaughtUp, Kind, judge
from holdfast.deliver.received import Grounds, received
from holdfast.kernel.errors import InputError
from holdfast_web.deliver.models import CatchUp, Session, SessionKind, SittingState, StaffMember
from holdfast_web.deliver.queries.coverage import facts_of
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from uuid import UUID

    from django.db.models import QuerySet

    from holdfast.deliver.catch_up import Verdict
    from holdfast_web.deliver.models import Run
    from holdfast_web.people.models import User
    from holdfast_web.people.permissions import Permission


def catch_ups_of(run: Run) -> QuerySet[CatchUp]:
    """Give the catch-ups of a run, the newest first."""
    return (
        CatchUp.objects.filter(session__run=run)
        .select_related("session", "staff")
        .order_by("-on", "-id")
    )


def catch_up_for(user: User, key: UUID, permission: Permission) -> CatchUp:
    """Give one catch-up of a run in which a person has a permission, or not found."""
    own = organisations(user, permission)
    found = CatchUp.objects.select_related("session__run__organisation", "staff")
    return get_object_or_404(found, key=key, session__run__organisation_id__in=own)


def verdicts(run: Run) -> dict[int, Verdict]:
    """Say of each catch-up of a run whether it counts, by its primary key.

    Sessions of managers are judged apart from those of the team. Where it is not settled which
    share of a session is enough, nobody is taken to have received one by being there.
    """
    found: dict[int, Verdict] = {}
    for kind in (SessionKind.STAFF, SessionKind.MANAGERS):
        facts = facts_of([run], today=timezone.localdate(), kind=kind)[run.pk]
        held = {one.session: one.day for one in facts.sessions}
        try:
            there = received(facts.attendances, (), dose=facts.dose, held=held).receipts
        except InputError:
            there = {}
        attended = frozenset(
            (person, number)
            for person, of in there.items()
            for number, receipt in of.items()
            if receipt.grounds is Grounds.ATTENDED
        )
        kept: defaultdict[CaughtUp, list[int]] = defaultdict(list)
        for one in catch_ups_of(run).filter(session__kind=kind).order_by("id"):
            kept[as_given(one)].append(one.pk)
        given = [one for one, keys in kept.items() for _ in keys]
        for judged in judge(given, dose=facts.dose, held=held, attended=attended):
            found[kept[judged.caught_up].pop(0)] = judged.verdict
    return found


def as_given(one: CatchUp) -> CaughtUp:
    """Give a catch-up as the engine judges it."""
    return CaughtUp(
        person=str(one.staff_id),
        session=one.session.number,
        kind=Kind(one.kind),
        day=one.on,
        minutes=one.minutes,
        by=one.given_by,
    )


def who_may_catch_up(run: Run) -> QuerySet[StaffMember]:
    """Give those who were on the team of a run's home since it began."""
    since = Q(left__isnull=True) | Q(left__gt=run.starts)
    return StaffMember.objects.filter(since, organisation=run.organisation_id).order_by("name")


def held_sessions(run: Run) -> QuerySet[Session]:
    """Give the sessions of a run that were held: those which can be caught up."""
    return (
        run.sessions.filter(sittings__state=SittingState.HELD)
        .exclude(kind=SessionKind.SPILL_OVER)
        .distinct()
        .order_by("kind", "number")
    )
