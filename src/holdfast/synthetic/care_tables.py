"""What besides episodes do the returns hold on children in care?

Reviews at the statutory rhythm, social workers, missing episodes, deprivations of liberty and
adoption decisions, for all years at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from holdfast.kernel.dates import year_end
from holdfast.synthetic import dice
from holdfast.synthetic.people import YEAR, factor_codes, has_factor
from holdfast.synthetic.placements import PLACES, Placement, Stay
from holdfast.synthetic.settings import day_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Ints, Keys
    from holdfast.synthetic.people import People
    from holdfast.synthetic.settings import Settings

REVIEW_CODES = ("PN0", "PN1", "PN2", "PN3", "PN4", "PN5", "PN6", "PN7")
REVIEW_SHARES = (0.62, 0.05, 0.02, 0.06, 0.07, 0.14, 0.04)  # PN1 to PN7
TALKS_FROM = 4
FIRST_REVIEW, SECOND_REVIEW, LATER_REVIEW = (12, 14), (55, 30), (140, 40)
WORKER_REASONS = ("FCONTA", "LEFTRL", "MANAGE", "ORGRST", "TSPROC", "ABSENC", "CHCHAN")
WORKER_SHARES = (0.40, 0.20, 0.08, 0.20, 0.08, 0.04)  # those after the first
WORKERS = 120
WORKER_MEAN_DAYS = 320
MISSING_CODES = ("M", "A")
MISSING_FROM = 10
LIBERTY_FROM, LIBERTY_SHARE, LIBERTY_DAYS = 12, 0.05, (14, 90)
MONTHS_IN_YEAR = 12


@dataclass(frozen=True)
class Dated:
    """Rows with a child's place, a start, an end and up to two codes."""

    place: Ints
    start: Ints
    end: Ints
    code: Ints
    other: Ints


def reviews(settings: Settings, stays: Stay) -> Dated:
    """Hold reviews: the first within 20 working days, then within 3 and every 6 months."""
    rows = []
    at = stays.began
    alive = np.arange(len(stays.place))
    for turn in count():
        least, spread = (FIRST_REVIEW, SECOND_REVIEW, LATER_REVIEW)[min(turn, 2)]
        key = stays.key[alive]
        wait = least + np.floor(dice.uniform(key, "review", turn) * spread).astype(np.int64)
        at = at + wait
        held = (at < stays.ended[alive]) & (at < settings.end)
        alive, at = alive[held], at[held]
        if not len(alive):
            break
        shown = at >= settings.first_day
        rows.append((alive[shown], at[shown], np.full(int(shown.sum()), turn)))
    stay, day, turn_of = stacked(rows, 3)
    key = dice.sub_keys(stays.key[stay], "review code", turn_of)
    code = 1 + dice.chosen(key, "took part", REVIEW_SHARES)
    young = _years(stays.birth[stay], day) < TALKS_FROM
    return Dated(
        place=stays.place[stay], start=day, end=day, code=np.where(young, 0, code), other=code
    )


def workers(settings: Settings, stays: Stay) -> Dated:
    """Give each child in care a social worker at every moment, one after another."""
    rows = []
    at, alive = stays.began, np.arange(len(stays.place))
    for turn in count():
        if not len(alive):
            break
        key = dice.sub_keys(stays.key[alive], "worker", turn)
        days = 20 + np.floor(dice.exponential(key, "days") * WORKER_MEAN_DAYS)
        ends = np.minimum(at + days.astype(np.int64), stays.ended[alive])
        who = np.floor(dice.uniform(key, "who") * WORKERS).astype(np.int64)
        why = 1 + dice.chosen(key, "why", WORKER_SHARES)
        rows.append((alive, at, ends, who, np.where(turn == 0, 0, why)))
        on = (ends < stays.ended[alive]) & (ends < settings.end)
        alive, at = alive[on], ends[on]
    stay, start, end, who, why = stacked(rows, 5)
    return Dated(place=stays.place[stay], start=start, end=end, code=why, other=who)


