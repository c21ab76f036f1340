"""Who are the invented children, and how does each come to be known?

Everything here is drawn once for a child and does not change: birth, sex, need, factors, the
hidden frailty, the day of the first referral, and the day on which a death, a move out of the
area or the eighteenth birthday would end it all.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice

if TYPE_CHECKING:
    from typing import Self

    from numpy.typing import NDArray

    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints, Keys
    from holdfast.synthetic.settings import Settings

    Bools = NDArray[np.bool_]

NEVER = 2**40  # a day that does not come
YEAR = 365.25
TURNED_18, DIED, MOVED = 0, 1, 2
IN_NEED, IN_CARE, UNACCOMPANIED, REFERRED = range(4)  # how a child came to be known
NEED_ORDER = ("N1", "N2", "N3", "N4", "N5", "N6", "N7", "N8", "N0")
LEAST_AGE_AT_LATE_ENTRY = 0.2
SPREAD_YEARS = 3.0  # no case has been open for longer than this when records begin


@dataclass
class Arrays:
    """Some columns of equal length: one place for each child."""

    def take(self, places: Ints | Bools) -> Self:
        """Keep only some places, in the order given."""
        return replace(
            self, **{field.name: getattr(self, field.name)[places] for field in fields(self)}
        )


@dataclass
class People(Arrays):
    """What does not change about each child. Days are counted from 1970."""

    child: Ints
    key: Keys
    birth: Ints
    birth_month: Ints
    female: Bools
    ethnicity: Ints
    disabled: Bools
    need: Ints  # place in NEED_ORDER
    recorded_need: Ints
    factors: Ints  # one bit for each of `factor_codes`
    recorded_factors: Ints
    frailty: Floats  # log of the hidden multiple of the hazard of entry
    risk: Floats  # log of the multiple from all that does not change
    arrival: Ints
    referred: Ints  # day of the first referral
    care_from: Ints  # for those in care when records begin; else NEVER
    leaves: Ints
    leaves_why: Ints
    last_entry: Ints  # no entry to care on or after this day

    def __len__(self) -> int:
        return len(self.child)


def factor_codes(rates: Authority) -> tuple[str, ...]:
    """Which factors do assessments find here? In the order of the census."""
    found = {*rates.people.factors_younger, *rates.people.factors_older}
    return tuple(sorted(found, key=lambda code: (int(code[:-1]), code[-1])))


def has_factor(bits: Ints, codes: tuple[str, ...], wanted: tuple[str, ...]) -> Bools:
    """Say whose factors hold any of those wanted."""
    mask = sum(1 << codes.index(code) for code in wanted if code in codes)
    found: Bools = (bits & mask) != 0
    return found


def born(settings: Settings, rates: Authority, numbers: Ints) -> People:
    """Make the children of these numbers."""
    key = dice.keys(settings.seed, numbers)
    arrival = _arrival(settings, rates, key)
    anchor, birth = _birth(settings, rates, key, arrival)
    month = birth.astype("M8[D]").astype("M8[M]")
    birth_month = month.astype("M8[D]").astype(np.int64)
    eighteenth_month = (month + 18 * 12).astype("M8[D]").astype(np.int64)
    leaves, why = end_of_time(
        settings, rates, key, anchor, eighteenth_month + birth - birth_month
    )
    older = (anchor - birth) >= rates.people.older_from * YEAR
    need = _need(rates, key, older)
    need[arrival == UNACCOMPANIED] = NEED_ORDER.index("N8")
    unstated = dice.uniform(key, "need not stated") < settings.missing / 2
    bits = _factors(rates, key, older)
    unrecorded = dice.uniform(key, "factors not recorded") < settings.missing
    spread = rates.people.frailty_sd
    frailty = spread * dice.normal(key, "frailty") - spread**2 / 2
    disabled = (dice.uniform(key, "disabled") < rates.people.disabled) | (need == 1)
    return People(
        child=numbers,
        key=key,
        birth=birth,
        birth_month=birth_month,
        female=dice.uniform(key, "sex")
        < np.where(arrival == UNACCOMPANIED, 0.1, rates.people.female),
        ethnicity=dice.chosen(key, "ethnicity", tuple(rates.people.ethnicity.values())),
        disabled=disabled,
        need=need,
        recorded_need=np.where(unstated, NEED_ORDER.index("N0"), need),
        factors=bits,
        recorded_factors=np.where(unrecorded, 0, bits),
        frailty=frailty,
        risk=_risk(rates, need, bits, disabled) + frailty,
        arrival=arrival,
        referred=_first_referral(rates, key, arrival, anchor, birth),
        care_from=_care_from(rates, key, arrival, anchor, birth),
        leaves=leaves,
        leaves_why=why,
        last_entry=np.minimum(leaves, eighteenth_month),
    )


def end_of_time(
    settings: Settings, rates: Authority, key: Keys, since: Ints, birthday: Ints
) -> tuple[Ints, Ints]:
    """Say when a death, a move away or the eighteenth birthday comes first, and which it is.

    Deaths and moves come at constant rates, so they may be drawn anew from any day.
    """
    a_day = settings.competing / 1000 / YEAR
    days = [birthday]
    for what, rate in (
        ("death", rates.leaving.deaths_per_1000_years),
        ("move away", rates.leaving.moves_per_1000_years),
    ):
        if rate * a_day == 0:
            days.append(np.full(len(key), NEVER))
        else:
            wait = 1 + np.floor(dice.exponential(key, what) / (rate * a_day))
            days.append(since + np.minimum(wait, NEVER).astype(np.int64))
    together = np.stack(days)
    return together.min(axis=0), together.argmin(axis=0)


def _arrival(settings: Settings, rates: Authority, key: Keys) -> Ints:
    plain = rates.arrivals
    need, care = plain.in_need_at_start, plain.in_care_at_start
    if settings.late_entry is not None:
        together = need + care
        need, care = (settings.late_entry * part / together for part in (need, care))
    rest = 1 - need - care
    shares = (need, care, rest * plain.unaccompanied, rest * (1 - plain.unaccompanied))
    return dice.chosen(key, "arrival", shares)


def _birth(settings: Settings, rates: Authority, key: Keys, arrival: Ints) -> tuple[Ints, Ints]:
    """Give the day on which each age is drawn, and the birth that it means."""
    length = settings.end - settings.first_day
    later = settings.first_day + np.floor(dice.uniform(key, "first referral") * length)
    late_entry = (arrival == IN_NEED) | (arrival == IN_CARE)
    anchor = np.where(late_entry, settings.first_day, later).astype(np.int64)
    bands = rates.people.age_bands
    drawn = dice.uniform(key, "age")
    edges = np.concatenate([[0.0], np.cumsum([share for _, _, share in bands])])
    ages = np.array([bands[0][0], *(beyond for _, beyond, _ in bands)])
    age = np.interp(drawn, edges, ages)
    age = np.where(arrival == UNACCOMPANIED, 15 + 2.7 * drawn, age)
    age = np.where(late_entry, np.maximum(age, LEAST_AGE_AT_LATE_ENTRY), age)
    return anchor, anchor - np.floor(age * YEAR).astype(np.int64)


def _first_referral(
    rates: Authority, key: Keys, arrival: Ints, anchor: Ints, birth: Ints
) -> Ints:
    waited = dice.exponential(key, "open since") * rates.arrivals.in_need_mean_days
    since = np.minimum(1 + np.floor(waited), SPREAD_YEARS * YEAR).astype(np.int64)
    referred = np.where(arrival == IN_NEED, anchor - since, anchor)
    before_care = _care_from(rates, key, arrival, anchor, birth) - 60
    referred = np.where(arrival == IN_CARE, before_care, referred)
    return np.maximum(referred, np.minimum(birth, anchor))


def _care_from(rates: Authority, key: Keys, arrival: Ints, anchor: Ints, birth: Ints) -> Ints:
    waited = dice.exponential(key, "in care since") * rates.arrivals.in_care_mean_days
    since = anchor - 1 - np.floor(waited).astype(np.int64)
    return np.where(arrival == IN_CARE, np.maximum(since, np.minimum(birth, anchor - 1)), NEVER)


def _need(rates: Authority, key: Keys, older: Bools) -> Ints:
    drawn = dice.uniform(key, "need")
    younger = dice.placed(drawn, [rates.people.needs_younger[code] for code in NEED_ORDER])
    elder = dice.placed(drawn, [rates.people.needs_older[code] for code in NEED_ORDER])
    return np.where(older, elder, younger)


def _factors(rates: Authority, key: Keys, older: Bools) -> Ints:
    bits = np.zeros(len(key), dtype=np.int64)
    for place, code in enumerate(factor_codes(rates)):
        younger = rates.people.factors_younger.get(code, 0.0)
        share = np.where(older, rates.people.factors_older.get(code, 0.0), younger)
        bits |= (dice.uniform(key, "factor", place) < share).astype(np.int64) << place
    return bits


def _risk(rates: Authority, need: Ints, bits: Ints, disabled: Bools) -> Floats:
    entry = rates.entry
    risk = np.log([entry.needs[code] for code in NEED_ORDER])[need]
    codes = factor_codes(rates)
    for code, multiple in entry.factors.items():
        risk = risk + np.log(multiple) * has_factor(bits, codes, (code,))
    together: Floats = risk + np.log(entry.disabled) * disabled
    return together
