"""What is the true effect, known because the authority is invented?

For each eligible child who enrolled, the future without the programme is told many times from
the state on the day of enrolment, with the child's own hidden frailty; the rule of `effect`
turns each telling into the one with the programme. Averages over those tellings are the truth,
up to a simulation error that is reported. Children count with weight 1 - e, where e is their
true chance of enrolling in that month: the population that overlap weights describe. Equal
weights are given beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.effect import with_programme
from holdfast.synthetic.history import Enrolled, bar, model_of
from holdfast.synthetic.months import Month, finish
from holdfast.synthetic.people import NEVER, end_of_time
from holdfast.synthetic.settings import Settings, StudyDesign

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints
    from holdfast.synthetic.lives import Lives

TELLINGS = 400_000  # in all, unless that is more or fewer a child than these
MOST_A_CHILD, LEAST_A_CHILD = 300, 8
BATCH = 120_000
SHARE_ENROLLED = 0.085
EIGHTEEN = 18 * 12


@dataclass
class Averages:
    """Sums over tellings, from which the truth is read."""

    horizon: int
    weight: float = 0.0
    squares: float = 0.0
    entries_without: Floats = field(default_factory=lambda: np.empty(0))
    entries_with: Floats = field(default_factory=lambda: np.empty(0))
    care_without: float = 0.0
    care_with: float = 0.0
    spared: float = 0.0  # would have entered by the horizon, and do not
    brought_in: float = 0.0  # would not have entered by the horizon, and do
    later: float = 0.0  # enter by the horizon either way, later with the programme
    later_days: float = 0.0  # by how many days, together

    def __post_init__(self) -> None:
        self.entries_without = np.zeros(self.horizon + 1)
        self.entries_with = np.zeros(self.horizon + 1)

    def add(
        self, weights: Floats, without: Ints, with_it: Ints, days: tuple[Floats, Floats]
    ) -> None:
        """Count some tellings: first entries in days from enrolment, and days in care."""
        size = self.horizon + 1
        for total, entry in ((self.entries_without, without), (self.entries_with, with_it)):
            seen = entry <= self.horizon
            total += np.bincount(entry[seen], weights[seen], minlength=size)
        before, after = without <= self.horizon, with_it <= self.horizon
        self.spared += float(weights[before & ~after].sum())
        self.brought_in += float(weights[~before & after].sum())
        later = before & after & (with_it > without)
        self.later += float(weights[later].sum())
        self.later_days += float(weights[later] @ (with_it - without)[later])
        self.weight += float(weights.sum())
        self.squares += float(weights @ weights)
        self.care_without += float(weights @ days[0])
        self.care_with += float(weights @ days[1])

    @property
    def curves(self) -> tuple[Floats, Floats]:
        """Risk of entry by each day from 0 to the horizon, without and with the programme."""
        return self.entries_without.cumsum() / self._whole, (
            self.entries_with.cumsum() / self._whole
        )

    @property
    def care_days(self) -> tuple[float, float]:
        """Mean days in care up to the horizon, without and with the programme."""
        return self.care_without / self._whole, self.care_with / self._whole

    @property
    def children(self) -> dict[str, float]:
        """What becomes of children, which no curve can show: shares, and mean days of delay."""
        return {
            "share_spared_entry": self.spared / self._whole,
            "share_brought_into_care": self.brought_in / self._whole,
            "share_entering_later": self.later / self._whole,
            "mean_days_later": self.later_days / self.later if self.later else 0.0,
        }

    @property
    def standard_error(self) -> float:
        """How far off a risk may be for want of more tellings."""
        risk = float(self.curves[0][-1])
        return float(np.sqrt(risk * (1 - risk) * self.squares)) / self._whole

    @property
    def _whole(self) -> float:
        return max(self.weight, float(np.finfo(float).tiny))


class CareDays:
    """A recorder that only counts days in care between two days of each life."""

    def __init__(self, since: Ints, until: Ints) -> None:
        self.since, self.until = since, until
        self.days = np.zeros(len(since))

    def case(self, places: Ints, opened: Ints, closed: Ints, reason: Ints) -> None:
        """Cases are not counted."""

    def refused(self, places: Ints, day: Ints) -> None:
        """Referrals are not counted."""

    def plan(self, places: Ints, began: Ints, ended: Ints, opened: Ints) -> None:
        """Plans are not counted."""

    def pre_proceedings(self, places: Ints, began: Ints, ended: Ints, opened: Ints) -> None:
        """Pre-proceedings are not counted."""

    def care(self, places: Ints, began: Ints, ended: Ints, way_out: Ints) -> None:
        """Add the days of a period of care that fall between the two days."""
        within = np.minimum(ended, self.until[places]) - np.maximum(began, self.since[places])
        self.days[places] += np.maximum(within, 0)


class Truth:
    """Gathers the truth from the chunks, one after the other."""

    def __init__(self, settings: Settings, rates: Authority) -> None:
        self.settings, self.rates = settings, rates
        self.weighted = Averages(settings.horizon)
        self.equal = Averages(settings.horizon)
        share = settings.programme_share or SHARE_ENROLLED
        wanted = TELLINGS // max(int(settings.children * share), 1)
        self.tellings = int(np.clip(wanted, LEAST_A_CHILD, MOST_A_CHILD))

    def add(self, enrolled: Enrolled) -> None:
        """Tell the futures of the children of one chunk, a few hundred children at a time."""
        step = max(BATCH // self.tellings, 1)
        for first in range(0, len(enrolled.day), step):
            part = np.arange(first, min(first + step, len(enrolled.day)))
            self._tell(enrolled, np.repeat(part, self.tellings))

    def _tell(self, enrolled: Enrolled, places: Ints) -> None:
        settings = self.settings
        start = _copies(settings, self.rates, enrolled, places, self.tellings)
        day = enrolled.day[places]
        lives, care_without = _future(settings, self.rates, enrolled, places, start)
        without = np.where(lives.first_entry < NEVER, lives.first_entry - day, NEVER)
        with_it = with_programme(
            settings.effect,
            key=start.who.key,
            without=without,
            possible=start.who.last_entry - day,
            horizon=settings.horizon,
        )
        care_with = care_without.copy()
        changed = np.flatnonzero(with_it != without)
        if len(changed):
            again = start.take(changed)
            forced = np.where(with_it == NEVER, NEVER, day + with_it)[changed]
            bar(again, enrolled=day[changed], forced=forced, without=lives.first_entry[changed])
            _, care_with[changed] = _future(
                settings, self.rates, enrolled, places[changed], again
            )
        weights = 1 - enrolled.chance[places]
        if settings.design is StudyDesign.RANDOMISED:
            weights = np.ones(len(places))
        days = (care_without, care_with)
        self.weighted.add(weights, without, with_it, days)
        self.equal.add(np.ones(len(places)), without, with_it, days)


def _copies(
    settings: Settings, rates: Authority, enrolled: Enrolled, places: Ints, tellings: int
) -> Lives:
    """Give each child's state on the day of enrolment, many times, with dice of their own."""
    copies = enrolled.lives.take(places)
    day = enrolled.day[places]
    turn = np.arange(len(places)) % tellings
    key = dice.sub_keys(copies.who.key, "telling", turn)
    month = copies.who.birth.astype("M8[D]").astype("M8[M]") + EIGHTEEN
    eighteen = month.astype("M8[D]").astype(np.int64)
    birthday = eighteen + copies.who.birth - copies.who.birth_month
    leaves, why = end_of_time(settings, rates, key, day, birthday)
    who = copies.who
    who.key, who.leaves, who.leaves_why = key, leaves, why
    who.last_entry = np.minimum(leaves, eighteen)
    copies.enrolled = day.copy()
    copies.first_entry = np.full(len(places), NEVER)
    return copies


def _future(
    settings: Settings, rates: Authority, enrolled: Enrolled, places: Ints, start: Lives
) -> tuple[Lives, Floats]:
    """Tell the lives on from the day of enrolment to the horizon."""
    lives = start.take(np.arange(len(start)))
    day, first, begun = enrolled.day[places], enrolled.month[places], enrolled.begun[places]
    until = day + settings.horizon + 1  # an entry on the last day counts
    counted = CareDays(day, day + settings.horizon)
    months, model = settings.months, model_of(rates)
    for turn in count():
        at = np.minimum(first + turn, len(months) - 2)
        begins, ends = months[at], months[at + 1]
        past = (first + turn > len(months) - 2) | (begins >= until)
        if past.all():
            break
        since = np.maximum(begins, day + 1)
        since = np.where(past | (begun & (turn == 0)), ends, since)
        month = Month(lives, model, begins, ends, since, turn)
        month.happen(counted)
        month.depart(counted)
    finish(lives, counted)
    return lives, counted.days
