"""How likely is each event in the coming month, given where a child stands?

Hazards multiply: a base by stage, times multiples for age, need, factors, care before, earlier
referrals and plans, and the hidden frailty. The rates are the library's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic.people import NEVER, YEAR

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints
    from holdfast.synthetic.lives import Lives
    from holdfast.synthetic.people import Bools

UNKNOWN, CLOSED, NEED, PLAN, CARE, GONE = range(6)  # the phases of a life
MONTH = YEAR / 12
HOME_MONTHS = 24  # a return home is recent for so long
CAP = 5  # earlier referrals and plans count up to this many
REENTRY_SHARE_OF_RISK = 0.5  # children who went home differ less than those who never entered


@dataclass(frozen=True)
class Rates:
    """Hazards of one month, by event, for each life."""

    entry: Floats
    change: Floats  # closure of a case, end of a plan, or a new referral, by phase
    plan: Floats
    pre: Floats
    change_kind: Ints

    @property
    def total(self) -> Floats:
        """The hazard of any event."""
        return self.entry + self.change + self.plan + self.pre

    def kind(self, drawn: Floats) -> Ints:
        """Say which event it is, given a number from 0 up to 1 for each life."""
        mark = drawn * self.total
        kind = np.where(mark < self.entry, Hazards.ENTRY, self.change_kind)
        mark = mark - self.entry - self.change
        kind = np.where(mark >= 0, Hazards.PLAN, kind)
        return np.where(mark >= self.plan, Hazards.PRE, kind)


class Hazards:
    """The library's rates as lookups by age, phase and months since something."""

    ENTRY, CLOSE, PLAN, PLAN_END, PRE, REFERRAL, ACCEPTED = range(1, 8)

    def __init__(self, rates: Authority) -> None:
        self._entry, self._protection = rates.entry, rates.protection
        self._closing = np.array(rates.referrals.closing)
        self._closing_home = np.array(rates.referrals.closing_after_home)
        self._again = np.array(rates.referrals.referred_again)
        self._starting = np.array(rates.protection.starting)
        self._ending = np.array(rates.protection.ending)
        self._home = np.array(rates.entry.after_home)
        self._ages = np.array([beyond for _, beyond, _ in rates.entry.age_bands[:-1]])
        self._by_age = np.array([multiple for _, _, multiple in rates.entry.age_bands])
        self._older_from = rates.people.older_from

    def monthly(self, lives: Lives, start: Ints) -> Rates:
        """Give the hazards of the month that begins on this day."""
        phase, who = lives.phase, lives.who
        age = (start - who.birth) / YEAR
        band = self._by_age[np.searchsorted(self._ages, age, side="right")]
        since_home = _months(start, lives.home_from)
        home = since_home < HOME_MONTHS
        in_need, planned, closed = phase == NEED, phase == PLAN, phase == CLOSED
        before = lives.pre_from != NEVER
        closing = _by_month(self._closing, _months(start, lives.opened))
        after_home = lives.home_from > lives.opened
        after_home &= lives.home_from != NEVER
        closing = np.where(after_home, _by_month(self._closing_home, since_home), closing)
        ending = _by_month(self._ending, _months(start, lives.plan_from))
        again = _by_month(self._again, _months(start, lives.closed))
        change = np.where(in_need, closing, np.where(planned, ending, again))
        older = np.where(age >= self._older_from, self._protection.older_multiple, 1.0)
        starting = _by_month(self._starting, _months(start, lives.opened)) * older
        pre = np.where(planned, self._protection.pre_proceedings_from_plan, 0.0)
        pre = np.where(in_need, self._protection.pre_proceedings_from_need, pre)
        pre = np.where(before, self._protection.pre_proceedings_ending, pre)
        return Rates(
            entry=self._of_entry(lives, band, home, since_home, before),
            change=change,
            plan=np.where(in_need, starting, 0.0),
            pre=np.where(closed, 0.0, pre),
            change_kind=np.where(
                in_need, self.CLOSE, np.where(planned, self.PLAN_END, self.REFERRAL)
            ),
        )

    def _of_entry(
        self, lives: Lives, band: Floats, home: Bools, since_home: Ints, before: Bools
    ) -> Floats:
        entry, phase = self._entry, lives.phase
        base = np.where(phase == PLAN, entry.plan, entry.need)
        base = np.where(phase == CLOSED, entry.closed, base)
        earlier = np.minimum(np.maximum(lives.referrals - 1, 0), CAP)
        plans = np.maximum(lives.plans - (phase == PLAN), 0)
        base = base * band * np.exp(lives.who.risk)
        base = base * entry.each_earlier_referral**earlier
        base = base * entry.each_earlier_plan ** np.minimum(plans, CAP)
        base = base * np.where(lives.stays > 0, entry.care_before, 1.0)
        back = _by_month(self._home, since_home)
        back = back * np.exp(lives.who.risk * REENTRY_SHARE_OF_RISK)
        base = np.where(home, back, base)
        hazard: Floats = base * np.where(before, entry.pre_proceedings_multiple, 1.0)
        return hazard


def _months(now: Ints, since: Ints) -> Ints:
    """Count whole months since a day; very many where it has not come."""
    return np.where(since < now, (now - since) / MONTH, NEVER).astype(np.int64)


def _by_month(hazards: Floats, months: Ints) -> Floats:
    of_month: Floats = hazards[np.minimum(months, len(hazards) - 1)]
    return of_month
