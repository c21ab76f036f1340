"""The true effect: what it must be, and that it is what happens to many."""

from functools import lru_cache

import numpy as np
import pytest

from holdfast.synthetic.people import NEVER
from holdfast.synthetic.settings import Effect, Settings, StudyDesign
from holdfast.synthetic.truth import Averages, Truth
from holdfast.synthetic.truth_file import outcomes

from .told import RATES, told

MANY = 12_000


@lru_cache
def truth_of(effect, **knobs):
    settings, history = told(children=MANY, effect=effect, **knobs)
    truth = Truth(settings, RATES)
    truth.tellings = 20
    truth.add(history.enrolled)
    return settings, history, truth


def entry(effect, **knobs):
    settings, _, truth = truth_of(effect, **knobs)
    return outcomes(settings, truth.weighted)["entry_to_care"]


def test_no_effect_is_exactly_none():
    found = entry(Effect.NONE)
    settings, _, truth = truth_of(Effect.NONE)

    names = ("risk_difference", "days_gained", "days_prevented", "days_delayed")
    assert [found[name] for name in names] == [0, 0, 0, 0]
    assert outcomes(settings, truth.weighted)["days_in_care"]["difference"] == 0


def test_delays_gain_days_and_change_no_risk_at_the_horizon():
    found = entry(Effect.DELAYS)

    assert found["risk_difference"] == 0
    assert found["days_gained"] > 10
    assert found["days_prevented"] == pytest.approx(0, abs=1e-9)
    assert found["days_delayed"] == pytest.approx(found["days_gained"])


def test_prevention_takes_its_share_of_the_risk():
    found = entry(Effect.PREVENTS)

    assert found["risk_programme"] == pytest.approx(0.55 * found["risk_comparison"], abs=0.01)
    assert found["days_prevented"] > 0


def test_both_lower_the_risk_and_delay_the_rest():
    found = entry(Effect.BOTH)

    assert found["risk_programme"] == pytest.approx(0.70 * found["risk_comparison"], abs=0.01)
    assert found["days_delayed"] > entry(Effect.PREVENTS)["days_delayed"]


def test_harm_raises_the_risk_and_loses_days():
    found = entry(Effect.HARMS)

    assert found["risk_difference"] > 0.1
    assert found["days_gained"] < 0


@pytest.mark.parametrize("effect", list(Effect))
def test_the_parts_add_up_and_the_curves_end_at_the_risks(effect):
    found = entry(effect)

    assert found["days_prevented"] + found["days_delayed"] == pytest.approx(
        found["days_gained"], abs=1e-5
    )
    curves = found["curves"]
    assert curves["days"][0] == 0
    assert curves["days"][-1] == found["horizon_days"]
    assert curves["programme"][-1] == found["risk_programme"]
    assert (np.diff(curves["comparison"]) >= 0).all()


@pytest.mark.parametrize("effect", list(Effect))
def test_what_happens_to_many_is_what_the_truth_expects(effect):
    settings, history, truth = truth_of(effect)
    enrolled = history.enrolled
    place, day = enrolled.lives.who.child, enrolled.day
    weights = 1 - enrolled.chance
    care = history.spells.care
    index = np.full(MANY, NEVER)
    index[place] = day
    since = index[care["place"]]
    within = np.minimum(care["ended"], since + settings.horizon) - np.maximum(
        care["began"], since
    )
    days = np.bincount(care["place"], np.maximum(within, 0), minlength=MANY)[place]
    for entries, curve, cared in (
        (history.entry_without, truth.weighted.curves[0], None),
        (history.entry_with, truth.weighted.curves[1], truth.weighted.care_days[1]),
    ):
        waited = entries[place] - day
        for by in (90, 274, settings.horizon):
            happened = np.average(waited <= by, weights=weights)
            error = np.sqrt(curve[by] * (1 - curve[by]) / len(place)) + 1e-9
            assert abs(happened - curve[by]) < 4 * error
        if cared is not None:
            error = days.std() / np.sqrt(len(place))
            assert abs(np.average(days, weights=weights) - cared) < 4 * error


@pytest.mark.parametrize(
    ("effect", "spared", "brought_in", "later"),
    [
        (Effect.NONE, False, False, False),
        (Effect.DELAYS, False, False, True),
        (Effect.PREVENTS, True, False, False),
        (Effect.BOTH, True, False, True),
        (Effect.HARMS, False, True, False),
    ],
)
def test_what_becomes_of_children_is_what_the_effect_says(effect, spared, brought_in, later):
    settings, _, truth = truth_of(effect)
    found = outcomes(settings, truth.weighted)["children"]

    assert (found["share_spared_entry"] > 0) == spared
    assert (found["share_brought_into_care"] > 0) == brought_in
    assert (found["share_entering_later"] > 0) == later
    assert (found["mean_days_later"] > 0) == later


def test_days_in_care_fall_where_entries_are_prevented():
    settings, _, truth = truth_of(Effect.PREVENTS)
    found = outcomes(settings, truth.weighted)["days_in_care"]

    assert found["difference"] < -10
    assert found["difference"] == pytest.approx(found["programme"] - found["comparison"])


def test_a_trial_counts_every_child_once():
    _, history, truth = truth_of(Effect.PREVENTS, design=StudyDesign.RANDOMISED)

    assert truth.weighted.weight == len(history.enrolled.day) * truth.tellings
    assert (truth.weighted.curves[0] == truth.equal.curves[0]).all()


def test_children_may_be_told_in_pieces():
    settings, history, truth = truth_of(Effect.PREVENTS)
    other = Truth(settings, RATES)
    other.tellings = 20
    part = np.arange(len(history.enrolled.day))
    for places in np.array_split(part, 7):
        other.add(
            type(history.enrolled)(
                lives=history.enrolled.lives.take(places),
                day=history.enrolled.day[places],
                month=history.enrolled.month[places],
                begun=history.enrolled.begun[places],
                chance=history.enrolled.chance[places],
            )
        )

    assert other.weighted.curves[1] == pytest.approx(truth.weighted.curves[1])


def test_larger_authorities_need_fewer_tellings_a_child():
    tellings = [Truth(Settings(children=n), RATES).tellings for n in (500, 50_000, 1_000_000)]

    assert tellings[0] == 300
    assert tellings == sorted(tellings, reverse=True)
    assert tellings[-1] == 8


def test_nobody_enrolled_has_no_effect():
    averages = Averages(548)

    assert averages.curves[0].tolist() == [0] * 549
    assert averages.care_days == (0, 0)
    assert averages.standard_error == 0
