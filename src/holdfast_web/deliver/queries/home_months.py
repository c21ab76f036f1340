"""Which homes' months may a person see, what is in them, and what is missing?"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Max, Q

from holdfast.deliver.home_measures import Exposure
from holdfast.deliver.home_month import HomeMonth as Record
from holdfast.deliver.home_month import months, next_month
from holdfast_web.deliver.models import (
    HomeMonth,
    RosterShift,
    RosterState,
    Run,
    RunState,
    StaffKind,
    StaffMember,
)
from holdfast_web.people.models import Organisation
from holdfast_web.people.models.organisation import Kind
from holdfast_web.people.permissions import Permission
from holdfast_web.people.scope import Sees, organisations

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from django.db.models import QuerySet

    from holdfast_web.people.models import User

A_YEAR = 12
DECEMBER = 12


@dataclass(frozen=True, kw_only=True, slots=True)
class Training:
    """A training of a home: the first that began and was not stopped."""

    title: str
    programme: str
    starts: date
    ends: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Standing:
    """How a home's record stands over the last twelve whole months."""

    home: Organisation
    last: date | None
    without: int
    incomplete: int


def homes_with_months(
    user: User,
    permission: Permission = Permission.SEE_HOME_MONTHS,
    *,
    sees: Sees = organisations,
) -> QuerySet[Organisation]:
    """Give the homes whose months a person may see, or keep."""
    return Organisation.objects.filter(
        kind=Kind.HOME, pk__in=sees(user, permission)
    ).select_related("home", "parent")


def month_before(month: date) -> date:
    """Give the first day of the month before."""
    if month.month == 1:
        return month.replace(year=month.year - 1, month=DECEMBER)
    return month.replace(month=month.month - 1)


def back(month: date, count: int) -> date:
    """Give the first day of the month so many months before."""
    place = month.year * A_YEAR + month.month - 1 - count
    return month.replace(year=place // A_YEAR, month=place % A_YEAR + 1)


def last_whole(today: date) -> date:
    """Give the month before this one: the last that is over."""
    return month_before(today.replace(day=1))


def record(kept: HomeMonth) -> Record:
    """Give a kept month as the engine takes it."""
    return Record(home=str(kept.organisation_id), month=kept.month, values=kept.values)


def records_of(
    homes: Iterable[Organisation], *, first: date | None = None, last: date | None = None
) -> Mapping[int, list[Record]]:
    """Give the months of some homes in order, in one query; by the home's primary key."""
    asked = HomeMonth.objects.filter(organisation__in=list(homes)).order_by("month")
    if first is not None:
        asked = asked.filter(month__gte=first)
    if last is not None:
        asked = asked.filter(month__lte=last)
    found: dict[int, list[Record]] = defaultdict(list)
    for kept in asked:
        found[kept.organisation_id].append(record(kept))
    return found


def standings(homes: Iterable[Organisation], *, today: date) -> list[Standing]:
    """Say how each home's record stands, in one query for all of them."""
    listed = list(homes)
    last = last_whole(today)
    year = months(back(last, A_YEAR - 1), last)
    held = records_of(listed)
    found = []
    for home in listed:
        kept = held.get(home.pk, [])
        within = {one.month: one for one in kept if one.month in year}
        found.append(
            Standing(
                home=home,
                last=max((one.month for one in kept), default=None),
                without=sum(month not in within for month in year if open_in(home, month)),
                incomplete=sum(bool(one.missing) for one in within.values()),
            )
        )
    return found


def open_in(home: Organisation, month: date) -> bool:
    """Say whether a home was open in any part of a month; where nothing is known, it was."""
    about = getattr(home, "home", None)
    if about is None:
        return True
    begun = about.opened is None or about.opened < next_month(month)
    return begun and (about.closed is None or about.closed > month)


def first_month(home: Organisation, kept: Iterable[Record], *, last: date) -> date:
    """From which month on is a home's record looked at?

    From its first month, and at least the last twelve, but none before the home opened.
    """
    year = back(last, A_YEAR - 1)
    about = getattr(home, "home", None)
    if about is not None and about.opened is not None:
        year = max(year, min(about.opened.replace(day=1), last))
    return min([one.month for one in kept] + [year])


def trainings(homes: Iterable[Organisation], *, today: date) -> Mapping[int, Training]:
    """Give the first training of each home that has begun, in one query.

    One that was stopped, or has not begun, is none. Where no end was set, its last sitting ends
    it.
    """
    runs = (
        Run.objects.filter(organisation__in=list(homes), starts__lte=today)
        .exclude(state=RunState.STOPPED)
        .annotate(last=Max("sessions__sittings__on"))
        .order_by("starts", "pk")
        .values_list("organisation_id", "title", "programme", "starts", "ends", "last")
    )
    found: dict[int, Training] = {}
    for home, title, programme, starts, ends, last in runs:
        training = Training(
            title=title, programme=programme, starts=starts,
            ends=max(ends or last or starts, starts),
        )  # fmt: skip
        found.setdefault(home, training)
    return found


def exposures_of(
    homes: Iterable[Organisation], *, first: date, last: date
) -> Mapping[int, Mapping[Exposure, Mapping[date, float]]]:
    """Count staff in post on the first of each month, and shifts worked in it, in two queries.

    Agency staff are not in post. A month without a roster as worked has no shifts, which is
    not the same as none worked: it is left out.
    """
    listed = list(homes)
    whole = months(first, last)
    staff = StaffMember.objects.filter(
        Q(left__isnull=True) | Q(left__gt=first), organisation__in=listed, started__lte=last
    ).exclude(kind=StaffKind.AGENCY)
    spells: dict[int, list[tuple[date, date | None]]] = defaultdict(list)
    for place, started, left in staff.values_list("organisation_id", "started", "left"):
        spells[place].append((started, left))
    worked = RosterShift.objects.filter(
        organisation__in=listed,
        state=RosterState.WORKED,
        day__gte=first,
        day__lt=next_month(last),
    )
    shifts: dict[int, Counter[date]] = defaultdict(Counter)
    for place, day in worked.values_list("organisation_id", "day"):
        shifts[place][day.replace(day=1)] += 1
    found = {}
    for home in listed:
        in_post = {
            month: sum(
                started <= month and (left is None or left > month)
                for started, left in spells[home.pk]
            )
            for month in whole
        }
        found[home.pk] = {
            Exposure.STAFF: {month: float(count) for month, count in in_post.items() if count},
            Exposure.SHIFTS: {month: float(count) for month, count in shifts[home.pk].items()},
        }
    return found
