"""What happened within each case of a child in need: assessments, plans, enquiries, reviews?

Works out every module of the CIN census for all years at once, from the cases, child protection
plans and periods of care of a chunk. Which of them a year's census shows is for `cin_census`.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count as turns
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.care_tables import stacked
from holdfast.synthetic.lives import assessed_again_on, assessed_on
from holdfast.synthetic.months import RC_ASSESSED
from holdfast.synthetic.people import NEVER, YEAR, Arrays

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Ints, Keys
    from holdfast.synthetic.people import Bools, People
    from holdfast.synthetic.settings import Settings
    from holdfast.synthetic.spells import Spells

CATEGORIES = ("NEG", "PHY", "SAB", "EMO")
PLAN_AFTER, PLAN_LEAST = (45, 20), 7  # days from referral to a plan, and a plan's least days
ENQUIRY_BEFORE = (13, 8)  # days from an enquiry to its conference
CONFERENCE_TARGET = 21  # 15 working days
FIRST_REVIEW, LATER_REVIEW = (60, 25), (145, 32)
MONTH = YEAR / 12


@dataclass
class Case(Arrays):
    """One row a case, by child and day. `refused` is a referral with no further action."""

    place: Ints
    opened: Ints
    closed: Ints
    reason: Ints  # the number of the RC code; 0 while open
    refused: Ints


@dataclass
class Module(Arrays):
    """Rows within cases: `case` is the row of the case; days not come are NEVER."""

    case: Ints
    start: Ints
    end: Ints
    first: Ints
    second: Ints


def cases(spells: Spells) -> Case:
    """Give every referral, taken up or not, by child and day."""
    taken, refused = spells.cases, spells.refusals
    count = len(refused["place"])
    rows = Case(
        place=np.concatenate([taken["place"], refused["place"]]),
        opened=np.concatenate([taken["opened"], refused["day"]]),
        closed=np.concatenate([taken["closed"], np.full(count, NEVER)]),
        reason=np.concatenate([taken["reason"], np.zeros(count, dtype=np.int64)]),
        refused=np.concatenate([np.zeros(len(taken["place"]), dtype=np.int64), np.ones(count)])
        .astype(np.int64),
    )  # fmt: skip
    return rows.take(np.lexsort((rows.opened, rows.place)))


def case_keys(people: People, rows: Case) -> Keys:
    """Give each case a key of its own."""
    return dice.sub_keys(people.key[rows.place], "case", rows.opened)


def assessments(settings: Settings, people: People, rows: Case) -> Module:
    """Assess each case when it opens, and again each year while it stays open."""
    of = np.flatnonzero(rows.refused == 0)
    key, opened, closed = people.key[rows.place[of]], rows.opened[of], rows.closed[of]
    ended = np.minimum(assessed_on(key, opened), closed)
    began = opened + np.floor(dice.uniform(key, "assessment begins", opened) * 4).astype(
        np.int64
    )
    parts = [(of, np.minimum(began, ended), ended)]
    alive = np.arange(len(of))
    for year in turns(1):
        again = assessed_again_on(key[alive], opened[alive], year)
        still = again < np.minimum(closed[alive], settings.end)
        alive, again = alive[still], again[still]
        if not len(alive):
            break
        wait = 20 + np.floor(dice.uniform(key[alive], "renewal", year) * 25).astype(np.int64)
        parts.append((of[alive], again - wait, again))
    case, start, end = stacked(parts, 3)
    return _module(case, start, end)


def protection_plans(
    settings: Settings, rates: Authority, people: People, spells: Spells, rows: Case
) -> tuple[Module, Module]:
    """Give the child protection plans with their categories, and their reviews.

    `first` and `second` are the initial and the latest category; a review's `case` is the row
    of its plan.
    """
    plans = spells.plans
    case = _case_of(rows, plans["place"], plans["opened"])
    key = dice.sub_keys(people.key[plans["place"]], "plan", plans["began"])
    shares = [rates.protection.categories[code] for code in CATEGORIES]
    first = dice.chosen(key, "category", shares)
    later = dice.chosen(key, "later category", shares)
    second = np.where(dice.uniform(key, "changes") < 0.15, later, first)
    table = _module(case, plans["began"], plans["ended"], first, second)
    return table, _plan_reviews(settings, table, key)


def earlier_plans(rows: Case, plans: Module) -> Ints:
    """Count the plans that each child had before each plan."""
    place = rows.place[plans.case]
    order = np.lexsort((plans.start, place))
    ordered = place[order]
    starts = np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)])
    length = np.diff(np.append(starts, len(ordered)))
    count = np.empty(len(ordered), dtype=np.int64)
    count[order] = np.arange(len(ordered)) - np.repeat(starts, length)
    return count


def _plan_reviews(settings: Settings, plans: Module, key: Keys) -> Module:
    at, alive = plans.start, np.arange(len(plans.start))
    parts = []
    for turn in turns():
        least, spread = FIRST_REVIEW if turn == 0 else LATER_REVIEW
        wait = least + np.floor(dice.uniform(key[alive], "plan review", turn) * spread)
        at = at + wait.astype(np.int64)
        held = (at <= plans.end[alive]) & (at < settings.end)
        alive, at = alive[held], at[held]
        if not len(alive):
            break
        parts.append((alive, at))
    case, day = stacked(parts, 2)
    return _module(case, day, day)


def enquiries(
    settings: Settings, rates: Authority, people: People, rows: Case, plans: Module
) -> Module:
    """Give section 47 enquiries: one before each plan, and some with no conference.

    `end` is the conference, or NEVER; `first` is 1 where none was required.
    """
    key = dice.sub_keys(people.key[rows.place[plans.case]], "enquiry", plans.start)
    least, spread = ENQUIRY_BEFORE
    before = least + np.floor(dice.uniform(key, "before") * spread).astype(np.int64)
    start = np.maximum(plans.start - before, rows.opened[plans.case])
    parts = [(plans.case, start, plans.start, np.zeros(len(start), dtype=np.int64))]
    of = np.flatnonzero((rows.refused == 0) & (rows.reason != RC_ASSESSED))
    key = case_keys(people, rows.take(of))
    at, alive = rows.opened[of], np.arange(len(of))
    rate = max(rates.protection.enquiries_without_conference, 1e-9) / MONTH
    for turn in turns():
        wait = 3 + np.floor(dice.exponential(key[alive], "enquiry", turn) / rate)
        at = at + np.minimum(wait, 1e6).astype(np.int64)
        on = at < np.minimum(rows.closed[of[alive]], settings.end)
        alive, at = alive[on], at[on]
        if not len(alive):
            break
        alone = ~_leads_to_a_plan(plans, of[alive], at)
        none = np.full(int(alone.sum()), NEVER)
        parts.append((of[alive[alone]], at[alone], none, np.ones(len(none), dtype=np.int64)))
    case, start, end, unneeded = stacked(parts, 4)
    return _module(case, start, end, unneeded)


def _leads_to_a_plan(plans: Module, case: Ints, day: Ints) -> Bools:
    """Say which days are so soon before a plan that its own enquiry is under way."""
    order = np.lexsort((plans.start, plans.case))
    at_plan = (plans.case * NEVER + plans.start)[order]
    after = np.searchsorted(at_plan, case * NEVER + day)
    at_plan = np.append(at_plan, np.iinfo(np.int64).max)
    wait = at_plan[after] - (case * NEVER + day)
    soon: Bools = wait <= sum(ENQUIRY_BEFORE)
    return soon


def need_plans(
    settings: Settings, people: People, spells: Spells, rows: Case, plans: Module
) -> Module:
    """Give child in need plans: the parts of a case outside protection plans and care."""
    care = spells.care
    at = _case_holding(rows, care["place"], care["began"])
    cut_case = np.concatenate([plans.case, at])
    cut_start = np.concatenate([plans.start, care["began"]])
    cut_end = np.concatenate([plans.end, care["ended"]])
    inside = cut_case >= 0
    cut_case, cut_start, cut_end = cut_case[inside], cut_start[inside], cut_end[inside]
    of = np.flatnonzero((rows.refused == 0) & (rows.reason != RC_ASSESSED))
    key = case_keys(people, rows.take(of))
    least, spread = PLAN_AFTER
    wait = least + np.floor(dice.uniform(key, "plan after") * spread).astype(np.int64)
    # Each case is a run of spans: it begins with the wait for a plan and ends with its closure.
    case = np.concatenate([of, cut_case])
    start = np.concatenate([rows.opened[of], cut_start])
    end = np.concatenate([rows.opened[of] + wait, cut_end])
    kept = np.isin(case, of)
    case, start, end = case[kept], start[kept], end[kept]
    order = np.lexsort((end, start, case))
    case, start, end = case[order], start[order], end[order]
    free_from = _running_end(case, end) + 1
    last = np.append(case[1:] != case[:-1], True)[: len(case)]
    free_until = np.where(last, rows.closed[case], np.append(start[1:], 0)[: len(case)] - 1)
    long = (free_until - free_from >= PLAN_LEAST) & (free_from < settings.end)
    return _module(case[long], free_from[long], np.minimum(free_until, NEVER)[long])


def _running_end(case: Ints, end: Ints) -> Ints:
    """Give the latest end so far within each case."""
    ends = np.minimum(end, NEVER)
    shifted: Ints = np.maximum.accumulate(case * (NEVER * 2) + ends) - case * (NEVER * 2)
    return shifted


def pre_proceedings(spells: Spells, rows: Case) -> Module:
    """Give pre-proceedings; `first` is 1 where care began as they ended."""
    table, care = spells.pre_proceedings, spells.care
    case = _case_of(rows, table["place"], table["opened"])
    ends = table["place"] * NEVER + table["ended"]
    into_care = np.isin(ends, care["place"] * NEVER + care["began"]).astype(np.int64)
    return _module(case, table["began"], table["ended"], into_care)


def _case_of(rows: Case, place: Ints, opened: Ints) -> Ints:
    """Find the row of the case that opened on a day."""
    at: Ints = np.searchsorted(rows.place * NEVER + rows.opened, place * NEVER + opened)
    return at


def _case_holding(rows: Case, place: Ints, day: Ints) -> Ints:
    """Find the row of the case that was open on a day; -1 where there is none."""
    taken = np.flatnonzero(rows.refused == 0)
    at = np.searchsorted(
        (rows.place * NEVER + rows.opened)[taken], place * NEVER + day, "right"
    )
    found = taken[np.maximum(at - 1, 0)] if len(taken) else np.zeros(len(place), dtype=np.int64)
    holds = (at > 0) & (rows.place[found] == place) & (day < rows.closed[found])
    return np.where(holds, found, -1)


def _module(
    case: Ints, start: Ints, end: Ints, first: Ints | None = None, second: Ints | None = None
) -> Module:
    """Put the rows in order of case and day."""
    nothing = np.zeros(len(case), dtype=np.int64)
    table = Module(
        case=case,
        start=start,
        end=end,
        first=nothing if first is None else first,
        second=nothing if second is None else second,
    )
    return table.take(np.lexsort((end, start, case)))
