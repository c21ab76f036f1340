"""Who works in the homes, from when until when?

A home has posts. Whoever is in a post leaves at a rate that does not change with time, so that
of permanent staff the published share is gone after a year; then the post is empty for some
weeks. On the day of a home's first session no post is empty: that is the team of the training.
Up to that day the next begins where the last leaves. Agency staff come on top of the team.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from math import log1p
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.authority.delivery import Delivery
    from holdfast.synthetic.delivery.homes import InventedHome
    from holdfast.synthetic.delivery.lots import Lots
    from holdfast.synthetic.delivery.settings import DeliverySettings

YEAR = 365.25
DAYS_IN_WEEK = 7
MANAGER, DEPUTY, SENIOR = "Registered manager", "Deputy manager", "Senior care worker"
WORKER, NIGHT_WORKER = "Residential care worker", "Night care worker"
SENIORS = 2
LEAST_AGENCY_DAYS = 14
LONGEST_IN_POST = 30 * YEAR


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedPost:
    """One post of a home: what whoever is in it does, and how they are employed."""

    home: int
    number: int
    title: str
    manager: bool
    kind: str  # permanent, bank or agency
    shifts: str  # days, nights or mixed
    hours: float


@dataclass(frozen=True, kw_only=True, slots=True)
class InventedStaff:
    """One member of staff. `left` is the first day on which they no longer work there."""

    number: int
    home: int
    post: InventedPost
    started: date
    left: date | None

    @property
    def name(self) -> str:
        """A name that is plainly nobody's."""
        return f"Invented staff member {self.number}"

    @property
    def reference(self) -> str:
        """What the home's own list calls them."""
        return f"P{self.home:03d}-{self.number:04d}"

    def works_on(self, day: date) -> bool:
        """Say whether they are in post on a day."""
        return self.started <= day and (self.left is None or day < self.left)


def staff(
    settings: DeliverySettings, of: tuple[InventedHome, ...]
) -> tuple[InventedStaff, ...]:
    """Make everyone who works in these homes while the records run, home by home."""
    made: list[InventedStaff] = []
    for home in of:
        lots = settings.lots.of("staff", home.number)
        tenures = sorted(
            (
                (started, post.number, post, left)
                for post in posts(settings, home)
                for started, left in _in_post(
                    settings, home, post, lots.of("post", post.number)
                )
            ),
            key=lambda one: one[:2],
        )
        made += (
            InventedStaff(
                number=number, home=home.number, post=post, started=started, left=left
            )
            for number, (started, _, post, left) in enumerate(tenures, len(made) + 1)
        )
    return tuple(made)


def posts(settings: DeliverySettings, home: InventedHome) -> tuple[InventedPost, ...]:
    """Make the posts of a home: managers, seniors, workers, those at night, agency on top."""
    lots, rates = settings.lots.of("posts", home.number), settings.rates
    shares = {str(many): share for many, share in enumerate(rates.teams.agency)}
    agency = int(lots.chosen(shares, "agency posts"))
    at_night = round(rates.teams.nights * (home.team - 2) + lots.uniform("nights") - 0.5)
    numbered = enumerate(
        (
            (MANAGER, False), (DEPUTY, False), *(((SENIOR, False),) * SENIORS),
            *((WORKER, False),) * (home.team - 2 - SENIORS - at_night),
            *((NIGHT_WORKER, False),) * at_night, *((WORKER, True),) * agency,
        ), 1,
    )  # fmt: skip
    return tuple(
        _post(home, number, title, lots.of(number), rates, agency=is_agency)
        for number, (title, is_agency) in numbered
    )


def leaving_rate(share_in_a_year: float) -> float:
    """Give the rate a day at which this share is gone after a year.

    Examples
    --------
    Of a team that loses 35 in 100 in a year, 9.46 in 100 leave in twelve weeks.

    >>> from math import exp
    >>> round(100 * (1 - exp(-leaving_rate(0.35) * 365.25 * 12 / 52)), 2)
    9.46
    """
    return -log1p(-share_in_a_year) / YEAR


def _post(
    home: InventedHome, number: int, title: str, lots: Lots, rates: Delivery, *, agency: bool
) -> InventedPost:
    teams, leads = rates.teams, title in {MANAGER, DEPUTY}
    fixed = leads or title == SENIOR
    hours = 39.0 if fixed else float(lots.chosen(teams.hours, "hours"))
    kind = "permanent"
    if agency:
        kind, hours = "agency", teams.agency_hours
    elif not fixed and lots.happens(teams.bank, "bank"):
        kind, hours = "bank", teams.bank_hours
    shifts = "mixed" if lots.happens(teams.mixed, "mixed") else "days"
    if title == NIGHT_WORKER:
        shifts = "nights"
    return InventedPost(
        home=home.number,
        number=number,
        title=title,
        manager=leads,
        kind=kind,
        shifts="days" if leads else shifts,
        hours=hours,
    )


def _in_post(
    settings: DeliverySettings, home: InventedHome, post: InventedPost, lots: Lots
) -> Iterator[tuple[date, date | None]]:
    """Give the days of everyone who was in a post since the records began, in no order.

    It goes forwards and backwards from somebody who is in post on one day: with a rate that
    does not change, how long they have been there and how long they stay are exponential.
    """
    rates = settings.rates
    day = min(home.first_session or settings.first_day, settings.today)
    agency = post.kind == "agency"
    mean, least = 1 / _rate(rates, post), LEAST_AGENCY_DAYS if agency else 1
    gaps = rates.teams.agency_vacancy_weeks if agency else rates.teams.vacancy_weeks
    known_until = settings.today + timedelta(days=rates.teams.planned_leaving_days)

    def wait(*names: str | int) -> timedelta:
        drawn = lots.exponential(mean - least, *names)
        return timedelta(days=least + int(min(drawn, LONGEST_IN_POST)))

    started, left = max(day - wait("since"), home.opened), day + wait("until")
    yield started, left if left <= known_until else None
    turn = 0
    while left <= settings.today:
        turn += 1
        began = _monday(left + timedelta(weeks=lots.whole(gaps, "gap", turn)))
        if began > settings.today:
            break
        left = began + wait("after", turn)
        yield began, left if left <= known_until else None
    turn = 0
    while started > settings.first_day:
        turn += 1
        ended, started = started, max(started - wait("before", turn), home.opened)
        yield started, ended


def _monday(day: date) -> date:
    return day + timedelta(days=-day.weekday() % DAYS_IN_WEEK)


def _rate(rates: Delivery, post: InventedPost) -> float:
    if post.kind == "agency":
        return 1 / (rates.teams.agency_weeks * DAYS_IN_WEEK)
    if post.title == MANAGER:
        return leaving_rate(rates.turnover.managers_under_a_year)
    return leaving_rate(rates.turnover.permanent_leaving)
