"""Where does each child stand? The state of many lives, and that of the first day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.hazards import CARE, NEED, PLAN, UNKNOWN, Hazards
from holdfast.synthetic.people import IN_CARE, IN_NEED, NEVER, YEAR, Arrays, People
from holdfast.synthetic.stays import NO_WAY_OUT, Stays

if TYPE_CHECKING:
    from holdfast.synthetic.dice import Ints, Keys
    from holdfast.synthetic.people import Bools

SATURDAY = 5
DAYS_IN_WEEK = 7
EPOCH_WEEKDAY = 3  # 1 January 1970 was a Thursday; Monday is 0


@dataclass
class Lives(Arrays):
    """The state of each life. Days that have not come are NEVER."""

    who: People
    phase: Ints
    opened: Ints
    closed: Ints  # the last closure
    plan_from: Ints
    pre_from: Ints  # pre-proceedings
    care_from: Ints
    care_until: Ints
    way_out: Ints
    home_from: Ints  # the last return home
    referrals: Ints  # so far, this one included, as the returns show them
    plans: Ints
    stays: Ints
    factors_seen: Ints  # the day on which an assessment first recorded the factors
    enrolled: Ints
    first_entry: Ints  # to care, after enrolment
    barred: Bools  # the programme stands between this child and the first entry
    forced: Ints  # the day of the first entry with the programme
    held: Ints  # the day on which the first entry would have been

    def __len__(self) -> int:
        return len(self.phase)

    def take(self, places: Ints | Bools) -> Lives:
        """Keep only some lives."""
        kept = {name: value[places] for name, value in vars(self).items() if name != "who"}
        return Lives(who=self.who.take(places), **kept)


@dataclass(frozen=True)
class Model:
    """The rates in the form that a step needs."""

    hazards: Hazards
    stays: Stays
    refused: float


def assessed_on(key: Keys, opened: Ints) -> Ints:
    """Say when the assessment of a referral is authorised, if the case is still open then."""
    late = dice.uniform(key, "assessment late", opened) < 0.12
    days = 10 + np.floor(dice.uniform(key, "assessment", opened) * 50)
    return opened + days.astype(np.int64) + np.where(late, 25, 0)


def assessed_again_on(key: Keys, opened: Ints, year: Ints | int) -> Ints:
    """Say when the assessment of a case that stays open is renewed, year by year."""
    wait = 365 * np.asarray(year, dtype=np.int64)
    jitter = np.floor(dice.uniform(key, "assessed again", opened + wait) * 45)
    return opened + wait + jitter.astype(np.int64)


def begin(people: People, model: Model, first_day: int) -> Lives:
    """Give the state of every life on the first day of the returns."""
    n = len(people)
    never = np.full(n, NEVER)
    in_need = people.arrival == IN_NEED
    in_care = people.arrival == IN_CARE
    late = in_need | in_care
    open_for = first_day - people.referred
    planned = in_need & (open_for > 60) & (dice.uniform(people.key, "plan at start") < 0.22)
    part = dice.uniform(people.key, "plan at start since")
    plan_from = people.referred + 30 + np.floor(part * (open_for - 40)).astype(np.int64)
    age = (people.care_from - people.birth) / YEAR
    since = np.where(in_care, people.care_from, first_day)
    way_out, until = model.stays.remaining(people.key, age, since, first_day)
    phase = np.where(in_need, NEED, np.where(in_care, CARE, UNKNOWN))
    return Lives(
        who=people,
        phase=np.where(planned, PLAN, phase),
        opened=np.where(late, people.referred, NEVER),
        closed=never.copy(),
        plan_from=np.where(planned, weekday(plan_from, people.referred), NEVER),
        pre_from=never.copy(),
        care_from=np.where(in_care, people.care_from, NEVER),
        care_until=np.where(in_care, until, NEVER),
        way_out=np.where(in_care, way_out, NO_WAY_OUT),
        home_from=never.copy(),
        referrals=late.astype(np.int64),
        plans=planned.astype(np.int64),
        stays=in_care.astype(np.int64),
        factors_seen=np.where(late, _first_seen(people, first_day), NEVER),
        enrolled=never.copy(),
        first_entry=never.copy(),
        barred=np.zeros(n, dtype=np.bool_),
        forced=never.copy(),
        held=never.copy(),
    )


def _first_seen(people: People, first_day: int) -> Ints:
    """Say when a case that is already open is next assessed, on or after the first day."""
    seen = assessed_on(people.key, people.referred)
    year = np.maximum((first_day - people.referred) // 365 - 1, 1)
    for _ in range(3):
        again = assessed_again_on(people.key, people.referred, year)
        seen = np.where(seen < first_day, again, seen)
        year = year + 1
    return seen


def weekday(day: Ints, earliest: Ints) -> Ints:
    """Move a conference off the weekend: to the Friday before, or else the Monday after."""
    of_week = (day + EPOCH_WEEKDAY) % DAYS_IN_WEEK
    back = np.maximum(of_week - SATURDAY + 1, 0)
    forward = np.where(back > 0, DAYS_IN_WEEK - of_week, 0)
    return np.where(day - back >= earliest, day - back, day + forward)
