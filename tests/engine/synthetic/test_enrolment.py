"""Who is referred to the programme, and who enrols."""

import numpy as np
import pytest

from holdfast.synthetic.history import ACCEPTED, DECLINED, NEVER_ENGAGED
from holdfast.synthetic.people import NEED_ORDER
from holdfast.synthetic.settings import Settings

from .told import RATES, room, told

MANY = 12_000


@pytest.mark.parametrize("selection", [0.0, 0.5, 1.0])
def test_the_programme_takes_its_share_whatever_the_selection(selection):
    _, history = told(children=MANY, selection=selection)

    share = len(history.enrolled.day) / MANY

    assert share == pytest.approx(RATES.programme.share, rel=0.1)


def test_without_selection_every_eligible_child_is_as_likely_to_enrol():
    _, history = told(children=MANY, selection=0.0)

    assert np.ptp(history.enrolled.chance) < 1e-12


def test_selection_takes_those_with_more_risk_and_not_by_what_is_hidden():
    _, none = told(children=MANY, selection=0.0)
    _, full = told(children=MANY, selection=1.0)

    risk = [h.enrolled.lives.who.risk.mean() for h in (none, full)]
    plans = [(h.enrolled.lives.plans > 0).mean() for h in (none, full)]
    spread = full.enrolled.chance.max() / full.enrolled.chance.min()

    assert risk[1] > risk[0] + 0.15
    assert plans[1] > plans[0]
    assert spread > 10


def test_without_drift_every_referral_is_in_the_cohort():
    _, history = told(children=MANY)

    assert history.referred.eligible.all()


def test_with_drift_the_share_outside_the_cohort_grows_to_its_aim():
    settings, history = told(children=MANY, drift=1.0)
    rows = history.referred
    third = len(settings.programme_months) // 3
    shares = [(~rows.eligible[rows.month // third == part]).mean() for part in (0, 2)]
    aimed = room(settings).share

    assert aimed[0] == 0
    assert aimed[-1] == pytest.approx(RATES.programme.drift_at_end)
    assert shares[0] < 0.25
    assert shares[1] == pytest.approx(aimed[-third:].mean(), abs=0.06)


def test_those_from_outside_are_younger_or_of_lower_need_or_have_no_open_case():
    _, history = told(children=MANY, drift=1.0)
    rows, people = history.referred, history.people
    outside = rows.take(~rows.eligible)
    born = people.birth_month[outside.place].astype("M8[D]").astype("M8[M]").astype(int)
    age = (outside.day.astype("M8[D]").astype("M8[M]").astype(int) - born) // 12
    need = np.array(NEED_ORDER)[people.recorded_need[outside.place]]
    lower = np.isin(need, RATES.programme.lower_needs)
    early = outside.day < people.referred[outside.place]

    assert ((age >= 7) & (age <= 17)).all()
    assert ((age < 10) | lower | early).all()
    assert min((age < 10).mean(), lower.mean(), early.mean()) > 0.02


def test_some_referrals_are_declined_and_some_families_never_engage():
    _, history = told(children=MANY)
    decision = history.referred.decision
    shares = [(decision == kind).mean() for kind in (DECLINED, NEVER_ENGAGED)]

    assert shares[0] == pytest.approx(RATES.programme.declined, abs=0.03)
    assert shares[1] == pytest.approx(RATES.programme.never_engaged, abs=0.03)
    assert (decision == ACCEPTED).mean() == pytest.approx(0.74, abs=0.04)


def test_capacity_does_not_depend_on_the_seed():
    first, second = (room(Settings(seed=seed)) for seed in (1, 2))

    assert first.base == second.base
