"""What does each year's CIN census hold? The modules that it shows, as columns of text.

The census of a year holds each case that was open on some day from 1 April to 31 March, with
what happened to it in that year and what was still going on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from holdfast.kernel.dates import year_end, year_start
from holdfast.synthetic import dice
from holdfast.synthetic.care_tables import years_old
from holdfast.synthetic.cin_tables import (
    CATEGORIES,
    CONFERENCE_TARGET,
    Case,
    Module,
    assessments,
    case_keys,
    cases,
    earlier_plans,
    enquiries,
    need_plans,
    pre_proceedings,
    protection_plans,
)
from holdfast.synthetic.frames import coded, dates, identifiers
from holdfast.synthetic.lives import weekday
from holdfast.synthetic.months import RC_ASSESSED, RC_DIED
from holdfast.synthetic.people import NEED_ORDER, UNACCOMPANIED, People, factor_codes
from holdfast.synthetic.settings import day_number

if TYPE_CHECKING:
    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Ints
    from holdfast.synthetic.people import Bools
    from holdfast.synthetic.settings import Settings
    from holdfast.synthetic.spells import Spells

SEX_LETTERS_FROM = 2025
EARLY_HELP_FROM = 2023  # RC9
PRE_PROCEEDINGS_FROM = 2027
SCHOOL_AGE = 5
UPN_UNKNOWN = ("UN1", "UN2", "UN5", "UN7")
TO_EARLY_HELP = 0.35
CLOSURES = ("", "RC1", "RC2", "RC3", "RC4", "RC5", "RC6", "RC7", "RC8", "RC9")
OTHER_FACTOR, NO_FACTOR, ALONE_FACTOR = "20", "21", "9A"
SECOND_DISABILITY = 0.3


@dataclass(frozen=True)
class CaseRecords:
    """Everything that the CIN census needs of one chunk of children, for all years at once."""

    settings: Settings
    rates: Authority
    people: People
    cases: Case
    assessments: Module
    need_plans: Module
    enquiries: Module
    plans: Module
    plan_reviews: Module
    before_plans: Ints
    pre_proceedings: Module

    @classmethod
    def of(
        cls, settings: Settings, rates: Authority, people: People, spells: Spells
    ) -> CaseRecords:
        """Work out the records of some children from what happened to them."""
        rows = cases(spells)
        plans, plan_reviews = protection_plans(settings, rates, people, spells, rows)
        return cls(
            settings=settings,
            rates=rates,
            people=people,
            cases=rows,
            assessments=assessments(settings, people, rows),
            need_plans=need_plans(settings, people, spells, rows, plans),
            enquiries=enquiries(settings, rates, people, rows, plans),
            plans=plans,
            plan_reviews=plan_reviews,
            before_plans=earlier_plans(rows, plans),
            pre_proceedings=pre_proceedings(spells, rows),
        )

    def year(self, year: int) -> dict[str, pl.DataFrame]:
        """Give the modules of one census: each row has the number of its case."""
        first, last = day_number(year_start(year)), day_number(year_end(year))
        shown = self._shown(first, last)
        tables = {
            "children": self._children(year, last, np.unique(self.cases.place[shown]), shown),
            "cases": self._cases(year, last, shown),
            "assessments": self._assessments(first, last, shown),
            "need_plans": self._need_plans(first, last, shown),
            "enquiries": self._enquiries(first, last, shown),
            "plans": self._plans(first, last, shown),
        }
        if year >= PRE_PROCEEDINGS_FROM:
            tables["pre_proceedings"] = self._pre_proceedings(first, last, shown)
        return tables

    def _shown(self, first: int, last: int) -> Bools:
        rows = self.cases
        open_in_year = (rows.refused == 0) & (rows.opened <= last) & (rows.closed >= first)
        refused = (rows.refused == 1) & (rows.opened >= first) & (rows.opened <= last)
        shown: Bools = open_in_year | refused
        return shown

    def _children(self, year: int, last: int, place: Ints, shown: Bools) -> pl.DataFrame:
        people = self.people.take(place)
        age = years_old(people.birth, last)
        taken = np.zeros(len(self.people), dtype=np.bool_)
        taken[self.cases.place[shown & (self.cases.refused == 0)]] = True
        upn = np.where(age < SCHOOL_AGE, 0, 2)
        upn = np.where(people.arrival == UNACCOMPANIED, 1, upn)
        upn = np.where(taken[place], upn, 3)
        codes = ("M", "F") if year >= SEX_LETTERS_FROM else ("1", "2")
        known = np.zeros(len(self.people), dtype=np.bool_)
        known[self.cases.place[self.cases.reason == RC_DIED]] = True
        died = known[place] & (people.leaves <= last)
        plan = self.rates.people
        kinds = tuple(plan.disabilities)
        first = dice.chosen(people.key, "disability", tuple(plan.disabilities.values()))
        second = dice.chosen(people.key, "second disability", tuple(plan.disabilities.values()))
        two = dice.uniform(people.key, "two disabilities") < SECOND_DISABILITY
        two &= (second != first) & people.disabled
        return pl.DataFrame(
            {
                "place": place,
                "number": people.child,
                "child": identifiers(people.child, self.settings.children),
                "upn_unknown": coded(upn, UPN_UNKNOWN),
                "dob": dates(people.birth),
                "sex": coded(people.female.astype(np.int64), codes),
                "death_date": dates(people.leaves, known=died),
                "ethnicity": coded(people.ethnicity, tuple(plan.ethnicity)),
                "disability": coded(
                    np.where(people.disabled, first, len(kinds)), (*kinds, "NONE")
                ),
                "second_disability": coded(second, kinds, known=two),
            }
        )

    def _cases(self, year: int, last: int, shown: Bools) -> pl.DataFrame:
        at = np.flatnonzero(shown)
        rows, plan = self.cases.take(at), self.rates.referrals
        key = case_keys(self.people, rows)
        closed = rows.closed <= last
        helped = (rows.reason == RC_ASSESSED) & (
            dice.uniform(key, "early help") < TO_EARLY_HELP
        )
        reason = np.where(helped & (year >= EARLY_HELP_FROM), RC_ASSESSED + 1, rows.reason)
        need = self.people.recorded_need[rows.place]
        return pl.DataFrame(
            {
                "place": rows.place,
                "number": self.people.child[rows.place],
                "case": at,
                "referral_date": dates(rows.opened),
                "referral_source": coded(
                    dice.chosen(key, "source", tuple(plan.sources.values())),
                    tuple(plan.sources),
                ),
                "primary_need": coded(need, NEED_ORDER, known=rows.refused == 0),
                "closure_date": dates(rows.closed, known=closed),
                "closure_reason": coded(reason, CLOSURES, known=closed),
                "no_further_action": coded(rows.refused, ("0", "1")),
            }
        )

    def _assessments(self, first: int, last: int, shown: Bools) -> pl.DataFrame:
        rows = self.assessments
        done = (rows.end >= first) & (rows.end <= last)
        going = (rows.end > last) & (rows.start >= first) & (rows.start <= last)
        rows = rows.take((done | going) & shown[rows.case])
        place = self.cases.place[rows.case]
        alone = self.people.arrival[place] == UNACCOMPANIED
        only = self.cases.reason[rows.case] == RC_ASSESSED
        key = self.people.key[place]
        unrecorded = dice.uniform(key, "factors not recorded") < self.settings.missing
        factors = self._factors(self.people.recorded_factors[place], alone, only)
        ended = rows.end <= last
        return pl.DataFrame(
            {
                "case": rows.case,
                "start": dates(rows.start),
                "authorised": dates(rows.end, known=ended),
                "factors": factors.zip_with(
                    pl.Series(ended & ~unrecorded), pl.Series([None], dtype=pl.String)
                ),
            }
        )

    def _factors(self, bits: Ints, alone: Bools, only: Bools) -> pl.Series:
        """Give the factors of each assessment, joined by semicolons."""
        codes = factor_codes(self.rates)
        columns = [coded((bits >> at) & 1, ("", code)) for at, code in enumerate(codes)]
        columns.append(coded(alone.astype(np.int64), ("", ALONE_FACTOR)))
        none = np.where(only, NO_FACTOR, OTHER_FACTOR)
        frame = pl.DataFrame({str(at): column for at, column in enumerate(columns)})
        joined = frame.select(pl.concat_str(pl.all(), separator=";", ignore_nulls=True))
        listed = joined.to_series()
        return listed.zip_with(listed != "", pl.Series(none.tolist(), dtype=pl.String))

    def _need_plans(self, first: int, last: int, shown: Bools) -> pl.DataFrame:
        rows = self.need_plans
        rows = rows.take((rows.start <= last) & (rows.end >= first) & shown[rows.case])
        return pl.DataFrame(
            {
                "case": rows.case,
                "start": dates(rows.start),
                "end": dates(rows.end, known=rows.end <= last),
            }
        )

    def _enquiries(self, first: int, last: int, shown: Bools) -> pl.DataFrame:
        rows = self.enquiries
        unneeded = rows.first == 1
        held = ~unneeded & (rows.end >= first) & (rows.end <= last)
        started = (rows.start >= first) & (rows.start <= last)
        going = ~unneeded & (rows.end > last) & started
        rows = rows.take((held | going | (unneeded & started)) & shown[rows.case])
        unneeded = rows.first == 1
        target = weekday(rows.start + CONFERENCE_TARGET, rows.start)
        return pl.DataFrame(
            {
                "case": rows.case,
                "start": dates(rows.start),
                "conference_target": dates(target, known=~unneeded),
                "conference_date": dates(rows.end, known=~unneeded & (rows.end <= last)),
                "conference_not_required": coded(rows.first, ("0", "1")),
            }
        )

    def _plans(self, first: int, last: int, shown: Bools) -> pl.DataFrame:
        kept = (self.plans.start <= last) & (self.plans.end >= first)
        kept &= shown[self.plans.case]
        at = np.flatnonzero(kept)
        rows = self.plans.take(at)
        held = (self.plan_reviews.start >= first) & (self.plan_reviews.start <= last)
        reviews = pl.DataFrame(
            {
                "plan": self.plan_reviews.case[held],
                "review": dates(self.plan_reviews.start[held]),
            }
        )
        by_plan = reviews.group_by("plan", maintain_order=True).agg(
            pl.col("review").cast(pl.String).str.join(";").alias("reviews")
        )
        table = pl.DataFrame(
            {
                "plan": at,
                "case": rows.case,
                "start": dates(rows.start),
                "end": dates(rows.end, known=rows.end <= last),
                "initial_category": coded(rows.first, CATEGORIES),
                "latest_category": coded(rows.second, CATEGORIES),
                "previous_plans": pl.Series(self.before_plans[at]).cast(pl.String),
            }
        )
        joined = table.join(by_plan, on="plan", how="left", maintain_order="left")
        return joined.drop("plan")

    def _pre_proceedings(self, first: int, last: int, shown: Bools) -> pl.DataFrame:
        rows = self.pre_proceedings
        rows = rows.take((rows.start <= last) & (rows.end >= first) & shown[rows.case])
        key = dice.sub_keys(case_keys(self.people, self.cases.take(rows.case)), "pre", 0)
        ended = rows.end <= last
        offered = dice.uniform(key, "offered") < 0.8
        held = offered & (dice.uniform(key, "held") < 0.6)
        met = np.minimum(rows.start + 21, rows.end)
        reviews = np.clip((np.minimum(rows.end, last) - rows.start) // 60, 0, 9)
        court = ended & (rows.first == 1)
        return pl.DataFrame(
            {
                "case": rows.case,
                "start": dates(rows.start),
                "letter_sent": dates(np.minimum(rows.start + 7, rows.end)),
                "fgdm_offered": coded(offered.astype(np.int64), ("0", "1")),
                "fgdm_held": coded(held.astype(np.int64), ("0", "1")),
                "initial_meeting": dates(met, known=met <= last),
                "review_meetings": pl.Series(reviews).cast(pl.String),
                "step_decision": dates(rows.end, known=ended),
                "outcome": coded(rows.first, ("B", "A"), known=ended),
                "court_application": dates(rows.end, known=court),
                "initial_letter": dates(rows.end, known=court),
            }
        )
