"""What of sites, facilitators and lists is late, due or waiting for a person?"""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from holdfast.deliver.facilitators import Standing
from holdfast.kernel.dates import months_later
from holdfast.library.implementation import implementation
from holdfast_web.deliver.models import (
    BroughtList,
    BroughtState,
    Certification,
    Stage,
    SustainmentItem,
)
from holdfast_web.deliver.queries.facilitators import facilitators_for, standings
from holdfast_web.deliver.queries.sites import notice_of, programme_names, sites_for
from holdfast_web.people.due import Due, State
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import organisations, seen_by
from holdfast_web.ui.days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast_web.people.models import User

MOST_TOLD = 10
EXPIRED_TOLD = timedelta(days=365)
"""A certification that expired longer ago is no longer told of."""


def due_sites(user: User) -> Iterator[Due]:
    """Tell of funding that ends, plans that are late, certifications, and lists to look at."""
    yield from _funding(user)
    yield from _plans(user)
    yield from _certifications(user)
    yield from _lists(user)


def _funding(user: User) -> Iterator[Due]:
    today = timezone.localdate()
    longest = implementation().funding_warnings[0].months
    ending = (
        sites_for(user, Permission.MANAGE_SITES)
        .filter(funding_ends__lte=months_later(today, longest))
        .exclude(stage=Stage.ENDED)
        .order_by("funding_ends", "id")
    )
    for site in ending[:MOST_TOLD]:
        notice = notice_of(site, today=today)
        if notice is None:
            continue
        soon = notice.ends <= months_later(today, implementation().funding_warnings[-1].months)
        state = State.LATE if notice.over else State.DUE if soon else State.WAITING
        ends = "ended" if notice.over else "ends"
        yield Due(
            text=f"The funding of {site} {ends} on {written_day(notice.ends)}",
            href=reverse("deliver:site", args=[site.key]),
            when=notice.ends,
            state=state,
        )


def _plans(user: User) -> Iterator[Due]:
    today = timezone.localdate()
    asks = {question.name: question.asks for question in implementation().sustainment}
    late = (
        SustainmentItem.objects.filter(
            site__organisation__in=organisations(user, Permission.MANAGE_SITES),
            by_when__lte=today,
            done__isnull=True,
        )
        .exclude(site__stage=Stage.ENDED)
        .select_related("site__organisation")
        .order_by("by_when", "id")
    )
    for item in late[:MOST_TOLD]:
        yield Due(
            text=f"{asks.get(item.question, item.question)} {item.site}",
            href=reverse("deliver:site_last", args=[item.site.key, item.question]),
            when=item.by_when,
            state=State.DUE if item.by_when == today else State.LATE,
        )


def _certifications(user: User) -> Iterator[Due]:
    """Tell of certifications that expire soon or have expired, where no newer one holds."""
    today = timezone.localdate()
    longest, *_, last = implementation().certification_warnings
    ending = Certification.objects.filter(
        expires__lte=months_later(today, longest), expires__gt=today - EXPIRED_TOLD
    )
    still = Q(ended__isnull=True) | Q(ended__gt=today)
    who = list(
        facilitators_for(user, Permission.MANAGE_STAFF)
        .filter(still, pk__in=ending.values("facilitator"))
        .order_by("name", "id")[: MOST_TOLD * 2]
    )
    later = defaultdict[tuple[int, str], bool](bool)
    for one in Certification.objects.filter(facilitator__in=who, since__gt=today):
        later[one.facilitator_id, one.programme] = True
    names = programme_names()
    stand = standings(who, day=today)
    for facilitator in who:
        for of in stand.get(facilitator.pk, []):
            expired = of.stands.standing is Standing.EXPIRED
            soon = of.stands.ends_within(longest, today=today)
            if later[facilitator.pk, of.programme] or not (expired or soon):
                continue
            day = of.stands.since if expired else of.stands.until
            pressing = of.stands.ends_within(last, today=today)
            yield Due(
                text=f"The certification of {facilitator.name} for "
                f"{names.get(of.programme, of.programme)} "
                f"{'expired' if expired else 'expires'} on {written_day(day)}",
                href=reverse("deliver:facilitator", args=[facilitator.key]),
                when=day,
                state=State.LATE if expired else State.DUE if pressing else State.WAITING,
            )


def _lists(user: User) -> Iterator[Due]:
    waiting = (
        seen_by(BroughtList.objects.all(), user, Permission.MANAGE_STAFF)
        .filter(state=BroughtState.LOOKED_AT, brought_by=user)
        .select_related("organisation")
        .order_by("brought_at", "id")
    )
    for one in waiting[:MOST_TOLD]:
        yield Due(
            text=f"Look at {one.file_name} of {one.organisation.name}: apply it or drop it",
            href=reverse("deliver:list", args=[one.key]),
            when=one.brought_at,
            state=State.WAITING,
        )
