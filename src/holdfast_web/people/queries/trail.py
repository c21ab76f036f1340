"""What does the trail say, and is it whole?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from holdfast_web.people.audit import START, hash_of
from holdfast_web.people.models import AuditEvent, Membership, Organisation, User
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from uuid import UUID

    from django.db.models import QuerySet

AT_A_TIME = 2_000


@dataclass(frozen=True, kw_only=True, slots=True)
class Fault:
    """What is wrong with the trail, and at which number it was first seen."""

    number: int
    what: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """What a check of the whole trail found.

    The trail cannot tell by itself whether its newest events were taken away: compare `events`
    and `head` with those of an earlier check, which somebody wrote down.
    """

    events: int
    head: str
    fault: Fault | None


def verify() -> Verdict:
    """Walk the trail from its first event to its last and say what is wrong, if anything.

    One event at a time, so that the length of the trail does not matter.
    """
    expected, head, events = 1, START, 0
    for event in AuditEvent.objects.order_by("number").iterator(chunk_size=AT_A_TIME):
        fault = _fault(event, expected=expected, head=head)
        if fault is not None:
            return Verdict(events=events, head=head, fault=fault)
        expected, head, events = event.number + 1, event.hash, events + 1
    return Verdict(events=events, head=head, fault=None)


def _fault(event: AuditEvent, *, expected: int, head: str) -> Fault | None:
    if event.number != expected:
        gone = (
            f"event {expected} is gone"
            if event.number == expected + 1
            else f"events {expected} to {event.number - 1} are gone"
        )
        return Fault(number=expected, what=gone)
    if event.hash != hash_of(event):
        return Fault(number=event.number, what=f"event {event.number} was changed")
    if event.previous != head:
        return Fault(
            number=event.number, what=f"event {event.number} does not follow the one before it"
        )
    return None


def events_seen_by(user: User) -> QuerySet[AuditEvent]:
    """Give the events that a person may search, newest first.

    Those of the organisations whose trail they watch, and what the people with a role there
    did that belongs to no organisation, such as signing in.
    """
    watched = organisations(user, Permission.SEE_AUDIT_TRAIL)
    places = Organisation.objects.filter(pk__in=watched).values("key")
    people = User.objects.filter(
        pk__in=Membership.objects.filter(organisation_id__in=watched).values("user")
    ).values("key")
    return AuditEvent.objects.filter(
        Q(organisation_key__in=places) | Q(organisation_key__isnull=True, user_key__in=people)
    ).order_by("-number")


def search(
    events: QuerySet[AuditEvent],
    *,
    person: str = "",
    action: str = "",
    which: str = "",
    first: date | None = None,
    last: date | None = None,
) -> QuerySet[AuditEvent]:
    """Narrow events to what one person did, to one kind of action, one thing, and some days.

    `which` is how the identifier of a thing begins, or a child's pseudonym, with blanks and
    hyphens or without: who read the journey of this child?
    """
    if person:
        named = User.objects.filter(Q(email__icontains=person) | Q(name__icontains=person))
        events = events.filter(user_key__in=named.values("key"))
    if action:
        events = events.filter(action=action)
    if which:
        pseudonym = re.sub(r"[\s-]", "", which).upper()
        events = events.filter(
            Q(subject_key__istartswith=which) | Q(detail__pseudonym=pseudonym)
        )
    if first is not None:
        events = events.filter(at__date__gte=first)
    if last is not None:
        events = events.filter(at__date__lte=last)
    return events


def actions_in(events: QuerySet[AuditEvent]) -> list[str]:
    """Give the kinds of action that there are among events, in order."""
    return sorted(set(events.order_by().values_list("action", flat=True).distinct()))


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """An event with the names that its keys stand for now."""

    event: AuditEvent
    person: str
    organisation: str


def with_names(events: Iterable[AuditEvent]) -> list[Named]:
    """Give events with the names of people and organisations: two queries for any number."""
    events = list(events)
    people: dict[UUID | None, str] = {
        user.key: str(user)
        for user in User.objects.filter(key__in={e.user_key for e in events})
    }
    places: dict[UUID | None, str] = dict(
        Organisation.objects.filter(key__in={e.organisation_key for e in events}).values_list(
            "key", "name"
        )
    )
    return [
        Named(
            event=event,
            person="The service"
            if event.user_key is None
            else people.get(event.user_key, "Somebody no longer known"),
            organisation=places.get(event.organisation_key, ""),
        )
        for event in events
    ]