def missing_episodes(
    settings: Settings, rates: Authority, people: People, stays: Stay, placed: Placement
) -> Dated:
    """Let older children go missing now and then, within one placement and one year."""
    codes = factor_codes(rates)
    plan = rates.health
    of = np.flatnonzero((placed.ended > settings.first_day) & (placed.began < settings.end))
    child = stays.place[placed.stay[of]]
    born = people.birth[child]
    known = has_factor(people.factors[child], codes, ("10A",))
    yearly = plan.missing_a_year * np.where(known, plan.missing_a_year_factor, 1.0)
    mean = YEAR / np.maximum(yearly, 1e-9)
    from_day = np.maximum(placed.began[of], born + int(MISSING_FROM * YEAR))
    at = np.maximum(from_day, settings.first_day)
    key = dice.sub_keys(stays.key[placed.stay[of]], "missing", placed.began[of])
    alive = np.arange(len(of))
    rows = []
    for turn in count():
        wait = 1 + np.floor(dice.exponential(key[alive], "next", turn) * mean[alive])
        at = at + np.minimum(wait, 1e6).astype(np.int64)
        on = at < np.minimum(placed.ended[of[alive]] - 1, settings.end)
        alive, at = alive[on], at[on]
        if not len(alive):
            break
        days = 1 + np.floor(dice.exponential(key[alive], "how long", turn) * 1.6)
        back = np.minimum(at + days.astype(np.int64), placed.ended[of[alive]] - 1)
        back = np.minimum(back, _year_end(at))
        away = (dice.uniform(key[alive], "away", turn) < 0.25).astype(np.int64)
        rows.append((alive, at, back, away))
        at = back + 1
    row, start, end, code = stacked(rows, 4)
    return Dated(place=child[row], start=start, end=end, code=code, other=code)


def deprivations(settings: Settings, stays: Stay, placed: Placement) -> Dated:
    """Deprive a few older children in homes of their liberty, by order, for some weeks."""
    home = placed.code == PLACES.index("K2")
    of = np.flatnonzero(home & (placed.ended > settings.first_day))
    key = dice.sub_keys(stays.key[placed.stay[of]], "liberty", placed.began[of])
    age = _years(stays.birth[placed.stay[of]], placed.began[of])
    some = (dice.uniform(key, "some") < LIBERTY_SHARE) & (age >= LIBERTY_FROM)
    least, spread = LIBERTY_DAYS
    start = placed.began[of] + 3
    days = least + np.floor(dice.uniform(key, "days") * spread).astype(np.int64)
    end = np.minimum(start + days, placed.ended[of] - 1)
    kept = some & (end > start)
    child = stays.place[placed.stay[of]]
    nothing = np.zeros(int(kept.sum()), dtype=np.int64)
    return Dated(
        place=child[kept], start=start[kept], end=end[kept], code=nothing, other=nothing
    )


def _year_end(day: Ints) -> Ints:
    """Give the 31 March on or after each day."""
    year = day.astype("M8[D]").astype("M8[Y]").astype(np.int64) + 1970
    this = _march(year)
    return np.where(day <= this, this, _march(year + 1))


def _march(year: Ints) -> Ints:
    if not len(year):
        return year
    first = int(year.min())
    ends = [day_number(year_end(each)) for each in range(first, int(year.max()) + 1)]
    return np.array(ends, dtype=np.int64)[year - first]


def _years(birth: Ints, day: Ints) -> Ints:
    """Count whole years of age, near enough for a code that goes by age."""
    born, now = birth.astype("M8[D]"), day.astype("M8[D]")
    months = now.astype("M8[M]").astype(np.int64) - born.astype("M8[M]").astype(np.int64)
    in_month = (now - now.astype("M8[M]")).astype(np.int64)
    born_in_month = (born - born.astype("M8[M]")).astype(np.int64)
    years: Ints = (months - (in_month < born_in_month)) // MONTHS_IN_YEAR
    return years


def stacked(rows: Sequence[tuple[Ints, ...]], width: int) -> tuple[Ints, ...]:
    """Put rows that were drawn turn by turn one below the other."""
    if not rows:
        return tuple(np.empty(0, dtype=np.int64) for _ in range(width))
    return tuple(np.concatenate(column) for column in zip(*rows, strict=True))


def years_old(birth: Ints, day: Ints | int) -> Ints:
    """Count whole years of age on a day."""
    return _years(birth, np.broadcast_to(np.asarray(day, dtype=np.int64), birth.shape))


def keys_of(people: People, place: Ints, what: str) -> Keys:
    """Give keys for rows of a table that a child has one of."""
    return dice.sub_keys(people.key[place], what, 0)
