"""How did the lives of these children go, with the programme in them?

Lives are told twice. First as they would be without the programme's effect, while the programme
refers and enrols. Then those enrolled children whose first entry to care the programme changes
are told again from the beginning with the same dice and the changed day.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, TypeVar

import numpy as np
from scipy.special import expit

from holdfast.synthetic import dice
from holdfast.synthetic.effect import with_programme
from holdfast.synthetic.enrolment import (
    YOUNGEST_OUTSIDE,
    Capacity,
    Gate,
    capacity,
    lost_per_enrolment,
)
from holdfast.synthetic.hazards import Hazards
from holdfast.synthetic.lives import Lives, Model, begin
from holdfast.synthetic.months import Month, finish
from holdfast.synthetic.people import NEVER, YEAR, Arrays, People, born
from holdfast.synthetic.settings import Effect, Settings, StudyDesign
from holdfast.synthetic.spells import Diary, Spells, retold
from holdfast.synthetic.stays import Stays

if TYPE_CHECKING:
    from collections.abc import Iterator

    from holdfast.library.authority.rates import Authority
    from holdfast.synthetic.dice import Ints
    from holdfast.synthetic.people import Bools

ArraysT = TypeVar("ArraysT", bound=Arrays)

PILOT_CHILDREN = 5000
PILOT_SEED = 0
ACCEPTED, DECLINED, NEVER_ENGAGED = range(3)
PROGRAMME, COMPARISON = 1, 0


@dataclass
class Referred(Arrays):
    """Referrals to the programme, one row each. Days that did not come are NEVER."""

    place: Ints
    day: Ints  # the day drawn: of enrolment, where there was one
    month: Ints  # of the programme, from 0
    decision: Ints
    arm: Ints
    eligible: Bools
    chance: np.ndarray  # of enrolling in the month, for those eligible
    opened: Ints  # the case that was open, or NEVER


@dataclass(frozen=True)
class Enrolled:
    """The state of each eligible child who enrolled, on that day, before it had any effect."""

    lives: Lives
    day: Ints
    month: Ints  # of the returns
    begun: Bools  # the month's one event had already happened
    chance: np.ndarray


@dataclass(frozen=True)
class History:
    """What became of the children of one chunk."""

    people: People
    spells: Spells
    referred: Referred
    enrolled: Enrolled
    eligible: Bools  # which children were ever eligible on a day of the programme
    entry_without: Ints  # day of the first entry to care after enrolment, untreated
    entry_with: Ints


def model_of(rates: Authority) -> Model:
    """Put the rates into the form that a step needs."""
    return Model(
        hazards=Hazards(rates), stays=Stays(rates), refused=rates.referrals.no_further_action
    )


def tell(settings: Settings, rates: Authority, room: Capacity, numbers: Ints) -> History:
    """Tell the lives of the children of these numbers.

    Parameters
    ----------
    room
        From `room_for`: the same for every chunk.
    numbers
        Which children, counted from 0. Their lives do not depend on who else is told.
    """
    people = born(settings, rates, numbers)
    told = _Telling(settings, rates, people)
    told.programme(room)
    spells = told.diary.spells()
    lives = told.lives
    took = (lives.enrolled < NEVER) & (told.arm == PROGRAMME)
    days = np.where(
        took & (lives.first_entry < NEVER), lives.first_entry - lives.enrolled, NEVER
    )
    treated = with_programme(
        settings.effect,
        key=people.key,
        without=days,
        possible=people.last_entry - lives.enrolled,
        horizon=settings.horizon,
    )
    changed = np.flatnonzero(took & (treated != days))
    entry_with = lives.first_entry.copy()
    if len(changed):
        forced = np.where(treated == NEVER, NEVER, lives.enrolled + treated)[changed]
        entry_with[changed] = forced
        again = _Telling(settings, rates, people.take(changed))
        bar(
            again.lives,
            enrolled=lives.enrolled[changed],
            forced=forced,
            without=lives.first_entry[changed],
        )
        again.untreated()
        spells = retold(spells, again.diary.spells(), changed)
    return History(
        people=people,
        spells=spells,
        referred=told.referred(),
        enrolled=told.enrolled(),
        eligible=told.ever,
        entry_without=lives.first_entry,
        entry_with=entry_with,
    )


def bar(lives: Lives, *, enrolled: Ints, forced: Ints, without: Ints) -> None:
    """Put the programme between these lives and their first entry after enrolment."""
    lives.enrolled = enrolled
    lives.barred = np.ones(len(lives), dtype=np.bool_)
    lives.forced = forced
    delayed = (without < forced) & (forced < NEVER)
    lives.held = np.where(delayed, without, NEVER)


def room_for(settings: Settings, rates: Authority) -> Capacity:
    """Find how many the programme can take, from a pilot of children who are in no return.

    The pilot's own seed is fixed, so that the chance of enrolling depends on the knobs alone.
    """
    pilot = replace(settings, seed=PILOT_SEED, effect=Effect.NONE, children=PILOT_CHILDREN)
    return _Telling(pilot, rates, born(pilot, rates, np.arange(PILOT_CHILDREN))).pilot()


class _Telling:
    """One telling of the lives of some people."""

    def __init__(self, settings: Settings, rates: Authority, people: People) -> None:
        self.settings, self.rates, self.people = settings, rates, people
        self.model = model_of(rates)
        self.lives = begin(people, self.model, settings.first_day)
        self.diary = Diary()
        self.gate = Gate(settings, rates)
        self.ever = np.zeros(len(people), dtype=np.bool_)
        self.arm = np.full(len(people), PROGRAMME)
        self._rows: list[Referred] = []
        self._states: list[Enrolled] = []

    def months(self) -> Iterator[Month]:
        """Give each month of the returns, its events found and not yet happened."""
        starts = self.settings.months
        n = len(self.people)
        for turn in range(len(starts) - 1):
            start, end = np.full(n, starts[turn]), np.full(n, starts[turn + 1])
            yield Month(self.lives, self.model, start, end, start, turn)

    def untreated(self) -> None:
        """Tell the lives with no programme taking anyone."""
        for month in self.months():
            month.happen(self.diary)
            month.depart(self.diary)
        finish(self.lives, self.diary)

    def programme(self, room: Capacity) -> None:
        """Tell the lives while the programme refers and enrols, without its effect."""
        first = self.settings.programme_months.start
        for month in self.months():
            at = int(month.turn) - first
            if 0 <= at < len(room.share):
                places, day, now, begun = self._on_the_day(month)
                self._refer(room, at, month, places, day, now, begun)
            else:
                month.happen(self.diary)
            month.depart(self.diary)
        finish(self.lives, self.diary)

    def pilot(self) -> Capacity:
        """Count who could be referred, month by month, with nobody taken."""
        first = self.settings.programme_months.start
        odds, child, which = [], [], []
        near = np.zeros(len(self.settings.programme_months))
        for month in self.months():
            at = month.turn - first
            if not 0 <= at < len(near):
                month.happen(self.diary)
                month.depart(self.diary)
                continue
            places, day, now, _ = self._on_the_day(month)
            meant = self.gate.eligible(now, day)
            odds.append(self.gate.log_odds(now.take(meant), day[meant]))
            child.append(places[meant])
            which.append(np.full(int(meant.sum()), at))
            near[at] = self.gate.outside(now, day).sum()
            month.depart(self.diary)
        return capacity(
            self.settings,
            self.rates,
            odds=np.concatenate(odds),
            child=np.concatenate(child),
            month=np.concatenate(which),
            near=near,
            children=len(self.people),
        )

    def _on_the_day(self, month: Month) -> tuple[Ints, Ints, Lives, Bools]:
        """Let the month happen, and give the state of the older children on a day within it."""
        places = np.flatnonzero(self._may_be_referred(month))
        lives = self.lives
        length = month.end[places] - month.start[places]
        drawn = dice.uniform(self.people.key[places], "day of the month", month.turn)
        day = month.start[places] + np.floor(drawn * length).astype(np.int64)
        before = lives.take(places)
        changed = np.minimum(month.day, month.leaving)[places]
        month.happen(self.diary)
        begun = changed <= day
        return places, day, _either(begun, lives.take(places), before), begun

    def _may_be_referred(self, month: Month) -> Bools:
        """Leave out those who are too young or too old all month, or have enrolled."""
        birth, plan = self.people.birth_month, self.rates.programme
        oldest = (plan.ages[1] + 1) * YEAR + 2
        old_enough = month.end - birth > YOUNGEST_OUTSIDE * YEAR - 2
        young_enough = month.start - birth < oldest
        may: Bools = old_enough & young_enough & (self.lives.enrolled == NEVER)
        return may

    def _refer(
        self, room: Capacity, at: int, month: Month, places: Ints, day: Ints, now: Lives,
        begun: Bools,
    ) -> None:  # fmt: skip
        key = self.people.key[places]
        meant = self.gate.eligible(now, day)
        near = np.where(meant, 0.0, self.gate.outside(now, day))
        self.ever[places[meant]] = True
        chance = np.where(meant, expit(room.base + self.gate.log_odds(now, day)), 0.0)
        taking = np.where(meant, chance, near * room.drift[at])
        taken = dice.uniform(key, "enrols", month.turn) < taking
        lost = ~taken & (
            dice.uniform(key, "comes to nothing", month.turn)
            < taking * lost_per_enrolment(self.rates)
        )
        declined, never = self.rates.programme.declined, self.rates.programme.never_engaged
        why = dice.uniform(key, "declined", month.turn) * (declined + never) < declined
        if self.settings.design is StudyDesign.RANDOMISED:
            lost &= False
        chosen = taken | lost
        arm = np.full(len(places), PROGRAMME)
        if self.settings.design is StudyDesign.RANDOMISED:
            arm = np.where(dice.uniform(key, "arm") < 0.5, PROGRAMME, COMPARISON)
        decision = np.where(taken, ACCEPTED, np.where(why, DECLINED, NEVER_ENGAGED))
        table = Referred(
            place=places, day=day, month=np.full(len(places), at), decision=decision, arm=arm,
            eligible=meant, chance=chance, opened=now.opened,
        )  # fmt: skip
        self._rows.append(table.take(chosen))
        self._enrol(places[taken], day[taken], arm[taken], month)
        kept = taken & meant
        self._states.append(
            Enrolled(
                lives=now.take(kept),
                day=day[kept],
                month=np.full(int(kept.sum()), month.turn),
                begun=begun[kept],
                chance=chance[kept],
            )
        )

    def _enrol(self, places: Ints, day: Ints, arm: Ints, month: Month) -> None:
        lives = self.lives
        lives.enrolled[places] = day
        self.arm[places] = arm
        entry = (month.kind[places] == Hazards.ENTRY) & (month.day[places] > day)
        lives.first_entry[places[entry]] = month.day[places[entry]]

    def referred(self) -> Referred:
        """Give every referral of these people, by child and day."""
        rows = joined(self._rows)
        return rows.take(np.lexsort((rows.day, rows.place)))

    def enrolled(self) -> Enrolled:
        """Give the states of those who enrolled while eligible."""
        return Enrolled(
            lives=joined_lives([state.lives for state in self._states]),
            day=np.concatenate([state.day for state in self._states]),
            month=np.concatenate([state.month for state in self._states]),
            begun=np.concatenate([state.begun for state in self._states]),
            chance=np.concatenate([state.chance for state in self._states]),
        )


def joined(parts: list[ArraysT]) -> ArraysT:
    """Put tables of the same kind one below the other."""
    return replace(
        parts[0],
        **{
            field.name: np.concatenate([getattr(part, field.name) for part in parts])
            for field in fields(parts[0])
        },
    )


def joined_lives(parts: list[Lives]) -> Lives:
    """Put lives one below the other."""
    who = joined([part.who for part in parts])
    rest = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(Lives)
        if field.name != "who"
    }
    return Lives(who=who, **rest)


def _either(first: Bools, yes: Lives, no: Lives) -> Lives:
    """Take each life from the one or the other."""
    rest = {
        field.name: np.where(first, getattr(yes, field.name), getattr(no, field.name))
        for field in fields(Lives)
        if field.name != "who"
    }
    return Lives(who=yes.who, **rest)
