"""Where does each child in care live, one placement after another?

Placements of many periods of care at once. The codes are those of the SSDA903; supported
accommodation is written K3 here and becomes H5 in the returns of years that had no K3.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.people import YEAR, Arrays
from holdfast.synthetic.stays import ADOPTION

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints, Keys
    from holdfast.synthetic.people import Bools

PLACES = ("U1", "U3", "U4", "U6", "K1", "K2", "K3", "R3", "R5", "S1", "P1", "A5", "A6")
NO_PROVIDER = 0
PROVIDERS = ("", "PR0", "PR1", "PR2", "PR3", "PR4", "PR5")
REASONS = ("", "CARPL", "CHILD", "CREQB", "CREQO", "LAREQ", "OTHER", "PLACE", "CLOSE", "CUSTOD")
REASON_SHARES = (0.50, 0.10, 0.14, 0.09, 0.08, 0.06, 0.03)  # CARPL to CLOSE, PLACE left out
REASON_CODES = (1, 2, 3, 4, 5, 6, 8)
BY_AGENCY = np.array([0, 0, 1, 1, 0, 1, 1, 1, 0, 1, 0, 0, 0], dtype=np.bool_)
FOSTER = np.array([1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], dtype=np.bool_)
REGISTERED = np.array([1, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0], dtype=np.bool_)
MOST_PLACEMENTS = 30
LEAST_DAYS = 3
POSTCODES_IN, POSTCODES_OUT, URNS = 9_000, 9_000, 400
NO_URN = 0
BANDS = (5, 10, 16)
SUPPORTED_RENAMED = 19814  # 1 April 2024, in days since 1970: from this year H5 is K3


@dataclass
class Stay(Arrays):
    """One row a period of care that touches the returns."""

    place: Ints  # of the child
    key: Keys
    began: Ints
    ended: Ints
    way_out: Ints
    birth: Ints
    remand: Bools
    alone: Bools  # unaccompanied
    adopted_from: Ints  # the day of the placement for adoption, or NEVER
    ordered: Ints  # the day of the full care order, or NEVER


@dataclass
class Placement(Arrays):
    """One row a placement, by period of care and day."""

    stay: Ints  # row of the period of care
    began: Ints
    ended: Ints
    code: Ints
    provider: Ints
    reason: Ints  # why the one before it ended
    same_carer: Bools  # a new kind of placement with the carer of the one before
    post: Ints
    urn: Ints


def placements(rates: Authority, stays: Stay) -> Placement:
    """Draw the placements of every period of care."""
    rows: list[Placement] = []
    alive = np.arange(len(stays.place))
    at = stays.began.copy()
    last = np.full(len(alive), -1)
    home = np.full(len(alive), -1)
    until = np.minimum(stays.ended, stays.adopted_from)
    for turn in count():
        if not len(alive):
            break
        now, key, day = stays.take(alive), stays.key[alive], at[alive]
        key = dice.sub_keys(key, "placement", turn)
        code = _code(rates, now, key, day, turn)
        settles = _settles(key, code, last[alive], turn)
        code = np.where(settles, PLACES.index("U4"), code)
        ends = day + _days(rates, key, (day - now.birth) / YEAR, turn)
        final = (ends >= until[alive] - LEAST_DAYS) | (turn == MOST_PLACEMENTS - 1)
        ends = np.where(final, until[alive], ends)
        row = _row(rates, now, key, alive, day, ends, code, settles)
        row.post = np.where(settles, home[alive], row.post)
        rows.append(row)
        last[alive], home[alive], at[alive] = code, row.post, ends
        alive = alive[~final]
    adopted = np.flatnonzero(stays.adopted_from < stays.ended)
    rows.append(_adoptive(rates, stays.take(adopted), adopted, home[adopted]))
    together = Placement(
        **{name: np.concatenate([getattr(row, name) for row in rows]) for name in vars(rows[0])}
    )
    together.code = _named_in_every_year(together)
    return together.take(np.lexsort((together.began, together.stay)))


def _named_in_every_year(placed: Placement) -> Ints:
    """Let no supported accommodation span the day on which its code became another.

    One episode would stand as H5 in one return and as K3 in the next, which is not rule-clean.
    """
    spans = (placed.began < SUPPORTED_RENAMED) & (placed.ended >= SUPPORTED_RENAMED)
    supported = placed.code == PLACES.index("K3")
    return np.where(spans & supported, PLACES.index("K2"), placed.code)


def _code(rates: Authority, stays: Stay, key: Keys, day: Ints, turn: int) -> Ints:
    plan, drawn = rates.placements, dice.uniform(key, "kind")
    ages = (day - stays.birth) / YEAR
    band = np.searchsorted(BANDS, ages, side="right")
    code = np.zeros(len(day), dtype=np.int64)
    for at, shares in enumerate((plan.under_5, plan.from_5, plan.from_10, plan.from_16)):
        code = np.where(band == at, _of(shares, drawn), code)
    code = np.where(stays.remand & (turn == 0), _of(plan.remand, drawn), code)
    older_alone = {"supported": 0.7, "U6": 0.3}
    code = np.where(stays.alone & (ages >= BANDS[-1]), _of(older_alone, drawn), code)
    under_order = stays.ordered <= day
    parents = under_order & (dice.uniform(key, "with parents") < plan.with_parents)
    code = np.where(parents, PLACES.index("P1"), code)
    # Only a foster home comes before a placement for adoption.
    waiting = (stays.way_out == ADOPTION) & ~FOSTER[code]
    return np.where(waiting, PLACES.index("U6"), code)


def _of(shares: dict[str, float], drawn: Floats) -> Ints:
    codes = np.array([PLACES.index("K3" if c == "supported" else c) for c in shares])
    return codes[dice.placed(drawn, tuple(shares.values()))]


def _settles(key: Keys, code: Ints, last: Ints, turn: int) -> Bools:
    """Now and then a foster carer becomes the long-term carer: only the kind changes."""
    foster = (last == PLACES.index("U6")) & (turn > 0)
    settled: Bools = foster & (dice.uniform(key, "settles") < 0.2)
    return settled


def _days(rates: Authority, key: Keys, age: Floats, turn: int) -> Ints:
    plan = rates.placements
    mean = np.where(age >= BANDS[1], plan.mean_days_10_up, plan.mean_days)
    if turn == 0:
        share, short = plan.first_short
        mean = np.where(dice.uniform(key, "short first placement") < share, short, mean)
    return LEAST_DAYS + np.floor(dice.exponential(key, "days placed") * mean).astype(np.int64)


def _row(
    rates: Authority, stays: Stay, key: Keys, stay: Ints, day: Ints, ends: Ints, code: Ints,
    settles: Bools,
) -> Placement:  # fmt: skip
    plan = rates.placements
    of_reason = dice.chosen(key, "reason", REASON_SHARES)
    reason = np.array(REASON_CODES)[of_reason]
    custody = np.isin(code, (PLACES.index("K1"), PLACES.index("R5")))
    reason = np.where(custody, REASONS.index("CUSTOD"), reason)
    drawn = dice.uniform(key, "provider")
    own = np.where(FOSTER[code], plan.foster_own, 1 - plan.home_private - 0.09)
    agency = np.where(drawn < own + (1 - own) * 0.88, 5, 6)  # private, else voluntary
    provider = np.where(BY_AGENCY[code], np.where(drawn < own, 2, agency), 2)
    provider = np.where(code == PLACES.index("P1"), 1, provider)
    provider = np.where(code == PLACES.index("K1"), 3, provider)
    provider = np.where(code == PLACES.index("R5"), 4, provider)
    away = dice.uniform(key, "outside the area") < plan.outside_the_area
    drawn = dice.uniform(key, "postcode")
    post = np.where(away, POSTCODES_IN + drawn * POSTCODES_OUT, drawn * POSTCODES_IN)
    urn = 1 + np.floor(dice.uniform(key, "urn") * (URNS - 1))
    return Placement(
        stay=stay,
        began=day,
        ended=ends,
        code=code,
        provider=provider,
        reason=np.where(settles, REASONS.index("PLACE"), reason),
        same_carer=settles,
        post=post.astype(np.int64),
        urn=np.where(REGISTERED[code], urn, NO_URN).astype(np.int64),
    )


def _adoptive(rates: Authority, stays: Stay, rows: Ints, post: Ints) -> Placement:
    key = dice.sub_keys(stays.key, "adoptive placement", 0)
    same = dice.uniform(key, "by the foster carer") < 0.15
    code = np.where(same, PLACES.index("A5"), PLACES.index("A6"))
    row = _row(rates, stays, key, rows, stays.adopted_from, stays.ended, code, same)
    row.post = np.where(same, post, row.post)
    row.reason = np.where(same, REASONS.index("PLACE"), REASONS.index("CARPL"))
    return row
