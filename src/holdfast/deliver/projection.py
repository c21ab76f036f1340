"""What will coverage be in some months, and which top-up training would hold it?

If nobody else is trained: those trained leave at the home's turnover, every leaver is replaced
at once by a starter who is not trained, and the team keeps its size. A team trained once loses
its training, and this says how fast. It is no forecast of who will leave.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import binom, gamma

from holdfast.kernel.dates import DAYS_PER_YEAR, months_later
from holdfast.kernel.errors import InputError
from holdfast.kernel.estimates import LEVEL, Estimate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from holdfast.deliver.turnover import Turnover

    Numbers = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

MONTHS = (3, 6, 12)
RATES = 400
"""At how many rates of leaving, evenly likely, the exact distribution is averaged."""
DRAWS = 4_000
BETWEEN = 91
"""Days for which one top-up should hold: a quarter."""
FEWEST_BETWEEN = 28
A_YEAR = 365
HAIR = 1e-9


@dataclass(frozen=True, kw_only=True, slots=True)
class OnTeam:
    """One person counted today: whether they received the whole dose, and when they leave.

    `leaves` is a leave date that is known already; they are taken to stay until then.
    """

    whole: bool
    hours: float
    leaves: date | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Projected:
    """Coverage of the whole dose after some months, if nobody else is trained.

    `hours` is None where nobody has contracted hours.
    """

    months: int
    day: date
    heads: Estimate
    hours: Estimate | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TopUp:
    """So many starters trained by a day."""

    by: date
    train: int


@dataclass(frozen=True, kw_only=True, slots=True)
class TopUpPlan:
    """The training that would hold coverage at a level for a year, as expected.

    `held` is False where even training everybody new could not, and `level` was not kept.
    """

    level: float
    team: int
    steps: tuple[TopUp, ...]
    held: bool

    @property
    def total(self) -> int:
        """How many starters are trained in all."""
        return sum(step.train for step in self.steps)


def project(
    team: Sequence[OnTeam],
    found: Turnover,
    *,
    today: date,
    rng: np.random.Generator,
    months: Sequence[int] = MONTHS,
    level: float = LEVEL,
) -> tuple[Projected, ...]:
    """Project coverage of the whole dose by head and by contracted hours.

    By head it is worked out exactly: how many of those trained stay is binomial at a rate, and
    that is averaged over the rates that the home's own count leaves possible. By hours it is
    drawn, since hours differ from person to person. The interval holds both that the rate is
    not known and that a small team is subject to chance.

    Parameters
    ----------
    team
        Everybody counted today.
    found
        From `holdfast.deliver.turnover.turnover`.
    rng
        For the draws by hours; seeded by the caller, so that the same page shows the same.

    Raises
    ------
    InputError
        `deliver.projection-of-nobody` where the team has nobody.
    """
    if not team:
        raise InputError(
            "Coverage of a team of nobody cannot be projected.",
            code="deliver.projection-of-nobody",
            fix="Add the staff of the home, or look at the rule of who is counted.",
        )
    share = (np.arange(RATES) + 0.5) / RATES
    rates = gamma.ppf(share, found.events) / found.years
    drawn = rng.gamma(found.events, 1 / found.years, DRAWS)
    stays = rng.random((DRAWS, len(team)))
    every = sum(person.hours for person in team)
    projected = []
    for number in months:
        day = months_later(today, number)
        years = (day - today).days / DAYS_PER_YEAR
        sure = [p for p in team if p.whole and p.leaves is not None and p.leaves > day]
        open_ended = [p for p in team if p.whole and p.leaves is None]
        projected.append(
            Projected(
                months=number,
                day=day,
                heads=_by_head(
                    len(sure), len(open_ended), len(team), rates, years, found, level
                ),
                hours=_by_hours(team, day, years, drawn, stays, found, level)
                if every
                else None,
            )
        )
    return tuple(projected)


def top_up(team: Sequence[OnTeam], found: Turnover, *, today: date, level: float) -> TopUpPlan:
    """Say how many starters to train by when, so that coverage is expected to stay at a level.

    Each step is the day by which coverage would otherwise be expected below the level, and
    enough people that it holds for a quarter, as far as there are people to train. Those whom a
    step trains leave at the same rate as others.

    Raises
    ------
    InputError
        `deliver.projection-of-nobody`, or `deliver.coverage-level-out-of-range`.
    """
    if not team:
        raise InputError(
            "Coverage of a team of nobody cannot be held.",
            code="deliver.projection-of-nobody",
            fix="Add the staff of the home, or look at the rule of who is counted.",
        )
    if not 0 < level <= 1:
        raise InputError(
            "The level at which to hold coverage is not above 0 and at most 1.",
            code="deliver.coverage-level-out-of-range",
            fix="Give the level as a proportion: 0.8, not 80.",
        )
    size = len(team)
    wanted = level * size
    known = [p.leaves for p in team if p.whole and p.leaves is not None]
    trained: list[tuple[int, int]] = [(0, sum(p.whole and p.leaves is None for p in team))]
    steps: list[TopUp] = []
    held = True

    def expected(day: int) -> float:
        staying = sum(n * found.staying((day - on) / DAYS_PER_YEAR) for on, n in trained)
        return staying + sum(leaves > today + timedelta(days=day) for leaves in known)

    stay = found.staying(BETWEEN / DAYS_PER_YEAR)
    free = 0
    for day in range(A_YEAR + 1):
        here = expected(day)
        if here >= wanted - HAIR:
            continue
        number = 0
        if day >= free:
            enough = ceil((wanted - expected(day + BETWEEN)) / stay - HAIR)
            number = max(0, min(max(enough, 1), floor(size - here + HAIR)))
        if number:
            trained.append((day, number))
            steps.append(TopUp(by=today + timedelta(days=day), train=number))
            free = day + FEWEST_BETWEEN
        held = held and here + number >= wanted - HAIR
    return TopUpPlan(level=level, team=size, steps=tuple(steps), held=held)


def _by_head(
    sure: int,
    open_ended: int,
    size: int,
    rates: Numbers,
    years: float,
    found: Turnover,
    level: float,
) -> Estimate:
    numbers = np.arange(open_ended + 1)
    chances = binom.pmf(numbers[:, None], open_ended, np.exp(-rates * years)[None, :])
    below = np.cumsum(chances.mean(axis=1))
    low, high = (
        int(np.searchsorted(below, edge - HAIR)) for edge in ((1 - level) / 2, (1 + level) / 2)
    )
    return Estimate(
        value=(sure + open_ended * found.staying(years)) / size,
        low=(sure + low) / size,
        high=(sure + min(high, open_ended)) / size,
        level=level,
        n=size,
        method="binomial averaged over the rates of leaving that are possible",
    )


def _by_hours(
    team: Sequence[OnTeam],
    day: date,
    years: float,
    drawn: Numbers,
    stays: Numbers,
    found: Turnover,
    level: float,
) -> Estimate:
    hours = np.array([person.hours for person in team])
    sure = np.array([p.whole and p.leaves is not None and p.leaves > day for p in team])
    open_ended = np.array([person.whole and person.leaves is None for person in team])
    here = (stays < np.exp(-drawn * years)[:, None]) & open_ended
    shares = (here | sure) @ hours / hours.sum()
    low, high = np.quantile(shares, [(1 - level) / 2, (1 + level) / 2])
    value = (hours[sure].sum() + hours[open_ended].sum() * found.staying(years)) / hours.sum()
    return Estimate(
        value=float(value),
        low=float(low),
        high=float(high),
        level=level,
        n=len(team),
        method=f"{DRAWS:,} draws of who stays",
    )
