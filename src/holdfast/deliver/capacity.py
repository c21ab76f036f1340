"""Who is in the places of a service, and is an empty one so dear?

Day by day: places taken by children of the target group, by children outside it, and empty. A
place that is filled from outside the target group looks cheaper, since the cost of a place a
child falls; it does not get cheaper for those whom the service is meant for, and one of them
may be waiting meanwhile. Both are set side by side, so that an empty place can be a choice.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING

from holdfast.change.criteria import Standing
from holdfast.kernel.dates import month_starts
from holdfast.kernel.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from holdfast.kernel.money import Money


class Holder(StrEnum):
    """Who has a place on a day."""

    TARGET = "target group"
    FLEXIBLE = "by the flexibility agreed"
    OUTSIDE = "outside the target group"
    NOT_JUDGED = "cannot be judged"


HOLDERS = {
    Standing.WITHIN: Holder.TARGET,
    Standing.FLEXIBLE: Holder.FLEXIBLE,
    Standing.OUTSIDE: Holder.OUTSIDE,
    Standing.NOT_JUDGED: Holder.NOT_JUDGED,
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Places:
    """How many places a service has from a day on."""

    since: date
    number: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Span:
    """A child's days in a place or on the waiting list; `until` is the first that is not."""

    since: date
    until: date | None
    standing: Standing


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceDays:
    """One month, or several, in days of one place.

    Attributes
    ----------
    month
        Such as "2026-05"; "" for several months together.
    days
        Days counted, up to today.
    places
        Days of all places. `target`, `flexible`, `outside`, `not_judged` and `empty` add up to
        it and to `over`: days of children beyond the number of places.
    waiting
        Days that children of the target group waited.
    kept_out
        Days on which a child of the target group waited while one from outside it had a place:
        of the two numbers on a day, the smaller.
    free_and_waiting
        Days on which a child of the target group waited while a place was empty.
    """

    month: str
    days: int
    places: int
    target: int
    flexible: int
    outside: int
    not_judged: int
    empty: int
    over: int
    waiting: int
    kept_out: int
    free_and_waiting: int

    @property
    def occupied(self) -> int:
        """Days of places in which there was a child."""
        return self.target + self.flexible + self.outside + self.not_judged


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceCost:
    """What a place costs a day while a child is in it, and while it is empty.

    `empty` is less where some of the cost goes with the child. Both in prices of one year, with
    the source of the figures.
    """

    occupied: Money
    empty: Money
    source: str

    def __post_init__(self) -> None:
        if self.occupied.amount < 0 or self.empty.amount < 0 or self.occupied < self.empty:
            raise InputError(
                "What a place costs is below zero, or an empty one costs more than one with a "
                "child in it.",
                code="deliver.place-cost-unsound",
                fix="Give the cost a day of a place with a child, and the part that stays when "
                "it is empty.",
            )


@dataclass(frozen=True, kw_only=True, slots=True)
class Worth:
    """What a day in a place spares elsewhere, for a child of either kind, and who says so."""

    target: Money
    outside: Money
    source: str


@dataclass(frozen=True, kw_only=True, slots=True)
class SideBySide:
    """What empty places and places outside the target group cost, next to each other.

    Attributes
    ----------
    empty_places, outside_places
        The cost of those days. The days by the flexibility agreed are in neither.
    empty_days, outside_days, kept_out_days
        The days themselves.
    a_child_day
        The whole cost for each day that any child was in a place: it falls when empty places
        are filled with anyone at all. None where there was no such day.
    a_target_day
        The whole cost for each day of a child of the target group, the flexibility agreed
        included: it does not fall when they are filled with others.
    break_even
        The share of its days for which an empty place must be taken by a child of the target
        group for keeping it free to be no dearer than giving it to one from outside. None where
        what a place spares is not known, or no share would do.
    """

    empty_places: Money
    outside_places: Money
    empty_days: int
    outside_days: int
    kept_out_days: int
    a_child_day: Money | None
    a_target_day: Money | None
    break_even: float | None


