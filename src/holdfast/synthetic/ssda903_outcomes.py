"""What does each year's SSDA903 say of how children fared?

Health and behaviour of those looked after for twelve months (OC2), care leavers (OC3),
adoptions and orders before care.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.synthetic import dice
from holdfast.synthetic.care_tables import years_old
from holdfast.synthetic.episodes import ENDS
from holdfast.synthetic.frames import birthday, coded, dates, flags
from holdfast.synthetic.people import NEVER
from holdfast.synthetic.placements import PLACES
from holdfast.synthetic.stays import ADOPTION, EXIT_DIED, EXIT_MOVED

if TYPE_CHECKING:
    from holdfast.synthetic.care_records import CareYear
    from holdfast.synthetic.dice import Ints

SCHOOL_AGE = 5
SDQ_AGES = (4, 16)
SDQ_MOST, SDQ_UNSCORED = 40, 0.12
MISUSE_FROM, CRIME_FROM = 12, 10
LEAVER_AGES = (17, 21)
LEAVER_DAYS = 91
LEFT_FROM = 16
IN_TOUCH = ("YES", "NO", "REFU", "NREQ", "RHOM")
IN_TOUCH_SHARES = (0.88, 0.05, 0.03, 0.02, 0.02)
ACTIVITIES = ("F1", "F2", "P2", "F4", "F5", "P5", "G4", "G5", "G6")
ACTIVITY_SHARES = (0.05, 0.24, 0.04, 0.05, 0.16, 0.06, 0.08, 0.28, 0.04)
HOMES = ("B1", "D1", "E1", "U1", "K1", "S2", "X2")
HOME_SHARES = (0.26, 0.28, 0.10, 0.26, 0.05, 0.03, 0.02)
ORDERS = ("Z1", "P1", "P2", "P3", "P4")
ORDER_SHARES = (0.945, 0.010, 0.025, 0.012, 0.008)
COUPLES = (("MF", "L11", "2"), ("MM", "L12", "2"), ("FF", "L12", "2"), ("F1", "L0", "1"))
COUPLE_SHARES = (0.74, 0.09, 0.07, 0.10)
DECIDED_BEFORE_ORDER, MATCHED_BEFORE_PLACED = 20, 25


def leavers(of: CareYear) -> Ints:
    """Care leavers whose birthday the year holds: places of children, in order."""
    people, stays = of.records.people, of.records.stays
    age = years_old(people.birth, of.last)
    day = birthday(people.birth, age)
    left = (years_old(stays.birth, stays.ended) >= LEFT_FROM) & (
        stays.ended - stays.began >= LEAVER_DAYS
    )
    left &= ~np.isin(stays.way_out, (ADOPTION, EXIT_DIED, EXIT_MOVED))
    left &= stays.ended < day[stays.place]
    again = (stays.began <= of.last) & (stays.ended >= of.first)
    known = np.zeros(len(people), dtype=np.bool_)
    known[stays.place[left]] = True
    known[stays.place[again]] = False
    gone = (people.leaves <= of.last) & (people.leaves_why != 0)
    in_year = (day >= of.first) & (day <= of.last)
    asked = known & ~gone & in_year & (age >= LEAVER_AGES[0]) & (age <= LEAVER_AGES[1])
    return np.flatnonzero(asked)


def looked_after_twelve_months(of: CareYear) -> pl.DataFrame:
    """Give the health and behaviour of those in care all year."""
    people, stays, plan = of.records.people, of.records.stays, of.records.rates.health
    whole = (stays.began <= of.first) & (stays.ended > of.last)
    place = np.sort(stays.place[whole])
    key = dice.sub_keys(people.key[place], "health", of.year)
    age = years_old(people.birth[place], of.last)
    asked = (age >= SDQ_AGES[0] + 1) & (age <= SDQ_AGES[1])
    drawn = plan.sdq_mean + plan.sdq_frailty * people.frailty[place]
    drawn = drawn + plan.sdq_sd * dice.normal(key, "sdq")
    score = np.clip(np.round(drawn), 0, SDQ_MOST).astype(np.int64)
    share = SDQ_UNSCORED + (1 - SDQ_UNSCORED) * of.records.settings.missing
    unscored = asked & (dice.uniform(key, "no sdq") < share)
    misuse = (dice.uniform(key, "substance misuse") < plan.substance_misuse_12_up) & (
        age >= MISUSE_FROM
    )
    helped = misuse & (dice.uniform(key, "intervention") < 0.6)
    young = age < SCHOOL_AGE
    convicted = (dice.uniform(key, "convicted") < plan.convicted_10_up) & (age >= CRIME_FROM)
    scores = tuple(str(number) for number in range(SDQ_MOST + 1))
    return pl.DataFrame(
        {
            **of.who(place),
            "sdq_score": coded(score, scores, known=asked & ~unscored),
            "sdq_reason": coded(
                np.zeros(len(place), dtype=np.int64), ("SDQ4",), known=unscored
            ),
            "convicted": flags(convicted),
            "health_check": coded(
                (dice.uniform(key, "health check") < plan.up_to_date).astype(np.int64),
                ("0", "1"),
                known=young,
            ),
            **{
                name: flags(dice.uniform(key, name) < plan.up_to_date)
                for name in ("immunisations", "teeth_check", "health_assessment")
            },
            "substance_misuse": flags(misuse),
            "intervention_received": coded(helped.astype(np.int64), ("0", "1"), known=misuse),
            "intervention_offered": coded(
                (dice.uniform(key, "offered") < 0.7).astype(np.int64),
                ("0", "1"),
                known=misuse & ~helped,
            ),
        }
    )


def care_leavers(of: CareYear) -> pl.DataFrame:
    """Give what is known of care leavers around their birthday."""
    place = leavers(of)
    key = dice.sub_keys(of.records.people.key[place], "leaver", of.year)
    touch = dice.chosen(key, "in touch", IN_TOUCH_SHARES)
    known = touch == 0
    activity = 1 + dice.chosen(key, "activity", ACTIVITY_SHARES)
    home = 1 + dice.chosen(key, "accommodation", HOME_SHARES)
    return pl.DataFrame(
        {
            **of.who(place),
            "in_touch": coded(touch, IN_TOUCH),
            "activ": coded(np.where(known, activity, 0), ("0", *ACTIVITIES)),
            "accom": coded(np.where(known, home, 0), ("0", *HOMES)),
        }
    )


def adopted(of: CareYear) -> pl.DataFrame:
    """Give the adoptions of the year."""
    stays, episodes = of.records.stays, of.records.episodes
    adopted = (stays.way_out == ADOPTION) & (stays.ended >= of.first)
    rows = np.flatnonzero(adopted & (stays.ended <= of.last))
    key = stays.key[rows]
    last = np.isin(episodes.stay, rows) & np.isin(
        episodes.rec, (ENDS.index("E11"), ENDS.index("E12"))
    )
    foster = episodes.code[last] == PLACES.index("A5")
    couple = dice.chosen(key, "adopters", COUPLE_SHARES)
    sexes, unions, numbers = zip(*COUPLES, strict=True)
    return pl.DataFrame(
        {
            **of.who(stays.place[rows]),
            "date_int": dates(stays.ordered[rows] - DECIDED_BEFORE_ORDER),
            "date_match": dates(stays.adopted_from[rows] - MATCHED_BEFORE_PLACED),
            "foster_care": flags(foster),
            "nb_adoptr": coded(couple, numbers),
            "sex_adoptr": coded(couple, sexes),
            "ls_adoptr": coded(couple, unions),
        }
    )


def to_be_adopted(of: CareYear) -> pl.DataFrame:
    """Give the decisions that a child should be placed for adoption."""
    stays = of.records.stays
    decided = stays.ordered - DECIDED_BEFORE_ORDER
    shown = (stays.way_out == ADOPTION) & (decided <= of.last) & (stays.ended >= of.first)
    rows = np.flatnonzero(shown)
    never = np.full(len(rows), NEVER)
    return pl.DataFrame(
        {
            **of.who(stays.place[rows]),
            "date_placed": dates(decided[rows]),
            "date_placed_ceased": dates(never),
            "reason_placed_ceased": coded(np.zeros(len(rows), dtype=np.int64), ("",)),
        }
    )


def orders_before(of: CareYear) -> pl.DataFrame:
    """Give the permanent order, if any, that a child who entered care had before."""
    stays = of.records.stays
    began = (stays.began >= of.first) & (stays.began <= of.last)
    place, first = np.unique(stays.place[began], return_index=True)
    key = stays.key[began][first]
    order = dice.chosen(key, "previous order", ORDER_SHARES)
    had = order > 0
    known = had & (order < len(ORDERS) - 1)
    life = stays.began[began][first] - stays.birth[began][first]
    made = stays.birth[began][first] + np.floor(dice.uniform(key, "made") * life)
    return pl.DataFrame(
        {
            **of.who(place),
            "prev_perm": coded(order, ORDERS),
            "la_perm": coded(np.zeros(len(place), dtype=np.int64), ("999",), known=had),
            "date_perm": dates(made.astype(np.int64), known=known),
        }
    )
