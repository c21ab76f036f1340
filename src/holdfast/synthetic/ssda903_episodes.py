"""What does each year's SSDA903 say of where children in care were, and who saw them?

Header, episodes, reviews, unaccompanied children, missing episodes, social workers and
deprivations of liberty.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.synthetic import dice
from holdfast.synthetic.care_tables import (
    MISSING_CODES,
    REVIEW_CODES,
    WORKER_REASONS,
    Dated,
    keys_of,
    years_old,
)
from holdfast.synthetic.episodes import ENDS, NEW_REASONS, STATUSES
from holdfast.synthetic.frames import birthday, coded, dates, postcodes, urns
from holdfast.synthetic.people import NEED_ORDER, NEVER, UNACCOMPANIED, YEAR
from holdfast.synthetic.placements import PLACES, POSTCODES_IN, PROVIDERS, REASONS, URNS
from holdfast.synthetic.ssda903_outcomes import leavers

if TYPE_CHECKING:
    from holdfast.synthetic.care_records import CareYear
    from holdfast.synthetic.dice import Ints

SUPPORTED_FROM = 2025  # K3; H5 before
NO_UPN = ("UN5", "UN1", "UN2")
SCHOOL_AGE = 5
MOTHER_FROM, MOTHER_SHARE = 12, 0.015
MOTHER_AGES = (15.5, 2.0)  # least years, and spread


def header(of: CareYear) -> pl.DataFrame:
    """Give one row a child who is in any other table of the year."""
    people, stays = of.records.people, of.records.stays
    shown = of.records.episodes.place[of.shown]
    place = np.union1d(shown, leavers(of))
    key = keys_of(people, place, "header")
    age = years_old(people.birth[place], of.last)
    alone = people.arrival[place] == UNACCOMPANIED
    upn = np.where(alone, 2, np.where(age < SCHOOL_AGE, 1, 0))
    began = np.full(len(people), NEVER)
    np.minimum.at(began, stays.place, stays.began)
    gave_birth = people.birth[place] + np.floor(
        (MOTHER_AGES[0] + MOTHER_AGES[1] * dice.uniform(key, "gave birth")) * YEAR
    ).astype(np.int64)
    asked = people.female[place] & (age >= MOTHER_FROM) & np.isin(place, of.in_care)
    mother = asked & (dice.uniform(key, "mother") < MOTHER_SHARE)
    mother &= gave_birth < np.minimum(began[place], of.last)
    return pl.DataFrame(
        {
            **of.who(place),
            "sex": of.sex(place),
            "ethnic": coded(people.ethnicity[place], tuple(of.records.rates.people.ethnicity)),
            "upn": coded(upn, NO_UPN),
            "mother": coded(mother.astype(np.int64), ("0", "1"), known=asked),
            "mc_dob": dates(gave_birth, known=mother),
        }
    )


def episodes(of: CareYear) -> pl.DataFrame:
    """Give the episodes that touch the year; those still open have no end."""
    people, rows = of.records.people, of.records.episodes.take(of.shown)
    ended = rows.dec <= of.last
    key = dice.sub_keys(people.key[rows.place], "episode", rows.decom)
    lost = dice.uniform(key, "postcodes missing") < of.records.settings.missing
    short = rows.ls == STATUSES.index("V4")
    home = np.floor(dice.uniform(people.key[rows.place], "home") * POSTCODES_IN)
    parents = rows.code == PLACES.index("P1")
    alone = people.arrival[rows.place] == UNACCOMPANIED
    need = people.need[rows.place]
    need = np.where(need == NEED_ORDER.index("N0"), NEED_ORDER.index("N5"), need)
    return pl.DataFrame(
        {
            "child": of.who(rows.place)["child"],
            "decom": dates(rows.decom),
            "rne": coded(rows.rne, NEW_REASONS),
            "ls": coded(rows.ls, STATUSES),
            "cin": coded(need, NEED_ORDER),
            "place": coded(rows.code, _place_codes(of)),
            "place_provider": coded(rows.provider, PROVIDERS),
            "dec": dates(rows.dec, known=ended),
            "rec": coded(rows.rec, ENDS, known=ended),
            "reason_place_change": coded(rows.reason, REASONS, known=ended),
            "home_post": coded(
                home.astype(np.int64), postcodes(), known=~lost & ~short & ~alone
            ),
            "pl_post": coded(
                np.where(parents, home, rows.post).astype(np.int64),
                postcodes(),
                known=~lost & ~short,
            ),
            "urn": coded(rows.urn, urns(URNS)),
        }
    )


def _place_codes(of: CareYear) -> tuple[str, ...]:
    if of.year >= SUPPORTED_FROM:
        return PLACES
    return tuple("H5" if code == "K3" else code for code in PLACES)


def reviews(of: CareYear) -> pl.DataFrame:
    """Give the reviews held in the year."""
    rows = of.records.reviews
    held = np.flatnonzero((rows.start >= of.first) & (rows.start <= of.last))
    held = held[np.lexsort((rows.start[held], rows.place[held]))]
    return pl.DataFrame(
        {
            **of.who(rows.place[held]),
            "review": dates(rows.start[held]),
            "review_code": coded(rows.code[held], REVIEW_CODES),
        }
    )


def unaccompanied(of: CareYear) -> pl.DataFrame:
    """Give the unaccompanied children, and their 18th birthdays."""
    people = of.records.people
    place = np.unique(of.records.episodes.place[of.shown])
    place = place[people.arrival[place] == UNACCOMPANIED]
    ceased = birthday(people.birth[place], np.full(len(place), 18))
    return pl.DataFrame({**of.who(place), "sex": of.sex(place), "duc": dates(ceased)})


def missing(of: CareYear) -> pl.DataFrame:
    """Give the missing episodes of the year."""
    rows = of.records.missing
    shown, who = _dated(of, rows)
    return pl.DataFrame(
        {
            **who,
            "missing": coded(rows.code[shown], MISSING_CODES),
            "mis_start": dates(rows.start[shown]),
            "mis_end": dates(rows.end[shown]),
        }
    )


def workers(of: CareYear) -> pl.DataFrame:
    """Give the social workers of the year."""
    rows = of.records.workers
    shown, who = _dated(of, rows)
    number = pl.Series(rows.other[shown] + 1).cast(pl.String).str.zfill(4)
    return pl.DataFrame(
        {
            **who,
            "sw_id": "SW" + number,
            "sw_decom": dates(rows.start[shown]),
            "sw_dec": dates(rows.end[shown], known=rows.end[shown] <= of.last),
            "sw_reason": coded(rows.code[shown], WORKER_REASONS),
        }
    )


def deprivations(of: CareYear) -> pl.DataFrame:
    """Give the deprivations of liberty of the year."""
    rows = of.records.deprivations
    shown, who = _dated(of, rows)
    return pl.DataFrame(
        {
            **who,
            "dolo_start": dates(rows.start[shown]),
            "dolo_end": dates(rows.end[shown], known=rows.end[shown] <= of.last),
        }
    )


def _dated(of: CareYear, rows: Dated) -> tuple[Ints, dict[str, pl.Series]]:
    shown = np.flatnonzero((rows.start <= of.last) & (rows.end >= of.first))
    shown = shown[np.lexsort((rows.start[shown], rows.place[shown]))]
    return shown, of.who(rows.place[shown])