def place_days(
    places: Sequence[Places],
    stays: Iterable[Span],
    waits: Iterable[Span],
    *,
    first: date,
    today: date,
) -> tuple[PlaceDays, ...]:
    """Count the days of places month by month, from a day up to yesterday.

    Parameters
    ----------
    places
        How many places there were and since when; none before the first.
    stays
        Each child's days in a place.
    waits
        Each child's days on the waiting list. Those of children within the criteria, or within
        the flexibility agreed, count as waiting in the target group.
    first, today
        From the first, included, to today, which is not over and so not included.

    Raises
    ------
    InputError
        `deliver.places-unsound` for a number below zero, two numbers since one day, or a span
        that ends before it begins.

    Examples
    --------
    >>> from datetime import date
    >>> two = [Places(since=date(2026, 4, 1), number=2)]
    >>> stay = Span(since=date(2026, 4, 1), until=None, standing=Standing.OUTSIDE)
    >>> april = place_days(two, [stay], [], first=date(2026, 4, 1), today=date(2026, 5, 1))[0]
    >>> april.places, april.outside, april.empty
    (60, 30, 30)
    """
    in_place, waiting = list(stays), list(waits)
    if (
        any(one.number < 0 for one in places)
        or len({one.since for one in places}) < len(places)
        or any(span.until is not None and span.until < span.since for span in in_place)
        or any(span.until is not None and span.until < span.since for span in waiting)
    ):
        raise InputError(
            "The days of places cannot be counted.",
            code="deliver.places-unsound",
            fix="Give each number of places one day of its own, none below zero, and no stay "
            "that ends before it begins.",
        )
    ends = [day for day in month_starts(first, today) if day > first]
    edges = [first, *ends, today] if first < today else []
    return tuple(
        _month(places, in_place, waiting, start, end) for start, end in pairwise(edges)
    )


def together(months: Iterable[PlaceDays]) -> PlaceDays:
    """Add months up."""
    listed = list(months)
    return PlaceDays(
        month="",
        **{
            name: sum(getattr(month, name) for month in listed)
            for name in PlaceDays.__slots__
            if name != "month"
        },
    )


def side_by_side(days: PlaceDays, cost: PlaceCost, worth: Worth | None = None) -> SideBySide:
    """Set what an empty place costs beside what one outside the target group costs.

    Parameters
    ----------
    days
        Of a month, or of several that were added up.
    cost
        Of one place a day.
    worth
        What a day in a place spares elsewhere; without it there is no break-even.

    Notes
    -----
    On a day, a place that is kept empty costs `empty`. Given to a child from outside it costs
    `occupied` and spares `worth.outside`. With the chance q a child of the target group comes
    to need it: then the place costs `occupied` and spares `worth.target` if it was kept free,
    and nothing if it was not. Both choices cost the same where
    q = ((worth.outside - occupied) + empty) / ((worth.target - occupied) + empty).
    It supposes that a child from outside keeps the place, and counts money only: what waiting
    does to a child is not in it.
    """
    occupied_days = days.occupied
    target_days = days.target + days.flexible
    whole = occupied_days * cost.occupied + days.empty * cost.empty
    return SideBySide(
        empty_places=days.empty * cost.empty,
        outside_places=days.outside * cost.occupied,
        empty_days=days.empty,
        outside_days=days.outside,
        kept_out_days=days.kept_out,
        a_child_day=whole / occupied_days if occupied_days else None,
        a_target_day=whole / target_days if target_days else None,
        break_even=None if worth is None else _break_even(cost, worth),
    )


def _break_even(cost: PlaceCost, worth: Worth) -> float | None:
    gain_outside = (worth.outside - cost.occupied + cost.empty).amount
    gain_target = (worth.target - cost.occupied + cost.empty).amount
    if gain_outside <= 0:
        return 0.0
    return gain_outside / gain_target if gain_target >= gain_outside else None


def _month(
    places: Sequence[Places],
    stays: Sequence[Span],
    waits: Sequence[Span],
    start: date,
    end: date,
) -> PlaceDays:
    totals: Counter[str] = Counter()
    here = [span for span in stays if _meets(span, start, end)]
    there = [
        span
        for span in waits
        if span.standing in {Standing.WITHIN, Standing.FLEXIBLE} and _meets(span, start, end)
    ]
    for number in range((end - start).days):
        day = start.fromordinal(start.toordinal() + number)
        held = Counter(HOLDERS[span.standing] for span in here if _on(span, day))
        there_are = max(
            (one for one in places if one.since <= day),
            key=lambda one: one.since,
            default=None,
        )
        offered = there_are.number if there_are else 0
        taken = sum(held.values())
        empty = max(offered - taken, 0)
        waiting = sum(_on(span, day) for span in there)
        totals.update(
            days=1,
            places=offered,
            target=held[Holder.TARGET],
            flexible=held[Holder.FLEXIBLE],
            outside=held[Holder.OUTSIDE],
            not_judged=held[Holder.NOT_JUDGED],
            empty=empty,
            over=max(taken - offered, 0),
            waiting=waiting,
            kept_out=min(waiting, held[Holder.OUTSIDE]),
            free_and_waiting=min(waiting, empty),
        )
    return PlaceDays(
        month=f"{start.year}-{start.month:02d}",
        **{name: totals[name] for name in PlaceDays.__slots__ if name != "month"},
    )


def _meets(span: Span, start: date, end: date) -> bool:
    return span.since < end and (span.until is None or span.until > start)


def _on(span: Span, day: date) -> bool:
    return span.since <= day and (span.until is None or day < span.until)
