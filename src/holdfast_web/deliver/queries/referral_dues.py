"""Which referrals wait for a person, and what do services have to be told?

A text names a service and a referral's number, and nothing of a child.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.referral import State as Where
from holdfast_web.deliver.models import CasePart, DriftAlert, Referral
from holdfast_web.deliver.queries.drift_page import alert_words
from holdfast_web.deliver.queries.referral_services import services_of
from holdfast_web.deliver.queries.referrals import DECISION, PLACE, drafts_of, waits_of
from holdfast_web.deliver.referral_words import kept
from holdfast_web.people.due import Due, State
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations
from holdfast_web.people.search import MOST_OF_A_KIND, Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.deliver.waits import Waiting
    from holdfast_web.deliver.models import Service
    from holdfast_web.people.models import User

MOST = 10


def referral_dues(user: User) -> Iterator[Due]:
    """Give what a person has to do with referrals, and what they wait for."""
    yield from _to_decide(user)
    yield from _own(user)
    yield from _led(user)
    yield from _drifted(user)


def _to_decide(user: User) -> Iterator[Due]:
    """Give decisions and places to those who decide: one thing a service, not one a child."""
    places = organisations(user, Permission.DECIDE_REFERRALS)
    if not places:
        return
    asked = [kept(state) for state in (*DECISION, *PLACE) if state is not Where.MORE_ASKED]
    open_now = (
        Referral.objects.filter(
            organisation_id__in=places, number__isnull=False, state__in=asked
        )
        .select_related("service")
        .order_by("service__name", "service_id")
    )
    today = timezone.localdate()
    for service, theirs in groupby(open_now, key=lambda one: one.service):
        waits = [wait for _, wait in waits_of(service, theirs, today=today)]
        for text, href, held in (
            ("Decide on", f"{_list(service)}?show=decision", _in(waits, DECISION)),
            ("Give places to", reverse("deliver:waiting_list", args=[service.key]),
             _in(waits, PLACE)),
        ):  # fmt: skip
            if held:
                late = sum(wait.is_late for wait in held)
                days = [wait.due or wait.waiter.since for wait in held]
                many = f"{len(held)} referral{'' if len(held) == 1 else 's'}"
                yield Due(
                    text=f"{text} {many} to {service}" + (f", {late} late" if late else ""),
                    href=href,
                    when=min(days),
                    state=State.LATE if late else State.DUE,
                )


def _list(service: Service) -> str:
    return reverse("deliver:referrals", args=[service.key])


def _in(waits: list[Waiting], states: tuple[Where, ...]) -> list[Waiting]:
    return [wait for wait in waits if wait.waiter.state in states]


def _own(user: User) -> Iterator[Due]:
    """Give drafts to finish, and answers that a service waits for."""
    for draft in drafts_of(user)[:MOST]:
        yield Due(
            text=f"Finish a referral to {draft.service}",
            href=reverse("deliver:referral_check", args=[draft.key]),
            when=draft.made_at,
            state=State.DUE,
        )
    asked = Referral.objects.filter(
        made_by=user, number__isnull=False, state=kept(Where.MORE_ASKED),
        organisation_id__in=organisations(user, Permission.REFER),
    ).select_related("service")  # fmt: skip
    for referral in asked[:MOST]:
        yield Due(
            text=f"Answer what {referral.service} asks about {str(referral).lower()}",
            href=reverse("deliver:referral", args=[referral.key]),
            when=referral.received,
            state=State.DUE,
        )


def _led(user: User) -> Iterator[Due]:
    """Give the cases that a person leads and that have not begun."""
    parts = CasePart.objects.filter(
        member__user=user, leads=True, until=None,
        referral__state=kept(Where.ALLOCATED),
        referral__organisation_id__in=organisations(user, Permission.REFER),
    ).select_related("referral__service")  # fmt: skip
    for part in parts[:MOST]:
        yield Due(
            text=f"Begin with {str(part.referral).lower()} to {part.referral.service}",
            href=reverse("deliver:referral", args=[part.referral.key]),
            when=part.since,
            state=State.DUE,
        )


def _drifted(user: User) -> Iterator[Due]:
    """Give alerts on which nobody has said what is decided."""
    places = organisations(user, Permission.SEE_DRIFT)
    decides = organisations(user, Permission.MANAGE_SERVICES)
    alerts = DriftAlert.objects.filter(organisation_id__in=places, seen_at=None)
    for alert in alerts.select_related("service")[:MOST]:
        own = alert.organisation_id in decides
        yield Due(
            text=f"{alert.service} left the children it is meant for: {alert_words(alert)}",
            href=reverse("deliver:drift_decided", args=[alert.service.key, alert.key])
            if own
            else reverse("deliver:drift", args=[alert.service.key]),
            when=alert.told_at,
            state=State.DUE if own else State.WAITING,
        )


def find_services(user: User, words: str) -> Iterator[Found]:
    """Find services by name. Referrals are not found by a word: they have none of their own."""
    matching = Q(name__icontains=words) | Q(about__icontains=words)
    for one in services_of(user).filter(matching)[:MOST_OF_A_KIND]:
        yield Found(
            text=one.name,
            href=reverse("deliver:service", args=[one.key]),
            kind="Services",
            words=one.organisation.name,
        )
