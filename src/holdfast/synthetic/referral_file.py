"""What did the programme's own file of referrals and enrolments hold?"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.synthetic import dice
from holdfast.synthetic.frames import coded, dates, identifiers
from holdfast.synthetic.history import ACCEPTED, PROGRAMME, History
from holdfast.synthetic.people import NEVER
from holdfast.synthetic.settings import StudyDesign

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.settings import Settings

DECISIONS = ("accepted", "declined", "never engaged")
REFERRED_BEFORE = (3, 21)  # least days from referral to the first session, and spread
WEEK = 7


def referral_rows(settings: Settings, rates: Authority, history: History) -> pl.DataFrame:
    """Give one row a referral of one chunk, with what only the truth knows of it.

    The columns of the file come first; `day`, `month`, `eligible` and `took` are for counting
    and are not written.
    """
    rows, people, plan = history.referred, history.people, rates.programme
    key = dice.sub_keys(people.key[rows.place], "referral", rows.day)
    accepted = rows.decision == ACCEPTED
    took = accepted & (rows.arm == PROGRAMME)
    least, spread = REFERRED_BEFORE
    wait = least + np.floor(dice.uniform(key, "waited") * spread).astype(np.int64)
    was_open = (rows.opened < NEVER) & (rows.opened <= rows.day)
    earliest = np.where(was_open, rows.opened, rows.day - wait)
    referred = np.where(accepted, np.maximum(rows.day - wait, earliest), rows.day)
    weeks = plan.weeks[0] + dice.uniform(key, "weeks") * plan.weeks[1]
    ended = np.minimum(rows.day + (weeks * WEEK).astype(np.int64), people.leaves[rows.place])
    team = np.floor(dice.uniform(key, "team") * plan.teams).astype(np.int64)
    columns = {
        "child": identifiers(people.child[rows.place], settings.children),
        "referred": dates(referred),
        "decision": coded(rows.decision, DECISIONS),
        "enrolled": dates(rows.day, known=took),
        "ended": dates(ended, known=took & (ended < settings.end)),
        "team": coded(team, tuple(f"T{number + 1}" for number in range(plan.teams))),
    }
    if settings.design is StudyDesign.RANDOMISED:
        columns["arm"] = coded(rows.arm, ("comparison", "programme"), known=accepted)
        columns["randomised"] = dates(rows.day, known=accepted)
    columns["day"] = dates(rows.day)
    columns["month"] = pl.Series(rows.month)
    columns["eligible"] = pl.Series(rows.eligible)
    columns["took"] = pl.Series(took)
    return pl.DataFrame(columns)


def written(rows: pl.DataFrame) -> pl.DataFrame:
    """Give the columns of the file, in the order in which children were referred."""
    in_order = rows.sort("referred", "child", "enrolled", nulls_last=True)
    return in_order.drop("day", "month", "eligible", "took")
