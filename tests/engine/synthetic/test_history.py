"""Lives that could have been lived: no two things at once that cannot be."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from holdfast.synthetic.history import ACCEPTED, COMPARISON, PROGRAMME, tell
from holdfast.synthetic.people import IN_CARE, IN_NEED, MOVED, NEVER
from holdfast.synthetic.settings import Effect, Settings, StudyDesign

from .told import RATES, room, told

KNOBS = st.fixed_dictionaries(
    {
        "children": st.just(300),
        "seed": st.integers(0, 2**32 - 1),
        "effect": st.sampled_from(Effect),
        "selection": st.sampled_from([0.0, 1.0]),
        "drift": st.sampled_from([0.0, 1.0]),
        "design": st.sampled_from(StudyDesign),
    }
)


def holding(cases, place, day):
    """Which case of the child, if any, holds the day? Its row, or -1."""
    found = np.full(len(place), -1)
    for at, (child, when) in enumerate(zip(place, day, strict=True)):
        rows = np.flatnonzero((cases["place"] == child) & (cases["opened"] <= when))
        rows = rows[when < cases["closed"][rows]]
        if len(rows):
            found[at] = rows[-1]
    return found


@settings(max_examples=25)
@given(KNOBS)
def test_lives_are_consistent(knobs):
    plan, history = told(**knobs)
    spells, people = history.spells, history.people

    for table, start, end in (
        (spells.cases, "opened", "closed"),
        (spells.plans, "began", "ended"),
        (spells.care, "began", "ended"),
        (spells.pre_proceedings, "began", "ended"),
    ):
        place = table["place"]
        assert (table[start] < table[end]).all()
        assert (table[start] >= people.birth[place]).all()
        known = table[end] < NEVER // 4
        assert (table[end][known] <= people.leaves[place][known]).all()
        same = place[1:] == place[:-1]
        assert (table[start][1:][same] >= table[end][:-1][same]).all()
        assert (table[start] < plan.end).all()
    assert (spells.care["began"] < people.last_entry[spells.care["place"]]).all()
    assert (holding(spells.cases, spells.care["place"], spells.care["began"]) >= 0).all()
    for name in ("plans", "pre_proceedings"):
        table = getattr(spells, name)
        assert (holding(spells.cases, table["place"], table["began"]) >= 0).all()


@settings(max_examples=25)
@given(KNOBS)
def test_the_told_life_has_the_entry_that_the_programme_leaves(knobs):
    plan, history = told(**knobs)
    lives, care = history.enrolled.lives, history.spells.care
    arm = dict(zip(history.referred.place, history.referred.arm, strict=True))

    for place, day in zip(lives.who.child, history.enrolled.day, strict=True):
        after = care["began"][(care["place"] == place) & (care["began"] > day)]
        first = int(after.min()) if len(after) else NEVER
        expected = int(history.entry_with[place])
        assert first == (expected if expected < plan.end else NEVER)
        if arm[place] == COMPARISON:
            assert expected == history.entry_without[place]


@settings(max_examples=15)
@given(KNOBS)
def test_those_who_enrol_in_the_cohort_stand_where_it_says(knobs):
    _, history = told(**knobs)
    spells, people, rows = history.spells, history.people, history.referred
    meant = rows.take(rows.eligible)

    assert (holding(spells.cases, meant.place, meant.day) >= 0).all()
    assert (holding(_as_cases(spells.care), meant.place, meant.day) == -1).all()
    born = people.birth_month[meant.place].astype("M8[D]").astype("M8[M]").astype(int)
    age = (meant.day.astype("M8[D]").astype("M8[M]").astype(int) - born) // 12
    assert ((age >= 10) & (age <= 17)).all()
    assert ((meant.chance > 0) & (meant.chance < 1)).all()
    taken = rows.take(rows.decision == ACCEPTED)
    assert len(np.unique(taken.place)) == len(taken.place)


def _as_cases(care):
    return {"place": care["place"], "opened": care["began"], "closed": care["ended"]}


@given(start=st.integers(0, 250), seed=st.integers(0, 1000))
@settings(max_examples=10)
def test_a_child_told_alone_has_the_same_life(start, seed):
    plan, whole = told(children=300, seed=seed, effect=Effect.BOTH, drift=0.5)
    numbers = np.arange(start, start + 50)

    part = tell(plan, RATES, room(plan), numbers)

    for kind in ("cases", "care", "plans", "refusals"):
        mine, theirs = getattr(part.spells, kind), getattr(whole.spells, kind)
        kept = (theirs["place"] >= start) & (theirs["place"] < start + 50)
        for name in mine:
            shift = start if name == "place" else 0
            assert (mine[name] + shift == theirs[name][kept]).all()


def test_some_children_are_known_before_records_begin():
    plan, history = told(children=4000, late_entry=0.5)
    arrival = history.people.arrival

    late = np.isin(arrival, (IN_NEED, IN_CARE)).mean()

    assert late == pytest.approx(0.5, abs=0.03)
    assert (history.people.referred[arrival == IN_NEED] < plan.first_day).all()


def test_without_competing_events_nobody_dies_or_moves_away():
    _, history = told(children=2000, competing=0.0)

    assert set(history.people.leaves_why.tolist()) == {0}


def test_more_competing_events_mean_more_moves_away():
    moved = [
        (told(children=2000, competing=knob)[1].people.leaves_why == MOVED).mean()
        for knob in (1.0, 10.0)
    ]

    assert moved[1] > 3 * moved[0]


def test_children_are_known_to_the_authority_in_these_years():
    plan, history = told(children=3000)
    cases, refusals, care = (
        history.spells.cases, history.spells.refusals, history.spells.care,
    )  # fmt: skip
    seen = np.concatenate(
        [
            cases["place"][cases["closed"] >= plan.first_day],
            refusals["place"][refusals["day"] >= plan.first_day],
            care["place"],
        ]
    )

    assert len(np.unique(seen)) == 3000


def test_randomised_children_are_in_one_arm_or_the_other():
    _, history = told(children=6000, design=StudyDesign.RANDOMISED, effect=Effect.NONE)
    rows = history.referred

    assert set(rows.decision.tolist()) == {ACCEPTED}
    assert (rows.arm == PROGRAMME).mean() == pytest.approx(0.5, abs=0.05)


def test_a_programme_with_no_room_takes_nobody():
    _, history = told(children=500, programme_share=0.0)

    assert len(history.enrolled.day) <= 2


def test_settings_decide_the_seed_of_lives():
    first = told(children=300, seed=1)[1].spells.cases["opened"]
    second = told(children=300, seed=2)[1].spells.cases["opened"]

    assert len(first) != len(second) or (first != second).any()


def test_default_settings_enrol_enough_to_learn_from():
    settings_, history = told(children=Settings().children)

    assert 120 <= len(history.enrolled.day) <= 200
    assert settings_.effect is Effect.PREVENTS
