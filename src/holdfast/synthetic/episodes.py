"""What are the episodes of care: one legal status and one placement each?

Turns periods of care into SSDA903 episodes. A change of placement, of legal status or of both
on the same day ends one episode and starts the next.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.people import NEED_ORDER, NEVER, UNACCOMPANIED, YEAR, Arrays
from holdfast.synthetic.placements import (
    FOSTER,
    PLACES,
    PROVIDERS,
    REASONS,
    Placement,
    Stay,
    placements,
)
from holdfast.synthetic.stays import (
    ADOPTION,
    ADULT,
    ARRANGEMENTS,
    EXIT_DIED,
    EXIT_MOVED,
    GUARDIANSHIP,
    HOME,
    OTHER,
)

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Floats, Ints, Keys
    from holdfast.synthetic.people import Bools, People
    from holdfast.synthetic.spells import Spells

STATUSES = ("V2", "C1", "C2", "E1", "L1", "L2", "J1", "V4")
NEW_REASONS = ("S", "L", "P", "B", "T", "U")
ENDS = ("X1", "E4A", "E4B", "E13", "E14", "E45", "E46", "E47", "E41", "E11", "E12", "E8", "E9",
        "E16", "E5", "E6", "E7", "E17", "E2", "E3")  # fmt: skip
POLICE_DAYS, EMERGENCY_DAYS = 3, 8
REMAND_FROM, REMAND_DAYS = 12, 120
CRIME_FROM = 12
NO_STAY = -1
SHORT_BREAK_AFTER, SHORT_BREAKS_FROM = 40, 4  # days into a case; years of age
ADOPTED_AFTER_ORDER = (
    60,
    90,
)  # least days from the placement order to the placement, and spread
ADOPTION_ORDER = (150, 60)  # least days from entry to the placement order, and spread


@dataclass
class Episodes(Arrays):
    """One row an episode, by child and day. Codes are places in the tuples of their names."""

    place: Ints
    stay: Ints
    decom: Ints
    rne: Ints
    ls: Ints
    code: Ints
    provider: Ints
    dec: Ints
    rec: Ints
    reason: Ints
    post: Ints
    urn: Ints


def stays_of(rates: Authority, people: People, spells: Spells, first_day: int) -> Stay:
    """Give the periods of care that touch the returns, with what is settled about each."""
    care = spells.care
    shown = care["ended"] >= first_day
    place, began = care["place"][shown], care["began"][shown]
    ended, way = care["ended"][shown], care["way_out"][shown]
    key = dice.sub_keys(people.key[place], "stay", began)
    age = (began - people.birth[place]) / YEAR
    alone = people.arrival[place] == UNACCOMPANIED
    ends_soon = (ended - began <= REMAND_DAYS) & np.isin(way, (HOME, OTHER))
    remand = dice.uniform(key, "remand") < rates.stays.remand_share
    remand &= (age >= REMAND_FROM) & ends_soon & ~alone
    placement_order = began + _spread(key, "placement order", ADOPTION_ORDER)
    for_adoption = placement_order + _spread(key, "placed for adoption", ADOPTED_AFTER_ORDER)
    full_order = began + _spread(key, "full order", rates.statuses.order_after_days)
    stays = Stay(
        place=place, key=key, began=began, ended=ended, way_out=way, birth=people.birth[place],
        remand=remand, alone=alone,
        adopted_from=np.where(way == ADOPTION, for_adoption, NEVER),
        ordered=np.where(way == ADOPTION, placement_order, full_order),
    )  # fmt: skip
    by_order = _by_order(rates, stays, age)
    stays.ordered = np.where(by_order, stays.ordered, NEVER)
    return stays


def _by_order(rates: Authority, stays: Stay, age: Floats) -> Bools:
    agreed = np.where(
        age >= 10, rates.statuses.agreement_10_up, rates.statuses.agreement_under_10
    )
    ordered = dice.uniform(stays.key, "by agreement") >= agreed
    by_order: Bools = (ordered | (stays.way_out == ADOPTION)) & ~stays.remand & ~stays.alone
    return by_order


def episodes_of(rates: Authority, people: People, stays: Stay) -> tuple[Episodes, Placement]:
    """Give every episode of these periods of care, and the placements behind them."""
    placed = placements(rates, stays)
    status_stay, status_day, status = _statuses(rates, stays)
    stay = np.concatenate([placed.stay, status_stay])
    day = np.concatenate([placed.began, status_day])
    of_place = np.concatenate([np.arange(len(placed.stay)), np.full(len(status), -1)])
    of_status = np.concatenate([np.full(len(placed.stay), -1), np.arange(len(status))])
    order = np.lexsort((day, stay))
    stay, day = stay[order], day[order]
    # Rows of one period of care begin on its first day with one of each, so the last placement
    # and the last status so far are always its own.
    of_place = np.maximum.accumulate(of_place[order])
    of_status = np.maximum.accumulate(of_status[order])
    last_of_day = np.append((stay[1:] != stay[:-1]) | (day[1:] != day[:-1]), True)[: len(stay)]
    stay, day = stay[last_of_day], day[last_of_day]
    of_place, of_status = of_place[last_of_day], of_status[last_of_day]
    return _cut(people, stays, placed, stay, day, of_place, status[of_status]), placed


def by_child(first: Episodes, second: Episodes) -> Episodes:
    """Put two sets of episodes into one, by child and day."""
    together = Episodes(
        **{
            field.name: np.concatenate(
                [getattr(first, field.name), getattr(second, field.name)]
            )
            for field in fields(Episodes)
        }
    )
    return together.take(np.lexsort((together.decom, together.place)))


def short_breaks(rates: Authority, people: People, spells: Spells) -> Episodes:
    """Give agreements of short breaks (V4), which are not continuous care.

    They are for disabled children with a long case who are never looked after.
    """
    cases = spells.cases
    never_in_care = ~np.isin(cases["place"], spells.care["place"])
    _, first = np.unique(cases["place"], return_index=True)
    is_first = np.zeros(len(cases["place"]), dtype=np.bool_)
    is_first[first] = True
    key = dice.sub_keys(people.key[cases["place"]], "short breaks", 0)
    some = dice.uniform(key, "some") < rates.stays.short_breaks
    in_need = people.need[cases["place"]] == NEED_ORDER.index("N2")
    least, spread = rates.stays.short_break_days
    began = cases["opened"] + SHORT_BREAK_AFTER
    lasts = np.floor(least + dice.uniform(key, "days") * spread).astype(np.int64)
    ended = np.minimum(began + lasts, cases["closed"])
    old_enough = began - people.birth[cases["place"]] > SHORT_BREAKS_FROM * YEAR
    kept = some & in_need & never_in_care & is_first & old_enough & (ended - began >= least)
    place, count = cases["place"][kept], int(kept.sum())
    at_home = dice.uniform(key[kept], "in a home") < 0.6
    nothing = np.zeros(count, dtype=np.int64)
    return Episodes(
        place=place,
        stay=np.full(count, NO_STAY),
        decom=began[kept],
        rne=nothing,
        ls=np.full(count, STATUSES.index("V4")),
        code=np.where(at_home, PLACES.index("K2"), PLACES.index("U6")),
        provider=np.full(count, PROVIDERS.index("PR1")),
        dec=ended[kept],
        rec=np.full(count, ENDS.index("E8")),
        reason=nothing,
        post=nothing,
        urn=np.where(at_home, 1, 2),
    )


def _cut(
    people: People, stays: Stay, placed: Placement, stay: Ints, day: Ints, of_place: Ints,
    status: Ints,
) -> Episodes:  # fmt: skip
    first = np.append(True, stay[1:] != stay[:-1])[: len(stay)]
    moved = np.append(False, of_place[1:] != of_place[:-1])[: len(stay)]
    turned = np.append(False, status[1:] != status[:-1])[: len(stay)]
    same = placed.same_carer[of_place]
    rne = np.where(moved, np.where(same, 4, 2), 1)
    rne = np.where(moved & turned, np.where(same, 5, 3), rne)
    rne = np.where(first, 0, rne)
    last = np.append(first[1:], True)[: len(stay)]
    dec = np.where(last, stays.ended[stay], np.append(day[1:], NEVER)[: len(stay)])
    next_moved = np.append(moved[1:], False)[: len(stay)] & ~last
    next_reason = np.append(placed.reason[of_place][1:], 0)[: len(stay)]
    code = placed.code[of_place]
    rec = np.where(last, _way_out(people, stays.take(stay), code), ENDS.index("X1"))
    return Episodes(
        place=stays.place[stay],
        stay=stay,
        decom=day,
        rne=rne,
        ls=status,
        code=code,
        provider=placed.provider[of_place],
        dec=dec,
        rec=rec,
        reason=np.where(next_moved, next_reason, REASONS.index("")),
        post=placed.post[of_place],
        urn=placed.urn[of_place],
    )


def _statuses(rates: Authority, stays: Stay) -> tuple[Ints, Ints, Ints]:
    """Give the days on which each legal status began."""
    plan, key = rates.statuses, stays.key
    n = len(stays.place)
    ordered = stays.ordered < NEVER
    urgent = dice.uniform(key, "urgent")
    police = ~stays.remand & ~stays.alone & (urgent < plan.police_first)
    emergency = ordered & ~police & (urgent > 1 - plan.emergency_first)
    main = np.where(ordered, STATUSES.index("C1"), STATUSES.index("V2"))
    main = np.where(stays.remand, STATUSES.index("J1"), main)
    first = np.where(police, STATUSES.index("L1"), main)
    first = np.where(emergency, STATUSES.index("L2"), first)
    wait = np.where(police, POLICE_DAYS, EMERGENCY_DAYS)
    second = np.where(police | emergency, stays.began + wait, NEVER)
    final = np.where(stays.way_out == ADOPTION, STATUSES.index("E1"), STATUSES.index("C2"))
    rows = np.arange(n)
    stay = np.concatenate([rows, rows, rows])
    day = np.concatenate([stays.began, second, stays.ordered])
    status = np.concatenate([first, main, final])
    kept = day < stays.ended[stay]
    order = np.lexsort((day[kept], stay[kept]))
    return stay[kept][order], day[kept][order], status[kept][order]


def _way_out(people: People, stays: Stay, code: Ints) -> Ints:
    drawn = dice.uniform(stays.key, "reason ceased")
    way = stays.way_out
    foster = FOSTER[code]
    kin = np.isin(code, (PLACES.index("U1"), PLACES.index("U3")))
    grown = (stays.ended - stays.birth) / YEAR >= CRIME_FROM
    adult = np.where(foster & (drawn < 0.35), _end("E17"), _end("E5"))
    adult = np.where(drawn > 0.78, _end("E6"), adult)
    adult = np.where(people.disabled[stays.place] & (drawn > 0.9), _end("E7"), adult)
    home = np.where(drawn < 0.62, _end("E4A"), np.where(drawn < 0.86, _end("E4B"), _end("E13")))
    guardian = np.where(
        kin, _end("E45"), np.where(foster & (drawn < 0.4), _end("E46"), _end("E47"))
    )
    other = np.where(drawn < 0.7, _end("E8"), _end("E16"))
    other = np.where(grown & (drawn > 0.8), _end("E9"), other)
    by_way = {
        HOME: np.where(stays.remand, _end("E14"), home),
        GUARDIANSHIP: guardian,
        ARRANGEMENTS: np.full(len(way), _end("E41")),
        ADOPTION: np.where(drawn < 0.4, _end("E11"), _end("E12")),
        OTHER: np.where(stays.remand, _end("E14"), other),
        ADULT: adult,
        EXIT_DIED: np.full(len(way), _end("E2")),
        EXIT_MOVED: np.full(len(way), _end("E3")),
    }
    return np.select([way == key for key in by_way], list(by_way.values()))


def _end(code: str) -> int:
    return ENDS.index(code)


def _spread(key: Keys, what: str, pair: tuple[float, float]) -> Ints:
    least, spread = pair
    return np.floor(least + dice.uniform(key, what) * spread).astype(np.int64)
