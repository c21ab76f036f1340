"""How many of a team leave in a year, and how sure is that of one home?

Leaving is taken to go on at a constant rate: of those there, the same share leaves in each
week. A home's own rate comes from its staff's dates. One home is small, so the interval is
exact, and where the home has seen too few years of work its own figure is filled up with the
sector's, and that is said.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import exp, log
from typing import TYPE_CHECKING

from scipy.stats import gamma

from holdfast.kernel.dates import DAYS_PER_YEAR
from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import LEVEL, Estimate

if TYPE_CHECKING:
    from collections.abc import Iterable

    from holdfast.deliver.team import Member, TeamRule
    from holdfast.library.turnover import YearlyFigure

WEEKS_PER_YEAR = 52

ENOUGH_YEARS = 20.0
"""Person-years from which a home's own figure stands alone: ten posts for two years.

At the sector's rates about eight people leave in so long, and the interval of eight is from
half to twice. With less, what is lacking is filled up at the sector's rate.
"""


class Basis(StrEnum):
    """From what a turnover was had."""

    OWN = "the home's own staff"
    BLENDED = "the home's own staff, filled up with the sector's figure"
    SECTOR = "the sector's figure alone"


@dataclass(frozen=True, kw_only=True, slots=True)
class Exposure:
    """How many left, in how many years of work, of how many people, between two days."""

    leavers: int
    person_years: float
    people: int
    since: date
    until: date


@dataclass(frozen=True, kw_only=True, slots=True)
class Turnover:
    """The yearly share of a team that leaves.

    Attributes
    ----------
    exposure
        What the home's own dates hold.
    own
        The home's own share with its exact interval; None where it has no years of work.
    used
        The share that a projection goes by; its method says from what it was had.
    basis
        The same, as one of three words.
    sector
        The published figure beside it, with its source.
    events, years
        The rate behind `used`, as a gamma distribution: so many leavers in so many years.
    """

    exposure: Exposure
    own: Estimate | None
    used: Estimate
    basis: Basis
    sector: YearlyFigure
    events: float
    years: float

    def staying(self, years: float) -> float:
        """Give the expected share of those here now who are still here after so many years.

        The mean of exp(-rate x years) over the gamma distribution of the rate.
        """
        return float((self.years / (self.years + years)) ** self.events)


def share_leaving(yearly: float, *, weeks: float) -> float:
    """Say which share leaves within some weeks when `yearly` leave in 52: 1 - (1 - r)^(w/52).

    Examples
    --------
    >>> round(share_leaving(0.35, weeks=12), 4), round(share_leaving(0.29, weeks=12), 4)
    (0.0946, 0.076)
    """
    if not 0 <= yearly < 1 or weeks < 0:
        raise InputError(
            "A yearly share of leavers is not between 0 and 1, or the weeks are negative.",
            code="deliver.turnover-out-of-range",
            fix="Give the share as a proportion: 0.35, not 35.",
        )
    return float(1 - (1 - yearly) ** (weeks / WEEKS_PER_YEAR))


def exposure(
    members: Iterable[Member], *, since: date, until: date, rule: TeamRule
) -> Exposure:
    """Count the leavers and the years of work between two days, `until` not included.

    Long absence is time in post. Only people whom the rule may count are taken, so that the
    turnover is that of the people whose coverage is projected. A leave date after `until` is no
    leaver yet.

    Raises
    ------
    InputError
        `deliver.turnover-days` where the days are not in order.
    """
    if until <= since:
        raise InputError(
            "Turnover was asked for between days that are not in order.",
            code="deliver.turnover-days",
            fix="Give a first day before the last.",
        )
    leavers, days, people = 0, 0, 0
    for member in members:
        if rule.leaves_out_always(member) is not None:
            continue
        first = max(member.started, since)
        end = min(member.left or date.max, until)
        if end > first:
            people += 1
            days += (end - first).days
            leavers += member.left is not None and member.left <= until
    return Exposure(
        leavers=leavers,
        person_years=days / DAYS_PER_YEAR,
        people=people,
        since=since,
        until=until,
    )


def turnover(found: Exposure, *, sector: YearlyFigure, level: float = LEVEL) -> Turnover:
    """Estimate the yearly share that leaves a home.

    The home's own interval is exact for a count of leavers: Garwood (1936),
    doi:10.1093/biomet/28.3-4.437. Below `ENOUGH_YEARS` the years lacking are filled up with
    leavers at the sector's rate, and the interval is that of the gamma distribution of that
    many; at `ENOUGH_YEARS` nothing is filled up. No figure says why people leave.

    Examples
    --------
    >>> from holdfast.library.turnover import sector_turnover
    >>> seen = Exposure(
    ...     leavers=9, person_years=30.0, people=22, since=date(2023, 9, 1),
    ...     until=date(2025, 9, 1),
    ... )
    >>> found = turnover(seen, sector=sector_turnover().figure)
    >>> found.basis.value, [round(n, 3) for n in (found.used.value, found.used.low)]
    ("the home's own staff", [0.259, 0.128])
    """
    count, years = found.leavers, found.person_years
    own = None
    if years > 0:
        low = gamma.ppf((1 - level) / 2, count) if count else 0.0
        high = gamma.ppf((1 + level) / 2, count + 1)
        own = Estimate(
            value=_yearly(count / years),
            low=_yearly(low / years),
            high=_yearly(high / years),
            level=level,
            n=found.people,
            method="exact interval for a count of leavers (Garwood)",
        )
    if own is not None and years >= ENOUGH_YEARS:
        # Half a leaver more than were seen, so that nobody leaving is not read as never
        # (Jeffreys' prior); the figure shown is the home's own.
        return Turnover(
            exposure=found, own=own, used=own, basis=Basis.OWN, sector=sector,
            events=count + 0.5, years=years,
        )  # fmt: skip
    events = count + -log(1 - sector.yearly) * (ENOUGH_YEARS - years)
    basis = Basis.BLENDED if years > 0 else Basis.SECTOR
    used = Estimate(
        value=_yearly(events / ENOUGH_YEARS),
        low=_yearly(gamma.ppf((1 - level) / 2, events) / ENOUGH_YEARS),
        high=_yearly(gamma.ppf((1 + level) / 2, events + 1) / ENOUGH_YEARS),
        level=level,
        n=found.people,
        method=f"{basis.value}, as {ENOUGH_YEARS:g} years of work",
    )
    return Turnover(
        exposure=found, own=own, used=used, basis=basis, sector=sector,
        events=events, years=ENOUGH_YEARS,
    )  # fmt: skip


def _yearly(rate: float) -> float:
    """Turn a rate a year into the share of those here now who leave within one."""
    return 1 - exp(-float(rate))
