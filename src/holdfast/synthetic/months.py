"""What happens in one month? The events of many lives, found first and then made to happen.

In a month a child has at most one event, on a day drawn from the hazards: a referral, a
closure, a plan that begins or ends, pre-proceedings, entry to care. Leaving care, and dying,
moving away or turning 18, come on days that are already fixed. A step can begin on any day of
its month, so that a life can be lived on from the day of an enrolment.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

import numpy as np

from holdfast.synthetic import dice
from holdfast.synthetic.hazards import CARE, CLOSED, GONE, NEED, PLAN, UNKNOWN
from holdfast.synthetic.lives import Lives, Model, assessed_on, weekday
from holdfast.synthetic.people import DIED, MOVED, NEVER, UNACCOMPANIED, YEAR
from holdfast.synthetic.stays import (
    ADOPTION,
    ADULT,
    ARRANGEMENTS,
    EXIT_DIED,
    EXIT_MOVED,
    GUARDIANSHIP,
    HOME,
)

if TYPE_CHECKING:
    from holdfast.synthetic.dice import Ints

LEAST_CASE_DAYS = 10
RC_ADOPTED, RC_DIED, RC_ARRANGEMENTS, RC_GUARDIAN, RC_MOVED, RC_ADULT, RC_OTHER, RC_ASSESSED = (
    range(1, 9)
)  # the number of the census code: RC1 to RC8
OPEN = 0
RC_OF_EXIT = {ADOPTION: RC_ADOPTED, ARRANGEMENTS: RC_ARRANGEMENTS, GUARDIANSHIP: RC_GUARDIAN}
RC_OF_LEAVING = np.array([RC_OTHER, RC_DIED, RC_MOVED])  # by why: 18, died, moved
EXIT_OF_LEAVING = np.array([ADULT, EXIT_DIED, EXIT_MOVED])
ASSESSED_ONLY_DAYS = 80  # a case closed sooner was closed after its assessment


class Recorder(Protocol):
    """Who is told of each spell as it ends. Places are those of the lives in the step."""

    def case(self, places: Ints, opened: Ints, closed: Ints, reason: Ints) -> None:
        """Hear of cases that closed."""

    def refused(self, places: Ints, day: Ints) -> None:
        """Hear of referrals with no further action."""

    def plan(self, places: Ints, began: Ints, ended: Ints, opened: Ints) -> None:
        """Hear of child protection plans that ended."""

    def pre_proceedings(self, places: Ints, began: Ints, ended: Ints, opened: Ints) -> None:
        """Hear of pre-proceedings that ended."""

    def care(self, places: Ints, began: Ints, ended: Ints, way_out: Ints) -> None:
        """Hear of periods of care that ended."""


class Month:
    """One step: the events of one month, found first and then made to happen.

    Between the two a caller may look at the state before them.
    """

    def __init__(
        self, lives: Lives, model: Model, start: Ints, end: Ints, since: Ints, turn: Ints | int
    ) -> None:
        self.lives, self.model, self.turn = lives, model, turn
        self.start, self.end, self.since = start, end, since
        out = (lives.phase == CARE) & (lives.care_until < np.minimum(end, lives.who.leaves))
        self.leaving = np.where(out, lives.care_until, NEVER)
        self.day = np.full(len(lives), NEVER)
        self.kind = np.zeros(len(lives), dtype=np.int64)
        self._find()

    def _find(self) -> None:
        lives, hazards = self.lives, self.model.hazards
        key = lives.who.key
        risky = (lives.phase >= CLOSED) & (lives.phase <= PLAN) & (self.since < self.end)
        rate = hazards.monthly(lives, self.start)
        total = np.where(risky, rate.total, 0.0)
        wait = dice.exponential(key, "event", self.turn)
        with np.errstate(divide="ignore"):
            months = np.where(total > 0, wait / total, np.inf)
        length = self.end - self.start
        days = np.minimum(months * length, NEVER / 2).astype(np.int64)
        day = self.since + days
        kind = rate.kind(dice.uniform(key, "kind of event", self.turn))
        slow = (kind == hazards.CLOSE) | (kind == hazards.PLAN)
        day = np.where(slow, np.maximum(day, lives.opened + LEAST_CASE_DAYS), day)
        begins = kind == hazards.PLAN
        day = np.where(begins, weekday(day, self.since), day)
        happens = risky & (day < self.end) & (day < lives.who.leaves)
        happens &= (kind != hazards.ENTRY) | (day < lives.who.last_entry)
        self.day = np.where(happens, day, NEVER)
        self.kind = np.where(happens, kind, 0)
        self._arrivals()
        self._programme()

    def _arrivals(self) -> None:
        lives = self.lives
        due = lives.who.referred
        arrives = (lives.phase == UNKNOWN) & (due >= self.since) & (due < self.end)
        alone = arrives & (lives.who.arrival == UNACCOMPANIED)
        hazards = self.model.hazards
        self.day = np.where(arrives, due, self.day)
        self.kind = np.where(arrives, hazards.REFERRAL, self.kind)
        self.kind = np.where(alone, hazards.ENTRY, self.kind)

    def _programme(self) -> None:
        """Let the programme bar the first entry, hold the case open, and force the entry."""
        lives, hazards = self.lives, self.model.hazards
        mine = lives.barred & (self.day > lives.enrolled)
        if not lives.barred.any():
            return
        entry = mine & (self.kind == hazards.ENTRY)
        asked = entry & (lives.phase == CLOSED)  # the crisis still brings a referral
        self.kind = np.where(asked, hazards.ACCEPTED, np.where(entry, 0, self.kind))
        self.day = np.where(entry & ~asked, NEVER, self.day)
        waiting = mine & (self.day >= lives.held) & (self.day < lives.forced) & ~asked
        self.kind = np.where(waiting, 0, self.kind)
        self.day = np.where(waiting, NEVER, self.day)
        now = lives.barred & (lives.forced >= self.start) & (lives.forced < self.end)
        self.kind = np.where(now, hazards.ENTRY, self.kind)
        self.day = np.where(now, lives.forced, self.day)

    def happen(self, recorder: Recorder) -> None:
        """Make the events of the month happen, ways out of care included."""
        hazards, lives = self.model.hazards, self.lives
        self._leave_care(recorder)
        for kind, act in (
            (hazards.REFERRAL, self._refer),
            (hazards.ACCEPTED, self._accept),
            (hazards.CLOSE, self._close),
            (hazards.PLAN, self._plan),
            (hazards.PLAN_END, self._end_plan),
            (hazards.PRE, self._pre_proceedings),
            (hazards.ENTRY, self._enter),
        ):
            places = np.flatnonzero(self.kind == kind)
            if len(places):
                act(recorder, places, self.day[places])
        entered = self.kind == hazards.ENTRY
        lives.barred &= ~(entered & (self.day == lives.forced))

    def depart(self, recorder: Recorder) -> None:
        """End the time with the authority of those who die, move away or turn 18."""
        lives = self.lives
        going = (lives.who.leaves < self.end) & (lives.phase != GONE)
        places = np.flatnonzero(going)
        if not len(places):
            return
        day, why = lives.who.leaves[places], lives.who.leaves_why[places]
        in_care = lives.phase[places] == CARE
        cared = places[in_care]
        ways = EXIT_OF_LEAVING[why[in_care]]
        recorder.care(cared, lives.care_from[cared], day[in_care], ways)
        self._end_plans(recorder, places, day)
        known = (lives.phase[places] >= NEED) & (lives.phase[places] <= CARE)
        reason = RC_OF_LEAVING[why]
        grown = (why != DIED) & (why != MOVED) & lives.who.disabled[places]
        reason = np.where(grown, RC_ADULT, reason)
        self._record_closure(recorder, places[known], day[known], reason[known])
        lives.phase[places] = GONE

    def _leave_care(self, recorder: Recorder) -> None:
        lives = self.lives
        places = np.flatnonzero(self.leaving < NEVER)
        if not len(places):
            return
        day, way = lives.care_until[places], lives.way_out[places]
        recorder.care(places, lives.care_from[places], day, way)
        home = way == HOME
        lives.home_from[places[home]] = day[home]
        lives.phase[places[home]] = NEED
        closing = places[~home]
        reason = np.full(len(closing), RC_OTHER)
        for ended, code in RC_OF_EXIT.items():
            reason[way[~home] == ended] = code
        self._record_closure(recorder, closing, day[~home], reason)
        lives.phase[closing] = np.where(way[~home] == ADOPTION, GONE, CLOSED)

    def _refer(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        turn = self.turn if isinstance(self.turn, int) else self.turn[places]
        no = dice.uniform(lives.who.key[places], "no further action", turn) < self.model.refused
        refused = places[no]
        recorder.refused(refused, day[no])
        lives.referrals[refused] += 1
        lives.closed[refused] = day[no]
        lives.phase[refused] = CLOSED
        self._accept(recorder, places[~no], day[~no])

    def _accept(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        lives.phase[places] = NEED
        lives.opened[places] = day
        lives.referrals[places] += 1
        seen = assessed_on(lives.who.key[places], day)
        lives.factors_seen[places] = np.minimum(lives.factors_seen[places], seen)

    def _close(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        short = day - lives.opened[places] < ASSESSED_ONLY_DAYS
        never_planned = lives.plan_from[places] < lives.opened[places]
        never_planned |= lives.plan_from[places] == NEVER
        reason = np.where(short & never_planned, RC_ASSESSED, RC_OTHER)
        self._end_plans(recorder, places, day)
        self._record_closure(recorder, places, day, reason)
        lives.phase[places] = CLOSED

    def _record_closure(
        self, recorder: Recorder, places: Ints, day: Ints, reason: Ints
    ) -> None:
        lives = self.lives
        recorder.case(places, lives.opened[places], day, reason)
        lives.closed[places] = day
        seen = lives.factors_seen[places]
        # An assessment is finished when its case closes; one that was due a year later is not.
        due = assessed_on(lives.who.key[places], lives.opened[places])
        lives.factors_seen[places] = np.where(
            seen <= day, seen, np.where(seen == due, day, NEVER)
        )

    def _plan(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        lives.phase[places] = PLAN
        lives.plan_from[places] = day
        lives.plans[places] += 1

    def _end_plan(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        recorder.plan(places, lives.plan_from[places], day, lives.opened[places])
        lives.phase[places] = NEED

    def _pre_proceedings(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        ending = lives.pre_from[places] != NEVER
        self._end_pre_proceedings(recorder, places[ending], day[ending])
        lives.pre_from[places[~ending]] = day[~ending]

    def _end_pre_proceedings(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives = self.lives
        began, opened = lives.pre_from[places], lives.opened[places]
        recorder.pre_proceedings(places, began, day, opened)
        lives.pre_from[places] = NEVER

    def _end_plans(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        """End whatever plan and pre-proceedings these children are in."""
        lives = self.lives
        on = lives.phase[places] == PLAN
        if on.any():
            planned = places[on]
            recorder.plan(planned, lives.plan_from[planned], day[on], lives.opened[planned])
        before = lives.pre_from[places] != NEVER
        if before.any():
            self._end_pre_proceedings(recorder, places[before], day[before])

    def _enter(self, recorder: Recorder, places: Ints, day: Ints) -> None:
        lives, who = self.lives, self.lives.who
        shut = (lives.phase[places] == CLOSED) | (lives.phase[places] == UNKNOWN)
        self._end_plans(recorder, places, day)
        self._accept(recorder, places[shut], day[shut])
        key, age = who.key[places], (day - who.birth[places]) / YEAR
        way, length = self.model.stays.drawn(key, age, day)
        lives.phase[places] = CARE
        lives.care_from[places] = day
        lives.care_until[places] = day + length
        lives.way_out[places] = way
        lives.stays[places] += 1
        watched = day > lives.enrolled[places]
        seen = lives.first_entry[places]
        lives.first_entry[places] = np.where(watched, np.minimum(seen, day), seen)


def finish(lives: Lives, recorder: Recorder) -> None:
    """Tell the recorder of every spell that is still open when the story ends."""
    known = (lives.phase >= NEED) & (lives.phase <= CARE)
    places = np.flatnonzero(known)
    recorder.case(
        places, lives.opened[places], np.full(len(places), NEVER), np.full(len(places), OPEN)
    )
    places = np.flatnonzero(lives.phase == PLAN)
    never = np.full(len(places), NEVER)
    recorder.plan(places, lives.plan_from[places], never, lives.opened[places])
    places = np.flatnonzero(lives.pre_from != NEVER)
    never = np.full(len(places), NEVER)
    recorder.pre_proceedings(places, lives.pre_from[places], never, lives.opened[places])
    places = np.flatnonzero(lives.phase == CARE)
    until, leaves = lives.care_until[places], lives.who.leaves[places]
    ways = EXIT_OF_LEAVING[lives.who.leaves_why[places]]
    recorder.care(
        places,
        lives.care_from[places],
        np.minimum(until, leaves),
        np.where(until < leaves, lives.way_out[places], ways),
    )
