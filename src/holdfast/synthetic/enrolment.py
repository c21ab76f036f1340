"""Which children are referred to the programme, and which enrol?

Each month a day is drawn for each child. If the child is eligible on that day, they enrol with
a chance whose log odds are linear in what the returns show of them by that day; the hidden
frailty has no part in it. `selection` scales how much the features matter. Drift adds referrals
of children outside the stated cohort, more of them each month; none of those had been eligible.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import expit, log_expit

from holdfast.change.covariates import FACTOR_GROUPS
from holdfast.synthetic.hazards import CLOSED, MONTH, NEED, PLAN, UNKNOWN
from holdfast.synthetic.people import NEED_ORDER, UNACCOMPANIED, factor_codes, has_factor
from holdfast.synthetic.settings import StudyDesign

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints
    from holdfast.synthetic.lives import Lives
    from holdfast.synthetic.people import Bools
    from holdfast.synthetic.settings import Settings

MIDDLE_AGE = 14
MOST_REFERRALS, MOST_MONTHS = 5, 36  # as the covariates of an evaluation count them
YOUNGEST_OUTSIDE = 7
OUT_OF_VIEW = 0.15
MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Capacity:
    """How many the programme can take: the base log odds, and the hazard of drift by month."""

    base: float
    drift: Floats  # hazard of a referral from outside the cohort, by month of the programme
    share: Floats  # the share of referrals from outside that this aims at


class Gate:
    """Who is eligible, and how likely to enrol: the rules in the form that a month needs."""

    def __init__(self, settings: Settings, rates: Authority) -> None:
        plan = rates.programme
        self._plan, self._selection = plan, settings.selection
        self._codes = factor_codes(rates)
        self._needs: Bools = np.isin(NEED_ORDER, plan.needs)
        self._lower = np.isin(NEED_ORDER, plan.lower_needs)

    def eligible(self, lives: Lives, day: Ints) -> Bools:
        """Say who is in the stated cohort on a day, as an evaluator of the returns sees it."""
        of_need = self._needs[lives.who.recorded_need]
        return self._open(lives, day) & self._aged(lives, day) & of_need

    def outside(self, lives: Lives, day: Ints) -> Floats:
        """Say how readily each is referred though outside the cohort, and never in it so far.

        0: not at all. Children without an open case are many, and each is seldom thought of.
        """
        who, phase = lives.who, lives.phase
        age = _age(who.birth_month, day)
        near = (who.arrival != UNACCOMPANIED) & (who.leaves > day)
        young = (age >= YOUNGEST_OUTSIDE) & (age < self._plan.ages[0])
        in_time = self._aged(lives, day)
        lower, meant = self._lower[who.recorded_need], self._needs[who.recorded_need]
        unopened = (phase == UNKNOWN) | ((phase == CLOSED) & lower)
        is_open = self._open(lives, day)
        in_view = (young & is_open & meant) | (in_time & is_open & lower)
        out_of_view = in_time & unopened
        readily: Floats = np.where(in_view, 1.0, np.where(out_of_view, OUT_OF_VIEW, 0.0)) * near
        return readily

    def log_odds(self, lives: Lives, day: Ints) -> Floats:
        """Give the log odds of enrolling in the month, apart from the base."""
        who, weights = lives.who, self._plan.selection
        seen = lives.factors_seen <= day
        found = np.zeros(len(lives))
        for name, weight in weights.items():
            if name in FACTOR_GROUPS:
                has = has_factor(who.recorded_factors, self._codes, FACTOR_GROUPS[name])
                value = (has & seen).astype(np.float64)
            else:
                value = _feature(name, lives, day)
            found = found + weight * value
        return found * self._selection

    def _open(self, lives: Lives, day: Ints) -> Bools:
        in_need = (lives.phase == NEED) | (lives.phase == PLAN)
        here: Bools = in_need & (lives.who.leaves > day)
        return here

    def _aged(self, lives: Lives, day: Ints) -> Bools:
        age = _age(lives.who.birth_month, day)
        aged: Bools = (age >= self._plan.ages[0]) & (age <= self._plan.ages[1])
        return aged


def _feature(name: str, lives: Lives, day: Ints) -> Floats:
    who = lives.who
    features = {
        "child_protection_plan": lives.phase == PLAN,
        "N6": who.recorded_need == NEED_ORDER.index("N6"),
        "looked_after_before": lives.stays > 0,
        "disabled": who.disabled,
        "each_earlier_referral": np.clip(lives.referrals - 1, 0, MOST_REFERRALS),
        "each_year_of_age": (day - who.birth_month) / (MONTH * MONTHS_IN_YEAR) - MIDDLE_AGE,
        "each_month_since_referral": np.minimum((day - lives.opened) / MONTH, MOST_MONTHS),
    }
    feature: Floats = features[name].astype(np.float64)
    return feature


def _age(birth_month: Ints, day: Ints) -> Ints:
    """Count whole years from the first of the month of birth."""
    born = birth_month.astype("M8[D]").astype("M8[M]").astype(np.int64)
    now = day.astype("M8[D]").astype("M8[M]").astype(np.int64)
    years: Ints = (now - born) // MONTHS_IN_YEAR
    return years


def drift_share(settings: Settings, rates: Authority) -> Floats:
    """Give the share of referrals from outside the cohort that each month aims at."""
    months = len(settings.programme_months)
    climb = np.linspace(0, 1, months)
    return settings.drift * rates.programme.drift_at_end * climb


def capacity(
    settings: Settings, rates: Authority, *, odds: Floats, child: Ints, month: Ints,
    near: Floats, children: int,
) -> Capacity:  # fmt: skip
    """Find the base log odds at which the wanted share of children enrol, from a pilot.

    Parameters
    ----------
    odds, child, month
        Of every eligible child-month of the pilot: log odds apart from the base.
    near
        How many children of the pilot could be referred from outside, by month, each counted
        by how readily.
    """
    wanted = settings.programme_share
    wanted = rates.programme.share if wanted is None else wanted
    if settings.design is StudyDesign.RANDOMISED:
        wanted = min(2 * wanted, 0.9)  # half of those randomised are the comparison
    low, high = -12.0, 6.0
    for _ in range(40):
        base = (low + high) / 2
        stay = np.bincount(child, log_expit(-(base + odds)), minlength=children)
        enrolled = float(-np.expm1(stay).sum()) / children
        low, high = (base, high) if enrolled < wanted else (low, base)
    inside = _expected(base + odds, child, month, len(settings.programme_months))
    share = drift_share(settings, rates)
    hazard = inside * share / (1 - share) / np.maximum(near, 1)
    return Capacity(base=base, drift=np.minimum(hazard, 0.5), share=share)


def _expected(odds: Floats, child: Ints, month: Ints, months: int) -> Floats:
    """How many are expected to enrol in each month, given that nobody enrols twice?"""
    order = np.lexsort((month, child))
    stay = log_expit(-odds[order])
    so_far = np.cumsum(stay) - stay
    first = np.flatnonzero(np.diff(child[order], prepend=-1))
    begun = np.repeat(so_far[first], np.diff(np.append(first, len(stay))))
    taken = expit(odds[order]) * np.exp(so_far - begun)
    expected: Floats = np.bincount(month[order], taken, minlength=months).astype(np.float64)
    return expected


def lost_per_enrolment(rates: Authority) -> float:
    """How many referrals come to nothing for each one that is taken up?"""
    lost = rates.programme.declined + rates.programme.never_engaged
    return lost / (1 - lost)
