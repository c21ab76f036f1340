"""Who was in a service's places, who waited meanwhile, and what did both cost?"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from django.utils import timezone

from holdfast.change.criteria import Standing
from holdfast.deliver.capacity import Places, Span, place_days, side_by_side, together
from holdfast.deliver.referral import Move, State
from holdfast.kernel.disclosure import Disclosure
from holdfast_web.deliver.models import Referral, ReferralMove
from holdfast_web.deliver.queries.referral_services import place_cost, place_worth
from holdfast_web.deliver.referral_words import kept

if TYPE_CHECKING:
    from holdfast.deliver.capacity import PlaceDays, SideBySide
    from holdfast_web.deliver.models import Service

MONTHS_SHOWN = 12
FEWEST = Disclosure().threshold
MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Capacity:
    """A service's months in days of places, all of them together, and what they cost.

    `costs` is None where nobody has said what a place costs. `waiting_now` are those of the
    target group who wait for a place today. `split` says whether it may be shown who had the
    places: always to those who may see single children, else where enough stand behind it.
    """

    months: tuple[PlaceDays, ...]
    whole: PlaceDays
    costs: SideBySide | None
    waiting_now: int
    places_now: int
    split: bool


def capacity_of(service: Service, *, children: bool, today: date | None = None) -> Capacity:
    """Count the days of a service's places in the last twelve months, in three queries.

    Parameters
    ----------
    children
        Whether whoever asks may see single children.
    """
    today = today or timezone.localdate()
    places = [Places(since=one.since, number=one.number) for one in service.places.all()]
    held = Referral.objects.filter(service=service, accepted__isnull=False)
    rows = [
        _Row(key, standing, accepted, started, over, state)
        for key, standing, accepted, started, over, state in held.values_list(
            "pk", "standing", "accepted", "started", "over", "state"
        )
        if accepted is not None
    ]
    stays = [
        Span(since=row.started, until=row.over, standing=row.how)
        for row in rows
        if row.started is not None
    ]
    waits, waiting_now = _waits(service, rows)
    first = _first_month(places, today)
    months = place_days(places, stays, waits, first=first, today=today)
    whole = together(months)
    behind = Counter(
        stay.standing for stay in stays if stay.until is None or stay.until > first
    )
    cost = place_cost(service)
    return Capacity(
        months=months,
        whole=whole,
        costs=None if cost is None else side_by_side(whole, cost, place_worth(service)),
        waiting_now=waiting_now,
        places_now=max(
            (one for one in places if one.since <= today),
            key=lambda one: one.since,
            default=Places(since=today, number=0),
        ).number,
        split=children or all(behind[one] == 0 or behind[one] >= FEWEST for one in Standing),
    )


class _Row(NamedTuple):
    """What a referral that was accepted says of its days."""

    key: int
    standing: str
    accepted: date
    started: date | None
    over: date | None
    state: str

    @property
    def how(self) -> Standing:
        """How the child stands by the criteria."""
        return Standing[self.standing.upper()] if self.standing else Standing.NOT_JUDGED


def _waits(service: Service, rows: list[_Row]) -> tuple[list[Span], int]:
    """Give each wait for a place: from acceptance until a case was allocated, begun or over."""
    allocated: dict[int, date] = {}
    moves = ReferralMove.objects.filter(
        referral__service=service, move=kept(Move.ALLOCATE), taken_back_at=None
    ).order_by("order")
    for referral, on in moves.values_list("referral_id", "on"):
        allocated[referral] = on  # the last one, where a case was put back on the list
    still = {kept(State.ACCEPTED), kept(State.WAITING)}
    spans, now = [], 0
    for row in rows:
        waits = row.state in still
        until = None if waits else row.started or allocated.get(row.key) or row.over
        spans.append(Span(since=row.accepted, until=until, standing=row.how))
        now += waits and row.how in {Standing.WITHIN, Standing.FLEXIBLE}
    return spans, now


def _first_month(places: list[Places], today: date) -> date:
    """Give the first of the months shown: no more than twelve, and none before any place."""
    count = today.year * MONTHS_IN_A_YEAR + today.month - 1 - (MONTHS_SHOWN - 1)
    first = date(count // MONTHS_IN_A_YEAR, count % MONTHS_IN_A_YEAR + 1, 1)
    begun = min((one.since for one in places), default=today)
    return max(first, begun)
